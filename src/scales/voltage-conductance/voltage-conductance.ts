/** The scale of densities over potential and conductance. */
import type { Plan, Reason, Scale } from "../../contract/index.ts";
import {
  densityReasons,
  PlaneNetwork,
  type PlanePlan,
  type PlaneReading,
  planeTaps,
  planPlanes,
  readPlanes,
  samplingInterval,
} from "../../kernels/index.ts";
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
    const readings = readPlanes(experiment, id);
    if (!("get" in readings)) return readings;
    const chosen = optionsOf(experiment, readings);
    return "grids" in chosen ? [] : chosen;
  },
  plan(experiment, options): Plan {
    const { plan, chosen } = prepare(experiment);
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
    const { plan } = prepare(experiment);
    return new PopulationSimulation(new Planes(new PlaneNetwork(plan)), 0, plan, options);
  },
};

/** Of each cell: memory, and time of a step [ns], to a factor of two. */
const [bytesOfCell, timeOfCell] = [150, 30];

/** The plan of an experiment that the scale has accepted. */
function prepare(experiment: Experiment): { readonly plan: PlanePlan; readonly chosen: ChosenOptions } {
  // `accepts` has looked at both.
  const chosen = optionsOf(experiment, readPlanes(experiment, id) as ReadonlyMap<string, PlaneReading>) as ChosenOptions;
  return { plan: planPlanes(experiment, id, ({ population }) => chosen.grids.get(population.name)!), chosen };
}
