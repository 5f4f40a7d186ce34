/** Which neurons have a closed form between events: their equations, with the synapses that act on them, as trees of a linear system. */

import type { Reason } from "../../contract/index.ts";
import { linearIn, number, printText, simplify, substitute, type Tree, uses } from "../../language/index.ts";
import type { Assignment, Experiment, Flow, Population, Projection, Rule, Synapse } from "../../model/index.ts";
import { downstreamFirst } from "./linear-flow.ts";

/** constant + sum of coefficients*variables, by the variable's name; the constant stands under `one`. */
export type Row = ReadonlyMap<string, Tree>;

/** The name of the variable that is 1. */
export const one = "1";

/** What drives an input from outside: its value now, and how fast that rises. */
export const driveOf = (input: string) => `stimulus.${input}`;
export const riseOf = (input: string) => `slope.${input}`;

/** A population whose neurons, with their synapses, are a linear system. All trees are over parameters of the neuron and `index`, `size`. */
export interface ClosedForm {
  readonly population: Population;
  /** The neuron's states, the states of its synapses, inputs with stimuli and their slopes, and `one`. */
  readonly variables: readonly string[];
  /** d(variable)/dt, in the order of the variables. */
  readonly rates: readonly Row[];
  /** The neuron fires where this rises through 0; absent: it never does. */
  readonly level?: Row;
  /** What a spike assigns, by variable. */
  readonly reset: ReadonlyMap<string, Row>;
  /** Variables that rest during refractoriness. */
  readonly held: readonly string[];
  /** What an arrival of weight 1 adds to the variables, by projection. */
  readonly jumps: ReadonlyMap<Projection, Row>;
  /** Inputs that stimuli act on. */
  readonly driven: readonly string[];
  /** Puts definitions and inputs into a tree over the neuron's names: what is left are variables and parameters. */
  inline(tree: Tree): Tree;
}

/** Names that change while a neuron runs, beside states and inputs. */
const moving = new Set(["t", "age"]);

/** The closed form of a population, or why it has none. */
export function closedFormOf(experiment: Experiment, population: Population): ClosedForm | readonly Reason[] {
  const { flow, name: where } = population;
  const reasons: Reason[] = [...basicReasons(experiment, population)];
  const filters = new Filters(experiment, population, reasons);
  const driven = flow.inputs.filter(({ name }) => targetsInput(experiment, population, name)).map(({ name }) => name);
  const values = inputTrees(flow, filters, driven);
  for (const { name, tree } of flow.definitions) values.set(name, substitute(tree, values));
  const inline = (tree: Tree) => simplify(substitute(tree, values));
  const own = flow.states.map(({ name }) => name);
  const variables = [...own, ...filters.rates.keys(), ...driven.flatMap((input) => [driveOf(input), riseOf(input)])];
  const known = new Set(variables);
  const linear = (tree: Tree) => rowOf(inline(tree), known);
  const rates = flow.states.map(({ name, rate }) => {
    const row = linear(rate);
    if (row === undefined) reasons.push({ code: "not-linear", data: { where, what: `d${name}/dt`, tree: printText(rate) } });
    return row ?? new Map();
  });
  rates.push(...filters.rates.values());
  for (const input of driven) rates.push(new Map([[riseOf(input), number(1)]]), new Map());
  const level = levelOf(flow, linear);
  if (level === undefined && flow.spike !== undefined)
    reasons.push({ code: "not-linear", data: { where, what: "the spike condition", tree: printText(flow.spike) } });
  const reset = resetOf(flow, linear);
  if (reset === undefined) reasons.push({ code: "reset-not-linear", data: { where } });
  const sorted = downstreamFirst(rates.map((row, i) => variables.flatMap((name, j) => (j !== i && row.has(name) ? [j] : []))));
  if ("loop" in sorted) reasons.push({ code: "equations-in-loop", data: { where, names: sorted.loop.map((i) => variables[i]!) } });
  if (reasons.length > 0) return reasons;
  return {
    population,
    variables: [...variables, one],
    rates: [...rates, new Map()],
    ...(level === undefined ? {} : { level }),
    reset: reset ?? new Map(),
    held: flow.refractory?.hold ?? [],
    jumps: filters.jumps,
    driven,
    inline,
  };
}

