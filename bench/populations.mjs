/**
 * Populations of neurons with escape noise at the scale `mesoscopic`, steps of 0.1 ms, one thread: user CPU of one second of model time on
 * the grid that tells all ages apart and on the coarse one, beside a fixed loop timed in the same rounds. Bars are the times of the authors'
 * program in C with look-up tables on the machine on which they were set.
 *
 *     node bench/populations.mjs
 */
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { run } from "../dist/index.js";
import { consumed, median } from "./measure.mjs";

const rounds = 5;
const seconds = 4;
const example = (name) => readFileSync(new URL(`../examples/${name}.yaml`, import.meta.url), "utf8");

/** One population of 1,000 neurons that do not act on one another: the first of Schwalger, Deger & Gerstner 2017. */
const single = `
neurons:
  escape:
    equations: tau_m*dV/dt = -V + mu
    initial: { V: 0 mV }
    hazard: c*exp((V - V_th)/Delta_u)
    reset: { V: 0 mV }
    refractory: 4 ms
    parameters: { tau_m: 20 ms, mu: 18 mV, c: 10 Hz, V_th: 15 mV, Delta_u: 2 mV }
populations: { n: { neuron: escape, size: 1000 } }
run: { transient: 1 s, duration: 10 s, step: 0.1 ms, seed: 1, scale: mesoscopic }
record: { n: [activity] }
`;

/** Name, document, bars of the uniform and the coarse grid [s]. */
const models = [
  ["one population", single, 0.05, 0.01],
  ["excitatory and inhibitory", example("finite-size"), 0.11, 0.02],
  ["cortical microcircuit, 8", example("potjans-diesmann-escape"), 0.22, 0.05],
  ["with adaptation, 1 s", example("adapting-population"), Number.NaN, 0.02],
];

/** The loop that the speed of the machine is read from: 2e8 multiplications and additions of integers. */
function calibrate() {
  const start = process.cpuUsage().user;
  let sum = 0;
  for (let i = 0; i < 2e8; i++) sum = (sum + Math.imul(i, i)) | 0;
  consumed.sum += sum & 1;
  return (process.cpuUsage().user - start) / 1e6;
}

/** User CPU of a run of so many seconds, compiling and figures apart: the difference of a long and a short run. */
async function once(text, grid) {
  const timed = async (duration) => {
    const set = [`run.options.mesoscopic.grid=${grid}`, "run.bin=1ms", "run.transient=0.5s"];
    const begun = process.cpuUsage().user;
    const [result] = await run(text, { set, scale: "mesoscopic", duration: `${duration} s` });
    consumed.sum += result.signals.length;
    return (process.cpuUsage().user - begun) / 1e6;
  };
  const short = await timed(0.5);
  return ((await timed(seconds + 0.5)) - short) / seconds;
}

const grids = ["uniform", "coarse"];
const measured = models.map(() => grids.map(() => []));
const loops = [];
for (let round = 0; round < rounds; round++) {
  // The engine forgets what it compiled meanwhile, and has to see the loop some times before it is as fast as it will be.
  loops.push(Math.min(...Array.from({ length: 4 }, calibrate)));
  for (const [i, [, text]] of models.entries()) for (const [k, grid] of grids.entries()) measured[i][k].push(await once(text, grid));
}

console.log(
  `\nOne second of model time [s of CPU]; the loop takes ${median(loops).toFixed(3)}   (load average ${loadavg()[0].toFixed(1)})`,
);
console.log(`  ${"".padEnd(28)}${grids.map((grid) => `${grid}${"bar".padStart(8)}`.padStart(18)).join("")}`);
for (const [i, [title, , ...bars]] of models.entries()) {
  const numbers = grids.map((_, k) => `${median(measured[i][k]).toFixed(4)}${String(bars[k]).padStart(8)}`.padStart(18));
  console.log(`  ${title.padEnd(28)}${numbers.join("")}`);
}
