/** Projections: synaptic variables of the neurons on both sides, and the Synapses between them. */
import { LapicqueError } from "../../base/index.ts";
import { binary, constantValue, linearIn, type Tree } from "../../language/index.ts";
import type { Projection, Range, Synapse, SynapseSide } from "../../model/index.ts";
import { type Dimension, dimension, dimensionless, multiplyDimensions, powerOfDimension, rational } from "../../units/index.ts";
import { type Group, ruleLines } from "./group.ts";
import { type Script, stepOfCells, timeText } from "./script.ts";
import { dimensionAs, type Lookup, spell, spellFactor, type Word } from "./spell.ts";
import { baseUnit } from "./units.ts";
import { constantOf, type In, quantityText, unitIn } from "./values.ts";
import { connectionValue, connectLines, pairLookup } from "./wiring.ts";

type Spiking = Extract<Synapse, { kind: "spiking" }>;
type Graded = Extract<Synapse, { kind: "graded" }>;

/** More connections than this are remarked: Brian2 stores each. */
const MANY = 2e7;

const plainText = (part: unknown) => JSON.stringify(part, (key, value) => (key === "span" ? undefined : value));

/** Writes projections, and gives spikes from outside the synaptic variables that they act on. */
export class SynapseWriter {
  private readonly script: Script;
  /** Synaptic variables of targets and sources by what they compute. */
  private readonly post = new Map<string, ReadonlyMap<string, Word>>();
  private readonly pre = new Map<string, ReadonlyMap<string, Word>>();
  /** How many things drive each input. */
  private readonly driven = new Map<string, Set<string>>();

  constructor(script: Script) {
    this.script = script;
    const { stimuli, spikeSources, projections } = script.experiment;
    for (const { targets, name } of stimuli) for (const { population, input } of targets) this.mark(population, input, name);
    for (const { to, into, synapse } of [...spikeSources, ...projections])
      if (synapse?.kind === "spiking") this.mark(to.population, into, keyOf(synapse, into));
    for (const { to, into, synapse, name } of projections) if (synapse.kind === "graded") this.mark(to.population, into, name + to.from);
  }

  private mark(population: string, input: string, by: string): void {
    const key = `${population}.${input}`;
    this.driven.set(key, (this.driven.get(key) ?? new Set()).add(by));
  }

  private isAlone(group: Group, input: string): boolean {
    return this.driven.get(`${group.population.name}.${input}`)?.size === 1;
  }

  writeAll(): void {
    for (const projection of this.script.experiment.projections)
      this.script.attempt(`projections.${projection.name}`, () => this.write(projection));
  }

  private write(projection: Projection): void {
    const { synapse } = projection;
    if (synapse.kind === "activity") throw new LapicqueError("export-activity", {});
    if (synapse.kind === "graded") this.writeGraded(projection, synapse);
    else this.writeSpiking(projection, synapse.kind === "spiking" ? synapse : undefined);
  }

  /** What an arrival does at the target, with `weight` as a name or a number. */
  arrival(
    to: Range,
    into: string,
    synapse: Synapse | undefined,
    side: "" | "_post",
    weight: Word,
    travels: ReadonlyMap<string, Word>,
  ): readonly string[] {
    const group = this.script.group(to.population);
    if (synapse?.kind !== "spiking") {
      const { text, dimension } = group.lookup(into);
      return [
        `${text}${side} += ${weight.level !== undefined && !sameDimension(weight.dimension, dimension) ? `(${weight.text})` : weight.text}`,
      ];
    }
    const own = this.postVariables(group, into, synapse);
    const lookup: Lookup = (name) => {
      if (name === "weight") return weight;
      const word = own.get(name) ?? (name.startsWith("post.") ? group.lookup(name.slice(5)) : undefined);
      if (word) return { ...word, text: `${word.text}${side}` };
      return travels.get(name) ?? group.lookup(name);
    };
    const states = new Map(synapse.post.states.map(({ name, dimension }) => [name, dimension]));
    return synapse.post.atArrival ? ruleLines(synapse.post.atArrival, lookup, (name) => states.get(name)) : [];
  }

