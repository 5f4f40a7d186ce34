/** Reading YAML: every value keeps its place, and nothing turns silently into rubbish. */
import { describe, expect, test } from "vitest";
import { type Node, plain, type ScalarNode } from "../../src/model/document/node.ts";
import { longestDocument, parseText } from "../../src/model/document/yaml.ts";
import { place, sharedDocuments } from "./open.ts";

function scalars(node: Node | undefined): ScalarNode[] {
  if (!node) return [];
  if (node.kind === "scalar") return [node];
  return (node.kind === "list" ? [...node.items] : [...node.entries.values()].map((entry) => entry.value)).flatMap(scalars);
}

function only(text: string): ScalarNode {
  const [scalar] = scalars(parseText("f", text).root);
  return scalar!;
}

const codes = (text: string) => parseText("f", text).errors.map(place);

describe("places", () => {
  test.each([
    ["plain", "a: V + w"],
    ["plain over two lines", "a: V +\n  w*x"],
    ["single quotes", "a: 'V''s + w'"],
    ["double quotes with escapes", String.raw`a: "x\u0041 + \"w\"\n+ V"`],
    ["double quotes over two lines", 'a: "V +\n    w*x"'],
    ["literal block", "a: |\n  dV/dt = -V\n    + w\n\n  x = 1\n"],
    ["literal block with an indentation indicator", "a: |2\n    V\n  w\n"],
    ["folded block", "a: >-\n   V +\n   w\n\n   x\n"],
    ["after a byte order mark and with CRLF", "\ufeffb: 1\r\na: |\r\n  V\r\n  w\r\n"],
  ])("every visible character of a scalar is found where it was written: %s", (_name, text) => {
    const file = parseText("f", text);
    for (const scalar of scalars(file.root)) {
      for (let i = 0; i < scalar.source.text.length; i++) {
        const character = scalar.source.text[i]!;
        if (/\s/.test(character)) continue;
        const at = scalar.source.locate(i);
        const written = at.lineText[at.column - 1];
        // An escape stands for its character.
        expect([character, "\\"], `${character} at ${at.line}:${at.column}`).toContain(written);
      }
    }
  });

  test("the same holds for all shared documents", ({ skip }) => {
    const documents = sharedDocuments();
    if (documents.length === 0) skip("../shared is absent");
    for (const { name, text } of documents) {
      for (const scalar of scalars(parseText(name, text).root)) {
        for (const i of [0, scalar.source.text.trimEnd().length - 1]) {
          const at = scalar.source.locate(i);
          if (/\s/.test(scalar.source.text[i] ?? " ")) continue;
          expect([scalar.source.text[i], "\\"]).toContain(at.lineText[at.column - 1]);
        }
      }
    }
  });

  test("the end of a block is at its end, not at the start of the next key", () => {
    const scalar = only("a: |\n  V\nb: 1\n");
    expect(scalar.source.locate(2)).toMatchObject({ line: 2, column: 4 });
  });

  test("a Greek key is spelled out, so that it is the same key everywhere", () => {
    expect(Object.keys(plain(parseText("f", "\u03c4_m: 1\n\u0394_T: 2").root!))).toEqual(["tau_m", "Delta_T"]);
  });
});

