/** Closed-form propagation between events, and the zeros it looks for. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exp, log } from "../../src/base/index.ts";
import { type ExponentialSum, sumAt, upperBound, zerosOf } from "../../src/kernels/exponential-sums.ts";
import type { Wave } from "../../src/model/experiment.ts";
import { constant, type Model, run, step } from "../scales/support.ts";

const part = (from: number, to: number) => fc.integer({ min: 0, max: 1000 }).map((k) => from + ((to - from) * k) / 1000);

describe("sums of exponentials", () => {
  const sums: fc.Arbitrary<ExponentialSum> = fc
    .tuple(
      part(-2, 2),
      part(-1, 1),
      fc.uniqueArray(part(-3, 0.8), { minLength: 0, maxLength: 4 }),
      fc.array(part(-3, 3), { minLength: 4, maxLength: 4 }),
    )
    .map(([value, line, b, a]) => ({ value, line, a: a.slice(0, b.length), b: b.map((rate) => (rate === 0 ? 0.01 : rate)) }));
  test("every sign change of a fine grid is a zero that is found, and every zero found is one", () => {
    fc.assert(
      fc.property(sums, (f) => {
        const zeros = zerosOf(f, 0, 8);
        const scale = Math.abs(f.value) + 8 * Math.abs(f.line) + f.a.reduce((sum, a, i) => sum + Math.abs(a) * (1 + exp(8 * f.b[i]!)), 0);
        for (const zero of zeros) expect(Math.abs(sumAt(f, zero))).toBeLessThanOrEqual(1e-13 * scale);
        expect(zeros.every((zero, k) => k === 0 || zero > zeros[k - 1]!)).toBe(true);
        const bound = upperBound(f, 0, 8) + 1e-12 * scale;
        const cells = Array.from({ length: 1000 }, (_, k) => ({
          low: k * 0.008,
          atLow: sumAt(f, k * 0.008),
          atHigh: sumAt(f, (k + 1) * 0.008),
        }));
        const missed = cells.filter(
          ({ low, atLow, atHigh }) => atLow * atHigh < 0 && !zeros.some((zero) => zero >= low && zero <= low + 0.008 + 1e-15),
        );
        expect(missed).toEqual([]);
        expect(cells.every(({ atLow }) => atLow <= bound)).toBe(true);
      }),
      { seed: 4, numRuns: 150 },
    );
  });
});

describe("a leaky integrate-and-fire neuron driven by steps", () => {
  const [tau, threshold, reset] = [10, 1, 0.2];
  const model = (rest: number): Model => ({
    equations: "tau*dV/dt = I - V",
    inputs: ["I"],
    initial: { V: 0 },
    spike: "V > theta",
    reset: { V: "V_r" },
    parameters: { tau, theta: threshold, V_r: reset },
    ...(rest > 0 ? { refractory: rest } : {}),
  });
  /** The spikes from edge to edge, each by its logarithm. */
  function byHand(amplitudes: readonly number[], length: number, rest: number): number[] {
    const spikes: number[] = [];
    let V = 0;
    let silent = 0;
    for (const [k, I] of amplitudes.entries()) {
      let t = k * length;
      const end = (k + 1) * length;
      for (;;) {
        t = Math.max(t, Math.min(silent, end));
        if (t >= end) break;
        const wait = I > threshold ? tau * log((I - V) / (I - threshold)) : Number.POSITIVE_INFINITY;
        if (t + wait >= end) {
          V = I + (V - I) * exp(-(end - t) / tau);
          break;
        }
        t += wait;
        spikes.push(t);
        V = reset;
        silent = t + rest;
      }
    }
    return spikes;
  }
  test("has the spikes of a loop over logarithms, within 1e-11, whatever the steps and the refractoriness", () => {
    const amplitude = part(-0.5, 4);
    fc.assert(
      fc.property(fc.array(amplitude, { minLength: 5, maxLength: 20 }), fc.constantFrom(0, 0.7, 3.1), (amplitudes, rest) => {
        const length = 7;
        const stimuli = amplitudes.map((value, k) => ({ wave: step(value), start: k * length, stop: (k + 1) * length }));
        const { spikes } = run({ model: model(rest), run: { duration: length * amplitudes.length }, stimuli });
        const expected = byHand(amplitudes, length, rest);
        expect(spikes[0]).toHaveLength(expected.length);
        for (const [k, t] of spikes[0]!.entries()) expect(Math.abs(t - expected[k]!)).toBeLessThan(1e-11);
      }),
      { seed: 9, numRuns: 100 },
    );
  });
  test("f-I: rates from rheobase to a thousand times of it are 1/(t_ref + tau ln((I - V_r)/(I - theta))) within 1e-12", () => {
    for (const rest of [0, 2]) {
      for (const I of [1.001, 1.01, 1.1, 1.5, 2, 5, 20, 100, 1000]) {
        const period = rest + tau * log((I - reset) / (I - threshold));
        const { spikes } = run({ model: model(rest), run: { duration: 60 * period }, stimuli: [{ wave: step(I) }] });
        const train = spikes[0]!;
        const rate = (train.length - 1) / (train.at(-1)! - train[0]!);
        expect(train.length).toBeGreaterThan(50);
        expect(Math.abs(rate * period - 1)).toBeLessThan(1e-12);
      }
    }
  });
});

describe("what is recorded changes nothing", () => {
  const noise: Wave = { kind: "noise", mean: constant(1.2), sd: constant(1), tau: constant(5), step: 0.5 };
  const spiking = (equations: string, method: string, options: object) =>
    run({
      model: { equations, inputs: ["I"], initial: { V: 0 }, spike: "V > 1", reset: { V: "0" } },
      run: { duration: 300, method, ...options },
      stimuli: [{ wave: noise }],
      record: "every" in options ? ["V"] : [],
    }).spikes[0]!;
  test.each(["dormand-prince8", "tsitouras5", "rodas", "exact"])("%s: the bits of the spikes, with and without samples", (method) => {
    const equations = method === "exact" ? "dV/dt = (I - V)/10" : "dV/dt = (I - V)/10 + V^2/20";
    const bare = spiking(equations, method, {});
    expect(bare.length).toBeGreaterThan(5);
    for (const every of [0.013, 1, 100]) expect(spiking(equations, method, { every })).toEqual(bare);
  });
});
