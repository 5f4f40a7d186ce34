/** The leaky integrate-and-fire neuron in white noise against 30-digit arithmetic (tools/white-noise-values.py) and its limits. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { dawson, erfcx, wrightOmega } from "../../src/numerics/index.ts";
import { firstPassageCv, lifRate, siegertRate, siegertSlopes, whiteNoiseLif } from "../../src/theory/index.ts";

const expectRelative = (value: number, reference: number, tolerance: number) =>
  expect(Math.abs(value / reference - 1), `${value} for ${reference}`).toBeLessThanOrEqual(tolerance);
const of = (tau: number, target: number, noise: number, threshold: number, reset: number, refractory: number) => ({
  tau,
  target,
  noise,
  threshold,
  reset,
  refractory,
});

test.each([
  [of(10, 15, Math.sqrt(1.5), 15, 0, 2), 0.02710959343793092, 0.01014758995727651, 0.005980873284312926, 0.3007081605356906],
  [of(10, 20, 5, 20, 10, 2), 0.05184612951419605, 0.007095175896721268, 0.004867221929913954, 0.5524284267159506],
  [of(20, -10, 5, 15, 0, 2), 1.917928303418302e-12, 3.755707029460555e-12, 1.877853515582616e-11, 1.000000002095466],
  [of(20, 18, 5, 15, 0, 2), 0.03159495408484199, 0.002947993286923244, 0.001442874301948493, 0.4044413627069446],
  [of(20, 5, 5, 15, 0, 0), 0.0008659283229652879, 0.0005768752037190819, 0.001160569727704613, 0.9686560207578644],
  [of(20, 30, 1000, 15, -1000, 0), 0.04372945788809054, 3.821705393398274e-5, 2.829204013436344e-5, 0.8497578637020926],
  [of(1, 1.2, Math.sqrt(0.1), 1, 0, 0), 0.6661288481192412, 1.018785883079579, 0.4880193284626809, 0.4174154707611456],
])("%j: rate, its derivatives by target and noise, CV", (neuron, rate, byTarget, byNoise, cv) => {
  const slopes = siegertSlopes(neuron);
  // An exponent m costs m units of the last place.
  const tolerance = 2e-13 - 4e-16 * Math.log(rate);
  expectRelative(slopes.rate, rate, tolerance);
  expect(slopes.rate).toBe(siegertRate(neuron));
  expectRelative(slopes.byTarget, byTarget, tolerance);
  expectRelative(slopes.byNoise, byNoise, tolerance);
  expectRelative(firstPassageCv(neuron), cv, 1e-12);
});

test("little noise: the derivatives of the LIF, and CV = noise tau/T sqrt(((target - V_th)^-2 - (target - V_r)^-2)/2)", () => {
  const neuron = of(20, 30, 1e-6, 15, 0, 2);
  const slopes = siegertSlopes(neuron);
  expectRelative(slopes.byTarget, lifRate(neuron) ** 2 * 20 * (1 / 15 - 1 / 30), 1e-12);
  // To second order in the noise: d rate/d noise = rate^2 tau noise/2 (x^-2 - y^-2).
  expectRelative(slopes.byNoise, lifRate(neuron) ** 2 * 10 * 1e-6 * (15 ** -2 - 30 ** -2), 1e-12);
  expectRelative(firstPassageCv(neuron), 1e-6 * lifRate(neuron) * 20 * Math.sqrt((15 ** -2 - 30 ** -2) / 2), 1e-11);
  expect(siegertSlopes({ ...neuron, noise: 0 }).byTarget).toBeCloseTo(slopes.byTarget, 15);
  expect(firstPassageCv({ ...neuron, noise: 0 })).toBe(0);
});

test("far below the threshold nothing overflows: the rate is 0, and the intervals are those of a Poisson process", () => {
  for (const neuron of [of(20, 0, 1e-3, 15, -1e9, 2), of(20, -1e12, 5, 15, 0, 0), of(20, 5, 1e-300, 15, 0, 0)]) {
    expect(siegertSlopes(neuron)).toEqual({ rate: 0, byTarget: 0, byNoise: 0 });
    expect(firstPassageCv(neuron)).toBe(1);
  }
});

test("whatever the arguments: slopes not negative, CV finite, and the slopes are those of the rate", () => {
  const magnitude = fc.double({ min: -5, max: 5, noNaN: true }).map((power) => 10 ** power);
  fc.assert(
    fc.property(magnitude, magnitude, fc.double({ min: -1e4, max: 1e4, noNaN: true }), magnitude, (noise, gap, target, refractory) => {
      const neuron = of(10, target, noise, 0, -gap, refractory);
      const { rate, byTarget, byNoise } = siegertSlopes(neuron);
      expect(byTarget).toBeGreaterThanOrEqual(0);
      expect(byNoise).toBeGreaterThanOrEqual(0);
      expect(firstPassageCv(neuron)).toBeGreaterThanOrEqual(0);
      expect(firstPassageCv(neuron)).toBeLessThan(Number.POSITIVE_INFINITY);
      if (rate < 1e-200) return;
      const step = 1e-4 * noise;
      const change = (siegertRate({ ...neuron, noise: noise + step }) - siegertRate({ ...neuron, noise: noise - step })) / (2 * step);
      expect(Math.abs(change - byNoise)).toBeLessThan(5e-3 * byNoise + (1e-11 * rate) / step);
    }),
    { numRuns: 200, seed: 3 },
  );
});

test("the moments of its transform are Siegert's mean and Brunel's CV", () => {
  for (const neuron of [of(10, 20, 5, 20, 10, 2), of(20, 10, 4, 15, 0, 3), of(1, 5, 0.045, 1, 0, 0)]) {
    const { mean, cv, survivorLaplace } = whiteNoiseLif(neuron);
    const tiny = 1e-3 / mean;
    const [up, down] = [survivorLaplace([0, tiny]), survivorLaplace([0, -tiny])];
    expectRelative(up[0], mean, 1e-5);
    // -S_L'(0) = E T^2/2
    expectRelative((down[1] - up[1]) / (2 * tiny), (0.5 * mean) ** 2 * 2 * (1 + cv * cv), 1e-5);
  }
});

test("e^(x^2) erfc x, Dawson's integral and Wright's omega function, 30-digit values", () => {
  for (const [x, value] of [
    [-3, 16205.988853999586],
    [0.5, 0.6156903441929259],
    [7.9, 0.07085747736739713],
    [8.1, 0.06913392017734316],
    [1e8, 5.641895835477563e-9],
  ] as const)
    expectRelative(erfcx(x), value, 1e-14);
  for (const [x, value] of [
    [0.3, 0.2826316650213119],
    [-0.9, -0.5407243187262987],
    [3.7, 0.1407511741154154],
    [7.9, 0.0638109032198449],
    [20, 0.02503136792640367],
  ] as const)
    expectRelative(dawson(x), value, 1e-14);
  // omega(1) = 1; omega(log x) = W(x); W_1(1) = omega(2 pi i).
  expect(wrightOmega([1, 0])).toEqual([1, 0]);
  expectRelative(wrightOmega([0, 0])[0], 0.5671432904097838, 1e-15);
  expectRelative(wrightOmega([0, 2 * Math.PI])[0], -1.5339133197935746, 1e-15);
  expectRelative(wrightOmega([0, 2 * Math.PI])[1], 4.375185153061898, 1e-15);
  expectRelative(wrightOmega([-30, 0])[0], 9.357622968839299e-14, 1e-15);
});
