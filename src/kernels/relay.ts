/** Populations that fire at random at a rate from outside: sources of Poisson trains. */
import type { Experiment, Population, Stimulus } from "../model/index.ts";
import { constantIn } from "./threshold-rule.ts";

/** A rate [1/ms] while it lasts, from `start` to `stop` [ms]. */
export interface RateStretch {
  readonly start: number;
  readonly stop: number;
  readonly rate: number;
}

/**
 * The rate [1/ms] of neurons without states that nothing but steps drives, with the steps that are on; undefined for any others.
 *
 * @param isOn  whether a stimulus acts
 */
export function relayRate(
  { projections, spikeSources, stimuli }: Experiment,
  { name, flow, size }: Population,
  isOn: (stimulus: Stimulus) => boolean,
): number | undefined {
  if (flow.states.length > 0 || flow.hazard === undefined || flow.refractory !== undefined) return undefined;
  if ([...projections, ...spikeSources].some(({ to }) => to.population === name)) return undefined;
  const inputs = new Map(flow.inputs.map((input) => [input.name, 0]));
  for (const stimulus of stimuli)
    for (const { population, from, to, input } of stimulus.targets) {
      if (population !== name || !isOn(stimulus)) continue;
      const { wave } = stimulus;
      if (wave.kind !== "step" || wave.amplitude.kind !== "expression" || from > 0 || to < size) return undefined;
      inputs.set(input, inputs.get(input)! + constantIn(wave.amplitude.tree, flow, undefined));
    }
  const rate = constantIn(flow.hazard, flow, inputs);
  return rate >= 0 && Number.isFinite(rate) ? rate : undefined;
}

/** The rate of such neurons from 0 on, stretch after stretch. */
export function relayCourse(experiment: Experiment, population: Population): readonly RateStretch[] | undefined {
  const ours = experiment.stimuli.filter(({ targets }) => targets.some((target) => target.population === population.name));
  const edges = [...new Set([0, ...ours.flatMap(({ start, stop }) => [start, stop]).filter((edge) => edge > 0), Number.POSITIVE_INFINITY])];
  edges.sort((a, b) => a - b);
  const stretches: RateStretch[] = [];
  for (const [k, start] of edges.slice(0, -1).entries()) {
    const rate = relayRate(experiment, population, (one) => one.start <= start && start < one.stop);
    if (rate === undefined) return undefined;
    stretches.push({ start, stop: edges[k + 1]!, rate });
  }
  return stretches;
}
