/** A document on one of its scales, with nothing recorded but activity: what scales are laid over one another by. */
import { InternalError } from "../base/index.ts";
import type { Scale } from "../contract/index.ts";
import type { Experiment, Population } from "../model/index.ts";
import { chooseScales } from "./choose.ts";
import type { Opened } from "./open.ts";

/** Populations that fire. */
export function firingPopulations({ populations }: Experiment): readonly Population[] {
  return populations.filter(({ flow }) => flow.spike !== undefined || flow.hazard !== undefined);
}

/**
 * The experiment on one scale, which records nothing but the activity of the populations that fire, by their spikes where the scale has no other.
 *
 * @param more  what is recorded beside
 */
export function recordingActivity(experiment: Experiment, scale: Scale, more: Experiment["recordings"] = []): Experiment {
  const { comparison: _, ...rest } = experiment;
  const record = (kind: "activity" | "spikes"): Experiment => ({
    ...rest,
    run: { ...experiment.run, scales: [scale.id] },
    recordings: [
      ...firingPopulations(experiment).map(({ name, size }) => ({ population: name, from: 0, to: size, what: { kind } })),
      ...more,
    ],
  });
  const counted = record("activity");
  const { channels } = scale.plan(counted, { seed: experiment.run.seed });
  return channels.some(({ label }) => label === "activity") ? counted : record("spikes");
}

/** The document on the scale of this id. Throws why that refuses it. */
export async function activityOn(opened: Opened, id: string): Promise<Opened> {
  const { experiment, document } = opened;
  if (!experiment) throw new InternalError("a document with errors was put on a scale");
  const named = { ...experiment, run: { ...experiment.run, scales: [id] } };
  const [scale] = await chooseScales(named, document);
  return { ...opened, experiment: recordingActivity(named, scale!) };
}
