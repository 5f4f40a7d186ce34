/** Recorded fields over a plane at single times. */
import { atan2, cos, LapicqueError, sin } from "../../base/index.ts";
import type { Axis, Profile, Result, Table } from "../../contract/index.ts";
import { firstAtLeast } from "../../numerics/index.ts";
import type { View } from "../figure.ts";
import type { OptionKinds, Options } from "../options.ts";
import type { HeadingEntry, Mark, Palette, Scale } from "../scene/scene.ts";
import { plain, printNumber, type RichText, typesetName, typesetUnit, withUnit } from "../text/rich-text.ts";

/** The options of figures of fields over a plane. */
export const frameOptions = {
  of: { kind: "names", meaning: "recorded fields, `FIELD.NAME` or a name, in order; all over a plane without" },
  at: { kind: "time", meaning: "the time to draw; the last recorded one without" },
} as const satisfies OptionKinds;

/** What is preferred along a further axis that goes round, such as an orientation, at each place. */
export interface Preference {
  /** Middle of what is active, in the unit inside. */
  readonly angles: Float64Array;
  /** Size of the first wave round the axis, twice its mean: between 0 and 1 for values above 0. */
  readonly strengths: Float64Array;
}

/** A field over a plane at one time. A further axis, such as an orientation, has been averaged over. */
export interface Frame {
  readonly profile: Profile;
  /** `FIELD`, or `FIELD.NAME` where several of one field are drawn. */
  readonly name: string;
  readonly time: number;
  readonly x: Axis;
  readonly y: Axis;
  /** Rows along y from its low end, of numbers along x, in the unit of the channel. */
  readonly values: Float64Array;
  /** Where there is a further axis. */
  readonly preference?: Preference;
}

/** `FIELD.NAME` of a profile. */
export const profileName = ({ channel }: Profile) => `${channel.population}.${channel.label}`;

/** The recorded fields that a figure draws. Throws `figure-nothing`, `figure-no-such`. */
export function chooseProfiles(
  figure: string,
  result: Result,
  names: readonly string[] | undefined,
  axes: readonly number[],
): readonly Profile[] {
  const all = (result.profiles ?? []).filter(({ channel, times }) => axes.includes(channel.axes?.length ?? 0) && times.length > 0);
  if (all.length === 0) {
    const what = axes.includes(1) ? "field" : "field over a plane";
    throw new LapicqueError("figure-nothing", {
      figure,
      reason: `no ${what} was recorded`,
      remedy: "add the states of a field to `record:`",
    });
  }
  if (!names) return all;
  return names.flatMap((name) => {
    const found = all.filter(
      (profile) => name === profile.channel.label || name === profileName(profile) || name === profile.channel.population,
    );
    if (found.length > 0) return found;
    throw new LapicqueError("figure-no-such", { figure, name, what: "among the recorded fields", known: all.map(profileName) });
  });
}

/** The frames of a figure, at the time of its options. */
export function framesOf(figure: string, result: Result, options: Options): readonly Frame[] {
  // readOptions has checked the kinds.
  const profiles = chooseProfiles(figure, result, options.of as readonly string[] | undefined, [2, 3]);
  return profiles.map((profile) => frameAt(profile, options.at as number | undefined, nameIn(profile, profiles)));
}

/** The name of a profile among others: that of its field where it is the only one of it. */
export function nameIn(profile: Profile, among: readonly Profile[]): string {
  const same = among.filter(({ channel }) => channel.population === profile.channel.population);
  return same.length > 1 ? profileName(profile) : profile.channel.population;
}

/** Frames that have been turned: a picture that is moved asks for the same ones again. */
const turned = new WeakMap<Float64Array, Map<number, Float64Array>>();
/** Of one recording no more than these are kept. */
const KEPT = 4;

