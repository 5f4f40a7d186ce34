/**
 * The noisy leaky network at the scale `fokker-planck`: user CPU of 100,000 coupled implicit steps of 1,000 cells on one thread, whole runs, by both
 * schemes in turn. The bar is 6 s.
 *
 *     node bench/densities.mjs
 */
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { run } from "../dist/index.js";
import { consumed, median } from "./measure.mjs";

const rounds = 5;
const bar = 6;
const text = readFileSync(new URL("../examples/nnlif.yaml", import.meta.url), "utf8");

async function once(scheme) {
  const set = ["run.options.fokker-planck.cells=1000", `run.options.fokker-planck.scheme=${scheme}`, "run.bin=1", "run.every=1"];
  const begun = process.cpuUsage().user;
  const [result] = await run(text, { set, scale: "fokker-planck", duration: "100" });
  consumed.sum += result.signals.length;
  const { massError } = result.populations.n.activity;
  return { seconds: (process.cpuUsage().user - begun) / 1e6, massError };
}

const schemes = ["bdf2", "backward-euler"];
const found = new Map(schemes.map((scheme) => [scheme, []]));
for (let k = 0; k < rounds; k++) for (const scheme of schemes) found.get(scheme).push(await once(scheme));
console.log(`load ${loadavg()[0].toFixed(2)}`);
for (const [scheme, all] of found) {
  const seconds = median(all.map((one) => one.seconds));
  console.log(
    `${scheme.padEnd(16)} ${seconds.toFixed(2)} s (bar ${bar} s), mass error ${Math.max(...all.map((one) => one.massError)).toExponential(1)}`,
  );
  if (seconds > bar) process.exitCode = 1;
}
