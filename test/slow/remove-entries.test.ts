/**
 * Entries taken out of a document's text, held against the same document as plain data with the key deleted.
 * @module-tag slow
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isMap, isPair, isScalar, parse, parseDocument, visit } from "yaml";
import { removeEntries } from "../../src/model/index.ts";

const folder = new URL("../../examples/", import.meta.url);
const examples = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

/** Where each entry of a text begins, and the way to it. */
function entriesOf(text: string): readonly { readonly at: number; readonly path: readonly unknown[] }[] {
  const found: { at: number; path: readonly unknown[] }[] = [];
  visit(parseDocument(text), {
    Pair(_, { key }, above) {
      const steps = above.slice(1).flatMap((node, k) => {
        if (isPair(node)) return [isScalar(node.key) ? node.key.value : undefined];
        const next = above[k + 2];
        return isMap(node) || next === undefined || isPair(next) || !("items" in node) ? [] : [node.items.indexOf(next as never)];
      });
      if (isScalar(key)) found.push({ at: key.range![0], path: [...steps, key.value] });
    },
  });
  return found;
}

/** The data without what stands at a path; a mapping that had no other entry is nothing. */
function without(data: unknown, [step, ...deeper]: readonly unknown[]): unknown {
  if (Array.isArray(data)) return data.map((item, k) => (k === step ? without(item, deeper) : item));
  const { [step as string]: inside, ...others } = data as Record<string, unknown>;
  if (deeper.length > 0) return { ...(data as object), [step as string]: without(inside, deeper) };
  return Object.keys(others).length > 0 ? others : null;
}

const isNothing = (value: unknown) => typeof value === "object" && (value === null || Object.keys(value).length === 0);

/** A mapping in braces that has lost its last entry is still there, one of lines is not, and neither is its dash in a list. */
const plain = (data: unknown): unknown =>
  JSON.parse(
    JSON.stringify(data, (_, value) => {
      const kept = Array.isArray(value) ? value.filter((item) => !isNothing(item)) : value;
      return isNothing(kept) ? null : kept;
    }),
  );

/** At most so many entries of an example, all over it. */
const MOST = 40;

test.each(examples)("%s: each entry goes alone (kills: a list item that loses its dash, a comma that stays)", (name) => {
  const text = readFileSync(new URL(name, folder), "utf8");
  const entries = entriesOf(text);
  expect(entries.length).toBeGreaterThan(5);
  for (const { at, path } of entries.filter((_, k) => k % Math.ceil(entries.length / MOST) === 0)) {
    const [only] = removeEntries(text, at);
    const anchor = /: &(\w+)/.exec(only!.removed)?.[1];
    // What others refer to cannot go: the mends try, and hear it.
    if (anchor !== undefined && only!.text.includes(`*${anchor}`)) expect(() => parse(only!.text), path.join(".")).toThrow();
    else expect(plain(parse(only!.text)), path.join(".")).toEqual(plain(without(parse(text), path)));
  }
});

test("JSON too, and beside it those of a name; of a text that is no YAML nothing", () => {
  const json = '{ "run": { "seed": 1, "step": "1 ms", "seed": 2 } }';
  const removals = removeEntries(json, json.lastIndexOf("seed"), ["seed"]);
  expect(removals).toEqual([
    { removed: '"seed": 2', text: '{ "run": { "seed": 1, "step": "1 ms" } }' },
    { removed: '"seed": 1', text: '{ "run": { "step": "1 ms", "seed": 2 } }' },
  ]);
  expect(removeEntries("run: [", 0)).toEqual([]);
  expect(removeEntries("run: { seed: 1 }", 99)).toEqual([]);
});
