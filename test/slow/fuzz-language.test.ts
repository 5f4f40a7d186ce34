/** Half of the million inputs of the fuzz; the other half are documents. */
import { expect, test } from "vitest";
import { exercise, fuzzText } from "../language/fuzz.ts";

test("500,000 random and mutated texts give trees or errors with a place, never another exception", { timeout: 1_200_000 }, () => {
  let trees = 0;
  for (let i = 0; i < 500_000; i++) {
    const text = fuzzText(2, i);
    try {
      trees += exercise(text);
    } catch (error) {
      throw new Error(`text ${i}: ${JSON.stringify(text)}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  expect(trees).toBeGreaterThan(100_000);
});
