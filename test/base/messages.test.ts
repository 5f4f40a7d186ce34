/** The table of sentences: complete, without dead entries, each a sentence with something to do. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { messages } from "../../src/base/index.ts";

const src = new URL("../../src/", import.meta.url);
const code = (readdirSync(src, { recursive: true }) as string[])
  .filter((file) => file.endsWith(".ts") && !/^base[\\/]messages/.test(file))
  .map((file) => readFileSync(new URL(file.replaceAll("\\", "/"), src), "utf8"))
  .join("\n");

/** Data whose every gap holds its own name; a list of one name prints like the name itself. */
const named = new Proxy({}, { get: (_, name) => [`<${String(name)}>`] });
/** The same where nothing is known and nothing is near. */
const empty = new Proxy({}, { get: (_, name) => (name === "known" || name === "suggestions" ? [] : [`<${String(name)}>`]) });

/** Every entry takes the data of its own code; here all take the same. */
const entries = Object.entries(messages) as unknown as readonly [string, (data: object) => { text: string; hint: string }][];

describe("the table of sentences", () => {
  test("every code is used", () => {
    expect(entries.map(([name]) => name).filter((name) => !code.includes(`"${name}"`))).toEqual([]);
  });

  test("every gap of a sentence is filled by its data", () => {
    for (const [name, make] of entries) {
      const { text, hint } = make(named);
      expect(`${text} ${hint}`, name).not.toMatch(/undefined|null|NaN|\[object|\$\{/);
    }
  });

  test("a sentence begins in lower case, ends without a full stop, and is followed by something to do", () => {
    for (const [name, make] of entries) {
      const { text, hint } = make(named);
      expect(text, name).toMatch(/^[a-z0-9`<[]|^(?:YAML|NPY) /);
      expect(text, name).not.toMatch(/[.,;:!]$|\s$/);
      for (const advice of [hint, make(empty).hint]) {
        expect(advice, name).toMatch(/\S/);
        expect(advice, name).not.toMatch(/[.,;:!]$|\s$|^(?!Hz )[A-Z][a-z]/);
      }
    }
  });
});
