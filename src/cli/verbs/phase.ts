/** `lapicque phase DOC|MODEL`: the phase plane of a unit, as a figure, as arrays and in words. */
import { encodeUtf8, LapicqueError } from "../../base/index.ts";
import type { Continuation, PhasePortrait } from "../../contract/index.ts";
import { writeArrays } from "../../io/index.ts";
import {
  guarded,
  type Opened,
  type OutputFile,
  openFolder,
  overArrays,
  overReport,
  type PhaseOptions,
  phaseArrays,
  phaseOver,
  phaseReport,
  phase as phaseSession,
  planeOf,
  printJson,
  writeFiles,
} from "../../session/index.ts";
import { drawContinuation, drawPortrait, penOf } from "../draw.ts";
import { advise, open, outputPath, refuseDocument, voiceOf } from "../open.ts";
import { paint } from "../paint.ts";
import { progressBar } from "../progress-bar.ts";
import { renderError } from "../render-error.ts";
import type { Shell } from "../shell.ts";
import { readable, table } from "../summary.ts";
import type { Action, Given } from "../verb.ts";

export const phase: Action = async (shell, given) => {
  const opened = await open(shell, given);
  if (!opened.experiment) return refuseDocument(shell, given, opened);
  const pen = penOf(shell, given, "phase");
  advise(shell, given, opened);
  const options = optionsOf(given, opened);
  const portrait = await phaseSession(opened, options);
  const over = typeof given.flags.over === "string" ? await overOf(shell, given, opened, given.flags.over) : undefined;
  const folder = guarded(await openFolder(shell.folder, outputPath(given, opened)));
  const pictures = [await drawPortrait(pen, portrait), ...(over ? [await drawContinuation(pen, over)] : [])];
  const report = `${printJson({ ...phaseReport(portrait), ...(over ? overReport(over) : {}) })}\n`;
  const { say, colours } = voiceOf(shell, given);
  if (given.flags.json) shell.out(report);
  say(`${colours.bold(portrait.title)}\n${wordsOf(portrait)}${fixedPointTable(portrait)}`);
  if (over) say(`\n${overText(over)}`);
  const notes = new Set([...portrait.notes, ...(over?.notes ?? []), ...pictures.flatMap((drawn) => drawn.notes)]);
  for (const note of notes) say(`${colours.yellow("note")}: ${note}\n`);
  const files: OutputFile[] = [
    ...pictures.flatMap((drawn) => drawn.files),
    { name: "arrays.npz", bytes: await writeArrays({ ...phaseArrays(portrait), ...(over ? overArrays(over) : {}) }) },
    { name: "document.yaml", bytes: encodeUtf8(opened.yaml) },
    { name: "phase.json", bytes: encodeUtf8(report) },
  ];
  try {
    await writeFiles(folder, files);
  } catch (error) {
    if (!(error instanceof LapicqueError)) throw error;
    shell.err(renderError(error, paint(shell.colour.err)));
    return 1;
  }
  say(colours.dim(`${folder.path}: phase.json, document.yaml, arrays.npz\n`));
  for (const name of pictures.flatMap((drawn) => drawn.pictures)) say(`${folder.path}/${name}\n`);
  return 0;
};

/** What happens over a parameter, with a bar while it is computed. Nothing asks for `shell.signal`, so that Ctrl-C ends it at once. */
async function overOf(shell: Shell, given: Given, opened: Opened, over: string): Promise<Continuation> {
  const bar = progressBar(shell, given.flags.quiet === true);
  const start = shell.host.now();
  const progress = (fraction: number) =>
    bar.progress({ fraction, secondsLeft: ((shell.host.now() - start) / 1000) * (1 / fraction - 1), what: `over ${over}` });
  const found = await phaseOver(opened, over, { population: optionsOf(given, opened).population, progress });
  bar.clear();
  return found;
}

/** What the flags say, else the document. Its axes are those of its own population. */
function optionsOf({ flags }: Given, opened: Opened): PhaseOptions {
  const word = (name: "x" | "y" | "population") => (typeof flags[name] === "string" ? { [name]: flags[name] } : {});
  const frozen = typeof flags.frozen === "string" ? { frozen: flags.frozen.split(",") } : {};
  const isFree = typeof flags.x !== "string" && typeof flags.y !== "string" && typeof flags.population !== "string";
  return { ...(isFree ? planeOf(opened) : {}), ...word("x"), ...word("y"), ...word("population"), ...frozen };
}

function wordsOf({ words }: PhasePortrait): string {
  return words.map((sentence) => `  ${sentence}\n`).join("");
}

/** What happens over the parameter, in sentences. */
function overText({ parameter: { name, unit, low, high }, words }: Continuation): string {
  const range = `${name} from ${low} to ${high}${unit === "" || unit === "1" ? "" : ` ${unit}`}`;
  return `${range}\n${words.map((sentence) => `  ${sentence}\n`).join("")}`;
}

/** A row for each fixed point: its states, what it is, its eigenvalues. */
function fixedPointTable({ fixedPoints, states, units }: PhasePortrait): string {
  if (fixedPoints.length === 0) return "";
  const header = [
    ...states.map(({ name, unit }) => (unit === "" || unit === "1" ? name : `${name} (${unit})`)),
    "fixed point",
    units === "physical" ? "eigenvalues (1/ms)" : "eigenvalues",
  ];
  const rows = fixedPoints.map(({ at, type, eigenvalues }) => [
    ...at.map((value) => (value === 0 ? "0" : readable(value, 7))),
    type,
    eigenvalues
      .filter(([, im]) => im >= 0)
      .map(([re, im]) => (im === 0 ? re.toPrecision(5) : `${re.toPrecision(5)} +- ${im.toPrecision(5)}i`))
      .join(", "),
  ]);
  return `\n${table([header, ...rows])}`;
}