  /** Variables of the target that a synapse needs, made with the first that needs them. */
  private postVariables(group: Group, into: string, synapse: Spiking): ReadonlyMap<string, Word> {
    const key = `${group.object} ${keyOf(synapse, into)}`;
    const known = this.post.get(key);
    if (known) return known;
    const isInput = this.isAlone(group, into) && synapse.output.kind === "name";
    const own = new Map<string, Word>();
    for (const { name, dimension } of [...synapse.post.states, ...synapse.post.definitions]) {
      const isOutput = synapse.output.kind === "name" && synapse.output.name === name;
      const text = isInput && isOutput ? group.lookup(into).text : group.take(isOutput ? `${into}_${synapse.name}` : `${name}_${into}`);
      own.set(name, { text, dimension });
    }
    this.post.set(key, own);
    const lookup = sideLookup(group, own, "post.");
    addSide(group, synapse.post, own, lookup);
    group.drive(into, spellFactor(synapse.output, lookup, group.input(into).dimension));
    return own;
  }

  /** Variables of the source. Locals that travel with the spike are kept until it arrives. */
  private preVariables(group: Group, synapse: Spiking | Graded): ReadonlyMap<string, Word> {
    if (!synapse.pre) return new Map();
    const travels = synapse.kind === "spiking" ? synapse.travels : [];
    const key = `${group.object} ${plainText([synapse.pre, travels])}`;
    const known = this.pre.get(key);
    if (known) return known;
    const own = new Map<string, Word>();
    const free = (name: string) => group.take(group.has(name) ? `${name}_${synapse.name}` : name);
    for (const { name, dimension } of [...synapse.pre.states, ...synapse.pre.definitions]) own.set(name, { text: free(name), dimension });
    this.pre.set(key, own);
    addSide(
      group,
      synapse.pre,
      own,
      sideLookup(group, own, "pre."),
      travels.filter((name) => !own.has(name)),
      synapse.name,
    );
    for (const name of travels) this.keep(group, own, name, synapse.name);
    return own;
  }

  /** A state that travels is copied at the spike: on the way it goes on changing. */
  private keep(group: Group, own: ReadonlyMap<string, Word>, name: string, kind: string): void {
    const state = own.get(name);
    if (!state) return;
    const copy = group.take(`${name}_${kind}_sent`);
    group.equations.push(`${copy} : ${baseUnit(state.dimension)}`);
    group.atSpike.push(`${copy} = ${state.text}`);
    (own as Map<string, Word>).set(`sent ${name}`, { text: copy, dimension: state.dimension });
  }

  private writeSpiking(projection: Projection, synapse: Spiking | undefined): void {
    const { from, to, into } = projection;
    const source = this.script.group(from.population);
    const travels = new Map<string, Word>();
    if (synapse) {
      this.checkTravels(projection, synapse);
      const own = this.preVariables(source, synapse);
      for (const name of synapse.travels) {
        const word = own.get(`sent ${name}`) ?? own.get(name);
        if (word) travels.set(name, { ...word, text: `${word.text}_pre` });
      }
    }
    const weight = this.weightOf(projection, synapse);
    const lines = this.arrival(to, into, synapse, "_post", weight.word, travels);
    const object = this.nameOf(projection);
    const delay = this.delayText(projection);
    const rule = `on_pre='${lines.join("; ")}'`;
    const model = weight.isOwn ? [`'w : ${baseUnit(weight.of.dimension)}'`] : [];
    this.script.connections.push(
      `${object} = Synapses(${[this.script.part(from), this.script.part(to), ...model, rule, ...(delay?.kind === "number" ? [`delay=${delay.text}`] : [])].join(", ")})`,
      ...connectLines(this.script, projection, object),
      ...(weight.isOwn ? [connectionValue(this.script, projection, object, "w", weight.of)] : []),
      ...(delay?.kind === "lines" ? delay.lines(object) : []),
    );
    this.remarkMany(projection);
  }

  private writeGraded(projection: Projection, synapse: Graded): void {
    const { from, to, into, delay } = projection;
    const [source, target] = [this.script.group(from.population), this.script.group(to.population)];
    if (delay !== undefined && !isNothing(delay)) throw new LapicqueError("export-graded-delay", {});
    const own = this.preVariables(source, synapse);
    const { dimension: of } = target.input(into);
    const variable = this.isAlone(target, into) ? target.lookup(into).text : target.take(`${into}_${projection.name}`);
    target.equations.push(`${variable} : ${baseUnit(of)}`);
    target.drive(into, variable);
    const pair = pairLookup(this.script, projection);
    const lookup: Lookup = (name) => {
      const word = own.get(name);
      return word ? { ...word, text: `${word.text}_pre` } : pair(name);
    };
    const weight = this.weightOf(projection, synapse);
    const withWeight: Lookup = (name) => (name === "weight" ? weight.word : lookup(name));
    const send = spell(binary("*", { kind: "name", name: "weight" }, synapse.send), withWeight, of);
    const object = this.nameOf(projection);
    const model = [
      `${variable}_post = ${send} : ${baseUnit(of)} (summed)`,
      ...(weight.isOwn ? [`w : ${baseUnit(weight.of.dimension)} (constant)`] : []),
    ];
    this.script.connections.push(
      `${object} = Synapses(${this.script.part(from)}, ${this.script.part(to)}, '''${model.join("\n  ")}''')`,
      ...connectLines(this.script, projection, object),
      ...(weight.isOwn ? [connectionValue(this.script, projection, object, "w", weight.of)] : []),
    );
    this.remarkMany(projection);
  }