/** Frame k in rows along y, the mean over what is further inside. */
function turnedAt(values: Float64Array, k: number, [columns, rows, depth]: readonly [number, number, number]): Float64Array {
  const known = turned.get(values) ?? new Map<number, Float64Array>();
  turned.set(values, known);
  const found = known.get(k);
  if (found) return found;
  const frame = new Float64Array(columns * rows);
  const first = k * columns * rows * depth;
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < rows; j++) {
      let sum = 0;
      for (let d = 0; d < depth; d++) sum += values[first + (i * rows + j) * depth + d]!;
      frame[j * columns + i] = sum / depth;
    }
  known.set(k, frame);
  for (const [oldest] of known) if (known.size > KEPT) known.delete(oldest);
  return frame;
}

/** A profile at the recorded time next to the one that is asked for; the last without. */
export function frameAt(profile: Profile, at: number | undefined, name: string): Frame {
  const { times, values, channel } = profile;
  const after = at === undefined ? times.length - 1 : Math.min(times.length - 1, firstAtLeast(times, at));
  const isBefore = at !== undefined && after > 0 && at - times[after - 1]! < times[after]! - at;
  const k = isBefore ? after - 1 : after;
  const [x, y, third] = channel.axes as readonly [Axis, Axis, Axis?];
  const [columns, rows, depth] = [x.values.length, y.values.length, third?.values.length ?? 1];
  const first = k * columns * rows * depth;
  const frame = { profile, name, time: times[k]!, x, y, values: turnedAt(values, k, [columns, rows, depth]) };
  return third
    ? { ...frame, preference: preferenceOf(values.subarray(first, first + columns * rows * depth), columns, rows, third) }
    : frame;
}

/** By the first wave round the axis: its phase, and its size. Rows along y, as in frames. */
function preferenceOf(values: Float64Array, columns: number, rows: number, axis: Axis): Preference {
  const depth = axis.values.length;
  const length = (axis.values[1]! - axis.values[0]!) * depth;
  const [angles, strengths] = [new Float64Array(columns * rows), new Float64Array(columns * rows)];
  const waves = Array.from(axis.values, (at) => [cos((2 * Math.PI * at) / length), sin((2 * Math.PI * at) / length)] as const);
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < rows; j++) {
      let [re, im] = [0, 0];
      for (let d = 0; d < depth; d++) {
        re += values[(i * rows + j) * depth + d]! * waves[d]![0];
        im += values[(i * rows + j) * depth + d]! * waves[d]![1];
      }
      angles[j * columns + i] = (atan2(im, re) * length) / (2 * Math.PI);
      strengths[j * columns + i] = (2 * Math.sqrt(re * re + im * im)) / depth;
    }
  return { angles, strengths };
}

/** Contours along each axis of a plane. */
const contours = 28;

/** Part of the strongest preference below which there is none. */
const faint = 0.02;

/** A short line at some place: in which direction, and how long at most. */
export interface Contour {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly length: number;
}

/** Lines along what is preferred at places on a lattice, as long as the preference is strong; `place` says where they are drawn, undefined for nowhere. */
export function contourMark(frame: Frame, place: (x: number, y: number, angle: number) => Contour | undefined): readonly Mark[] {
  const { preference, x: alongX, y: alongY } = frame;
  if (!preference) return [];
  const [columns, rows] = [alongX.values.length, alongY.values.length];
  const [, strongest] = rangeOf([preference.strengths]);
  if (!(strongest > rounding * Math.max(...rangeOf([frame.values]).map(Math.abs)))) return [];
  const [xs, ys]: number[][] = [[], []];
  const [stepX, stepY] = [Math.max(1, Math.round(columns / contours)), Math.max(1, Math.round(rows / contours))];
  for (let i = Math.floor(stepX / 2); i < columns; i += stepX)
    for (let j = Math.floor(stepY / 2); j < rows; j += stepY) {
      const strength = preference.strengths[j * columns + i]! / strongest;
      const at = place(alongX.values[i]! / alongX.factor, alongY.values[j]! / alongY.factor, preference.angles[j * columns + i]!);
      if (!at || strength < faint) continue;
      const half = 0.5 * at.length * strength;
      xs!.push(at.x - half * cos(at.angle), at.x + half * cos(at.angle), Number.NaN);
      ys!.push(at.y - half * sin(at.angle), at.y + half * sin(at.angle), Number.NaN);
    }
  return [{ kind: "line", x: Float64Array.from(xs!), y: Float64Array.from(ys!), ink: "text", width: 1.6 }];
}

