/** The scale of densities over the membrane potential. */
import { InternalError, onceForEach } from "../../base/index.ts";
import type { Plan, Reason, Scale } from "../../contract/index.ts";
import {
  type DensityOptions,
  type DensityPlan,
  type DensityReading,
  densityGrid,
  densityRange,
  densityReasons,
  densityTaps,
  planDensities,
  readDensities,
  samplingInterval,
} from "../../kernels/index.ts";
import type { Experiment } from "../../model/index.ts";
import { criterionOf } from "./criterion.ts";
import { type ChosenOptions, id, optionsOf } from "./options.ts";
import { DensitySimulation } from "./simulation.ts";
import { densityProblem } from "./stationary/problem.ts";

/**
 * The Fokker-Planck equation of neurons with white noise, with a flux from the threshold to the reset and a drift that the flux itself moves (Caceres, Carrillo & Perthame 2011,
 * doi 10.1186/2190-8567-1-7).
 */
export const fokkerPlanck: Scale = {
  id,
  accepts: acceptsDensities,
  plan(experiment, options): Plan {
    const [chosen, plan] = [optionsFor(experiment), planFor(experiment)];
    const { exponent, scheme } = chosen;
    const hasMoment =
      experiment.recordings.some(({ what }) => what.kind === "moment") && (exponent !== undefined || criterionOf(plan) !== undefined);
    const taps = densityTaps(plan, { entropy: unseen, ...(hasMoment ? { moment: unseen } : {}) });
    const steps = experiment.run.duration / plan.step;
    return {
      experiment,
      options,
      channels: taps.map(({ channel }) => channel),
      atoms: 1,
      needs: {
        neurons: experiment.populations.reduce((sum, { size }) => sum + size, 0),
        instead: { kind: "density", count: plan.cells.reduce((sum, { grid }) => sum + grid.cells, 0) },
        connections: 0,
        bytes: plan.cells.reduce((sum, { grid }) => sum + bytesOfCell * grid.cells, 65536),
        seconds: 1e-9 * steps * plan.cells.reduce((sum, { grid }) => sum + timeOfCell * grid.cells, 0),
      },
      clock: { kind: "grid", step: plan.step },
      isDeterministic: true,
      chosen: { scheme, cells: chosen.cells, step: plan.step, every: samplingInterval(experiment) },
    };
  },
  create({ experiment, options }) {
    const [chosen, plan] = [optionsFor(experiment), planFor(experiment)];
    const planOf = (steps: number, cells: number) => planned(experiment, plan.step / steps, cells);
    return new DensitySimulation({ plan, chosen, options, planOf });
  },
  stationary: {
    accepts: (experiment) => acceptsDensities(experiment),
    problem: (experiment) => {
      const plan = planAtRest(experiment);
      return densityProblem(plan, notesOf(plan));
    },
  },
};

/** For channels of what is not computed yet. */
const unseen = () => 0;

function acceptsDensities(experiment: Experiment): readonly Reason[] {
  const reasons = densityReasons(experiment, id, ["poisson"]);
  if (reasons.length > 0) return reasons;
  const chosen = chosenFor(experiment);
  return "scheme" in chosen ? [] : chosen;
}

/** Asked for three times, to accept an experiment, to plan its run and to begin it. */
const chosenFor = onceForEach((experiment: Experiment): ChosenOptions | readonly Reason[] => {
  const readings = readDensities(experiment);
  return "get" in readings ? optionsOf(experiment, readings) : readings;
});

/** The options of an experiment that the scale has accepted. */
function optionsFor(experiment: Experiment): ChosenOptions {
  const chosen = chosenFor(experiment);
  if (!("scheme" in chosen)) throw new InternalError("a density was planned of what cannot be one");
  return chosen;
}

/** Of each cell: memory, and time of a step [ns], to a factor of two. */
const [bytesOfCell, timeOfCell] = [250, 50];

/** The plan of the run. */
const planFor = onceForEach((experiment: Experiment) => planned(experiment, experiment.run.step, 1));

/** The plan with another step, and with one cell in the place of so many. */
function planned(experiment: Experiment, step: number | undefined, coarser: number): DensityPlan {
  const chosen = optionsFor(experiment);
  const options: DensityOptions = {
    scheme: chosen.scheme,
    grid({ population }) {
      const [low, high] = chosen.ranges.get(population.name)!;
      return densityGrid(low, high, Math.max(4, Math.floor(chosen.cells / coarser)));
    },
    initial: ({ population }) => chosen.initial.get(population.name),
  };
  return planDensities(experiment, options, step);
}

function notesOf({ experiment: { stimuli, spikeSources }, couplings, outside }: DensityPlan): readonly string[] {
  const isFiltered = [...couplings, ...outside].some(({ colour }) => colour > 0);
  return [
    ...(stimuli.length + spikeSources.length > 0 ? ["What drives the neurons is taken as it is in the middle of the recorded run."] : []),
    ...(isFiltered
      ? ["The filter of the synapses moves threshold and reset (Fourcaud and Brunel 2002), to first order in sqrt(tau_s/tau_m)."]
      : []),
  ];
}

/** The plan for stationary states, which begin nowhere. */
function planAtRest(experiment: Experiment): DensityPlan {
  const chosen = optionsFor(experiment);
  const options: DensityOptions = {
    scheme: chosen.scheme,
    grid: (reading) => densityGrid(...widened(reading, chosen.ranges.get(reading.population.name)!), chosen.cells),
  };
  return planDensities(experiment, options);
}

/** A range in which modes that decay fast find room, too: far from the middle they are larger than the stationary density. */
function widened(reading: DensityReading, [low, high]: readonly [number, number]): readonly [number, number] {
  const [least, most] = densityRange(reading) ?? [low, high];
  return [Math.min(low, least), Math.max(high, most)];
}
