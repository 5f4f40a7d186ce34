/** Ages at which a hazard jumps, with the heights of the jumps. */
import { InternalError } from "../../base/index.ts";
import type { AgedNeuron } from "./aged-neuron.ts";
import type { RenewalLaw } from "./law.ts";
import type { AgedSlopes } from "./stretches.ts";

/** Derivatives that know where the hazard jumps, but not how high. */
export interface SwitchingSlopes extends Omit<AgedSlopes, "switches"> {
  readonly switches: readonly { readonly age: number; readonly byInput: Float64Array }[];
}

/** The same with the heights, which the neuron itself tells at the states that it has by then. */
export function withHeights({ inputs, at, switches }: SwitchingSlopes, neuron: AgedNeuron, law: RenewalLaw): AgedSlopes {
  return {
    inputs,
    at: (age, states, out) => at(age, states, out),
    switches: switches.map(({ age, byInput }) => {
      const states = stateAt(law, neuron.initial, age);
      return { age, byInput, height: neuron.hazard(age * (1 + 1e-12), states) - neuron.hazard(age * (1 - 1e-12), states) };
    }),
  };
}

/** States at an age at which a panel begins or ends, from the node beside it. */
function stateAt({ panels }: RenewalLaw, initial: Float64Array, age: number): Float64Array {
  const n = initial.length;
  if (n === 0) return initial;
  const panel = panels.find(({ start, width }) => age >= start && age <= start + width * (1 + 1e-12)) ?? panels.at(-1);
  if (!panel) throw new InternalError("a law without panels has states");
  const nearest = panel.ages.reduce((best, one, j) => (Math.abs(one - age) < Math.abs(panel.ages[best]! - age) ? j : best), 0);
  return panel.states.slice(nearest * n, (nearest + 1) * n);
}
