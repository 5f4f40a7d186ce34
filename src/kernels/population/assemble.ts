/** The equations of a population together with those of its synapses, as one flow. */
import { InternalError } from "../../base/index.ts";
import {
  binary,
  constantValue,
  equalTrees,
  linearIn,
  name,
  namesIn,
  number,
  simplify,
  substitute,
  type Tree,
  uses,
} from "../../language/index.ts";
import type { Assignment, Experiment, Flow, Projection, Rule, SpikeSource, State, Synapse, SynapseSide, Value } from "../../model/index.ts";
import { noUnit } from "../../units/index.ts";
import { leftOut } from "../delivery/index.ts";
import { inlined, isLinear, isNumber, jumpsOf } from "./arriving.ts";

/** One number per target and tick: the sum of what arrives, with the factor by which it is added to each state. */
export interface Arrival {
  readonly jumps: readonly { readonly state: string; readonly factor: Tree }[];
}

/** How the spikes of a projection, or of a source outside, come to a population. */
export interface Route {
  /** Index of the arrival in the target population's assembly. */
  readonly arrival: number;
  /** State of the source that multiplies the weight; absent: 1. */
  readonly payload?: string;
}

/** A population ready to be compiled: its own equations with the synapses that leave it and those that reach it. */
export interface Assembly {
  readonly flow: Flow;
  /** What synapses add to the inputs: trees over states and parameters. */
  readonly terms: Readonly<Record<string, readonly Tree[]>>;
  readonly arrivals: readonly Arrival[];
  /** What its neurons send all the time, over states and parameters. */
  readonly sends: readonly Tree[];
  /** Numbers of the sends that targets read neuron by neuron; of the others the sum is enough. */
  readonly said: readonly number[];
  /** Slots that hold what all its neurons, or those of a range, receive alike. */
  readonly received: readonly string[];
  /** Slots that hold what each neuron receives for itself. */
  readonly gathered: readonly string[];
  /** States that spikes add to at the moment at which they are sent. */
  readonly kicked: readonly string[];
}

/** One number that the sources of a projection send to all its targets at every tick, times the weight. */
export interface Broadcast {
  readonly projection: Projection;
  /** Slot of the targets. */
  readonly slot: string;
  /** Number of the sum that is sent, among the sends of the source population; absent: the activity. */
  readonly send?: number;
}

/** What the sources of a projection send all the time, as each target receives it over its own connections: sums of weight times value. */
export interface Graded {
  readonly projection: Projection;
  /** Number of the projection in its document. */
  readonly key: number;
  /** Slots of the targets, and the place of what is sent among that which the source population says neuron by neuron. */
  readonly sums: readonly { readonly slot: string; readonly said: number }[];
}

/** The assemblies of all populations, by name, and the routes between them. */
export interface Assemblies {
  readonly populations: ReadonlyMap<string, Assembly>;
  /** One entry for each arrival that a projection feeds. */
  readonly routes: ReadonlyMap<Projection | SpikeSource, readonly Route[]>;
  readonly broadcasts: readonly Broadcast[];
  readonly graded: readonly Graded[];
  /** Projections whose spikes arrive at the moment at which they are sent. */
  readonly cascades: readonly Projection[];
}

type Spiking = Extract<Synapse, { kind: "spiking" }>;
type Sending = Extract<Synapse, { kind: "graded" }>;

