/** YAML or JSON text -> nodes. Everything that YAML would silently turn into rubbish is an error here. */
import { isAlias, isMap, isScalar, isSeq, type Pair, type YAMLError, type Node as YamlNode } from "yaml";
import { collect, LapicqueError, type Source, type Span } from "../../base/index.ts";
import { parseExpression } from "../../language/index.ts";
import { openBracket } from "./brackets.ts";
import type { Entry, MapNode, Node, ScalarNode } from "./node.ts";
import { parseYaml } from "./parse-yaml.ts";
import { documentSource, type Notation, scalarSource } from "./scalar-source.ts";

/** Longest document text that is read, in characters: a thousand times the longest example. */
export const longestDocument = 8_000_000;
/** Values of a document after aliases are resolved: an alias bomb multiplies them. */
const mostNodes = 200_000;
/** Nesting of mappings and lists. The format itself needs 8. */
const deepest = 64;
/** Keys that would reach an object's prototype in other programs. */
const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);

/** What was read: the outermost mapping, if there is one, and everything that is wrong with the text. */
export interface Parsed {
  readonly source: Source;
  readonly root?: MapNode;
  readonly errors: readonly LapicqueError[];
}

/** Reads a document's text. Never throws for a wrong text. */
export function parseText(name: string, text: string): Parsed {
  return parseSource(documentSource(name, text));
}

/** As `parseText`, for a text that is part of another one. */
export function parseSource(source: Source): Parsed {
  const errors: LapicqueError[] = [];
  const root = collect(errors, () => {
    refuseUnreadable(source);
    const yaml = parseYaml(source.text);
    for (const error of yaml.errors.slice(0, 1)) throw yamlError(source, error);
    for (const warning of yaml.warnings.slice(0, 1)) throw yamlError(source, warning);
    const reader: Reader = { source, errors, count: 0, anchors: new Map() };
    const whole = { source, start: 0, end: 0 };
    if (!yaml.contents) throw new LapicqueError("empty-document", {}, whole);
    const node = readNode(reader, yaml.contents, 0, false);
    if (node !== undefined && node.kind !== "map") throw new LapicqueError("not-a-mapping", {}, whole);
    return node;
  });
  return root ? { source, root, errors } : { source, errors };
}

/** Throws for a text that the YAML reader is not to see: too long, binary, nested too deeply. */
export function refuseUnreadable(source: Source): void {
  const { text } = source;
  const start = { source, start: 0, end: 0 };
  if (text.length > longestDocument) throw new LapicqueError("document-too-long", { length: text.length, longest: longestDocument }, start);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const strange = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/);
  if (strange >= 0) throw new LapicqueError("binary-document", {}, { source, start: strange, end: strange + 1 });
  refuseDepth(source);
}

/**
 * Deep nesting is found before the YAML reader, which recurses, sees it: 10^5 opening brackets end the whole process there
 * ("RegExpCompiler Allocation failed"), which no `catch` can stop.
 */
function refuseDepth(source: Source): void {
  const { text } = source;
  let depth = 0;
  let at = text.search(/^ {300,}|^ *(?:[-?:][ \t]+){64}/m);
  for (let i = 0; i < text.length && at < 0; i++) {
    const character = text[i];
    if (character === "[" || character === "{") depth++;
    else if ((character === "]" || character === "}") && depth > 0) depth--;
    // Unbalanced brackets in texts and comments count too, hence a limit far above what nesting needs.
    if (depth > 500) at = i;
  }
  if (at >= 0) throw new LapicqueError("nested-too-deeply", { deepest }, { source, start: at, end: at + 1 });
}

interface Reader {
  readonly source: Source;
  readonly errors: LapicqueError[];
  readonly anchors: Map<string, Node | undefined>;
  count: number;
}

/** undefined: the value was reported and is left out. */
function readNode(reader: Reader, node: YamlNode, depth: number, inFlow: boolean): Node | undefined {
  const span = spanOf(reader, node);
  if (++reader.count > mostNodes) throw new LapicqueError("too-many-values", { most: mostNodes }, span);
  if (depth > deepest) throw new LapicqueError("nested-too-deeply", { deepest }, span);
  const read = readContent(reader, node, span, depth, inFlow);
  if (!isAlias(node) && node.anchor) reader.anchors.set(node.anchor, read);
  return read;
}

