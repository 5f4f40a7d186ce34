/**
 * Documents of the fuzz: with the texts of fuzz-language a million inputs, in files that run beside one another.
 * @module-tag slow
 */
import { expect, test } from "vitest";
import { fuzzDocuments } from "../model/fuzz.ts";
import { smallDocuments } from "../model/small-documents.ts";

test("20,000 spoiled documents are bound or refused, each complaint with a place that exists", () => {
  const { bound, refused } = fuzzDocuments(smallDocuments, 1 * 1_000_000, 20_000);
  expect(bound + refused).toBe(20_000);
  expect(bound).toBeGreaterThan(700);
});
