/** Zeros of constant + line + exponentials. */
import { expm1, log1p } from "../base/index.ts";
import { newtonInBracket } from "../numerics/index.ts";

/**
 * f(s) = value + line s + sum_i a_i (e^(b_i s) - 1), the b_i different from 0 and from one another; `value` is f(0), so that nothing
 * cancels near s = 0.
 */
export interface ExponentialSum {
  readonly value: number;
  readonly line: number;
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** f(s). */
export function sumAt({ value, line, a, b }: ExponentialSum, s: number): number {
  let sum = value + line * s;
  for (let i = 0; i < a.length; i++) sum += a[i]! * expm1(b[i]! * s);
  return sum;
}

/** f'(s). */
export function slopeAt({ line, a, b }: ExponentialSum, s: number): number {
  let sum = line;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]! * (expm1(b[i]! * s) + 1);
  return sum;
}

/** At least the greatest value between two times: each term is monotone, so its greatest value is at an end. */
export function upperBound({ value, line, a, b }: ExponentialSum, from: number, to: number): number {
  let sum = value + Math.max(line * from, line * to);
  for (let i = 0; i < a.length; i++) sum += Math.max(a[i]! * expm1(b[i]! * from), a[i]! * expm1(b[i]! * to));
  return sum;
}

/**
 * All zeros in (from, to), ascending, where the function changes sign. Between zeros of its derivative a function is monotone; the
 * derivative has no line, and divided by one of its exponentials a term less, so that the recursion ends. Nothing is sampled: no zero
 * is missed, however the terms are spread.
 */
export function zerosOf(f: ExponentialSum, from: number, to: number): readonly number[] {
  const { value, line, a, b } = f;
  if (a.length === 0 || (a.length === 1 && line === 0)) {
    const zero = a.length === 0 ? -value / line : log1p(-value / a[0]!) / b[0]!;
    return zero > from && zero < to ? [zero] : [];
  }
  const zeros: number[] = [];
  let low = from;
  let atLow = sumAt(f, low);
  for (const high of [...zerosOf(derivative(f), from, to), to]) {
    const atHigh = sumAt(f, high);
    if ((atLow < 0 && atHigh > 0) || (atLow > 0 && atHigh < 0)) {
      const zero = newtonInBracket(
        (s) => sumAt(f, s),
        (s) => slopeAt(f, s),
        low,
        high,
        atLow,
      );
      zeros.push(zero);
    }
    low = high;
    atLow = atHigh;
  }
  return zeros;
}

/** The derivative, up to a positive factor: sum_i a_i b_i e^(b_i s), plus the line, or else divided by the first exponential. */
function derivative({ line, a, b }: ExponentialSum): ExponentialSum {
  const rates = a.map((one, i) => one * b[i]!);
  const value = rates.reduce((sum, one) => sum + one, line);
  if (line !== 0) return { value, line: 0, a: rates, b };
  return { value, line: 0, a: rates.slice(1), b: b.slice(1).map((one) => one - b[0]!) };
}
