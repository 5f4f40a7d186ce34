/** Every part of the schema says in its own words what it expects; zod's sentences ("Invalid input") are never shown. */
import { expect, test } from "vitest";
import type { z } from "zod";
import { documentSchema } from "../../src/model/schema/document.ts";

type Part = z.core.$ZodTypes;

/** Kinds that never complain themselves: they pass on, or `unknown-choice` lists their values. */
const silent = ["optional", "unknown", "any", "enum", "literal", "pipe", "transform", "lazy"];

/** Parts without words, by their place; a choice speaks for what it is between. */
function wordless(part: z.core.$ZodType, place: string, spokenFor = false): string[] {
  const { def } = (part as Part)._zod;
  const own = silent.includes(def.type) || spokenFor || def.error !== undefined ? [] : [`${place} (${def.type})`];
  return [...own, ...inside(part as Part, place)];
}

function inside({ _zod: { def } }: Part, place: string): string[] {
  switch (def.type) {
    case "object":
      return Object.entries(def.shape).flatMap(([key, each]) => wordless(each, `${place}.${key}`));
    case "record":
      return wordless(def.valueType, `${place}.*`);
    case "tuple":
      return def.items.flatMap((each, i) => wordless(each, `${place}[${i}]`));
    case "array":
      return wordless(def.element, `${place}[]`);
    case "union":
      return def.options.flatMap((each, i) => wordless(each, `${place}|${i}`, true));
    case "optional":
      return wordless(def.innerType, place);
    case "pipe":
      return [...wordless(def.in, place), ...wordless(def.out, place)];
    default:
      return [];
  }
}

// Kills: an entry written without `error`, as the points of `axes` were.
test("every part of a document's schema has words for what it expects", () => {
  expect(wordless(documentSchema(), "document")).toEqual([]);
});
