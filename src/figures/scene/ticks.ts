/** Where the ticks of an axis stand and how they read: 1, 2 or 5 times a power of ten, and no digit that is not meant. */
import { groupDigits, minus, plain, powerOfTen, type RichText } from "../text/rich-text.ts";
import type { Scale, Tick } from "./scene.ts";

/** A step of mantissa * 10^exponent, so that multiples are exact decimals. */
interface Step {
  readonly mantissa: 1 | 2 | 5;
  readonly exponent: number;
}

/** Values from here on, and steps below 10^-4, are written with a power of ten. */
const LARGE = 1e6;

const decimal = (digits: number, exponent: number) => Number(`${digits}e${exponent}`);

/** Exponent of the leading digit of a positive number: floor(log10), exactly. */
export function leadingExponent(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}

/** Ticks of an axis with about `target` of them, at least two where the range allows it. */
export function ticksFor(scale: Scale, target: number): readonly Tick[] {
  return scale.kind === "log" ? logTicks(scale, target) : linearTicks(scale, target);
}

/** Fewer and fewer ticks until `fits` accepts them. `fits` sees the labels and decides whether they collide. */
export function ticksThatFit(scale: Scale, target: number, fits: (ticks: readonly Tick[]) => boolean): readonly Tick[] {
  for (let wanted = target; wanted >= 2; wanted--) {
    const ticks = ticksFor(scale, wanted);
    if (fits(ticks)) return ticks;
  }
  const two = ticksFor(scale, 2);
  return two.length > 2 ? [two[0]!, two[two.length - 1]!] : two;
}

function linearTicks(scale: Scale, target: number): readonly Tick[] {
  const span = scale.high / 2 - scale.low / 2;
  const around = leadingExponent(Math.min(span * 2, Number.MAX_VALUE) / target);
  let best: { readonly score: number; readonly step: Step; readonly multiples: readonly number[] } | undefined;
  for (const exponent of [around - 1, around, around + 1])
    for (const mantissa of [1, 2, 5] as const) {
      const step = { mantissa, exponent };
      const multiples = multiplesWithin(scale, step);
      if (multiples === undefined || multiples.length === 0) continue;
      const score = quality(scale, step, multiples, target);
      if (!best || score > best.score) best = { score, step, multiples };
    }
  if (!best) return [];
  const { step, multiples } = best;
  return label(
    multiples.map((k) => k * step.mantissa),
    step.exponent,
  );
}

/** The integers k with k * step inside the scale; undefined for so many that the step is out of the question. */
function multiplesWithin(scale: Scale, { mantissa, exponent }: Step): readonly number[] | undefined {
  // An end that is a multiple but for rounding counts as inside.
  const slack = 1e-9;
  const size = decimal(mantissa, exponent);
  const [first, last] = [Math.ceil(scale.low / size - slack), Math.floor(scale.high / size + slack)];
  if (!(size > 0) || !Number.isFinite(first) || !Number.isFinite(last) || last - first > 200) return undefined;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => first + k);
}

/**
 * How good a step is: near the wanted number, covering the range, with a round mantissa. The three goals and their order follow
 * Talbot, Lin, Hanrahan 2010, IEEE TVCG 16:1036; weights chosen by eye.
 */
function quality(scale: Scale, { mantissa, exponent }: Step, multiples: readonly number[], target: number): number {
  const count = multiples.length;
  const covered = ((count - 1) * decimal(mantissa, exponent)) / 2 / (scale.high / 2 - scale.low / 2);
  // Too many ticks are worse than too few.
  const density = count > target ? 1.6 * (1 - count / target) : 1 - target / count;
  const simplicity = mantissa === 1 ? 1 : mantissa === 5 ? 0.8 : 0.7;
  const alone = count < 2 ? -2 : 0;
  return 0.5 * density + 0.35 * covered + 0.15 * simplicity + alone;
}

/** Ticks at digits * 10^exponent. */
function label(digits: readonly number[], exponent: number): readonly Tick[] {
  const values = digits.map((digit) => decimal(digit, exponent));
  const largest = Math.max(...values.map(Math.abs));
  if (largest < LARGE && exponent >= -4) {
    return values.map((at) => ({ at: at + 0, label: plain(at === 0 ? "0" : groupDigits(minus(at.toFixed(Math.max(0, -exponent))))) }));
  }
  const common = leadingExponent(largest);
  return values.map((at, k) => ({ at: at + 0, label: scientific(digits[k]!, exponent - common, common) }));
}

function scientific(digits: number, shift: number, exponent: number): RichText {
  if (digits === 0) return plain("0");
  return powerOfTen(minus(decimal(digits, shift).toFixed(Math.max(0, -shift))), exponent);
}

function logTicks(scale: Scale, target: number): readonly Tick[] {
  const [first, last] = [leadingExponent(scale.low), leadingExponent(scale.high)];
  const inside = (value: number) => value >= scale.low * (1 - 1e-9) && value <= scale.high * (1 + 1e-9);
  const grid = (mantissas: readonly number[], every: number) => {
    const ticks: Tick[] = [];
    for (let exponent = first; exponent <= last; exponent++) {
      if (exponent % every !== 0) continue;
      for (const mantissa of mantissas) {
        const at = decimal(mantissa, exponent);
        if (inside(at)) ticks.push({ at, label: logLabel(mantissa, exponent) });
      }
    }
    return ticks;
  };
  const choices = [
    grid([1, 2, 3, 4, 5, 6, 7, 8, 9], 1),
    grid([1, 2, 5], 1),
    ...[1, 2, 3, 5, 10, 20, 50, 100].map((every) => grid([1], every)),
  ];
  const good = choices.find((ticks) => ticks.length >= 2 && ticks.length <= target + 2);
  // Less than a factor two between the ends: a linear grid is still readable.
  return good ?? linearTicks(scale, target).filter(({ at }) => at > 0);
}

function logLabel(mantissa: number, exponent: number): RichText {
  if (exponent >= -3 && exponent <= 4) return plain(groupDigits(decimal(mantissa, exponent).toFixed(Math.max(0, -exponent))));
  return powerOfTen(mantissa === 1 ? "" : `${mantissa}`, exponent);
}
