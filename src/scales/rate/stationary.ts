/** Stationary states of rate equations: of entries of `rates`, and of threshold neurons whose rates follow from mean and variance. */
import { InternalError } from "../../base/index.ts";
import type { ActivityReading, Reason, Stationary, StationaryProblem } from "../../contract/index.ts";
import { systemOf } from "../../kernels/index.ts";
import type { Experiment } from "../../model/index.ts";
import { populationNamed } from "../units.ts";
import { membersOf, thresholdProblem } from "./threshold/problem.ts";

export const stationary: Stationary = { accepts, problem };

function accepts(experiment: Experiment): readonly Reason[] {
  if (experiment.rates.length > 0) return [];
  const members = membersOf(experiment);
  return "code" in members ? [members] : [];
}

function problem(experiment: Experiment, population: string | undefined): StationaryProblem {
  if (experiment.rates.length > 0) return entryProblem(experiment, population);
  const members = membersOf(experiment);
  if ("code" in members) throw new InternalError(`stationary states that the scale refuses were asked for (${members.code})`);
  return thresholdProblem(experiment, members);
}

/** Where all rates of change of an entry of `rates` are 0, told by its states. */
function entryProblem(experiment: Experiment, population: string | undefined): StationaryProblem {
  const system = systemOf(experiment, populationNamed(experiment.rates, population));
  const activities = system.states.map(({ name, unit, factor }, i): ActivityReading => ({ name, unit, factor, of: (x) => x[i]! }));
  return { system, activities, complete: system.states.length <= 2 };
}
