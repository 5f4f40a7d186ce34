/** A shell whose files live in a map: the whole command line runs in this process and leaves nothing behind. */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { lapicque } from "../../src/cli/program.ts";
import { serveFolder } from "../../src/cli/serve.ts";
import type { Shell } from "../../src/cli/shell.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Every file there is after the run, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Text of one of them; throws if it is absent. */
  text(path: string): string;
  /** The one JSON object of standard output. */
  json(): Report;
}
/** A parsed report: tests read it as the user's script would. */
// biome-ignore lint/suspicious/noExplicitAny: the type of parsed JSON.
export type Report = any;

export interface Around {
  /** Read real files too (documents of the shared folder, examples). */
  readonly disk?: boolean;
  readonly signal?: { readonly aborted: boolean };
  /** Standard error is a terminal. */
  readonly live?: boolean;
  readonly colour?: { readonly out: boolean; readonly err: boolean };
  /** Called before each write or append; may throw as a full disk does. */
  readonly onWrite?: (path: string, bytes: Uint8Array) => void;
}

/** Runs one command line. */
export async function run(args: readonly string[], files: Files = {}, around: Around = {}): Promise<Ran> {
  const stored = new Map<string, Uint8Array>();
  for (const [name, content] of Object.entries(files))
    stored.set(name, typeof content === "string" ? new TextEncoder().encode(content) : content);
  let [stdout, stderr] = ["", ""];
  const put = (path: string, bytes: Uint8Array) => {
    around.onWrite?.(path, bytes);
    stored.set(path, bytes);
  };
  const shell: Shell = {
    host: {
      platform: "test",
      read: async (path) => {
        const bytes = stored.get(posix.normalize(path));
        if (bytes) return bytes;
        if (around.disk || path.startsWith(root)) return new Uint8Array(await readFile(path));
        throw new Error(`ENOENT: no such file or directory, open '${path}'`);
      },
      resolve: (from, name) => (posix.isAbsolute(name) ? name : posix.join(posix.dirname(from), name)),
      now: () => performance.now(),
      cpu: () => process.cpuUsage().user / 1000,
      pause: () => new Promise((done) => setImmediate(done)),
      sha256: async (bytes) => createHash("sha256").update(bytes).digest("hex"),
    },
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    live: around.live ?? false,
    colour: around.colour ?? { out: false, err: false },
    signal: around.signal ?? { aborted: false },
    folder: async (path) => ({
      path,
      write: async (name, bytes) => put(`${path}/${name}`, bytes),
      append: async (name, bytes) => {
        const before = stored.get(`${path}/${name}`) ?? new Uint8Array();
        put(`${path}/${name}`, Uint8Array.from([...before, ...bytes]));
      },
      rename: async (from, to) => {
        const bytes = stored.get(`${path}/${from}`);
        if (!bytes) throw new Error(`ENOENT: ${from}`);
        stored.delete(`${path}/${from}`);
        stored.set(`${path}/${to}`, bytes);
      },
      remove: async (name) => void stored.delete(`${path}/${name}`),
    }),
    shipped: (path) => join(root, path),
    dependency: (specifier) => join(root, "node_modules", specifier),
    serve: (folder, texts, port) => serveFolder(join(root, folder), texts, port),
    examples: async () =>
      readdirSync(join(root, "examples"))
        .filter((name) => name.endsWith(".yaml"))
        .map((name) => name.slice(0, -5)),
  };
  const status = await lapicque(args, shell);
  return {
    status,
    stdout,
    stderr,
    files: stored,
    text: (path) => {
      const bytes = stored.get(path);
      if (!bytes) throw new Error(`no file ${path}; there are ${[...stored.keys()].join(", ")}`);
      return new TextDecoder().decode(bytes);
    },
    json: () => JSON.parse(stdout),
  };
}
