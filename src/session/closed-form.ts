/** Firing rates that need no simulation: neurons with one state, constant input, and a rate of change that is linear or quadratic in it. */
import { cos } from "../base/index.ts";
import { constantIn, type ThresholdRule, thresholdRule } from "../kernels/index.ts";
import { differentiate, substitute, type Tree } from "../language/index.ts";
import type { Experiment, Flow, Population, Value } from "../model/index.ts";
import { firstPassageCv, lifRate, type NoisyLeaky, qifPeriod, siegertRate, thetaPeriod } from "../theory/index.ts";

/** A rate in closed form. */
export interface ClosedForm {
  /** What it is called in a legend. */
  readonly label: string;
  /** Spikes per neuron and unit of time [1/ms; 1 over the unit of time under `units: none`]. */
  readonly rate: number;
  readonly cv: number;
  /** The noisy neuron whose intervals have a closed theory. */
  readonly noisy?: NoisyNeuron;
}

/** A neuron in white noise, in internal units. */
export type NoisyNeuron =
  | ({ readonly kind: "leaky" } & NoisyLeaky)
  /** dV = drift dt + noise dW over a distance, after a time without. */
  | { readonly kind: "perfect"; readonly drift: number; readonly noise: number; readonly distance: number; readonly refractory: number };

/**
 * The stationary rate of a population: of the leaky or the perfect neuron with or without white noise, or the quadratic one without (as a
 * theta neuron too). Undefined where the neuron has no closed form (here), is coupled, or its input varies.
 *
 * @param given  values of all inputs, in internal units, instead of what drives them
 */
export function closedForm(experiment: Experiment, name: string, given?: ReadonlyMap<string, number>): ClosedForm | undefined {
  const population = experiment.populations.find((one) => one.name === name);
  if (!population || isDrivenBySpikes(experiment, name)) return undefined;
  const { flow } = population;
  const inputs = given ?? constantInputs(experiment, population);
  const firing = thresholdRule(flow, (tree) => constantIn(tree, flow, inputs));
  const [state] = flow.states;
  if (!inputs || !firing || flow.states.length !== 1 || !state || flow.noises.length > 1) return undefined;
  const definitions = new Map<string, Tree>();
  for (const definition of flow.definitions) definitions.set(definition.name, substitute(definition.tree, definitions));
  const rate = substitute(state.rate, definitions);
  const theta =
    flow.noises.length === 0
      ? thetaForm(rate, firing, (tree, at) => constantIn(tree, flow, new Map([...inputs, [state.name, at]])))
      : undefined;
  if (theta) return theta;
  // The rate of change and its derivatives at V = 0 and without noise: c, b and 2 a of a V^2 + b V + c.
  const slope = differentiate(rate, state.name);
  const curvature = differentiate(slope, state.name);
  if (!isZero(differentiate(curvature, state.name))) return undefined;
  const at = (tree: Tree) =>
    constantIn(tree, flow, new Map([...inputs, [state.name, 0], ...flow.noises.map((noise) => [noise, 0] as const)]));
  const [c, b, a] = [at(rate), at(slope), 0.5 * at(curvature)];
  const noise = flow.noises[0] === undefined ? 0 : noiseOf(rate, flow.noises[0], state.name, at);
  if (![a, b, c, noise].every(Number.isFinite)) return undefined;
  if (a > 0 && noise === 0)
    return {
      label: "QIF in closed form",
      rate: 1 / qifPeriod({ a, b, c, reset: firing.reset, peak: firing.threshold, refractory: firing.refractory }),
      cv: 0,
    };
  if (a !== 0) return undefined;
  if (b === 0) return c > 0 ? perfectForm(c, noise, firing) : undefined;
  if (!(b < 0)) return undefined;
  const neuron = { tau: -1 / b, target: -c / b, ...firing };
  if (noise === 0) return { label: "LIF in closed form", rate: lifRate(neuron), cv: 0 };
  const noisy = { kind: "leaky" as const, ...neuron, noise: noise * Math.sqrt(neuron.tau) };
  return { label: "Siegert's formula", rate: siegertRate(noisy), cv: firstPassageCv(noisy), noisy };
}

/** Spikes from elsewhere reach it, or something that this version does not know. */
function isDrivenBySpikes({ projections, spikeSources, demands }: Experiment, name: string): boolean {
  return (
    projections.some(({ to }) => to.population === name) ||
    spikeSources.some(({ to }) => to.population === name) ||
    demands.some(({ feature }) => feature === "plasticity" || feature === "fields")
  );
}

/** Drift and diffusion over a distance: its mean passage is that without noise, its variance distance noise^2/drift^3. */
function perfectForm(drift: number, noise: number, { threshold, reset, refractory }: ThresholdRule): ClosedForm {
  const distance = threshold - reset;
  const passage = distance / drift;
  const mean = passage + refractory;
  const sd = (noise * Math.sqrt(passage)) / drift;
  const noisy = { kind: "perfect" as const, drift, noise, distance, refractory };
  return { label: "perfect IF in closed form", rate: 1 / mean, cv: sd / mean, ...(noise > 0 ? { noisy } : {}) };
}

/** Where a rate is compared with that of the theta neuron. */
const angles = [-2.9, -1.7, -0.4, 0.9, 1.3, 2.2, 3.0];

/** The theta neuron, a (1 - cos theta) + c (1 + cos theta) from -pi to pi. */
function thetaForm(rate: Tree, firing: ThresholdRule, at: (tree: Tree, theta: number) => number): ClosedForm | undefined {
  const isCircle = firing.threshold === Math.PI && firing.reset === -Math.PI && firing.refractory === 0;
  if (!isCircle) return undefined;
  const [a, c] = [0.5 * at(rate, Math.PI), 0.5 * at(rate, 0)];
  const isTheta = angles.every((theta) => {
    const form = a * (1 - cos(theta)) + c * (1 + cos(theta));
    return Math.abs(at(rate, theta) - form) <= 1e-12 * (Math.abs(a) + Math.abs(c));
  });
  if (!isTheta) return undefined;
  return { label: "theta neuron in closed form", rate: 1 / thetaPeriod(a, c), cv: 0 };
}

/** Factor of the white noise in the rate of change; NaN where it depends on the state. */
function noiseOf(rate: Tree, noise: string, state: string, at: (tree: Tree) => number): number {
  const factor = differentiate(rate, noise);
  return isZero(differentiate(factor, state)) && isZero(differentiate(factor, noise)) ? Math.abs(at(factor)) : Number.NaN;
}

function isZero(tree: Tree): boolean {
  return tree.kind === "number" && tree.value === 0;
}

/** Inputs that are constant from the beginning to the end, in internal units; undefined if one is not. */
function constantInputs({ stimuli, run }: Experiment, { name, size, flow }: Population): ReadonlyMap<string, number> | undefined {
  const inputs = new Map(flow.inputs.map((input) => [input.name, 0]));
  for (const { targets, start, stop, wave } of stimuli)
    for (const target of targets) {
      if (target.population !== name) continue;
      const isWhole = start <= 0 && stop >= run.duration && target.from === 0 && target.to === size;
      if (!isWhole || wave.kind !== "step" || !inputs.has(target.input)) return undefined;
      inputs.set(target.input, inputs.get(target.input)! + numberOf(wave.amplitude, flow));
    }
  return inputs;
}

function numberOf(value: Value, flow: Flow): number {
  return value.kind === "expression" ? constantIn(value.tree, flow, new Map()) : Number.NaN;
}
