/** Stationary states of networks of rate units. */
import type { ActivityReading, Reason, Scale, StationaryProblem, System } from "../../../contract/index.ts";
import { unitNetworkOf } from "../../../kernels/index.ts";
import type { Experiment } from "../../../model/index.ts";
import { endOfRun } from "./end-of-run.ts";
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

/**
 * The problem of a network in which nothing fires, told by the mean of the first state of each population.
 *
 * @param network  makes the run whose end is one of the starts
 */
export function unitProblem(experiment: Experiment, network: Scale): StationaryProblem {
  const units = unitNetworkOf(experiment);
  const { system, places, initial } = units;
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
  let known: readonly Float64Array[] | undefined;
  const starts = () => {
    if (known === undefined) {
      const end = endOfRun(network, experiment, units);
      known = [...(end ? [end, relax(system, end)] : []), ...startsOf(system, seeds.map(initial))];
    }
    return known;
  };
  let sized: System["states"] | undefined;
  const sizedSystem: System = {
    ...system,
    // Looked at where states are compared, not for each of the many values of a parameter.
    get states() {
      sized ??= withRanges(system.states, starts());
      return sized;
    },
  };
  return { system: sizedSystem, activities, complete: false, starts };
}

/**
 * Unknowns with ranges that say how large they are: as large as the largest of their unit is somewhere, times sqrt(n), so that a distance of 1 is
 * one of the whole network.
 */
function withRanges(states: System["states"], starts: readonly Float64Array[]): System["states"] {
  const largest = new Map<string, number>();
  for (const x of starts)
    for (const [i, { unit, factor }] of states.entries()) largest.set(unit, Math.max(largest.get(unit) ?? factor, Math.abs(x[i]!)));
  const width = Math.sqrt(states.length);
  return states.map((state) => {
    const half = width * largest.get(state.unit)!;
    return { ...state, range: [-half, half] };
  });
}

/** Where the network comes to rest from initial states, those states themselves, and nothing at all. */
function startsOf(system: System, initials: readonly Float64Array[]): readonly Float64Array[] {
  const nothing = new Float64Array(system.states.length);
  return [...initials.map((x) => relax(system, x)), nothing, ...initials];
}
