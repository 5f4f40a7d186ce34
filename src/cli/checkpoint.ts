/** The file that holds a run at rest. */
import { LapicqueError } from "../base/index.ts";
import { type Checkpoints, guarded, isCheckpoint, openFolder } from "../session/index.ts";
import type { Shell } from "./shell.ts";

/**
 * Writes checkpoints to a file: each as `FILE.partial`, which then takes its name, so that whenever the program is ended the file is whole. Throws
 * at once where there is another kind of file, or where none can be written.
 */
export async function keepIn(shell: Shell, file: string): Promise<Checkpoints["keep"]> {
  const before = await shell.host.read(file).catch(() => undefined);
  if (before && !isCheckpoint(before)) throw new LapicqueError("checkpoint-in-the-way", { file });
  const [, path, name = ""] = /^(?:(.*)[/\\])?([^/\\]*)$/s.exec(file)!;
  const folder = guarded(await openFolder(shell.folder, path === undefined ? "." : path || "/"));
  const partial = `${name}.partial`;
  await folder.write(partial, new Uint8Array());
  await folder.remove(partial);
  return async (bytes) => {
    await folder.write(partial, bytes);
    await folder.rename(partial, name);
  };
}