describe("traps", () => {
  test.each([
    ["a comma cuts an unquoted call in braces", "a: { b: normal(0, 1) }", ["f:1:9 comma-in-braces"]],
    ["a comma cuts an unquoted call in brackets", "a: [normal(0, 1), 2]", ["f:1:5 comma-in-braces"]],
    ["nested calls are cut several times", "a: { b: truncated(normal(0, 1), 0, 2), c: 1 }", ["f:1:9 comma-in-braces"]],
    ["a range opens a list", "a: { E[0:9]: [V] }", ["f:1:7 bad-braces"]],
    ["a key without a value", "run:\n  duration:", ["f:2:3 no-value"]],
    ["an empty item", "a: [1, ~]", ["f:1:8 no-value"]],
    ["a tab indents", "a:\n\tb: 1", ["f:2:1 tab-indent"]],
    ["a key twice", "a: 1\nb: 2\na: 3", ["f:3:1 duplicate-key"]],
    ["two documents", "a: 1\n---\nb: 1", ["f:2:1 several-documents"]],
    ["an open bracket", "a: [1, 2", ["f:1:4 open-bracket"]],
    ["an open bracket before sound lines", "a: { b: 1\nc: { d: [2] }\ne: 3", ["f:1:4 open-bracket"]],
    ["a bracket closed by one of the other kind", "a: { b: [1, 2 }\nc: 3", ["f:1:9 open-bracket"]],
    ["brackets in comments and quotes are none", "a: { b: '[', # {\n  c: 1 }\nd: [", ["f:3:4 open-bracket"]],
    ["two values on one line", "a: b: c", ["f:1:4 nested-mapping"]],
    ["a tag", "a: !!js/function x", ["f:1:4 yaml-tag"]],
    ["a type beyond the core schema", "a: !!binary aGFsbG8=", ["f:1:4 yaml-tag"]],
    ["an alias of nothing", "a: *x", ["f:1:4 unknown-anchor"]],
    ["a key that reaches the prototype", "a: { __proto__: 1, b: 2 }", ["f:1:6 forbidden-key"]],
    ["the same in JSON", '{"a": {"constructor": {"prototype": 1}}}', ["f:1:8 forbidden-key"]],
    ["a letter of another alphabet in a key", "\u0430: 1", ["f:1:1 look-alike"]],
    ["an empty file", "", ["f:1:1 empty-document"]],
    ["a list at the top", "- a", ["f:1:1 not-a-mapping"]],
    ["control characters", "a: \u0000\u0001", ["f:1:4 binary-document"]],
  ])("%s", (_name, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  // Kills: the schema left to the text's directive, by which `yes` is true and 1:30 is ninety.
  test("a directive does not change what values are", () => {
    expect(plain(parseText("f", "%YAML 1.1\n---\na: yes\nb: 1:30\nc: 2001-12-14").root!)).toEqual({ a: "yes", b: "1:30", c: "2001-12-14" });
  });

  test("a call that was cut is put together again, so that nothing else is complained about", () => {
    expect(plain(parseText("f", "a: { b: truncated(normal(0, 1), 0, 2), c: [min(1, 2), 3] }").root!)).toEqual({
      a: { b: "truncated(normal(0, 1), 0, 2)", c: ["min(1, 2)", 3] },
    });
  });

  test("objects have no prototype: no key of a document can reach one", () => {
    const object = plain(parseText("f", "a: { toString: 1 }").root!);
    expect(Object.getPrototypeOf(object)).toBeNull();
  });
});

describe("limits", () => {
  test("too long a text is refused before it is parsed", () => {
    expect(codes(`a: ${"x".repeat(longestDocument)}`)).toEqual(["f:1:1 document-too-long"]);
  });

  test.each([
    ["brackets", "[".repeat(100_000)],
    ["braces", "{a: ".repeat(100_000)],
    ["lists on one line", "- ".repeat(100_000)],
    ["keys on one line", "? ".repeat(100_000)],
    ["indentation", Array.from({ length: 400 }, (_, i) => `${" ".repeat(i)}a:\n`).join("")],
    ["lists in lists", "a: ".concat("[".repeat(200), "]".repeat(200))],
  ])("deep nesting ends in one error, not in a crash: %s", (_name, text) => {
    expect(codes(text).map((code) => code.split(" ")[1])).toEqual(["nested-too-deeply"]);
  });

  test("an alias bomb ends in one error", () => {
    const lines = Array.from(
      { length: 20 },
      (_, i) =>
        `a${i}: &a${i} [${
          i === 0
            ? "1"
            : Array(9)
                .fill(`*a${i - 1}`)
                .join(", ")
        }]`,
    );
    expect(codes(lines.join("\n")).map((code) => code.split(" ")[1])).toEqual(["too-many-values"]);
  });

  test("many keys take no quadratic time", () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join("\n");
    expect(parseText("f", text).errors).toEqual([]);
  });
});
