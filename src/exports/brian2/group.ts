/** What a population becomes: a NeuronGroup that grows while stimuli and synapses are written. */
import { InternalError, LapicqueError } from "../../base/index.ts";
import { childrenOf, constants, constantValue, isNoise, linearIn, namesIn, substitute, type Tree } from "../../language/index.ts";
import type { Flow, Population, Quantity, Rule } from "../../model/index.ts";
import { type Dimension, dimension, dimensionless, rational } from "../../units/index.ts";
import { oneLine } from "../provenance.ts";
import { variableName } from "./names.ts";
import { dimensionAs, type Lookup, spell, spellFactor, spellNumber, type Word } from "./spell.ts";
import { baseUnit } from "./units.ts";
import { constantOf, givenValue, inUnitOf, type Known, quantityText, valueText } from "./values.ts";

const perTime = dimension({ time: rational(-1) });
const time = dimension({ time: rational(1) });
const noise = dimension({ time: rational(-1, 2) });
const product = 6;

/** A population on its way into the script. */
export class Group {
  readonly population: Population;
  /** Its variable of the script. */
  readonly object: string;
  readonly units: "physical" | "none";
  /** Differential equations and definitions beside those of the neuron, as lines. */
  readonly equations: string[] = [];
  /** What is added up in each input. */
  readonly drives = new Map<string, string[]>();
  /** White noise in inputs: a tree to be put in the place of the name. */
  readonly noisy = new Map<string, Tree>();
  /** Lines done at a spike, after the reset. */
  readonly atSpike: string[] = [];
  /** Lines of the script once the group exists. */
  readonly after: string[] = [];
  /** Extra names of variables, by the name that trees read. */
  readonly words = new Map<string, Word>();
  /** Parameters that all neurons share. */
  readonly known: Known;
  private readonly used: Set<string>;

  constructor(population: Population, object: string, units: "physical" | "none") {
    this.population = population;
    this.object = object;
    this.units = units;
    const { flow } = population;
    this.known = constantParameters(flow);
    for (const one of [...flow.states, ...flow.definitions, ...flow.parameters, ...flow.inputs])
      this.words.set(one.name, wordOf(one, this.known));
    this.used = new Set([...this.words.values()].map(({ text }) => text));
  }

  /** A name for a variable that nothing else here has. */
  take(wanted: string): string {
    const plain = variableName(wanted);
    let name = plain;
    for (let k = 2; this.used.has(name); k++) name = `${plain}_${k}`;
    this.used.add(name);
    return name;
  }

  /** Whether the neuron has a variable of that name. */
  has(name: string): boolean {
    return this.used.has(variableName(name));
  }

  /** What trees over one neuron read. Throws for what Brian2 has not. */
  readonly lookup: Lookup = (name) => this.words.get(name) ?? builtinWord(name, this.units);

  /** The unit of a rate of change: under `units: none` a unit of time is a millisecond. */
  rate(tree: Tree, of: Dimension, lookup: Lookup = this.lookup): string {
    if (this.units === "none") return `${spellFactor(tree, lookup, dimensionless)}/ms`;
    return spell(tree, lookup, { ...of, time: rational(of.time.n - of.time.d, of.time.d) });
  }

  drive(input: string, text: string): void {
    this.drives.set(input, [...(this.drives.get(input) ?? []), text]);
  }

  input(name: string): Quantity {
    const { flow } = this.population;
    const found = [...flow.inputs, ...flow.states].find((one) => one.name === name);
    if (!found) throw new InternalError(`no input ${name} of ${this.population.name}`);
    return found;
  }
}

function wordOf({ name, dimension: of }: Quantity, known: Known): Word {
  const value = known.get(name);
  return { text: variableName(name), dimension: of, ...(value === undefined ? {} : { value }) };
}

function constantParameters(flow: Flow): Known {
  const known = new Map<string, number>();
  for (const { name, value } of flow.parameters) {
    const found = value.kind === "expression" ? constantOf(value.tree, known) : undefined;
    if (found !== undefined) known.set(name, found);
  }
  return known;
}

