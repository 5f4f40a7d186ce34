/** What the word at a place of a document means: in equations with unit and value, elsewhere as the schema and the registries say. */

import { fileSource, LapicqueError } from "../../base/index.ts";
import { glossary, isNoise, parseUnit, printText, type Statement } from "../../language/index.ts";
import { equalDimensions, fromInternal, internalFromText, noUnit, type Unit, unitNamed, unitSymbol } from "../../units/index.ts";
import type { Bound } from "../bind/bind.ts";
import type { BoundFlow } from "../bind/flow.ts";
import type { BoundParameter } from "../bind/parameters.ts";
import { showValue } from "../bind/unit-text.ts";
import { catalogue } from "../catalogue/index.ts";
import { documentSchema } from "../schema/document.ts";
import { choicesAt, describedKeysAt } from "../schema/keys.ts";
import { synapseKinds } from "../synapses/index.ts";
import type { Knowledge, Situation } from "./candidate.ts";
import { cursorPlace } from "./cursor-place.ts";
import { scopeAt, unitWords } from "./expressions.ts";
import { documentNames, entryOf, type KnownName, layersOf, namesOf, populationOf } from "./known-names.ts";
import { mapping, type Outline, outlineOf, valueAt, words } from "./outline.ts";

/** What a stretch of the text means. */
export interface Meaning {
  readonly from: number;
  readonly to: number;
  /** As it is written. */
  readonly name: string;
  /** What it is, with its unit or value: `parameter, 300 ms`. */
  readonly what: string;
  /** More, a sentence each: what it stands for, its equation, its range, its source. */
  readonly lines: readonly string[];
}

type Said = Omit<Meaning, "from" | "to">;

/**
 * The meaning of the word, number or unit at an offset; undefined where there is nothing to say. `bound` is the document as it was bound:
 * without it, or for an entry with mistakes, units are not known and values are as they are written.
 */
