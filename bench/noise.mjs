/** Noisy integrate-and-fire neurons at the scale of single cells: steps per second, and the rate beside the exact one. */
import { loadavg } from "node:os";
import { run } from "../dist/index.js";
import { median } from "./measure.mjs";

const [size, duration, exact] = [200, 100, 0.1199759652];
const rounds = 7;
const documentAt = (step, method, seed) => ({
  units: "none",
  neurons: { cell: { equations: "dV/dt = -V + sqrt(2)*xi", initial: { V: 0 }, spike: "V > 2", reset: { V: 1 } } },
  populations: { cell: { neuron: "cell", size } },
  run: { transient: 10, duration, step, method, seed, scale: "cell" },
  record: { cell: ["spikes"] },
});

for (const [step, method] of [
  [0.1, "milstein"],
  [0.01, "milstein"],
  [0.01, "euler-maruyama"],
]) {
  const times = [];
  let spikes = 0;
  for (let round = 0; round < rounds; round++) {
    const [result] = await run(documentAt(step, method, round + 1), { host: { cpu: () => process.cpuUsage().user / 1e3 } });
    times.push(result.cpu_s);
    spikes += result.populations.cell.spikes.times.length;
  }
  const millions = (size * (duration + 10)) / step / median(times) / 1e6;
  const rate = spikes / rounds / size / duration / exact;
  console.log(
    `NNLIF, ${method}, step ${step}: ${millions.toFixed(2)} million neuron-steps a second; rate ${rate.toFixed(3)} of the exact one, give or take 0.01` +
      `   (load average ${loadavg()[0].toFixed(1)})`,
  );
}
