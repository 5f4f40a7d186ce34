/** The equations of a network in which nothing fires, as one system: the states of all units, with what they send one another. */
import { InternalError, stream } from "../../base/index.ts";
import type { System, SystemQuantity } from "../../contract/index.ts";
import { binary, evaluate, isNoise, name, number, substitute, type Tree, uses } from "../../language/index.ts";
import type { Experiment, Flow, Population, State } from "../../model/index.ts";
import { noUnit } from "../../units/index.ts";
import { closeMemory, openMemory } from "../memories.ts";
import { type Assembly, assemble } from "../population/assemble.ts";
import { Region } from "../region.ts";
import { residualSystem } from "../residual-system.ts";
import { stimulationOf } from "../stimuli.ts";
import { systemOf } from "../system.ts";
import { type Constants, constantsOfAll } from "../values.ts";
import { Batch, Drawing, openWiring, type Projecting } from "../wiring/index.ts";
import { type Network, networkOf } from "./network.ts";
import { gradedOf } from "./projections.ts";

/** The units of one population in the vector of all states: unit i has those from first + i*states on. */
export interface UnitsPlace {
  readonly population: Population;
  readonly first: number;
  readonly states: number;
}

export interface UnitNetwork {
  readonly system: System;
  readonly places: readonly UnitsPlace[];
  /** Initial states of all units, drawn with a seed. */
  initial(seed: number): Float64Array;
}

/** Connections that feed one slot of the targets with what the sources send under a number. */
interface Link {
  readonly source: Units;
  readonly target: Units;
  readonly send: number;
  readonly slot: number;
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float64Array;
}

/**
 * dx/dt of all units without delays and noise, under the inputs of the last moment of the run. The Jacobian is dense: of n states in all it
 * takes 8 n^2 bytes.
 */
export function unitNetworkOf(experiment: Experiment): UnitNetwork {
  const { seed } = experiment.run;
  // A network without delays needs no step.
  const network = networkOf(
    { ...experiment, run: { ...experiment.run, step: experiment.run.step ?? 1, method: "auto" } },
    { seed, arithmetic: "reference" },
  );
  const assemblies = assemble(experiment).populations;
  let first = 0;
  const all = experiment.populations.map((population) => {
    const units = new Units(experiment, population, assemblies.get(population.name)!, first);
    first += units.count * population.size;
    return units;
  });
  const links = linksOf(network, all);
  const find = (index: number) => all.findLast((units) => units.first <= index)!;
  const unknowns = Array.from({ length: first }, (_, k): SystemQuantity => {
    const units = find(k);
    const [unit, state] = [Math.floor((k - units.first) / units.count), (k - units.first) % units.count];
    const { name: own, unit: text, factor } = units.states[state]!;
    return { name: `${units.population.name}[${unit}].${own}`, unit: text, factor, value: 0 };
  });
  const system = residualSystem({
    name: experiment.populations.map((population) => population.name).join(", "),
    units: experiment.units,
    unknowns,
    residual: (x, out) => {
      exchange(all, links, x);
      for (const units of all) units.rates(x, out);
    },
    jacobian: (x, out) => {
      out.fill(0);
      exchange(all, links, x);
      for (const units of all) units.differentiate(x, out, first);
      for (const link of links) couple(link, out, first);
    },
    notes: notesOf(experiment),
    close: () => {
      for (const units of all) units.close();
    },
  });
  return {
    system,
    places: all.map(({ population, first: from, count }) => ({ population, first: from, states: count })),
    initial: (from) => {
      const x = new Float64Array(first);
      for (const units of all) units.start(from, x);
      return x;
    },
  };
}

/** Names of the quantities that stand beside the states of a unit: what it receives, what drives it from outside, what it sends. */
const outsideName = (input: string) => `outside.${input}`;
const indexName = "unit.index";
const sendName = (send: number) => `send.${send}`;

