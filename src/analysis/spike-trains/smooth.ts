/** Rates in a sliding window. */
import { exp, unreachable } from "../../base/index.ts";

/**
 * What a window weighs how much: `boxcar` of a width, centred; `gaussian` of a standard deviation, centred; `exponential` of a time
 * constant, which looks back alone, as a synapse does.
 */
export type SmoothingKernel = "boxcar" | "gaussian" | "exponential";

/** A Gaussian is cut off where it weighs less than 4e-6 of its peak. */
const REACH = 5;

/**
 * Weighted means of samples around each sample; near the ends the weights that are left are scaled up, so that a constant stays constant.
 *
 * @param values  samples at equal distances {n}
 * @param width   of the kernel, in samples; 0 leaves the samples as they are
 */
export function smooth(values: Float64Array, kernel: SmoothingKernel, width: number): Float64Array {
  if (!(width > 0)) return values.slice();
  switch (kernel) {
    case "boxcar":
      return boxcar(values, width);
    case "gaussian":
      return gaussian(values, width);
    case "exponential":
      return exponential(values, width);
    default:
      return unreachable(kernel);
  }
}

/** The window may begin and end within a sample, of which it takes a part. */
function boxcar(values: Float64Array, width: number): Float64Array {
  const n = values.length;
  const sums = new Float64Array(n + 1);
  for (let k = 0; k < n; k++) sums[k + 1] = sums[k]! + values[k]!;
  const sumUpTo = (x: number) => {
    const k = Math.min(n - 1, Math.floor(x));
    return sums[k]! + (x - k) * values[k]!;
  };
  return values.map((_, k) => {
    const [low, high] = [Math.max(0, k + 0.5 - width / 2), Math.min(n, k + 0.5 + width / 2)];
    return (sumUpTo(high) - sumUpTo(low)) / (high - low);
  });
}

function gaussian(values: Float64Array, width: number): Float64Array {
  const reach = Math.ceil(REACH * width);
  const weights = Float64Array.from({ length: reach + 1 }, (_, d) => exp(-(d * d) / (2 * width * width)));
  return values.map((_, k) => {
    let [sum, total] = [0, 0];
    for (let j = Math.max(0, k - reach), end = Math.min(values.length - 1, k + reach); j <= end; j++) {
      const weight = weights[Math.abs(j - k)]!;
      sum += weight * values[j]!;
      total += weight;
    }
    return sum / total;
  });
}

function exponential(values: Float64Array, width: number): Float64Array {
  const decay = exp(-1 / width);
  let [sum, total] = [0, 0];
  return values.map((value) => {
    sum = decay * sum + value;
    total = decay * total + 1;
    return sum / total;
  });
}
