/** `lapicque fi DOC|MODEL`: the f-I curve of a neuron, as a figure, as a table and in words. */
import { encodeUtf8, LapicqueError } from "../../base/index.ts";
import type { FiringCurve } from "../../contract/index.ts";
import { writeTable } from "../../io/index.ts";
import {
  type FiringOptions,
  firing,
  firingReport,
  firingTable,
  guarded,
  type OutputFile,
  openFolder,
  printJson,
  writeFiles,
} from "../../session/index.ts";
import { drawCurve, penOf } from "../draw.ts";
import { advise, open, outputPath, refuseDocument, voiceOf } from "../open.ts";
import { paint } from "../paint.ts";
import { renderError } from "../render-error.ts";
import { readable, table } from "../summary.ts";
import type { Action, Given } from "../verb.ts";

export const fi: Action = async (shell, given) => {
  const opened = await open(shell, given);
  if (!opened.experiment) return refuseDocument(shell, given, opened);
  const pen = penOf(shell, given, "fi");
  advise(shell, given, opened);
  const curve = await firing(opened, optionsOf(given));
  const folder = guarded(await openFolder(shell.folder, outputPath(given, opened)));
  const drawn = await drawCurve(pen, curve);
  const report = `${printJson(firingReport(curve))}\n`;
  const { say, colours } = voiceOf(shell, given);
  if (given.flags.json) shell.out(report);
  say(`${colours.bold(curve.title)}\n${curve.words.map((sentence) => `  ${sentence}\n`).join("")}${pointTable(curve)}`);
  for (const note of [...curve.notes, ...drawn.notes]) say(`${colours.yellow("note")}: ${note}\n`);
  const files: OutputFile[] = [
    ...drawn.files,
    { name: "fi.csv", bytes: writeTable(firingTable(curve)) },
    { name: "document.yaml", bytes: encodeUtf8(opened.yaml) },
    { name: "fi.json", bytes: encodeUtf8(report) },
  ];
  try {
    await writeFiles(folder, files);
  } catch (error) {
    if (!(error instanceof LapicqueError)) throw error;
    shell.err(renderError(error, paint(shell.colour.err)));
    return 1;
  }
  say(colours.dim(`${folder.path}: fi.json, document.yaml, fi.csv\n`));
  for (const name of drawn.pictures) say(`${folder.path}/${name}\n`);
  return 0;
};

function optionsOf({ flags }: Given): FiringOptions {
  const word = (name: "input" | "population" | "at") => (typeof flags[name] === "string" ? { [name]: flags[name] } : {});
  const over = typeof flags.over === "string" ? { input: flags.over } : {};
  return { ...over, ...word("input"), ...word("population"), ...word("at") };
}

/** Rows of the table for people: one in so many points, the ends of the firing among them. */
const rows = 12;

function pointTable({ points, input, units }: FiringCurve): string {
  const titled = (name: string, unit: string) => (unit === "" || unit === "1" ? name : `${name} (${unit})`);
  const Hz = units === "physical" ? "Hz" : "";
  const each = Math.max(1, Math.ceil(points.length / rows));
  const isEnd = (k: number) => k > 0 && points[k]!.rate > 0 !== points[k - 1]!.rate > 0;
  const shown = points.filter((_, k) => k % each === 0 || k === points.length - 1 || isEnd(k) || (k + 1 < points.length && isEnd(k + 1)));
  const body = shown.map(({ input: at, rate, onset }) => [at, rate, onset].map((value) => (value === 0 ? "0" : readable(value, 7))));
  return `\n${table([[titled(input.name, input.unit), titled("rate", Hz), titled("after the step", Hz)], ...body])}`;
}
