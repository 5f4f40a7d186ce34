/** Keys of mappings: those of the schema, and names where a mapping goes by names. */
import { isReserved, namesIn } from "../../language/index.ts";
import { vocabulary } from "../names.ts";
import { documentSchema } from "../schema/document.ts";
import { describedKeysAt } from "../schema/keys.ts";
import { synapseKinds } from "../synapses/index.ts";
import { type Candidate, isAt, type Look, type Situation } from "./candidate.ts";
import { documentNames, entryOf, fromLayers, keysOfLayers, layersOf, namesOf, placesOf, statementsOf, statesOf } from "./known-names.ts";
import { keys, valueAt, words } from "./outline.ts";

/** Keys that may stand in a mapping and do not yet. */
export const keyCandidates: Look = async (situation) => {
  const { path, outline, place } = situation;
  const own = describedKeysAt(documentSchema(), path).toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired));
  const all = [...(await byName(situation)), ...own.map(({ name, meaning }) => key(name, meaning))];
  const there = new Set([...place.before, ...keys(valueAt(outline, path))]);
  return all.filter(({ label }) => !there.has(label));
};

function key(name: string, meaning = "", detail = ""): Candidate {
  return { label: name, kind: "key", apply: `${name}: `, ...(detail ? { detail } : {}), ...(meaning ? { meaning } : {}) };
}

/** Keys that are names of the document. */
async function byName({ path, outline, knowledge }: Situation): Promise<readonly Candidate[]> {
  const [section = "", entry = "", part = ""] = path.map(String);
  if (isAt(path, "neurons|rates|fields|synapses.*.parameters|initial|inputs|reset|bounds")) {
    return ofEntry(await layersOf(outline, section, entry), part, new Set(documentNames(outline).map(({ name }) => name)));
  }
  if (isAt(path, "populations.*.parameters|initial")) {
    const layers = await layersOf(outline, "neurons", words(valueAt(outline, ["populations", entry, "neuron"])));
    if (part === "initial") return statesOf(layers).map((name) => key(name, "", "state"));
    return namesOf(layers).flatMap(({ name, kind, detail, meaning }) => (kind === "parameter" ? [key(name, meaning, detail)] : []));
  }
  if (isAt(path, "projections|stimuli.*.synapse")) {
    const kind = synapseKinds.find(({ id }) => id === words(valueAt(outline, [...path, "kind"])));
    return Object.entries(kind?.parameters ?? {}).map(([name, { meaning }]) => key(name, meaning));
  }
  if (isAt(path, "record")) return placesOf(outline).map((name) => key(name));
  if (isAt(path, "sweep.over")) return sweepPaths(outline).map(([name, detail]) => key(name, "", detail));
  if (isAt(path, "run.options")) return vocabulary.scales.map((id) => key(id, "", knowledge.titles.get(id)));
  if (isAt(path, "figures.*")) return vocabulary.figures.map((id) => key(id, "", knowledge.titles.get(id)));
  if (isAt(path, "figures.*.*")) {
    return Object.entries(await knowledge.figureOptions(`${path[2]}`)).map(([name, { meaning }]) => key(name, meaning));
  }
  return [];
}

/** Names that an entry gives a value: states for what is of states; otherwise what its equations use and nobody defines, and its model's. */
function ofEntry(layers: Awaited<ReturnType<typeof layersOf>>, part: string, others: ReadonlySet<string>): readonly Candidate[] {
  if (part === "initial" || part === "reset" || part === "bounds") return statesOf(layers).map((name) => key(name, "", "state"));
  const inherited = keysOfLayers(layers, [part]).map((name) => {
    const value = fromLayers(layers, [part, name]);
    return key(name, words(valueAt(value, ["meaning"])), words(value));
  });
  const known = new Set([...namesOf(layers).map(({ name }) => name), ...others]);
  const used = statementsOf(layers).flatMap((statement) => {
    const local = new Set(statement.kind === "function" ? statement.parameters : []);
    const trees = statement.kind === "derivative" && statement.coefficient ? [statement.coefficient, statement.value] : [statement.value];
    return trees.flatMap((tree) => [...namesIn(tree)]).filter((name) => !local.has(name) && !known.has(name) && !isReserved(name));
  });
  return [...[...new Set(used)].map((name) => key(name, "", "used in the equations")), ...inherited];
}

/** What a sweep can go over: parameters by their names, inputs as `POP.INPUT`, seeds. */
function sweepPaths(outline: Situation["outline"]): readonly (readonly [path: string, detail: string])[] {
  const entries = ["neurons", "rates", "fields", "synapses", "populations"].flatMap((section) =>
    keys(outline.get(section)).map((entry) => ({ section, entry })),
  );
  const parameters = entries.flatMap(({ section, entry }) =>
    keys(valueAt(outline, [section, entry, "parameters"])).map((name) => ({ name, path: `${section}.${entry}.parameters.${name}` })),
  );
  const own = keys(outline.get("parameters"));
  const isOnly = (name: string) => !own.includes(name) && parameters.filter((one) => one.name === name).length === 1;
  const inputs = placesOf(outline).flatMap((place) => {
    const [section, entry] = entryOf(outline, place);
    return keys(valueAt(outline, [section, entry, "inputs"])).map((name) => `${place}.${name}`);
  });
  const writtenAt = (path: string) => words(valueAt(outline, path.split(".")));
  return [
    ...inputs.map((name) => [name, "input"] as const),
    ...own.map((name) => [name, writtenAt(`parameters.${name}`)] as const),
    ...parameters.map(({ name, path }) => [isOnly(name) ? name : path, writtenAt(path)] as const),
    ["run.seed", "an ensemble"] as const,
  ];
}
