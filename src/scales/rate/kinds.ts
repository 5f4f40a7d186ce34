/** What a document is to the scale `rate`. */
import type { Experiment } from "../../model/index.ts";

/** Whether a document is a network in which nothing fires: its units act on one another by what they send all the time. */
export function isSilent({ rates, populations, projections }: Experiment): boolean {
  const isUnit = ({ flow }: Experiment["populations"][number]) => flow.spike === undefined && flow.hazard === undefined;
  return rates.length === 0 && projections.length > 0 && populations.every(isUnit);
}

/** Whether all neurons of a document fire at random, by a hazard. */
export function isRandom({ rates, populations }: Experiment): boolean {
  return rates.length === 0 && populations.length > 0 && populations.every(({ flow }) => flow.hazard !== undefined);
}
