/** From texts to a document: includes and catalogue models, asked for one after the other. */
import { LapicqueError, type Span } from "../../base/index.ts";
import { suggest } from "../../language/index.ts";
import { modelIds } from "../catalogue/index.ts";
import { type Model, modelEntry } from "../catalogue/model.ts";
import type { Document, Library } from "./document.ts";
import { renameFiles } from "./files.ts";
import { child, descend, entriesOf, itemsOf, type MapNode, merge, optionalText, textOf, withEntry, withoutEntries } from "./node.ts";
import { besideDocument } from "./paths.ts";
import { type Parsed, parseText } from "./yaml.ts";

/** A file as the host found it: its text, or why it could not be read. */
export type FileText = { readonly text: string } | { readonly reason: string };

/** What must be read before a document is whole: files by the names under which they will be looked up, catalogue models by id. */
export interface Needs {
  readonly files: readonly string[];
  readonly models: readonly string[];
}

/** The document, or what must be read before there is one. */
export type Resolution = { readonly kind: "document"; readonly document: Document } | ({ readonly kind: "needs" } & Needs);

/**
 * Puts a document together from the texts read so far. Asks for files (by the names under which they will be looked up) and for
 * catalogue models (by id) until nothing is missing; the caller reads them and calls again. Never throws for a wrong document.
 */
export function resolveDocument(name: string, texts: ReadonlyMap<string, FileText>, models: ReadonlyMap<string, Model>): Resolution {
  const resolver: Resolver = { texts, models, errors: [], needsFiles: new Set(), needsModels: new Set(), files: new Map() };
  const own = readFile(resolver, name, undefined, []) ?? emptyMap(name);
  const loaded: Library = { files: resolver.files, models };
  collectNeeds(resolver, name, own);
  // Files that only an override names are read like the others.
  for (const file of texts.keys()) readFile(resolver, file, undefined, []);
  if (resolver.needsFiles.size > 0 || resolver.needsModels.size > 0) {
    return { kind: "needs", files: [...resolver.needsFiles], models: [...resolver.needsModels] };
  }
  return { kind: "document", document: withOwn({ name, own, root: own, loaded, errors: resolver.errors, broken: [] }, own) };
}

/** What a document needs after an override or in its sweep (`neurons.cell.model`), and what was loaded does not have. */
export function needsOf({ name, own, loaded }: Document): Needs {
  const resolver: Resolver = {
    texts: new Map(),
    models: loaded.models,
    errors: [],
    needsFiles: new Set(),
    needsModels: new Set(),
    files: new Map(loaded.files),
  };
  collectNeeds(resolver, name, own);
  for (const [path, entry] of entriesOf(child(child(own, "sweep"), "over"))) {
    if (!/^\w+\.\w+\.model$/.test(path)) continue;
    for (const id of itemsOf(entry.value).map(optionalText)) {
      if (id !== undefined && modelIds.includes(id) && !loaded.models.has(id)) resolver.needsModels.add(id);
    }
  }
  return { files: [...resolver.needsFiles], models: [...resolver.needsModels] };
}

/** The same document with other own values: every entry is put together anew. */
export function withOwn(document: Document, own: MapNode): Document {
  const errors = document.errors.filter((error) => !entryErrors.has(error));
  const joiner: Joiner = { name: document.name, own, loaded: document.loaded, errors: [], broken: [] };
  const root = joinEntries(joiner, own);
  for (const error of joiner.errors) entryErrors.add(error);
  return { ...document, own, root, errors: [...errors, ...joiner.errors], broken: joiner.broken };
}

/** Errors that putting entries together made: they are found anew each time. */
const entryErrors = new WeakSet<LapicqueError>();

interface Resolver {
  readonly texts: ReadonlyMap<string, FileText>;
  readonly models: ReadonlyMap<string, Model>;
  readonly errors: LapicqueError[];
  readonly needsFiles: Set<string>;
  readonly needsModels: Set<string>;
  readonly files: Map<string, MapNode>;
}

function emptyMap(name: string): MapNode {
  return { kind: "map", entries: new Map(), span: { source: parseText(name, "").source, start: 0, end: 0 } };
}

