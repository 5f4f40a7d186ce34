/** Networks from event to event: pulse-coupled neurons, single arrivals in closed form. */
import { collectivePeriod, meanInterval, trainsOf } from "../../analysis/index.ts";
import { log } from "../../base/index.ts";
import type { Result } from "../../contract/index.ts";
import { type Lab, signalOf, spikesOf } from "../lab.ts";
import { type Row, row } from "../row.ts";

/** v' = 1.3 - v + 0.4 E, threshold 1, reset 0, pulses alpha^2 t exp(-alpha t)/N of all neurons to all. */
const pulses = (size: number, alpha: number, run: string) => `
units: none
neurons:
  lif: { equations: dv/dt = a - v + g*E, inputs: { E: 1 }, initial: { v: 0.9*index/size }, spike: v > 1, reset: { v: 0 }, parameters: { a: 1.3, g: 0.4 } }
populations: { n: { neuron: lif, size: ${size} } }
projections: [{ from: n, to: n, synapse: { kind: pulse, alpha: ${alpha}, into: E }, weight: 1/pre.size, connect: all }]
run: { ${run}, scale: event-driven }
record: { n: spikes }
`;

/** A pacemaker that fires every log 3, and a follower v' = I - v. */
const chain = (projection: string) => `
units: none
neurons:
  pacemaker: { equations: dv/dt = 1.5 - v, initial: { v: 0 }, spike: v > 1, reset: { v: 0 } }
  follower: { equations: dv/dt = I - v, inputs: { I: 1 }, initial: { v: 0 }, spike: v > 1, reset: { v: 0 } }
populations: { a: { neuron: pacemaker }, b: { neuron: follower } }
projections: [{ from: a, to: b, ${projection}, connect: all }]
run: { duration: 4, every: 1, scale: event-driven }
record: { b: [spikes, v] }
`;

/** Mean interval and the period that all have in common. */
function rhythm(result: Result): { readonly interval: number; readonly period: number } {
  const { spikes, size } = result.populations.n!;
  const interval = meanInterval(trainsOf(spikes!.times, spikes!.neurons, size)) ?? Number.NaN;
  return { interval, period: collectivePeriod(spikes!.times, size, interval) ?? Number.NaN };
}

const splayPeriods: readonly (readonly [number, number, number])[] = [
  [5, 6, 0.8193907860159555],
  [10, 6, 0.8191399034958161],
];

/** Time of spike number k of 100 neurons at alpha 9, with 30 digits. */
const times: readonly (readonly [number, number])[] = [
  [1, 0.3099326813866007],
  [100, 1.0169641053163339],
  [4000, 33.65464270919528],
];

/** Potential of the follower at t = 2, one spike having arrived at log 3 with weight 0.5. */
const potentials: readonly (readonly [string, number])[] = [
  ["kind: exponential, tau: 0.3", 0.07638183209464938],
  ["kind: alpha, tau: 0.4", 0.24004972652170128],
  ["kind: biexponential, rise: 0.2, decay: 0.7", 0.23664975525288307],
  ["kind: pulse, alpha: 3", 0.2457297409046602],
];

const floquet = [-0.016933682653485, -0.03724689123306, -1.1083025450587, -4.7410389696922] as const;

export async function eventDriven(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [size, alpha, period] of splayPeriods) {
    const { interval } = rhythm(await lab.run(pulses(size, alpha, "transient: 3000, duration: 20")));
    const source = "zero of the closed form of the splay state, 40 digits";
    rows.push(row(`splay state, N = ${size}, alpha = ${alpha}: period`, interval, period, 2e-12, source));
  }
  const fired = spikesOf(await lab.run(pulses(100, 9, "duration: 34")), "n");
  for (const [number, time] of times)
    rows.push(row(`N = 100, alpha = 9: time of spike ${number}`, fired[number - 1]!, time, 1e-12, "the exact map with 30 digits"));
  const { interval, period } = rhythm(await lab.run(pulses(100, 9, "transient: 500, duration: 200")));
  const map = "the exact map in 80-bit arithmetic";
  rows.push(row("partial synchrony, N = 100, alpha = 9: mean interval, 500 < t < 700", interval, 0.862093358, 1e-9, map));
  rows.push(
    row("partial synchrony, N = 100, alpha = 9: collective period", period, 0.8846725, 1e-6, `${map}: upward crossings of E = 1.16`),
  );
  const options = "transient: 2000, duration: 2000, options: { event-driven: { exponents: 6 } }";
  const exponents = (await lab.run(pulses(5, 3, options))).measures?.lyapunov_exponents ?? [];
  const pairs = [(exponents[0]! + exponents[1]!) / 2, (exponents[2]! + exponents[3]!) / 2, exponents[4]!, exponents[5]!];
  const source = "Floquet exponents: eigenvalues of the map by differences, 40 digits";
  for (const [k, value] of pairs.entries())
    rows.push(row(`splay state, N = 5, alpha = 3: Lyapunov exponent ${k + 1}`, value, floquet[k]!, k < 2 ? 2e-5 : 1e-11, source));
  rows.push(...(await arrivals(lab)));
  return rows;
}

async function arrivals(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const delay of [0, 0.25]) {
    const text = chain(`synapse: { kind: delta, into: v }, weight: 0.7${delay > 0 ? `, delay: ${delay}` : ""}`);
    const [first] = spikesOf(await lab.run(text), "b");
    const name = `jumps of 0.7 every log 3, delay ${delay}: the third makes v = 1.011`;
    rows.push(row(name, first!, 3 * log(3) + delay, 1e-14, "0.7 (1 + 1/3 + 1/9) > 1 > 0.7 (1 + 1/3)"));
  }
  for (const [synapse, potential] of potentials) {
    const { values } = signalOf(await lab.run(chain(`synapse: { ${synapse}, into: I }, weight: 0.5`)), "v");
    rows.push(row(`response of v to { ${synapse} } at t = 2`, values[2]!, potential, 1e-15, "integral of the response, 40 digits"));
  }
  return rows;
}