/** Puts the synapses of an experiment into its populations. */
export function assemble(experiment: Experiment): Assemblies {
  const builders = new Map(experiment.populations.map((population) => [population.name, new Builder(population.flow)]));
  const find = (population: string): Builder => {
    const found = builders.get(population);
    if (found === undefined) throw new InternalError(`no population is called ${population}`);
    return found;
  };
  const routes = new Map<Projection | SpikeSource, readonly Route[]>();
  const broadcasts: Broadcast[] = [];
  const graded: Graded[] = [];
  const cascades: Projection[] = [];
  for (const [key, projection] of experiment.projections.entries()) {
    const { synapse, into } = projection;
    const [source, target] = [find(projection.from.population), find(projection.to.population)];
    if (isAtOnce(projection)) {
      target.kick(into);
      cascades.push(projection);
    } else if (synapse.kind === "jump") routes.set(projection, [{ arrival: target.jump(into) }]);
    else if (synapse.kind === "spiking") routes.set(projection, target.receive(synapse, into, source.leave(synapse)));
    else if (synapse.kind === "activity") broadcasts.push({ projection, slot: target.listen(into, undefined) });
    else {
      const departure = source.leave(synapse);
      const parts = partsOf(synapse).map(({ factor, tree }) => ({ factor, send: source.send(tree, departure) }));
      const gather = (connected: Projection) =>
        graded.push({
          projection: connected,
          key,
          sums: parts.map(({ factor, send }) => ({ slot: target.gather(into, factor), said: source.say(send) })),
        });
      if (!isCommon(projection)) {
        gather(projection);
        continue;
      }
      for (const { factor, send } of parts) broadcasts.push({ projection, slot: target.listen(into, factor), send });
      const excess = leftOut(projection);
      if (excess !== undefined) gather(excess);
    }
  }
  for (const source of experiment.spikeSources) {
    const target = find(source.to.population);
    const { synapse, into } = source;
    if (synapse?.kind === "spiking") routes.set(source, target.receive(synapse, into, undefined));
    else routes.set(source, [{ arrival: target.jump(into) }]);
  }
  return {
    populations: new Map([...builders].map(([population, builder]) => [population, builder.build()])),
    routes,
    broadcasts,
    graded,
    cascades,
  };
}

/** Whether spikes arrive at the moment at which they are sent. */
export function isAtOnce({ synapse, delay }: Projection): boolean {
  const isSpiking = synapse.kind === "jump" || synapse.kind === "spiking";
  return isSpiking && delay?.kind === "expression" && constantValue(delay.tree) === 0;
}

/** Whether all targets receive the same, but for what comes from themselves. */
export function isCommon({ connect, weight, delay }: Projection): boolean {
  const isConstant = (value: Value) => value.kind === "expression" && constantValue(value.tree) !== undefined;
  return connect?.kind === "all" && isConstant(weight) && (delay === undefined || isConstant(delay));
}

/** What is sent, split by the variables of the target that multiply it: sum of w (a + b post.V) = sum of w a + post.V times sum of w b. */
function partsOf({ send }: Sending): readonly { readonly factor: string | undefined; readonly tree: Tree }[] {
  const received = new Set([...namesIn(send)].filter((one) => one.startsWith("post.")));
  const linear = linearIn(send, received);
  if (linear === undefined) throw new InternalError("what a synapse sends is not linear in its target");
  const constant = simplify(linear.constant);
  const own = isNumber(constant, 0) ? [] : [{ factor: undefined, tree: constant }];
  return [...own, ...[...linear.coefficients].map(([of, tree]) => ({ factor: of.slice("post.".length), tree: simplify(tree) }))];
}

/** The pre side of a synapse as it stands in its source: new names of its states and locals. */
interface Departure {
  readonly names: ReadonlyMap<string, Tree>;
  /** Adds a state that holds the value of a tree, as it is just after the spike; returns its name. */
  carry(tree: Tree): string;
}

class Builder {
  readonly #flow: Flow;
  readonly #states: State[];
  readonly #rules: Assignment[] = [];
  readonly #terms: Record<string, Tree[]> = {};
  readonly #arrivals: { readonly key: string; readonly jumps: { readonly state: string; readonly factor: Tree }[] }[] = [];
  /** Synapses that are here already, by what they are. */
  readonly #known = new Map<string, string>();
  readonly #departures = new Map<string, Departure>();
  readonly #sends: Tree[] = [];
  readonly #said: number[] = [];
  readonly #received: string[] = [];
  readonly #gathered: string[] = [];
  readonly #kicked = new Set<string>();

  constructor(flow: Flow) {
    this.#flow = flow;
    this.#states = [...flow.states];
  }

  /** The arrival that adds to a state of the neuron itself. */
  jump(state: string): number {
    return this.#arrivalOf([{ state, factor: number(1) }], `jump ${state}`);
  }

