/**
 * npm run pictures [-- MODEL or VERB ...]: draws docs/catalogue/images/*.png by the command lines that stand beside them, each as small as its lines allow.
 * PNG and not SVG: an arrow field is 100 kB of paths, and a page on the web has not the program's font.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { picturesOf } from "./catalogue.mjs";
import { smallPng } from "./small-png.mjs";

/** Bytes that a picture may have, and the widths that are tried until it has. */
const MOST = 40_000;
const WIDTHS = [1000, 900, 800, 700, 600];

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const load = (path) => import(pathToFileURL(join(root, "dist", path)).href);
const [{ catalogue }, { verbs }, { fontFamily }] = await Promise.all([
  load("model/index.js"),
  load("cli/verbs/index.js"),
  load("figures/index.js"),
]);
const names = verbs.map(({ name }) => name);
const only = process.argv.slice(2);
const figures = { run: "traces", phase: "phase-plane", fi: "f-i" };
mkdirSync(join(root, "docs/catalogue/images"), { recursive: true });

for (const line of catalogue) {
  for (const { file, args } of picturesOf(await line.load(), names)) {
    if (only.length > 0 && !only.includes(line.id) && !only.includes(args[0])) continue;
    const out = mkdtempSync(join(tmpdir(), "lapicque-picture-"));
    const ran = spawnSync(process.execPath, [join(root, "dist/bin/lapicque.js"), ...args, "--quiet", "--out", out], { encoding: "utf8" });
    if (ran.status !== 0) throw new Error(`lapicque ${args.join(" ")}: ${ran.stderr}`);
    const svg = readFileSync(join(out, "figures", `${figures[args[0]]}.svg`), "utf8");
    rmSync(out, { recursive: true });
    let png;
    for (const width of WIDTHS) {
      png = await smallPng(root, svg, width, fontFamily);
      if (png.length <= MOST) break;
    }
    writeFileSync(join(root, "docs/catalogue", file), png);
    process.stderr.write(`${file} ${png.length}\n`);
  }
}
