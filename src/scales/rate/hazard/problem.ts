/** Stationary states of populations whose neurons fire at random with one state for all. */
import type { ActivityReading, StationaryProblem, System, SystemQuantity } from "../../../contract/index.ts";
import { systemOf } from "../../../kernels/index.ts";
import { evaluate } from "../../../language/index.ts";
import type { Experiment } from "../../../model/index.ts";
import type { MeanFlow } from "./mean-flow.ts";

/** Where unknowns are looked for first, in units of theirs. */
const reach = 100;

/** Doublings of the range of a single unknown until it is driven back at both ends. */
const mostDoublings = 30;

/** The problem of a mean flow: where its states stand still, told by the intensities. */
export function hazardProblem(experiment: Experiment, { flow, intensities }: MeanFlow): StationaryProblem {
  const population = { name: intensities.map((one) => one.population).join(", "), flow, size: 1, groups: {} };
  const compiled = systemOf({ ...experiment, populations: [], rates: [population], stimuli: [], demands: [] }, population);
  const states = compiled.states.map((state): SystemQuantity => ({ ...state, range: rangeOf(compiled, state) }));
  const notes = [...compiled.notes, "Fluctuations of a finite number of neurons, and delays, are left out."];
  const system: System = { ...compiled, states, notes };
  const [unit, factor] = experiment.units === "physical" ? ["Hz", 0.001] : ["", 1];
  const activities = intensities.map(({ population: name, tree }): ActivityReading => {
    return { name, unit, factor, of: (x, p) => evaluate(tree, lookup(system, x, p)) };
  });
  return { system, activities, complete: states.length <= 2 };
}

function lookup({ states, parameters }: System, x: Float64Array, p: Float64Array): (name: string) => number {
  return (name) => {
    const state = states.findIndex((one) => one.name === name);
    return state >= 0 ? x[state]! : (p[parameters.findIndex((one) => one.name === name)] ?? Number.NaN);
  };
}

/** A range at whose ends a single unknown moves inwards; of several a wide one. */
function rangeOf({ states, parameters, rhs }: System, { factor }: SystemQuantity): readonly [number, number] {
  const alike = parameters.filter((one) => one.unit === states[0]!.unit).map(({ value }) => Math.abs(value));
  let half = Math.max(reach * factor, ...alike.map((value) => 3 * value));
  if (states.length > 1) return [-half, half];
  const p = Float64Array.from(parameters, ({ value }) => value);
  const rate = new Float64Array(1);
  const inwards = (x: number) => {
    rhs(Float64Array.of(x), p, rate);
    return rate[0]! * x < 0;
  };
  for (let k = 0; k < mostDoublings && !(inwards(-half) && inwards(half)); k++) half *= 2;
  return [-half, half];
}