/** A file with its top-level includes merged in; undefined if it must be read first or has no mapping. */
function readFile(resolver: Resolver, name: string, at: Span | undefined, active: readonly string[]): MapNode | undefined {
  if (active.includes(name)) {
    resolver.errors.push(new LapicqueError("include-cycle", { cycle: [...active.slice(active.indexOf(name)), name] }, at));
    return undefined;
  }
  const known = resolver.files.get(name);
  if (known) return known;
  const found = resolver.texts.get(name);
  if (!found) {
    resolver.needsFiles.add(name);
    return undefined;
  }
  if ("reason" in found) {
    const isTold = resolver.errors.some(({ code, data }) => code === "missing-include" && data.file === name);
    // Where a document names it twice, once is enough.
    if (!isTold) resolver.errors.push(new LapicqueError("missing-include", { file: name, reason: found.reason }, at));
    return undefined;
  }
  const parsed: Parsed = parseText(name, found.text);
  resolver.errors.push(...parsed.errors);
  if (!parsed.root) return undefined;
  const own = mergeIncludes(resolver, name, parsed.root, [...active, name]);
  resolver.files.set(name, own);
  return own;
}

/** Top-level `include:`: whole files, one after the other, under the document's own keys. */
function mergeIncludes(resolver: Resolver, name: string, root: MapNode, active: readonly string[]): MapNode {
  const include = child(root, "include");
  const own = withoutEntries(root, ["include"]);
  let base: MapNode | undefined;
  for (const item of itemsOf(include)) {
    if (item.kind !== "scalar") continue;
    const file = besideDocument(name, textOf(item));
    const included = readFile(resolver, file, item.span, active);
    if (!included) continue;
    checkUnits(resolver.errors, own, included, file, item.span);
    const folderChanged = renameFiles(included, (each) => relativeTo(name, besideDocument(file, each)));
    base = base ? asMap(merge(base, folderChanged)) : folderChanged;
  }
  return base ? asMap(merge(base, own)) : own;
}

function asMap(node: ReturnType<typeof merge>): MapNode {
  // Merging two mappings gives a mapping.
  return node as MapNode;
}

/** A name such that `besideDocument(document, name)` is `file`. */
function relativeTo(document: string, file: string): string {
  if (besideDocument(document, file) === file) return file;
  const from = document.split(/[/\\]/).slice(0, -1);
  const to = file.split("/");
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => ".."), ...to.slice(same)].join("/");
}

function unitsOf(root: MapNode): string {
  return optionalText(child(root, "units")) === "none" ? "none" : "physical";
}

function checkUnits(errors: LapicqueError[], own: MapNode, included: MapNode, file: string, span: Span): void {
  // A document that does not say takes over what the included one says.
  if (child(own, "units") === undefined || unitsOf(own) === unitsOf(included)) return;
  errors.push(new LapicqueError("include-units", unitWords(file, unitsOf(included), unitsOf(own)), span));
}

function unitWords(file: string, theirs: string, ours: string) {
  const words = (units: string) => (units === "none" ? "in plain numbers (`units: none`)" : "with units");
  return { file, theirs: words(theirs), ours: words(ours) };
}

const sections = ["neurons", "rates", "fields", "synapses", "populations"] as const;

/** Files and models that entries begin from. */
function collectNeeds(resolver: Resolver, name: string, own: MapNode): void {
  const seen = new Set<string>();
  const visit = (file: string, root: MapNode): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const section of sections) {
      for (const [, entry] of entriesOf(child(root, section))) {
        const model = child(entry.value, "model");
        if (model?.kind === "scalar" && modelIds.includes(textOf(model)) && !resolver.models.has(textOf(model)))
          resolver.needsModels.add(textOf(model));
        const include = child(entry.value, "include");
        const [other] = include?.kind === "scalar" ? fileAndPath(textOf(include)) : [];
        if (other === undefined) continue;
        const target = besideDocument(file, other);
        const root2 = readFile(resolver, target, include?.span, []);
        if (root2) visit(target, root2);
      }
    }
  };
  visit(name, own);
}

/** `net.yaml#neurons.pyr` -> file and path; `neurons.pyr` -> no file. */
function fileAndPath(text: string): readonly [string | undefined, string] {
  const hash = text.indexOf("#");
  return hash < 0 ? [undefined, text] : [text.slice(0, hash), text.slice(hash + 1)];
}

interface Joiner {
  readonly name: string;
  readonly own: MapNode;
  readonly loaded: Library;
  readonly errors: LapicqueError[];
  readonly broken: string[];
}

