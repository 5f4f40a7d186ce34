/** The document fuzz: spoiled copies of the examples through reading, overriding, binding and writing. */
import { readdirSync, readFileSync } from "node:fs";
import { LapicqueError } from "../../src/base/index.ts";
import { applyOverride, bind, documentText, filesNamed, modelText, sweepAxes } from "../../src/model/index.ts";
import { mutate } from "./mutate.ts";
import { models, names, open } from "./open.ts";

const folder = new URL("../../examples/", import.meta.url);

/** Whole examples and catalogue models. */
export const wholeDocuments: readonly string[] = [
  ...readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => readFileSync(new URL(file, folder), "utf8")),
  ...[...models.values()].map((model) => modelText(model)),
];

/** Longest time that one document may take [ms]: a hundred times the slowest example, so that a slow machine does not fail. */
const hang = 5_000;

/**
 * Feeds `count` documents that are spoiled copies of `texts`, the first with number `from`. Throws, with the number of the document, when anything but a
 * LapicqueError escapes, a complaint has no place, or one document takes too long.
 */
export function fuzzDocuments(texts: readonly string[], from: number, count: number): { bound: number; refused: number } {
  let [bound, refused] = [0, 0];
  for (let i = from; i < from + count; i++) {
    const text = mutate(texts, i);
    const start = performance.now();
    try {
      if (feed(text)) bound++;
      else refused++;
    } catch (error) {
      throw new Error(`document ${i}:\n${text}`, { cause: error });
    }
    if (performance.now() - start > hang) throw new Error(`document ${i} took ${performance.now() - start} ms:\n${text}`);
  }
  return { bound, refused };
}

function feed(text: string): boolean {
  const document = open(text);
  const { errors, warnings, notes, experiment, unfinished } = bind(document, new Map(), names);
  for (const error of [...errors, ...warnings, ...notes, ...unfinished]) {
    const at = error.span?.source.locate(error.span.start);
    if (at && !(at.line >= 1 && at.column >= 1 && at.column <= at.lineText.length + 1)) throw new Error(`${error.code} stands nowhere`);
    // The words of the library that checks shapes are not those of users.
    if (error.message.includes("Invalid input")) throw new Error(`${error.code}: ${error.message}`);
    if (error.message.includes("undefined") || error.hint?.includes("undefined"))
      throw new Error(`${error.code}: ${error.message} | ${error.hint}`);
  }
  if (errors.length > 0 && experiment) throw new Error("an experiment in spite of errors");
  filesNamed(document.root);
  documentText(document.root);
  for (const change of [
    () => applyOverride(document, "run.seed", "3"),
    () => applyOverride(document, "I", "1 pA"),
    () => sweepAxes(document),
  ]) {
    try {
      change();
    } catch (error) {
      if (!(error instanceof LapicqueError)) throw error;
    }
  }
  return errors.length === 0;
}
