/** Laplace transform of the time in which an Ornstein-Uhlenbeck process goes from a reset up to a threshold. */
import {
  type Complex,
  complexDifference,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSqrt,
  complexSum,
} from "../../numerics/index.ts";
import { Taylor } from "./taylor.ts";

/**
 * The solution u of u'' - x u' - lambda u = 0 that does not grow like e^(x^2/2) for x -> infinity, u ~ x^(-lambda) = e^(x^2/4) D_(-lambda)(x) with
 * the parabolic cylinder function D, at two places and in one normalisation. P_L of the passage is u_high/u_low.
 */
export interface Passage {
  readonly high: Complex;
  readonly low: Complex;
  /** u_low - u_high without cancellation; proportional to lambda near 0. */
  readonly gain: Complex;
  /** Derivatives by x. */
  readonly highSlope: Complex;
  readonly lowSlope: Complex;
  /** Derivatives by lambda. */
  readonly highByLambda: Complex;
  readonly lowByLambda: Complex;
}

/** e^-46 is beyond the last digit, whatever powers stand before it. */
const forgotten = 46;

/**
 * Where to start above x so that the solution that grows has lost e^-46 against the one that is followed: integral of Re sqrt(x^2 + 4 lambda).
 * Of all lambda of one size, the real negative one starts highest.
 */
export function startAbove(x: number, lambda: Complex): number {
  let at = Math.max(x, 0);
  for (let lost = 0; lost < forgotten; ) {
    const step = 0.25 / (1 + 0.05 * at);
    const middle = at + 0.5 * step;
    lost += step * complexSqrt([middle * middle + 4 * lambda[0], 4 * lambda[1]])[0];
    at += step;
  }
  return at;
}

/**
 * Follows u from `start` to `high` and on to `low`. It begins with the ratio u'/u of the WKB approximation, whose error is a part of the other
 * solution and dies out on the way; each step is a Taylor series, exact to rounding. Relative error of ratios about 1e-16 times the number of
 * steps, integral of max(1, |x|, |lambda|^(1/2)) dx.
 *
 * @see NIST Digital Library of Mathematical Functions, 12.2 and 12.9
 */
export function followPassage(lambda: Complex, high: number, low: number, start = startAbove(high, lambda)): Passage {
  const { ratio, byLambda } = decaying(lambda, start);
  const state = new Taylor(lambda, start, ratio, byLambda);
  state.advance(high);
  state.mark();
  const { value, slope, byLambda: highByLambda } = state;
  state.advance(low);
  const { shrunk } = state;
  return {
    high: complexScaled(value, shrunk),
    highSlope: complexScaled(slope, shrunk),
    highByLambda: complexScaled(highByLambda, shrunk),
    low: state.value,
    lowSlope: state.slope,
    lowByLambda: state.byLambda,
    gain: state.gain,
  };
}

/** w = u'/u of the decaying solution: w^2 - x w - lambda = w', by the root of the left side and one correction; and dw/dlambda. */
function decaying(lambda: Complex, x: number): { ratio: Complex; byLambda: Complex } {
  const root = complexSqrt([x * x + 4 * lambda[0], 4 * lambda[1]]);
  const ratio = complexQuotient(complexScaled(lambda, -2), complexSum([x, 0], root));
  // x - 2 w is the root; w' = -w/root.
  const correction = complexQuotient(ratio, complexProduct(root, root));
  return { ratio: complexDifference(ratio, correction), byLambda: complexQuotient([-1, 0], root) };
}

/** log(x^lambda u) of the asymptotic series of u, and its derivative by lambda. */
export interface Far {
  readonly excess: Complex;
  readonly byLambda: Complex;
}

/**
 * x^lambda u - 1 = sum_(k>0) (-1)^k (lambda)_2k/(k! (2 x^2)^k), where its terms fall to rounding before they rise; else undefined.
 *
 * @see NIST Digital Library of Mathematical Functions, 12.9.1
 */
export function farPassage(lambda: Complex, x: number): Far | undefined {
  if (!(x > 0)) return undefined;
  const half = -0.5 / (x * x);
  let term: Complex = [1, 0];
  let change: Complex = [0, 0];
  let [excess, byLambda]: [Complex, Complex] = [
    [0, 0],
    [0, 0],
  ];
  for (let k = 0; k < 200; k++) {
    for (const j of [2 * k, 2 * k + 1]) {
      const factor: Complex = [lambda[0] + j, lambda[1]];
      change = complexSum(complexProduct(change, factor), term);
      term = complexProduct(term, factor);
    }
    term = complexScaled(term, half / (k + 1));
    change = complexScaled(change, half / (k + 1));
    const size = Math.abs(term[0]) + Math.abs(term[1]) + Math.abs(change[0]) + Math.abs(change[1]);
    // Large terms before the small ones would cost digits.
    if (!(size < 1)) return undefined;
    excess = complexSum(excess, term);
    byLambda = complexSum(byLambda, change);
    if (size < 1e-17) return { excess, byLambda };
  }
  return undefined;
}
