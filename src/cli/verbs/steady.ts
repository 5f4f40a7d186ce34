/** `lapicque steady DOC`: stationary states of a document, their stability and branches, as figures, as a table and in words. */
import { encodeUtf8, LapicqueError } from "../../base/index.ts";
import { writeTable } from "../../io/index.ts";
import {
  guarded,
  type OutputFile,
  openFolder,
  printJson,
  type SteadyOptions,
  steadyDiagram,
  steadyReport,
  steady as steadySession,
  steadyTable,
  writeFiles,
} from "../../session/index.ts";
import { drawContinuation, drawSteady, penOf } from "../draw.ts";
import { advise, open, outputPath, refuseDocument, voiceOf } from "../open.ts";
import { paint } from "../paint.ts";
import { renderError } from "../render-error.ts";
import type { Action, Given } from "../verb.ts";

export const steady: Action = async (shell, given) => {
  const opened = await open(shell, given);
  if (!opened.experiment) return refuseDocument(shell, given, opened);
  const pen = penOf(shell, given, "steady");
  advise(shell, given, opened);
  const found = await steadySession(opened, optionsOf(given));
  const folder = guarded(await openFolder(shell.folder, outputPath(given, opened)));
  const diagram = steadyDiagram(found);
  const pictures = [...(await drawSteady(pen, found)), ...(diagram ? [await drawContinuation(pen, diagram)] : [])];
  const report = `${printJson(steadyReport(found))}\n`;
  const { say, colours } = voiceOf(shell, given);
  if (given.flags.json) shell.out(report);
  say(`${colours.bold(found.title)}\n${found.words.map((sentence) => `  ${sentence}\n`).join("")}`);
  for (const note of [...found.notes, ...pictures.flatMap((drawn) => drawn.notes)]) say(`${colours.yellow("note")}: ${note}\n`);
  const files: OutputFile[] = [
    ...pictures.flatMap((drawn) => drawn.files),
    { name: "steady.csv", bytes: writeTable(steadyTable(found)) },
    { name: "document.yaml", bytes: encodeUtf8(opened.yaml) },
    { name: "steady.json", bytes: encodeUtf8(report) },
  ];
  try {
    await writeFiles(folder, files);
  } catch (error) {
    if (!(error instanceof LapicqueError)) throw error;
    shell.err(renderError(error, paint(shell.colour.err)));
    return 1;
  }
  say(colours.dim(`${folder.path}: steady.json, document.yaml, steady.csv\n`));
  for (const name of pictures.flatMap((drawn) => drawn.pictures)) say(`${folder.path}/${name}\n`);
  return 0;
};

function optionsOf({ flags }: Given): SteadyOptions {
  const word = (name: "over" | "scale" | "population") => (typeof flags[name] === "string" ? { [name]: flags[name] } : {});
  return { ...word("over"), ...word("scale"), ...word("population") };
}
