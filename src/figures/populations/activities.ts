/** The activity of populations as figures draw it: from spikes where they were recorded, else from recorded activity. */
import { type Bins, binCentres, binnedSamples, populationActivity } from "../../analysis/index.ts";
import { LapicqueError } from "../../base/index.ts";
import type { Result, Signal, Spikes } from "../../contract/index.ts";
import type { Options } from "../options.ts";
import { namedOnes, spikesWithin } from "./choose.ts";

/** The labels of signals that hold the activity of a population, or of a group of its neurons. */
const labels = /^activity(?: of (.+))?$/;

export interface Activity {
  readonly name: string;
  /** Neurons; undefined where the result does not say, as for groups. */
  readonly size: number | undefined;
  readonly ink: number;
  /** Centres of the bins. */
  readonly times: Float64Array;
  /** [Hz], or per unit of time under `units: none`. */
  readonly values: Float64Array;
}

/** Hertz per inverse of the internal unit of time. */
export const perSecond = ({ units }: Pick<Result, "units">) => (units === "physical" ? 1000 : 1);

/** The unit of rates. */
export const rateUnit = ({ units }: Pick<Result, "units">) => (units === "physical" ? "Hz" : "");

/** The activities of the populations that have one, or of those of the option `populations`. Throws `figure-nothing`, `figure-no-such`. */
export function activitiesOf(figure: string, result: Result, options: Options, bins: Bins): readonly Activity[] {
  const populations = Object.entries(result.populations);
  const signals = new Map(result.signals.flatMap((signal) => namedActivity(signal)));
  const names = [...new Set([...populations.map(([name]) => name), ...signals.keys()])];
  const sources = names.flatMap((name, ink): readonly Source[] => {
    const { size, spikes } = result.populations[name] ?? {};
    const signal = signals.get(name);
    const read = spikes ? () => fromSpikes(result, spikes, size ?? 1, bins) : signal ? () => binnedSamples(signal, bins) : undefined;
    return read ? [{ name, size, ink, read }] : [];
  });
  if (sources.length === 0) {
    const remedy = "add `activity` or `spikes` under `record:`";
    throw new LapicqueError("figure-nothing", { figure, reason: "neither activity nor spikes were recorded", remedy });
  }
  const times = binCentres(bins);
  return namedOnes(figure, sources, options, "among the populations with spikes or activity").map(({ read, ...one }) => ({
    ...one,
    times,
    values: read(),
  }));
}

/** A population whose activity has not been read yet. */
interface Source {
  readonly name: string;
  readonly size: number | undefined;
  readonly ink: number;
  readonly read: () => Float64Array;
}

/** A recorded activity with the name of its population, or of the group of its population. */
function namedActivity(signal: Signal): readonly (readonly [string, Signal])[] {
  const { population, label, neuron } = signal.channel;
  const found = neuron === undefined ? labels.exec(label) : null;
  return found ? [[found[1] === undefined ? population : `${population}.${found[1]}`, signal]] : [];
}

function fromSpikes(result: Result, spikes: Spikes, size: number, bins: Bins): Float64Array {
  const { times } = spikesWithin(result, spikes, bins.from, bins.from + bins.count * bins.width);
  const { values } = populationActivity(times, size, bins);
  return values.map((value) => value * perSecond(result));
}
