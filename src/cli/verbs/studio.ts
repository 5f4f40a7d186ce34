/** `lapicque studio [DOC]`: the browser app, served to this machine until Ctrl-C. */
import { encodeUtf8, LapicqueError } from "../../base/index.ts";
import { guarded, openFolder, printJson, writeFiles } from "../../session/index.ts";
import { open, refuseDocument, voiceOf } from "../open.ts";
import type { Served, Shell } from "../shell.ts";
import type { Action, Given } from "../verb.ts";

/** The year of Lapicque's paper; the browser keeps documents by port, so that it should be the same one every time. */
const USUAL_PORT = 1907;
/** How often it is asked whether to stop [ms]. */
const WATCH = 100;

export const studio: Action = async (shell, given) => {
  const opened = await openGiven(shell, given);
  if (opened && opened.errors.length > 0) return refuseDocument(shell, given, opened);
  const texts = opened ? { "document.json": printJson({ name: `${opened.name}.yaml`, text: opened.yaml }) } : {};
  if (opened && typeof given.flags.out === "string") {
    const folder = guarded(await openFolder(shell.folder, given.flags.out));
    await writeFiles(folder, [{ name: "document.yaml", bytes: encodeUtf8(opened.yaml) }]);
  }
  const served = await serve(shell, given, texts);
  const address = `http://127.0.0.1:${served.port}/${opened ? "?document" : ""}`;
  if (given.flags.json) shell.out(`${printJson({ address, port: served.port, document: opened?.name ?? null })}\n`);
  const { say, colours } = voiceOf(shell, given);
  say(`${colours.bold("Lapicque")} is open at ${colours.cyan(address)}\n${colours.dim("Ctrl-C stops it.")}\n`);
  while (!shell.signal.aborted) await new Promise((done) => setTimeout(done, WATCH));
  served.close();
  return 0;
};

async function openGiven(shell: Shell, given: Given) {
  if (given.doc === "") return undefined;
  return open(shell, given);
}

async function serve(shell: Shell, { flags }: Given, texts: Readonly<Record<string, string>>): Promise<Served> {
  const asked = typeof flags.port === "string" ? Number(flags.port) : undefined;
  if (asked !== undefined && !(Number.isInteger(asked) && asked >= 0 && asked < 65_536))
    throw new LapicqueError("bad-port", { given: String(flags.port) });
  try {
    return await shell.serve("dist/studio", texts, asked ?? USUAL_PORT);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOENT") throw new LapicqueError("studio-not-built", {});
    if (asked === undefined) return shell.serve("dist/studio", texts, 0);
    throw new LapicqueError("port-taken", { port: asked, reason: error instanceof Error ? error.message : String(error) });
  }
}
