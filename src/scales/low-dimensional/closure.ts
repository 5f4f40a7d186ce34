/** The relaxing variable that stands for the modes that are left out. */
import type { ModeRow } from "../../theory/index.ts";

/** gamma [1/ms] and gamma D of the equation of y, see `ModePopulation`. */
export interface Closure {
  readonly relaxation: number;
  readonly strength: number;
}

/** Those of a row of coefficients; undefined where nothing that relaxes has the value at age 0 and the integral that are left. */
export function closureOf(
  { rate, lambdaInterval, freshHazard, pairs, weights, drive }: ModeRow,
  c: ArrayLike<number>,
): Closure | undefined {
  const cv = c[rate]! / c[lambdaInterval]!;
  let [integral, first] = [0.5 * (cv * cv - 1), c[freshHazard]! - c[rate]!];
  for (let n = 0; n < drive - weights; n += 2) {
    const [mean, square, byA, byB] = [c[pairs + n]!, c[pairs + n + 1]!, c[weights + n]!, c[weights + n + 1]!];
    integral -= (byA * mean - byB) / (mean * mean - square);
    first += byA;
  }
  const relaxation = first / integral;
  return relaxation > 0 && relaxation < Number.POSITIVE_INFINITY ? { relaxation, strength: first } : undefined;
}
