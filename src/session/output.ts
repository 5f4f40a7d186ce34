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
