/** The end of a run: its folder gets its report, its document and its figures, and the streamed tables their names. */
import { encodeUtf8 } from "../base/index.ts";
import { writeArrays } from "../io/index.ts";
import type { Folder } from "./host.ts";
import type { Opened } from "./open.ts";
import { type OutputFile, writeFiles } from "./output.ts";
import { profileArrays } from "./profile-arrays.ts";
import type { Ran } from "./run.ts";

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
  const arrays = await Promise.all(ran.map(arraysOf));
  const files = [
    ...figures,
    ...arrays.flat(),
    { name: "document.yaml", bytes: encodeUtf8(opened.yaml) },
    { name: "result.json", bytes: encodeUtf8(report) },
  ];
  const isCancelled = (one: Ran) => one.result.outcome.kind === "cancelled";
  await writeFiles(
    folder,
    files,
    ran.filter((one) => !isCancelled(one)).flatMap(({ streamed }) => streamed),
  );
  for (const one of ran.filter(isCancelled)) for (const name of one.streamed) await folder.remove(name);
}

/** The recorded profiles of a run as one archive; none without. */
async function arraysOf({ result, prefix }: Ran): Promise<readonly OutputFile[]> {
  const arrays = profileArrays(result);
  return Object.keys(arrays).length === 0 ? [] : [{ name: `${prefix}arrays.npz`, bytes: await writeArrays(arrays) }];
}
