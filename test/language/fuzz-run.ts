/** Many texts of the fuzz, one after the other. */
import { exercise, fuzzText } from "./fuzz.ts";

/** Every third text goes through everything, the others through the parsers of expressions and equations, which is what a million are for. */
const WHOLE = 3;

/** Runs texts `from` to `from + count` of a seed; returns how many trees were made. Throws, with the text, what is no LapicqueError. */
export function fuzzTexts(seed: number, from: number, count: number): number {
  let trees = 0;
  for (let i = from; i < from + count; i++) {
    const text = fuzzText(seed, i);
    try {
      trees += exercise(text, i % WHOLE === 0);
    } catch (error) {
      throw new Error(`text ${i}: ${JSON.stringify(text)}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  return trees;
}
