/** Scales whose solutions end in finite time: when they do, and what they did until then. */
import { coarser, type Estimate, exactly, judgeMeans } from "../../analysis/index.ts";
import type { Cause, ComparedPopulation, ComparedQuantity, LeftOut } from "../../contract/index.ts";
import type { Experiment } from "../../model/index.ts";
import { firingPopulations } from "../activity-on.ts";
import type { Trials } from "./trials.ts";

/** What is said of the populations of several scales. */
export interface Weighed {
  readonly populations: readonly ComparedPopulation[];
  readonly quantities: readonly ComparedQuantity[];
  readonly leftOut: readonly LeftOut[];
  readonly causes: readonly Cause[];
  readonly isSilent: boolean;
}

/**
 * Compares the times at which all trials of all scales blow up, one quantity for each population whose solution ends then.
 *
 * @param margin   relative difference of two times that agree
 * @param binning  fine bins of the activities, so many of which are drawn as one [ms]
 */
export function compareEnds(
  experiment: Experiment,
  [first, ...others]: readonly Trials[],
  margin: number,
  { fine, group }: { readonly fine: number; readonly group: number },
): Weighed {
  const { transient, duration } = experiment.run;
  const populations = firingPopulations(experiment).map(({ name, size }) => ({
    name,
    size,
    activities: [first!, ...others].flatMap(({ contestant, activities }) =>
      (activities.get(name) ?? []).slice(0, 1).map((trial) => {
        const activity = coarser(trial, group);
        return { scale: contestant.label, times: activity.map((_, k) => transient + (k + 0.5) * fine * group), activity };
      }),
    ),
  }));
  const reference = timeOf(first!);
  const quantities = others.flatMap((other) => {
    const time = timeOf(other);
    const { factor, ...judged } = judgeMeans(reference, time, margin);
    return populations.map(
      ({ name }): ComparedQuantity => ({
        population: name,
        name: "blow-up",
        unit: experiment.units === "physical" ? "ms" : "",
        scales: [first!.contestant.label, other.contestant.label],
        values: [reference.value, time.value],
        standardErrors: [reference.error, time.error],
        ...judged,
        margin,
        longer: factor === undefined ? null : factor * duration * Math.max(first!.blowUps.length, other.blowUps.length),
        knownCauses: [],
      }),
    );
  });
  return { populations, quantities, leftOut: [], causes: [], isSilent: false };
}

/** The mean time of the ends, which are independent; of a single one with the error that its scale knows. */
function timeOf({ blowUps }: Trials): Estimate {
  const times = blowUps.map(({ outcome }) => outcome.time);
  const value = times.reduce((sum, time) => sum + time, 0) / times.length;
  if (times.length === 1) return { ...exactly(value), error: blowUps[0]!.outcome.error ?? 0 };
  const degrees = times.length - 1;
  const spread = times.reduce((sum, time) => sum + (time - value) ** 2, 0);
  return { value, error: Math.sqrt(spread / degrees / times.length), degrees, lacking: 0 };
}
