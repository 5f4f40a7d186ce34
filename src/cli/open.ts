/** What every verb with a DOC does first: find the document, apply the flags, read and bind it, and show what is wrong. */
import { encodeUtf8, LapicqueError } from "../base/index.ts";
import { figures } from "../figures/index.ts";
import {
  builtNames,
  type Changes,
  type Environment,
  guarded,
  isModel,
  modelNames,
  type Opened,
  obstacles,
  openFile,
  openFolder,
  openModel,
  suggest,
  writeFiles,
} from "../session/index.ts";
import { type Paint, paint } from "./paint.ts";
import { refuse } from "./refuse.ts";
import { renderError } from "./render-error.ts";
import type { Shell } from "./shell.ts";
import type { Given } from "./verb.ts";

const EXAMPLE = "example:";

/** The session's view of this program: its host, and the names that documents may use. */
export function environment(shell: Shell): Environment {
  return { host: shell.host, names: builtNames(figures.map(({ id }) => id)) };
}

/** Opens DOC, or the document of a model where there is no file of that name, with the flags applied. Throws for a file that cannot be read; mistakes in the document are in `errors`. */
export async function open(shell: Shell, { doc, flags }: Given, isSweep = false): Promise<Opened> {
  try {
    return await openFile(environment(shell), await locate(shell, doc), { ...changesOf(flags), isSweep });
  } catch (error) {
    if (!(error instanceof LapicqueError) || error.code !== "cannot-read") throw error;
    if (isModel(doc)) return openModel(environment(shell), doc, { ...changesOf(flags), isSweep });
    throw await noDocument(shell, doc, `${error.data.reason}`);
  }
}

/** DOC is no file and no model: a name near that of a model or an example is what was meant. */
async function noDocument(shell: Shell, doc: string, reason: string): Promise<LapicqueError> {
  const examples = (await shell.examples()).map((name) => `${EXAMPLE}${name}`);
  const plain = doc.replace(/\.(ya?ml|json)$/, "");
  const near = examples.includes(`${EXAMPLE}${plain}`)
    ? [plain]
    : suggest(plain, [...modelNames, ...examples, ...examples.map((name) => name.slice(EXAMPLE.length))]);
  const meant = near.map((name) => (examples.includes(`${EXAMPLE}${name}`) ? `${EXAMPLE}${name}` : name));
  return new LapicqueError("no-document", { path: doc, reason, suggestions: [...new Set(meant)] });
}

async function locate(shell: Shell, doc: string): Promise<string> {
  if (!doc.startsWith(EXAMPLE)) return doc;
  const name = doc.slice(EXAMPLE.length);
  const known = await shell.examples();
  if (!known.includes(name)) throw new LapicqueError("unknown-example", { name, known });
  return shell.shipped(`examples/${name}.yaml`);
}

/** What the flags change in a document. */
export function changesOf(flags: Given["flags"]): Changes {
  const word = (name: string) => (typeof flags[name] === "string" ? { [name]: flags[name] } : {});
  const set = Array.isArray(flags.set) ? flags.set : [];
  return { set, ...word("seed"), ...word("duration"), ...word("scale") };
}

/** Where the text for people goes: standard output, or standard error where `--json` needs the output for its object. */
export interface Voice {
  say(text: string): void;
  readonly colours: Paint;
}

/** The voice of a verb; silent with `--quiet`. */
export function voiceOf(shell: Shell, { flags }: Given): Voice {
  const colours = paint(flags.json ? shell.colour.err : shell.colour.out);
  if (flags.quiet) return { say: () => {}, colours };
  return { say: flags.json ? shell.err : shell.out, colours };
}

/** Refuses a document with mistakes; warnings, which may say why, follow them. Gives the exit status. */
export function refuseDocument(shell: Shell, given: Given, opened: Opened): number {
  const status = refuse(shell, given, obstacles(opened));
  if (!given.flags.quiet) for (const warning of opened.warnings) shell.err(renderError(warning, paint(shell.colour.err), "warning"));
  return status;
}

/** Shows warnings and what is missing, for people. */
export function advise(shell: Shell, { flags }: Given, opened: Opened): void {
  if (flags.quiet) return;
  const colours = paint(shell.colour.err);
  for (const warning of opened.warnings) shell.err(renderError(warning, colours, "warning"));
  if (opened.missing.length > 0) shell.err(`${colours.yellow("not built yet")}: ${opened.missing.join(", ")}\n`);
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
