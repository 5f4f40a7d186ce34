/** The numbers of a document that a person may turn: where each stands, as it is written, between which ends. */
import { collect, fileSource, LapicqueError } from "../../base/index.ts";
import { evaluate, parseExpression } from "../../language/index.ts";
import { fromInternal, noUnit, type Unit } from "../../units/index.ts";
import type { Document } from "../document/document.ts";
import { child, entriesOf, itemsOf, type MapNode, type Node, optionalText } from "../document/node.ts";
import { waves } from "../schema/network.ts";
import { parseUnitText } from "./unit-text.ts";

/** A value that `--set` and `setValue` reach by its path. */
export interface Dial {
  /** Whole path: `neurons.cell.parameters.a`, `stimuli.stimulus_1.step.amplitude`. */
  readonly path: string;
  /** The parameter, state or input; of a projection or the run, the key. */
  readonly name: string;
  readonly group: "parameter" | "input" | "connection" | "initial" | "run";
  /** Entry, population, stimulus or projection that has it; empty for the document's own. */
  readonly owner: string;
  /** Of a stimulus: its kind and key (`step amplitude`, `start`); empty elsewhere. */
  readonly part: string;
  /** As it is written: `12 nS`, `2*C/tau_w`. */
  readonly written: string;
  /** The number, if it is written as one, in `unit`; absent for an expression or a random value. */
  readonly value?: number;
  /** What follows the number, to be written behind another one: `nS`, `/ms`. */
  readonly unit: string;
  /** Sensible range in `unit`, where the document says one. */
  readonly range?: readonly [number, number];
  readonly meaning?: string;
  readonly source?: string;
}

/** Every dial of a document: inputs, connections, parameters, initial values, the run. Works for a document with mistakes, as far as it can be read. */
export function dialsOf({ root }: Document): readonly Dial[] {
  const all = (group: Dial["group"], path: string, owner: string, node: Node | undefined) =>
    entriesOf(node).map(([name, { value }]) => dial({ path: `${path}.${name}`, name, group, owner, part: "" }, value));
  const within = (section: string, part: string, group: Dial["group"]) =>
    entriesOf(child(root, section)).flatMap(([entry, { value }]) => all(group, `${section}.${entry}.${part}`, entry, child(value, part)));
  const sections = ["neurons", "rates", "fields", "populations"];
  return [
    ...stimulusDials(root),
    ...freeInputs(root),
    ...connectionDials(root),
    ...sections.flatMap((section) => within(section, "parameters", "parameter")),
    ...all("parameter", "parameters", "", child(root, "parameters")),
    ...sections.flatMap((section) => within(section, "initial", "initial")),
    ...all("run", "run", "", child(root, "run")).filter(({ written }) => written !== ""),
  ];
}

function dial(what: Pick<Dial, "path" | "name" | "group" | "owner" | "part">, node: Node): Dial {
  const described = node.kind === "map";
  const written = textOf(described ? child(node, "value") : node);
  const read = readQuantity(written);
  const range = read && described ? rangeOf(node, read.unit) : undefined;
  const meaning = optionalText(child(node, "meaning"));
  const source = optionalText(child(node, "source"));
  return {
    ...what,
    written,
    unit: read?.text ?? "",
    ...(read ? { value: read.value } : {}),
    ...(range ? { range } : {}),
    ...(meaning === undefined ? {} : { meaning }),
    ...(source === undefined ? {} : { source }),
  };
}

function textOf(node: Node | undefined): string {
  return node?.kind === "scalar" ? node.source.text.trim() : "";
}

interface Read {
  readonly value: number;
  /** As written behind the number. */
  readonly text: string;
  readonly unit: Unit;
}

