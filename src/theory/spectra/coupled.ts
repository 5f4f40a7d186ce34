/** Spectra of populations that drive one another, to first order in their fluctuations. */
import { type Complex, complexExp, complexInverse, complexProduct, complexQuotient, complexSum, conjugate } from "../../numerics/index.ts";

/** How a synapse passes its input on: a kernel of integral 1 that begins after a delay. */
export interface SynapticFilter {
  /** `delta`: at once; `exponential`: e^(-t/tau)/tau; `alpha`: t e^(-t/tau)/tau^2. */
  readonly kind: "delta" | "exponential" | "alpha";
  /** Time constant; of no meaning for `delta`. */
  readonly tau: number;
  readonly delay: number;
}

/** The filter's transform integral kernel(t) e^(-i omega t) dt: e^(-i omega delay) times 1, 1/(1 + i omega tau) or 1/(1 + i omega tau)^2. */
export function filterResponse({ kind, tau, delay }: SynapticFilter, omega: number): Complex {
  const late = complexExp([0, -omega * delay]);
  if (kind === "delta") return late;
  const once = complexQuotient(late, [1, omega * tau]);
  return kind === "exponential" ? once : complexQuotient(once, [1, omega * tau]);
}

/**
 * Cross spectra of the activities at one frequency: A = (1 - G)^-1 X of sources X that do not know of one another,
 *
 *   S = (1 - G)^-1 diag(sources) (1 - G)^-H;      one population: source/|1 - G|^2.
 *
 * @param sources  spectra of the uncoupled activities, already divided by their sizes {n}
 * @param gain     G[a][b], open-loop response of the rate of a to the activity of b: chi_a times weight times filter {n, n}
 * @returns S[a][b], power spectra on the diagonal; undefined where 1 - G is singular: the stationary state is at the edge of its stability
 */
export function coupledSpectra(sources: readonly number[], gain: readonly (readonly Complex[])[]): Complex[][] | undefined {
  const loop = gain.map((row, a) => row.map(([re, im], b): Complex => [(a === b ? 1 : 0) - re, -im]));
  const inverse = complexInverse(loop);
  return inverse?.map((rowA) =>
    inverse.map((rowB) =>
      sources.reduce<Complex>(
        (sum, power, k) => complexSum(sum, complexProduct([power, 0], complexProduct(rowA[k]!, conjugate(rowB[k]!)))),
        [0, 0],
      ),
    ),
  );
}
