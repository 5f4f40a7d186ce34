/**
 * All benchmarks, one after another, each in a process of its own so that none warms up another. With --page what they print is written to
 * docs/performance.md, too; names after it are the only ones that are run anew, others stay on the page as they are.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus } from "node:os";
import { fileURLToPath } from "node:url";

const folder = new URL("./", import.meta.url);
const page = new URL("../docs/performance.md", import.meta.url);
const notBenchmarks = new Set(["run.mjs", "measure.mjs", "equations.mjs", "in-studio.mjs", "dormand-prince5.mjs"]);
const isPage = process.argv.includes("--page");
const names = process.argv.slice(2).filter((argument) => argument !== "--page");

const sections = new Map();
if (isPage && existsSync(page))
  for (const [, name, text] of readFileSync(page, "utf8").matchAll(/^## (\S+)\n([\s\S]*?)(?=^## |$(?![\s\S]))/gm)) sections.set(name, text);

for (const file of readdirSync(folder)
  .filter((name) => name.endsWith(".mjs") && !notBenchmarks.has(name))
  .sort()) {
  const name = file.replace(".mjs", "");
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n== ${file}`);
  const path = fileURLToPath(new URL(file, folder));
  const { status, stdout } = spawnSync(process.execPath, [path], { stdio: ["inherit", "pipe", "inherit"], encoding: "utf8" });
  process.stdout.write(stdout);
  if (status !== 0) process.exitCode = 1;
  if (stdout !== "") sections.set(name, `\n${aboutOf(file)}\n\n\`node bench/${file}\`\n\n\`\`\`\n${stdout.trim()}\n\`\`\`\n\n`);
  if (isPage) writePage();
}

/** Once for each benchmark, so that nothing is lost of a run that is stopped. */
function writePage() {
  const parts = [...sections].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => `## ${name}\n${text}`);
  writeFileSync(page, `${introduction()}${parts.join("").trimEnd()}\n`);
}

/** What a benchmark measures: the comment at its head. */
function aboutOf(file) {
  const [, comment] = /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync(new URL(file, folder), "utf8"));
  return comment
    .replaceAll(/^ \* {5}node .*$/gm, "")
    .replaceAll(/^ ?\* ?/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function introduction() {
  const [{ model }] = cpus();
  return `# Performance

What the benchmarks of \`bench/\` print, written by \`npm run bench -- --page\` (Node ${process.versions.node}, ${process.platform} ${arch()}, ${cpus().length} cores, ${model}). Times are user CPU, medians of interleaved rounds;
where a load average stands beside them the machine had other work, and ratios within one table say more than single numbers. Contenders are compared for their results before they are timed.

`;
}
