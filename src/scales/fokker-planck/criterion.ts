/** The moment with which theory shows that a solution cannot live for ever. */
import { exp, expm1, onceForEach } from "../../base/index.ts";
import { type DensityCell, type DensityPlan, middleOf, undriven } from "../../kernels/index.ts";

/**
 * With a drift f + b A, f >= -F and a diffusion D >= D_0 below the threshold V_F, the moment M(t) = integral of e^(mu v) p dv obeys
 *
 *   dM/dt >= (b mu M - e^(mu V_F)) A + mu (mu D_0 - F) M,
 *
 * so that it grows for ever, which no density below V_F can, if M(0) > e^(mu V_F)/(b mu) for a mu > F/D_0; here mu = 2 max(1/b, F/D_0).
 *
 * @see Caceres, Carrillo, Perthame 2011, J. Math. Neurosci. 1:7, theorem 2.2, doi:10.1186/2190-8567-1-7
 */
export interface Criterion {
  readonly exponent: number;
  /** M(0), and what it has to exceed. */
  readonly moment: number;
  readonly bound: number;
}

/** The criterion for one population that excites itself without delay; undefined for anything else. */
export const criterionOf = onceForEach(({ cells, couplings }: DensityPlan): Criterion | undefined => {
  const [cell, ...others] = cells;
  if (cell === undefined || others.length > 0 || cell.reading.firing.kind !== "threshold" || cell.reading.common.length > 0)
    return undefined;
  const { reading, grid } = cell;
  if (couplings.some(({ delay, to }) => delay > 0 || (to.kind === "state" && to.name !== reading.potential))) return undefined;
  const b = couplings.reduce((sum, { to, factor }) => sum + (to.kind === "state" ? factor : 0), 0);
  if (!(b > 0)) return undefined;
  const transport = undriven(reading);
  let [fall, least] = [0, Number.POSITIVE_INFINITY];
  for (let i = 0; i <= grid.cells; i++) {
    const { drift, diffusion } = transport(i === grid.cells ? grid.high : middleOf(grid, i));
    fall = Math.max(fall, -drift);
    least = Math.min(least, diffusion);
  }
  if (!(least > 0)) return undefined;
  const exponent = 2 * Math.max(1 / b, fall / least);
  return { exponent, moment: momentOf(cell, exponent)(cell.begin().masses), bound: exp(exponent * grid.high) / (b * exponent) };
});

/** The integral of e^(mu v) over densities that are constant in each cell; those that wait count with the reset. */
export function momentOf({ grid, reading }: DensityCell, mu: number): (masses: Float64Array, waiting?: number) => number {
  const x = mu * grid.width;
  const within = (expm1(x / 2) - expm1(-x / 2)) / x;
  const weights = Float64Array.from({ length: grid.cells }, (_, i) => exp(mu * middleOf(grid, i)) * within);
  const atReset = exp(mu * reading.reset);
  return (masses, waiting = 0) => {
    let sum = waiting * atReset;
    for (let i = 0; i < masses.length; i++) sum += weights[i]! * masses[i]!;
    return sum;
  };
}
