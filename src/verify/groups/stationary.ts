/** Stationary states: rate equations, self-consistent rates, neurons that share one state, networks of rate units. */
import { exp } from "../../base/index.ts";
import type { SteadyResult } from "../../contract/index.ts";
import { lnpNoise, lnpStates } from "../../theory/index.ts";
import { brunel, hysteretic, oscillating, wilsonCowan } from "../documents.ts";
import type { Lab } from "../lab.ts";
import { type Row, row } from "../row.ts";

/** Rates of Brunel's network by g and eta [Hz]. */
const rates: readonly (readonly [g: number, eta: number, references: readonly number[]])[] = [
  [5, 2, [37.94969708576336]],
  [6, 4, [55.84126237620437]],
  [4.5, 0.9, [6.516702268415077]],
  [3, 0.8, [0.0039111985849071725, 2.195256201987718, 302.08552453089965]],
];

/** Neurons with one state for all: f = 100/(1 + exp(-(h - 5)/2)) Hz, tau = 20 ms. */
const shared = (rest: number, jump: number) => `
neurons:
  n:
    equations: tau*dh/dt = mu - h
    initial: { h: 0 mV }
    hazard: 100 Hz/(1 + exp(-(h - 5 mV)/(2 mV)))
    parameters: { tau: 20 ms, mu: ${rest} mV }
populations: { P: { neuron: n, size: 500 } }
projections: [{ from: P, to: P, synapse: { kind: delta, into: h }, weight: ${jump} mV/pre.size, connect: all }]
run: { duration: 1 s, step: 0.1 ms, scale: network }
`;

/** Excitatory and inhibitory units with a quadratic response (Ahmadian, Rubin and Miller 2013), both driven by c. */
const supralinear = (c: number) => `
parameters: { c: ${c} }
synapses: { rate: { send: pre.r } }
neurons: { unit: { equations: "tau*dr/dt = -r + 0.04*max(h + s, 0)^2", inputs: { h: 1, s: 1 }, initial: { r: 0 }, parameters: { tau: 20 ms } } }
populations: { E: { neuron: unit, size: 8 }, I: { neuron: unit, size: 2, parameters: { tau: 10 ms } } }
projections:
  - { from: E, to: E, synapse: { kind: rate, into: s }, connect: all, weight: 1.25/pre.size }
  - { from: E, to: I, synapse: { kind: rate, into: s }, connect: all, weight: 1.2/pre.size }
  - { from: I, to: E, synapse: { kind: rate, into: s }, connect: all, weight: -0.65/pre.size }
  - { from: I, to: I, synapse: { kind: rate, into: s }, connect: all, weight: -0.5/pre.size }
stimuli: [{ to: [E.h, I.h], step: { amplitude: c } }]
run: { duration: 600 ms, step: 0.5 ms, scale: rate }
`;

const digits = "40-digit arithmetic (mpmath)";

export async function stationary(lab: Lab): Promise<readonly Row[]> {
  return [
    ...(await oscillatorRows(lab)),
    ...hysteresisRows(await lab.steady(wilsonCowan(hysteretic(0)), "P=-1:1")),
    ...(await brunelRows(lab)),
    ...(await sharedRows(lab)),
    ...supralinearRows(await lab.steady(supralinear(25))),
  ];
}

const changesOf = ({ over }: SteadyResult, type: "fold" | "Hopf") => (over?.changes ?? []).filter((one) => one.type === type);

async function oscillatorRows(lab: Lab): Promise<readonly Row[]> {
  const text = wilsonCowan(oscillating(1.25), { run: "duration: 60, tolerance: 1e-10" });
  const found = await lab.steady(text, "P=0:2");
  const { cycles } = await lab.phase(text);
  const [state] = found.states;
  const [lower, upper] = changesOf(found, "fold");
  const [hopf] = changesOf(found, "Hopf");
  const of = "Wilson-Cowan oscillator";
  return [
    row(`${of}, P = 1.25: E`, state!.activities[0]!, 0.201748395585551, 1e-14, digits),
    row(`${of}, P = 1.25: I`, state!.activities[1]!, 0.1068893857472834, 1e-14, digits),
    row(`${of}, P = 1.25: real part of the eigenvalues`, state!.eigenvalues[0]![0], 0.115553674602047, 1e-12, digits),
    row(`${of}, P = 1.25: imaginary part`, Math.abs(state!.eigenvalues[0]![1]), 1.870030185903025, 1e-12, digits),
    row(`${of}: lower fold`, lower!.parameter, 0.908683427301825, 1e-11, digits),
    row(`${of}: upper fold`, upper!.parameter, 1.08733045617231, 1e-11, digits),
    row(`${of}: Hopf point`, hopf!.parameter, 1.87931319808418, 1e-11, digits),
    row(`${of}: omega at the Hopf point`, hopf!.omega!, 2.6643132273967, 1e-10, digits),
    row(
      `${of}, P = 1.25: period of the cycle`,
      cycles[0]?.period ?? Number.NaN,
      4.9958943,
      1e-8,
      "continuation of the cycle with 15 digits",
    ),
  ];
}

