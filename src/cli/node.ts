/** The Host and the Shell of Node: with `serve.ts`, the only files of the command line that touch the file system, the clock and the process. */
import { access, appendFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { freemem } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Cancellation, Folder, Host } from "../session/index.ts";
import type { Shell } from "./shell.ts";
import { nodeThreads } from "./threads.ts";

/** Root of the package: this file is `dist/cli/node.js` when built, `src/cli/node.ts` in tests. */
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Files, clock and event loop of this process. */
export function nodeHost(): Host {
  return {
    platform: `node ${process.versions.node} ${process.platform} ${process.arch}`,
    read: (path) => readFile(path),
    resolve: (from, name) => resolve(dirname(from), name),
    now: () => performance.now(),
    memory: () => freemem(),
    cpu: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
    pause: () => new Promise((done) => setImmediate(done)),
    sha256: async (bytes) => {
      const { createHash } = await import("node:crypto");
      return createHash("sha256").update(bytes).digest("hex");
    },
    // From the built program: Node loads no TypeScript in threads.
    threads: nodeThreads(join(root, "dist", "bin", "worker.js")),
  };
}

/** Makes a folder and those above it. Node's own recursive `mkdir` tries for ever where a folder exists in which none can be made (`/proc`). */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && (await stat(path)).isDirectory()) return;
    const above = dirname(path);
    const isThere = await access(above).then(
      () => true,
      () => false,
    );
    if (code !== "ENOENT" || isThere) throw error;
    await makeFolder(above);
    await mkdir(path);
  }
}

/** A folder on disk. It is made at once, so that an unwritable one is known before anything is computed. */
export async function nodeFolder(path: string): Promise<Folder> {
  await makeFolder(path);
  return {
    path,
    write: async (name, bytes) => {
      if (name.includes("/")) await makeFolder(dirname(join(path, name)));
      await writeFile(join(path, name), bytes);
    },
    append: (name, bytes) => appendFile(join(path, name), bytes),
    rename: (from, to) => rename(join(path, from), join(path, to)),
    remove: (name) => rm(join(path, name), { force: true }),
  };
}

/** The shell of this process. @param cancellation  begins to listen for Ctrl-C; called when a verb first asks for the signal */
export function nodeShell(cancellation: () => Cancellation): Shell {
  let heard: Cancellation | undefined;
  const live = process.stderr.isTTY === true;
  const isPlain = Boolean(process.env.NO_COLOR) || process.env.TERM === "dumb";
  return {
    host: nodeHost(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    live,
    colour: { out: process.stdout.isTTY === true && !isPlain, err: live && !isPlain },
    get signal() {
      heard ??= cancellation();
      return heard;
    },
    folder: nodeFolder,
    shipped: (path) => join(root, path),
    dependency: (specifier) => fileURLToPath(import.meta.resolve(specifier)),
    serve: async (folder, texts, port) => (await import("./serve.ts")).serveFolder(join(root, folder), texts, port),
    examples: async () => {
      const files = await readdir(join(root, "examples"));
      return files
        .filter((file) => file.endsWith(".yaml"))
        .map((file) => file.slice(0, -".yaml".length))
        .sort();
    },
  };
}
