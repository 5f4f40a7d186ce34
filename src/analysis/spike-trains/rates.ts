/** Mean rates, and means with their standard error. */

/**
 * Mean rate of `size` neurons that fired `count` spikes within a window.
 *
 *   count / (size * window)      [1/unit of window]; 0 for an empty window or population
 */
export function meanRate(count: number, size: number, window: number): number {
  return window > 0 && size > 0 ? count / (size * window) : 0;
}

/**
 * Mean and standard error of the mean (sample standard deviation / sqrt(n)) of independent repetitions.
 * The error of a single value is undefined.
 */
export function meanAndError(values: readonly number[]): { readonly mean: number; readonly error: number | undefined } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { mean, error: undefined };
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, error: Math.sqrt(squares / (n - 1) / n) };
}
