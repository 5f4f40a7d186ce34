/** The arithmetic of a slider: positions, steps and how a value is written. */

/** Steps between the ends: fine enough for the eye, coarse enough for the arrow keys. */
const STEPS = 200;
/** Ends this far apart, both positive, make a slider of equal ratios. */
const LOGARITHMIC = 40;

/** A slider between two ends. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
  /** Of the value; for a slider of ratios, of its position in [0, 1]. */
  readonly step: number;
}

/** The scale for these ends, stretched to hold the value. */
export function scaleOf([low, high]: readonly [number, number], value: number): Scale {
  const ends = { low: Math.min(low, value), high: Math.max(high, value) };
  const isLog = ends.low > 0 && ends.high / ends.low >= LOGARITHMIC;
  return { ...ends, isLog, step: isLog ? 1 / STEPS : roundStep((ends.high - ends.low) / STEPS) };
}

/** 1, 2 or 5 times a power of ten, not above. */
function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size) + 1e-9);
  const step = [5, 2, 1].find((each) => each * power <= size * (1 + 1e-9)) ?? 1;
  return Number((step * power).toPrecision(1));
}

/** What the slider's own number is for a value. */
export function positionOf({ low, high, isLog }: Scale, value: number): number {
  return isLog ? Math.log(value / low) / Math.log(high / low) : value;
}

/** The value at a position, rounded to what the step can tell apart; three digits on a slider of ratios. */
export function valueAt({ low, high, isLog, step }: Scale, position: number): number {
  if (isLog) return Number(Math.min(high, Math.max(low, low * (high / low) ** position)).toPrecision(3));
  return Number((Math.round(position / step) * step).toFixed(decimalsOf(step)));
}

function decimalsOf(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}

/** A number with its unit as the language writes it: `4 nS`, `0.1/ms`. */
export function quantity(value: number, unit: string): string {
  if (unit === "") return `${value}`;
  return unit.startsWith("/") ? `${value}${unit}` : `${value} ${unit}`;
}

/** What a person typed, with the unit added where it was left out. */
export function completed(typed: string, unit: string): string {
  const text = typed.trim().replace(/^[\u2212\u2013]/, "-");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? quantity(Number(text), unit) : text;
}

/** The number in front of a written quantity; undefined for an expression. */
export function numberIn(written: string, unit: string): number | undefined {
  if (!written.endsWith(unit)) return undefined;
  const digits = written.slice(0, written.length - unit.length).trim();
  return digits !== "" && Number.isFinite(Number(digits)) ? Number(digits) : undefined;
}
