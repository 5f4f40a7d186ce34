/**
 * Stationary densities: self-consistent rates of NNLIF networks, and passages with any drift and hazard.
 * @module-tag slow
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DiffusingNeuron,
  eigenmodes,
  nnlifFolds,
  nnlifRate,
  nnlifStates,
  stationaryPassage,
  whiteNoiseLif,
} from "../../src/theory/index.ts";

const expectRelative = (value: number | undefined, reference: number, tolerance: number) =>
  expect(Math.abs(value! / reference - 1), `${value} for ${reference}`).toBeLessThanOrEqual(tolerance);

const deck = { drift: 0, diffusion: 1, threshold: 2, reset: 1, refractory: 0, diffusionByRate: 0 };

describe("NNLIF networks", () => {
  // 40-digit quadrature and Newton's method, mpmath 1.3.
  test.each([
    [-1.5, [0.09311604810232332]],
    [0.5, [0.1347750799352501]],
    [1.5, [0.19236401256847935, 2.2891257077468627]],
    [3, []],
  ])("at b = %s they have the stationary rates %s", (coupling, reference) => {
    const found = nnlifStates({ ...deck, coupling });
    expect(found).toHaveLength(reference.length);
    for (const [k, rate] of reference.entries()) expectRelative(found[k], rate, 1e-12);
  });
  test("noise that grows with the activity, refractoriness, an offset", () => {
    const network = { drift: 0.8, diffusion: 0.2, diffusionByRate: 0.5, coupling: -3, threshold: 1, reset: 0, refractory: 0.1 };
    const found = nnlifStates(network);
    expect(found).toHaveLength(1);
    expectRelative(found[0], 0.2033333909710771, 1e-12);
  });
  test("little noise: three states, two of them within the width of the noise from the threshold", () => {
    const network = { drift: 0.85, diffusion: 0.002, diffusionByRate: 0, coupling: 1.2, threshold: 1, reset: 0, refractory: 0.05 };
    const found = nnlifStates(network);
    const reference = [0.007363231142175266, 0.030532377105179292, 4.341293453406047];
    expect(found).toHaveLength(3);
    for (const [k, rate] of reference.entries()) expectRelative(found[k], rate, 1e-12);
  });
  test("there are two below the fold b = 2.1009677604557875 and none above, ten digits beside it", () => {
    const [fold, ...others] = nnlifFolds(deck);
    expect(others).toEqual([]);
    expectRelative(fold!.coupling, 2.1009677605, 3e-11);
    expectRelative(fold!.rate, 0.42422436, 1e-8);
    expect(nnlifStates({ ...deck, coupling: fold!.coupling - 2e-10 })).toHaveLength(2);
    expect(nnlifStates({ ...deck, coupling: fold!.coupling + 2e-10 })).toHaveLength(0);
  });
  test("the upper branch comes from infinity at b = V_F - V_R, as b = 1 + 3/(2 N)", () => {
    // log((x - 1)/(x - 2)) = 1/x + 3/(2 x^2) + .. at x = b N; noise acts in the next order.
    const [, upper] = nnlifStates({ ...deck, coupling: 1 + 1e-5 });
    expectRelative(upper, 1.5e5, 1e-4);
    expect(nnlifStates({ ...deck, coupling: 1 - 1e-5 })).toHaveLength(1);
  });
  test("refractoriness brings a third state, between two folds; much of it leaves one", () => {
    const [first, second] = nnlifFolds({ ...deck, refractory: 0.01 });
    expectRelative(first!.coupling, 2.109915229, 1e-9);
    expectRelative(second!.coupling, 1.2527558367, 1e-9);
    expectRelative(second!.rate, 10.355, 1e-4);
    const found = nnlifStates({ ...deck, refractory: 0.025, coupling: 1.5 });
    for (const [k, rate] of [0.1907361294, 2.9169876555, 10.7133751877].entries()) expectRelative(found[k], rate, 1e-9);
    expect(nnlifFolds({ ...deck, refractory: 0.5 })).toEqual([]);
  });
  test("silence and strong inhibition have one state each, without overflow", () => {
    expect(nnlifStates({ ...deck, drift: -100, coupling: 1 })).toEqual([0]);
    expect(nnlifStates({ ...deck, coupling: -1e6 })).toHaveLength(1);
  });
  test("uncoupled, the slowest modes of the density are the zeros of 1 - P_L", () => {
    // Zeros of a difference of parabolic cylinder functions, 30 digits.
    const reference = [-1.1909670923906, -2.6026799782535, -4.1405595366733, -5.7504554432853, -7.4065486232094];
    const { modes } = eigenmodes(whiteNoiseLif({ tau: 1, target: 0, threshold: 2, reset: 1, refractory: 0, noise: Math.SQRT2 }), 5);
    for (const [k, value] of reference.entries()) expectRelative(modes[k]!.eigenvalue[0], value, 1e-12);
  });
});

describe("stationary passages", () => {
  const leaky = (mean: number, diffusion: number, more: Partial<DiffusingNeuron> = {}): DiffusingNeuron => ({
    at: (v, out) => out.set([mean - v, diffusion, 0]),
    reset: 1,
    threshold: 2,
    unit: 1,
    ...more,
  });
  const rateOf = (neuron: DiffusingNeuron) => {
    const passage = stationaryPassage(neuron);
    return passage.kind === "passage" ? 1 / passage.mean : Number.NaN;
  };
  test("the leaky neuron's is Siegert's, whatever mean, noise and first step", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 60, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (mean, power, unit) => {
          const diffusion = 10 ** power;
          const exact = nnlifRate({ drift: mean, diffusion, threshold: 2, reset: 1, refractory: 0 });
          // The barrier's height over the diffusion loses digits of the exponent.
          expectRelative(rateOf(leaky(mean, diffusion, { unit })) || 1, exact || 1, 1e-12 * Math.max(1, -Math.log(exact || 1)));
        },
      ),
      { numRuns: 25, seed: 1 },
    );
  });
  test("quadratic and exponential drift: Ricciardi's double integral", () => {
    // 25 and 15 digits, mpmath.
    const qif: DiffusingNeuron = { at: (v, out) => out.set([v * v + 0.5, 1, 0]), reset: -1, threshold: 3, unit: 1 };
    const eif: DiffusingNeuron = {
      at: (v, out) => out.set([-v + 0.3 * Math.exp((v - 1) / 0.3) + 0.4, 0.5, 0]),
      reset: -0.5,
      threshold: 1.5,
      unit: 0.3,
    };
    expectRelative(rateOf(qif), 0.388044069303087, 1e-13);
    expectRelative(rateOf(eif), 0.209488758418328, 1e-13);
  });
  // Parabolic cylinder functions beyond the threshold, an integral of erfc below it, 30 digits. The hazard jumps: a step that does not
  // see it between its points is wrong by 5e-8.
  test.each([
    [0, 1, 0.017291132436413604],
    [0, 0.1, 0.06088429934917462],
    [0, 0.01, 0.09661825257662987],
    [2, 0.1, 0.7100975493018727],
    [-3, 0.1, 1.7103590883034872e-6],
  ])("random threshold: drift %s, 1/hazard %s", (mean, epsilon, reference) => {
    for (const unit of [0.31, 1, 1.7]) {
      const at = (v: number, out: Float64Array) => out.set([mean - v, 1, v > 2 ? 1 / epsilon : 0]);
      expectRelative(rateOf({ at, reset: 1, unit }), reference, 1e-12);
    }
  });
  test("a hazard that is the same everywhere is the rate", () =>
    expectRelative(rateOf({ at: (v, out) => out.set([-v, 0.3, 0.7]), reset: 0.2, unit: 1 }), 0.7, 1e-13));
  test("a perfect integrator's mean is distance over drift, its density an exponential below the reset", () => {
    const found = stationaryPassage({ at: (_, out) => out.set([2, 0.5, 0]), reset: 0, threshold: 3, unit: 1 });
    if (found.kind !== "passage") throw new Error(found.kind);
    expectRelative(found.mean, 1.5, 1e-13);
    for (const [i, v] of found.potentials.entries()) {
      // (1 - e^(-4 (3 - v)))/3 above the reset, the same with e^(4 v) below it.
      const exact = (v > 0 ? -Math.expm1(-4 * (3 - v)) : Math.exp(4 * v) * -Math.expm1(-12)) / 3;
      expect(Math.abs(found.density[i]! - exact)).toBeLessThan(1e-10);
    }
  });
  test("multiplicative noise is Ito's: without drift and with q = D p linear above the reset", () => {
    // q' = -N, so the mean is the integral of (3 - v)/D over (0, 3) and of 3/D below 0, D = 1/(2 + v^2) bounded by a reflecting drift.
    const drift = (v: number) => (v < 0 ? 40 : 0);
    const found = rateOf({ at: (v, out) => out.set([drift(v), 1 / (2 + v * v), 0]), reset: 0, threshold: 3, unit: 0.5 });
    // Above: integral of (3 - v)(2 + v^2) = 9 * 2/2 + 3^4/12; below: 3 integral e^(40 (2 v + v^3/3)) (2 + v^2) = 3/40.
    expectRelative(1 / found, 9 + 6.75 + 3 / 40, 1e-9);
  });
  test("no stationary state: a drift away, or nothing that fires", () => {
    expect(stationaryPassage({ at: (_, out) => out.set([-1, 1, 0]), reset: 0, threshold: 1, unit: 1 }).kind).toBe("escapes");
    expect(stationaryPassage({ at: (_, out) => out.set([1, 1, 0]), reset: 0, unit: 1 }).kind).toBe("escapes");
  });
});