function hysteresisRows(found: SteadyResult): readonly Row[] {
  const [left, right] = changesOf(found, "fold");
  const of = "Wilson-Cowan hysteresis";
  return [
    ...[0, 0.1896694743113891, 0.4397518248760555].map((reference, k) =>
      row(`${of}, P = 0: E of state ${k + 1}`, found.states[k]?.activities[0] ?? Number.NaN, reference, 1e-13, digits),
    ),
    row(`${of}: left fold`, left!.parameter, -0.3996101141535049, 1e-11, digits),
    row(`${of}: right fold`, right!.parameter, 0.304752864041166, 1e-11, digits),
  ];
}

async function brunelRows(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [g, eta, references] of rates) {
    const { states } = await lab.steady(brunel(g, eta));
    rows.push(row(`Brunel's network, g = ${g}, eta = ${eta}: number of states`, states.length, references.length, 0, "scan with scipy"));
    for (const [k, reference] of references.entries()) {
      const name = `Brunel's network, g = ${g}, eta = ${eta}: rate of state ${k + 1} [Hz]`;
      rows.push(
        row(
          name,
          states[k]?.activities[0] ?? Number.NaN,
          reference,
          1e-10 * reference,
          "Siegert's formula with scipy (erfcx, quad, brentq)",
        ),
      );
    }
  }
  return rows;
}

async function sharedRows(lab: Lab): Promise<readonly Row[]> {
  const intensity = (h: number) => 0.1 / (1 + exp(-(h - 5) / 2));
  const slope = (h: number) => 5 * intensity(h) * (0.1 - intensity(h));
  const population = { tau: 20, rest: 3, jump: 2.5, size: 500, intensity, slope };
  const [state] = lnpStates(population, -50, 50);
  const noise = lnpNoise(population, state!);
  const bistable = (await lab.steady(shared(0, 5))).states;
  const of = "LNP population";
  return [
    row(`${of}: h [mV]`, state!.h, 6.26564707252569, 1e-12, digits),
    row(`${of}: rate [Hz]`, 1000 * state!.rate, 65.3129414505138, 1e-11, digits),
    row(`${of}: decay [1/s]`, 1000 * state!.decay, 21.6810771983358, 1e-10, digits),
    row(`${of}: variance of h [mV^2]`, noise.variance, 0.01882774920874524, 1e-14, digits),
    row(`${of}: spectrum at 0 [Hz]`, 1000 * noise.spectrum(0), 0.6947163754461582, 1e-12, digits),
    row(`${of}: variance of the activity in 10 ms [Hz^2]`, 1e6 * noise.binned(10), 18.75864900327793, 1e-10, digits),
    ...[1.447941082560648, 5, 8.552058917439352].map((reference, k) =>
      row(`${of}, mu = 0, J = 5 mV: h of state ${k + 1} [mV]`, bistable[k]?.state[0] ?? Number.NaN, reference, 1e-11, digits),
    ),
  ];
}

function supralinearRows({ states }: SteadyResult): readonly Row[] {
  const [state] = states;
  const of = "Supralinear network, c = 25";
  return [
    row(`${of}: E`, state!.activities[0]!, 49.16424933682443, 1e-11, digits),
    row(`${of}: I`, state!.activities[1]!, 79.0718465680867, 1e-11, digits),
    row(`${of}: leading eigenvalue [1/ms]`, state!.eigenvalues[0]![0], -0.03475852355936434, 1e-11, digits),
  ];
}
