/** The names that equations of an entry may use, as far as the text says: the entry's own, those of its model, those of the document. */
import { fileSource } from "../../base/index.ts";
import { type Block, parseEquations, type Statement } from "../../language/index.ts";
import { catalogue } from "../catalogue/index.ts";
import { type Model, modelEntry } from "../catalogue/model.ts";
import { plain } from "../document/node.ts";
import { items, keys, mapping, type Outline, outlineOf, valueAt, words } from "./outline.ts";

/** A name with a meaning in an entry. */
export interface KnownName {
  readonly name: string;
  readonly kind: "state" | "input" | "parameter" | "definition" | "function";
  /** Unit, value, or how a function is called. */
  readonly detail: string;
  readonly meaning: string;
}

/** An entry of `neurons`, `rates`, `fields` or `synapses`, with what it begins from: its own text first. */
export type Layers = readonly unknown[];

/** The catalogue model that an entry begins from. */
export async function modelOf(entry: unknown): Promise<Model | undefined> {
  const id = words(valueAt(entry, ["model"]));
  return catalogue.find((line) => line.id === id)?.load();
}

/** An entry and what it includes. Files are not read: a name that only they have is not known. */
export async function layersOf(outline: Outline, section: string, entry: string): Promise<Layers> {
  const layers: unknown[] = [];
  const seen = new Set<string>();
  let at: unknown = valueAt(outline, [section, entry]);
  while (at !== undefined) {
    layers.push(at);
    const model = await modelOf(at);
    if (model) layers.push(outlineOf(JSON.stringify(plain(modelEntry(model, knownSet(model, at))))));
    const include = words(valueAt(at, ["include"]));
    at = include === "" || seen.has(include) ? undefined : valueAt(outline, include.split("."));
    seen.add(include);
  }
  return layers;
}

function knownSet(model: Model, entry: unknown): string | undefined {
  const set = words(valueAt(entry, ["set"]));
  return Object.hasOwn(model.sets, set) ? set : undefined;
}

/** What the first layer that has it says at a path. */
export function fromLayers(layers: Layers, path: readonly (string | number)[]): unknown {
  return layers.map((layer) => valueAt(layer, path)).find((value) => value !== undefined && value !== null);
}

/** The keys that any layer has at a path. */
export function keysOfLayers(layers: Layers, path: readonly (string | number)[]): readonly string[] {
  return [...new Set(layers.flatMap((layer) => keys(valueAt(layer, path))))];
}

/** The blocks of equations of an entry, as far as their lines can be read. */
function blocksOf(layers: Layers): readonly Block[] {
  const paths = [["equations"], ["pre", "equations"], ["post", "equations"], ["edge", "equations"]];
  return paths.map((path) => parseEquations(fileSource("equations", words(fromLayers(layers, path)))));
}

/** The equations of an entry; lines that cannot be read yet are left out. */
export function statementsOf(layers: Layers): readonly Statement[] {
  return blocksOf(layers).flatMap(({ statements }) => statements);
}

/** The states of an entry: what has a derivative, and what has an initial value. */
export function statesOf(layers: Layers): readonly string[] {
  const moved = blocksOf(layers).flatMap(({ statements, broken }) => [
    ...statements.flatMap(({ kind, name }) => (kind === "derivative" ? [name] : [])),
    // Of a line that is being typed.
    ...broken.keys(),
  ]);
  const blocks = [["initial"], ["pre", "initial"], ["post", "initial"], ["edge", "initial"]];
  return [...new Set([...moved, ...blocks.flatMap((path) => keysOfLayers(layers, path))])];
}

/** Every name of an entry. */
export function namesOf(layers: Layers): readonly KnownName[] {
  const given = (kind: KnownName["kind"], path: string) =>
    keysOfLayers(layers, [path]).map((name): KnownName => {
      const value = fromLayers(layers, [path, name]);
      return { name, kind, detail: words(value), meaning: words(valueAt(value, ["meaning"])) };
    });
  const states = statesOf(layers).map((name): KnownName => {
    return { name, kind: "state", detail: `begins at ${words(fromLayers(layers, ["initial", name])) || "?"}`, meaning: "" };
  });
  const defined = statementsOf(layers).flatMap((statement): KnownName[] => {
    if (statement.kind === "derivative") return [];
    const detail = statement.kind === "function" ? `${statement.name}(${statement.parameters.join(", ")})` : "";
    return [{ name: statement.name, kind: statement.kind, detail, meaning: "" }];
  });
  return [...states, ...given("input", "inputs"), ...defined, ...given("parameter", "parameters")];
}

/** The document's own parameters. */
export function documentNames(outline: Outline): readonly KnownName[] {
  return namesOf([new Map([["parameters", outline.get("parameters")]])]);
}

/** The entry behind a population: its section, and its name there. */
export function entryOf(outline: Outline, population: string): readonly [section: string, entry: string] {
  for (const section of ["rates", "fields"]) if (mapping(outline.get(section)).has(population)) return [section, population];
  return ["neurons", words(valueAt(outline, ["populations", population, "neuron"]))];
}

/** What neurons can be named by: populations, their groups and unions, and entries that exist once. */
export function placesOf(outline: Outline): readonly string[] {
  const populations = keys(outline.get("populations"));
  const groups = populations.flatMap((name) => keys(valueAt(outline, ["populations", name, "groups"])).map((group) => `${name}.${group}`));
  return [...populations, ...groups, ...keys(outline.get("rates")), ...keys(outline.get("fields"))];
}

/** The population of a place: `E` of `E.A`, the first of a union. */
export function populationOf(outline: Outline, place: string): string {
  const [head = ""] = place.split(/[.[]/);
  const value = valueAt(outline, ["populations", head]);
  return Array.isArray(value) && words(items(value)[0]) !== head ? words(items(value)[0]) : head;
}
