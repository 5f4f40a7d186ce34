/** What the report says about the spikes of one population: irregularity of its neurons, and how much they fire together. */
import {
  binsBetween,
  fanoFactor,
  intervalVariation,
  localVariation,
  meanCorrelation,
  meanOver,
  meanRate,
  neighbourVariation,
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
    window: windows.width,
    bin: bins.width,
  };
}