  /** Has spikes add to a state of the neuron itself at the moment at which they are sent. */
  kick(state: string): void {
    this.#kicked.add(state);
  }

  /** Adds the pre side of a synapse, once for each kind. */
  leave({ name: kind, pre }: Spiking | Sending): Departure | undefined {
    if (pre === undefined) return undefined;
    const key = JSON.stringify([kind, pre]);
    const known = this.#departures.get(key);
    if (known !== undefined) return known;
    const prefix = `${kind}.${this.#departures.size}`;
    const { names } = this.#addSide(pre, prefix, "pre", [...localsOf(pre.atSpike, pre.states)]);
    this.#addRule(pre.atSpike, names);
    const departure: Departure = {
      names,
      carry: (tree) => {
        if (tree.kind === "name") return tree.name;
        const state = `${prefix}.sent.${this.#states.length}`;
        this.#states.push(constantState(state));
        this.#rules.push({ target: state, value: { kind: "expression", tree } });
        return state;
      },
    };
    this.#departures.set(key, departure);
    return departure;
  }

  /** Number of a tree that the neurons send all the time. */
  send(tree: Tree, departure: Departure | undefined): number {
    const own = new Map<string, Tree>();
    for (const variable of [...this.#flow.states, ...this.#flow.definitions, ...this.#flow.parameters])
      own.set(`pre.${variable.name}`, name(variable.name));
    const renamed = substitute(substitute(tree, departure?.names ?? own), own);
    const known = this.#sends.findIndex((one) => equalTrees(one, renamed));
    return known >= 0 ? known : this.#sends.push(renamed) - 1;
  }

  /** Has what is sent under a number said neuron by neuron, and returns its place among all that is. */
  say(send: number): number {
    const known = this.#said.indexOf(send);
    return known >= 0 ? known : this.#said.push(send) - 1;
  }

  /** A slot whose number, times a variable of the neuron if one is given, adds to an input. */
  listen(into: string, factor: string | undefined): string {
    const slot = `received.${this.#received.length}`;
    this.#received.push(slot);
    this.#addTerm(into, slot, factor);
    return slot;
  }

  /** The same, with a number for each neuron. */
  gather(into: string, factor: string | undefined): string {
    const slot = `gathered.${this.#gathered.length}`;
    this.#gathered.push(slot);
    this.#addTerm(into, slot, factor);
    return slot;
  }

  #addTerm(into: string, slot: string, factor: string | undefined): void {
    this.#terms[into] ??= [];
    this.#terms[into].push(factor === undefined ? name(slot) : binary("*", name(slot), name(factor)));
  }

  /** Adds the post side of a synapse, and returns the ways on which its spikes come. Linear ones that are alike are one. */
  receive(synapse: Spiking, into: string, departure: Departure | undefined): readonly Route[] {
    const { post, output } = synapse;
    const key = JSON.stringify([into, post, output]);
    let prefix = isLinear(synapse) ? this.#known.get(key) : undefined;
    if (prefix === undefined) {
      prefix = `${into}.${synapse.name}.${this.#known.size}`;
      this.#known.set(isLinear(synapse) ? key : prefix, prefix);
      const { names, definitions } = this.#addSide(post, prefix, "post", []);
      this.#addRule(post.atSpike, names);
      this.#terms[into] ??= [];
      this.#terms[into].push(substitute(substitute(output, definitions), names));
    }
    return this.#arrivalsOf(post, prefix, departure);
  }

  /** The jumps of `s = s + weight*g`, grouped by what the spike must bring: g where it is the source's, else 1. */
  #arrivalsOf(post: SynapseSide, prefix: string, departure: Departure | undefined): readonly Route[] {
    const groups = new Map<string, { payload?: string; jumps: { state: string; factor: Tree }[] }>();
    for (const { state, gain } of jumpsOf(post) ?? []) {
      const brought = departure === undefined ? gain : substitute(gain, departure.names);
      const isBrought = departure !== undefined && uses(gain, departure.names);
      const payload = isBrought ? departure.carry(brought) : undefined;
      const group = groups.get(payload ?? "") ?? { ...(payload === undefined ? {} : { payload }), jumps: [] };
      groups.set(payload ?? "", group);
      group.jumps.push({ state: `${prefix}.${state}`, factor: isBrought ? number(1) : brought });
    }
    return [...groups].map(([key, { payload, jumps }]) => ({
      arrival: this.#arrivalOf(jumps, `${prefix} ${jumps.map(({ state }) => state).join()} ${key === "" ? "" : "brought"}`),
      ...(payload === undefined ? {} : { payload }),
    }));
  }