function* basicReasons({ stimuli }: Experiment, { flow, name: where }: Population): Iterable<Reason> {
  if (flow.hazard !== undefined) yield { code: "scale-lacks", data: { scale: "event-driven", feature: "hazard", where } };
  if (flow.noises.length > 0) yield { code: "noise-between-events", data: { where } };
  if (Object.keys(flow.bounds).length > 0) yield { code: "bounds-between-events", data: { where } };
  if (flow.spike !== undefined && flow.reset === undefined) yield { code: "spike-without-reset", data: { where } };
  for (const { name, targets, wave } of stimuli) {
    if (!targets.some(({ population }) => population === where)) continue;
    if (!["step", "ramp", "pulses", "noise", "recording"].includes(wave.kind))
      yield { code: "stimulus-not-linear", data: { name, kind: wave.kind } };
  }
}

function targetsInput({ stimuli }: Experiment, { name }: Population, input: string): boolean {
  return stimuli.some(({ targets }) => targets.some((target) => target.population === name && target.input === input));
}

/** What stands for each input: the outputs of its synapses and its stimuli. */
function inputTrees(flow: Flow, filters: Filters, driven: readonly string[]): Map<string, Tree> {
  return new Map(
    flow.inputs.map(({ name }) => {
      const parts = [...filters.outputsInto(name), ...(driven.includes(name) ? [nameTree(driveOf(name))] : [])];
      return [name, parts.reduce<Tree>((sum, part) => ({ kind: "binary", op: "+", left: sum, right: part }), number(0))] as const;
    }),
  );
}

function nameTree(name: string): Tree {
  return { kind: "name", name };
}

/** A tree as a row over variables, if it is linear in them with constant coefficients. */
export function rowOf(tree: Tree, variables: ReadonlySet<string>): Row | undefined {
  const linear = linearIn(tree, variables);
  if (linear === undefined) return undefined;
  const row = new Map([...linear.coefficients, [one, linear.constant] as const].map(([name, part]) => [name, simplify(part)] as const));
  if ([...row.values()].some((part) => uses(part, moving))) return undefined;
  for (const [name, part] of row) if (part.kind === "number" && part.value === 0) row.delete(name);
  return row;
}

function levelOf({ spike }: Flow, linear: (tree: Tree) => Row | undefined): Row | undefined {
  if (spike?.kind !== "binary") return undefined;
  const { op, left, right } = spike;
  if (op === ">" || op === ">=") return linear({ kind: "binary", op: "-", left, right });
  return op === "<" || op === "<=" ? linear({ kind: "binary", op: "-", left: right, right: left }) : undefined;
}

/** What a spike assigns to states, each as a row over the values before; undefined where that is drawn or not linear. */
function resetOf({ reset, states }: Flow, linear: (tree: Tree) => Row | undefined): ReadonlyMap<string, Row> | undefined {
  if (reset === undefined) return new Map();
  const trees = assignedTrees(reset);
  if (trees === undefined) return undefined;
  const rows = new Map<string, Row>();
  for (const [name, tree] of trees) {
    if (!states.some((state) => state.name === name)) continue;
    const row = linear(tree);
    if (row === undefined) return undefined;
    rows.set(name, row);
  }
  return rows;
}

/** The new value of each name that a rule assigns, over the values before the rule; undefined where one is drawn. */
function assignedTrees({ order, assignments }: { readonly order: Rule["order"]; readonly assignments: readonly Assignment[] }) {
  const trees = new Map<string, Tree>();
  for (const { target, value } of assignments) {
    if (value.kind === "draw") return undefined;
    trees.set(target, order === "sequential" ? substitute(value.tree, trees) : value.tree);
  }
  return trees;
}

