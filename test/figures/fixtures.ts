/** Results that look like real ones, from a few lines of forward Euler: what the figures are tried on. */
import { exp } from "../../src/base/index.ts";
import type { PopulationResult, Result, Signal, SweepResult } from "../../src/contract/index.ts";

export const provenance = { version: "0.0.0", document_sha256: "0".repeat(64), platform: "test", options: {} } as const;

export function signal(
  population: string,
  label: string,
  unit: string,
  times: Float64Array,
  values: Float64Array,
  more: object = {},
): Signal {
  const channel = { id: `${population}.${label}`, population, label, unit, factor: 1, kind: "samples" as const, ...more };
  return { channel, times, values };
}

export function result(
  title: string,
  end: number,
  signals: readonly Signal[],
  populations: Record<string, PopulationResult>,
  more: object = {},
): Result {
  return {
    title,
    scale: "cell",
    units: "physical",
    seed: 0,
    transient: 0,
    duration: end,
    step: null,
    outcome: { kind: "completed", time: end, error: null, message: null, remedy: null },
    populations,
    signals,
    provenance,
    notes: [],
    wall_s: 0,
    cpu_s: 0,
    build_s: 0,
    ...more,
  };
}

export const grid = (count: number, step: number) => Float64Array.from({ length: count }, (_, k) => k * step);

interface Adex {
  readonly a: number;
  readonly b: number;
  readonly tauW: number;
  readonly vReset: number;
  readonly current: (t: number) => number;
}

/** Naud et al. 2008 units: C 200 pF, g_L 12 nS, E_L -70, V_T -50, Delta_T 2, peak 0 mV. Sampled every `every` ms. */
export function adex(end: number, every: number, { a, b, tauW, vReset, current }: Adex) {
  const h = 0.01;
  const per = Math.round(every / h);
  const count = Math.floor(end / every) + 1;
  const [V, w, I] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const spikes: number[] = [];
  let [v, adaptation] = [-70, 0];
  for (let k = 0; k < count * per; k++) {
    if (k % per === 0) {
      V[k / per] = v;
      w[k / per] = adaptation;
      I[k / per] = current(k * h);
    }
    const dv = (-12 * (v + 70) + 24 * exp((v + 50) / 2) - adaptation + current(k * h)) / 200;
    adaptation += (h * (a * (v + 70) - adaptation)) / tauW;
    v += h * dv;
    if (v > 0) {
      v = vReset;
      adaptation += b;
      spikes.push((k + 1) * h);
    }
  }
  return { times: grid(count, every), V, w, I, spikes: Float64Array.from(spikes) };
}

export const step =
  (amplitude: number, start = 0, stop = Number.POSITIVE_INFINITY) =>
  (t: number) =>
    t >= start && t < stop ? amplitude : 0;

export const tonic = { a: 2, b: 0, tauW: 30, vReset: -58 };
export const adapting = { a: 2, b: 60, tauW: 300, vReset: -58 };

export const train = (times: Float64Array) => ({ times, neurons: new Uint32Array(times.length) });

/** The adapting AdEx neuron over one second, as `adex-adapting` records it. */
export function adaptingResult(end = 1000, every = 0.1): Result {
  const { times, V, w, spikes } = adex(end, every, { ...adapting, current: step(500) });
  return result(
    "Adapting AdEx neuron (Naud et al. 2008)",
    end,
    [signal("cell", "V", "mV", times, V), signal("cell", "w", "pA", times, w)],
    { cell: { size: 1, spikes: train(spikes), peak: { label: "V", level: 0 } } },
  );
}

