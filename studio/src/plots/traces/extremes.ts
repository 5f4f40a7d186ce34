/**
 * Long recordings on few pixels: of all samples that fall on one column the lowest and the highest are drawn, at their own times.
 * Nothing is smoothed, and no spike is lost. Extremes of blocks are found once, so that moving and zooming touch few samples.
 */
import type { Result, Signal } from "../../../../src/contract/index.ts";
import { firstAtLeast } from "../../../../src/figures/index.ts";

/** Samples a block: a column of all of 1e6 samples on 700 points has thirty blocks, one of a twentieth of them thirty samples. */
const BLOCK = 16;

/** Columns for each point of the page's width: a few a pixel, so that the figure's own thinning decides. */
export const COLUMNS = 3;

/** Places of the lowest and the highest sample of every block. */
interface Blocks {
  readonly lowest: Uint32Array;
  readonly highest: Uint32Array;
}

/** So few samples are gone through faster than their extremes are found: the figure leaves out what does not show. */
const FEW = 30_000;

const known = new WeakMap<Float64Array, Blocks | undefined>();

/** Undefined where a value is not finite: gaps have no extremes, and such recordings are drawn sample by sample. */
function blocksOf(values: Float64Array): Blocks | undefined {
  if (known.has(values)) return known.get(values);
  const blocks = findBlocks(values);
  known.set(values, blocks);
  return blocks;
}

function findBlocks(values: Float64Array): Blocks | undefined {
  const count = Math.ceil(values.length / BLOCK);
  const [lowest, highest] = [new Uint32Array(count), new Uint32Array(count)];
  for (let block = 0; block < count; block++) {
    const end = Math.min(values.length, (block + 1) * BLOCK);
    let [low, high] = [block * BLOCK, block * BLOCK];
    for (let k = low; k < end; k++) {
      const value = values[k]!;
      // Also false for NaN.
      if (!(value - value === 0)) return undefined;
      if (value < values[low]!) low = k;
      if (value > values[high]!) high = k;
    }
    lowest[block] = low;
    highest[block] = high;
  }
  return { lowest, highest };
}

/** A recording as it is drawn: what of it, and how many samples stand behind a column. */
export interface Shown {
  readonly result: Result;
  /** 1 where no two samples share a column. */
  readonly samplesPerColumn: number;
}

/**
 * The result with no more samples from `from` to `to` than a page of that width shows, ends included.
 * @param width  of the page [points]
 */
export function thinResult(result: Result, from: number, to: number, width: number): Shown {
  const columns = Math.max(100, Math.round(width * COLUMNS));
  let samplesPerColumn = 1;
  const signals = result.signals.map((signal) => {
    const thin = thinSignal(signal, from, to, columns);
    samplesPerColumn = Math.max(samplesPerColumn, thin.perColumn);
    return thin.signal;
  });
  return { result: signals.every((signal, k) => signal === result.signals[k]) ? result : { ...result, signals }, samplesPerColumn };
}

function thinSignal(signal: Signal, from: number, to: number, columns: number): { readonly signal: Signal; readonly perColumn: number } {
  const { times, values } = signal;
  const first = firstAtLeast(times, from);
  const end = Math.min(times.length, firstAtLeast(times, to) + 1);
  const perColumn = Math.max(1, (end - first) / columns);
  const blocks = end - first > FEW ? blocksOf(values) : undefined;
  if (!blocks) return { signal, perColumn };
  const kept = new Uint32Array(2 * columns + 2);
  let count = 0;
  const keep = (k: number) => {
    if (count === 0 || kept[count - 1]! < k) kept[count++] = k;
  };
  keep(first);
  for (let column = 0; column < columns; column++) {
    const begin = first + Math.floor((column * (end - first)) / columns);
    const stop = first + Math.floor(((column + 1) * (end - first)) / columns);
    const [low, high] = extremes(values, blocks, begin, stop);
    keep(Math.min(low, high));
    keep(Math.max(low, high));
  }
  keep(end - 1);
  const places = kept.subarray(0, count);
  return {
    signal: {
      ...signal,
      times: Float64Array.from(places, (k) => times[k]!),
      values: Float64Array.from(places, (k) => values[k]!),
    },
    perColumn,
  };
}

/** Places of the lowest and the highest sample from `begin` to before `stop`, which lies at least one further. */
function extremes(values: Float64Array, { lowest, highest }: Blocks, begin: number, stop: number): readonly [number, number] {
  const [first, last] = [Math.ceil(begin / BLOCK), Math.floor(stop / BLOCK)];
  let [low, high] = [begin, begin];
  for (let k = begin; k < Math.min(stop, first * BLOCK); k++) {
    if (values[k]! < values[low]!) low = k;
    if (values[k]! > values[high]!) high = k;
  }
  for (let block = first; block < last; block++) {
    const [l, h] = [lowest[block]!, highest[block]!];
    if (values[l]! < values[low]!) low = l;
    if (values[h]! > values[high]!) high = h;
  }
  for (let k = Math.max(begin, first * BLOCK, last * BLOCK); k < stop; k++) {
    if (values[k]! < values[low]!) low = k;
    if (values[k]! > values[high]!) high = k;
  }
  return [low, high];
}