export async function meaningAt(text: string, offset: number, knowledge: Knowledge, bound?: Bound): Promise<Meaning | undefined> {
  const quantity = stretch(
    text,
    offset,
    /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?:[ \t]*[A-Za-z]+(?:\^-?\d)?(?:[*/][A-Za-z]+(?:\^-?\d)?)*)?/gi,
  );
  const word = stretch(text, offset, /[\p{L}_][\p{L}\w]*(?:[.-][\p{L}_][\p{L}\w]*)*/gu) ?? quantity;
  if (!word) return undefined;
  const isName = /^[\p{L}_]/u.test(word.text);
  const place = cursorPlace(text, word.to);
  if (!place) return undefined;
  const situation: Situation = { place, path: place.path, outline: outlineOf(text), knowledge };
  const hasColon = /^["']?\s*:(\s|$)/.test(text.slice(word.to));
  const scope = place.role === "value" || (place.role === "either" && !hasColon) ? scopeAt(situation) : undefined;
  if (hasColon && place.role !== "value")
    return here(word, keyMeaning(situation, word.text) ?? (await nameMeaning(situation, word.text, bound)));
  if (quantity && scope && (!isName || quantity.from < word.from)) return here(quantity, quantityMeaning(quantity.text));
  if (!isName) return undefined;
  const said = await wordMeaning(situation, word.text, bound);
  if (said || !scope) return here(word, said ?? unitMeaning(situation, word.text));
  // `dV/dt` is of V.
  const derivative = stretch(text, offset, /\bd[\p{L}_][\p{L}\w]*\/dt\b/gu);
  if (derivative) return here(derivative, await nameMeaning(situation, derivative.text.slice(1, -"/dt".length), bound, scope.entry));
  const inner = stretch(text, offset, /[\p{L}_][\p{L}\w]*/gu)!;
  return here(inner, await nameMeaning(situation, inner.text, bound, scope.entry));
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function here({ from, to }: Stretch, said: Said | undefined): Meaning | undefined {
  return said && { from, to, ...said };
}

/** The match of a pattern in the line of the offset that holds the offset, or ends there. */
function stretch(text: string, offset: number, pattern: RegExp): Stretch | undefined {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  const found = [...text.slice(start, end < 0 ? undefined : end).matchAll(pattern)]
    .map((match) => ({ from: start + match.index, to: start + match.index + match[0].length, text: match[0] }))
    .filter(({ from, to }) => from <= offset && offset <= to);
  // Between two, the one that begins here.
  return found.at(-1);
}

/** A key of the schema. */
function keyMeaning({ path }: Situation, name: string): Said | undefined {
  const key = describedKeysAt(documentSchema(), path).find((one) => one.name === name);
  return key && { name, what: key.isRequired && path.length > 0 ? "key, required" : "key", lines: key.meaning === "" ? [] : [key.meaning] };
}

/** A value that is a word: an id of a registry, an entry, a population, or what one of them has. */
async function wordMeaning(
  { path, outline, knowledge, place }: Situation,
  name: string,
  bound: Bound | undefined,
): Promise<Said | undefined> {
  if (place.written !== name) return undefined;
  const last = path.at(-1);
  const title = knowledge.titles.get(name);
  if (title !== undefined && (choicesAt(documentSchema(), path).includes(name) || path[0] === "figures"))
    return { name, what: title, lines: [] };
  if (last === "model") {
    const model = catalogue.find(({ id }) => id === name);
    return model && { name, what: model.title, lines: [(await model.load()).phenomenon] };
  }
  if (last === "kind") {
    const kind = synapseKinds.find(({ id }) => id === name);
    return kind && { name, what: kind.title, lines: [`The weight is ${kind.weight}.`] };
  }
  if (last === "neuron")
    return mapping(outline.get("neurons")).has(name) ? { name, what: "neuron of this document", lines: [] } : undefined;
  if (name === "spikes" && path[0] === "record") return { name, what: "times of all spikes", lines: [] };
  if (["stimuli", "projections", "sweep", "compare", "figures"].includes(`${path[0]}`)) return placeMeaning(outline, name, bound);
  return undefined;
}

/** `E`, `E.I`. */
async function placeMeaning(outline: Outline, name: string, bound: Bound | undefined): Promise<Said | undefined> {
  const [head = "", ...rest] = name.split(".");
  const population = populationOf(outline, head);
  const isPlace = ["populations", "rates", "fields"].some((section) => mapping(outline.get(section)).has(head));
  if (!isPlace) return undefined;
  const variable = rest.at(-1);
  const [section, entry] = entryOf(outline, population);
  if (variable !== undefined) {
    const said = await nameMeaning({ outline }, variable, bound, [section, entry]);
    return said && { ...said, name };
  }
  if (section !== "neurons") return { name, what: `entry of ${section}`, lines: [] };
  const size = words(valueAt(outline, ["populations", population, "size"])) || "1";
  return { name, what: `population of ${size} \`${entry}\``, lines: [] };
}

/** A name of an entry, of the document, or of the language. */
async function nameMeaning(
  situation: Pick<Situation, "outline"> & Partial<Situation>,
  name: string,
  bound: Bound | undefined,
  given?: readonly [section: string, entry: string],
): Promise<Said | undefined> {
  const { outline, path } = situation;
  const [section, entry] = given ?? entryAround(outline, path ?? []);
  const flow = bound?.entries.get(path?.[0] === "populations" ? `populations.${path[1]}` : `${section}.${entry}`);
  const layers = await layersOf(outline, section, entry);
  const known = [...namesOf(layers), ...documentNames(outline)].find((one) => one.name === name);
  if (known) return ownMeaning(known, flow, bound);
  const builtin = glossary.get(isNoise(name) ? "xi" : name);
  return builtin && { name: builtin.written, what: builtin.meaning, lines: [] };
}

function entryAround(outline: Outline, path: Situation["path"]): readonly [section: string, entry: string] {
  const [section = "", entry = ""] = path.map(String);
  return section === "populations" ? ["neurons", words(valueAt(outline, ["populations", entry, "neuron"]))] : [section, entry];
}

function ownMeaning({ name, kind, detail, meaning }: KnownName, flow: BoundFlow | undefined, bound: Bound | undefined): Said {
  const parameter = kind === "parameter" ? (flow?.parameters.get(name) ?? bound?.parameters.get(name)) : undefined;
  const statements = (flow?.statements ?? []).filter((one) => one.name === name);
  const said = meaning === "" ? (parameter?.meaning ?? "") : meaning;
  return {
    name: kind === "function" ? detail : name,
    what: [kind === "definition" ? "defined by an equation" : kind, ...whatOf(name, detail, kind, parameter, flow)].join(", "),
    lines: [
      ...(said === "" ? [] : [sentence(said)]),
      ...statements.map((statement: Statement) => printText(statement)),
      ...(parameter?.range ? [`Sensible from ${parameter.range.map((end) => showValue(end, parameter.unit)).join(" to ")}.`] : []),
      ...(parameter?.source === undefined ? [] : [`Source: ${parameter.source}`]),
    ],
  };
}

/** Value or unit. */
function whatOf(
  name: string,
  detail: string,
  kind: KnownName["kind"],
  parameter: BoundParameter | undefined,
  flow: BoundFlow | undefined,
): readonly string[] {
  if (parameter?.constant !== undefined) return [withOther(parameter.constant, parameter.unit)];
  if (kind === "function") return [];
  const measured = flow?.scope.measure(name);
  const unit = measured?.kind === "quantity" ? [measured.unit.parts.length === 0 ? "a plain number" : `in ${measured.unit.text}`] : [];
  return [...unit, ...(detail === "" || (kind === "input" && unit.length > 0) ? [] : [detail])];
}

/** Units of every day, into which quantities in others are converted. */
const usual = ["ms", "mV", "pA", "nS", "pF", "MOhm", "um", "Hz"] as const;

/** A value in its unit, and in that of every day. */
function withOther(value: number, unit: Unit): string {
  const other = usual.map(unitNamed).find((one) => equalDimensions(one.dimension, unit.dimension));
  const shown = showValue(value, unit);
  return other && other.text !== unit.text && unit.parts.length > 0 && Number.isFinite(value)
    ? `${shown} = ${showValue(value, other)}`
    : shown;
}

/** `0.2 nF` is 200 pF. */
function quantityMeaning(written: string): Said | undefined {
  const [, digits = "", name = ""] = /^([+-]?[\d.]+(?:e[+-]?\d+)?)\s*(.*)$/i.exec(written) ?? [];
  const unit = unitOf(name);
  if (name === "" || !unit || unit.text === noUnit.text) return undefined;
  const value = internalFromText(digits, unit);
  const base = baseOf(unit);
  const rest = base && base.text !== unit.text ? [`${Number(fromInternal(value, base).toPrecision(6))} ${base.text}`] : [];
  const usually = withOther(value, unit).split(" = ").slice(1);
  const others = [...new Set([...usually, ...rest])];
  return { name: written, what: [wordsOf(unit, name), ...others.map((other) => `= ${other}`)].join(", ").replace(/, =/g, " ="), lines: [] };
}

function unitMeaning({ path }: Situation, name: string): Said | undefined {
  return path.at(-2) === "inputs" || path.at(-1) === "unit"
    ? { name, what: unitWords.get(unitSymbol(name) ?? "") ?? "", lines: [] }
    : undefined;
}

function unitOf(name: string): Unit | undefined {
  try {
    return parseUnit(fileSource("unit", name));
  } catch (error) {
    if (error instanceof LapicqueError) return undefined;
    throw error;
  }
}

/** The unit without its prefix: `F` of `pF`; undefined for a product. */
function baseOf(unit: Unit): Unit | undefined {
  const [part] = unit.parts;
  if (!part || unit.parts.length > 1 || part.exponent.n !== 1 || part.exponent.d !== 1) return undefined;
  const base = ["s", "Hz", "V", "A", "S", "F", "Ohm", "m"].find((symbol) => part.symbol.endsWith(symbol));
  return base === undefined ? undefined : unitNamed(base);
}

function wordsOf(unit: Unit, written: string): string {
  return unitWords.get(unit.text) ?? `quantity in ${written}`;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
