/** A renewal process after each event of which nothing happens for a while. */
import {
  type Complex,
  complexDifference,
  complexExp,
  complexExpm1,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSize,
  complexSum,
} from "../../numerics/index.ts";
import type { IntervalLaw, RenewalProcess } from "./process.ts";

/**
 * The process with a time added to all its intervals,
 *
 *   P_L e^(-lambda d),   S_L e^(-lambda d) + (1 - e^(-lambda d))/lambda.
 *
 * @param dead  the time d; not negative
 */
export function withDeadTime(process: RenewalProcess & IntervalLaw, dead: number): RenewalProcess & IntervalLaw {
  if (dead === 0) return process;
  const late = (lambda: Complex) => complexExp(complexScaled(lambda, -dead));
  const mean = process.mean + dead;
  return {
    mean,
    rate: 1 / mean,
    cv: (process.cv * process.mean) / mean,
    abscissa: process.abscissa,
    laplace: (lambda) => complexProduct(late(lambda), process.laplace(lambda)),
    laplaceDerivative: (lambda) =>
      complexProduct(late(lambda), complexDifference(process.laplaceDerivative(lambda), complexScaled(process.laplace(lambda), dead))),
    survivorLaplace: (lambda) => {
      if (complexSize(lambda) === 0) return [mean, 0];
      const waiting = complexQuotient(complexExpm1(complexScaled(lambda, -dead)), complexScaled(lambda, -1));
      return complexSum(complexProduct(late(lambda), process.survivorLaplace(lambda)), waiting);
    },
    density: (age) => (age > dead ? process.density(age - dead) : 0),
    survivor: (age) => (age > dead ? process.survivor(age - dead) : 1),
  };
}
