/** A document as it was read: values that remember where they stand, so that every later complaint can point at the user's line. */
import { fileSource, InternalError, type Source, type Span } from "../../base/index.ts";

/** Any value of a document. Immutable; merging and overriding make new nodes that share the old ones. */
export type Node = MapNode | ListNode | ScalarNode;

/** Keys and values in the order of the document. */
export interface MapNode {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Entry>;
  readonly span: Span;
}

/** A value and where its key stands. */
export interface Entry {
  readonly key: Span;
  readonly value: Node;
}

/** Items in order. */
export interface ListNode {
  readonly kind: "list";
  readonly items: readonly Node[];
  readonly span: Span;
}

/** A number, a text, true or false. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: string | number | boolean;
  /** The scalar's own text (of a number: as it was written); its `locate` maps to the file. */
  readonly source: Source;
  readonly span: Span;
}

/** Plain data, as the schema and other programs see it. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

/** The plain object behind a node. Objects have no prototype, so that no key can reach one. */
export function plain(node: Node): Plain {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(plain);
    case "map": {
      const object: Record<string, Plain> = Object.create(null);
      for (const [key, entry] of node.entries) object[key] = plain(entry.value);
      return object;
    }
  }
}

/** A node from plain data (an object written in TypeScript, a catalogue entry). `name` stands where a file's name would. */
export function fromPlain(value: Plain, name: string): Node {
  if (Array.isArray(value)) {
    return { kind: "list", items: value.map((item, i) => fromPlain(item, `${name}[${i}]`)), span: wholeSpan(fileSource(name, "")) };
  }
  if (typeof value === "object") {
    const span = wholeSpan(fileSource(name, ""));
    const entries = Object.entries(value).map(([key, inner]): [string, Entry] => {
      const path = `${name}.${key}`;
      return [key, { key: wholeSpan(fileSource(path, key)), value: fromPlain(inner, path) }];
    });
    return { kind: "map", entries: new Map(entries), span };
  }
  // Neither a list nor an object: a scalar.
  return scalarNode(value as string | number | boolean, fileSource(name, String(value)));
}

/** A scalar whose text is a source of its own. */
export function scalarNode(value: string | number | boolean, source: Source): ScalarNode {
  return { kind: "scalar", value, source, span: wholeSpan(source) };
}

/** The span of a whole source. */
export function wholeSpan(source: Source): Span {
  return { source, start: 0, end: source.text.length };
}

/** The value under a key of a mapping; undefined if the node is absent, no mapping, or has no such key. */
export function child(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === "map" ? node.entries.get(key)?.value : undefined;
}

/** The value at a path of keys and list positions. */
export function descend(node: Node | undefined, path: readonly (string | number)[]): Node | undefined {
  let at = node;
  for (const step of path) at = at?.kind === "list" ? at.items[Number(step)] : child(at, String(step));
  return at;
}

/** Entries of a mapping in order; none if absent. */
export function entriesOf(node: Node | undefined): readonly (readonly [string, Entry])[] {
  return node?.kind === "map" ? [...node.entries] : [];
}

/** Items of a list; a single value counts as a list of one; none if absent. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  return node.kind === "list" ? node.items : [node];
}

/** The text of a scalar that the schema has found to be a text. */
export function textOf(node: Node): string {
  if (node.kind !== "scalar") throw new InternalError("a scalar was expected after validation");
  return String(node.value);
}

/** The text of a scalar; undefined if the node is absent or no scalar. */
export function optionalText(node: Node | undefined): string | undefined {
  return node?.kind === "scalar" ? String(node.value) : undefined;
}

/** A copy of a mapping with one entry set; a new key keeps the place at the end. */
export function withEntry(node: MapNode, key: string, value: Node): MapNode {
  const entries = new Map(node.entries);
  entries.set(key, { key: node.entries.get(key)?.key ?? value.span, value });
  return { ...node, entries };
}

/** A copy of a mapping without the given keys. */
export function withoutEntries(node: MapNode, keys: readonly string[]): MapNode {
  return { ...node, entries: new Map([...node.entries].filter(([key]) => !keys.includes(key))) };
}

/**
 * `own` over `base`, key by key: mappings are merged, anything else is replaced. A new value over a described one
 * (`{ value, meaning, range, source }`) keeps meaning and range, which are still true, and drops the source, which is not.
 */
export function merge(base: Node, own: Node): Node {
  if (base.kind !== "map") return own;
  if (own.kind === "map") {
    const entries = new Map(base.entries);
    if (own.entries.has("value")) entries.delete("source");
    for (const [key, entry] of own.entries) {
      const under = base.entries.get(key);
      entries.set(key, under ? { key: entry.key, value: merge(under.value, entry.value) } : entry);
    }
    return { kind: "map", entries, span: own.span };
  }
  if (own.kind === "scalar" && base.entries.has("value")) return withEntry(withoutEntries(base, ["source"]), "value", own);
  return own;
}