/** Outer edges of the cells of an axis, in the user's unit. */
export function ends({ values, factor }: Axis): readonly [number, number] {
  const last = values.length - 1;
  const width = (values[last]! - values[0]!) / last;
  return [(values[0]! - width / 2) / factor, (values[last]! + width / 2) / factor];
}

/** The scales of a plane: of its window where it has one, else from end to end. */
export function planeScales({ x, y }: Frame, window?: View["window"]): { readonly x: Scale; readonly y: Scale } {
  const [left, right, bottom, top] = window ?? [...ends(x), ...ends(y)];
  return { x: { kind: "linear", low: left, high: right }, y: { kind: "linear", low: bottom, high: top } };
}

/** Lowest and highest finite value. */
export function rangeOf(arrays: readonly Float64Array[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const values of arrays)
    for (let k = 0; k < values.length; k++) {
      const value = values[k]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return [low, high];
}

/** Part of the size of values below which they differ by rounding. */
const rounding = 1e-9;

/** Whether values between two ends are all the same but for rounding. */
export function isUniform([low, high]: readonly [number, number]): boolean {
  return !(high - low > rounding * Math.max(Math.abs(low), Math.abs(high)));
}

/** Ends of the colours of a frame: those of its values; around a uniform one so that rounding is not seen. */
export function colourEnds(frame: Frame): readonly [number, number] {
  const [low, high] = rangeOf([frame.values]);
  if (!isUniform([low, high])) return [low, high];
  const half = 0.5 * Math.max(Math.abs(low), 1e-9);
  return [low - half, low + half];
}

/** Colours of values between two ends, as the legend shows them. */
export function rampEntry([low, high]: readonly [number, number], unit: string, palette: Palette): HeadingEntry {
  const text = `${printNumber(low, 3)} to ${printNumber(high, 3)}`;
  return {
    text: [...plain(text), ...(unit === "" ? [] : [...plain(" ("), ...typesetUnit(unit), ...plain(")")])],
    ink: "soft",
    swatch: { kind: "ramp", palette },
  };
}

/** The cells of a frame between its ends. */
export function frameMark({ x, y, values }: Frame, [low, high]: readonly [number, number], palette: Palette): Mark {
  return {
    kind: "cells",
    x: ends(x),
    y: ends(y),
    columns: x.values.length,
    rows: y.values.length,
    values,
    palette,
    low,
    high: high > low ? high : low + 1,
  };
}

/** `x (mm); y (mm) upwards`. */
export function planeLabel({ x, y }: Frame): RichText {
  return [...withUnit(typesetName(x.name), x.unit), ...plain("; "), ...withUnit(typesetName(y.name), y.unit), ...plain(" upwards")];
}

/** Frames as a table: a row for each cell; frames on other grids one below the other. */
export function frameTable(frames: readonly Frame[]): Table {
  const [first] = frames;
  const cells = frames.flatMap((frame, number) => Array.from(frame.values, (value, k) => ({ frame, number, value, k })));
  const along = (axis: Axis, index: number) => axis.values[index]! / axis.factor;
  return {
    columns: [
      { name: "field", unit: "", values: cells.map(({ frame }) => profileName(frame.profile)) },
      { name: "time", unit: "", values: Float64Array.from(cells, ({ frame }) => frame.time) },
      {
        name: first!.x.name,
        unit: first!.x.unit,
        values: Float64Array.from(cells, ({ frame, k }) => along(frame.x, k % frame.x.values.length)),
      },
      {
        name: first!.y.name,
        unit: first!.y.unit,
        values: Float64Array.from(cells, ({ frame, k }) => along(frame.y, Math.floor(k / frame.x.values.length))),
      },
      { name: "value", unit: first!.profile.channel.unit, values: Float64Array.from(cells, ({ value }) => value) },
    ],
  };
}
