/** Closed forms against values of 50-digit arithmetic (tools/theory-values.py), published formulas and their own equations. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  currentAtRest,
  type Exponential,
  exponentialRheobase,
  hopf,
  lifPeriod,
  lifRate,
  lifRheobase,
  nnlifRate,
  qifPeriod,
  saddleNode,
  siegertRate,
} from "../../src/theory/index.ts";

const expectRelative = (value: number, reference: number, tolerance: number) =>
  expect(Math.abs(value / reference - 1), `${value} for ${reference}`).toBeLessThanOrEqual(tolerance);

describe("LIF", () => {
  const neuron = { tau: 20, target: -45, threshold: -50, reset: -70, refractory: 2 };
  test("period is t_ref + tau log((E_L + I/g_L - V_r)/(E_L + I/g_L - V_th))", () =>
    expectRelative(lifPeriod(neuron), 34.18875824868201, 4e-16));
  test("strong input keeps its digits: T = tau (threshold - reset)/target (1 + ...) at target 1e12", () =>
    // log(1 + x) = x - x^2/2 with x = 20/(1e12 + 50).
    expectRelative(lifPeriod({ ...neuron, target: 1e12, refractory: 0 }), (20 * 20) / (1e12 + 50), 2e-11));
  test("at the rheobase and below it is silent", () => {
    expect(lifRheobase(1, -65, -50)).toBe(15);
    expect(lifRate({ ...neuron, target: -65 + lifRheobase(1, -65, -50) })).toBe(0);
    expect(lifPeriod({ ...neuron, target: -60 })).toBe(Number.POSITIVE_INFINITY);
    expect(lifRate({ ...neuron, target: -50 + 1e-9 })).toBeGreaterThan(0);
  });
});

describe("QIF", () => {
  const neuron = { a: 1, b: 0, c: 1, reset: -10, peak: 20, refractory: 0 };
  const cases = [
    ["v^2 + 1", neuron, 2.9919656053766883],
    ["0.04 v^2 + 5 v + 160: no fixed point", { a: 0.04, b: 5, c: 160, reset: -55, peak: 30, refractory: 0 }, 2.084808543743914],
    ["0.04 v^2 + 5 v + 140 above its threshold", { a: 0.04, b: 5, c: 140, reset: -40, peak: 30, refractory: 0 }, 1.5245423606050852],
    ["v^2 above the double fixed point", { ...neuron, c: 0, reset: 0.5, peak: 30 }, 1.9666666666666666],
    ["v^2 + 4 over all v: pi/sqrt(I)", { ...neuron, c: 4, reset: Number.NEGATIVE_INFINITY, peak: Number.POSITIVE_INFINITY }, Math.PI / 2],
  ] as const;
  test.each(cases)("%s", (_, given, reference) => {
    // The discriminant loses the digits that 4 a c and b^2 have in common.
    const { a, b, c } = given;
    const lost = c === 0 ? 1 : 1 + (b * b) / Math.abs(4 * a * c - b * b);
    expectRelative(qifPeriod(given), reference, 4e-16 * lost);
  });
  test("a fixed point between reset and peak is never passed", () => {
    expect(qifPeriod({ ...neuron, c: -1 })).toBe(Number.POSITIVE_INFINITY);
    expect(qifPeriod({ ...neuron, c: 0 })).toBe(Number.POSITIVE_INFINITY);
    expect(qifPeriod({ ...neuron, c: -1, reset: 1 })).toBe(Number.POSITIVE_INFINITY);
  });
  test("the refractory time is added", () => expect(qifPeriod({ ...neuron, refractory: 3 }) - qifPeriod(neuron)).toBeCloseTo(3, 14));
});

describe("EIF and AdEx", () => {
  const brette: Exponential = { capacitance: 281, leak: 30, rest: -70.6, threshold: -50.4, slope: 2, adaptation: 4, adaptationTime: 144 };
  const adapting: Exponential = { capacitance: 200, leak: 12, rest: -70, threshold: -50, slope: 2, adaptation: 2, adaptationTime: 300 };
  // Continuation of the resting state in extended precision; 15 digits.
  test.each([
    ["saddle-node, adaptation", saddleNode(adapting), 256.316219035163, -49.6916986403455],
    ["saddle-node, Brette and Gerstner", saddleNode(brette), 627.311093720872, -50.149673714092],
    ["Hopf, adaptation", hopf(adapting), 256.180548862234, -49.8918655574594],
    ["Hopf, Brette and Gerstner", hopf(brette), 627.1824645086, -50.2739634621654],
  ])("%s", (_, onset, current, potential) => {
    expectRelative(onset!.current, current, 3e-14);
    expectRelative(onset!.potential, potential, 3e-15);
  });
  test("at both the potential is a fixed point; at the saddle-node the current is largest", () => {
    for (const neuron of [brette, adapting])
      for (const { current, potential } of [saddleNode(neuron)!, hopf(neuron)!])
        expectRelative(currentAtRest(neuron, potential), current, 1e-13);
    const { current, potential } = saddleNode(brette)!;
    for (const step of [-0.01, 0.01]) expect(currentAtRest(brette, potential + step)).toBeLessThan(current);
  });
  test("at the Hopf point the Jacobian has no trace and the determinant omega^2", () => {
    const { potential, frequency } = hopf(brette)!;
    const membrane = (brette.leak / brette.capacitance) * (Math.exp((potential - brette.threshold) / brette.slope) - 1);
    expect(membrane - 1 / brette.adaptationTime).toBeCloseTo(0, 15);
    const determinant = -membrane / brette.adaptationTime + brette.adaptation / (brette.capacitance * brette.adaptationTime);
    expectRelative(frequency * frequency, determinant, 1e-12);
  });
  test("without adaptation: V_T and g_L (V_T - E_L - Delta_T), no Hopf", () => {
    const eif: Exponential = { capacitance: 1, leak: 0.1, rest: -65, threshold: -59.9, slope: 3.48, adaptation: 0, adaptationTime: 1 };
    expect(hopf(eif)).toBeUndefined();
    const { current, potential } = exponentialRheobase(eif)!;
    expect(potential).toBe(-59.9);
    expectRelative(current, 0.1 * (-59.9 + 65 - 3.48), 1e-15);
  });
  test("a <= -g_L has no saddle-node", () => expect(saddleNode({ ...brette, adaptation: -30 })).toBeUndefined());
});

describe("Siegert", () => {
  const of = (tau: number, target: number, noise: number, threshold: number, reset: number, refractory: number) =>
    siegertRate({ tau, target, noise, threshold, reset, refractory });
  test.each([
    ["balanced", of(10, 15, Math.sqrt(1.5), 15, 0, 2), 0.02710959343793092],
    ["mean at the threshold", of(10, 20, 5, 20, 10, 2), 0.051846129514196045],
    ["far below", of(20, -10, 5, 15, 0, 2), 1.9179283034183024e-12],
    ["rarer than any simulation", of(20, 5, 0.4, 15, 0, 0), 2.593795628152093e-272],
    ["hardly any noise", of(20, 30, 0.01, 15, 0, 2), 0.06304000881404247],
    ["far above", of(20, 1000, 5, 15, 0, 2), 0.4343541239701984],
    ["much noise", of(20, 30, 1000, 15, -1000, 0), 0.04372945788809054],
    ["far below, much noise", of(20, -5000, 300, 15, 0, 0), 2.520356554765222e-122],
    ["NNLIF, b = 0", nnlifRate({ drift: 0, diffusion: 1, threshold: 2, reset: 1, refractory: 0 }), 0.11997596523910496],
  ])("%s", (_, value, reference) => {
    // An error of one unit in the last place of the exponent m = b^2/2 is a relative error of m times that.
    const exponent = Math.max(1, -Math.log(reference));
    expectRelative(value, reference, 1e-13 + 4e-16 * exponent);
  });
  test("without noise it is the LIF's rate, and little noise comes near it", () => {
    const neuron = { tau: 20, target: 30, threshold: 15, reset: 0, refractory: 2 };
    expect(siegertRate({ ...neuron, noise: 0 })).toBe(lifRate(neuron));
    expectRelative(siegertRate({ ...neuron, noise: 1e-5 }), lifRate(neuron), 1e-11);
  });
  test("is finite, between 0 and 1/t_ref, and rises with the target, whatever the arguments", () => {
    const magnitude = fc.double({ min: -8, max: 8, noNaN: true }).map((power) => 10 ** power);
    fc.assert(
      fc.property(
        fc.record({
          noise: magnitude,
          gap: magnitude,
          target: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
          refractory: magnitude,
          more: magnitude,
        }),
        ({ noise, gap, target, refractory, more }) => {
          const rate = (at: number) => siegertRate({ tau: 10, target: at, noise, threshold: 0, reset: -gap, refractory });
          const [low, high] = [rate(target), rate(target + more)];
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual((1 / refractory) * (1 + 1e-12));
          expect(high).toBeGreaterThanOrEqual(low * (1 - 1e-12));
        },
      ),
      { numRuns: 400, seed: 1 },
    );
  });
});