  private nameOf({ name, from, to }: Projection): string {
    return this.script.names.take(name, `${from.population}_${to.population}`);
  }

  /** A weight that all connections share stands in the rule; others are a variable of each connection. */
  private weightOf(
    projection: Projection,
    synapse: Synapse | undefined,
  ): { readonly word: Word; readonly isOwn: boolean; readonly of: In } {
    const { weight, connect } = projection;
    const dimension = this.weightDimension(projection, synapse);
    const trees = weight.kind === "expression" ? [weight.tree] : weight.draw.kind === "normal" ? [weight.draw.a] : [];
    const of = unitIn(trees, dimension);
    const hasColumn = connect?.kind === "pairs" && this.script.experiment.assets[connect.asset]!.columns.weight !== undefined;
    const constant = weight.kind === "expression" && !hasColumn ? constantOf(weight.tree) : undefined;
    if (constant === undefined) return { word: { text: "w", dimension }, isOwn: true, of };
    const text = quantityText(constant, of);
    return { word: { text, dimension, level: text.startsWith("-") ? 5 : 6 }, isOwn: false, of };
  }

  /** What the weight says it measures, else what fits where it acts. */
  private weightDimension({ weight, into, to, from }: Projection, synapse: Synapse | undefined): Dimension {
    const target = this.script.group(to.population).input(into).dimension;
    const pair: Lookup = (name) =>
      /^(pre|post)\./.test(name)
        ? this.script.group((name.startsWith("pre") ? from : to).population).lookup(name.replace(/^\w+\./, ""))
        : { text: name, dimension: dimensionless };
    const trees =
      weight.kind === "expression"
        ? [weight.tree]
        : weight.draw.kind === "exponential"
          ? [weight.draw.mean]
          : "a" in weight.draw
            ? [weight.draw.a]
            : [];
    const said = trees.map((tree) => dimensionAs(tree, pair)).find((one) => one !== undefined);
    if (said) return said;
    if (synapse?.kind !== "graded") return target;
    const source = this.script.group(from.population);
    const sent = dimensionAs(synapse.send, (name) => {
      const own = [...(synapse.pre?.states ?? []), ...(synapse.pre?.definitions ?? [])].find((one) => one.name === name);
      return own
        ? { text: name, dimension: own.dimension }
        : (name.startsWith("pre.") ? source : this.script.group(to.population)).lookup(name.replace(/^\w+\./, ""));
    });
    return multiplyDimensions(target, powerOfDimension(sent ?? dimensionless, rational(-1)));
  }

  /** What a spike carries is read when it arrives: no other may have left meanwhile. */
  private checkTravels({ from, delay }: Projection, synapse: Spiking): void {
    if (synapse.travels.length === 0) return;
    const { refractory } = this.script.group(from.population).population.flow;
    const pause = refractory?.time.kind === "expression" ? constantOf(refractory.time.tree) : undefined;
    const way =
      delay === undefined ? (this.script.experiment.run.step ?? 0) : delay.kind === "expression" ? constantOf(delay.tree) : undefined;
    if (way === undefined || way > Math.max(pause ?? 0, this.script.experiment.run.step ?? stepOfCells))
      throw new LapicqueError("export-travels", { names: synapse.travels });
  }

