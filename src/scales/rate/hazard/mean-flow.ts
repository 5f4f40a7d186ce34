/** Populations of neurons that fire at random and whose states are the same for all: their equations for N to infinity. */
import type { Reason } from "../../../contract/index.ts";
import { constantIn, jumpsOf, weightMoments } from "../../../kernels/index.ts";
import { binary, name, number, substitute, type Tree, uses } from "../../../language/index.ts";
import {
  connectionsOf,
  type Experiment,
  type Flow,
  type Parameter,
  type Population,
  type Projection,
  type State,
} from "../../../model/index.ts";
import { isOn } from "../threshold/stretch.ts";

/** The mean flow: one unit with the states of all populations, and the intensity of each population over them [1/ms]. */
export interface MeanFlow {
  readonly flow: Flow;
  readonly intensities: readonly { readonly population: string; readonly tree: Tree }[];
}

const needs = (where: string, what: string): Reason => ({ code: "mean-flow-needs", data: { where, what } });

/**
 * dh/dt = rate(h) + sum over the sources of (connections per target) (mean weight) f(h), with the equations of the synapses behind. What each
 * neuron receives is taken at its mean, which is exact where all receive the same and there are many.
 */
export function meanFlow(experiment: Experiment): MeanFlow | Reason {
  const { populations } = experiment;
  const isOne = populations.length === 1;
  const renamed = new Map(
    populations.map((population) => [population.name, isOne ? noPrefix : (of: string) => `${population.name}.${of}`]),
  );
  const intensities = new Map<string, Tree>();
  for (const population of populations) {
    const reason = unlike(population);
    if (reason) return reason;
    intensities.set(
      population.name,
      rename(inlined(population.flow)(population.flow.hazard!), population.flow, renamed.get(population.name)!),
    );
  }
  const states: State[] = [];
  const parameters: Parameter[] = [];
  for (const population of populations) {
    const part = partOf(experiment, population, intensities, renamed.get(population.name)!);
    if ("code" in part) return part;
    states.push(...part.states);
    parameters.push(...part.parameters);
  }
  const flow: Flow = { name: "mean", states, parameters, definitions: [], inputs: [], noises: [], bounds: {} };
  return { flow, intensities: [...intensities].map(([population, tree]) => ({ population, tree })) };
}

const noPrefix = (of: string) => of;

type Rename = (of: string) => string;

function unlike({ name: where, flow }: Population): Reason | undefined {
  if (flow.hazard === undefined) return needs(where, "a `hazard`");
  if (flow.reset !== undefined || flow.refractory !== undefined) return needs(where, "states that no spike resets, and no refractoriness");
  if (flow.noises.length > 0 || flow.parameters.some(({ value }) => value.kind === "draw"))
    return needs(where, "states that are the same for all neurons");
  const trees = [flow.hazard, ...flow.definitions.map(({ tree }) => tree), ...flow.states.map(({ rate }) => rate)];
  if (trees.some((tree) => uses(tree, new Set(["age", "t", "index"])))) return needs(where, "equations without `age`, `t` and `index`");
  return undefined;
}

/** Puts definitions in place of their names. */
function inlined({ definitions }: Flow): (tree: Tree) => Tree {
  const values = new Map<string, Tree>();
  for (const definition of definitions) values.set(definition.name, substitute(definition.tree, values));
  return (tree) => substitute(tree, values);
}

/** The names of a flow's states and parameters, as the mean flow has them. */
function rename(tree: Tree, { states, parameters }: Flow, prefix: Rename): Tree {
  return substitute(tree, new Map([...states, ...parameters].map((one) => [one.name, name(prefix(one.name))])));
}

interface Part {
  readonly states: readonly State[];
  readonly parameters: readonly Parameter[];
}

function partOf(experiment: Experiment, population: Population, intensities: ReadonlyMap<string, Tree>, prefix: Rename): Part | Reason {
  const { flow, name: own } = population;
  const put = inlined(flow);
  const inputs = new Map<string, Tree>(flow.inputs.map((input) => [input.name, number(0)]));
  const jumps = new Map<string, Tree>();
  const synapses: State[] = [];
  const add = (to: Map<string, Tree>, key: string, tree: Tree) => to.set(key, to.has(key) ? binary("+", to.get(key)!, tree) : tree);
  for (const projection of experiment.projections) {
    if (projection.to.population !== own) continue;
    const arriving = arrivalOf(experiment, projection, intensities);
    if ("code" in arriving) return arriving;
    const found = received(projection, arriving, flow, prefix);
    if ("code" in found) return found;
    synapses.push(...found.states);
    add(found.isJump ? jumps : inputs, projection.into, found.tree);
  }
  const driven = constants(experiment, population, inputs, add);
  if (driven) return driven;
  const states = flow.states.map((state): State => {
    const drift = rename(put(state.rate), flow, prefix);
    const whole = substitute(drift, inputs);
    const jump = jumps.get(state.name);
    return {
      ...state,
      name: prefix(state.name),
      rate: jump ? binary("+", whole, jump) : whole,
      initial: { kind: "expression", tree: number(0) },
    };
  });
  const parameters = flow.parameters.map((one): Parameter => {
    const value = one.value.kind === "expression" ? rename(one.value.tree, flow, prefix) : number(Number.NaN);
    return { ...one, name: prefix(one.name), value: { kind: "expression", tree: value } };
  });
  return { states: [...states, ...synapses], parameters };
}

