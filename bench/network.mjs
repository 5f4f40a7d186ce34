/**
 * Published networks, one thread, steps of 0.1 ms, all spikes recorded: user CPU of one second of model time, beside a fixed loop timed
 * in the same rounds. The first round is given apart: in it the engine also compiles what the others find compiled.
 *
 *     node bench/network.mjs          the networks of up to 15,000 neurons
 *     node bench/network.mjs --full   also the full cortical microcircuit, with one thread and with two
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { live } from "../dist/index.js";
import { consumed, median } from "./measure.mjs";

const rounds = 5;
const examples = new URL("../examples/", import.meta.url);
const cpu = () => process.cpuUsage().user / 1e6;
const wall = () => performance.now() / 1e3;

/** Name, example, what is set, bar [s]. */
const networks = [
  ["cortical microcircuit, a tenth", "potjans-diesmann", ["f=0.1"], 0.45],
  ["cortical microcircuit, a fifth", "potjans-diesmann", ["f=0.2"], 1],
  ["Brunel A", "brunel", [], 1.8],
  ["COBA", "coba", [], 0.35],
  ["CUBA", "cuba", [], 0.15],
  ["Traub-Miles", "traub-miles", [], 1.3],
];

/** The loop that the speed of the machine is read from: 2e8 multiplications and additions of integers. */
function calibrate() {
  const start = cpu();
  let sum = 0;
  for (let i = 0; i < 2e8; i++) sum = (sum + Math.imul(i, i)) | 0;
  consumed.sum += sum & 1;
  return cpu() - start;
}

/** One second of a network: seconds of CPU to build it, of CPU and of the clock to run it. */
async function once(name, set) {
  const text = readFileSync(new URL(`${name}.yaml`, examples), "utf8");
  const begun = cpu();
  const simulation = await live(text, { set, duration: "1 s" });
  const [built, from] = [cpu(), wall()];
  let spikes = 0;
  for (let part = 0; part < 20; part++) {
    const stretch = simulation.advance(50);
    if (stretch.ending) throw new Error(`${name} ended: ${JSON.stringify(stretch.ending)}`);
    for (const { times } of Object.values(stretch.spikes)) spikes += times.length;
  }
  const measured = { build: built - begun, run: cpu() - built, wall: wall() - from, spikes };
  simulation.close();
  return measured;
}

const measured = networks.map(() => []);
const loops = [];
for (let round = 0; round <= rounds; round++) {
  loops.push(calibrate());
  for (const [i, [, name, set]] of networks.entries()) measured[i].push(await once(name, set));
}

console.log(
  `\nOne second of model time, one thread [s]; the loop takes ${median(loops).toFixed(3)}   (load average ${loadavg()[0].toFixed(1)})`,
);
console.log(
  `  ${"".padEnd(32)}${"run: CPU".padStart(10)}${"clock".padStart(8)}${"first".padStart(8)}${"build".padStart(8)}${"spikes".padStart(9)}`,
);
for (const [i, [title, , , bar]] of networks.entries()) {
  const [first, ...rest] = measured[i];
  const of = (what) => median(rest.map((one) => one[what]));
  const numbers = [of("run").toFixed(3).padStart(10), ...[of("wall"), first.run, of("build")].map((value) => value.toFixed(3).padStart(8))];
  console.log(`  ${title.padEnd(32)}${numbers.join("")}${String(first.spikes).padStart(9)}   bar ${bar}`);
}

/** The full microcircuit by the command line, in a process of its own: what its report says of time. */
function runFull(threads) {
  const main = fileURLToPath(new URL("../dist/bin/lapicque.js", import.meta.url));
  const document = fileURLToPath(new URL("potjans-diesmann.yaml", examples));
  const out = mkdtempSync(join(tmpdir(), "lapicque-bench-"));
  const args = ["run", document, "--set", "run.transient=100ms", "--duration", "900 ms", "--threads", `${threads}`, "--json", "--out", out];
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8", maxBuffer: 2 ** 30 });
  rmSync(out, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

if (process.argv.includes("--full")) {
  console.log("\nFull cortical microcircuit, one second [s]");
  for (const threads of [1, 2, 1, 2]) {
    const { cpu_s, wall_s, build_s } = runFull(threads);
    const numbers = Object.entries({ CPU: cpu_s, clock: wall_s, "build, clock": build_s }).map(
      ([name, value]) => `${name} ${value.toFixed(2)}`,
    );
    console.log(`  ${threads} thread${threads > 1 ? "s" : ""}: ${numbers.join(", ")}   (load average ${loadavg()[0].toFixed(1)})`);
  }
  console.log("  bar with two threads: CPU 6.5, clock 3.4, 1.7 times one thread; construction: CPU 10");
}