/** The names that the language gives a meaning. */
export function builtinWord(name: string, units: "physical" | "none"): Word {
  const isPlain = units === "none";
  const scaled = (text: string, level: number, of: Dimension): Word =>
    isPlain ? { text: `${text}/ms`, dimension: dimensionless, level: product } : { text, dimension: of, level };
  if (name === "t" || name === "dt") return scaled(name, 9, time);
  if (name === "age") return scaled("(t - lastspike)", 9, time);
  if (name === "index") return { text: "i", dimension: dimensionless };
  if (name === "size") return { text: "N", dimension: dimensionless };
  if (isNoise(name))
    return isPlain ? { text: `${name}*ms**0.5`, dimension: dimensionless, level: product } : { text: name, dimension: noise };
  throw new LapicqueError("export-name", { name });
}

/** The lines of a rule; what sees the values from before gets them under names of their own. */
export function ruleLines(rule: Rule, lookup: Lookup, dimensionOf: (target: string) => Dimension | undefined): readonly string[] {
  const locals = new Map<string, Word>();
  const seen: Lookup = (name) => locals.get(name) ?? lookup(name);
  const targets = rule.assignments.map(({ target }) => target);
  const lines: string[] = [];
  if (rule.order === "simultaneous") {
    const read = new Set(rule.assignments.flatMap(({ value }) => treesIn(value)).flatMap((tree) => [...namesIn(tree)]));
    // Only what a line above has changed must be kept: nobody reads the last target afterwards.
    for (const [k, target] of targets.entries()) {
      const isReadLater = rule.assignments.slice(k + 1).some(({ value }) => treesIn(value).some((tree) => namesIn(tree).has(target)));
      if (!read.has(target) || !isReadLater) continue;
      const word = lookup(target);
      lines.push(`${word.text}_before = ${word.text}`);
      locals.set(target, { ...word, text: `${word.text}_before` });
    }
  }
  for (const { target, value } of rule.assignments) {
    const of = dimensionOf(target);
    const added = locals.has(target) ? undefined : addedTo(target, value);
    if (added && of) {
      lines.push(`${lookup(target).text} += ${spell(added, seen, of)}`);
      continue;
    }
    const right = valueText(value, of ?? dimensionOfLocal(value, seen), seen);
    if (of === undefined) locals.set(target, { text: variableName(target), dimension: dimensionOfLocal(value, seen) });
    lines.push(`${of === undefined ? variableName(target) : lookup(target).text} = ${right}`);
  }
  return lines;
}

/** What is added, where the new value is the old one and something beside: many spikes at once all add theirs. */
function addedTo(target: string, value: Rule["assignments"][number]["value"]): Tree | undefined {
  const linear = value.kind === "expression" ? linearIn(value.tree, new Set([target])) : undefined;
  const slope = linear?.coefficients.get(target);
  return slope && constantValue(slope) === 1 ? linear?.constant : undefined;
}

const treesIn = (value: Rule["assignments"][number]["value"]): readonly Tree[] => {
  if (value.kind === "expression") return [value.tree];
  const { draw } = value;
  return draw.kind === "exponential" ? [draw.mean] : "a" in draw ? [draw.a, draw.b] : [draw.low, draw.high];
};

function dimensionOfLocal(value: Rule["assignments"][number]["value"], lookup: Lookup): Dimension {
  return (
    treesIn(value)
      .map((tree) => dimensionAs(tree, lookup))
      .find((one) => one !== undefined) ?? dimensionless
  );
}

