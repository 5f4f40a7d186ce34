/** `lapicque sweep DOC`: every point of a document's sweep, as one table and one figure. */
import { encodeUtf8, LapicqueError } from "../../base/index.ts";
import type { SweepResult } from "../../contract/index.ts";
import type { Pen } from "../../exports/index.ts";
import { figures as registry } from "../../figures/index.ts";
import { writeArrays, writeTable } from "../../io/index.ts";
import {
  guarded,
  type Opened,
  type OutputFile,
  openFolder,
  printJson,
  type Swept,
  sweepArrays,
  sweepReport,
  sweep as sweepSession,
  sweepTable,
  writeFiles,
} from "../../session/index.ts";
import { drawSweep, penOf } from "../draw.ts";
import { advise, open, outputPath, refuseDocument, voiceOf } from "../open.ts";
import { paint } from "../paint.ts";
import { progressBar } from "../progress-bar.ts";
import { renderError } from "../render-error.ts";
import type { Shell } from "../shell.ts";
import { readable, table } from "../summary.ts";
import type { Action, Given } from "../verb.ts";

export const sweep: Action = async (shell, given) => {
  const opened = await open(shell, given, true);
  if (!opened.experiment) return refuseDocument(shell, given, opened);
  advise(shell, given, opened);
  const pen = penOf(shell, given, "sweep");
  const folder = guarded(await openFolder(shell.folder, outputPath(given, opened)));
  const bar = progressBar(shell, given.flags.quiet === true);
  const swept = await sweepSession(shell.host, opened, { signal: shell.signal, progress: bar.progress });
  bar.clear();
  return finish(shell, given, opened, pen, folder, swept);
};

async function finish(
  shell: Shell,
  given: Given,
  opened: Opened,
  pen: Pen,
  folder: ReturnType<typeof guarded>,
  swept: Swept,
): Promise<number> {
  const drawn = await drawSweep(pen, wantedFigures(opened), swept.result);
  const report = `${printJson(sweepReport(swept))}\n`;
  const { say, colours } = voiceOf(shell, given);
  if (given.flags.json) shell.out(report);
  say(`${colours.bold(swept.result.title)}\n${table(rowsOf(swept.result))}`);
  for (const { point, message } of swept.failures) say(`${colours.red("failed")}: ${point}: ${message}\n`);
  for (const note of [...swept.result.notes, ...drawn.notes]) say(`${colours.yellow("note")}: ${note}\n`);
  if (swept.isCancelled) say(`${colours.red("cancelled")}: the remaining points are empty\n`);
  const files: OutputFile[] = [
    ...drawn.files,
    { name: "sweep.csv", bytes: writeTable(sweepTable(swept.result)) },
    { name: "arrays.npz", bytes: await writeArrays(sweepArrays(swept.result)) },
    { name: "document.yaml", bytes: encodeUtf8(opened.yaml) },
    { name: "sweep.json", bytes: encodeUtf8(report) },
  ];
  try {
    await writeFiles(folder, files);
  } catch (error) {
    if (!(error instanceof LapicqueError)) throw error;
    shell.err(renderError(error, paint(shell.colour.err)));
    return 1;
  }
  say(colours.dim(`${folder.path}: sweep.json, document.yaml, sweep.csv, arrays.npz\n`));
  for (const name of drawn.pictures) say(`${folder.path}/${name}\n`);
  return swept.isCancelled || swept.failures.length > 0 ? 1 : 0;
}

/** What draws sweeps. */
const sweepFigures: ReadonlySet<string> = new Set(registry.filter(({ of }) => of === "sweep").map(({ id }) => id));

/** The document's own curves and maps, else a curve of the first measure over the first axis. */
function wantedFigures({ experiment, axes, measures }: Opened): NonNullable<Opened["experiment"]>["figures"] {
  const own = experiment?.figures.filter(({ name }) => sweepFigures.has(name)) ?? [];
  const axis = axes.find(({ shown }) => shown.path !== "run.seed");
  if (own.length > 0 || !axis || measures.length === 0) return own;
  return [{ name: "curve", options: { x: axis.shown.path, y: measures[0]! } }];
}

function rowsOf({ axes, measures, rows }: SweepResult): readonly (readonly string[])[] {
  const title = (name: string, unit: string) => (unit ? `${name} (${unit})` : name);
  const header = [...axes.map(({ path, unit }) => title(path, unit)), ...measures.map(({ name, unit }) => title(name, unit))];
  const body = rows.map(({ point, values, standardErrors }) => [
    ...point.map((value) => `${value}`),
    ...values.map((value, k) => {
      const error = standardErrors[k];
      if (value === null) return "-";
      return error === null || error === undefined ? readable(value, 6) : `${value.toPrecision(4)} +- ${error.toPrecision(2)}`;
    }),
  ]);
  return [header, ...body];
}
