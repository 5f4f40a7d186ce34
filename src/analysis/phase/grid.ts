/** The rates of a plane on a regular grid. */
import { coordinate, type Samples } from "./nullclines.ts";
import type { Plane } from "./plane.ts";
import type { Rectangle } from "./scalar-field.ts";

/** Points of the fine grid, on which nullclines begin; three of its cells are one of the arrows'. */
export const fine = { columns: 73, rows: 55 } as const;

/** Rates of both axes over the window and its margin. */
export function sampleRates(plane: Plane, { left, right, bottom, top }: Rectangle): readonly [Samples, Samples] {
  const { columns, rows } = fine;
  const [u, v] = [new Float64Array(columns * rows), new Float64Array(columns * rows)];
  const [a, b] = plane.axes as readonly [number, number];
  for (let column = 0; column < columns; column++) {
    const x = left + coordinate(column, columns) * (right - left);
    // Up the columns, because slaved states mostly depend on the first axis alone.
    for (let row = 0; row < rows; row++) {
      plane.moveTo(x, bottom + coordinate(row, rows) * (top - bottom));
      u[row * columns + column] = plane.rates[a]!;
      v[row * columns + column] = plane.rates[b]!;
    }
  }
  return [
    { columns, rows, values: u },
    { columns, rows, values: v },
  ];
}

/** Points of the arrows' grid: at the middles of cells that divide the window. */
export const coarse = { columns: 24, rows: 18 } as const;
