import { expect, test } from "vitest";
import { fuzzDocuments } from "../model/fuzz.ts";
import { smallDocuments } from "../model/small-documents.ts";

test("250,000 spoiled documents are bound or refused (of 500,000 in two files, which run beside one another)", () => {
  const { bound, refused } = fuzzDocuments(smallDocuments, 1_000_000, 250_000);
  expect(bound + refused).toBe(250_000);
});
