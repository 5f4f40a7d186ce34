/** The Fokker-Planck equation in time: what it settles to, how fast, and where it ends. */
import { log } from "../../base/index.ts";
import type { Result } from "../../contract/index.ts";
import type { Lab } from "../lab.ts";
import { type Row, row } from "../row.ts";

interface Nnlif {
  readonly b: number;
  readonly duration: number;
  readonly step: number;
  readonly cells: number;
  readonly initial?: string;
  readonly record?: string;
  readonly refractory?: string;
}

/** The network of Caceres, Carrillo & Perthame 2011: V_R = 1, V_F = 2, a = 1, on [-6, 2]. */
const nnlif = ({ b, duration, step, cells, initial = "0, 0.5", record = "activity", refractory = "" }: Nnlif) => `
units: none
neurons:
  nlif:
    equations: dV/dt = -V + sqrt(2)*xi
    initial: { V: "truncated(normal(${initial}), -infinity, 2)" }
    spike: V > 2
    reset: { V: 1 }
    ${refractory}
populations: { n: { neuron: nlif, size: 100 } }
projections: [{ from: n, to: n, synapse: { kind: delta, into: V }, weight: ${b}/pre.size, connect: all }]
run: { duration: ${duration}, step: ${step}, scale: fokker-planck, options: { fokker-planck: { cells: ${cells}, V: [-6, 2] } } }
record: { n: [${record}] }
`;

/** Neurons that do not act on one another. */
const alone = (neuron: string, run: string, units = "units: none") => `
${units}
neurons: { cell: ${neuron} }
populations: { n: { neuron: cell, size: 100 } }
run: { ${run}, scale: fokker-planck }
record: { n: [activity] }
`;

const quadratic = alone(
  "{ equations: dV/dt = V*V + 1/2 + sqrt(2)*xi, initial: { V: -1 }, spike: V > 3, reset: { V: -1 } }",
  "duration: 12, step: 0.01, options: { fokker-planck: { cells: 800, V: [-12, 3] } }",
);
const randomThreshold = alone(
  '{ equations: dV/dt = -V + sqrt(2)*xi, initial: { V: 0 }, hazard: "where(V > 2, 10, 0)", reset: { V: 1 } }',
  "duration: 16, step: 0.02, options: { fokker-planck: { cells: 1200, V: [-6, 6] } }",
);
const leaky = alone(
  '{ equations: "tau*dV/dt = mu - V + sigma*sqrt(tau)*xi", initial: { V: 10 mV }, spike: V > 20 mV, reset: { V: 10 mV }, refractory: 2 ms, parameters: { tau: 10 ms, mu: 20 mV, sigma: 5 mV } }',
  "duration: 200 ms, step: 0.1 ms, options: { fokker-planck: { cells: 1000 } }",
  "",
);

/** Brunel's network, asynchronous and irregular, and neurons under filtered spikes from outside. */
const brunel = (cells: number) => `
neurons: { lif: { equations: tau_m*dV/dt = -V, initial: { V: 0 mV }, spike: V > 20 mV, reset: { V: 10 mV }, refractory: 2 ms, parameters: { tau_m: 20 ms } } }
populations: { n: { neuron: lif, size: 1000 }, I: { neuron: lif, size: 250 } }
projections:
  - { from: n, to: [n, I], synapse: { kind: delta, into: V }, weight: 0.1 mV, delay: 1.5 ms, connect: { indegree: 1000 } }
  - { from: I, to: [n, I], synapse: { kind: delta, into: V }, weight: -0.5 mV, delay: 1.5 ms, connect: { indegree: 250 } }
stimuli: [{ to: [n.V, I.V], poisson: { rate: 20 /ms, weight: 0.1 mV } }]
run: { duration: 200 ms, step: 0.1 ms, scale: fokker-planck, options: { fokker-planck: { cells: ${cells} } } }
record: { n: [activity] }
`;
/** Membranes that never fire, under spikes of both signs from outside and from a population that fires at a rate of its own. */
const membranes = `
units: none
neurons:
  leaky: { equations: dV/dt = -V, initial: { V: "normal(0, 0.3)" }, hazard: 0*V, reset: { V: 0 } }
  relay: { inputs: { rate: 1 }, hazard: rate }
populations: { n: { neuron: leaky, size: 100 }, source: { neuron: relay, size: 100 } }
projections: [{ from: source, to: n, synapse: { kind: delta, into: V }, weight: 0.1, connect: { indegree: 50 } , delay: 0.5 }]
stimuli:
  - { to: source.rate, step: { amplitude: 2 } }
  - { to: n.V, poisson: { rate: 100, weight: -0.1 } }
run: { duration: 8, every: 8, step: 0.01, scale: fokker-planck, options: { fokker-planck: { cells: 1600, V: [-12, 8] } } }
record: { n: [density] }
`;
const filtered = `
neurons: { lif: { equations: "tau_m*dV/dt = -V + tau_m/C*I", inputs: { I: pA }, initial: { V: 0 mV }, spike: V > 15 mV, reset: { V: 0 mV }, refractory: 2 ms, parameters: { tau_m: 10 ms, C: 250 pF } } }
populations: { n: { neuron: lif, size: 1000 } }
stimuli: [{ to: n, synapse: { kind: exponential, tau: 0.5 ms, into: I }, poisson: { rate: 8 /ms, weight: 87.8 pA } }]
run: { duration: 200 ms, step: 0.1 ms, scale: fokker-planck, options: { fokker-planck: { cells: 1600 } } }
record: { n: [activity] }
`;

