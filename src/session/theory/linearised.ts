/** Populations that act on one another, linearised around the state in which they were simulated. */
import type { Linearised, Result } from "../../contract/index.ts";
import type { Experiment } from "../../model/index.ts";
import { scales } from "../../scales/index.ts";
import { recordedTime } from "../report.ts";
import { notStationary, partOf, scale, type Uncovered } from "./renewal.ts";

const whys = {
  none: "no stationary state is near its mean activity",
  silent: "some of the populations that drive it fall silent",
  unstable: "the stationary state is not stable: the activity oscillates or grows by itself",
} as const;

/** The population with all that drive it, directly or through others. */
export function drivers({ projections }: Experiment, population: string): ReadonlySet<string> {
  const found = new Set([population]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { from, to } of projections) if (found.has(to.population)) found.add(from.population);
  }
  return found;
}

/** These populations next to the mean activities of a run. Whoever gets it closes it. */
export async function linearisedAt(
  experiment: Experiment,
  result: Result,
  populations: ReadonlySet<string>,
): Promise<Linearised | Uncovered> {
  const part = partOf(experiment, populations);
  const reason = notStationary(part);
  if (reason) return reason;
  const { stationary } = await scales.find(({ id }) => id === scale)!.load();
  const near = new Map([...populations].map((name) => [name, meanActivity(result, name)] as const));
  const found = stationary!.linearised!(part, near);
  return found.kind === "linearised" ? found : { reason: whys[found.kind] };
}

/** [1/ms]. */
function meanActivity(result: Result, name: string): number {
  const { size, spikes, activity } = result.populations[name]!;
  if (activity) return activity.mean;
  if (spikes) return spikes.times.length / size / recordedTime(result);
  const signal = result.signals.find(({ channel }) => channel.population === name && channel.label === "activity");
  const perUnit = result.units === "physical" ? 1000 : 1;
  return signal ? signal.values.reduce((sum, one) => sum + one, 0) / signal.values.length / perUnit : 0;
}