/** Hodgkin-Huxley at 10 uA/cm^2. */
export function hodgkinHuxley(end: number, every: number): Result {
  const h = 0.005;
  const per = Math.round(every / h);
  const count = Math.floor(end / every) + 1;
  const [V, M, H, N] = [0, 1, 2, 3].map(() => new Float64Array(count)) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const linear = (x: number, k: number) => (Math.abs(x) < 1e-9 ? k : x / (1 - exp(-x / k)));
  let [v, m, n, hh] = [-65, 0.053, 0.318, 0.596];
  const spikes: number[] = [];
  for (let k = 0; k < count * per; k++) {
    if (k % per === 0) [V[k / per], M[k / per], H[k / per], N[k / per]] = [v, m, hh, n];
    const before = v;
    const current = 120 * m * m * m * hh * (v - 50) + 36 * n * n * n * n * (v + 77) + 0.3 * (v + 54.4);
    const [am, bm] = [0.1 * linear(v + 40, 10), 4 * exp(-(v + 65) / 18)];
    const [ah, bh] = [0.07 * exp(-(v + 65) / 20), 1 / (1 + exp(-(v + 35) / 10))];
    const [an, bn] = [0.01 * linear(v + 55, 10), 0.125 * exp(-(v + 65) / 80)];
    v += h * (10 - current);
    m += h * (am * (1 - m) - bm * m);
    hh += h * (ah * (1 - hh) - bh * hh);
    n += h * (an * (1 - n) - bn * n);
    if (before <= 0 && v > 0) spikes.push((k + 1) * h);
  }
  const times = grid(count, every);
  return result(
    "Hodgkin-Huxley neuron, step current",
    end,
    [
      signal("axon", "V", "mV", times, V),
      signal("axon", "m", "", times, M),
      signal("axon", "h", "", times, H),
      signal("axon", "n", "", times, N),
    ],
    { axon: { size: 1, spikes: train(Float64Array.from(spikes)) } },
  );
}

/** Uniform numbers in (0, 1) from a linear congruential generator (Numerical Recipes' constants): the same on every machine. */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
}

/** A leaky integrate-and-fire neuron driven by a noisy current, and `repetitions` of jittered "recordings". */
export function comparedResult(end: number, repetitions: number): Result {
  const random = uniforms(7);
  const count = Math.round(end / 0.1) + 1;
  const V = new Float64Array(count);
  const spikes: number[] = [];
  let [v, theta, current, hold] = [-65, 0, 0, 0];
  for (let k = 0; k < count; k++) {
    V[k] = v;
    current += (0.1 * (150 - current)) / 3 + Math.sqrt(0.2 / 3) * 250 * (random() + random() + random() + random() - 2) * 1.73;
    theta -= (0.1 * theta) / 92.7;
    if (hold-- > 0) continue;
    v += (0.1 * (-(v + 65) + 0.0676 * current)) / 17.2;
    if (v > -65 + 11.4 + theta) {
      v = -65 + 11.6;
      theta += 2.97;
      hold = 49;
      spikes.push(k * 0.1);
    }
  }
  const recorded = Array.from({ length: repetitions }, () =>
    Float64Array.from(spikes.filter(() => random() < 0.75).map((time) => Math.max(0, time + 4 * (random() - 0.5)))).sort(),
  );
  const comparison = {
    population: "cell",
    windows: [2, 4],
    gamma: [recorded.map((_, k) => 0.41 + 0.012 * k), recorded.map((_, k) => 0.55 + 0.013 * k)],
    reliability: [0.74, 0.785],
    recorded,
    signals: [],
  };
  return result(
    "A LIF neuron with adaptive threshold driven by a recorded current",
    end,
    [signal("cell", "V", "mV", grid(count, 0.1), V)],
    { cell: { size: 1, spikes: train(Float64Array.from(spikes)), peak: { label: "V", level: null } } },
    { comparison },
  );
}

/** A rate against a current, for two noise levels and eight seeds. */
export function sweepResult(): SweepResult {
  const random = uniforms(3);
  const currents = Array.from({ length: 13 }, (_, k) => 100 + 25 * k);
  const sigmas = [20, 80];
  const rows = sigmas.flatMap((sigma) =>
    currents.map((current) => {
      const rate = (60 * Math.max(0, current - 180)) / (current + 100) + (sigma * exp(-Math.abs(current - 180) / 60)) / 8;
      return {
        point: [sigma, current],
        values: [rate + 0.6 * (random() - 0.5), rate > 2 ? 0.2 + sigma / 200 : null],
        standardErrors: [0.4 + sigma / 80, 0.03],
      };
    }),
  );
  const x = Float64Array.from({ length: 200 }, (_, k) => 100 + 1.5 * k);
  return {
    title: "Rate of an AdEx neuron under noise",
    units: "physical",
    axes: [
      { path: "stimuli.noise.sigma", unit: "pA", values: sigmas, scale: "linear" },
      { path: "cell.I", unit: "pA", values: currents, scale: "linear" },
    ],
    measures: [
      { name: "cell.rate", unit: "Hz" },
      { name: "cell.cv", unit: "" },
    ],
    rows,
    theory: [
      {
        id: "closed-form",
        label: "renewal theory",
        measure: "cell.rate",
        path: "cell.I",
        others: { "stimuli.noise.sigma": 20 },
        x,
        y: x.map((current) => (60 * Math.max(0, current - 180)) / (current + 100)),
      },
    ],
    provenance,
    notes: [],
  };
}
