/** Densities and survivors of intervals against scipy and against another inversion in 40 digits: tools/interval-values.py. */
import { describe, expect, test } from "vitest";
import { inverseLaplace, perfectIntegrator, whiteNoiseIntervals, withDeadTime } from "../../src/theory/index.ts";

describe("inverse Gaussian intervals: density, survivor (scipy.stats.invgauss)", () => {
  test.each([
    [0.02, 0.5, 20, 0.010426775018141505, 0.9568807309560463],
    [0.02, 0.5, 150, 0.00021338778562270976, 0.004707990446607331],
    [0.02, 0.2, 45, 0.04066564111978717, 0.6665823698931933],
    [1, 1, 0.1, 0.21979480031862653, 0.9959238886792889],
    [1, 1, 6, 0.0033798935286590503, 0.004849882133702194],
    [0.5, 2, 30, 0.0003352474878106123, 0.003310062039970303],
  ])("rate %d, CV %d, age %d", (rate, cv, age, density, survivor) => {
    const law = perfectIntegrator({ rate, cv });
    expect(Math.abs(law.density(age) / density - 1)).toBeLessThan(1e-13);
    expect(Math.abs(law.survivor(age) / survivor - 1)).toBeLessThan(1e-13);
  });
  test("nobody fires before the spike, everybody in the end", () => {
    const law = perfectIntegrator({ rate: 1, cv: 0.3 });
    expect([law.density(0), law.survivor(0), law.density(-1)]).toEqual([0, 1, 0]);
    expect(law.survivor(60)).toBeGreaterThanOrEqual(0);
    expect(law.survivor(60)).toBeLessThan(1e-100);
  });
});

describe("white-noise LIF, tau 1, threshold 1, reset 0: density, survivor (mpmath, parabolic cylinder functions, de Hoog)", () => {
  // Absolute errors: of the largest density, about 1 to 10.
  test.each([
    [1.2, 0.05, 0.5, 0.0511986950169106, 0.997272867020161],
    [1.2, 0.05, 1.5, 0.646592664635889, 0.413932771906796],
    [1.2, 0.05, 4, 0.00817594253844619, 0.00436294618016607],
    [0.8, 0.1, 1, 0.306811565863072, 0.89026888752019],
    [0.8, 0.1, 6, 0.033177886718139, 0.0580756612996104],
    [0.5, 0.02, 20, 0.00235798339361388, 0.958969788962758],
    // Narrow laws, before and after their mean: the inversion around the poles alone has no digits before 1.
    [1.07550333, 0.00266548, 0.5, 2.43040229906914e-42, 1],
    [1.07550333, 0.00266548, 2.2, 0.912446486673873, 0.703170066504728],
    [1.07550333, 0.00266548, 3, 0.345738908190007, 0.144671721485417],
    [1.5, 0.001, 0.9, 0.00765212522670916, 0.999912571638152],
  ])("mu %d, D %d, age %d", (target, diffusion, age, density, survivor) => {
    const neuron = { tau: 1, target, threshold: 1, reset: 0, refractory: 0, noise: Math.sqrt(2 * diffusion) };
    const law = whiteNoiseIntervals(neuron);
    expect(Math.abs(law.density(age) - density)).toBeLessThan(1e-10);
    expect(Math.abs(law.survivor(age) - survivor)).toBeLessThan(1e-10);
    // The same in ms, after a refractoriness of 2 ms.
    const late = whiteNoiseIntervals({ ...neuron, tau: 20, refractory: 2 });
    expect(Math.abs(20 * late.density(2 + 20 * age) - density)).toBeLessThan(1e-10);
    expect(late.survivor(1.9)).toBe(1);
  });
});

test("Talbot's contour inverts e^-sqrt(s) to e^(-1/(4 t))/(2 sqrt(pi t^3)) (kills: a contour that is off by a factor of i)", () => {
  // The inverse Gaussian without drift, of which sqrt and exp of a complex number are the transform.
  const root = ([re, im]: readonly [number, number]): readonly [number, number] => {
    const size = Math.hypot(re, im);
    return [Math.sqrt(0.5 * (size + re)), Math.sign(im || 1) * Math.sqrt(0.5 * (size - re))];
  };
  for (const t of [0.1, 1, 30]) {
    const found = inverseLaplace((s) => {
      const [re, im] = root(s);
      return [Math.exp(-re) * Math.cos(im), -Math.exp(-re) * Math.sin(im)];
    }, t);
    expect(Math.abs(found - Math.exp(-1 / (4 * t)) / (2 * Math.sqrt(Math.PI * t ** 3)))).toBeLessThan(1e-11);
  }
});

test("a dead time moves density and moments, and P_L by e^(-lambda d)", () => {
  const [bare, dead] = [perfectIntegrator({ rate: 0.05, cv: 0.4 }), 3];
  const late = withDeadTime(bare, dead);
  expect(late.mean).toBe(23);
  expect(late.cv).toBeCloseTo((0.4 * 20) / 23, 15);
  expect(late.density(25)).toBe(bare.density(22));
  expect([late.density(2), late.survivor(2)]).toEqual([0, 1]);
  // -P_L'(0) is the mean, S_L(0) too; P_L = 1 - lambda S_L anywhere.
  expect(-late.laplaceDerivative([0, 0])[0]).toBeCloseTo(23, 12);
  for (const z of [
    [0.01, 0.2],
    [-0.02, 0.1],
    [1e-9, 0],
  ] as const) {
    const [re, im] = late.survivorLaplace(z);
    const [valueRe, valueIm] = late.laplace(z);
    expect(1 - (z[0] * re - z[1] * im)).toBeCloseTo(valueRe, 13);
    expect(-(z[0] * im + z[1] * re)).toBeCloseTo(valueIm, 13);
  }
  expect(withDeadTime(bare, 0)).toBe(bare);
});
