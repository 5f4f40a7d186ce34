/**
 * Texts of the fuzz: with the documents of fuzz-documents a million inputs, in files that run beside one another.
 * @module-tag slow
 */
import { expect, test } from "vitest";
import { fuzzTexts } from "../language/fuzz-run.ts";

test("480,000 random and mutated texts give trees or errors with a place, never another exception", () => {
  expect(fuzzTexts(2, 1 * 1_000_000, 480_000)).toBeGreaterThan(70_000);
});
