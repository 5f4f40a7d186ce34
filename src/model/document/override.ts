/** Values set by path: `--set`, sweeps, sliders. */
import { LapicqueError, type Source, type Span } from "../../base/index.ts";
import { spellOut, suggest } from "../../language/index.ts";
import { documentSchema } from "../schema/document.ts";
import { keysAt } from "../schema/keys.ts";
import type { Document } from "./document.ts";
import { isInput, onceNamed, replaceInput } from "./input.ts";
import { child, entriesOf, fromPlain, type MapNode, merge, type Node, optionalText, scalarNode, withEntry } from "./node.ts";
import { withOwn } from "./resolve.ts";
import { parseSource } from "./yaml.ts";

/**
 * The document with one value changed. A path is `section.entry.key...` (items of lists by their `name:`), a bare name (the document's
 * parameter, else the only parameter or input of that name), or `POP.INPUT`: then all stimuli of that input give way to a
 * constant. Throws `unknown-path`, `ambiguous-path`, `path-too-long`, each with what there is.
 */
export function applyOverride(document: Document, path: string, value: string | Node): Document {
  const text = typeof value === "string" ? `${path}=${value}` : path;
  const source = overrideSource(text);
  const span: Span = { source, start: 0, end: path.length };
  const node = typeof value === "string" ? readValue(value, source, path.length + 1) : value;
  const found = findPath(document.root, spellOut(path.trim()), span);
  const own =
    found.kind === "input"
      ? replaceInput(document.own, document.root, found.population, found.input, node)
      : setAt(document.own, found.steps, node);
  return withOwn(document, own);
}

function overrideSource(text: string, flag = "--set"): Source {
  const locate = (offset: number) => ({ file: flag, line: 1, column: offset + 1, lineText: text });
  return { name: flag, text, locate };
}

/** The value of a flag that stands for a path of its own (`--seed 3`), which messages call by its name. */
export function flagValue(flag: string, text: string): Node {
  return readValue(text, overrideSource(text, flag), 0);
}

