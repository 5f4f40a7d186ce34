/**
 * The output folder while it is being filled: every file is `NAME.partial` until its content is complete, so that a file with its
 * final name can be trusted whatever happened to the program.
 */
import { LapicqueError } from "../base/index.ts";
import type { Folder } from "./host.ts";
import { systemReason } from "./system-reason.ts";

/** A finished file: its path within the output folder and its bytes. */
export interface OutputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What stands in an output folder; the reference page is made from this table. */
export const outputFiles = {
  "result.json": "the report of a run, as `run --json` prints it",
  "document.yaml": "the document with everything included and overridden; it reruns the folder bit for bit",
  "spikes.csv": "`population,neuron,time_ms`, in order of time",
  "signals.csv": "`time_ms` and a column for each recorded signal, its unit in the header",
  "SCALE/...": "the tables and figures of each scale, where several ran",
  "figures/NAME.svg, figures/NAME-dark.svg, figures/NAME.png": "a figure, with title, description, version and document hash",
  "figures/NAME.csv": "the numbers that the figure shows",
  "sweep.json": "the report of a sweep, as `sweep --json` prints it",
  "sweep.csv": "a row for each point of a sweep: axes, measures, standard errors",
  "compare.json": "the report of a comparison of scales, as `compare --json` prints it",
  "compare.csv": "a row for each compared quantity: values, standard errors, difference, interval, margin, verdict",
  "arrays.npz":
    "arrays: of a run, recorded densities and fields with their times and axes; of a sweep, each axis, and each measure with one dimension for each axis; of a phase portrait, its curves",
  "check.json, show.json, list.json, cite.json, verify.json": "with `--out`: what the verb prints with `--json`",
  "cite.bib, show.txt, show.tex, show.html, show.yaml": "with `--out`: what the verb prints for people",
  "NAME.partial": "a file that is not complete: of a run that goes on, or that was stopped",
} as const;

const PARTIAL = ".partial";

/** Opens an output folder; one that cannot be made is a `cannot-write`. */
export function openFolder(open: (path: string) => Promise<Folder>, path: string): Promise<Folder> {
  return writing(path, () => open(path));
}

/** A folder whose failures are errors in the user's words. */
export function guarded(folder: Folder): Folder {
  return {
    path: folder.path,
    write: (name, bytes) => writing(`${folder.path}/${name}`, () => folder.write(name, bytes)),
    append: (name, bytes) => writing(`${folder.path}/${name}`, () => folder.append(name, bytes)),
    rename: (from, to) => writing(`${folder.path}/${to}`, () => folder.rename(from, to)),
    remove: (name) => writing(`${folder.path}/${name}`, () => folder.remove(name)),
  };
}

/** Writes whole files: all as partial first, then all renamed, so that a full disk leaves no mixture of old and new. */
export async function writeFiles(folder: Folder, files: readonly OutputFile[], streamed: readonly string[] = []): Promise<void> {
  for (const { name, bytes } of files) await folder.write(name + PARTIAL, bytes);
  for (const name of [...streamed, ...files.map((file) => file.name)]) await folder.rename(name + PARTIAL, name);
}

async function writing<T>(path: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof LapicqueError) throw error;
    throw new LapicqueError("cannot-write", { path, reason: systemReason(error) });
  }
}