  #arrivalOf(jumps: { readonly state: string; readonly factor: Tree }[], key: string): number {
    const known = this.#arrivals.findIndex((arrival) => arrival.key === key);
    if (known >= 0) return known;
    this.#arrivals.push({ key, jumps });
    return this.#arrivals.length - 1;
  }

  /** States under new names, locals as states that only rules change; definitions are put in place of their names. */
  #addSide(side: SynapseSide, prefix: string, own: "pre" | "post", locals: readonly string[]) {
    const names = new Map<string, Tree>();
    for (const state of [...side.states.map((one) => one.name), ...locals]) names.set(state, name(`${prefix}.${state}`));
    for (const variable of [...this.#flow.states, ...this.#flow.inputs, ...this.#flow.definitions, ...this.#flow.parameters])
      names.set(`${own}.${variable.name}`, name(variable.name));
    const definitions = inlined(side.definitions);
    const put = (tree: Tree) => substitute(substitute(tree, definitions), names);
    for (const state of side.states) this.#states.push({ ...state, name: `${prefix}.${state.name}`, rate: put(state.rate) });
    for (const local of locals) this.#states.push(constantState(`${prefix}.${local}`));
    return { names, definitions };
  }

  #addRule(rule: Rule | undefined, names: ReadonlyMap<string, Tree>): void {
    for (const { target, value } of rule?.assignments ?? []) {
      if (value.kind === "draw") throw new InternalError(`a synapse draws ${target} at each spike`);
      const renamed = names.get(target);
      this.#rules.push({
        target: renamed?.kind === "name" ? renamed.name : target,
        value: { kind: "expression", tree: substitute(value.tree, names) },
      });
    }
  }

  build(): Assembly {
    const { reset } = this.#flow;
    // Synapses see the neuron as it was when it fired, so that their lines stand before those of the neuron's own reset.
    const assignments = reset?.order === "simultaneous" ? sequential(reset.assignments) : (reset?.assignments ?? []);
    const all: readonly Assignment[] = [...this.#rules, ...assignments];
    const flow: Flow = {
      ...this.#flow,
      states: this.#states,
      ...(all.length > 0 ? { reset: { order: "sequential", assignments: all } } : {}),
    };
    const arrivals = this.#arrivals.map(({ jumps }) => ({ jumps }));
    return {
      flow,
      terms: this.#terms,
      arrivals,
      sends: this.#sends,
      said: this.#said,
      received: this.#received,
      gathered: this.#gathered,
      kicked: [...this.#kicked],
    };
  }
}

/** A simultaneous rule as lines in order: all values are computed before the first is assigned. */
function sequential(assignments: readonly Assignment[]): readonly Assignment[] {
  const computed = assignments.map(({ target, value }) => ({ target: `reset.${target}`, value }));
  const assigned = assignments.map(({ target }): Assignment => ({ target, value: { kind: "expression", tree: name(`reset.${target}`) } }));
  return [...computed, ...assigned];
}

function constantState(of: string): State {
  return { name: of, dimension: noUnit.dimension, unit: "", factor: 1, rate: number(0), initial: { kind: "expression", tree: number(0) } };
}

/** Names that a rule assigns and that are no states. */
function localsOf(rule: Rule | undefined, states: readonly State[]): ReadonlySet<string> {
  const own = new Set(states.map((state) => state.name));
  return new Set((rule?.assignments ?? []).map(({ target }) => target).filter((target) => !own.has(target)));
}
