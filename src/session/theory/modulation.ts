/** Stimuli that swing around a constant: what is left without the swing, and how fast it is. */
import { atan2 } from "../../base/index.ts";
import type { Complex, SineResponse } from "../../contract/index.ts";
import { constantIn, inputsOver } from "../../kernels/index.ts";
import type { Experiment, Stimulus, Value } from "../../model/index.ts";
import type { Responding } from "./noisy.ts";
import type { Uncovered } from "./renewal.ts";

/** The same with every sine and chirp at its offset. */
export function withoutSwing(experiment: Experiment): Experiment {
  return {
    ...experiment,
    stimuli: experiment.stimuli.map((one): Stimulus => {
      const { wave } = one;
      return wave.kind === "sine" || wave.kind === "chirp" ? { ...one, wave: { kind: "step", amplitude: wave.offset } } : one;
    }),
  };
}

/** The highest frequency at which a stimulus swings [1/ms]; undefined where none does. */
export function fastestSwing({ stimuli, populations }: Experiment): number | Uncovered | undefined {
  let fastest = 0;
  for (const { wave, targets } of stimuli) {
    if (wave.kind !== "sine" && wave.kind !== "chirp") continue;
    for (const { population } of targets) {
      const read = (value: Value) => Math.abs(numberIn(value, population, populations));
      const highest = wave.kind === "sine" ? read(wave.frequency) : Math.max(read(wave.from), read(wave.to));
      if (!(highest > 0 && highest < Number.POSITIVE_INFINITY)) return { reason: "the frequency of what drives it is not one number" };
      fastest = Math.max(fastest, highest);
    }
  }
  return fastest > 0 ? fastest : undefined;
}

/** A value as the neurons of a population read it; NaN where it is drawn. */
function numberIn(value: Value, population: string, populations: Experiment["populations"]): number {
  const flow = populations.find(({ name }) => name === population)?.flow;
  return flow && value.kind === "expression" ? constantIn(value.tree, flow, undefined) : Number.NaN;
}

/** What each sine makes of the activity of a population once it has lasted. */
export function sineResponses({ stimuli, populations }: Experiment, linearised: Responding, population: string): readonly SineResponse[] {
  return stimuli.flatMap(({ name, wave, targets }): readonly SineResponse[] => {
    if (wave.kind !== "sine") return [];
    const frequency = numberIn(wave.frequency, targets[0]!.population, populations);
    let sum: Complex = [0, 0];
    for (const [p, part] of linearised.parts.entries())
      for (const target of targets) {
        if (target.population !== part.population || target.from > part.from || target.to < part.to) continue;
        const input = populations.find((one) => one.name === part.population)!.flow.inputs.findIndex((one) => one.name === target.input);
        const [re, im] = linearised
          .response(
            p,
            input,
          )(2 * Math.PI * frequency)
          .get(population)!;
        const amplitude = numberIn(wave.amplitude, part.population, populations);
        sum = [sum[0] + amplitude * re, sum[1] + amplitude * im];
      }
    return [{ stimulus: name, frequency, amplitude: Math.sqrt(sum[0] * sum[0] + sum[1] * sum[1]), phase: atan2(sum[1], sum[0]) }];
  });
}

/** How far the inputs of a neuron are from what they are without the swing, at times. {inputs} of {times}; undefined for those that stay there. */
export function swingsOf(experiment: Experiment, name: string, neuron: number, times: Float64Array): readonly (Float64Array | undefined)[] {
  const population = experiment.populations.find((one) => one.name === name)!;
  const rest = inputsOver(withoutSwing(experiment), population, neuron, times);
  return inputsOver(experiment, population, neuron, times).map((input, i) => {
    const swing = input.map((value, k) => value - rest[i]![k]!);
    return swing.some((value) => value !== 0) ? swing : undefined;
  });
}