/** A number with the unit behind it; undefined for anything else. */
function readQuantity(written: string): Read | undefined {
  const [, digits, text = ""] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\d\s].*)?$/.exec(written) ?? [];
  if (digits === undefined) return undefined;
  if (text === "") return { value: Number(digits), text, unit: noUnit };
  try {
    return { value: Number(digits), text, unit: parseUnitText(text.replace(/^\//, "1/")) };
  } catch (error) {
    if (error instanceof LapicqueError) return undefined;
    throw error;
  }
}

/** The ends of a described range, in the unit of the value; undefined where they are no constants. */
function rangeOf(node: MapNode, unit: Unit): readonly [number, number] | undefined {
  const ends = itemsOf(child(node, "range")).map((end) => {
    const tree = collect([], () => parseExpression(fileSource("range", textOf(end))));
    const value = tree && evaluate(tree, () => Number.NaN);
    return value === undefined ? Number.NaN : fromInternal(value, unit);
  });
  const [low = Number.NaN, high = Number.NaN] = ends;
  return low < high ? [low, high] : undefined;
}

/** Values of the stimuli. The kind's own first, then when it acts. */
function stimulusDials(root: MapNode): Dial[] {
  return itemsOf(child(root, "stimuli")).flatMap((item, i) => {
    const owner = optionalText(child(item, "name")) ?? `stimulus_${i + 1}`;
    const kind = Object.keys(waves).find((each) => child(item, each));
    if (!kind || kind === "clamp") return [];
    const target = itemsOf(child(item, "to")).map(optionalText).join(", ");
    const name = target.split(".").at(-1) ?? owner;
    const what = (path: string, part: string) => ({ path: `stimuli.${owner}.${path}`, name, group: "input" as const, owner: target, part });
    const wave = child(item, kind)!;
    const own =
      wave.kind === "scalar"
        ? [dial(what(kind, kind), wave)]
        : entriesOf(wave)
            .filter(([, { value }]) => value.kind === "scalar")
            .map(([key, { value }]) => dial(what(`${kind}.${key}`, `${kind} ${key}`), value));
    const times = ["start", "duration"].flatMap((key) => {
      const node = child(item, key);
      return node ? [dial(what(key, key), node)] : [];
    });
    return [...own, ...times];
  });
}

/** Words of a synapse and of a rule of connection: no numbers. */
const words: ReadonlySet<string> = new Set(["kind", "into", "norm", "pairs"]);

/** Numbers of the projections: weight and delay, those of the synapse, those of the rule. */
function connectionDials(root: MapNode): Dial[] {
  return itemsOf(child(root, "projections")).flatMap((item, i) => {
    const named = optionalText(child(item, "name"));
    const ends = ["from", "to"].map((end) => itemsOf(child(item, end)).map(optionalText).join(", "));
    const base = { group: "connection" as const, owner: named ?? ends.join(" to ") };
    const at = (path: string, name: string, part: string, node: Node) =>
      dial({ ...base, path: `projections.${named ?? `projection_${i + 1}`}.${path}`, name, part }, node);
    const own = ["weight", "delay"].flatMap((name) => {
      const node = child(item, name);
      return node?.kind === "scalar" ? [at(name, name, "", node)] : [];
    });
    const within = ["synapse", "connect"].flatMap((section) =>
      entriesOf(child(item, section))
        .filter(([name, { value }]) => value.kind === "scalar" && !words.has(name))
        .map(([name, { value }]) => at(`${section}.${name}`, name, section === "synapse" ? "synapse" : "", value)),
    );
    return [...own, ...within];
  });
}

/** Inputs on which nothing acts: a constant may be put there. */
function freeInputs(root: MapNode): Dial[] {
  const driven = new Set(itemsOf(child(root, "stimuli")).flatMap((item) => itemsOf(child(item, "to")).map(optionalText)));
  const populations = [
    ...entriesOf(child(root, "populations")).map(([name, { value }]) => ({
      name,
      entry: child(child(root, "neurons"), optionalText(child(value, "neuron")) ?? ""),
    })),
    ...["rates", "fields"].flatMap((section) => entriesOf(child(root, section)).map(([name, { value }]) => ({ name, entry: value }))),
  ];
  return populations.flatMap(({ name: owner, entry }) =>
    entriesOf(child(entry, "inputs"))
      .filter(([name]) => !driven.has(`${owner}.${name}`) && !feeds(root, owner))
      .map(([name, { value }]) => {
        const unit = textOf(value) === "1" ? "" : textOf(value).replace(/^1\//, "/");
        return { path: `${owner}.${name}`, name, group: "input" as const, owner, part: "", written: `0 ${unit}`.trim(), value: 0, unit };
      }),
  );
}

/** Whether a projection or a stimulus on a union or group may drive the population: its inputs are not free then. */
function feeds(root: MapNode, population: string): boolean {
  if (child(root, "projections")) return true;
  return itemsOf(child(root, "stimuli"))
    .flatMap((item) => itemsOf(child(item, "to")).map((to) => optionalText(to) ?? ""))
    .some((to) => {
      const [head = ""] = to.split(/[.[]/);
      return child(child(root, "populations"), head)?.kind === "list" || (head === population && to.split(".").length !== 2);
    });
}