function joinEntries(joiner: Joiner, own: MapNode): MapNode {
  let root = own;
  for (const section of sections) {
    const node = child(root, section);
    if (node?.kind !== "map") continue;
    const entries = new Map(node.entries);
    for (const [name, entry] of node.entries) {
      if (entry.value.kind !== "map") continue;
      entries.set(name, { key: entry.key, value: joinEntry(joiner, joiner.name, own, entry.value, [`${section}.${name}`]) });
    }
    root = withEntry(root, section, { ...node, entries });
  }
  return root;
}

/** An entry over what it begins from. Errors are kept and the entry stays as it is. */
function joinEntry(joiner: Joiner, file: string, root: MapNode, entry: MapNode, active: readonly string[]): MapNode {
  try {
    const base = baseOf(joiner, file, root, entry, active);
    return base ? asMap(merge(withoutEntries(base, replacedBy(entry)), withoutEntries(entry, ["include"]))) : entry;
  } catch (error) {
    if (!(error instanceof LapicqueError)) throw error;
    joiner.errors.push(error);
    if (active[0] !== undefined) joiner.broken.push(active[0]);
    return withoutEntries(entry, ["include"]);
  }
}

/** A neuron fires at a threshold or at random: the entry's own rule takes the place of the other. */
function replacedBy({ entries }: MapNode): readonly string[] {
  if (entries.has("hazard") === entries.has("spike")) return [];
  return [entries.has("hazard") ? "spike" : "hazard"];
}

function baseOf(joiner: Joiner, file: string, root: MapNode, entry: MapNode, active: readonly string[]): MapNode | undefined {
  const include = child(entry, "include");
  const model = child(entry, "model");
  if (include?.kind === "scalar" && model) throw new LapicqueError("include-and-model", {}, include.span);
  if (include?.kind === "scalar") return includedEntry(joiner, file, root, textOf(include), include.span, active);
  if (model?.kind === "scalar") return catalogueEntry(joiner, root, textOf(model), model.span, entry);
  const set = entry.entries.get("set");
  if (set) throw new LapicqueError("set-without-model", {}, set.key);
  return undefined;
}

function includedEntry(
  joiner: Joiner,
  file: string,
  root: MapNode,
  text: string,
  span: Span,
  active: readonly string[],
): MapNode | undefined {
  const [other, path] = fileAndPath(text);
  const otherFile = other === undefined ? file : besideDocument(file, other);
  const otherRoot = other === undefined ? root : joiner.loaded.files.get(otherFile);
  // A file that could not be read was reported where it was asked for.
  if (!otherRoot) {
    if (active[0] !== undefined) joiner.broken.push(active[0]);
    return undefined;
  }
  const key = otherFile === joiner.name ? path : `${otherFile}#${path}`;
  if (active.includes(key)) throw new LapicqueError("include-cycle", { cycle: [...active.slice(active.indexOf(key)), key] }, span);
  const found = descend(otherRoot, path.split("."));
  if (found?.kind !== "map") {
    const known = sections.flatMap((section) => entriesOf(child(otherRoot, section)).map(([name]) => `${section}.${name}`));
    throw new LapicqueError("include-no-entry", { path, file: otherFile, known, suggestions: suggest(path, known) }, span);
  }
  if (unitsOf(otherRoot) !== unitsOf(joiner.own)) {
    throw new LapicqueError("include-units", unitWords(otherFile, unitsOf(otherRoot), unitsOf(joiner.own)), span);
  }
  return joinEntry(joiner, otherFile, otherRoot, found, [...active, key]);
}

function catalogueEntry(joiner: Joiner, root: MapNode, id: string, span: Span, entry: MapNode): MapNode {
  const model = joiner.loaded.models.get(id);
  if (!model) throw new LapicqueError("unknown-model", { name: id, known: modelIds, suggestions: suggest(id, modelIds) }, span);
  if (model.units !== unitsOf(root))
    throw new LapicqueError("include-units", unitWords(`the model ${id}`, model.units, unitsOf(root)), span);
  const set = child(entry, "set");
  if (set?.kind !== "scalar") return modelEntry(model);
  const name = textOf(set);
  const known = Object.keys(model.sets);
  if (!known.includes(name))
    throw new LapicqueError("unknown-set", { name, model: id, known, suggestions: suggest(name, known) }, set.span);
  return modelEntry(model, name);
}
