/**
 * The scale `network`: responses, connections and what is random in closed form. States are floats and arrivals integers of a quantum, so that
 * values are exact to about 1e-6 of the weights; what is random has a fixed seed and bounds of z = 4.89 (two-sided 1e-6) standard errors.
 */
import { exp } from "../../base/index.ts";
import type { Result } from "../../contract/index.ts";
import { nnlifRate, siegertRate } from "../../theory/index.ts";
import { brunel } from "../documents.ts";
import { type Lab, spikesOf } from "../lab.ts";
import { type Row, row } from "../row.ts";

const z = 4.89;
const rounding = 3e-6;

/** Fires once, at the tick 1 ms; the targets integrate what they get, or leak with 20 ms. */
const neurons = `
neurons:
  once: { equations: dV/dt = 1/ms, initial: { V: 0.05 }, spike: V > 1, reset: { V: -1e6 } }
  sum: { equations: dV/dt = I, inputs: { I: mV/ms }, initial: { V: 0 mV } }
  leak: { equations: tau*dV/dt = -V + tau*I, inputs: { I: mV/ms }, initial: { V: 0 mV }, parameters: { tau: 20 ms } }`;

const target = (name: string, neuron: string) => `  ${name}: { neuron: ${neuron} }\n`;
const projection = (to: string, synapse: string, weight: string, delay = "0.5 ms") =>
  `  - { from: a, to: ${to}, synapse: { ${synapse} }, weight: ${weight}, delay: ${delay}, connect: all }\n`;

const responses = `${neurons}
populations:
  a: { neuron: once }
${["jump", "exponential", "alpha", "biexponential"].map((name) => target(name, "leak")).join("")}${["ofExponential", "ofAlpha", "ofBiexponential", "ofPulse", "ofArea"].map((name) => target(name, "sum")).join("")}projections:
${[
  projection("jump", "kind: delta, into: V", "2 mV", "12.8 ms"),
  projection("exponential", "kind: exponential, tau: 5 ms, into: I", "1 mV/ms"),
  projection("alpha", "kind: alpha, tau: 2 ms, into: I", "1 mV/ms"),
  projection("biexponential", "kind: biexponential, rise: 1 ms, decay: 4 ms, norm: area, into: I", "1 mV"),
  projection("ofExponential", "kind: exponential, tau: 5 ms, into: I", "1 mV/ms"),
  projection("ofAlpha", "kind: alpha, tau: 2 ms, into: I", "1 mV/ms"),
  projection("ofBiexponential", "kind: biexponential, rise: 1 ms, decay: 4 ms, into: I", "1 mV/ms"),
  projection("ofPulse", "kind: pulse, alpha: 0.5/ms, into: I", "1 mV"),
  projection("ofArea", "kind: exponential, tau: 5 ms, norm: area, into: I", "1 mV"),
].join("")}run: { duration: 150 ms, step: 0.1 ms, scale: network }
record: { jump: [V], exponential: [V], alpha: [V, I], biexponential: [V], ofExponential: [V], ofAlpha: [V], ofBiexponential: [V], ofPulse: [V], ofArea: [V] }
`;

/** Value of a population's signal at a time, its label `V` without. */
function at(result: Result, population: string, time: number, label = "V"): number {
  const found = result.signals.find(({ channel }) => channel.population === population && channel.label === label);
  return found?.values[found.times.findIndex((t) => t > time - 1e-6)] ?? Number.NaN;
}

