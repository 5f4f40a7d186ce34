/** YAML or JSON text -> nodes. Everything that YAML would silently turn into rubbish is an error here. */
import { isAlias, isMap, isScalar, isSeq, type Pair, parseDocument as parseYaml, type YAMLError, type Node as YamlNode } from "yaml";
import { collect, LapicqueError, type Source, type Span } from "../../base/index.ts";
import { parseExpression } from "../../language/index.ts";
import type { Entry, MapNode, Node, ScalarNode } from "./node.ts";
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
  const source = documentSource(name, text);
  const errors: LapicqueError[] = [];
  const root = collect(errors, () => {
    refuseUnreadable(source);
    const yaml = parseYaml(source.text, { prettyErrors: false, strict: true, uniqueKeys: false, schema: "core", logLevel: "silent" });
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

function refuseUnreadable(source: Source): void {
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
    const items: Node[] = [];
    for (const item of node.items) {
      // YAMLSeq is generic; what `parseDocument` puts in a sequence is a node or (in `[a: 1]`) a pair, which it wraps in a map.
      const read = item === null ? undefined : readNode(reader, item as YamlNode, depth + 1, node.flow === true);
      if (read) items.push(read);
    }
    return { kind: "list", items, span };
  }
  if (isScalar(node)) return readScalar(reader, node.value, node.type, node.source, span, inFlow);
  throw new LapicqueError("bad-yaml", { reason: "this cannot stand here" }, span);
}

function sizeOf(node: Node): number {
  if (node.kind === "scalar") return 1;
  let size = 1;
  for (const inner of node.kind === "list" ? node.items : [...node.entries.values()].map((entry) => entry.value)) size += sizeOf(inner);
  return size;
}

function readMap(reader: Reader, pairs: readonly Pair[], span: Span, depth: number, flow: boolean): MapNode {
  const entries = new Map<string, Entry>();
  for (const pair of pairs) {
    // Keys and values of a parsed document are nodes or null.
    const keyNode = pair.key as YamlNode | null;
    const valueNode = pair.value as YamlNode | null;
    const keySpan = keyNode ? spanOf(reader, keyNode) : span;
    if (!isScalar(keyNode) || keyNode.value === null || typeof keyNode.value === "object") {
      reader.errors.push(new LapicqueError("empty-key", { flow: flow ? "yes" : "no" }, keySpan));
      continue;
    }
    const key = plainKey(typeof keyNode.value === "string" ? keyNode.value : (keyNode.source ?? String(keyNode.value)), keySpan);
    const missing = valueNode === null || (isScalar(valueNode) && valueNode.value === null);
    if (missing) {
      reader.errors.push(emptyValue(key, flow, entries, keySpan));
    } else if (forbiddenKeys.has(key)) {
      reader.errors.push(new LapicqueError("forbidden-key", { name: key }, keySpan));
    } else {
      const value = readNode(reader, valueNode, depth + 1, flow);
      if (value && entries.has(key)) reader.errors.push(new LapicqueError("duplicate-key", { name: key }, keySpan));
      else if (value) entries.set(key, { key: keySpan, value });
    }
  }
  return { kind: "map", entries, span };
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
    if (error instanceof LapicqueError) return key;
    throw error;
  }
}

/** A key without a value. In braces the usual reason is a comma within an unquoted call: `{ V: normal(0, 1) }`. */
function emptyValue(key: string, flow: boolean, before: ReadonlyMap<string, Entry>, span: Span): LapicqueError {
  const last = [...before.values()].at(-1)?.value;
  if (flow && last?.kind === "scalar" && opens(String(last.value))) {
    return new LapicqueError("comma-in-braces", { written: `${last.value}, ${key}` }, last.span);
  }
  return new LapicqueError("no-value", { name: key, flow: flow ? "yes" : "no" }, span);
}

function opens(text: string): boolean {
  return text.split("(").length > text.split(")").length;
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
  if (inFlow && notation === "plain" && typeof value === "string" && opens(value)) {
    reader.errors.push(new LapicqueError("comma-in-braces", { written: value }, span));
    return undefined;
  }
  const text = typeof value === "string" ? value : (written ?? String(value));
  return { kind: "scalar", value, source: scalarSource(reader.source, span.start, notation, text), span };
}

function spanOf(reader: Reader, node: YamlNode): Span {
  const [start, end] = node.range ?? [0, 0];
  return { source: reader.source, start, end: Math.max(end, start) };
}

/** The YAML reader's own complaint, in words that say what to do. */
function yamlError(source: Source, error: YAMLError): LapicqueError {
  const [start, end] = error.pos;
  const span = { source, start, end: Math.max(end, start + 1) };
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