/** The equations of the neuron itself: the same text for all populations of its kind. */
export function neuronEquations(group: Group): readonly string[] {
  const { flow } = group.population;
  const held = new Set(flow.refractory?.hold);
  const below = capped(group);
  const cap = (tree: Tree) => (below ? substitute(tree, below.names) : tree);
  const put = (tree: Tree) => cap(group.noisy.size === 0 ? tree : substitute(inlined(tree, flow, group.noisy), group.noisy));
  const states = flow.states.map((state) => {
    const flag = held.has(state.name) ? " (unless refractory)" : "";
    return `d${group.lookup(state.name).text}/dt = ${group.rate(put(state.rate), state.dimension)} : ${baseUnit(state.dimension)}${flag}`;
  });
  const definitions = flow.definitions.map(
    ({ name, tree, dimension: of }) => `${group.lookup(name).text} = ${spell(cap(tree), group.lookup, of)} : ${baseUnit(of)}`,
  );
  const own = flow.parameters
    .filter(({ name }) => !group.known.has(name))
    .map(({ name, dimension: of }) => `${group.lookup(name).text} : ${baseUnit(of)} (constant)`);
  return [...states, ...(below ? [below.equation] : []), ...definitions, ...own];
}

/**
 * Where an exponential of a state drives it to its threshold, equations read the state up to there: in the last step it would overflow, and
 * take the other states with it.
 */
function capped(group: Group): { readonly names: ReadonlyMap<string, Tree>; readonly equation: string } | undefined {
  const { flow } = group.population;
  const { spike } = flow;
  if (!flow.reset || spike?.kind !== "binary" || !spike.op.startsWith(">") || spike.left.kind !== "name") return undefined;
  const state = flow.states.find(({ name }) => spike.left.kind === "name" && name === spike.left.name);
  const grows = (tree: Tree): boolean =>
    tree.kind === "call" && tree.name === "exp" ? namesIn(tree).has(state!.name) : childrenOf(tree).some(grows);
  if (!state || ![...flow.states.map(({ rate }) => rate), ...flow.definitions.map(({ tree }) => tree)].some(grows)) return undefined;
  const { text } = group.lookup(state.name);
  const capped = group.take(`${text}_below`);
  group.words.set(capped, { text: capped, dimension: state.dimension });
  const low = spellNumber(Number.NEGATIVE_INFINITY, state.dimension);
  const equation = `${capped} = clip(${text}, ${low}, ${spell(spike.right, group.lookup, state.dimension)}) : ${baseUnit(state.dimension)}`;
  return { names: new Map([[state.name, { kind: "name", name: capped }]]), equation };
}

/** Definitions that read a noisy input are put in: noise may stand in differential equations alone. */
function inlined(tree: Tree, flow: Flow, noisy: ReadonlyMap<string, Tree>): Tree {
  let result = tree;
  for (const { name, tree: definition } of [...flow.definitions].reverse()) {
    const reads = [...namesIn(definition)].some((one) => noisy.has(one));
    if (reads) result = substitute(result, new Map([[name, definition]]));
  }
  return result;
}

/** Inputs as definitions: what drives them, added up. */
export function inputEquations(group: Group): readonly string[] {
  return group.population.flow.inputs.flatMap((input) => {
    const { text } = group.lookup(input.name);
    const terms = group.drives.get(input.name) ?? [];
    // A synaptic variable that is the input itself has its equation already.
    if (terms.length === 1 && terms[0] === text) return [];
    const sum = terms.length === 0 ? quantityText(0, inUnitOf(input)) : terms.join(" + ");
    return [`${text} = ${sum} : ${baseUnit(input.dimension)}`];
  });
}

/** Parameters as arguments of `dict`. */
export function parameterLines(group: Group): readonly string[] {
  return group.population.flow.parameters.flatMap((parameter) => {
    const value = group.known.get(parameter.name);
    const meaning = parameter.meaning === undefined ? "" : `  # ${oneLine(parameter.meaning)}`;
    return value === undefined ? [] : [`${group.lookup(parameter.name).text}=${quantityText(value, inUnitOf(parameter))},${meaning}`];
  });
}

