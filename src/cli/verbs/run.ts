/** `lapicque run DOC`: computes a document and writes its folder. */
import { LapicqueError } from "../../base/index.ts";
import type { Needs } from "../../contract/index.ts";
import type { Pen } from "../../exports/index.ts";
import {
  type Checkpoints,
  finishFolder,
  guarded,
  type Opened,
  openFolder,
  printJson,
  type Ran,
  type RunOptions,
  run as runSession,
  timeOf,
  toReports,
  withTheory,
} from "../../session/index.ts";
import { keepIn } from "../checkpoint.ts";
import { drawResults, penOf } from "../draw.ts";
import { needsLine } from "../needs.ts";
import { advise, open, outputPath, refuseDocument, voiceOf } from "../open.ts";
import { type Paint, paint } from "../paint.ts";
import { progressBar } from "../progress-bar.ts";
import { renderError } from "../render-error.ts";
import type { Shell } from "../shell.ts";
import { summary } from "../summary.ts";
import type { Action, Given } from "../verb.ts";
import { wholeNumber } from "../whole-number.ts";

export const run: Action = async (shell, given) => {
  const count = wholeNumber(given, "threads", "run");
  const opened = await open(shell, given);
  if (!opened.experiment) return refuseDocument(shell, given, opened);
  advise(shell, given, opened);
  const checkpoint = await checkpointsOf(shell, given, opened.experiment);
  const options = { ...(count === undefined ? {} : { threads: count }), ...(checkpoint ? { checkpoint } : {}) };
  return compute(shell, given, opened, outputPath(given, opened), options, given.flags.checkpoint as string | undefined);
};

/** Runs an opened document and fills its folder. Gives the exit status. @param kept  the file of its checkpoints, if there is one */
export async function compute(
  shell: Shell,
  given: Given,
  opened: Opened,
  path: string,
  options: RunOptions,
  kept: string | undefined,
): Promise<number> {
  const pen = penOf(shell, given, "run");
  // An unwritable folder is found before anything is computed.
  const folder = guarded(await openFolder(shell.folder, path));
  const bar = progressBar(shell, given.flags.quiet === true);
  const { say } = voiceOf(shell, given);
  const announce = (needs: Needs) => say(needsLine(needs) ?? "");
  const ran = await runSession(shell.host, opened, { signal: shell.signal, progress: bar.progress, announce, folder, ...options });
  bar.clear();
  const isStopped = ran.some(({ result: { outcome } }) => outcome.kind === "cancelled" && outcome.time > 0);
  // Tables and pictures of many spikes take their time: whoever has pressed Ctrl-C is told at once that it was heard.
  if (isStopped) say("stopped; what was computed is written (a second Ctrl-C leaves it)\n");
  const status = await finish(shell, given, opened, pen, folder, ran);
  if (kept !== undefined && isStopped) say(`go on with: lapicque resume ${kept}\n`);
  return status;
}

/** Where and how often checkpoints are wanted, if they are. */
async function checkpointsOf(
  shell: Shell,
  { flags: { checkpoint, every } }: Given,
  experiment: NonNullable<Opened["experiment"]>,
): Promise<Checkpoints | undefined> {
  if (checkpoint === undefined && every === undefined) return undefined;
  if (typeof checkpoint !== "string" || typeof every !== "string")
    throw new LapicqueError("usage", { problem: "--checkpoint FILE and --every T are given together", verb: "run" });
  return { every: timeOf("--every", every, experiment), keep: await keepIn(shell, checkpoint) };
}

/** Figures, files, report, summary. What was computed reaches standard output even if no file can be written. */
async function finish(
  shell: Shell,
  given: Given,
  opened: Opened,
  pen: Pen,
  folder: ReturnType<typeof guarded>,
  ran: readonly Ran[],
): Promise<number> {
  const results = await Promise.all(ran.map(({ result }) => withTheory(opened.experiment!, result)));
  const hasSomething = results.some(({ outcome, transient }) => outcome.kind !== "cancelled" || outcome.time > transient);
  const figures = await drawResults(pen, opened, hasSomething ? results : []);
  const complete = results.map((result) => ({ ...result, notes: [...result.notes, ...figures.notes] }));
  const report = `${printJson(toReports(complete))}\n`;
  const failure = await attempt(() => finishFolder(folder, opened, ran, report, figures.files));
  const { say, colours } = voiceOf(shell, given);
  if (given.flags.json) shell.out(report);
  say(summary(results, [...new Set(complete.flatMap(({ notes }) => notes))], colours));
  if (failure) shell.err(renderError(failure, paint(shell.colour.err)));
  else say(placesOf(folder.path, ran, figures.pictures, colours));
  return failure || results.some(({ outcome }) => outcome.kind !== "completed") ? 1 : 0;
}

/** What stands in the folder. The last line names the picture. */
function placesOf(path: string, ran: readonly Ran[], pictures: readonly string[], colours: Paint): string {
  const tables = ran.flatMap(({ result, streamed, prefix }) => [
    ...streamed.map((name) => (result.outcome.kind === "cancelled" ? `${name}.partial` : name)),
    ...(result.profiles ? [`${prefix}arrays.npz`] : []),
  ]);
  const files = colours.dim(`${path}: ${["result.json", "document.yaml", ...tables].join(", ")}`);
  return [files, ...pictures.map((name) => `${path}/${name}`)].map((line) => `${line}\n`).join("");
}

async function attempt(body: () => Promise<void>): Promise<LapicqueError | undefined> {
  try {
    await body();
    return undefined;
  } catch (error) {
    if (error instanceof LapicqueError) return error;
    throw error;
  }
}