function readContent(reader: Reader, node: YamlNode, span: Span, depth: number, inFlow: boolean): Node | undefined {
  if (isAlias(node)) {
    const target = reader.anchors.get(node.source);
    if (target === undefined) throw new LapicqueError("unknown-anchor", { name: node.source }, span);
    reader.count += sizeOf(target);
    return target;
  }
  if (isMap(node)) return readMap(reader, node.items, span, depth, node.flow === true);
  if (isSeq(node)) {
    return { kind: "list", items: readItems(reader, node.items, depth, node.flow === true), span };
  }
  if (isScalar(node)) return readScalar(reader, node.value, node.type, node.source, span, inFlow);
  throw new LapicqueError("bad-yaml", { reason: "this cannot stand here" }, span);
}

function readItems(reader: Reader, yaml: readonly unknown[], depth: number, flow: boolean): Node[] {
  // YAMLSeq is generic; what `parseDocument` puts in a sequence is a node or (in `[a: 1]`) a pair, which it wraps in a map.
  const nodes = yaml as readonly (YamlNode | null)[];
  const items: Node[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const item = nodes[i];
    if (!item) continue;
    const cut = flow ? rejoin(reader, nodes.slice(i)) : undefined;
    const read = cut?.node ?? readNode(reader, item, depth + 1, flow);
    if (cut) i += cut.pieces - 1;
    if (read) items.push(read);
  }
  return items;
}

/**
 * Within { } and [ ] YAML cuts an unquoted `normal(0, 1)` at its comma. That is an error, but what was meant is known: the pieces up
 * to the closing parenthesis, as they stand in the file. undefined if the first piece is whole.
 */
function rejoin(reader: Reader, pieces: readonly (YamlNode | null)[]): { readonly node: ScalarNode; readonly pieces: number } | undefined {
  const [first] = pieces;
  if (!isPlainText(first) || !opens(first.value)) return undefined;
  let last = 1;
  let text = first.value;
  while (last < pieces.length && opens(text)) {
    const next = pieces[last++];
    if (!isScalar(next) || (next.type !== undefined && next.type !== "PLAIN")) return undefined;
    text = reader.source.text.slice(first.range?.[0] ?? 0, next.range?.[1] ?? 0);
  }
  if (last === 1 || opens(text)) return undefined;
  const start = first.range?.[0] ?? 0;
  const span = { source: reader.source, start, end: start + text.length };
  reader.errors.push(new LapicqueError("comma-in-braces", { written: text.replace(/\s+/g, " ") }, span));
  return { node: { kind: "scalar", value: text, source: scalarSource(reader.source, start, "plain", text), span }, pieces: last };
}

function isPlainText(node: YamlNode | null | undefined): node is YamlNode & { readonly value: string } {
  return isScalar(node) && node.type === "PLAIN" && typeof node.value === "string";
}

function opens(text: string): boolean {
  return text.split("(").length > text.split(")").length;
}

function sizeOf(node: Node): number {
  if (node.kind === "scalar") return 1;
  let size = 1;
  for (const inner of node.kind === "list" ? node.items : [...node.entries.values()].map((entry) => entry.value)) size += sizeOf(inner);
  return size;
}

function readMap(reader: Reader, pairs: readonly Pair[], span: Span, depth: number, flow: boolean): MapNode {
  const entries = new Map<string, Entry>();
  for (let i = 0; i < pairs.length; i++) {
    // Keys and values of a parsed document are nodes or null.
    const keyNode = pairs[i]?.key as YamlNode | null;
    const valueNode = pairs[i]?.value as YamlNode | null;
    const keySpan = keyNode ? spanOf(reader, keyNode) : span;
    const key = readKey(reader, keyNode, keySpan, flow);
    if (key === undefined) continue;
    const cut = flow ? rejoin(reader, [valueNode, ...keysWithoutValue(pairs.slice(i + 1))]) : undefined;
    if (cut) i += cut.pieces - 1;
    if (!cut && isNothing(valueNode)) {
      reader.errors.push(new LapicqueError("no-value", { name: key, flow: flow ? "yes" : "no" }, keySpan));
      continue;
    }
    const value = cut?.node ?? (valueNode ? readNode(reader, valueNode, depth + 1, flow) : undefined);
    if (value && entries.has(key)) reader.errors.push(new LapicqueError("duplicate-key", { name: key }, keySpan));
    else if (value) entries.set(key, { key: keySpan, value });
  }
  return { kind: "map", entries, span };
}

