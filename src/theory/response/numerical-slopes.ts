/** Derivatives of a neuron's equations where nobody has written them down. */
import type { AgedNeuron } from "../renewal/aged-neuron.ts";
import { renewalLaw } from "../renewal/law.ts";
import { nodeCount, type Panel } from "../renewal/panel.ts";
import type { AgedSlopes } from "../renewal/stretches.ts";

/** A neuron for each value of an input. Its breaks and its reset must not depend on the input. */
export type NeuronFamily = (input: number) => AgedNeuron;

/** Steps of differences, in units of what a state ranges over: small beside a soft threshold of a hundredth of it. */
const share = 2e-4;
const shifts = [1, -1, 0.5, -0.5, 0.25, -0.25];

/**
 * The derivatives of flow and hazard by the states and by one input, by central differences extrapolated twice. Relative error about 1e-10 where the
 * hazard changes by a factor e over a hundredth of the range of a state, or more.
 *
 * @param step  largest step of the input; by default 2e-4 of its value or of the largest range of a state
 */
export function numericalSlopes(family: NeuronFamily, input: number, step?: number): AgedSlopes {
  const neuron = family(input);
  const n = neuron.initial.length;
  const law = renewalLaw(neuron);
  const ranges = rangesOf(law.kind === "law" ? law.panels : [], neuron.initial);
  const inputStep = step ?? share * Math.max(Math.abs(input), ...ranges, Number.MIN_VALUE);
  const shifted = shifts.map((shift) => family(input + shift * inputStep));
  const probe = new Float64Array(n);
  const values = shifts.map(() => new Float64Array(n + 1));
  const evaluate = (which: AgedNeuron, age: number, states: Float64Array, out: Float64Array) => {
    which.flow(age, states, out.subarray(0, n));
    out[n] = which.hazard(age, states);
  };
  const column = (out: Float64Array, place: number, reach: number) => {
    for (let row = 0; row <= n; row++) out[row * (n + 1) + place] = extrapolated(values, row, reach);
  };
  return {
    inputs: 1,
    switches: [],
    at: (age, states, out) => {
      for (let k = 0; k < n; k++) {
        const reach = share * ranges[k]!;
        for (const [s, shift] of shifts.entries()) {
          probe.set(states);
          probe[k]! += shift * reach;
          evaluate(neuron, age, probe, values[s]!);
        }
        column(out, k, reach);
      }
      for (const [s, which] of shifted.entries()) evaluate(which, age, states, values[s]!);
      column(out, n, inputStep);
    },
  };
}

function rangesOf(panels: readonly Panel[], initial: Float64Array): number[] {
  const n = initial.length;
  return Array.from(initial, (first, k) => {
    let [low, high] = [first, first];
    for (const { states } of panels)
      for (let j = 0; j < nodeCount; j++) {
        low = Math.min(low, states[j * n + k]!);
        high = Math.max(high, states[j * n + k]!);
      }
    return high - low > 0 ? high - low : Math.max(Math.abs(low), 1e-6);
  });
}

/** Romberg's extrapolation of the central differences of steps 1, 1/2 and 1/4. */
function extrapolated(values: readonly Float64Array[], row: number, step: number): number {
  const [first, second, third] = [1, 2, 4].map((part, k) => ((values[2 * k]![row]! - values[2 * k + 1]![row]!) * part) / (2 * step));
  const [coarse, fine] = [(4 * second! - first!) / 3, (4 * third! - second!) / 3];
  return (16 * fine - coarse) / 15;
}