async function responseRows(lab: Lab): Promise<readonly Row[]> {
  const result = await lab.run(responses);
  const s = 10;
  // Response of a leak of 20 ms to exp(-s/tau), and to its derivative by the inverse of tau (alpha), s after the arrival at 1.5 ms.
  const to = (tau: number) => (exp(-s / 20) - exp(-s / tau)) / (1 / tau - 1 / 20);
  const toAlpha = (tau: number) => {
    const k = 1 / tau - 1 / 20;
    return (exp(1) / tau) * ((exp(-s / 20) - exp(-s / tau) * (1 + k * s)) / (k * k));
  };
  const peakTime = exp(0) * (4 / 3) * 1.3862943611198906;
  const peak = exp(-peakTime / 4) - exp(-peakTime);
  const closed = (name: string, value: number, reference: number) => row(name, value, reference, rounding * reference, "closed form");
  return [
    row("jump of 2 mV, one tick before its delay of 12.8 ms is over", at(result, "jump", 13.7), 0, 0, "definition"),
    closed("jump of 2 mV, at that tick [mV]", at(result, "jump", 13.8), 2),
    closed("exponential synapse (5 ms) on a leak (20 ms), after 10 ms [mV]", at(result, "exponential", 11.5), to(5)),
    closed("alpha synapse (2 ms) on a leak, after 10 ms [mV]", at(result, "alpha", 11.5), toAlpha(2)),
    closed("biexponential synapse (1, 4 ms; area 1) on a leak, after 10 ms [mV]", at(result, "biexponential", 11.5), (to(4) - to(1)) / 3),
    closed("peak of an alpha function, one tau after the arrival [mV/ms]", at(result, "alpha", 3.5, "I"), 1),
    closed("area of an exponential [mV]", at(result, "ofExponential", 150), 5),
    closed("area of an alpha function [mV]", at(result, "ofAlpha", 150), 2 * exp(1)),
    closed("area of a biexponential with peak 1 [mV]", at(result, "ofBiexponential", 150), 3 / peak),
    closed("area of a pulse alpha^2 t exp(-alpha t) [mV]", at(result, "ofPulse", 150), 1),
    closed("area of an exponential with norm: area [mV]", at(result, "ofArea", 150), 1),
  ];
}

/** Each of 400 sources fires once, and each target counts what arrives. */
const rules = {
  indegree: "indegree: 37",
  outdegree: "outdegree: 25",
  total: "total: 12345",
  probability: "probability: 0.1",
  near: "probability: exp(-distance/(0.1 mm))",
};
const counted = `${neurons}
populations:
  a: { neuron: once, size: 400, place: { ring: 1 mm } }
${[...Object.keys(rules), "all", "single"].map((name) => `  ${name}: { neuron: sum, size: 400, place: { ring: 1 mm } }\n`).join("")}projections:
${Object.entries(rules)
  .map(([name, rule]) => `  - { from: a, to: ${name}, synapse: { kind: delta, into: V }, weight: 1 mV, connect: { ${rule} } }\n`)
  .join("")}  - { from: a, to: all, synapse: { kind: delta, into: V }, weight: "normal(1 mV, 0.2 mV)", connect: all }
  - { from: a, to: single, synapse: { kind: delta, into: V }, weight: 1 mV, connect: one-to-one }
run: { duration: 2 ms, step: 0.1 ms, scale: network }
record: { ${[...Object.keys(rules), "all", "single"].map((name) => `${name}: [mean(V)]`).join(", ")} }
`;

async function connectionRows(lab: Lab): Promise<readonly Row[]> {
  const result = await lab.run(counted);
  const mean = (name: string) => at(result, name, 2, "mean(V)");
  // Of independent trials; of the ring the mean over all distances up to half of it, and the variance of each is at most a quarter.
  const near = (2 * 0.1 * (1 - exp(-5))) / 1;
  const chance = (p: number) => z * Math.sqrt((p * (1 - p)) / 400);
  return [
    row("connections per target: indegree 37", mean("indegree"), 37, 37 * rounding, "definition"),
    row("connections per target: outdegree 25, equal sizes", mean("outdegree"), 25, 25 * rounding, "definition"),
    row("connections per target: total 12345 on 400", mean("total"), 12345 / 400, 31 * rounding, "definition"),
    row("connections per target: probability 0.1 of 400", mean("probability"), 40, 400 * chance(0.1) * 0.05, "binomial law"),
    row(
      "connections per target: probability exp(-d/0.1 mm) on a ring of 1 mm",
      mean("near"),
      400 * near,
      400 * chance(near) * 0.05,
      "integral over the ring",
    ),
    row("weights normal(1, 0.2) of all pairs: mean of the sums over 400", mean("all"), 400, (400 * z * 0.2) / 400, "normal law"),
    row("connections per target: one-to-one", mean("single"), 1, rounding, "definition"),
  ];
}

