import { expect, test } from "vitest";
import { fuzzTexts } from "./fuzz-run.ts";

// The long runs are test/slow/fuzz-language-*.test.ts. A hang is seen by the time limit of the test.
test("4,000 random and mutated texts give trees or errors with a place, never another exception", () => {
  // The generator must reach beyond the parser.
  expect(fuzzTexts(1, 0, 4_000)).toBeGreaterThan(500);
});