  private delayText({ delay, connect, name }: Projection) {
    const { step } = this.script.experiment.run;
    const column = connect?.kind === "pairs" && this.script.experiment.assets[connect.asset]!.columns.delay !== undefined;
    if (delay === undefined && !column) return step === undefined ? undefined : ({ kind: "number", text: timeText(step) } as const);
    const constant = !column && delay?.kind === "expression" ? constantOf(delay.tree) : undefined;
    if (constant === 0) throw new LapicqueError("export-cascade", {});
    if (constant !== undefined) return { kind: "number", text: timeText(constant) } as const;
    const of: In = {
      dimension: this.script.experiment.units === "none" ? dimensionless : timeDimension,
      unit: this.script.experiment.units === "none" ? "" : "ms",
      factor: 1,
    };
    const projection = this.script.experiment.projections.find((one) => one.name === name)!;
    const lines = (object: string) => {
      const set = connectionValue(this.script, { ...projection, ...(delay ? { delay } : {}) }, object, "delay", of);
      const text = this.script.experiment.units === "none" ? set.replace(/ = (?!')(.*)$/, " = ($1)*ms") : set;
      // A spike takes one step at least.
      return [text, `${object}.delay = np.maximum(${object}.delay[:]/ms, ${step ?? stepOfCells})*ms`];
    };
    return { kind: "lines", lines } as const;
  }

  private remarkMany({ name, from, to, connect }: Projection): void {
    const count =
      connect?.kind === "all"
        ? (from.to - from.from) * (to.to - to.from)
        : connect && "count" in connect
          ? connect.count * (connect.kind === "indegree" ? to.to - to.from : connect.kind === "outdegree" ? from.to - from.from : 1)
          : 0;
    if (count > MANY)
      this.script.notes.add(`projections.${name} has ${(count / 1e6).toPrecision(3)} million connections, each of which Brian2 stores`);
  }
}

const timeDimension = dimension({ time: rational(1) });
const sameDimension = (a: Dimension, b: Dimension) => plainText(a) === plainText(b);
const isNothing = (value: NonNullable<Projection["delay"]>) => value.kind === "expression" && constantValue(value.tree) === 0;

/** Equal synapses into one input share their variables where all they do is add up. */
function keyOf(synapse: Spiking, into: string): string {
  return `${into} ${plainText([synapse.post, synapse.output, isAdditive(synapse) ? "" : synapse.name])}`;
}

function isAdditive({ post, output }: Spiking): boolean {
  const names = new Set([...post.states, ...post.definitions].map(({ name }) => name));
  const isHomogeneous = (tree: Tree) => {
    const linear = linearIn(tree, names);
    return linear !== undefined && constantValue(linear.constant) === 0;
  };
  const adds = (post.atArrival?.assignments ?? []).every(({ target, value }) => {
    if (!names.has(target) || value.kind !== "expression") return false;
    const linear = linearIn(value.tree, names);
    return linear?.coefficients.size === 1 && linear.coefficients.has(target);
  });
  return (
    post.definitions.length === 0 && !post.atSpike && isHomogeneous(output) && adds && post.states.every(({ rate }) => isHomogeneous(rate))
  );
}

function sideLookup(group: Group, own: ReadonlyMap<string, Word>, prefix: string): Lookup {
  return (name) => own.get(name) ?? group.lookup(name.startsWith(prefix) ? name.slice(prefix.length) : name);
}

/** States, definitions and the rule at a spike of one side, in the neurons of that side. */
function addSide(
  group: Group,
  side: SynapseSide,
  own: Map<string, Word> | ReadonlyMap<string, Word>,
  lookup: Lookup,
  kept: readonly string[] = [],
  kind = "",
): void {
  const words = own as Map<string, Word>;
  for (const { name, rate, dimension: of, initial } of side.states) {
    const { text } = words.get(name)!;
    group.equations.push(`d${text}/dt = ${group.rate(rate, of, lookup)} : ${baseUnit(of)}`);
    const start = initial.kind === "expression" ? constantOf(initial.tree, group.known) : undefined;
    if (start === undefined) throw new LapicqueError("export-draw", { kind: "initial value of a synapse" });
    if (start !== 0) group.after.push(`${group.object}.${text} = ${quantityText(start, { dimension: of, unit: "", factor: 1 })}`);
  }
  for (const { name, tree, dimension: of } of side.definitions)
    group.equations.push(`${words.get(name)!.text} = ${spell(tree, lookup, of)} : ${baseUnit(of)}`);
  if (!side.atSpike) return;
  for (const name of kept) {
    const assignment = side.atSpike.assignments.find(({ target }) => target === name)!;
    const of = assignment.value.kind === "expression" ? (dimensionAs(assignment.value.tree, lookup) ?? dimensionless) : dimensionless;
    const text = group.take(`${name}_${kind}`);
    words.set(name, { text, dimension: of });
    group.equations.push(`${text} : ${baseUnit(of)}`);
  }
  group.atSpike.push(...ruleLines(side.atSpike, lookup, (name) => words.get(name)?.dimension));
}
