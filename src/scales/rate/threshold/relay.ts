/** Populations that fire at random at a rate from outside: sources of Poisson trains. */
import { constantIn } from "../../../kernels/index.ts";
import type { Experiment, Population } from "../../../model/index.ts";
import { isOn } from "./stretch.ts";

/** The rate of a neuron without states, whose hazard is a number or an input that stays as it is [1/ms]; undefined for any other. */
export function relayRate(experiment: Experiment, { name, flow, size }: Population): number | undefined {
  if (flow.states.length > 0 || flow.hazard === undefined || flow.refractory !== undefined) return undefined;
  const inputs = new Map(flow.inputs.map((input) => [input.name, 0]));
  for (const stimulus of experiment.stimuli)
    for (const { population, from, to, input } of stimulus.targets) {
      if (population !== name || !isOn(experiment, stimulus)) continue;
      const { wave } = stimulus;
      if (wave.kind !== "step" || wave.amplitude.kind !== "expression" || from > 0 || to < size) return undefined;
      inputs.set(input, inputs.get(input)! + constantIn(wave.amplitude.tree, flow, undefined));
    }
  const rate = constantIn(flow.hazard, flow, inputs);
  return rate >= 0 && Number.isFinite(rate) ? rate : undefined;
}
