/**
 * The output folder while it is being filled: every file is `NAME.partial` until its content is complete, so that a file with its
 * final name can be trusted whatever happened to the program.
 */
import { type Data, encodeUtf8, LapicqueError } from "../base/index.ts";
import type { Folder } from "./host.ts";
import type { Opened } from "./open.ts";
import type { Ran } from "./run.ts";

/** A finished file: its path within the output folder and its bytes. */
export interface OutputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

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

/**
 * Ends a run's folder: `result.json`, `document.yaml`, figures, and the streamed tables under their final names. The tables of a
 * cancelled run stay `.partial`, and older ones, which belong to another run, go.
 */
export async function finishFolder(
  folder: Folder,
  opened: Opened,
  ran: readonly Ran[],
  report: string,
  figures: readonly OutputFile[],
): Promise<void> {
  for (const { failure } of ran) if (failure) throw failure;
  const files = [...figures, { name: "document.yaml", bytes: encodeUtf8(opened.yaml) }, { name: "result.json", bytes: encodeUtf8(report) }];
  const isCancelled = (one: Ran) => one.result.outcome.kind === "cancelled";
  await writeFiles(
    folder,
    files,
    ran.filter((one) => !isCancelled(one)).flatMap(({ streamed }) => streamed),
  );
  for (const one of ran.filter(isCancelled)) for (const name of one.streamed) await folder.remove(name);
}

async function writing<T>(path: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof LapicqueError) throw error;
    throw new LapicqueError("cannot-write", { path, reason: systemReason(error) });
  }
}

/** What the system said, without its stack and path: `no space left on device (ENOSPC)`. */
export function systemReason(error: unknown): Data[string] {
  const text = error instanceof Error ? error.message : String(error);
  const match = /^([A-Z]+): (.*?)(?:, \w+(?: '.*')?(?: -> '.*')?)?$/.exec(text);
  return match ? `${match[2]} (${match[1]})` : text;
}
