/** What a run records, and what views need of it. */
import type { Result } from "../../../src/contract/index.ts";
import type { Recorded, Subject } from "./view.ts";

/** What a result holds. */
export function recordedIn({ populations, signals, profiles = [] }: Result): readonly Recorded[] {
  const events = Object.values(populations).flatMap(({ spikes }): Recorded[] => (spikes ? [{ kind: "events", label: "spikes" }] : []));
  return [...events, ...signals.map(({ channel }) => channel), ...profiles.map(({ channel }) => channel)];
}

/** Why a document has no such recording; undefined where one fits. */
export const needs =
  (fits: (recorded: Recorded) => boolean, reason: string) =>
  ({ recorded }: Subject): string | undefined =>
    recorded === undefined || recorded.some(fits) ? undefined : reason;

export const isSpikes = ({ kind }: Recorded): boolean => kind === "events";

export const isActivity = (one: Recorded): boolean => isSpikes(one) || (one.kind === "samples" && one.label.startsWith("activity"));

export const isProfile = ({ kind }: Recorded): boolean => kind === "profiles";

/** Of the neurons of a population; other profiles are fields. */
export const isDensity = ({ label }: Recorded): boolean => label === "density" || label === "joint density";

export const noSpikes = "No spikes are recorded: add `spikes` under `record:`, at a scale with single neurons.";

export const isPlane = (one: Recorded): boolean => isProfile(one) && !isDensity(one) && (one.axes?.length ?? 0) > 1;

export const noPlane = "No field over a plane is recorded: add its states under `record:`, of a document with `fields:` over two axes.";
