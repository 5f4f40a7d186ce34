/** Spike times and rest of the Hodgkin-Huxley axon. */
import { type Lab, lastOf, spikesOf } from "../lab.ts";
import { crossings } from "../reference/conductance.ts";
import { type Row, row, worst } from "../row.ts";

const source = "113-bit extrapolation, error below 1e-14 ms (E_L = -54.4 mV, from V = -65 mV with gates at their steady state)";

const axon = (current: number, duration: number, tolerance: string) => `
neurons: { axon: { model: hodgkin-huxley } }
populations: { cell: { neuron: axon, parameters: { E_L: -54.4 mV } } }
stimuli: [{ to: cell.I, step: { amplitude: ${current} uA/cm^2 } }]
run: { duration: ${duration} ms${tolerance} }
record: { cell: [V, m, h, n, spikes] }
`;

export async function hodgkinHuxley(lab: Lab): Promise<readonly Row[]> {
  const fine = await lab.run(axon(10, 1000, ", tolerance: 1e-10"));
  const usual = await lab.run(axon(10, 1000, ""));
  const spikes = spikesOf(fine);
  const rest = await lab.run(axon(0, 2000, ", tolerance: 1e-10"));
  const first = (times: Float64Array, count: number) => times.subarray(0, count);
  const rows = [
    row("HH, I = 10: spikes in 1 s", spikes.length, 69, 0, source),
    row("HH, I = 10: first spike [ms]", spikes[0]!, 1.901420591068315, 1e-6, source),
    row("HH, I = 10: last spike in 1 s [ms]", spikes.at(-1)!, 997.60686374918, 1e-6, source),
    row("HH, I = 10: V at 1 s [mV]", lastOf(fine, "V"), -72.385629415756, 1e-5, source),
    row("HH, I = 10: n at 1 s", lastOf(fine, "n"), 0.714544938628, 1e-7, source),
    worst("HH, I = 10: largest error of 35 spikes [ms]", first(spikes, 35), crossings.HH_I10!, 1e-6, source),
    worst("HH, I = 10, default tolerance: largest error of 35 spikes [ms]", first(spikesOf(usual), 35), crossings.HH_I10!, 1e-3, source),
    row("HH, I = 10, default tolerance: last spike in 1 s [ms]", spikesOf(usual).at(-1)!, 997.60686374918, 1e-3, source),
    row("HH at rest: V [mV]", lastOf(rest, "V"), -64.9997224337346, 1e-9, "40-digit arithmetic"),
    row("HH at rest: m", lastOf(rest, "m"), 0.052934217620864, 1e-11, "40-digit arithmetic"),
    row("HH at rest: h", lastOf(rest, "h"), 0.596111046346828, 1e-11, "40-digit arithmetic"),
    row("HH at rest: n", lastOf(rest, "n"), 0.317681167579781, 1e-11, "40-digit arithmetic"),
  ];
  for (const [current, name] of [
    [7, "HH_I7"],
    [20, "HH_I20"],
    [6.2, "HH_I6.2"],
  ] as const) {
    const reference = crossings[name]!;
    const times = spikesOf(await lab.run(axon(current, 300, ", tolerance: 1e-10")));
    rows.push(
      worst(
        `HH, I = ${current}: largest error of ${reference.length} spikes [ms]`,
        first(times, reference.length),
        reference,
        1e-6,
        source,
      ),
    );
  }
  rows.push(row("HH, I = 6.2: spikes in 300 ms", spikesOf(await lab.run(axon(6.2, 300, ", tolerance: 1e-10"))).length, 3, 0, source));
  // The period on the cycle, from late intervals: the transient has died out by then.
  for (const [current, period] of [
    [7, 17.150608184],
    [20, 11.565435599179571],
    [50, 8.544604633],
  ] as const) {
    const times = spikesOf(await lab.run(axon(current, 1000, ", tolerance: 1e-10")));
    rows.push(row(`HH, I = ${current}: period [ms]`, times.at(-1)! - times.at(-2)!, period, 1e-6, "AUTO-07p and 113-bit extrapolation"));
  }
  return rows;
}