const random = `
neurons:
  poisson: { inputs: { rate: Hz }, hazard: rate }
  leak: { equations: tau*dV/dt = -V, initial: { V: 20 mV }, parameters: { tau: 10 ms } }
  listener: { equations: tau*dV/dt = A - V, inputs: { A: Hz }, initial: { V: 20 Hz }, parameters: { tau: 100 ms } }
  noisy: { equations: tau*dV/dt = mu - V + s*sqrt(tau)*xi, initial: { V: 10 mV }, spike: V > 20 mV, reset: { V: 10 mV }, refractory: 2 ms, parameters: { tau: 10 ms, mu: 20 mV, s: 5 mV } }
populations:
  p: { neuron: poisson, size: 1000 }
  n: { neuron: leak, size: 1000 }
  l: { neuron: listener }
  w: { neuron: noisy, size: 200 }
projections: [{ from: p, to: l, synapse: { kind: activity, into: A } }]
stimuli:
  - { to: p.rate, step: { amplitude: 20 Hz } }
  - { to: n.V, poisson: { rate: 2000 Hz, weight: 1 mV } }
run: { transient: 200 ms, duration: 1 s, step: 0.1 ms, every: 20 ms, seed: 1, scale: network }
record: { p: [spikes], n: ["mean(V)", "mean(V^2)"], l: [V], w: [spikes] }
`;

const nnlif = `
units: none
neurons: { cell: { equations: "dV/dt = -V + sqrt(2)*xi", initial: { V: 1 }, spike: V > 2, reset: { V: 1 } } }
populations: { cell: { neuron: cell, size: 400 } }
run: { transient: 10, duration: 100, step: 0.01, seed: 1, scale: network }
record: { cell: [spikes] }
`;

async function randomRows(lab: Lab): Promise<readonly Row[]> {
  const result = await lab.run(random);
  const average = (population: string, label: string) => {
    const values = result.signals.find(({ channel }) => channel.population === population && channel.label === label)!.values;
    return values.reduce((sum, value) => sum + value / values.length, 0);
  };
  const mean = average("n", "mean(V)");
  const siegert = 1000 * siegertRate({ tau: 10, target: 20, noise: 5, threshold: 20, reset: 10, refractory: 2 });
  const exact = nnlifRate({ drift: 0, diffusion: 1, threshold: 2, reset: 1, refractory: 0 });
  // 50 samples 20 ms apart of 1000 neurons with a correlation time of 10 ms: at least 37,000 independent values. Intervals of the noisy
  // neurons have a CV of 0.56, of the NNLIF particle 1.18; a step of 0.1 ms rounds its spikes to the grid, half a step each.
  const independent = Math.sqrt(37_000);
  return [
    row("Poisson neurons (hazard 20 Hz): rate [Hz]", spikesOf(result, "p").length / 1000, 20, z * Math.sqrt(20 / 1000), "Poisson law"),
    row("2000 Hz of 1 mV on a leak of 10 ms: mean [mV]", mean, 20, (z * Math.sqrt(10)) / independent + 0.005 * 20, "Campbell's theorem"),
    row(
      "the same: variance [mV^2]",
      average("n", "mean(V^2)") - mean * mean,
      10,
      (z * 10 * Math.sqrt(2)) / independent + 0.1,
      "Campbell's theorem",
    ),
    row("activity of 1000 Poisson neurons, heard by one [Hz]", average("l", "V"), 20, z * Math.sqrt(20 / 1000), "Poisson law"),
    row(
      "noisy LIF, 20 mV, noise 5 mV: rate [Hz]",
      spikesOf(result, "w").length / 200,
      siegert,
      (z * 0.56 * siegert) / Math.sqrt(siegert * 200) + 0.01 * siegert,
      "Siegert's formula",
    ),
    row(
      "noisy LIF (NNLIF, b = 0): rate",
      spikesOf(await lab.run(nnlif)).length / 40_000,
      exact,
      (z * 1.18 * exact) / Math.sqrt(exact * 40_000),
      "Fokker-Planck, exact quadrature",
    ),
  ];
}

/** A source with an interval of 20 ms. */
const depressing = `${neurons}
  clock: { equations: dV/dt = 1/ms, initial: { V: 0.05 }, spike: V > 20, reset: { V: 0.05 } }
populations: { a: { neuron: clock }, b: { neuron: sum } }
projections:
  - { from: a, to: b, synapse: { kind: tsodyks-markram, U: 0.3, tau_f: 100 ms, tau_d: 200 ms, tau: 1 ms, into: I }, weight: 1 mV/ms, delay: 0.1 ms, connect: all }
run: { duration: 2040 ms, step: 0.1 ms, scale: network }
record: { b: [V] }
`;

