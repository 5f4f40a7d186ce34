/** Values of a document's text changed in place: comments, layout and spelling of everything else stay as they are. */
import { isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap, type Document as Yaml } from "yaml";
import { fileSource, LapicqueError } from "../../base/index.ts";
import { spellOut } from "../../language/index.ts";
import { documentSchema } from "../schema/document.ts";
import { keysAt } from "../schema/keys.ts";
import { replaceInput } from "./input.ts";
import { child, plain, scalarNode } from "./node.ts";
import { listItem } from "./override.ts";
import { parseYaml } from "./parse-yaml.ts";
import { yamlText } from "./write.ts";
import { parseText } from "./yaml.ts";

/**
 * The text with values set. Reading it is reading the old text and overriding the same whole paths (`neurons.cell.parameters.a`,
 * `stimuli.stimulus_1.step.amplitude`, or `POP.INPUT`) in their order. Keys that are not there yet are written behind their neighbours.
 * Throws `path-too-long` and `unknown-item` where nothing can stand, and `bad-yaml` for a text that cannot be read.
 */
export function setValues(text: string, values: ReadonlyMap<string, string>): string {
  return textEditor(text)(values);
}

/** `setValues` on one text again and again: a slider reads it once. */
export function textEditor(text: string): (values: ReadonlyMap<string, string>) => string {
  const yaml = read(text);
  return (values) => {
    const there: Splice[] = [];
    const added: (readonly [path: string, value: string])[] = [];
    for (const [path, value] of values) {
      const splices = isInputPath(path) ? undefined : splicesAt({ text, path, value: value.trim() }, rootOf(yaml), path.split("."));
      // What is written behind a neighbour moves the neighbour's place: one after the other, in a text that is read again.
      if (splices?.every(({ from, to }) => from < to)) there.push(...splices);
      else added.push([path, value]);
    }
    return added.reduce((before, [path, value]) => addOne(before, path, value), apply(text, there));
  };
}

/** An entry that was taken out of a text: what stood there, and the text without it. */
export interface Removal {
  readonly removed: string;
  readonly text: string;
}

/**
 * The text without the entry that stands at a place, the innermost one there; then without each of those beside it that have one of these
 * names. Empty where no entry stands, and for a text that is no YAML.
 */
export function removeEntries(text: string, at: number, beside: readonly string[] = []): readonly Removal[] {
  const yaml = parseYaml(text);
  const found = yaml.errors.length > 0 ? undefined : entryAt(yaml.contents, at);
  if (!found) return [];
  const { map, pair } = found;
  const others = map.items.filter((each) => each !== pair && beside.includes(keyOf(each)));
  return [pair, ...others].map((each) => ({
    removed: text.slice(rangeOf(each.key)[0], rangeOf(each.value ?? each.key)[1]).trimEnd(),
    text: apply(text, [removal(text, map, each)]),
  }));
}

interface Found {
  readonly map: YAMLMap;
  readonly pair: Pair;
}

/** The innermost entry whose key, value or what is between them stands at a place. */
function entryAt(node: unknown, at: number): Found | undefined {
  const isAround = (start: unknown, end: unknown) => rangeOf(start)[0] <= at && at < rangeOf(end)[1];
  if (isSeq(node)) return node.items.map((item) => entryAt(item, at)).find((found) => found !== undefined);
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key, value }) => isAround(key, value ?? key));
  return pair && (entryAt(pair.value, at) ?? { map: node, pair });
}

function addOne(text: string, path: string, value: string): string {
  const yaml = read(text);
  if (isInputPath(path)) return setInput(text, yaml, path, value);
  return apply(text, splicesAt({ text, path, value: value.trim() }, rootOf(yaml), path.split(".")));
}

function read(text: string): Yaml {
  const yaml = parseYaml(text);
  if (!isMap(yaml.contents) || yaml.errors.length > 0) throw new LapicqueError("bad-yaml", { reason: "mend the text first" });
  return yaml;
}

function rootOf(yaml: Yaml): YAMLMap {
  // `read` has refused everything else.
  return yaml.contents as YAMLMap;
}

/** `POP.INPUT` is what has two steps and begins with no section. */
function isInputPath(path: string): boolean {
  const [first = "", ...rest] = path.split(".");
  return rest.length === 1 && !keysAt(documentSchema(), []).includes(first);
}

/** What is edited; the path is whole, for complaints. */
interface Edit {
  readonly text: string;
  readonly path: string;
  readonly value: string;
}

/** A stretch of the text and what comes into its place. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly put: string;
}

function apply(text: string, splices: readonly Splice[]): string {
  const last = splices.toSorted((a, b) => b.from - a.from);
  return last.reduce((all, { from, to, put }) => all.slice(0, from) + put + all.slice(to), text);
}

function splicesAt(edit: Edit, map: YAMLMap, steps: readonly string[]): readonly Splice[] {
  const [step = "", ...deeper] = steps;
  const pair = pairOf(map, step);
  if (!pair) return [insertion(edit, map, steps)];
  const node = pair.value;
  if (deeper.length === 0) return replacements(edit, map, node);
  if (isMap(node)) return splicesAt(edit, node, deeper);
  if (!isSeq(node)) throw new LapicqueError("path-too-long", { path: edit.path, where: step });
  const [name = "", ...rest] = deeper;
  const item = node.items[listItem(node.items.map(nameOf), name)];
  if (!isMap(item)) throw new LapicqueError("unknown-item", { path: edit.path, name, where: step, known: [], suggestions: [] });
  return splicesAt(edit, item, rest);
}

/** A bare value over a described one keeps its meaning and range, which are still true, and drops the source, which is not. */
function replacements({ text, value }: Edit, map: YAMLMap, node: unknown): readonly Splice[] {
  const described = isMap(node) ? pairOf(node, "value") : undefined;
  if (!isMap(node) || !described) return [replacement(text, node, value, isJson(text, map))];
  const source = pairOf(node, "source");
  return [replacement(text, described.value, value, isJson(text, node)), ...(source ? [removal(text, node, source)] : [])];
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find((pair) => keyOf(pair) === name);
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? spellOut(String(key.value)) : "";
}

