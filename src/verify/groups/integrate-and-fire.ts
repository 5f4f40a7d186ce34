/** Neurons whose period is known in closed form. */
import { lifPeriod, qifPeriod } from "../../theory/index.ts";
import { type Lab, spikesOf } from "../lab.ts";
import { type Row, row } from "../row.ts";

const lif = (current: number, rest = "") => `
neurons:
  cell:
    equations: C*dV/dt = -g_L*(V - E_L) + I
    inputs: { I: pA }
    initial: { V: V_r }
    spike: V > V_th
    reset: { V: V_r }
    parameters: { C: 20 pF, g_L: 1 nS, E_L: -65 mV, V_th: -50 mV, V_r: -70 mV }${rest}
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, step: { amplitude: ${current} pA } }]
run: { duration: 500 ms }
record: { cell: [V, spikes] }
`;

const qif = (current: number) => `
units: none
neurons:
  cell: { equations: dv/dt = v^2 + I, inputs: { I: 1 }, initial: { v: -10 }, spike: v > 20, reset: { v: -10 } }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, step: { amplitude: ${current} } }]
run: { duration: 60, tolerance: 1e-12 }
record: { cell: [spikes] }
`;

export async function integrateAndFire(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const closed = "T = t_ref + tau log((E_L + I/g_L - V_r)/(E_L + I/g_L - V_th))";
  for (const current of [16, 20, 50])
    for (const refractory of [0, 2]) {
      const times = spikesOf(await lab.run(lif(current, refractory ? "\n    refractory: 2 ms" : "")));
      const period = lifPeriod({ tau: 20, target: -65 + current, threshold: -50, reset: -70, refractory });
      const name = `LIF, ${current} pA, refractory ${refractory} ms`;
      rows.push(
        row(`${name}: first spike [ms]`, times[0]!, period - refractory, 1e-12 * period, closed),
        row(`${name}: mean of all intervals [ms]`, (times.at(-1)! - times[0]!) / (times.length - 1), period, 1e-12 * period, closed),
      );
    }
  rows.push(row("LIF, 15 pA (the rheobase): spikes", spikesOf(await lab.run(lif(15))).length, 0, 0, "fixed point at the threshold"));
  for (const current of [1, 4]) {
    const times = spikesOf(await lab.run(qif(current)));
    const period = qifPeriod({ a: 1, b: 0, c: current, reset: -10, peak: 20, refractory: 0 });
    const mean = (times.at(-1)! - times[0]!) / (times.length - 1);
    rows.push(row(`QIF, I = ${current}: period`, mean, period, 1e-9, "T = (atan(v_peak/sqrt I) - atan(v_r/sqrt I))/sqrt I"));
  }
  return rows;
}
