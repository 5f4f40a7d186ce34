/** Leaky neurons in white noise next to their stationary state. */
import type { Linearised } from "../../contract/index.ts";
import type { Experiment } from "../../model/index.ts";
import { type NoisyLeaky, whiteNoiseResponse } from "../../theory/index.ts";
import { closedForm } from "../closed-form.ts";
import { partOf, type Uncovered } from "./renewal.ts";

/** Stationary activities, and how they answer modulated inputs. */
export type Responding = Pick<Linearised, "rates" | "parts" | "response" | "close">;

const uncovered: Uncovered = {
  reason: "its neurons have neither a hazard nor, driven by their input alone, the white noise of a leaky integrate-and-fire neuron",
};

/** A population of them that nothing but its inputs drives. */
export function noisyResponding(experiment: Experiment, name: string): Responding | Uncovered {
  const alone = partOf(experiment, new Set([name]));
  const population = experiment.populations.find((one) => one.name === name)!;
  const form = closedForm(alone, name);
  if (form?.noisy?.kind !== "leaky" || experiment.projections.some(({ to }) => to.population === name)) return uncovered;
  const neuron = form.noisy;
  const inputs = population.flow.inputs.map((input) => input.name);
  const slopes = inputs.map((input) => targetSlope(alone, name, inputs, input, neuron));
  if (slopes.some((one) => one === undefined)) return uncovered;
  return {
    rates: new Map([[name, form.rate]]),
    parts: [{ population: name, from: 0, to: population.size }],
    response: (_, input) => (omega) => {
      const [re, im] = whiteNoiseResponse(neuron, omega);
      return new Map([[name, [slopes[input]! * re, slopes[input]! * im]]]);
    },
    close: () => {},
  };
}

/** By how much an input moves the target; undefined where it does more than that, or not in proportion. */
function targetSlope(
  experiment: Experiment,
  name: string,
  inputs: readonly string[],
  input: string,
  { tau, noise, threshold }: NoisyLeaky,
): number | undefined {
  const targetAt = (value: number, others: number) => {
    const found = closedForm(experiment, name, new Map(inputs.map((one) => [one, one === input ? value : others])))?.noisy;
    const isSame = found?.kind === "leaky" && found.tau === tau && found.noise === noise && found.threshold === threshold;
    return isSame ? found.target : Number.NaN;
  };
  const [slope, ...rest] = [
    [0, 0],
    [1, 0],
    [0, 1],
  ].map(([value, others]) => targetAt(value! + 1, others!) - targetAt(value!, others!));
  return rest.every((one) => Math.abs(one - slope!) <= 1e-9 * Math.abs(slope!)) ? slope : undefined;
}
