/** `lapicque run DOC`: computes a document and writes its folder. */
import { LapicqueError } from "../../base/index.ts";
import {
  finishFolder,
  guarded,
  type Opened,
  obstacles,
  openFolder,
  printJson,
  type Ran,
  run as runSession,
  toReports,
} from "../../session/index.ts";
import { drawResults } from "../draw.ts";
import { advise, open, outputPath } from "../open.ts";
import { paint } from "../paint.ts";
import { progressBar } from "../progress-bar.ts";
import { refuse } from "../refuse.ts";
import { renderError } from "../render-error.ts";
import type { Shell } from "../shell.ts";
import { summary } from "../summary.ts";
import type { Action, Given } from "../verb.ts";

export const run: Action = async (shell, given) => {
  const opened = await open(shell, given);
  if (!opened.experiment) return refuse(shell, given, obstacles(opened));
  advise(shell, given, opened);
  // An unwritable folder is found before anything is computed.
  const folder = guarded(await openFolder(shell.folder, outputPath(given, opened)));
  const bar = progressBar(shell, given.flags.quiet === true);
  const ran = await runSession(shell.host, opened, { signal: shell.signal, progress: bar.progress, folder });
  bar.clear();
  return finish(shell, given, opened, folder, ran);
};

/** Figures, files, report, summary. What was computed reaches standard output even if no file can be written. */
async function finish(
  shell: Shell,
  given: Given,
  opened: Opened,
  folder: ReturnType<typeof guarded>,
  ran: readonly Ran[],
): Promise<number> {
  const results = ran.map(({ result }) => result);
  const figures = await drawResults(shell, opened.experiment?.figures ?? [], results);
  const complete = results.map((result) => ({ ...result, notes: [...result.notes, ...figures.notes] }));
  const report = `${printJson(toReports(complete))}\n`;
  const failure = await attempt(() => finishFolder(folder, opened, ran, report, figures.files));
  const human = given.flags.json ? shell.err : shell.out;
  if (given.flags.json) shell.out(report);
  if (!given.flags.quiet) {
    human(summary(results, [...new Set(complete.flatMap(({ notes }) => notes))], paint(shell.colour)));
    if (!failure) human(`${folder.path}/${figures.pictures.at(-1) ?? "result.json"}\n`);
  }
  if (failure) shell.err(renderError(failure, paint(shell.colour)));
  return failure || results.some(({ outcome }) => outcome.kind !== "completed") ? 1 : 0;
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
