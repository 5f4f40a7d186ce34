/** The cells of a field, and the displacements between them. */
import type { FieldAxis } from "../../model/index.ts";

/** Width of a cell of an axis. */
export function cellWidth({ from, to, points }: FieldAxis): number {
  return (to - from) / points;
}

/** Midpoints of the cells of an axis. */
export function midpoints(axis: FieldAxis): Float64Array {
  const width = cellWidth(axis);
  return Float64Array.from({ length: axis.points }, (_, i) => axis.from + (i + 0.5) * width);
}

/** Number of cells of a field. */
export function cellsOf(axes: readonly FieldAxis[]): number {
  return axes.reduce((product, { points }) => product * points, 1);
}

/** Distance in an array {shape} between neighbours along each axis, the last axis fastest. */
export function stridesOf(shape: readonly number[]): readonly number[] {
  const strides = shape.map(() => 1);
  for (let k = shape.length - 2; k >= 0; k--) strides[k] = strides[k + 1]! * shape[k + 1]!;
  return strides;
}

/**
 * Displacements along an axis, in cells, for which a kernel has a value. Where the ends touch, the shorter way round; half-way round both
 * ways count by half.
 *
 * @param shift  -n < shift < n
 */
export function waysRound({ points, outside }: FieldAxis, shift: number): readonly number[] {
  if (outside === "zero") return [shift];
  const around = ((shift % points) + points) % points;
  if (2 * around === points) return [around, around - points];
  return [2 * around < points ? around : around - points];
}

/** Calls `visit` for every index of an array {shape}, in order. */
export function eachIndex(shape: readonly number[], visit: (index: readonly number[], at: number) => void): void {
  const index = shape.map(() => 0);
  const size = shape.reduce((product, n) => product * n, 1);
  for (let at = 0; at < size; at++) {
    visit(index, at);
    for (let k = shape.length - 1; k >= 0; k--) {
      if (++index[k]! < shape[k]!) break;
      index[k] = 0;
    }
  }
}
