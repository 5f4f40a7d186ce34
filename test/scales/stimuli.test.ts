/** Stimuli at the cell scale, against closed forms; voltage clamp. */
import { describe, expect, test } from "vitest";
import { cos, sin } from "../../src/base/index.ts";
import type { Wave } from "../../src/model/experiment.ts";
import { cell } from "../../src/scales/cell/index.ts";
import { constant, hodgkinHuxley, type Model, makeExperiment, run, step, tree } from "./support.ts";

/** The input itself, and its integral. */
const probe: Model = { equations: "dx/dt = I", inputs: ["I"], initial: { x: 0 } };
const at = (wave: Wave, options: { start?: number; stop?: number } = {}, every = 1, duration = 10) =>
  run({ model: probe, run: { duration, every }, stimuli: [{ wave, ...options }], record: ["I", "x"] }).signals;
const near = (actual: readonly number[], expected: readonly number[], tolerance = 1e-9) => {
  expect(actual).toHaveLength(expected.length);
  for (const [k, value] of actual.entries()) expect(Math.abs(value - expected[k]!)).toBeLessThan(tolerance);
};
const times = Array.from({ length: 11 }, (_, k) => k);

describe("waves", () => {
  test("ramp: from 2 at 2 to 6 at 6, nothing outside", () => {
    const { I, x } = at({ kind: "ramp", from: constant(2), to: constant(6) }, { start: 2, stop: 6 });
    near(I!, [0, 0, 2, 3, 4, 5, 0, 0, 0, 0, 0]);
    expect(x!.at(-1)).toBeCloseTo(16, 9);
  });
  test("a ramp without end reaches its last value at the end of the run", () => {
    expect(at({ kind: "ramp", from: constant(0), to: constant(10) }).x!.at(-1)).toBeCloseTo(50, 9);
  });
  test("a sample at an edge shows what begins there, however the two times were rounded", () => {
    for (const transient of [0, 0.1, 0.7, 3.3]) {
      for (let tenths = 34; tenths < 90; tenths += 3) {
        const edge = (Math.round(10 * transient) + tenths - 33) / 10;
        const { times: sampled, signals } = run({
          model: probe,
          run: { duration: transient + 6, transient, every: 0.1 },
          stimuli: [{ wave: step(1), start: edge }],
          record: ["I"],
        });
        for (const [k, time] of sampled.entries())
          expect([transient, edge, time, signals.I![k]]).toEqual([transient, edge, time, Math.round(10 * (time - edge)) >= 0 ? 1 : 0]);
      }
    }
  });
  test("the last sample shows a stimulus that ends with the run as it was", () => {
    expect(at(step(2), { start: 3, stop: 10 }).I!.slice(-2)).toEqual([2, 2]);
    expect(at({ kind: "ramp", from: constant(0), to: constant(10) }).I!.at(-1)).toBeCloseTo(10, 12);
  });
  test("pulses: three of width 0.5 every 2, from 1", () => {
    const { I, x } = at(
      { kind: "pulses", amplitude: constant(4), period: constant(2), width: constant(0.5), count: 3 },
      { start: 1 },
      0.25,
    );
    expect(I!.map((value, k) => (value === 4 ? k / 4 : -1)).filter((t) => t >= 0)).toEqual([1, 1.25, 3, 3.25, 5, 5.25]);
    expect(x!.at(-1)).toBeCloseTo(6, 12);
  });
  test("a pulse train is cut by the end of its stimulus", () => {
    const pulses: Wave = {
      kind: "pulses",
      amplitude: constant(1),
      period: constant(2),
      width: constant(1),
      count: Number.POSITIVE_INFINITY,
    };
    expect(at(pulses, { stop: 4.5 }).x!.at(-1)).toBeCloseTo(2.5, 12);
  });
  test("sine: phase 0 at its start", () => {
    const wave: Wave = { kind: "sine", amplitude: constant(3), frequency: constant(0.2), phase: constant(0), offset: constant(1) };
    const { I, x } = at(wave, { start: 2 });
    near(
      I!,
      times.map((t) => (t < 2 ? 0 : 1 + 3 * sin(0.4 * Math.PI * (t - 2)))),
    );
    near(
      x!,
      times.map((t) => (t < 2 ? 0 : t - 2 + (3 * (1 - cos(0.4 * Math.PI * (t - 2)))) / (0.4 * Math.PI))),
      1e-7,
    );
  });
  test("chirp: instantaneous frequency from 0.1 to 0.5 over its length", () => {
    const wave: Wave = {
      kind: "chirp",
      amplitude: constant(1),
      from: constant(0.1),
      to: constant(0.5),
      phase: constant(0.3),
      offset: constant(0),
    };
    const { I } = at(wave, { stop: 8 });
    near(
      I!,
      times.map((t) => (t < 8 ? sin(2 * Math.PI * (0.1 * t + (0.4 * t * t) / 16) + 0.3) : 0)),
    );
  });
  test("expression: reads t and parameters, and may be undefined outside its time", () => {
    const { I } = at({ kind: "expression", tree: tree("sqrt(t - 4)") }, { start: 4 });
    near(
      I!,
      times.map((t) => (t < 4 ? 0 : Math.sqrt(t - 4))),
    );
  });
  test("recording, held: each value until the next sample, the last for one interval more", () => {
    const assets = { r: { columns: { time: Float64Array.of(0, 1, 2, 3), value: Float64Array.of(5, 6, 7, 8) } } };
    const setup = { model: probe, run: { duration: 6, every: 0.5 }, assets, record: ["I", "x"] };
    const { I, x } = run({ ...setup, stimuli: [{ wave: { kind: "recording", asset: "r", interpolate: "hold" }, start: 1 }] }).signals;
    expect(I).toEqual([0, 0, 5, 5, 6, 6, 7, 7, 8, 8, 0, 0, 0]);
    expect(x!.at(-1)).toBeCloseTo(26, 12);
  });
  test("recording, interpolated", () => {
    const assets = { r: { columns: { time: Float64Array.of(0, 1, 3), value: Float64Array.of(0, 2, 4) } } };
    const setup = { model: probe, run: { duration: 4, every: 0.5 }, assets, record: ["I", "x"] };
    const { I, x } = run({ ...setup, stimuli: [{ wave: { kind: "recording", asset: "r", interpolate: "linear" } }] }).signals;
    near(I!, [0, 1, 2, 2.5, 3, 3.5, 0, 0, 0]);
    expect(x!.at(-1)).toBeCloseTo(1 + 6, 9);
  });
  test("noise: stationary mean, deviation and correlation e^(-step/tau) of its samples; the same for all targets", () => {
    const wave: Wave = { kind: "noise", mean: constant(2), sd: constant(3), tau: constant(5), step: 1 };
    const { signals } = run({ model: probe, size: 2, run: { duration: 20_000, every: 1 }, stimuli: [{ wave }], record: ["I"] });
    expect(signals["I[1]"]).toEqual(signals.I);
    const x = signals.I!.slice(0, -1);
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
    const lag = x.slice(1).reduce((sum, value, k) => sum + (value - mean) * (x[k]! - mean), 0) / (x.length - 1) / variance;
    const independent = 20_000 / 10;
    expect(Math.abs(mean - 2)).toBeLessThan((4.89 * 3) / Math.sqrt(independent));
    expect(Math.abs(variance / 9 - 1)).toBeLessThan(4.89 * Math.sqrt(4 / independent));
    expect(Math.abs(lag - Math.exp(-0.2))).toBeLessThan(4.89 / Math.sqrt(20_000));
  });
});

