/** What the activities of populations drive, while nothing changes. */
import type { CohortPopulation } from "./cohort-network.ts";
import { isWithin, type Way } from "./ways.ts";

/** What drives a population: slot number `slot` of its drives is the sum of factor times activity, a delay ago [ms]. */
export interface Drive {
  readonly slot: number;
  readonly source: number;
  readonly factor: number;
  readonly delay: number;
}

/** A slot of a population that the activity of another drives: its value, or its rate of arrival, is the activity times a factor. */
export interface DrivenBy {
  readonly slot: string;
  readonly source: number;
  readonly factor: number;
  /** A state that jumps at once: it has no slot. */
  readonly isKick: boolean;
  readonly delay: number;
}

/** What drives a population, by the activities of all. */
export function drivesOn({ cell }: CohortPopulation, populations: readonly CohortPopulation[], ways: readonly Way[]): readonly DrivenBy[] {
  return ways.flatMap((way): readonly DrivenBy[] => {
    const { from, to } = way.projection;
    if (!isWithin(cell.population.name, cell.from, cell.to, to)) return [];
    return populations.flatMap(({ model, cell: source }, i): readonly DrivenBy[] => {
      if (!isWithin(source.population.name, source.from, source.to, from)) return [];
      // Spikes of the whole population per ms; an activity counts those of a step.
      const spikes = (source.to - source.from) * (way.kind === "activity" ? model.step : 1);
      return [{ slot: way.slot, source: i, factor: way.factor * spikes, isKick: way.kind === "kick", delay: way.delay * model.step }];
    });
  });
}

/** The rate at which a state is kicked. */
export const kickSlot = (state: string): string => `kick ${state}`;
/** The slot of a drive. */
export const slotOf = ({ slot, isKick }: DrivenBy): string => (isKick ? kickSlot(slot) : slot);
