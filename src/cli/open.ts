/** What every verb with a DOC does first: find the document, apply the flags, read and bind it, and show what is wrong. */
import { encodeUtf8, LapicqueError } from "../base/index.ts";
import { figures } from "../figures/index.ts";
import { builtNames, type Changes, type Environment, guarded, type Opened, openFile, openFolder, writeFiles } from "../session/index.ts";
import { paint } from "./paint.ts";
import { renderError } from "./render-error.ts";
import type { Shell } from "./shell.ts";
import type { Given } from "./verb.ts";

const EXAMPLE = "example:";

/** The session's view of this program: its host, and the names that documents may use. */
export function environment(shell: Shell): Environment {
  return { host: shell.host, names: builtNames(figures.map(({ id }) => id)) };
}

/** Opens DOC with the flags applied. Throws for a file that cannot be read; mistakes in the document are in `errors`. */
export async function open(shell: Shell, { doc, flags }: Given, isSweep = false): Promise<Opened> {
  return openFile(environment(shell), await locate(shell, doc), { ...changesOf(flags), isSweep });
}

async function locate(shell: Shell, doc: string): Promise<string> {
  if (!doc.startsWith(EXAMPLE)) return doc;
  const name = doc.slice(EXAMPLE.length);
  const known = await shell.examples();
  if (!known.includes(name)) throw new LapicqueError("unknown-example", { name, known });
  return shell.shipped(`examples/${name}.yaml`);
}

function changesOf(flags: Given["flags"]): Changes {
  const word = (name: string) => (typeof flags[name] === "string" ? { [name]: flags[name] } : {});
  const set = Array.isArray(flags.set) ? flags.set : [];
  return { set, ...word("seed"), ...word("duration"), ...word("scale") };
}

/** Shows warnings and what is missing, for people. */
export function advise(shell: Shell, { flags }: Given, opened: Opened): void {
  if (flags.quiet) return;
  const colours = paint(shell.colour);
  for (const warning of opened.warnings) shell.err(renderError(warning, colours, "warning"));
  for (const missing of opened.missing) shell.err(`${colours.yellow("not built yet")}: ${missing}\n`);
}

/** Where the files of a document go: --out, else out/NAME. */
export function outputPath({ flags }: Given, opened: Opened): string {
  return typeof flags.out === "string" ? flags.out : `out/${opened.name}`;
}

/** The answer of a verb that computes nothing long: one text for programs, one for people. */
export interface Answer {
  readonly json: { readonly name: string; readonly text: string };
  readonly human: string;
  /** What `--out` writes besides the JSON. */
  readonly file?: { readonly name: string; readonly text: string };
}

/** Prints an answer as the flags ask, and with `--out` writes it to that folder. */
export async function deliver(shell: Shell, { flags }: Given, answer: Answer): Promise<void> {
  if (flags.json) shell.out(answer.json.text);
  else if (!flags.quiet) shell.out(answer.human);
  if (typeof flags.out !== "string") return;
  const folder = guarded(await openFolder(shell.folder, flags.out));
  const files = [answer.json, ...(answer.file ? [answer.file] : [])];
  await writeFiles(
    folder,
    files.map(({ name, text }) => ({ name, bytes: encodeUtf8(text) })),
  );
}
