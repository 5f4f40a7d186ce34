/** Profiles over time as a heat map: time to the right, the axis of the profile upwards, values as colours. */
import type { Profile, Table } from "../../contract/index.ts";
import { firstAfter, firstAtLeast } from "../../numerics/index.ts";
import type { HeadingEntry, Mark, Palette, Scale } from "../scene/scene.ts";
import { plain, printNumber, typesetName, typesetUnit, withUnit } from "../text/rich-text.ts";

/** The largest value has the last colour, unless it is so many times the value that all but a hundredth of the cells are below: then twice that. */
const outlying = 4;

/** What a heat map of one profile is made of. */
export interface HeatMap {
  readonly heading: readonly HeadingEntry[];
  readonly y: Scale;
  readonly mark: Mark;
  /** Lowest and highest of the values. */
  readonly range: readonly [number, number];
}

/**
 * The profiles between two times. Of a profile with one axis; undefined where none was recorded.
 *
 * @param name     before the label of the channel; "" for none
 * @param palette  sequential: colours begin at 0; diverging: 0 is in the middle
 */
export function heatMap(profile: Profile, from: number, to: number, name: string, palette: Palette): HeatMap | undefined {
  const { times, values, channel } = profile;
  const axis = channel.axes![0]!;
  const cells = axis.values.length;
  const [first, end] = [firstAtLeast(times, from), firstAfter(times, to)];
  const count = end - first;
  if (count === 0 || cells < 2) return undefined;
  const shown = new Float64Array(count * cells);
  for (let k = 0; k < count; k++) for (let i = 0; i < cells; i++) shown[i * count + k] = values[(first + k) * cells + i]!;
  const [lowest, highest] = extremes(shown);
  const most = palette === "diverging" ? Math.max(-lowest, highest) : highest;
  const high = shownHighest(shown, most);
  const [bottom, top] = edges(axis.values, axis.factor);
  const every = count > 1 ? (times[end - 1]! - times[first]!) / (count - 1) : to - from;
  const colours = `${palette === "diverging" ? `${printNumber(-high, 3)} to ` : "0 to "}${printNumber(high, 3)}${high < most ? " or more" : ""}`;
  return {
    heading: [
      {
        text: [
          ...plain(name === "" ? "" : `${name}: `),
          ...plain(`${channel.label} over `),
          ...withUnit(typesetName(axis.name), axis.unit),
        ],
        ink: "text",
      },
      {
        text: [...plain(colours), ...(channel.unit === "" ? [] : [...plain(" ("), ...typesetUnit(channel.unit), ...plain(")")])],
        ink: "soft",
        swatch: { kind: "ramp", palette },
      },
    ],
    y: { kind: "linear", low: bottom, high: top },
    mark: {
      kind: "cells",
      x: [times[first]! - every / 2, times[end - 1]! + every / 2],
      y: [bottom, top],
      columns: count,
      rows: cells,
      values: shown,
      palette,
      low: palette === "diverging" ? -high : 0,
      high,
    },
    range: [lowest, highest],
  };
}

/** Outer edges of cells with these midpoints, in the user's unit. */
function edges(midpoints: Float64Array, factor: number): readonly [number, number] {
  const last = midpoints.length - 1;
  const width = (midpoints[last]! - midpoints[0]!) / last;
  return [(midpoints[0]! - width / 2) / factor, (midpoints[last]! + width / 2) / factor];
}

function extremes(values: Float64Array): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** The part of the cells that may lie beyond the colours. */
const beyond = 0.01;

/** Where the colours end: single cells with very large values would leave the rest without any. */
function shownHighest(values: Float64Array, most: number): number {
  const place = (1 - beyond) * (values.length - 1);
  const k = Math.max(0, Math.min(Math.floor(place), values.length - 2));
  const needed = values.length - k;
  const largest = largestOf(values, needed, most);
  // A usual value of a quarter of the largest or more.
  if (largest === undefined) return most;
  const [lower, upper] = [largest.at(-needed)!, largest.at(1 - needed)!];
  const usual = lower + (place - k) * (upper - lower);
  return usual > 0 && most > outlying * usual ? 2 * usual : most;
}

/** What lies below the last cut is sorted with the rest. */
const lastCut = 1e-9;

/**
 * Sizes of cells in ascending order, `count` of the largest at least; undefined where so many are no outliers against `most`. A million cells are
 * counted in a tenth of the time that sorting them takes, so only the largest are sorted.
 */
function largestOf(values: Float64Array, count: number, most: number): Float64Array | undefined {
  for (let cut = most / outlying; cut > lastCut * most; cut /= outlying) {
    let above = 0;
    for (const value of values) if (Math.abs(value) >= cut) above++;
    if (above >= count) return cut === most / outlying ? undefined : sizesAbove(values, cut, above);
  }
  return sizesAbove(values, 0, values.length);
}

/** In ascending order. */
function sizesAbove(values: Float64Array, cut: number, count: number): Float64Array {
  const sizes = new Float64Array(count);
  let k = 0;
  for (const value of values) if (Math.abs(value) >= cut) sizes[k++] = Math.abs(value);
  return sizes.sort();
}

/** Profiles as a table: a row for each time and cell; of several, one after the other, by their number. They have axes of one kind. */
export function profileTable(profiles: readonly Profile[], timeUnit: string, from: number, to: number): Table {
  const rows = profiles.map(({ times, channel }) => {
    const first = firstAtLeast(times, from);
    const cells = channel.axes![0]!.values.length;
    return { first, cells, count: (firstAfter(times, to) - first) * cells };
  });
  const column = (of: (profile: Profile, time: number, cell: number, number: number) => number) =>
    Float64Array.from(
      profiles.flatMap((profile, number) => {
        const { first, cells, count } = rows[number]!;
        return Array.from({ length: count }, (_, k) => of(profile, first + Math.floor(k / cells), k % cells, number));
      }),
    );
  const { axes, population, label, unit } = profiles[0]!.channel;
  const { name, unit: axisUnit } = axes![0]!;
  const value = profiles.length > 1 ? label : `${population}.${label}`;
  return {
    columns: [
      ...(profiles.length > 1 ? [{ name: "number", unit: "", values: column((_, __, ___, number) => number) }] : []),
      { name: "time", unit: timeUnit, values: column(({ times }, time) => times[time]!) },
      { name, unit: axisUnit, values: column(({ channel }, _, cell) => channel.axes![0]!.values[cell]! / channel.axes![0]!.factor) },
      { name: value, unit, values: column(({ values, channel }, time, cell) => values[time * channel.axes![0]!.values.length + cell]!) },
    ],
  };
}
