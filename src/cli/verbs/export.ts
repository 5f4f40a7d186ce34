/** `lapicque export DOC --to FORMAT`: a document in the words of another program, or for people. */
import { encodeUtf8, LapicqueError } from "../../base/index.ts";
import { drawSvgs, type ExportEntry, type ExportedFigure, exportFormats } from "../../exports/index.ts";
import { guarded, type Opened, openFolder, printJson, run, withTheory, writeFiles } from "../../session/index.ts";
import { advise, open, refuseDocument, voiceOf } from "../open.ts";
import { progressBar } from "../progress-bar.ts";
import { refuse } from "../refuse.ts";
import type { Shell } from "../shell.ts";
import type { Action, Given } from "../verb.ts";

export const exportDocument: Action = async (shell, given) => {
  const entry = formatOf(given);
  const opened = await open(shell, given);
  if (!opened.experiment) return refuseDocument(shell, given, opened);
  advise(shell, given, opened);
  const figures = entry.figures ? await figuresOf(shell, given, opened) : [];
  const exported = (await entry.load())({ opened, command: commandOf(given), figures });
  if (exported.kind === "refused") return refuse(shell, given, exported.errors);
  const { text, notes } = exported;
  const file = typeof given.flags.out === "string" ? given.flags.out : undefined;
  if (file !== undefined) await writeTo(shell, file, text);
  const { say, colours } = voiceOf(shell, given);
  if (given.flags.json) shell.out(`${printJson({ format: entry.id, file: file ?? null, text, notes })}\n`);
  else if (file === undefined) shell.out(text);
  if (!given.flags.quiet) for (const note of notes) shell.err(`${colours.dim(`note: ${note}`)}\n`);
  if (file !== undefined) say(`${file}\n`);
  return 0;
};

function formatOf({ flags }: Given): ExportEntry {
  const wanted = typeof flags.to === "string" ? flags.to : "";
  const entry = exportFormats.find(({ id }) => id === wanted);
  if (!entry) throw new LapicqueError("export-format", { given: wanted, known: exportFormats.map(({ id }) => id) });
  return entry;
}

/** The command line that makes the file again. */
function commandOf({ doc, flags }: Given): string {
  const set = (Array.isArray(flags.set) ? flags.set : []).map(
    (change: string) => ` --set ${/^[\w.=/-]+$/.test(change) ? change : `'${change}'`}`,
  );
  const seed = typeof flags.seed === "string" ? ` --seed ${flags.seed}` : "";
  return `lapicque export ${doc} --to ${flags.to}${set.join("")}${seed}`;
}

/** Runs the document, and draws what it wants to be drawn. */
async function figuresOf(shell: Shell, given: Given, opened: Opened): Promise<readonly ExportedFigure[]> {
  const bar = progressBar(shell, given.flags.quiet === true);
  const ran = await run(shell.host, opened, { signal: shell.signal, progress: bar.progress });
  bar.clear();
  const results = await Promise.all(ran.map(({ result }) => withTheory(opened.experiment!, result)));
  return drawSvgs(opened, results);
}

async function writeTo(shell: Shell, path: string, text: string): Promise<void> {
  const cut = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  const folder = guarded(await openFolder(shell.folder, cut < 0 ? "." : path.slice(0, Math.max(cut, 1))));
  await writeFiles(folder, [{ name: path.slice(cut + 1), bytes: encodeUtf8(text) }]);
}