/** Weight times spikes per time that reach one target. */
function arrivalOf(experiment: Experiment, projection: Projection, intensities: ReadonlyMap<string, Tree>): Tree | Reason {
  const { name: own, from, to, weight, synapse, connect } = projection;
  const where = `projections.${own}`;
  const source = experiment.populations.find((one) => one.name === from.population)!;
  const target = experiment.populations.find((one) => one.name === to.population)!;
  const isAll = synapse.kind === "activity" || connect?.kind === "all";
  const isWhole = isAll && from.from === 0 && from.to === source.size && to.from === 0 && to.to === target.size;
  const moments = weightMoments(weight, (of) => (of === "pre.size" ? source.size : of === "post.size" ? target.size : Number.NaN));
  const connections = synapse.kind === "activity" ? target.size : connectionsOf(experiment, projection);
  if (!isWhole || moments === undefined || connections === undefined)
    return needs(
      where,
      "`connect: all` from whole populations to whole populations, with weights that do not depend on the pair of neurons",
    );
  return binary("*", number((connections / target.size) * moments.mean), intensities.get(from.population)!);
}

interface Received {
  readonly states: readonly State[];
  readonly tree: Tree;
  /** Into a state, else into an input. */
  readonly isJump: boolean;
}

/** What arrives of a projection, behind its synapse. */
function received({ name: own, synapse }: Projection, arriving: Tree, flow: Flow, prefix: Rename): Received | Reason {
  if (synapse.kind === "jump") return { states: [], tree: arriving, isJump: true };
  if (synapse.kind === "activity") return { states: [], tree: arriving, isJump: false };
  const where = `projections.${own}`;
  const jumps = synapse.kind === "spiking" && !synapse.pre && synapse.travels.length === 0 ? jumpsOf(synapse.post) : undefined;
  if (synapse.kind !== "spiking" || jumps === undefined)
    return needs(where, "a synapse whose responses to single spikes add up, without a memory of them");
  const { post, output } = synapse;
  const within = new Map<string, Tree>(post.states.map((state) => [state.name, name(`${own}.${prefix(state.name)}`)]));
  for (const one of flow.states) within.set(`post.${one.name}`, name(prefix(one.name)));
  for (const one of flow.parameters) within.set(`post.${one.name}`, name(prefix(one.name)));
  for (const definition of post.definitions) within.set(definition.name, substitute(definition.tree, within));
  const put = (tree: Tree) => substitute(tree, within);
  const states = post.states.map((state): State => {
    const jump = jumps.find((one) => one.state === state.name);
    const rate = jump ? binary("+", put(state.rate), binary("*", put(jump.gain), arriving)) : put(state.rate);
    return { ...state, name: `${own}.${prefix(state.name)}`, rate, initial: { kind: "expression", tree: number(0) } };
  });
  return { states, tree: put(output), isJump: false };
}

/** Adds constant inputs; a reason where anything else comes from outside. */
function constants(
  experiment: Experiment,
  { name: own, size, flow }: Population,
  inputs: Map<string, Tree>,
  add: (to: Map<string, Tree>, key: string, tree: Tree) => void,
): Reason | undefined {
  for (const stimulus of experiment.stimuli)
    for (const { population, from, to, input } of stimulus.targets) {
      if (population !== own || !isOn(experiment, stimulus)) continue;
      const { wave } = stimulus;
      const value =
        wave.kind === "step" && wave.amplitude.kind === "expression" ? constantIn(wave.amplitude.tree, flow, undefined) : Number.NaN;
      if (!Number.isFinite(value) || from > 0 || to < size)
        return needs(`stimuli.${stimulus.name}`, "a constant input that all neurons share");
      add(inputs, input, number(value));
    }
  const random = experiment.spikeSources.find(({ to }) => to.population === own);
  return random && needs(`stimuli.${random.name}`, "nothing but inputs that all neurons share");
}
