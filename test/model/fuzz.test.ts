/** Spoiled documents never throw: they are bound, or refused with places. The long run is in test/slow. */
import { expect, test } from "vitest";
import { fuzzDocuments, wholeDocuments } from "./fuzz.ts";
import { smallDocuments } from "./small-documents.ts";

// Both ends are visited: a fuzz that only ever sees one of them tests nothing.
test.each([
  ["small documents", smallDocuments, 300],
  ["examples and catalogue models", wholeDocuments, 160],
])("spoiled %s are bound or refused, each complaint with a place that exists", (_name, texts, count) => {
  const { bound, refused } = fuzzDocuments(texts, 1, count);
  expect(bound).toBeGreaterThan(10);
  expect(refused).toBeGreaterThan(100);
});
