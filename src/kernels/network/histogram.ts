/** Histograms of a state over the neurons of a network. */
import type { Channel } from "../../contract/index.ts";
import type { Experiment, Population } from "../../model/index.ts";
import { midpoints } from "../profiles.ts";

/** Bins of equal width over a state, in internal units. */
export interface Histogram {
  readonly state: string;
  readonly low: number;
  readonly width: number;
  readonly bins: number;
}

/** A channel of histograms, and the neurons that it counts. */
export interface HistogramTap {
  readonly channel: Channel;
  readonly from: number;
  readonly to: number;
}

/** The densities that are recorded of a population. */
export function histogramTaps({ recordings }: Experiment, population: Population, histogram: Histogram): readonly HistogramTap[] {
  const { name, size, flow } = population;
  const { unit, factor } = flow.states.find((state) => state.name === histogram.state)!;
  const axes = [{ name: histogram.state, unit, factor, values: midpoints(histogram.low, histogram.width, histogram.bins) }];
  return recordings.flatMap(({ population: of, from, to, what }) => {
    if (what.kind !== "density" || of !== name) return [];
    const label = from === 0 && to === size ? "density" : `density of [${from}:${to}]`;
    const per = { unit: unit === "" ? "" : `1/${unit}`, factor: 1 / factor };
    return [{ channel: { id: `${name}.${label}`, population: name, label, ...per, kind: "profiles", axes }, from, to }];
  });
}

/** The ranges of neurons that are counted apart, each once. */
export function countedRanges(taps: readonly HistogramTap[]): readonly (readonly [number, number])[] {
  const found = new Map(taps.map(({ from, to }) => [`${from} ${to}`, [from, to] as const]));
  return [...found.values()];
}

/** Adds a value to counts by bin {bins} from a place on; what lies outside is in none. */
export function countIn({ low, width, bins }: Histogram, value: number, counts: Float64Array, place: number): void {
  const bin = Math.floor((value - low) / width);
  if (bin >= 0 && bin < bins) counts[place + bin]! += 1;
}
