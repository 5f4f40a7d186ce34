/** Firing rates that need no simulation: neurons with one state, constant input, and a rate of change that is linear or quadratic in it. */
import { cos } from "../base/index.ts";
import { differentiate, evaluate, isNoise, number, substitute, type Tree } from "../language/index.ts";
import type { Experiment, Flow, Population, Value } from "../model/index.ts";
import { lifRate, qifPeriod, siegertRate, thetaPeriod } from "../theory/index.ts";

/** A rate in closed form. */
export interface ClosedForm {
  /** What it is called in a legend. */
  readonly label: string;
  /** Spikes per neuron and unit of time [1/ms; 1 over the unit of time under `units: none`]. */
  readonly rate: number;
}

/**
 * The stationary rate of a population: of the leaky neuron with or without white noise, or the quadratic one without (as a
 * theta neuron too). Undefined where the neuron has no closed form (here), is coupled, or its input varies.
 *
 * @param given  values of all inputs, in internal units, instead of what drives them
 */
export function closedForm(experiment: Experiment, name: string, given?: ReadonlyMap<string, number>): ClosedForm | undefined {
  const population = experiment.populations.find((one) => one.name === name);
  if (!population || experiment.demands.length > 0) return undefined;
  const { flow } = population;
  const inputs = given ?? constantInputs(experiment, population);
  const firing = firingOf(flow, (tree) => constantOf(tree, flow, inputs));
  const [state] = flow.states;
  if (!inputs || !firing || flow.states.length !== 1 || !state || flow.noises.length > 1) return undefined;
  const definitions = new Map<string, Tree>();
  for (const definition of flow.definitions) definitions.set(definition.name, substitute(definition.tree, definitions));
  const rate = substitute(state.rate, definitions);
  const theta =
    flow.noises.length === 0
      ? thetaForm(rate, firing, (tree, at) => constantOf(tree, flow, new Map([...inputs, [state.name, at]])))
      : undefined;
  if (theta) return theta;
  // The rate of change and its derivatives at V = 0 and without noise: c, b and 2 a of a V^2 + b V + c.
  const slope = differentiate(rate, state.name);
  const curvature = differentiate(slope, state.name);
  if (!isZero(differentiate(curvature, state.name))) return undefined;
  const at = (tree: Tree) =>
    constantOf(tree, flow, new Map([...inputs, [state.name, 0], ...flow.noises.map((noise) => [noise, 0] as const)]));
  const [c, b, a] = [at(rate), at(slope), 0.5 * at(curvature)];
  const noise = flow.noises[0] === undefined ? 0 : noiseOf(rate, flow.noises[0], state.name, at);
  if (![a, b, c, noise].every(Number.isFinite)) return undefined;
  if (a > 0 && noise === 0)
    return {
      label: "QIF in closed form",
      rate: 1 / qifPeriod({ a, b, c, reset: firing.reset, peak: firing.threshold, refractory: firing.refractory }),
    };
  if (a !== 0 || !(b < 0)) return undefined;
  const neuron = { tau: -1 / b, target: -c / b, ...firing };
  if (noise === 0) return { label: "LIF in closed form", rate: lifRate(neuron) };
  return { label: "Siegert's formula", rate: siegertRate({ ...neuron, noise: noise * Math.sqrt(neuron.tau) }) };
}

/** Where a rate is compared with that of the theta neuron. */
const angles = [-2.9, -1.7, -0.4, 0.9, 1.3, 2.2, 3.0];

/** The theta neuron, a (1 - cos theta) + c (1 + cos theta) from -pi to pi. */
function thetaForm(rate: Tree, firing: Firing, at: (tree: Tree, theta: number) => number): ClosedForm | undefined {
  const isCircle = firing.threshold === Math.PI && firing.reset === -Math.PI && firing.refractory === 0;
  if (!isCircle) return undefined;
  const [a, c] = [0.5 * at(rate, Math.PI), 0.5 * at(rate, 0)];
  const isTheta = angles.every((theta) => {
    const form = a * (1 - cos(theta)) + c * (1 + cos(theta));
    return Math.abs(at(rate, theta) - form) <= 1e-12 * (Math.abs(a) + Math.abs(c));
  });
  if (!isTheta) return undefined;
  return { label: "theta neuron in closed form", rate: 1 / thetaPeriod(a, c) };
}

/** Factor of the white noise in the rate of change; NaN where it depends on the state. */
function noiseOf(rate: Tree, noise: string, state: string, at: (tree: Tree) => number): number {
  const factor = differentiate(rate, noise);
  return isZero(differentiate(factor, state)) && isZero(differentiate(factor, noise)) ? Math.abs(at(factor)) : Number.NaN;
}

function isZero(tree: Tree): boolean {
  return tree.kind === "number" && tree.value === 0;
}

interface Firing {
  readonly threshold: number;
  readonly reset: number;
  readonly refractory: number;
}

/** Threshold, reset and refractory time of a neuron that fires when its state exceeds a constant and is set to another. */
function firingOf({ states, spike, reset, refractory, hazard, bounds }: Flow, constant: (tree: Tree) => number): Firing | undefined {
  const [state] = states;
  const [set, ...more] = reset?.assignments ?? [];
  const isThreshold = spike?.kind === "binary" && (spike.op === ">" || spike.op === ">=") && spike.left.kind === "name";
  if (!state || !isThreshold || spike.left.name !== state.name || hazard || Object.keys(bounds).length > 0) return undefined;
  if (!set || more.length > 0 || set.target !== state.name || set.value.kind !== "expression") return undefined;
  if (refractory && refractory.time.kind !== "expression") return undefined;
  const hold = refractory?.time.kind === "expression" ? constant(refractory.time.tree) : 0;
  // A neuron whose state goes on while it is refractory has another period.
  if (hold > 0 && !refractory?.hold.includes(state.name)) return undefined;
  const threshold = constant(spike.right);
  const after = constant(substitute(set.value.tree, new Map([[state.name, number(threshold)]])));
  const firing = { threshold, reset: after, refractory: hold };
  return Object.values(firing).every(Number.isFinite) && firing.reset < firing.threshold ? firing : undefined;
}

/** Inputs that are constant from the beginning to the end, in internal units; undefined if one is not. */
function constantInputs({ stimuli, run }: Experiment, { name, size, flow }: Population): ReadonlyMap<string, number> | undefined {
  const inputs = new Map(flow.inputs.map((input) => [input.name, 0]));
  for (const { targets, start, stop, wave } of stimuli)
    for (const target of targets) {
      if (target.population !== name) continue;
      const isWhole = start <= 0 && stop >= run.duration && target.from === 0 && target.to === size;
      if (!isWhole || wave.kind !== "step" || !inputs.has(target.input)) return undefined;
      inputs.set(target.input, inputs.get(target.input)! + numberOf(wave.amplitude, flow, new Map()));
    }
  return inputs;
}

/** A constant expression; NaN where a name in it has no one value. */
function constantOf(tree: Tree, flow: Flow, known: ReadonlyMap<string, number> | undefined): number {
  return evaluate(tree, (name) => {
    const value = known?.get(name);
    if (value !== undefined) return value;
    const parameter = isNoise(name) ? undefined : flow.parameters.find((one) => one.name === name);
    return parameter ? numberOf(parameter.value, flow, known) : Number.NaN;
  });
}

function numberOf(value: Value, flow: Flow, known: ReadonlyMap<string, number> | undefined): number {
  return value.kind === "expression" ? constantOf(value.tree, flow, known) : Number.NaN;
}
