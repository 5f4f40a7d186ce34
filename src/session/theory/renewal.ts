/** Which populations of a document are renewal processes, and which. */
import { complain } from "../../base/index.ts";
import type { LinearisedSource, PopulationTheory } from "../../contract/index.ts";
import { adaptingStates, cohortReasons, constantIn, MeanField } from "../../kernels/index.ts";
import type { Experiment, Stimulus } from "../../model/index.ts";
import {
  type IntervalLaw,
  perfectIntegrator,
  type RenewalProcess,
  renewalLaw,
  whiteNoiseIntervals,
  whiteNoiseLif,
  withDeadTime,
} from "../../theory/index.ts";
import { changes } from "../agreement/driven.ts";
import { closedForm, type NoisyNeuron } from "../closed-form.ts";

/** A population of neurons that do not act on one another, and forget everything at their spikes. */
export interface Renewal extends PopulationTheory {
  readonly process: RenewalProcess & IntervalLaw;
  /** Lambda of the mesoscopic equation by its option [1/ms]; of neurons with a hazard. */
  readonly lambdas?: Readonly<Record<Exclude<LinearisedSource, "neurons">, number>>;
}

/** Why theory does not cover something. */
export interface Uncovered {
  readonly reason: string;
}

export const isUncovered = (found: object): found is Uncovered => "reason" in found;

/** The equations that the reasons of cohorts speak of. */
export const scale = "refractory-density";

/** The renewal process of a population under its constant drive, or why it is none that theory knows. */
export function renewalOf(experiment: Experiment, name: string): Renewal | Uncovered {
  if (experiment.projections.some(({ to }) => to.population === name))
    return { reason: "its neurons receive spikes, which makes their intervals depend on one another" };
  const form = closedForm(experiment, name);
  if (form?.noisy) return { ...noisyRenewal(form.noisy), rate: form.rate, cv: form.cv };
  if (form) return { reason: "its neurons fire regularly" };
  const alone = partOf(experiment, new Set([name]));
  const population = alone.populations[0];
  if (!population?.flow.hazard)
    return {
      reason: "its neurons have neither a hazard nor the white noise of a leaky or perfect integrate-and-fire neuron with constant input",
    };
  const reason = notStationary(alone);
  if (reason) return reason;
  const field = new MeanField(alone);
  try {
    const [first, ...others] = field.populations;
    if (!first || others.length > 0) return { reason: "its neurons are not all driven alike" };
    const none = new Float64Array(1);
    const law = renewalLaw(field.neuron(0, none, field.shared(0, none)));
    if (law.kind === "silent") return { reason: "its neurons may never fire" };
    if (law.kind === "unresolved") return { reason: "its neurons cannot be followed from spike to spike" };
    const lambdas = { survival: law.lambdaSurvival, "interval-variance": law.lambdaInterval };
    return { label: "renewal process", rate: law.rate, cv: law.cv, process: law, lambdas };
  } finally {
    field.close();
  }
}

/** Why populations with a hazard, as parts of a document, do not rest in a stationary state that is known. */
export function notStationary(part: Experiment): Uncovered | undefined {
  if (changes(part)) return { reason: "what drives it changes while it is recorded" };
  if (part.stimuli.some(({ wave }) => wave.kind === "noise" || wave.kind === "white-noise"))
    return { reason: "what drives it is random, and the same for all its neurons" };
  const [reason] = cohortReasons(part, scale);
  if (reason) return { reason: complain(reason).message };
  const [adapting] = adaptingStates(part);
  return adapting && { reason: `\`${adapting.name}\` of \`${adapting.where}\` remembers earlier spikes` };
}

function noisyRenewal(neuron: NoisyNeuron): Pick<Renewal, "label" | "process"> {
  if (neuron.kind === "leaky") return { label: "first passage", process: { ...whiteNoiseLif(neuron), ...whiteNoiseIntervals(neuron) } };
  const { drift, noise, distance, refractory } = neuron;
  const passage = perfectIntegrator({ rate: drift / distance, cv: noise / Math.sqrt(drift * distance) });
  return { label: "inverse Gaussian", process: withDeadTime(passage, refractory) };
}

/** The document with some of its populations alone, and what acts on them. */
export function partOf(experiment: Experiment, names: ReadonlySet<string>): Experiment {
  const isIn = ({ population }: { readonly population: string }) => names.has(population);
  const acts = (stimulus: Stimulus) => !stimulus.targets.every((target) => isNothing(stimulus, target.population, experiment));
  return {
    ...experiment,
    populations: experiment.populations.filter(({ name }) => names.has(name)),
    rates: [],
    fields: [],
    projections: experiment.projections.filter(({ from, to }) => isIn(from) && isIn(to)),
    stimuli: experiment.stimuli.flatMap((one) => {
      const targets = one.targets.filter(isIn);
      return targets.length > 0 && acts(one) ? [{ ...one, targets }] : [];
    }),
    spikeSources: experiment.spikeSources.filter(({ to }) => isIn(to)),
    recordings: experiment.recordings.filter(isIn),
  };
}

/** A step of height 0: a dial at rest. */
function isNothing({ wave }: Stimulus, population: string, { populations }: Experiment): boolean {
  const flow = populations.find(({ name }) => name === population)?.flow;
  return (
    wave.kind === "step" &&
    wave.amplitude.kind === "expression" &&
    flow !== undefined &&
    constantIn(wave.amplitude.tree, flow, undefined) === 0
  );
}
