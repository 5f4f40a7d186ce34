/** Many texts of the fuzz, one after the other. */
import { exercise, fuzzText } from "./fuzz.ts";

/** Runs everything on texts `from` to `from + count` of a seed; returns how many trees were made. Throws, with the text, what is no LapicqueError. */
export function fuzzTexts(seed: number, from: number, count: number): number {
  let trees = 0;
  for (let i = from; i < from + count; i++) {
    const text = fuzzText(seed, i);
    try {
      trees += exercise(text);
    } catch (error) {
      throw new Error(`text ${i}: ${JSON.stringify(text)}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  return trees;
}
