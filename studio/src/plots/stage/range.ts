/** Stretches of an axis, moved and zoomed. */

/** From the left or bottom end to the other, in the coordinates of the data. */
export type Range = readonly [low: number, high: number];

/** The range with the value `at` kept in place and everything else `factor` times as far from it: below 1 zooms in. */
export function zoomed([low, high]: Range, at: number, factor: number): Range {
  return [at + (low - at) * factor, at + (high - at) * factor];
}

/** The range moved by `by`. */
export function moved([low, high]: Range, by: number): Range {
  return [low + by, high + by];
}

/**
 * The range, moved so that it lies within the limits; the limits themselves if it is wider than they are.
 * @param narrowest  a narrower range is widened about its middle
 */
export function kept([low, high]: Range, [least, most]: Range, narrowest: number): Range {
  const width = Math.max(high - low, narrowest);
  if (!(width < most - least)) return [least, most];
  const from = Math.min(Math.max((low + high - width) / 2, least), most - width);
  return [from, from + width];
}

/** Whether the range can be told apart from a point: ticks and positions of a narrower one would lose their digits. */
export function isResolved([low, high]: Range): boolean {
  return high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high), 1e-290) && Number.isFinite(high - low);
}
