/** One second of a firing Hodgkin-Huxley neuron, time and accuracy beside each other; and what comes before the first step. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../dist/index.js";
import { dormandPrince5 } from "./dormand-prince5.mjs";
import { hodgkinHuxley } from "./equations.mjs";
import { consumed, median, table } from "./measure.mjs";

/** Last of the 69 spikes, by extrapolation in 113-bit arithmetic. */
const [spikeCount, lastSpike] = [69, 997.60686374918];

const documentAt = (tolerance, method = "auto") => ({
  neurons: {
    cell: {
      equations: hodgkinHuxley.text,
      inputs: { I: "uA/cm^2" },
      initial: {
        V: "-65 mV",
        m: "alpha_m(V)/(alpha_m(V) + beta_m(V))",
        h: "alpha_h(V)/(alpha_h(V) + beta_h(V))",
        n: "alpha_n(V)/(alpha_n(V) + beta_n(V))",
      },
      spike: "V > 0 mV",
      parameters: {
        C: "1 uF/cm^2",
        g_Na: "120 mS/cm^2",
        g_K: "36 mS/cm^2",
        g_L: "0.3 mS/cm^2",
        E_Na: "50 mV",
        E_K: "-77 mV",
        E_L: "-54.4 mV",
      },
    },
  },
  populations: { cell: { neuron: "cell" } },
  stimuli: [{ to: "cell.I", step: { amplitude: "10 uA/cm^2" } }],
  run: { duration: "1 s", tolerance, method },
  record: { cell: ["spikes"] },
});

function plainRates(_t, y, out) {
  const V = y[0];
  const m = y[1];
  const h = y[2];
  const n = y[3];
  out[0] = 10 - 120 * m * m * m * h * (V - 50) - 36 * n * n * n * n * (V + 77) - 0.3 * (V + 54.4);
  out[1] = ((0.1 * (V + 40)) / (1 - Math.exp(-(V + 40) / 10))) * (1 - m) - 4 * Math.exp(-(V + 65) / 18) * m;
  out[2] = 0.07 * Math.exp(-(V + 65) / 20) * (1 - h) - (1 / (1 + Math.exp(-(V + 35) / 10))) * h;
  out[3] = ((0.01 * (V + 55)) / (1 - Math.exp(-(V + 55) / 10))) * (1 - n) - 0.125 * Math.exp(-(V + 65) / 80) * n;
}

const userCpu = () => process.cpuUsage().user / 1e3;
const integratePlain = dormandPrince5(plainRates, 4);
/** Gates in the steady state of -65 mV. */
const steady = (() => {
  const out = new Float64Array(4);
  plainRates(0, [-65, 0, 0, 0], out);
  const atZero = [...out];
  plainRates(0, [-65, 1, 1, 1], out);
  return [-65, ...[1, 2, 3].map((i) => atZero[i] / (atZero[i] - out[i]))];
})();

/** Milliseconds of user CPU in the integration alone, and the spikes. */
async function solveOurs(tolerance, method) {
  const [result] = await run(documentAt(tolerance, method), { host: { cpu: userCpu } });
  return { time: 1e3 * result.cpu_s, spikes: result.populations.cell.spikes.times };
}

async function solvePlain(tolerance) {
  const start = userCpu();
  const { spikes } = integratePlain(steady, 1000, tolerance, 0);
  return { time: userCpu() - start, spikes };
}

/** Contenders in turn, `repeat` solutions each and round; the first rounds warm up. Returns medians per solution. */
async function compareSolutions(contenders, rounds = 15, warmUp = 5, repeat = 6) {
  const entries = Object.entries(contenders);
  const times = entries.map(() => []);
  const errors = entries.map(() => 0);
  for (let round = -warmUp; round < rounds; round++) {
    for (const [i, [name, solve]] of entries.entries()) {
      let total = 0;
      for (let k = 0; k < repeat; k++) {
        const { time, spikes } = await solve();
        if (spikes.length !== spikeCount) throw new Error(`${name} has ${spikes.length} spikes`);
        errors[i] = Math.abs(spikes.at(-1) - lastSpike);
        consumed.sum += spikes.at(-1);
        total += time;
      }
      if (round >= 0) times[i].push(total / repeat);
    }
  }
  return entries.map(([name], i) => ({ name, time: median(times[i]), error: errors[i] }));
}

async function benchSolution() {
  for (const tolerance of [1e-6, 1e-8, 1e-10]) {
    const [ours, fifth, plain] = await compareSolutions({
      "Lapicque (dormand-prince8)": () => solveOurs(tolerance, "auto"),
      "Lapicque (tsitouras5)": () => solveOurs(tolerance, "tsitouras5"),
      "plain JavaScript (Dormand-Prince 5)": () => solvePlain(tolerance),
    });
    console.log(`\nHodgkin-Huxley, 1 s, 69 spikes, tolerance ${tolerance}   (load average ${loadavg()[0].toFixed(1)})`);
    for (const { name, time, error } of [ours, fifth, plain]) {
      console.log(`  ${name.padEnd(38)} ${time.toFixed(2).padStart(8)} ms   last spike off by ${error.toExponential(1)} ms`);
    }
    console.log(`  ratio ${(ours.time / plain.time).toFixed(2)}${tolerance === 1e-8 ? " (bar: 0.75, 1e-5 ms)" : ""}`);
  }
}

/** The whole command on a model that no catalogue has. */
function benchFirstSpike(rounds = 9) {
  const folder = mkdtempSync(join(tmpdir(), "lapicque-bench-"));
  const file = join(folder, "new.json");
  writeFileSync(file, JSON.stringify(documentAt(1e-8)));
  const command = fileURLToPath(new URL("../dist/bin/lapicque.js", import.meta.url));
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const script = `process.on("exit", () => console.error("user", process.cpuUsage().user));`;
    const args = [
      "--import",
      `data:text/javascript,${encodeURIComponent(script)}`,
      command,
      "run",
      file,
      "--json",
      "--out",
      join(folder, "out"),
    ];
    const { stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    times.push(Number(/user (\d+)/.exec(stderr)[1]) / 1e6);
  }
  rmSync(folder, { recursive: true });
  table("whole command, 1 s of a never-seen model", { "run new.json --json": median(times) }, "s");
}

await benchSolution();
benchFirstSpike();
console.log(`\n(sum of what was computed: ${consumed.sum})`);