function nameOf(item: unknown): string {
  const name = isMap(item) ? item.get("name") : undefined;
  return typeof name === "string" ? name : "";
}

/** Start and end of a node in the text; the reader of a whole text gives every node its range. */
function rangeOf(node: unknown): readonly [number, number] {
  const [start, end] = (node as Scalar).range ?? [0, 0];
  return [start, end];
}

/** JSON wants quotes around every text: a mapping whose first key is quoted is taken for it. */
function isJson(text: string, map: YAMLMap): boolean {
  const first = map.items[0];
  return first !== undefined && text[rangeOf(first.key)[0]] === '"';
}

function replacement(text: string, node: unknown, value: string, json: boolean): Splice {
  const [from, to] = rangeOf(node);
  const isQuoted = isScalar(node) && (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE");
  // What YAML calls a block ends with the end of its line.
  const end = text.slice(from, to).endsWith("\n") ? "\n" : "";
  return { from, to, put: written(value, json || isQuoted) + end };
}

/** A value as YAML takes it unquoted anywhere, else in quotes. */
function written(value: string, quoted: boolean): string {
  if (/^[[{]/.test(value) || /^(true|false|[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)$/i.test(value)) return value;
  const isPlain = /^[-.\w][\w .+*/^()-]*$/.test(value) && !/^-( |$)/.test(value) && !/^(null|~|yes|no|on|off|\.nan|\.inf)$/i.test(value);
  return isPlain && !quoted ? value : JSON.stringify(value);
}

/** Adds `a: { b: { c: value } }` behind the last entry of a mapping. */
function insertion({ text, value }: Edit, map: YAMLMap, steps: readonly string[]): Splice {
  const json = isJson(text, map);
  const key = (name: string) => (json ? JSON.stringify(name) : name);
  const [first = "", ...rest] = steps;
  const inner = rest.reduceRight((inside, step) => `{ ${key(step)}: ${inside} }`, written(value, json));
  const entry = `${key(first)}: ${inner}`;
  const last = map.items.at(-1);
  if (!last) {
    const [from, to] = rangeOf(map);
    return { from, to, put: `{ ${entry} }` };
  }
  const behind = rangeOf(last.value ?? last.key)[1];
  if (map.flow) return { from: behind, to: behind, put: `, ${entry}` };
  const content = text.slice(0, behind).trimEnd().length;
  const lineEnd = text.indexOf("\n", content);
  const at = lineEnd < 0 ? text.length : lineEnd;
  const firstKey = rangeOf(map.items[0]!.key)[0];
  const indent = firstKey - (text.lastIndexOf("\n", firstKey - 1) + 1);
  return { from: at, to: at, put: `\n${" ".repeat(indent)}${entry}` };
}

/** Takes an entry out, with the comma or the line that it had. */
function removal(text: string, map: YAMLMap, pair: Pair): Splice {
  const [start] = rangeOf(pair.key);
  const [, end] = rangeOf(pair.value ?? pair.key);
  const index = map.items.indexOf(pair);
  const before = map.items[index - 1];
  const after = map.items[index + 1];
  if (!map.flow) {
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    // Behind the dash of a list stands its item's first entry: the dash is the next one's.
    if (after && text.slice(lineStart, start).trim() !== "") return { from: start, to: rangeOf(after.key)[0], put: "" };
    const lineEnd = text.indexOf("\n", text.slice(0, end).trimEnd().length);
    return { from: lineStart, to: lineEnd < 0 ? text.length : lineEnd + 1, put: "" };
  }
  if (before) return { from: rangeOf(before.value ?? before.key)[1], to: end, put: "" };
  return { from: start, to: after ? rangeOf(after.key)[0] : end, put: "" };
}

/** A constant in the place of all stimuli of an input. */
function setInput(text: string, yaml: Yaml, path: string, value: string): string {
  const { root } = parseText("document", text);
  const [population = "", input = ""] = path.split(".");
  if (!root) return text;
  const amplitude = scalarNode(value.trim(), fileSource("document", value.trim()));
  const stimuli = child(replaceInput(root, root, population, input, amplitude), "stimuli");
  const section = yamlText({ stimuli: stimuli ? plain(stimuli) : [] }).trimEnd();
  const old = pairOf(rootOf(yaml), "stimuli");
  const isFlow = rootOf(yaml).flow === true;
  const put = isFlow ? `"stimuli": ${JSON.stringify(stimuli && plain(stimuli))}` : section;
  if (old) return apply(text, [{ from: rangeOf(old.key)[0], to: text.slice(0, rangeOf(old.value)[1]).trimEnd().length, put }]);
  if (!isFlow) return `${text.trimEnd()}\n${put}\n`;
  const end = rangeOf(rootOf(yaml).items.at(-1)?.value)[1];
  return apply(text, [{ from: end, to: end, put: `, ${put}` }]);
}
