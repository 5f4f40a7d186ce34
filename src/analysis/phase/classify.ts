/** What a fixed point is, from its eigenvalues. */
import type { Complex, FixedPointType } from "../../contract/index.ts";

/** Part of the largest eigenvalue below which a real part counts as zero: a fixed point that touches is known to half the digits. */
const vanishing = 1e-6;
/** Part of a pair's size below which its real part counts as zero. */
const neutral = 1e-9;

/** @param eigenvalues  largest real part first */
export function classify(eigenvalues: readonly Complex[]): { readonly type: FixedPointType; readonly stable: boolean } {
  const largest = Math.max(...eigenvalues.map(([re, im]) => Math.sqrt(re * re + im * im)));
  const isPair = ([, im]: Complex) => im !== 0;
  const isNeutral = (value: Complex) => {
    const [re, im] = value;
    return isPair(value) ? Math.abs(re) <= neutral * Math.abs(im) : Math.abs(re) <= vanishing * largest;
  };
  if (!(largest > 0) || eigenvalues.some((value) => isNeutral(value) && !isPair(value))) return { type: "degenerate", stable: false };
  if (eigenvalues.some(isNeutral)) return { type: eigenvalues.length === 2 ? "centre" : "degenerate", stable: false };
  const unstable = eigenvalues.filter(([re]) => re > 0).length;
  const turns = eigenvalues.some(isPair);
  if (unstable === 0) return { type: turns ? "stable focus" : "stable node", stable: true };
  if (unstable < eigenvalues.length) return { type: turns ? "saddle-focus" : "saddle", stable: false };
  return { type: turns ? "unstable focus" : "unstable node", stable: false };
}