describe("voltage clamp", () => {
  const clamp = (text: string): Wave => ({ kind: "clamp", tree: tree(text) });
  const clamped = (text: string, stop = Number.POSITIVE_INFINITY) =>
    run({
      model: hodgkinHuxley,
      run: { duration: 40, every: 0.5, tolerance: 1e-10 },
      stimuli: [{ wave: clamp(text), input: "V", start: 5, stop }],
      record: ["V", "n", "I_K", "I_Na", "I_L"],
    }).signals;
  test("V is the command exactly, and n relaxes as n_inf + (n_0 - n_inf) e^(-t/tau)", () => {
    const { V, n } = clamped("where(t < 10, -65, 0)");
    expect(V!.slice(10, 20).every((v) => v === -65)).toBe(true);
    expect(V!.slice(20).every((v) => v === 0)).toBe(true);
    const [alpha, beta] = [0.55 / (1 - Math.exp(-5.5)), 0.125 * Math.exp(-65 / 80)];
    const [infinity, tau] = [alpha / (alpha + beta), 1 / (alpha + beta)];
    for (let k = 21; k <= 80; k++) {
      const expected = infinity + (n![20]! - infinity) * Math.exp(-(k / 2 - 10) / tau);
      expect(Math.abs(n![k]! - expected)).toBeLessThan(1e-9);
    }
  });
  test("the clamp current is the sum of the ionic currents at constant command, and C dV/dt more on a ramp", () => {
    const flat = clamped("-30 + 0*t");
    const current = flat["clamp current of V"]!;
    for (let k = 10; k <= 80; k++) expect(Math.abs(current[k]! - flat.I_K![k]! - flat.I_Na![k]! - flat.I_L![k]!)).toBeLessThan(1e-9);
    expect(current.slice(0, 10).every((value) => value === 0)).toBe(true);
    const ramp = clamped("-80 + 2*t");
    for (let k = 10; k <= 80; k++) {
      expect(Math.abs(ramp["clamp current of V"]![k]! - 2 - ramp.I_K![k]! - ramp.I_Na![k]! - ramp.I_L![k]!)).toBeLessThan(1e-9);
    }
  });
  test("released, the neuron goes on from the last command", () => {
    const { V } = clamped("-90 + 0*t", 20);
    expect(V![39]).toBe(-90);
    expect(V![40]).toBe(-90);
    expect(V![41]).toBeGreaterThan(-90);
  });
});

describe("the scale says no", () => {
  const reasons = (options: object, model: Model = probe) =>
    cell.accepts(makeExperiment({ model, run: { duration: 1, ...options } })).map((one) => one.code);
  test("to methods it does not have, and to steps that do not fit the method", () => {
    expect(reasons({ method: "leapfrog" })).toEqual(["method-unknown"]);
    expect(reasons({ method: "rk4" })).toEqual(["method-needs-step"]);
    expect(reasons({ method: "tsitouras5", step: 0.1 })).toEqual(["method-takes-no-step"]);
    expect(reasons({ method: "exact" }, hodgkinHuxley)).toEqual(["method-not-exact"]);
  });
  test("to what only later scales have", () => {
    const experiment = makeExperiment({ model: probe, run: { duration: 1 } });
    const demanding = { ...experiment, demands: [{ feature: "projections", where: "projections" } as const] };
    expect(cell.accepts(demanding).map((one) => one.code)).toEqual(["scale-lacks"]);
  });
  test("and nothing against a step on an input with a hazard", () => {
    expect(step(1).kind).toBe("step");
    expect(reasons({}, { equations: "dx/dt = -x", initial: { x: 0 }, hazard: "1" })).toEqual([]);
  });
});
