/** The scale of densities over potential and conductance. */
import { InternalError, onceForEach } from "../../base/index.ts";
import type { Plan, Reason, Scale } from "../../contract/index.ts";
import { densityReasons, PlaneNetwork, type PlanePlan, planeTaps, planPlanes, readPlanes, samplingInterval } from "../../kernels/index.ts";
import type { Experiment } from "../../model/index.ts";
import { PopulationSimulation } from "../population-simulation.ts";
import { type ChosenOptions, id, optionsOf } from "./options.ts";
import { Planes } from "./planes.ts";

/**
 * The kinetic equation of integrate-and-fire neurons with conductances (Cai, Tao, Rangan & McLaughlin 2006, doi 10.4310/CMS.2006.v4.n1.a4; Perthame & Salort 2013,
 * doi 10.3934/krm.2013.6.841).
 */
export const voltageConductance: Scale = {
  id,
  accepts(experiment): readonly Reason[] {
    const reasons = densityReasons(experiment, id);
    if (reasons.length > 0) return reasons;
    const chosen = chosenFor(experiment);
    return "grids" in chosen ? [] : chosen;
  },
  plan(experiment, options): Plan {
    const [chosen, plan] = [optionsFor(experiment), planFor(experiment)];
    const { step } = plan;
    const count = plan.cells.reduce((sum, { grid }) => sum + grid.v.cells * grid.g.cells, 0);
    return {
      experiment,
      options,
      channels: planeTaps(plan).map(({ channel }) => channel),
      atoms: 1,
      needs: {
        neurons: experiment.populations.reduce((sum, { size }) => sum + size, 0),
        instead: { kind: "density", count },
        connections: 0,
        bytes: 65536 + bytesOfCell * count,
        seconds: 1e-9 * (experiment.run.duration / step) * timeOfCell * count,
      },
      clock: { kind: "grid", step },
      isDeterministic: true,
      chosen: { cells: chosen.cells.join(" x "), step, every: samplingInterval(experiment) },
    };
  },
  create({ experiment, options }) {
    const plan = planFor(experiment);
    return new PopulationSimulation(new Planes(new PlaneNetwork(plan)), 0, plan, options);
  },
};

/** Of each cell: memory, and time of a step [ns], to a factor of two. */
const [bytesOfCell, timeOfCell] = [150, 30];

/** Asked for three times, to accept an experiment, to plan its run and to begin it. */
const chosenFor = onceForEach((experiment: Experiment): ChosenOptions | readonly Reason[] => {
  const readings = readPlanes(experiment, id);
  return "get" in readings ? optionsOf(experiment, readings) : readings;
});

/** The options of an experiment that the scale has accepted. */
function optionsFor(experiment: Experiment): ChosenOptions {
  const chosen = chosenFor(experiment);
  if (!("grids" in chosen)) throw new InternalError("a density was planned of what cannot be one");
  return chosen;
}

/** The plan of the run. */
const planFor = onceForEach((experiment: Experiment): PlanePlan => {
  const { grids } = optionsFor(experiment);
  return planPlanes(experiment, id, ({ population }) => grids.get(population.name)!);
});
