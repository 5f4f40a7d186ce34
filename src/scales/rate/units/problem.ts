/** Stationary states of networks of rate units. */
import type { ActivityReading, Reason, StationaryProblem, System } from "../../../contract/index.ts";
import { unitNetworkOf } from "../../../kernels/index.ts";
import type { Experiment } from "../../../model/index.ts";
import { relax } from "./relax.ts";

/** With more unknowns the eigenvalues of one state take minutes. */
const mostUnknowns = 1200;

/** Seeds of initial states from which states are looked for, beside those of the run. */
const otherStarts = 3;

/** Empty: the network can be solved. */
export function unitReasons({ populations }: Experiment): readonly Reason[] {
  const count = populations.reduce((sum, { size, flow }) => sum + size * flow.states.length, 0);
  return count > mostUnknowns ? [{ code: "too-many-unknowns", data: { count, most: mostUnknowns } }] : [];
}

/** The problem of a network in which nothing fires, told by the mean of the first state of each population. */
export function unitProblem(experiment: Experiment): StationaryProblem {
  const { system, places, initial } = unitNetworkOf(experiment);
  const activities = places.map(({ population, first, states }): ActivityReading => {
    const { name, size, flow } = population;
    const { unit, factor } = flow.states[0]!;
    const of = (x: Float64Array) => {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += x[first + i * states]!;
      return sum / size;
    };
    return { name, unit, factor, of };
  });
  const { seed } = experiment.run;
  const seeds = Array.from({ length: otherStarts + 1 }, (_, k) => seed + k);
  return { system, activities, complete: false, starts: () => startsOf(system, seeds.map(initial)) };
}

/** Where the network comes to rest from initial states, those states themselves, and nothing at all. */
function startsOf(system: System, initials: readonly Float64Array[]): readonly Float64Array[] {
  const nothing = new Float64Array(system.states.length);
  return [...initials.map((x) => relax(system, x)), nothing, ...initials];
}
