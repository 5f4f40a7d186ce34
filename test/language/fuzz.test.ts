import { expect, test } from "vitest";
import { exercise, fuzzText } from "./fuzz.ts";

// The long run of half a million texts is test/slow/fuzz-language.test.ts. A hang is seen by the time limit of the test.
test("4,000 random and mutated texts give trees or errors with a place, never another exception", () => {
  let trees = 0;
  for (let i = 0; i < 4_000; i++) {
    const text = fuzzText(1, i);
    try {
      trees += exercise(text);
    } catch (error) {
      throw new Error(`text ${i}: ${JSON.stringify(text)}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  // The generator must reach beyond the parser.
  expect(trees).toBeGreaterThan(500);
});
