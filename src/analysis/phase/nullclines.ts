/** All branches of the zeros of a function in a window. */
import type { ScalarField } from "./scalar-field.ts";
import { scan } from "./scan.ts";
import { type Branch, margin, project, traceBranch } from "./trace.ts";

/** Values on a grid over the window and its margin, row by row from the bottom. */
export interface Samples {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array;
}

/** Coordinate of column or row k of so many. */
export function coordinate(k: number, count: number): number {
  return -margin + (k * (1 + 2 * margin)) / (count - 1);
}

/** A zero that was found on a line of the grid must be one, not a jump through zero: a Newton step from it leads nowhere else. */
const reach = 1e-7;
/** Evaluations that a search for a lowest value between three points of the grid may take. */
const dips = 12;

/**
 * Branches through the window. Zeros on the lines of the grid are found from changes of sign and from dips between them (two zeros within
 * one cell); each that lies on no branch yet begins one. Jumps and poles, where the sign changes without a zero, begin none, and a branch
 * ends where the function jumps.
 */
export function branchesOf(field: ScalarField, samples: Samples): readonly Branch[] {
  const branches: Branch[] = [];
  const begin = (s: number, t: number) => {
    if (branches.some((branch) => passes(branch, s, t))) return;
    const zero = project(field, s, t, reach);
    const branch = zero === undefined ? undefined : traceBranch(field, zero[0], zero[1]);
    if (branch !== undefined && branch.s.length > 1) branches.push(branch);
  };
  const { columns, rows, values } = samples;
  for (let row = 0; row < rows; row++) {
    const t = coordinate(row, rows);
    const along = values.subarray(row * columns, (row + 1) * columns);
    const line = { values: along, place: (k: number) => coordinate(k, columns), at: (s: number) => field.value(s, t) };
    scan(line, dips, 0, (s) => begin(s, t));
  }
  const upwards = new Float64Array(rows);
  for (let column = 0; column < columns; column++) {
    const s = coordinate(column, columns);
    for (let row = 0; row < rows; row++) upwards[row] = values[row * columns + column]!;
    const line = { values: upwards, place: (k: number) => coordinate(k, rows), at: (t: number) => field.value(s, t) };
    scan(line, dips, 0, (t) => begin(s, t));
  }
  for (const [s, t] of dipsOf(samples)) {
    const zero = project(field, s, t, 2 / Math.min(columns, rows));
    if (zero !== undefined) begin(zero[0], zero[1]);
  }
  return branches;
}

/** Points of the grid at which the value is nearer to zero than at all neighbours: a loop may lie between the lines of the grid. */
function dipsOf({ columns, rows, values }: Samples): readonly (readonly [s: number, t: number])[] {
  const dips: (readonly [number, number])[] = [];
  for (let row = 1; row + 1 < rows; row++)
    for (let column = 1; column + 1 < columns; column++)
      if (isDip(values, row * columns + column, columns)) dips.push([coordinate(column, columns), coordinate(row, rows)]);
  return dips;
}

/** Whether the value at a place is nearer to zero than those around it, and of their sign. */
function isDip(values: Float64Array, at: number, columns: number): boolean {
  const value = values[at]!;
  const [isAbove, size] = [value > 0, Math.abs(value)];
  for (let row = -columns; row <= columns; row += columns)
    for (let other = at + row - 1; other <= at + row + 1; other++)
      if (other !== at && !(values[other]! > 0 === isAbove && size < Math.abs(values[other]!))) return false;
  return true;
}

/** Whether the branch goes through the point, as nearly as a chord follows its arc. */
export function passes({ s, t }: Branch, x: number, y: number): boolean {
  for (let k = 0; k + 1 < s.length; k++) {
    const px = x - s[k]!;
    const py = y - t[k]!;
    if (Math.abs(px) > 0.05 || Math.abs(py) > 0.05) continue;
    const ds = s[k + 1]! - s[k]!;
    const dt = t[k + 1]! - t[k]!;
    const squared = ds * ds + dt * dt;
    const along = Math.min(1, Math.max(0, squared > 0 ? (px * ds + py * dt) / squared : 0));
    const ex = px - along * ds;
    const ey = py - along * dt;
    if (ex * ex + ey * ey <= 4e-4 * squared + 1e-14) return true;
  }
  return false;
}
