/** From data to the page and back, and what range an axis covers. */
import { log10, pow } from "../../base/index.ts";
import type { Scale } from "./scene.ts";

/** Positions beyond this many points are all equally far off the page; keeps coordinates short and finite. */
const FAR = 1e5;

/** Values beyond this are drawn at it, so that differences of two values stay finite. */
const LARGEST = 8e307;

/** Function from a value to its position when the scale runs from `start` to `end` points. Not finite for what cannot be drawn. */
export function positioner({ kind, low, high }: Scale, start: number, end: number): (value: number) => number {
  return kind === "log" ? logPositioner(low, high, start, end) : linearPositioner(low, high, start, end);
}

// Two functions, because this is done for every sample of every picture: an engine can put each in the place of its call.

function linearPositioner(low: number, high: number, start: number, end: number): (value: number) => number {
  // Halves, because the range itself may overflow.
  const halfLow = low / 2;
  const half = high / 2 - halfLow;
  const length = end - start;
  return (value) => (Number.isFinite(value) ? onPage(start + ((value / 2 - halfLow) / half) * length) : Number.NaN);
}

function logPositioner(low: number, high: number, start: number, end: number): (value: number) => number {
  const from = log10(low);
  const decades = log10(high) - from;
  return (value) => (value > 0 && Number.isFinite(value) ? onPage(start + ((log10(value) - from) / decades) * (end - start)) : Number.NaN);
}

const onPage = (position: number) => (position < -FAR ? -FAR : position > FAR ? FAR : position);

/** Value at a position: the inverse of `positioner`, for pointers. */
export function valueAt(scale: Scale, start: number, end: number, position: number): number {
  const fraction = (position - start) / (end - start);
  if (scale.kind === "linear") return scale.low * (1 - fraction) + scale.high * fraction;
  return pow(10, log10(scale.low) * (1 - fraction) + log10(scale.high) * fraction);
}

/** Smallest and largest finite value of the arrays; positive ones alone for `log`. Undefined if there is none. */
export function extent(arrays: Iterable<ArrayLike<number>>, kind: Scale["kind"] = "linear"): readonly [number, number] | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const array of arrays)
    for (let k = 0; k < array.length; k++) {
      const value = array[k]!;
      if (!Number.isFinite(value) || (kind === "log" && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return low <= high ? [Math.max(low, -LARGEST), Math.min(high, LARGEST)] : undefined;
}

/**
 * Scale that shows a range with some air around it.
 *
 * A range of zero width (a constant signal), or one too narrow for doubles to resolve ticks, is opened by a twentieth of the value.
 * @param air  margin on each side, as a fraction of the range
 */
export function scaleFor(range: readonly [number, number] | undefined, air: number, kind: Scale["kind"] = "linear"): Scale {
  if (kind === "log") return logScale(range ?? [1, 10], air);
  const [low, high] = range ?? [0, 1];
  const size = Math.max(Math.abs(low), Math.abs(high));
  // Below this neither half the range nor a tenth of it is a normal number: all of it counts as zero.
  if (size < 1e-290) return { kind, low: -1, high: 1 };
  // 1e-9: about 1e6 times the spacing of doubles, so that ticks and positions keep six digits.
  if (high / 2 - low / 2 <= size * 0.5e-9) {
    const margin = size * 0.05;
    return { kind, low: low - margin, high: high + margin };
  }
  const margin = (high / 2 - low / 2) * 2 * air;
  return { kind, low: Math.max(low - margin, -LARGEST), high: Math.min(high + margin, LARGEST) };
}

function logScale([low, high]: readonly [number, number], air: number): Scale {
  const decades = log10(high) - log10(low);
  // A single value gets half a decade on both sides.
  const margin = decades < 1e-9 ? 0.5 : decades * air;
  const [from, to] = [pow(10, log10(low) - margin), pow(10, log10(high) + margin)];
  return { kind: "log", low: from > 0 ? from : low, high: Number.isFinite(to) ? to : high };
}
