/** Values that are words: ids of registries, names of entries, populations and what they have. */
import { catalogue } from "../catalogue/index.ts";
import { vocabulary } from "../names.ts";
import { documentSchema } from "../schema/document.ts";
import { choicesAt } from "../schema/keys.ts";
import { synapseKinds } from "../synapses/index.ts";
import { asWords, type Candidate, isAt, type Look, type Situation } from "./candidate.ts";
import { entryOf, layersOf, modelOf, namesOf, placesOf, populationOf, statesOf } from "./known-names.ts";
import { items, keys, mapping, valueAt, words } from "./outline.ts";

/** What neurons record beside their own names. */
const recorded: Readonly<Record<string, string>> = {
  spikes: "times of all spikes",
  activity: "spikes per neuron and time",
  density: "probability density of what the scale describes",
};

/** Words of which one may be the value. */
export const wordCandidates: Look = async (situation) => {
  const { path, knowledge } = situation;
  const named = await byName(situation);
  return named.length > 0 ? named : asWords(choicesAt(documentSchema(), path), (id) => knowledge.titles.get(id));
};

async function byName(situation: Situation): Promise<readonly Candidate[]> {
  const { path, outline, knowledge } = situation;
  const [section = "", entry = ""] = path.map(String);
  if (isAt(path, "neurons|rates.*.model")) return catalogue.map(({ id, title }) => ({ label: id, kind: "word", detail: title }));
  if (isAt(path, "neurons|rates.*.set")) {
    const model = await modelOf(valueAt(outline, [section, entry]));
    return Object.entries(model?.sets ?? {}).map(([label, { title, phenomenon }]) => ({
      label,
      kind: "word",
      detail: title,
      meaning: phenomenon,
    }));
  }
  if (isAt(path, "neurons|rates|fields|synapses|populations.*.include")) {
    return asWords(keys(outline.get(section)).flatMap((name) => (name === entry ? [] : [`${section}.${name}`])));
  }
  if (isAt(path, "populations.*.neuron")) return asWords(keys(outline.get("neurons")));
  if (isAt(path, "populations.*.*") && typeof path[2] === "number")
    return asWords(keys(outline.get("populations")).filter((one) => one !== entry));
  if (isAt(path, "projections.*.from|to", "projections.*.from|to.*", "projections.*.except.*.from|to")) return asWords(placesOf(outline));
  if (isAt(path, "compare.population")) return asWords(keys(outline.get("populations")));
  if (isAt(path, "stimuli.*.to", "stimuli.*.to.*", "stimuli.*.clamp.to")) return targets(situation);
  if (isAt(path, "projections|stimuli.*.synapse.kind")) {
    const own = asWords(keys(outline.get("synapses")), () => "of this document");
    return [...own, ...synapseKinds.map(({ id, title }) => ({ label: id, kind: "word" as const, detail: title }))];
  }
  if (isAt(path, "projections|stimuli.*.synapse.into")) return into(situation);
  if (isAt(path, "record.*", "record.*.*")) return recordable(situation);
  if (isAt(path, "neurons.*.refractory.hold.*")) return asWords(statesOf(await layersOf(outline, "neurons", entry)));
  if (isAt(path, "sweep.measure.*")) {
    return keys(outline.get("populations")).flatMap((name) =>
      asWords(
        Object.keys(knowledge.measures).map((one) => `${name}.${one}`),
        (one) => knowledge.measures[one.slice(name.length + 1)]?.meaning,
      ),
    );
  }
  if (isAt(path, "figures.*")) return asWords(vocabulary.figures, (id) => knowledge.titles.get(id));
  if (path[0] === "figures" && path.length >= 4) return optionWords(situation);
  return [];
}

/** `POP.INPUT`; states too, where a spike or a clamp acts on them. */
async function targets({ path, outline }: Situation): Promise<readonly Candidate[]> {
  const item = mapping(valueAt(outline, path.slice(0, 2)));
  const actsOnStates = ["poisson", "spikes", "clamp"].some((kind) => item.has(kind));
  const found: Candidate[] = [];
  for (const place of placesOf(outline)) {
    const layers = await layersOf(outline, ...entryOf(outline, populationOf(outline, place)));
    for (const { name, kind, detail } of namesOf(layers)) {
      if (kind === "input" || (kind === "state" && actsOnStates)) {
        found.push({ label: `${place}.${name}`, kind: "word", detail: `${kind} ${kind === "input" ? detail : ""}`.trim() });
      }
    }
  }
  return found;
}

/** Inputs and states of the neurons that a synapse reaches. */
async function into({ path, outline }: Situation): Promise<readonly Candidate[]> {
  const to = items(valueAt(outline, [...path.slice(0, 2), "to"])).map(words);
  const found = new Map<string, Candidate>();
  for (const place of to) {
    const layers = await layersOf(outline, ...entryOf(outline, populationOf(outline, place)));
    for (const { name, kind, detail } of namesOf(layers)) {
      if (kind === "input") found.set(name, { label: name, kind: "word", detail: `input ${detail}` });
      else if (kind === "state" && !found.has(name)) found.set(name, { label: name, kind: "word", detail: "state, for `delta`" });
    }
  }
  return [...found.values()];
}

async function recordable({ path, outline }: Situation): Promise<readonly Candidate[]> {
  const [section, entry] = entryOf(outline, populationOf(outline, `${path[1]}`));
  const layers = await layersOf(outline, section, entry);
  const own = namesOf(layers).filter(({ kind }) => kind !== "parameter" && kind !== "function");
  const there = new Set(items(valueAt(outline, path.slice(0, 2))).map(words));
  const fires = section === "neurons" ? Object.keys(recorded) : [];
  const found: Candidate[] = [
    ...asWords(fires, (name) => recorded[name]),
    ...own.map(({ name, kind }) => ({ label: name, kind: "name" as const, detail: kind })),
    ...own.map(({ name }) => ({ label: `mean(${name})`, kind: "function" as const, detail: "over the neurons" })),
  ];
  return found.filter(({ label }) => !there.has(label));
}

/** Words of a figure's option, and names where it takes names. */
async function optionWords({ path, outline, knowledge }: Situation): Promise<readonly Candidate[]> {
  const [, , figure, option] = path.map(String);
  const known = (await knowledge.figureOptions(figure ?? ""))[option ?? ""];
  if (known?.words) return asWords(known.words);
  if (option === "populations" || option === "population" || option === "of") return asWords(placesOf(outline));
  if (option === "signals") {
    const record = mapping(outline.get("record"));
    return asWords(
      keys(record).flatMap((place) =>
        items(record.get(place)).flatMap((one) => (words(one) === "spikes" ? [] : [`${place}.${words(one)}`])),
      ),
    );
  }
  if (figure === "phase-plane" || figure === "bifurcation") {
    const states = await Promise.all(placesOf(outline).map(async (place) => statesOf(await layersOf(outline, ...entryOf(outline, place)))));
    return asWords([...new Set(states.flat())]);
  }
  return [];
}
