/** Reads compiled levels at a place and time. */
import type { Body } from "./method.ts";

/** Evaluates all levels and their partial derivatives into the machine's scratch block. */
export function evaluateLevels(body: Body, t: number, y: number): void {
  const { machine, unit, p } = body;
  unit.levels(t, 8 * y, 8 * p, 8 * machine.levelsAt);
}

/** Value of level j, as last evaluated. */
export function levelValue(body: Body, j: number): number {
  const { machine } = body;
  return machine.numbers[machine.levelsAt + j]!;
}

/** Derivative of level j along the flow, as last evaluated, where the rates of the states stand at `slope`. */
export function levelSlope(body: Body, j: number, slope: number): number {
  const { numbers, levelsAt, levels, n } = body.machine;
  const m = levels.length;
  let sum = numbers[levelsAt + m + j]!;
  const row = levelsAt + 2 * m + j * n;
  for (let i = 0; i < n; i++) {
    const partial = numbers[row + i]!;
    // 0 * infinity must not hide a level that does not depend on a state that runs away.
    if (partial !== 0) sum += partial * numbers[slope + i]!;
  }
  return sum;
}
