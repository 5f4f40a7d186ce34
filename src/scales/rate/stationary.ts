/**
 * Stationary states of rate equations: of entries of `rates`, of networks of rate units, of threshold neurons whose rates follow from mean and
 * variance, and of neurons that fire at random with one state for all.
 */
import { InternalError } from "../../base/index.ts";
import type { ActivityReading, Reason, Scale, Stationary, StationaryProblem } from "../../contract/index.ts";
import { systemOf } from "../../kernels/index.ts";
import type { Experiment } from "../../model/index.ts";
import { populationNamed } from "../units.ts";
import { meanFlow } from "./hazard/mean-flow.ts";
import { hazardProblem } from "./hazard/problem.ts";
import { isSilent } from "./kinds.ts";
import { membersOf, thresholdProblem } from "./threshold/problem.ts";
import { unitProblem, unitReasons } from "./units/problem.ts";

/** @param network  makes the runs of networks of rate units, whose ends are among the starts */
export function stationaryOver(network: Scale): Stationary {
  return {
    accepts(experiment) {
      const found = equationsOf(experiment, network);
      return "code" in found ? [found] : [];
    },
    problem(experiment, population) {
      const found = equationsOf(experiment, network);
      if ("code" in found) throw new InternalError(`stationary states that the scale refuses were asked for (${found.code})`);
      return found.problem(population);
    },
  };
}

/** A problem that is ready to be made. */
interface Equations {
  readonly problem: (population: string | undefined) => StationaryProblem;
}

function equationsOf(experiment: Experiment, network: Scale): Equations | Reason {
  if (experiment.rates.length > 0) return { problem: (population) => entryProblem(experiment, population) };
  if (experiment.populations.length === 0) return { code: "scale-needs-rates", data: { scale: "rate" } };
  if (isSilent(experiment)) {
    const [reason] = unitReasons(experiment);
    return reason ?? { problem: () => unitProblem(experiment, network) };
  }
  if (experiment.populations.every(({ flow }) => flow.hazard !== undefined && flow.states.length > 0)) {
    const flow = meanFlow(experiment);
    return "code" in flow ? flow : { problem: () => hazardProblem(experiment, flow) };
  }
  const members = membersOf(experiment);
  return "code" in members ? members : { problem: () => thresholdProblem(experiment, members) };
}

/** Where all rates of change of an entry of `rates` are 0, told by its states. */
function entryProblem(experiment: Experiment, population: string | undefined): StationaryProblem {
  const system = systemOf(experiment, populationNamed(experiment.rates, population));
  const activities = system.states.map(({ name, unit, factor }, i): ActivityReading => ({ name, unit, factor, of: (x) => x[i]! }));
  return { system, activities, complete: system.states.length <= 2 };
}
