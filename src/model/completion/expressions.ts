/** Names, functions and units inside of equations and values. */
import { glossary, suggestUnits } from "../../language/index.ts";
import { baseUnits, prefixNames } from "../../units/index.ts";
import { type Candidate, isAt, type Look, type Situation } from "./candidate.ts";
import { documentNames, entryOf, type KnownName, layersOf, namesOf, populationOf } from "./known-names.ts";
import { items, valueAt, words } from "./outline.ts";

/** What is read where a value stands. */
export interface Scope {
  /** The entry whose names are visible. */
  readonly entry?: readonly [section: string, entry: string];
  /** Sorts of names of the language that have a meaning here. */
  readonly kinds: ReadonlySet<string>;
  /** Names of the language that do. */
  readonly names: readonly string[];
}

const always = ["function", "constant", "operator"];

/** Units that the field writes every day come first. */
const usual = ["ms", "mV", "pA", "nS", "pF", "Hz", "s", "nA", "MOhm", "uA", "mS", "uF", "nF", "um", "kHz", "GOhm"];

/** The scope of the value at a path; undefined where no expression stands. */
export function scopeAt({ path, outline }: Situation): Scope | undefined {
  const [section = "", entry = "", part = ""] = path.map(String);
  if (isAt(path, "neurons|rates|fields|synapses.*.pre|post|edge.*", "neurons|rates|fields|synapses.*.pre|post|edge.*.*")) {
    return { entry: [section, entry], kinds: new Set([...always, "random"]), names: ["t", "dt", "xi", "weight", "delay", "pre", "post"] };
  }
  if (["neurons", "rates", "fields", "synapses"].includes(section) && path.length >= 3) {
    if (part === "equations") {
      const field = section === "fields" ? ["field"] : [];
      return { entry: [section, entry], kinds: new Set([...always, ...field]), names: ["t", "age", "dt", "xi"] };
    }
    if (["spike", "hazard", "output", "send"].includes(part))
      return { entry: [section, entry], kinds: new Set(always), names: ["t", "age", "dt"] };
    if (["reset", "refractory", "initial", "parameters", "bounds"].includes(part) && isValueOf(path)) {
      return { entry: [section, entry], kinds: new Set([...always, "random"]), names: ["index", "size", "position", "dt"] };
    }
    return undefined;
  }
  if (isAt(path, "populations.*.parameters|initial.*", "populations.*.parameters|initial.*.value")) {
    return {
      entry: ["neurons", words(valueAt(outline, ["populations", entry, "neuron"]))],
      kinds: new Set([...always, "random"]),
      names: ["index", "size", "position"],
    };
  }
  if (isAt(path, "parameters.*", "parameters.*.value", "run.*", "sweep.over.*.*")) return { kinds: new Set(always), names: [] };
  if (section === "stimuli" && isAt(path, "stimuli.*.*.*", "stimuli.*.expression|start|duration|delay|redraw")) {
    const [to] = items(valueAt(outline, ["stimuli", Number(entry), "to"])).map(words);
    return {
      ...(to ? { entry: entryOf(outline, populationOf(outline, to)) } : {}),
      kinds: new Set([...always, "random"]),
      names: ["t", "index", "size", "position"],
    };
  }
  if (isAt(path, "projections.*.synapse|connect.kind|into|norm|pairs|self")) return undefined;
  if (isAt(path, "projections.*.weight|delay", "projections.*.connect|synapse|parameters.*")) {
    return { kinds: new Set([...always, "random"]), names: ["distance", "pre", "post"] };
  }
  if (isAt(path, "record.*.*"))
    return { entry: entryOf(outline, populationOf(outline, entry)), kinds: new Set(always), names: ["t", "age"] };
  return undefined;
}

/** Words of a described value (`meaning`, `source`) are no expressions. */
function isValueOf(path: readonly (string | number)[]): boolean {
  return path.length <= 4 || ["value", "range"].includes(`${path[4]}`);
}

/** What an expression may go on with. */
export const expressionCandidates: Look = async (situation) => {
  const { path, place, outline } = situation;
  if (isAt(path, "neurons|rates|fields|synapses.*.inputs.*", "stimuli.*.recording.unit", "compare.signals.*.unit")) return units("");
  const scope = scopeAt(situation);
  const number = /(?:^|[^\w.])(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*(?:[A-Za-z]+(?:\^-?\d)?\s*[*/]\s*)*([A-Za-z]*)$/.exec(place.written);
  if (number && (scope || isAt(path, "figures.*.*.*", "compare.window"))) return units(number[1] ?? "");
  if (!scope) return [];
  const own = scope.entry ? namesOf(await layersOf(outline, ...scope.entry)) : [];
  const here = own.some(({ name }) => name === path.at(-1)) ? `${path.at(-1)}` : "";
  const names = [...own, ...documentNames(outline)].filter(({ name }) => name !== here || path[2] === "reset");
  return [...names.map(ofName), ...ofLanguage(scope)];
};

function ofName({ name, kind, detail, meaning }: KnownName): Candidate {
  const said = { detail: `${kind}${detail === "" || kind === "function" ? "" : `, ${detail}`}`, ...(meaning ? { meaning } : {}) };
  return kind === "function" ? { label: name, kind, ...said, apply: `${name}(`, behind: ")" } : { label: name, kind: "name", ...said };
}

function ofLanguage({ kinds, names }: Scope): readonly Candidate[] {
  return [...glossary].flatMap(([label, { kind, written, meaning }]): Candidate[] => {
    if (!(kinds.has(kind) || names.includes(label)) || label === "dexprel") return [];
    const isCall = written !== label;
    return [
      {
        label,
        kind: isCall ? "function" : "name",
        detail: isCall ? written : meaning,
        ...(isCall ? { meaning, apply: `${label}(`, behind: ")" } : {}),
      },
    ];
  });
}

/** Units, those of every day first; for a name that is none, those that may have been meant. */
function units(written: string): readonly Candidate[] {
  const meant = written === "" ? [] : suggestUnits(written);
  const all = [...new Set([...meant, ...usual, ...unitWords.keys()])];
  return all.map((label) => ({ label, kind: "unit", detail: unitWords.get(label) ?? "", isMeant: meant.includes(label) }));
}

/** `millivolt` of `mV`. */
export const unitWords: ReadonlyMap<string, string> = new Map(
  baseUnits.flatMap(({ symbol, word, prefixes }) => [
    [symbol, word] as const,
    ...[...prefixes].map((prefix) => [prefix + symbol, `${prefixNames.get(prefix)}${word}`] as const),
  ]),
);