/** The synapses that act on a population, as further equations. Equal ones are one: what is linear adds up. */
class Filters {
  readonly rates = new Map<string, Row>();
  readonly jumps = new Map<Projection, Row>();
  readonly #outputs = new Map<string, Tree[]>();
  readonly #known = new Map<string, number>();
  readonly #reasons: Reason[];
  readonly #where: string;

  constructor({ projections }: Experiment, { name, flow }: Population, reasons: Reason[]) {
    this.#reasons = reasons;
    this.#where = name;
    const states = new Set(flow.states.map((state) => state.name));
    for (const projection of projections) {
      const { to, synapse, into } = projection;
      if (to.population !== name) continue;
      if (synapse.kind === "jump" && states.has(into)) this.jumps.set(projection, new Map([[into, number(1)]]));
      else if (synapse.kind === "spiking") this.#add(projection, synapse);
      else this.#refuse(projection);
    }
  }

  outputsInto(input: string): readonly Tree[] {
    return this.#outputs.get(input) ?? [];
  }

  #refuse({ name, synapse }: Projection): void {
    this.#reasons.push({ code: "synapse-not-linear", data: { name, synapse: synapse.name, where: this.#where } });
  }

  #add(projection: Projection, { pre, post, output, travels }: Extract<Synapse, { kind: "spiking" }>): void {
    if (pre !== undefined || travels.length > 0 || post.atSpike !== undefined || post.atArrival === undefined) {
      this.#refuse(projection);
      return;
    }
    const key = JSON.stringify([
      post.states.map(({ name, rate, initial }) => [name, rate, initial]),
      post.definitions,
      output,
      projection.into,
    ]);
    const isNew = !this.#known.has(key);
    const number = this.#known.get(key) ?? this.#known.size;
    this.#known.set(key, number);
    const rename = (name: string) => `synapse${number}.${name}`;
    const names = new Map(post.states.map(({ name }) => [name, nameTree(rename(name))] as const));
    const values = new Map<string, Tree>(names);
    for (const { name, tree } of post.definitions) values.set(name, substitute(tree, values));
    const variables = new Set([...names.keys()].map(rename));
    const row = (tree: Tree, and: readonly string[] = []) => rowOf(simplify(substitute(tree, values)), new Set([...variables, ...and]));
    const rates = post.states.map(({ name, rate }) => [rename(name), row(rate)] as const);
    const jump = jumpOf(post.atArrival, new Set(names.keys()), (tree) => row(tree, ["weight"]), rename);
    const whole = simplify(substitute(output, values));
    const isClosed = rates.every(([, one]) => one !== undefined) && rowOf(whole, variables) !== undefined;
    const startsAtRest = post.states.every(({ initial }) => initial.kind === "expression" && isZero(initial.tree));
    if (!isClosed || !startsAtRest || jump === undefined) {
      this.#refuse(projection);
      return;
    }
    this.jumps.set(projection, jump);
    if (!isNew) return;
    for (const [name, rate] of rates) this.rates.set(name, rate!);
    this.#outputs.set(projection.into, [...(this.#outputs.get(projection.into) ?? []), whole]);
  }
}

/** What an arrival adds for weight 1; undefined where it does more than add to states in proportion to the weight. */
function jumpOf(
  rule: Rule,
  states: ReadonlySet<string>,
  linear: (tree: Tree) => Row | undefined,
  rename: (name: string) => string,
): Row | undefined {
  const trees = assignedTrees(rule);
  if (trees === undefined) return undefined;
  const jump = new Map<string, Tree>();
  for (const [name, tree] of trees) {
    if (!states.has(name)) continue;
    const row = linear(tree);
    const others = [...(row?.keys() ?? [])].filter((key) => key !== "weight" && key !== rename(name));
    const self = row?.get(rename(name));
    if (row === undefined || others.length > 0 || !(self?.kind === "number" && self.value === 1)) return undefined;
    jump.set(rename(name), row.get("weight") ?? number(0));
  }
  return jump;
}

function isZero(tree: Tree): boolean {
  const plain = simplify(tree);
  return plain.kind === "number" && plain.value === 0;
}
