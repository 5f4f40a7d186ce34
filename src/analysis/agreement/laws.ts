/** Distribution functions of the laws that intervals and tests need. */
import { exp, InternalError, log, log1p, normalQuantile } from "../../base/index.ts";

/** Below this the asymptotic series of log Gamma is not yet exact: the argument is moved up. */
const asymptotic = 12;

/** Coefficients B_2k/(2k (2k - 1)) of 1/x^(2k - 1), k = 1, 2, ...: Abramowitz & Stegun 6.1.40; the first that is left out is 2e-17 at 12. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156] as const;

const halfLogTwoPi = 0.9189385332046727;

/** Steps after which series and fractions must have ended: they need some ten times the root of their arguments. */
const most = 1_000_000;

/** Logarithm of Gamma(x), x > 0; absolute error some 1e-15 times its size. */
export function logGamma(x: number): number {
  let [y, product] = [x, 1];
  for (; y < asymptotic; y++) product *= y;
  const square = 1 / (y * y);
  let series = 0;
  for (let k = stirling.length - 1; k >= 0; k--) series = series * square + stirling[k]!;
  return (y - 0.5) * log(y) - y + halfLogTwoPi + series / y - log(product);
}

/** x^a e^-x / Gamma(a + 1). */
function gammaTerm(a: number, x: number): number {
  return exp(a * log(x) - x - logGamma(a + 1));
}

/**
 * Regularised lower incomplete gamma function P(a, x): the probability that a Gamma variable of shape a > 0 is below x >= 0.
 *
 * @see Abramowitz & Stegun 6.5.29 (series, x < a + 1), 6.5.31 (continued fraction)
 */
export function gammaProbability(a: number, x: number): number {
  if (x <= 0) return 0;
  const term = gammaTerm(a, x);
  if (x < a + 1) {
    let [sum, part] = [1, 1];
    for (let k = 1; k < most && part > sum * 1e-17; k++) {
      part *= x / (a + k);
      sum += part;
    }
    return Math.min(1, term * sum);
  }
  // Lentz's algorithm.
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let k = 1; k < most; k++) {
    const an = -k * (k - a);
    b += 2;
    d = 1 / awayFromZero(an * d + b);
    c = awayFromZero(b + an / c);
    const change = c * d;
    h *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return Math.max(0, 1 - term * a * h);
}

const awayFromZero = (x: number) => (Math.abs(x) < 1e-300 ? 1e-300 : x);

/**
 * Regularised incomplete beta function I_x(a, b), a, b > 0, x in [0, 1].
 *
 * @see Abramowitz & Stegun 26.5.8, by Lentz's algorithm
 */
export function betaProbability(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaProbability(1 - x, b, a);
  const front = exp(a * log(x) + b * log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < most; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return Math.min(1, front * h);
}

/** Probability that Fisher's F with (n1, n2) degrees of freedom exceeds f; n2 may be infinite. */
export function fisherTail(f: number, n1: number, n2: number): number {
  if (n2 > 1e7) return 1 - gammaProbability(n1 / 2, (n1 * f) / 2);
  return betaProbability(n2 / (n2 + n1 * f), n2 / 2, n1 / 2);
}

/** The number t that Student's variable with `degrees` of freedom (may be infinite) exceeds with probability `tail` < 1/2. */
export function studentQuantile(tail: number, degrees: number): number {
  const normal = -normalQuantile(tail);
  if (degrees > 1e7) return normal;
  const above = (t: number) => betaProbability(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  let [low, high] = [0, Math.max(1, 2 * normal)];
  while (above(high) > tail) [low, high] = [high, 2 * high];
  return bisect((t) => above(t) > tail, low, high);
}

/**
 * Probability that a non-central chi-square variable is below x: a mixture of central ones with Poisson weights of mean `shift`/2,
 *
 *   F(x; n, shift) = sum_j e^(-shift/2) (shift/2)^j/j! P(n/2 + j, x/2)
 *
 * summed from its largest weight in both directions. Absolute error some 1e-13.
 */
export function shiftedChiSquare(x: number, degrees: number, shift: number): number {
  if (x <= 0) return 0;
  const half = shift / 2;
  if (half === 0) return gammaProbability(degrees / 2, x / 2);
  const middle = Math.floor(half);
  const weight = exp(middle * log(half) - half - logGamma(middle + 1));
  const probability = gammaProbability(degrees / 2 + middle, x / 2);
  const term = gammaTerm(degrees / 2 + middle, x / 2);
  let sum = weight * probability;
  // P(a + 1, y) = P(a, y) - y^a e^-y/Gamma(a + 1).
  for (let [j, w, p, t] = [middle, weight, probability, term]; w > 1e-18; ) {
    p -= t;
    j++;
    t *= x / 2 / (degrees / 2 + j);
    w *= half / j;
    sum += w * Math.max(0, p);
  }
  for (let [j, w, p, t] = [middle, weight, probability, term]; j > 0 && w > 1e-18; ) {
    t *= (degrees / 2 + j) / (x / 2);
    p += t;
    w *= j / half;
    j--;
    sum += w * Math.min(1, p);
  }
  return Math.min(1, sum);
}

/** The shift at which F(x; degrees, shift) is `probability`; 0 where it is less already without one. */
export function shiftOf(x: number, degrees: number, probability: number): number {
  const isBelow = (shift: number) => shiftedChiSquare(x, degrees, shift) > probability;
  if (!isBelow(0)) return 0;
  let high = Math.max(1, x);
  while (isBelow(high)) high *= 2;
  return bisect(isBelow, 0, high);
}

/** Where a condition that holds at `low` and not at `high` ends, to some 1e-12 of it. */
function bisect(holds: (x: number) => boolean, low: number, high: number): number {
  let [a, b] = [low, high];
  for (let k = 0; k < 200 && b - a > 1e-13 * (Math.abs(a) + Math.abs(b)); k++) {
    const middle = (a + b) / 2;
    if (holds(middle)) a = middle;
    else b = middle;
  }
  if (!Number.isFinite(a + b)) throw new InternalError("a quantile was looked for where there is none");
  return (a + b) / 2;
}