const coupled = `
neurons: { leak: { equations: C*dV/dt = -g_L*V + I, inputs: { I: pA }, initial: { V: 0 mV }, parameters: { C: 100 pF, g_L: 5 nS } } }
populations: { a: { neuron: leak, initial: { V: 10 mV } }, b: { neuron: leak } }
projections: [{ from: [a, b], to: [a, b], synapse: { kind: gap-junction, into: I }, weight: 2 nS, connect: all }]
run: { duration: 20 ms, step: 0.01 ms, scale: network }
record: { a: [V], b: [V] }
`;

async function synapseRows(lab: Lab): Promise<readonly Row[]> {
  const result = await lab.run(depressing);
  // u after a jump and x before it, in the stationary sequence of intervals of 20 ms.
  const [facilitated, recovered] = [exp(-20 / 100), exp(-20 / 200)];
  const u = 0.3 / (1 - 0.7 * facilitated);
  const x = (1 - recovered) / (1 - (1 - u) * recovered);
  const pair = await lab.run(coupled);
  const [sum, difference] = [at(pair, "a", 20) + at(pair, "b", 20), at(pair, "a", 20) - at(pair, "b", 20)];
  const source = "Tsodyks, Pawelzik and Markram 1998";
  return [
    row("Tsodyks-Markram: first release", at(result, "b", 39), 0.3, 1e-5, source),
    row("Tsodyks-Markram: stationary release at 50 Hz", at(result, "b", 2039) - at(result, "b", 2019), u * x, 1e-4, source),
    row(
      "gap junction: the mean of two potentials, with a step of 0.01 ms [mV]",
      sum / 2,
      5 * exp(-1),
      0.001,
      "closed form; first order in the step",
    ),
    row(
      "gap junction: their difference, with a step of 0.01 ms [mV]",
      difference,
      10 * exp(-(5 + 4) / 5),
      0.005,
      "closed form; first order in the step",
    ),
  ];
}

const cuba = `
neurons:
  lif: { equations: tau_m*dV/dt = -49 mV - V + e + i, inputs: { e: mV, i: mV }, initial: { V: "uniform(-60 mV, -50 mV)" }, spike: V > -50 mV, reset: { V: -60 mV }, refractory: 5 ms, parameters: { tau_m: 20 ms } }
populations: { E: { neuron: lif, size: 3200 }, I: { neuron: lif, size: 800 } }
projections:
  - { from: E, to: [E, I], synapse: { kind: exponential, tau: 5 ms, into: e }, weight: 1.62 mV, delay: 0.1 ms, connect: { probability: 0.02 } }
  - { from: I, to: [E, I], synapse: { kind: exponential, tau: 10 ms, into: i }, weight: -9 mV, delay: 0.1 ms, connect: { probability: 0.02 } }
stimuli: [{ to: [E, I], synapse: { kind: exponential, tau: 5 ms, into: e }, poisson: { rate: 300 Hz, weight: 1.62 mV }, start: 1 ms, duration: 50 ms }]
run: { transient: 100 ms, duration: 1 s, step: 0.1 ms, seed: 1, scale: network }
record: { E: [spikes], I: [spikes] }
`;

async function publishedRows(lab: Lab): Promise<readonly Row[]> {
  const rate = (result: Result, population: string) =>
    (1000 * spikesOf(result, population).length) / (result.populations[population]!.size * result.duration);
  const [regular, current] = [
    await lab.run(brunel(5, 2, "transient: 100 ms, duration: 200 ms, step: 0.1 ms, seed: 1, scale: network")),
    await lab.run(cuba),
  ];
  const [nest, both] = ["NEST 3.9, Brunel 2000; 0.2 s", "NEST 3.9 and Brian2 2.5; seeds differ by 0.5 Hz"];
  return [
    row("Brunel's network, g = 5, eta = 2: rate of E [Hz]", rate(regular, "E"), 37.8, 1.5, nest),
    row("Brunel's network, g = 5, eta = 2: rate of I [Hz]", rate(regular, "I"), 37.8, 1.5, nest),
    row("current-based network of Vogels and Abbott: rate of E [Hz]", rate(current, "E"), 5.4, 0.9, both),
    row("current-based network of Vogels and Abbott: rate of I [Hz]", rate(current, "I"), 5.4, 0.9, both),
  ];
}

export async function network(lab: Lab): Promise<readonly Row[]> {
  const parts = [responseRows, connectionRows, randomRows, synapseRows, publishedRows];
  const rows: Row[] = [];
  for (const part of parts) rows.push(...(await part(lab)));
  return rows;
}
