/** What the report says about the spikes of one population: irregularity of its neurons, and how much they fire together. */
import {
  binsBetween,
  collectivePeriod,
  fanoFactor,
  intervalVariation,
  localVariation,
  meanCorrelation,
  meanInterval,
  meanOver,
  meanRate,
  neighbourVariation,
  orderParameter,
  synchrony,
  trainsOf,
  wholeSteps,
} from "../analysis/index.ts";
import type { Result, Spikes } from "../contract/index.ts";

/** Windows of the counts, and bins of the synchrony [ms]; where time has no unit, parts of the mean interval of a neuron. */
const widths = { window: 100, bin: 3, windowPart: 5, binPart: 1 / 20 } as const;

export interface SpikeStatistics {
  /** One train for each neuron. */
  readonly trains: readonly Float64Array[];
  /** Spikes per neuron and unit of time. */
  readonly rate: number;
  readonly cv: number | undefined;
  readonly cv2: number | undefined;
  readonly lv: number | undefined;
  readonly fano: number | undefined;
  readonly correlation: number | undefined;
  readonly synchrony: number | undefined;
  /** Mean of all intervals. */
  readonly interval: number | undefined;
  /** Mean of the order parameter over time. */
  readonly order: number | undefined;
  /** Of the activity of all. */
  readonly period: number | undefined;
  readonly window: number;
  readonly bin: number;
}

/**
 * Statistics of a population of `size` neurons over the `recorded` time. Means are over the neurons (pairs) where a measure is defined.
 * A few passes over the spikes: a fifth of a second for 80,000 neurons and a million spikes.
 */
export function spikeStatistics(result: Result, { times, neurons }: Spikes, size: number, recorded: number): SpikeStatistics {
  const trains = trainsOf(times, neurons, size);
  const rate = meanRate(times.length, size, recorded);
  const [window, bin] =
    result.units === "physical" ? [widths.window, widths.bin] : rate > 0 ? [widths.windowPart / rate, widths.binPart / rate] : [0, 0];
  const within = (width: number) => binsBetween(result.transient, result.transient + recorded, wholeSteps(width, result.step));
  const interval = meanInterval(trains);
  const [windows, bins] = [within(window), within(bin)];
  return {
    trains,
    rate,
    cv: meanOver(trains, intervalVariation),
    cv2: meanOver(trains, neighbourVariation),
    lv: meanOver(trains, localVariation),
    fano: meanOver(trains, (train) => fanoFactor(train, windows)),
    correlation: meanCorrelation(trains, windows),
    synchrony: synchrony(trains, bins),
    interval,
    order: size > 1 ? meanOrder(trains, result.transient, result.transient + recorded) : undefined,
    period: interval === undefined || size === 1 ? undefined : collectivePeriod(times, size, interval),
    window: windows.width,
    bin: bins.width,
  };
}

/** Phases that the order parameter is made of: some 0.1 s of work. */
const mostPhases = 1e6;
const mostTimes = 1000;
const fewestTimes = 20;

/**
 * Mean of the order parameter over equally spaced times: from when all neurons that fired twice have a phase to when the first has none any
 * more, else over the whole stretch. Undefined where no neuron fired twice.
 */
function meanOrder(trains: readonly Float64Array[], from: number, to: number): number | undefined {
  const count = Math.min(mostTimes, Math.max(fewestTimes, Math.floor(mostPhases / trains.length)));
  const [begin, end] = trains.reduce(
    ([low, high], train) => (train.length < 2 ? [low, high] : [Math.max(low, train[0]!), Math.min(high, train.at(-1)!)]),
    [from, to],
  );
  const [first, last] = begin < end ? [begin, end] : [from, to];
  const times = Float64Array.from({ length: count }, (_, k) => first + ((k + 0.5) / count) * (last - first));
  const known = orderParameter(trains, times).filter((value) => !Number.isNaN(value));
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : undefined;
}
