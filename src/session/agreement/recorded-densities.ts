/** What is recorded of densities over a potential, where a network and a scale of densities are compared. */
import type { Axis, Channel } from "../../contract/index.ts";
import type { Experiment, Population } from "../../model/index.ts";
import type { Contestant } from "./choose.ts";

/** Part of its range by which a histogram goes beyond a density: neurons at an end, such as a reset, are counted whatever the rounding of a float. */
const margin = 1e-6;

/** The one scale whose densities are counted. */
const counting = "network";

/** The axis of a channel that is a density over a state of the neurons. */
export function potentialAxis({ kind, label, axes }: Channel, { flow }: Population): Axis | undefined {
  const [axis, ...more] = axes ?? [];
  const isDensity = kind === "profiles" && label === "density" && axis !== undefined && more.length === 0;
  return isDensity && flow.states.some(({ name }) => name === axis.name) ? axis : undefined;
}

/** Recordings of the densities of populations. */
export const densityRecordings = (populations: readonly Population[]): Experiment["recordings"] =>
  populations.map(({ name, size }) => ({ population: name, from: 0, to: size, what: { kind: "density" } }));

/**
 * The experiment with densities recorded, and a network that counts where the densities are computed; undefined where no two scales have densities of
 * potentials, one of them computed.
 */
export function withDensities(experiment: Experiment, contestants: readonly Contestant[], populations: readonly Population[]) {
  const recording = { ...experiment, recordings: [...experiment.recordings, ...densityRecordings(populations)] };
  const ends = new Map<string, { low: number; high: number; unit: string; factor: number }>();
  for (const { scale } of contestants) {
    if (scale.id === counting) continue;
    for (const channel of scale.plan({ ...recording, run: { ...recording.run, scales: [scale.id] } }, { seed: 1 }).channels) {
      const population = populations.find(({ name }) => name === channel.population);
      const axis = population && potentialAxis(channel, population);
      if (axis === undefined) continue;
      const { name, unit, factor } = axis;
      const [low, high] = endsOf(axis);
      const known = ends.get(name);
      ends.set(name, { low: Math.min(low, known?.low ?? low), high: Math.max(high, known?.high ?? high), unit, factor });
    }
  }
  if (ends.size === 0 || contestants.length < 2) return undefined;
  const given = experiment.run.options ?? {};
  const words = ({ low, high, unit, factor }: { low: number; high: number; unit: string; factor: number }) => {
    const beyond = margin * (high - low);
    return [low - beyond, high + beyond].map((end) => (unit === "" ? end / factor : `${end / factor} ${unit}`));
  };
  const network = { ...Object.fromEntries([...ends].map(([name, range]) => [name, words(range)])), ...given[counting] };
  return { ...experiment, run: { ...experiment.run, options: { ...given, [counting]: network } } };
}

/** Lower and upper end of the cells of an axis, in internal units. */
export function endsOf({ values }: Axis): readonly [number, number] {
  const width = values[1]! - values[0]!;
  return [values[0]! - width / 2, values.at(-1)! + width / 2];
}