/** Values that differ between neurons, and initial values: lines that follow the group. */
export function startLines(group: Group): readonly string[] {
  const { flow, size } = group.population;
  const line = (quantity: Quantity, value: Parameters<typeof givenValue>[0], isLine: (text: string) => boolean) => {
    const given = givenValue(value, inUnitOf(quantity), `${size}`, group.lookup, group.known);
    const text = given.kind === "string" ? `'${given.text}'` : given.text;
    return isLine(text) ? [`${group.object}.${group.lookup(quantity.name).text} = ${text}`] : [];
  };
  const own = flow.parameters.filter(({ name }) => !group.known.has(name)).flatMap((one) => line(one, one.value, () => true));
  // Everything begins at 0 there.
  const states = byNeed(flow).flatMap((one) => line(one, one.initial, (text) => !/^0(?![.\d])/.test(text)));
  return [...own, ...states];
}

/** States whose initial value reads that of another come after it. */
function byNeed({ states }: Flow): Flow["states"] {
  const left = [...states];
  const sorted: Flow["states"][number][] = [];
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name));
    const next = left.findIndex(({ name, initial }) =>
      treesIn(initial).every((tree) => [...namesIn(tree)].every((one) => one === name || !names.has(one) || constants.has(one))),
    );
    sorted.push(...left.splice(Math.max(next, 0), 1));
  }
  return sorted;
}

/** Threshold, reset and refractoriness as arguments of NeuronGroup. */
export function firingArguments(group: Group): readonly string[] {
  const { flow } = group.population;
  const condition = flow.spike
    ? spell(flow.spike, group.lookup)
    : flow.hazard
      ? `rand() < 1 - exp(-dt*${hazardText(group, flow.hazard)})`
      : undefined;
  if (condition === undefined) return [];
  const states = new Map(flow.states.map(({ name, dimension: of }) => [name, of]));
  const reset = flow.reset ? ruleLines(flow.reset, group.lookup, (name) => states.get(name)) : [];
  const pause = flow.refractory ? refractoryText(group, flow.refractory.time) : undefined;
  const lines = [...reset, ...group.atSpike];
  // Without a reset the condition goes on to hold: a spike is its beginning.
  const isCrossing = flow.spike !== undefined && flow.reset === undefined;
  const refractory = isCrossing
    ? `'${condition}${pause === undefined ? "" : ` or t - lastspike < ${pause.replaceAll("'", "").replace("defaultclock.dt", "dt")}`}'`
    : (pause ?? (usesAge(flow) ? "0*ms" : undefined));
  return [
    `threshold='${condition}'`,
    ...(lines.length === 0 ? [] : [`reset='${lines.join("; ")}'`]),
    ...(refractory === undefined ? [] : [`refractory=${refractory}`]),
  ];
}

const usesAge = (flow: Flow) => [flow.spike, flow.hazard].some((tree) => tree !== undefined && namesIn(tree).has("age"));

function hazardText(group: Group, hazard: Tree): string {
  if (group.units === "none") return `${spellFactor(hazard, group.lookup, dimensionless)}/ms`;
  return spellFactor(hazard, group.lookup, perTime);
}

/** Brian2 counts from the beginning of the step of the spike, where the reset comes at its end: one step is added. */
function refractoryText(group: Group, value: Flow["states"][number]["initial"]): string {
  const into = { dimension: time, unit: "ms", factor: 1 };
  if (value.kind === "expression") {
    const constant = constantOf(value.tree, group.known);
    if (constant !== undefined) return `${quantityText(constant, into)} + defaultclock.dt`;
    return group.units === "none"
      ? `'${spellFactor(value.tree, group.lookup)}*ms + dt'`
      : `'${spell(value.tree, group.lookup, time)} + dt'`;
  }
  // Drawn anew at each spike.
  const name = group.take("refractory_time");
  group.equations.push(`${name} : second`);
  group.atSpike.push(`${name} = ${valueText(value, time, group.lookup)}`);
  return `'${name} + dt'`;
}