/** A value as it is typed behind `=`: a number, true or false, a list or mapping in YAML, else a text. */
function readValue(text: string, source: Source, offset: number): Node {
  const trimmed = text.trim();
  if (/^[[{"']/.test(trimmed)) {
    const key = "value: ";
    const first = offset + text.indexOf(trimmed);
    const locate = (at: number) => source.locate(first + Math.max(at - key.length, 0));
    const parsed = parseSource({ name: source.name, text: key + trimmed, locate });
    const [error] = parsed.errors;
    if (error) throw error;
    const node = child(parsed.root, "value");
    if (node) return node;
  }
  if (trimmed === "") {
    const span = { source, start: 0, end: offset };
    if (source.name === "--set") throw new LapicqueError("not-an-override", { given: source.text }, span);
    throw new LapicqueError("no-value", { name: source.name, flow: "flag" }, span);
  }
  const inner: Source = { name: source.name, text, locate: (at) => source.locate(offset + at) };
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return scalarNode(Number(trimmed), inner);
  if (trimmed === "true" || trimmed === "false") return scalarNode(trimmed === "true", inner);
  return scalarNode(text, inner);
}

/** What a path leads to: a place in the document (list items by position), or an input of a population. */
export type Found =
  | { readonly kind: "place"; readonly steps: readonly (string | number)[] }
  | { readonly kind: "input"; readonly population: string; readonly input: string };

const entrySections = ["neurons", "rates", "fields", "synapses", "populations"];

/** Finds what a path means. Throws as `applyOverride`. */
export function findPath(root: MapNode, path: string, span: Span): Found {
  const [first = "", ...rest] = path.split(".");
  const sections = keysAt(documentSchema(), []);
  if (sections.includes(first)) return { kind: "place", steps: walk(root, path, [first, ...rest], span) };
  if (rest.length === 1 && rest[0] && isInput(root, first, rest[0])) return { kind: "input", population: first, input: rest[0] };
  const candidates = candidatesOf(root);
  if (rest.length === 0) {
    const own = child(child(root, "parameters"), first);
    if (own) return { kind: "place", steps: ["parameters", first] };
    const named = candidates.filter((candidate) => candidate.name === first);
    const [only] = named;
    if (only && named.length === 1) return only.found;
    if (only) throw new LapicqueError("ambiguous-path", { path, known: named.map((candidate) => candidate.path) }, span);
  }
  const paths = candidates.map((candidate) => candidate.path);
  // `cell.b` may mean a parameter of the population's neuron, whose path is longer.
  const same = candidates.filter(({ name, path: whole }) => rest.length === 1 && name === rest[0] && whole.split(".").includes(first));
  const near = rest.length === 0 ? suggest(first, [...candidates.map((candidate) => candidate.name), ...sections]) : suggest(path, paths);
  const suggestions = same.length > 0 ? same.map((candidate) => candidate.path).slice(0, 3) : near;
  throw new LapicqueError("unknown-path", { path, name: path, where: "", known: paths.slice(0, 30), suggestions }, span);
}

interface Candidate {
  readonly name: string;
  readonly path: string;
  readonly found: Found;
}

/** Every parameter and input of the document, with its whole path. */
function candidatesOf(root: MapNode): Candidate[] {
  const found: Candidate[] = entriesOf(child(root, "parameters")).map(([name]) => ({
    name,
    path: `parameters.${name}`,
    found: { kind: "place", steps: ["parameters", name] },
  }));
  for (const section of entrySections) {
    for (const [entry, { value }] of entriesOf(child(root, section))) {
      for (const [name] of entriesOf(child(value, "parameters"))) {
        const steps = [section, entry, "parameters", name];
        found.push({ name, path: steps.join("."), found: { kind: "place", steps } });
      }
    }
  }
  for (const population of ["populations", "rates", "fields"].flatMap((section) => entriesOf(child(root, section)).map(([name]) => name))) {
    const neuron = optionalText(child(child(child(root, "populations"), population), "neuron"));
    const entry = neuron === undefined ? onceNamed(root, population) : child(child(root, "neurons"), neuron);
    for (const [name] of entriesOf(child(entry, "inputs"))) {
      found.push({ name, path: `${population}.${name}`, found: { kind: "input", population, input: name } });
    }
  }
  return found;
}

/** Position of the item of a list that a step of a path means: by its `name:`, or an item without one by its kind and number from 1 (`stimulus_2`). */
export function listItem(names: readonly string[], step: string): number {
  const named = names.indexOf(step);
  const number = Number(/^[a-z]+_([1-9][0-9]*)$/.exec(step)?.[1] ?? 0) - 1;
  return named < 0 && names[number] === "" ? number : named;
}

/** Follows a path through the document; a key that is not there yet must be one that the schema knows there. */
function walk(root: MapNode, path: string, names: readonly string[], span: Span): (string | number)[] {
  const steps: (string | number)[] = [];
  let at: Node | undefined = root;
  for (const name of names) {
    const where = names.slice(0, steps.length).join(".");
    if (at?.kind === "scalar") throw new LapicqueError("path-too-long", { path, where }, span);
    if (at?.kind === "list") {
      const known: readonly string[] = at.items.map((item) => optionalText(child(item, "name")) ?? "");
      const index = listItem(known, name);
      if (index < 0) {
        const named = known.filter((each) => each !== "");
        throw new LapicqueError("unknown-item", { path, name, where, known: named, suggestions: suggest(name, named) }, span);
      }
      steps.push(index);
      at = at.items[index];
      continue;
    }
    const inner = child(at, name);
    if (!inner) checkNewKey(root, path, name, steps, at, span);
    steps.push(name);
    at = inner;
  }
  return steps;
}

function fail(path: string, name: string, where: string, known: readonly string[], span: Span): never {
  throw new LapicqueError("unknown-path", { path, name, where, known, suggestions: suggest(name, known) }, span);
}

/** A key that the document does not have: allowed where the schema names it, and in a population for what its neuron has. */
function checkNewKey(
  root: MapNode,
  path: string,
  name: string,
  steps: readonly (string | number)[],
  at: Node | undefined,
  span: Span,
): void {
  const [section, entry, part] = steps;
  // Each scale checks its own options.
  if (section === "run" && entry === "options") return;
  const there = entriesOf(at).map(([key]) => key);
  if (section === "populations" && steps.length === 3 && (part === "parameters" || part === "initial")) {
    const neuron = optionalText(child(child(child(root, "populations"), String(entry)), "neuron")) ?? "";
    const ofNeuron = entriesOf(child(child(child(root, "neurons"), neuron), part)).map(([key]) => key);
    if (ofNeuron.includes(name)) return;
    fail(path, name, steps.join("."), [...there, ...ofNeuron], span);
  }
  const allowed = keysAt(documentSchema(), steps);
  if (allowed.includes(name)) return;
  fail(path, name, steps.join("."), [...there, ...allowed.filter((key) => !there.includes(key))], span);
}

/** A copy of `own` with a value at a path; what is missing on the way is made. A bare value keeps the meaning of a described one. */
function setAt(own: MapNode, steps: readonly (string | number)[], value: Node): MapNode {
  const set = (node: Node | undefined, rest: readonly (string | number)[]): Node => {
    const [step, ...deeper] = rest;
    if (step === undefined) return node ? merge(node, value) : value;
    if (node?.kind === "list") {
      return { ...node, items: node.items.map((item, i) => (i === Number(step) ? set(item, deeper) : item)) };
    }
    const map: MapNode = node?.kind === "map" ? node : emptyAt(value);
    return withEntry(map, String(step), set(child(map, String(step)), deeper));
  };
  // The outermost node is a mapping and stays one.
  return set(own, steps) as MapNode;
}

function emptyAt(value: Node): MapNode {
  return { ...(fromPlain({}, "--set") as MapNode), span: value.span };
}