/** Keys of the pairs that follow and have no value: what YAML makes of the rest of a text that it cut at a comma. */
function keysWithoutValue(pairs: readonly Pair[]): readonly (YamlNode | null)[] {
  const end = pairs.findIndex((pair) => !isNothing(pair.value as YamlNode | null));
  return (end < 0 ? pairs : pairs.slice(0, end)).map((pair) => pair.key as YamlNode | null);
}

function isNothing(node: YamlNode | null): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

/** The text of a key; undefined if it was reported. */
function readKey(reader: Reader, node: YamlNode | null, span: Span, flow: boolean): string | undefined {
  if (!isScalar(node) || node.value === null || typeof node.value === "object") {
    reader.errors.push(new LapicqueError("empty-key", { flow: flow ? "yes" : "no" }, span));
    return undefined;
  }
  const written = typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
  if (!forbiddenKeys.has(written)) return collect(reader.errors, () => plainKey(written, span));
  reader.errors.push(new LapicqueError("forbidden-key", { name: written }, span));
  return undefined;
}

/**
 * A key as equations know it: Greek letters spelled out, so that `τ_m` and `tau_m` are one key everywhere. A key that is no name
 * (a path in `sweep`, a phrase) stays as it is.
 */
function plainKey(key: string, span: Span): string {
  // Everything ASCII is as it will be.
  if (/^[\x20-\x7e]*$/.test(key)) return key;
  try {
    const tree = parseExpression({ name: span.source.name, text: key, locate: (at) => span.source.locate(span.start + at) });
    return tree.kind === "name" ? tree.name : key;
  } catch (error) {
    // A letter that only looks Latin is never meant; anything else may be a key that is no name.
    if (error instanceof LapicqueError && error.code !== "look-alike" && error.code !== "invisible-character") return key;
    throw error;
  }
}

function readScalar(
  reader: Reader,
  value: unknown,
  type: string | null | undefined,
  written: string | undefined,
  span: Span,
  inFlow: boolean,
): ScalarNode | undefined {
  if (value === null) {
    reader.errors.push(new LapicqueError("no-value", { name: "", flow: inFlow ? "yes" : "no" }, span));
    return undefined;
  }
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    throw new LapicqueError("bad-yaml", { reason: "this kind of value has no meaning in a document" }, span);
  }
  const notation: Notation =
    type === "QUOTE_DOUBLE" ? "double" : type === "QUOTE_SINGLE" ? "single" : type?.startsWith("BLOCK") ? "block" : "plain";
  const text = typeof value === "string" ? value : (written ?? String(value));
  // `.nan` and `.inf` go on as texts, so that they are refused where every other wrong value is.
  const kept = typeof value === "number" && !Number.isFinite(value) ? text : value;
  return { kind: "scalar", value: kept, source: scalarSource(reader.source, span.start, notation, text), span };
}

function spanOf(reader: Reader, node: YamlNode): Span {
  const [start, end] = node.range ?? [0, 0];
  return { source: reader.source, start, end: Math.max(end, start) };
}

/** The YAML reader's own complaint, in words that say what to do. */
function yamlError(source: Source, error: YAMLError): LapicqueError {
  const [start, end] = error.pos;
  const span = { source, start, end: Math.max(end, start + 1) };
  const open = ["BAD_INDENT", "MISSING_CHAR", "UNEXPECTED_TOKEN"].includes(error.code) ? openBracket(source.text, start) : undefined;
  if (open !== undefined) return new LapicqueError("open-bracket", { bracket: source.text[open]! }, { source, start: open, end: open + 1 });
  switch (error.code) {
    case "TAB_AS_INDENT":
      return new LapicqueError("tab-indent", {}, span);
    case "MULTIPLE_DOCS":
      return new LapicqueError("several-documents", {}, span);
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
      return new LapicqueError("nested-mapping", {}, span);
    case "BAD_INDENT":
      return new LapicqueError("bad-indent", { reason: error.message }, span);
    case "TAG_RESOLVE_FAILED":
      return new LapicqueError("yaml-tag", {}, span);
    case "UNEXPECTED_TOKEN":
    case "MISSING_CHAR":
      return new LapicqueError("bad-braces", { reason: error.message }, span);
    default:
      return new LapicqueError("bad-yaml", { reason: error.message }, span);
  }
}