/** One population: equations of one unit, compiled once, with the values of each. */
class Units {
  readonly population: Population;
  readonly first: number;
  /** States of a unit, its synapses' among them, and how many they are. */
  readonly states: readonly State[];
  readonly count: number;
  readonly slots: readonly string[];
  /** What each unit receives {size, slots} and sends {size, sends}. */
  readonly received: Float64Array;
  readonly sent: Float64Array;
  /** Derivatives of the rates by what is received {size, states, slots}, and of what is sent by the states {size, sends, states}. */
  readonly byReceived: Float64Array;
  readonly bySent: Float64Array;
  readonly #assembly: Assembly;
  readonly #system: System;
  /** Parameters, and what drives from outside, of each unit. */
  readonly #parameters: readonly Float64Array[];
  readonly #outside: readonly Float64Array[];
  readonly #y: Float64Array;
  readonly #out: Float64Array;
  readonly #jacobian: Float64Array;

  constructor(experiment: Experiment, population: Population, assembly: Assembly, first: number) {
    const { flow, sends, received, gathered } = assembly;
    [this.population, this.first, this.#assembly] = [population, first, assembly];
    this.states = flow.states;
    this.count = flow.states.length;
    this.slots = [...received, ...gathered];
    const { size } = population;
    this.received = new Float64Array(size * this.slots.length);
    this.sent = new Float64Array(size * sends.length);
    this.byReceived = new Float64Array(size * this.count * this.slots.length);
    this.bySent = new Float64Array(size * sends.length * this.count);
    const extended = extendedFlow(assembly, this.slots);
    this.#system = systemOf({ ...experiment, stimuli: [], demands: [] }, { ...population, flow: extended });
    const width = extended.states.length;
    [this.#y, this.#out] = [new Float64Array(width), new Float64Array(width)];
    this.#jacobian = new Float64Array(width * width);
    const constants = this.#constants(experiment.run.seed);
    this.#parameters = constants.map(({ parameters }) => Float64Array.from(parameters));
    this.#outside = outsideOf(experiment, population, constants);
  }

  #constants(seed: number): readonly Constants[] {
    const { name: own, size } = this.population;
    const of = constantsOfAll(this.#assembly.flow, size);
    return Array.from({ length: size }, (_, index) => of(index, (what) => stream(seed, `${own} ${what}`, index)));
  }

  /** Writes the initial states of a seed. */
  start(seed: number, x: Float64Array): void {
    for (const [i, { initial }] of this.#constants(seed).entries())
      x.set(Float64Array.from(initial).subarray(0, this.count), this.first + i * this.count);
  }

  /** What the units send at their states. */
  send(x: Float64Array): void {
    const sends = this.#assembly.sends.length;
    for (let i = 0; i < this.population.size; i++) {
      this.#load(i, x);
      this.#system.rhs(this.#y, this.#parameters[i]!, this.#out);
      this.sent.set(this.#out.subarray(this.#out.length - sends), i * sends);
    }
  }

  rates(x: Float64Array, out: Float64Array): void {
    for (let i = 0; i < this.population.size; i++) {
      this.#load(i, x);
      this.#system.rhs(this.#y, this.#parameters[i]!, this.#out);
      out.set(this.#out.subarray(0, this.count), this.first + i * this.count);
    }
  }

  /** Writes the blocks of single units into the Jacobian of all {n, n}, and keeps how they depend on one another. */
  differentiate(x: Float64Array, out: Float64Array, n: number): void {
    const { count, slots } = this;
    const width = this.#y.length;
    const sends = this.#assembly.sends.length;
    const jacobian = this.#jacobian;
    for (let i = 0; i < this.population.size; i++) {
      this.#load(i, x);
      this.#system.jacobian(this.#y, this.#parameters[i]!, jacobian);
      const at = this.first + i * count;
      for (let row = 0; row < count; row++) {
        for (let column = 0; column < count; column++) out[(at + row) * n + at + column] = jacobian[row * width + column]!;
        for (let slot = 0; slot < slots.length; slot++)
          this.byReceived[(i * count + row) * slots.length + slot] = jacobian[row * width + count + slot]!;
      }
      for (let send = 0; send < sends; send++)
        for (let column = 0; column < count; column++)
          this.bySent[(i * sends + send) * count + column] = jacobian[(width - sends + send) * width + column]!;
    }
  }

  #load(i: number, x: Float64Array): void {
    const { count, slots } = this;
    const y = this.#y;
    for (let k = 0; k < count; k++) y[k] = x[this.first + i * count + k]!;
    for (let k = 0; k < slots.length; k++) y[count + k] = this.received[i * slots.length + k]!;
    y.set(this.#outside[i]!, count + slots.length);
  }

  /** Things that one unit sends. */
  get sends(): number {
    return this.#assembly.sends.length;
  }

  close(): void {
    this.#system.close();
  }
}

/** The flow of a unit with three kinds of names beside its states, so that one system has all their derivatives: see `Units`. */
function extendedFlow({ flow, terms, sends }: Assembly, slots: readonly string[]): Flow {
  const still = (of: string, rate: Tree): State => {
    return { name: of, dimension: noUnit.dimension, unit: "", factor: 1, rate, initial: { kind: "expression", tree: number(0) } };
  };
  const inputs = flow.inputs.map((input) => {
    const tree = (terms[input.name] ?? []).reduce((sum, term) => binary("+", sum, term), name(outsideName(input.name)) as Tree);
    return { ...input, tree };
  });
  const { spike: _, reset: __, hazard: ___, refractory: ____, ...silent } = flow;
  const put = (tree: Tree) => substitute(tree, new Map([["index", name(indexName)]]));
  return {
    ...silent,
    inputs: [],
    noises: [],
    definitions: [
      ...flow.noises.map((noise) => ({ name: noise, dimension: noUnit.dimension, unit: "", factor: 1, tree: number(0) })),
      ...inputs,
      ...flow.definitions.map((one) => ({ ...one, tree: put(one.tree) })),
    ],
    states: [
      ...flow.states.map((state) => ({ ...state, rate: put(state.rate) })),
      ...slots.map((slot) => still(slot, number(0))),
      ...flow.inputs.map((input) => still(outsideName(input.name), number(0))),
      still(indexName, number(0)),
      ...sends.map((tree, k) => still(sendName(k), put(tree))),
    ],
  };
}

/** What drives each unit from outside at the end of the run, by input, and its index. */
function outsideOf(experiment: Experiment, population: Population, constants: readonly Constants[]): readonly Float64Array[] {
  const { seed, duration } = experiment.run;
  const stimulation = stimulationOf(experiment, population, seed);
  // What ends with the run still acts.
  const time = duration * (1 - 1e-9);
  return constants.map(({ lookup }, index) => {
    const { driving, values } = stimulation.forNeuron(index, lookup);
    const on = new Map(driving.gates.map(({ slot, start, stop }) => [slot, time >= start && time < stop ? 1 : 0]));
    const read = (of: string): number => {
      if (of === "t") return time;
      return isNoise(of) ? 0 : (on.get(of) ?? values.get(of) ?? (of.startsWith("stimulus.") ? 0 : lookup(of)));
    };
    const inputs = population.flow.inputs.map(({ name: input }) => {
      const held = driving.inputs.find((one) => one.input === input)!.sources;
      const steps = held.reduce((sum, source) => {
        source.seek(time);
        return sum + source.value;
      }, 0);
      return (stimulation.drives.terms[input] ?? []).reduce((sum, tree) => sum + evaluate(tree, read), steps);
    });
    return Float64Array.of(...inputs, index);
  });
}

/** Has all units send, and sums up what each receives. */
function exchange(all: readonly Units[], links: readonly Link[], x: Float64Array): void {
  for (const units of all) {
    units.received.fill(0);
    units.send(x);
  }
  for (const { source, target, send, slot, sources, targets, weights } of links) {
    for (let k = 0; k < weights.length; k++)
      target.received[targets[k]! * target.slots.length + slot]! += weights[k]! * source.sent[sources[k]! * source.sends + send]!;
  }
}

/** Adds what a link makes of the Jacobian: d rate/d received times weight times d sent/d state. */
function couple({ source, target, send, slot, sources, targets, weights }: Link, out: Float64Array, n: number): void {
  for (let k = 0; k < weights.length; k++) {
    const [i, j] = [targets[k]!, sources[k]!];
    for (let row = 0; row < target.count; row++) {
      const gain = weights[k]! * target.byReceived[(i * target.count + row) * target.slots.length + slot]!;
      if (gain === 0) continue;
      const at = (target.first + i * target.count + row) * n + source.first + j * source.count;
      for (let column = 0; column < source.count; column++)
        out[at + column]! += gain * source.bySent[(j * source.sends + send) * source.count + column]!;
    }
  }
}

function linksOf(network: Network, all: readonly Units[]): readonly Link[] {
  const find = (population: string) => all.find((units) => units.population.name === population)!;
  const links: Link[] = [];
  for (const { projection, slot, send = 0 } of network.broadcasts) {
    const { from, to, weight } = projection;
    const [source, target] = [find(from.population), find(to.population)];
    const value = weight.kind === "expression" ? evaluate(weight.tree, () => Number.NaN) : Number.NaN;
    const pairs = (to.to - to.from) * (from.to - from.from);
    const width = from.to - from.from;
    links.push({
      ...{ source, target, send, slot: target.slots.indexOf(slot) },
      sources: Int32Array.from({ length: pairs }, (_, k) => from.from + (k % width)),
      targets: Int32Array.from({ length: pairs }, (_, k) => to.from + Math.floor(k / width)),
      weights: new Float64Array(pairs).fill(value),
    });
  }
  for (const input of gradedOf(network)) {
    const [source, target] = [find(input.pre.name), find(input.post.name)];
    const found = connectionsOf(input);
    const { said } = assembledOf(network, input.pre.name);
    for (const { slot, said: place } of input.sums)
      links.push({ source, target, send: said[place]!, slot: target.slots.indexOf(slot), ...found });
  }
  return links;
}

function assembledOf({ populations }: Network, population: string): Assembly {
  return populations.find(({ model }) => model.population.name === population)!.model.assembly;
}

/** All connections of a projection, drawn as the network draws them. */
function connectionsOf(projecting: Projecting): Pick<Link, "sources" | "targets" | "weights"> {
  const { from, to } = projecting.projection;
  const scratch = openMemory(0);
  if (scratch === undefined) throw new InternalError("no memory to draw connections in");
  const drawing = new Drawing(new Region(scratch));
  const wiring = openWiring(projecting, drawing, to.from, to.to);
  const batch = new Batch(drawing);
  const [sources, targets, weights]: [number[], number[], number[]] = [[], [], []];
  const { weight } = wiring;
  for (let source = from.from; source < from.to; source++) {
    batch.length = 0;
    wiring.connect(source, batch);
    for (let k = 0; k < batch.length; k++) {
      sources.push(source);
      targets.push(batch.targets[k]!);
      weights.push(weight.kind === "constant" ? weight.value : weight.kind === "each" ? batch.weights[k]! : weight.at(batch.words[k]!));
    }
  }
  closeMemory(scratch);
  return { sources: Int32Array.from(sources), targets: Int32Array.from(targets), weights: Float64Array.from(weights) };
}

function notesOf({ projections, populations, stimuli }: Experiment): readonly string[] {
  const notes: string[] = [];
  if (projections.some(({ delay }) => delay !== undefined))
    notes.push("Delays are left out: they do not move stationary states, but may make them unstable.");
  if (populations.some(({ flow }) => flow.noises.length > 0)) notes.push("Noise is left out.");
  if (stimuli.length > 0) notes.push("Inputs are those of the last moment of the run.");
  if (
    populations.some(({ flow }) =>
      [...flow.definitions.map(({ tree }) => tree), ...flow.states.map(({ rate }) => rate)].some((tree) => uses(tree, new Set(["t"]))),
    )
  )
    notes.push("The equations depend on time; they are taken as they stand at t = 0.");
  return notes;
}
