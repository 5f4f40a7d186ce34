/** Voltage clamp: currents of Hodgkin and Huxley's membrane under a step are sums of exponentials. */
import { describe, expect, test } from "vitest";
import { exp, exprel } from "../../src/base/index.ts";
import type { Wave } from "../../src/model/experiment.ts";
import { hodgkinHuxley, type Model, run, tree } from "../scales/support.ts";

/** Opening and closing rates of m, h, n at a potential, with the removable singularities removed: x/(1 - e^(-x/k)) = k/exprel(-x/k). */
const rates = (V: number): readonly (readonly [number, number])[] => [
  [1 / exprel(-(V + 40) / 10), 4 * exp(-(V + 65) / 18)],
  [0.07 * exp(-(V + 65) / 20), 1 / (1 + exp(-(V + 35) / 10))],
  [0.1 / exprel(-(V + 55) / 10), 0.125 * exp(-(V + 65) / 80)],
];
const steady = (V: number) => rates(V).map(([alpha, beta]) => alpha / (alpha + beta));
const relaxed = (from: readonly number[], V: number, t: number) =>
  rates(V).map(([alpha, beta], i) => alpha / (alpha + beta) + (from[i]! - alpha / (alpha + beta)) * exp(-(alpha + beta) * t));

const clamp = (text: string): Wave => ({ kind: "clamp", tree: tree(text) });
const [hold, edge, end] = [-65, 5, 25];
const at = (command: string, model: Model = hodgkinHuxley, options: object = {}) =>
  run({
    model,
    run: { duration: end, every: 0.25, tolerance: 1e-11, ...options },
    stimuli: [{ wave: clamp(command), input: "V" }],
    record: ["V", "I_Na", "I_K", "I_L"],
  });

describe("a step of the potential", () => {
  test.each([-90, -65, -55, -40, -20, 0, 30, 60])("from -65 to %f mV: I_Na, I_K and the clamp current in closed form", (V) => {
    const { signals, times } = at(`where(t < ${edge}, ${hold}, ${V})`);
    // The initial gates of the model are those of -65 mV.
    const from = steady(hold);
    for (const [k, t] of times.entries()) {
      const now = t < edge ? hold : V;
      const [m, h, n] = t < edge ? from : relaxed(from, V, t - edge);
      const [sodium, potassium, leak] = [120 * m! ** 3 * h! * (now - 50), 36 * n! ** 4 * (now + 77), 0.3 * (now + 54.4)];
      expect(signals.V![k]).toBe(now);
      expect(Math.abs(signals.I_Na![k]! - sodium)).toBeLessThan(1e-8 * (1 + Math.abs(sodium)));
      expect(Math.abs(signals.I_K![k]! - potassium)).toBeLessThan(1e-8 * (1 + Math.abs(potassium)));
      const total = sodium + potassium + leak;
      expect(Math.abs(signals["clamp current of V"]![k]! - total)).toBeLessThan(1e-8 * (1 + Math.abs(total)));
    }
  });
  test("and back: the tail current begins with the gates that the step left", () => {
    const { signals, times } = at(`where(t < ${edge}, ${hold}, where(t < 10, 0, ${hold}))`);
    const opened = relaxed(steady(hold), 0, 5);
    for (const [k, t] of times.entries()) {
      if (t < 10) continue;
      const [, , n] = relaxed(opened, hold, t - 10);
      expect(Math.abs(signals.I_K![k]! - 36 * n! ** 4 * (hold + 77))).toBeLessThan(1e-7);
    }
  });
  test("every method clamps: rk4 at a fixed step, rodas, tsitouras5", () => {
    for (const options of [{ method: "rodas" }, { method: "tsitouras5" }, { method: "rk4", step: 0.005, every: 0.25 }]) {
      const { signals, times } = at("where(t < 5, -65, 0)", hodgkinHuxley, { tolerance: 1e-10, ...options });
      const [, , n] = relaxed(steady(hold), 0, end - edge);
      expect(times.at(-1)).toBe(end);
      expect(Math.abs(signals.I_K!.at(-1)! - 36 * n! ** 4 * 77)).toBeLessThan(1e-6);
    }
  });
});

describe("a moving command", () => {
  test("beside the ionic currents the clamp charges the membrane: C dV/dt", () => {
    const model: Model = { ...hodgkinHuxley, parameters: { ...hodgkinHuxley.parameters, C: 2 } };
    const { signals, times } = at("-65 + 10*sin(t/4)", model);
    for (const [k, t] of times.entries()) {
      const charging = (2 * 10 * Math.cos(t / 4)) / 4;
      const ionic = signals.I_Na![k]! + signals.I_K![k]! + signals.I_L![k]!;
      expect(Math.abs(signals["clamp current of V"]![k]! - ionic - charging)).toBeLessThan(1e-10);
    }
  });
});
