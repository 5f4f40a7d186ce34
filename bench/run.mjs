/** All benchmarks, one after another, each in a process of its own so that none warms up another. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("./", import.meta.url);
const notBenchmarks = new Set(["run.mjs", "measure.mjs", "equations.mjs", "dormand-prince5.mjs"]);
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith(".mjs") && !notBenchmarks.has(name))
  .sort()) {
  console.log(`\n== ${file}`);
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL(file, folder))], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
