/** The sum of the second derivatives along all axes. */
import type { FieldAxis } from "../../model/index.ts";
import { cellsOf, cellWidth } from "./layout.ts";

/**
 * Central differences (u_(i-1) - 2 u_i + u_(i+1))/dx^2, of second order. Where an axis ends, the field is 0 at its end, half a cell beyond the
 * last midpoint: the value beyond is the opposite of the last.
 *
 * @param numbers  where both stand
 * @param from     place of u, one number for each cell
 * @param to       place of the result
 */
export function laplacian(axes: readonly FieldAxis[], numbers: Float64Array, from: number, to: number): void {
  const cells = cellsOf(axes);
  numbers.fill(0, to, to + cells);
  let stride = cells;
  for (const axis of axes) {
    const n = axis.points;
    const block = stride;
    stride = block / n;
    const factor = 1 / (cellWidth(axis) * cellWidth(axis));
    const isOpen = axis.outside === "zero";
    for (let start = 0; start < cells; start += block)
      for (let i = 0; i < n; i++) {
        const row = start + i * stride;
        const before = i > 0 ? row - stride : isOpen ? -1 : row + (n - 1) * stride;
        const after = i < n - 1 ? row + stride : isOpen ? -1 : row - (n - 1) * stride;
        for (let j = 0; j < stride; j++) {
          const here = numbers[from + row + j]!;
          const left = before < 0 ? -here : numbers[from + before + j]!;
          const right = after < 0 ? -here : numbers[from + after + j]!;
          numbers[to + row + j]! += factor * (left - 2 * here + right);
        }
      }
  }
}

/** The largest eigenvalue of the differences, without its sign: explicit methods need steps below a few times its inverse. */
export function laplacianRate(axes: readonly FieldAxis[]): number {
  return axes.reduce((sum, axis) => sum + 4 / (cellWidth(axis) * cellWidth(axis)), 0);
}
