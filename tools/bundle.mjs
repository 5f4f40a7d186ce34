/**
 * Joins the command line, the thread that it begins, and the packages it uses into a few files under dist/bin: a start that reads 10 files instead of
 * 300 takes half the CPU. Parts that are loaded lazily stay apart. It is made of the sources, whose types are checked elsewhere: a person who
 * starts the program for the first time need not wait for that.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { build as bundle } from "vite";
import { root } from "./prepare.mjs";

const target = join(root, "dist", "bin");
/** Modules that do nothing by being loaded: a thread loads what it uses of them alone. */
const sources = join(root, "src") + sep;
const stamp = join(target, "lapicque.js");

function newestSource() {
  const files = readdirSync(sources, { recursive: true }).filter((name) => name.endsWith(".ts"));
  return Math.max(...[...files.map((name) => join(sources, name)), join(root, "package-lock.json")].map((file) => statSync(file).mtimeMs));
}

/** The licences of the packages whose code is in the bundle. */
export function licences(packages) {
  const require = createRequire(join(root, "package.json"));
  return packages.map((name) => {
    let folder = dirname(require.resolve(name));
    while (!existsSync(join(folder, "package.json")) || JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name !== name)
      folder = dirname(folder);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    return `${name}\n${"=".repeat(name.length)}\n${file ? readFileSync(join(folder, file), "utf8").trim() : "See its package."}\n`;
  });
}

export async function bundleCommand() {
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newestSource()) return;
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  await bundle({
    root,
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: target,
      emptyOutDir: true,
      target: "node20",
      minify: false,
      rollupOptions: {
        input: { lapicque: join(sources, "cli", "main.ts"), worker: join(sources, "cli", "worker.ts") },
        treeshake: { moduleSideEffects: (id) => !id.startsWith(sources) || id.endsWith("main.ts") || id.endsWith("worker.ts") },
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
  writeFileSync(join(target, "LICENSES.txt"), licences(Object.keys(dependencies)).join("\n"));
}