const scalar = "scalar equation N (I(b N) + tau) = 1";

/** Coupling, refractoriness, and the rate that is settled to. */
const settled: readonly (readonly [number, string, number])[] = [
  [-1.5, "", 0.0931160481],
  [0, "", 0.1199759652391],
  [0.5, "", 0.1347750799],
  [1.5, "", 0.1923640126],
  [1.5, "refractory: exponential(0.025)", 0.1907361294],
  [1.5, "refractory: 0.025", 0.1907361294],
];

export async function densities(lab: Lab): Promise<readonly Row[]> {
  const rates: Row[] = [];
  for (const [b, refractory, reference] of settled) {
    const result = await lab.run(nnlif({ b, duration: 25, step: 0.025, cells: 1200, refractory }));
    const what = refractory === "" ? "" : `, ${refractory}`;
    rates.push(row(`density, b = ${b}${what}: activity in the end`, final(result), reference, 1e-5 * reference, scalar));
  }
  const forgetting = await lab.run(nnlif({ b: 0, duration: 5, step: 0.005, cells: 600, record: "entropy, density" }));
  const kept = await lab.run(nnlif({ b: 0.5, duration: 100, step: 0.01, cells: 200, initial: "1.5, 0.1", record: "density" }));
  const ended = (await lab.run(nnlif({ b: 3, duration: 5, step: 0.001, cells: 600, initial: "-1, sqrt(0.5)" }))).outcome;
  const finer = await lab.run(brunel(1600));
  const [coarse, fine] = [1000 * final(await lab.run(brunel(800))), 1000 * final(finer)];
  const inhibition = finer.populations.I!.activity!.final / final(finer);
  const siegert = 37.9496969;
  const blowUp = "fixed steps down to 6.25e-5, 3.417(1)";
  return [
    ...rates,
    row("density, noisy QIF: rate", final(await lab.run(quadratic)), 0.388044069303087, 2e-5, "double integral, 25 digits"),
    row(
      "density, random threshold: rate",
      final(await lab.run(randomThreshold)),
      0.06088429934917462,
      7e-6,
      "parabolic cylinder functions",
    ),
    row("density, refractory LIF: rate (Hz)", 1000 * final(await lab.run(leaky)), 51.846129514196, 2e-3, "Siegert"),
    row("density, Brunel's network: rate (Hz)", fine, siegert, 5e-4, "Siegert, self-consistent"),
    row("density, Brunel's network: rate of inhibition over that of excitation", inhibition, 1, 1e-12, "neurons that are alike"),
    row("density, Brunel's network: order in the potential", Math.log2((coarse - siegert) / (fine - siegert)), 2, 0.1, "finite volumes"),
    row("density, membranes under spikes of both signs: variance", variance(await lab.run(membranes)), 1, 1e-3, "Campbell"),
    row(
      "density, LIF under filtered spikes: rate (Hz)",
      1000 * final(await lab.run(filtered)),
      16.215714,
      2e-3,
      "Siegert, threshold moved",
    ),
    row("density, b = 0: decay of the entropy", decay(forgetting), 2.3819341848, 1e-3, "twice the exact spectral gap"),
    row("density: mass lost in 10,000 steps", kept.populations.n!.activity!.massError, 0, 1e-13, "conservation"),
    row("density: least value", least(kept), 0, 0, "positivity"),
    row("density, b = 3: blow-up (1) or not (0)", Number(ended.kind === "blow-up"), 1, 0, "no stationary state"),
    row("density, b = 3: time of blow-up", ended.time, 3.417, 1e-3, blowUp),
    row("density, b = 3: the stated error covers it (1)", Number(Math.abs(ended.time - 3.417) <= (ended.error ?? 0)), 1, 0, blowUp),
  ];
}

/** Of the last density. */
function variance({ profiles = [] }: Result): number {
  const [{ channel, values }] = profiles as [NonNullable<Result["profiles"]>[number]];
  const at = channel.axes![0]!.values;
  const last = values.slice(-at.length);
  const mean = (power: (v: number) => number) => {
    const sum = last.reduce((all, one, k) => all + one * power(at[k]!), 0);
    return sum / last.reduce((all, one) => all + one, 0);
  };
  const middle = mean((v) => v);
  return mean((v) => (v - middle) ** 2);
}

const final = ({ populations }: Result) => populations.n!.activity!.final;

/** Rate of decay between t = 3 and 4. */
function decay({ signals }: Result): number {
  const { times, values } = signals.find(({ channel }) => channel.label === "entropy")!;
  const [a, b] = [3, 4].map((time) => values[times.findIndex((one) => one >= time - 1e-9)]!) as [number, number];
  return log(a / b);
}

/** The smallest density that was recorded, and 0. */
function least({ profiles = [] }: Result): number {
  return profiles[0]!.values.reduce((lowest, value) => Math.min(lowest, value), 0);
}
