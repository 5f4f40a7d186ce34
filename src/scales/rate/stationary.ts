/** Stationary states of rate equations. */
import type { ActivityReading, Stationary, StationaryProblem } from "../../contract/index.ts";
import { systemOf } from "../../kernels/index.ts";
import type { Experiment } from "../../model/index.ts";
import { populationNamed } from "../units.ts";

/** Entries of `rates`: where all rates of change are 0, told by their states. */
export const stationary: Stationary = {
  accepts: ({ rates }) => (rates.length === 0 ? [{ code: "scale-needs-rates", data: { scale: "rate" } }] : []),
  problem: (experiment, population) => entryProblem(experiment, population),
};

function entryProblem(experiment: Experiment, population: string | undefined): StationaryProblem {
  const system = systemOf(experiment, populationNamed(experiment.rates, population));
  const activities = system.states.map(({ name, unit, factor }, i): ActivityReading => ({ name, unit, factor, of: (x) => x[i]! }));
  return { system, activities };
}
