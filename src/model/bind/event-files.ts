/** Files of events: lists of connections, and spike trains. */
import { LapicqueError, type Span } from "../../base/index.ts";
import { isDimensionless, noUnit, type Unit } from "../../units/index.ts";
import { type Node, textOf } from "../document/node.ts";
import { type Column, columnsOf, converted, type Files, finite, timeColumn, timeUnit, valuesIn } from "./assets.ts";
import type { Context } from "./context.ts";
import type { Pair } from "./pairs.ts";
import type { Place } from "./populations.ts";

/** A list of connections by the name of its asset; whether it has columns `weight` and `delay`. */
export interface BoundPairs {
  readonly asset: string;
  readonly isWeighted: boolean;
  readonly isDelayed: boolean;
}

/**
 * A list of connections: columns `pre` and `post` (an array without headers: its first two), and `weight` and `delay` where it has them.
 * The numbers count from 0 within the two ranges. Throws `pairs-columns`, `pair-out-of-range`.
 */
export function bindPairs(context: Context, node: Node, { from, to }: Pair, weight: Unit, files: Files): BoundPairs {
  const file = textOf(node);
  const asset = files.read.get(file);
  if (!asset) return { asset: file, isWeighted: false, isDelayed: false };
  const columns = columnsOf(asset, node.span);
  const byName = (name: string) => columns.find((column) => column.name.toLowerCase() === name);
  const isNumbered = /\.np[yz]$/i.test(file) && !byName("pre");
  const [pre, post] = isNumbered ? columns : [byName("pre"), byName("post")];
  if (!pre || !post) throw new LapicqueError("pairs-columns", { file, known: columns.map(({ header }) => header) }, node.span);
  checkIndices(pre, from.to - from.from, from.population.name, file, node.span);
  checkIndices(post, to.to - to.from, to.population.name, file, node.span);
  const named = { name: file, span: node.span, unitSpan: node.span };
  const weights = byName("weight");
  const delays = byName("delay");
  const used: Record<string, Float64Array> = { pre: pre.values, post: post.values };
  if (weights) used.weight = valuesIn(context, isDimensionless(weight.dimension) ? { ...weights, unit: noUnit } : weights, weight, named);
  if (delays) used.delay = delaysIn(context, delays, file, node.span);
  const key = `${file}#pairs ${weight.text}`;
  files.used.set(key, { columns: used });
  return { asset: key, isWeighted: weights !== undefined, isDelayed: delays !== undefined };
}

function checkIndices({ values, header }: Column, size: number, population: string, file: string, span: Span): void {
  const bad = values.findIndex((value) => !(Number.isInteger(value) && value >= 0 && value < size));
  if (bad < 0) return;
  const data = { file, row: bad + 1, column: header, value: String(values[bad]), population, last: size - 1 };
  throw new LapicqueError("pair-out-of-range", data, span);
}

function delaysIn(context: Context, column: Column, file: string, span: Span): Float64Array {
  const delays = finite(converted(column, timeUnit(context, column)), column.header, file, span);
  const bad = delays.findIndex((delay) => delay < 0);
  if (bad >= 0)
    throw new LapicqueError("bad-sample", { file, column: column.header, row: bad + 1, value: String(column.values[bad]) }, span);
  return delays;
}

/**
 * Spike times of a stimulus, sorted: `time` [ms], and `neuron` (from 0 within the targets) where the file tells trains apart; the columns of
 * an array without headers that has two. Throws
 * `which-column`, `pair-out-of-range`.
 */
export function bindSpikeTrains(context: Context, node: Node, place: Place, files: Files): string {
  const file = textOf(node);
  const asset = files.read.get(file);
  if (!asset) return file;
  const columns = columnsOf(asset, node.span);
  const isNumbered = /\.np[yz]$/i.test(file) && !timeColumn(columns) && columns.length === 2;
  const time = timeColumn(columns) ?? (columns.length === 1 || isNumbered ? columns[0] : undefined);
  if (!time) throw new LapicqueError("which-column", { file, known: columns.map((column) => column.header) }, node.span);
  const times = finite(converted(time, timeUnit(context, time)), time.header, file, node.span);
  const neuron = isNumbered ? columns[1] : columns.find((column) => /^(neuron|id|index)$/i.test(column.name));
  if (neuron) checkIndices(neuron, place.to - place.from, place.population.name, file, node.span);
  const order = Float64Array.from(times.keys()).sort((a, b) => times[a]! - times[b]! || a - b);
  const pick = (values: Float64Array) => order.map((k) => values[k]!);
  const key = `${file}#spikes`;
  files.used.set(key, { columns: { time: pick(times), ...(neuron ? { neuron: pick(neuron.values) } : {}) } });
  return key;
}
