/** White noise, hazards and the statistics that are known exactly. */
import { describe, expect, test } from "vitest";
import { erf, exp } from "../../src/base/index.ts";
import { cell } from "../../src/scales/cell/index.ts";
import { nnlifRate } from "../../src/theory/index.ts";
import { constant, type Model, makeExperiment, run } from "./support.ts";

/** NNLIF at b = 0: dV = -V dt + sqrt(2) dW, threshold 2, reset 1. */
const nnlif: Model = {
  equations: "dV/dt = -V + sqrt(2*a)*xi",
  initial: { V: 0 },
  noises: ["xi"],
  parameters: { a: 1 },
  spike: "V > 2",
  reset: { V: "1" },
};

describe("the noisy LIF neuron fires at its exact rate 0.1199759652 (first passages between the ends of a step)", () => {
  test("step 0.1: within 2 % (smaller steps among the tests of the kernels, and within 1 % among the slow ones)", () => {
    const [step, size, duration] = [0.1, 300, 300];
    const { spikes } = run({ model: nnlif, size, run: { transient: 20, duration: duration + 20, step } });
    const count = spikes.reduce((sum, train) => sum + train.length, 0);
    const expected = nnlifRate({ drift: 0, diffusion: 1, threshold: 2, reset: 1, refractory: 0 }) * size * duration;
    // Spike counts vary less than Poisson's (CV < 1.1); z = 4.89, and 2 % for the frozen drift within a step.
    expect(Math.abs(count - expected)).toBeLessThan(4.89 * 1.1 * Math.sqrt(expected) + 0.02 * expected);
  });
});

describe("hazards in continuous time", () => {
  test("a constant hazard fires like a Poisson process: count and interval distribution", () => {
    const model: Model = { equations: "dx/dt = 0", initial: { x: 0 }, hazard: "0.5" };
    const { spikes } = run({ model, run: { duration: 20_000 } });
    const n = spikes[0]!.length;
    expect(Math.abs(n - 10_000)).toBeLessThan(4.89 * Math.sqrt(10_000));
    const intervals = spikes[0]!
      .slice(1)
      .map((t, k) => t - spikes[0]![k]!)
      .sort((a, b) => a - b);
    const distance = Math.max(...intervals.map((x, k) => Math.abs(1 - exp(-0.5 * x) - (k + 0.5) / intervals.length)));
    expect(distance).toBeLessThan(2.693 / Math.sqrt(intervals.length));
  });
  test("a hazard that rises with age (lambda = age) gives the Rayleigh distribution of intervals", () => {
    const model: Model = { equations: "dx/dt = 0", initial: { x: 0 }, hazard: "where(age < 1e9, age, 1)", reset: { x: "0" } };
    const { spikes } = run({ model, run: { duration: 5_000 } });
    const intervals = spikes[0]!.slice(1).map((t, k) => t - spikes[0]![k]!);
    const mean = intervals.reduce((sum, x) => sum + x, 0) / intervals.length;
    // Mean sqrt(pi/2), variance 2 - pi/2.
    expect(Math.abs(mean - Math.sqrt(Math.PI / 2))).toBeLessThan(4.89 * Math.sqrt((2 - Math.PI / 2) / intervals.length));
  });
  test("refractoriness silences the hazard", () => {
    const model: Model = { equations: "dx/dt = 0", initial: { x: 0 }, hazard: "100", reset: { x: "0" }, refractory: 5 };
    const { spikes } = run({ model, run: { duration: 1000 } });
    expect(Math.min(...spikes[0]!.slice(1).map((t, k) => t - spikes[0]![k]!))).toBeGreaterThan(5);
  });
});

describe("white noise as a stimulus", () => {
  const membrane: Model = { equations: "dV/dt = -V/10 + I", inputs: ["I"], initial: { V: 0 } };
  const white = (each: "stimulus" | "neuron") => ({
    wave: { kind: "white-noise", mean: constant(0.5), intensity: constant(0.7) } as const,
    each,
  });
  test("a membrane has the stationary mean tau*mu and variance sigma^2 tau/2", () => {
    const { signals } = run({
      model: membrane,
      run: { transient: 100, duration: 20_100, step: 0.1, every: 5 },
      stimuli: [white("neuron")],
      record: ["V"],
    });
    const v = signals.V!;
    const mean = v.reduce((sum, x) => sum + x, 0) / v.length;
    const variance = v.reduce((sum, x) => sum + (x - mean) ** 2, 0) / v.length;
    // About 20,000/(2 tau) = 1,000 independent samples; 0.5 % for the frozen drift.
    expect(Math.abs(mean - 5)).toBeLessThan(4.89 * Math.sqrt(2.45 / 1000));
    expect(Math.abs(variance / 2.45 - 1)).toBeLessThan(4.89 * Math.sqrt(2 / 1000) + 0.01);
  });
  test("a common source moves all neurons alike, a private one does not", () => {
    const at = (each: "stimulus" | "neuron") =>
      run({ model: membrane, size: 2, run: { duration: 10, step: 0.1 }, stimuli: [white(each)], record: ["V"] }).signals;
    const common = at("stimulus");
    expect(common["V[1]"]).toEqual(common.V);
    const own = at("neuron");
    expect(own["V[1]"]).not.toEqual(own.V);
  });
  test("reflecting bounds: |Brownian motion| has mean sqrt(2 t/pi)", () => {
    const model: Model = { equations: "dx/dt = xi", noises: ["xi"], initial: { x: 0 }, bounds: { x: [0, Number.POSITIVE_INFINITY] } };
    const { signals } = run({ model, size: 1000, run: { duration: 1, step: 0.002, every: 1 }, record: ["x"] });
    const ends = Object.values(signals).map((values) => values.at(-1)!);
    const mean = ends.reduce((sum, x) => sum + x, 0) / ends.length;
    // Reflection of increments at step h is exact at the nodes for a driftless process.
    expect(Math.abs(mean - Math.sqrt(2 / Math.PI))).toBeLessThan(4.89 * Math.sqrt((1 - 2 / Math.PI) / ends.length));
    expect(Math.min(...ends)).toBeGreaterThanOrEqual(0);
    expect(erf(0)).toBe(0);
  });
});

describe("refusals", () => {
  const reason = (model: Model, options: object) =>
    cell.accepts(makeExperiment({ model, run: { duration: 1, ...options } })).map((one) => one.code);
  test("noise needs a step, a linear place, and commutes for milstein", () => {
    expect(reason(nnlif, {})).toEqual(["noise-needs-step"]);
    expect(reason({ ...nnlif, equations: "dV/dt = -V + xi^2" }, { step: 0.1 })).toEqual(["noise-not-linear"]);
    const rotation: Model = { equations: "dx/dt = xi_1 + 0*y\ndy/dt = x*xi_2", initial: { x: 0, y: 0 }, noises: ["xi_1", "xi_2"] };
    expect(reason(rotation, { step: 0.1, method: "milstein" })).toEqual(["noise-not-commutative"]);
    expect(reason(rotation, { step: 0.1 })).toEqual([]);
    const geometric: Model = {
      equations: "dx/dt = s1*x*xi_1 + s2*x*xi_2",
      initial: { x: 1 },
      noises: ["xi_1", "xi_2"],
      parameters: { s1: 0.3, s2: 0.7 },
    };
    expect(reason(geometric, { step: 0.1, method: "milstein" })).toEqual([]);
    expect(reason(nnlif, { step: 0.1, method: "rk4" })).toEqual(["method-without-noise"]);
  });
});
