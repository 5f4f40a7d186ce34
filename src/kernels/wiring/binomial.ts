/** Binomial numbers of many trials. */
import { exp, log, log1p, type Xoshiro } from "../../base/index.ts";

/**
 * A draw from the binomial law of n trials of probability p, n < 2^53: by inversion where fewer than 10 successes (or failures) are
 * expected, else by transformed rejection (Hormann 1993, J. Stat. Comput. Simul. 46:101, algorithm BTRS, doi 10.1080/00949659308811496).
 */
export function binomial(n: number, p: number, rng: Xoshiro): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(n, 1 - p, rng);
  return n * p < 10 ? invert(n, p, rng) : reject(n, p, rng);
}

/** Probabilities so small that nothing is left of 1 beyond them but rounding. */
const nothing = 1e-20;

/** Adds up the probabilities of 0, 1, 2, ... successes until they pass a uniform number. */
function invert(n: number, p: number, rng: Xoshiro): number {
  const odds = p / (1 - p);
  const first = (n + 1) * odds;
  let probability = exp(n * logOfRest(p));
  let left = rng.uniform();
  let successes = 0;
  while (left > probability && probability > nothing && successes < n) {
    left -= probability;
    successes++;
    probability *= first / successes - odds;
  }
  return successes;
}

/** ln(1 - p), of a small p by its series: what it leaves out is less than rounding. */
function logOfRest(p: number): number {
  if (p > 0.01) return log1p(-p);
  return -p * (1 + p * (1 / 2 + p * (1 / 3 + p * (1 / 4 + p * (1 / 5 + p * (1 / 6 + p * (1 / 7 + p / 8)))))));
}

function reject(n: number, p: number, rng: Xoshiro): number {
  const sd = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * sd;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const vr = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * sd;
  for (;;) {
    const u = rng.uniform() - 0.5;
    const v = rng.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (k < 0 || k > n) continue;
    if (us >= 0.07 && v <= vr) return k;
    if (log((v * alpha) / (a / (us * us) + b)) <= logRatio(n, p, k)) return k;
  }
}

/** ln P(k)/P(mode), with the large parts of the factorials taken together. */
function logRatio(n: number, p: number, k: number): number {
  const odds = p / (1 - p);
  const mode = Math.floor((n + 1) * p);
  const atMode = (mode + 0.5) * log((mode + 1) / (odds * (n - mode + 1))) + remainder(mode) + remainder(n - mode);
  const others = n - k + 1;
  return atMode + (n + 1) * log1p((k - mode) / others) + (k + 0.5) * log((others * odds) / (k + 1)) - remainder(k) - remainder(n - k);
}

const fewest = 16;
/** `remainder` below 16, from the factorials. */
const small = Float64Array.from({ length: fewest }, (_, k) => {
  let product = 1;
  for (let i = 2; i <= k; i++) product *= i;
  return log(product) - (k + 0.5) * log(k + 1) + (k + 1) - 0.5 * log(2 * Math.PI);
});

/** log k! - ((k + 1/2) log(k + 1) - (k + 1) + log(2 pi)/2), by Stirling's series (NIST DLMF 5.11.1) to an error below 1e-13. */
function remainder(k: number): number {
  if (k < fewest) return small[k]!;
  const x = k + 1;
  const r = 1 / (x * x);
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r / 1680))) / x;
}
