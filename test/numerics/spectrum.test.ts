import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { covarianceFunction, fourierTransform, powerSpectrum } from "../../src/numerics/index.ts";

/** The definition, term by term. */
function slow(re: Float64Array, im: Float64Array): readonly [number, number][] {
  const n = re.length;
  return Array.from(re, (_, k) => {
    let [x, y] = [0, 0];
    for (let j = 0; j < n; j++) {
      const angle = (-2 * Math.PI * ((j * k) % n)) / n;
      x += re[j]! * Math.cos(angle) - im[j]! * Math.sin(angle);
      y += re[j]! * Math.sin(angle) + im[j]! * Math.cos(angle);
    }
    return [x, y];
  });
}

const signal = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 70 }).map((x) => Float64Array.from(x));
const mean = (x: Float64Array) => x.reduce((sum, value) => sum + value, 0) / x.length;
const variance = (x: Float64Array) => mean(x.map((value) => (value - mean(x)) ** 2));

describe("the Fourier transform", () => {
  // Rounding: log2(256) = 8 passes over sums of at most 70 terms below 1, 70 * 8 * 1.1e-16 = 6e-14. Kills a wrong sign of the chirp.
  test("equals its definition for any length, powers of two and others", () => {
    fc.assert(
      fc.property(signal, (x) => {
        const [re, im] = [x.slice(), x.map((_, k) => x[x.length - 1 - k]! / 2)];
        const expected = slow(re, im);
        fourierTransform(x.length)(re, im);
        return expected.every(([a, b], k) => Math.abs(a - re[k]!) < 1e-12 && Math.abs(b - im[k]!) < 1e-12);
      }),
    );
  });
  test("the tables of one length serve several vectors", () => {
    const transform = fourierTransform(6);
    const [re, im] = [new Float64Array(6).fill(1), new Float64Array(6)];
    transform(re, im);
    const [again, none] = [new Float64Array(6).fill(1), new Float64Array(6)];
    transform(again, none);
    expect([...again]).toEqual([...re]);
    expect(re[0]).toBeCloseTo(6, 12);
  });
});

describe("power spectrum", () => {
  test("Parseval: the density of one rectangular segment sums to the variance, for odd and even lengths", () => {
    // Kills: doubling the density at 0 or at half the sampling frequency, a lost factor of the step.
    fc.assert(
      fc.property(signal, (x) => {
        const { density } = powerSpectrum(x, { step: 0.25, segment: x.length, window: "rectangular" })!;
        const sum = density.reduce((all, s) => all + s, 0) / (0.25 * x.length);
        return Math.abs(sum - variance(x)) < 1e-13;
      }),
    );
  });
  test("a sine of amplitude a on a bin has density a^2/2 * segment * step there and none elsewhere", () => {
    const x = Float64Array.from({ length: 64 }, (_, k) => 3 * Math.sin((2 * Math.PI * 5 * k) / 64));
    const { frequencies, density } = powerSpectrum(x, { step: 0.5, segment: 64, window: "rectangular" })!;
    expect(frequencies[5]).toBe(5 / 32);
    expect(density[5]).toBeCloseTo((9 / 2) * 32, 10);
    expect(Math.max(...density.filter((_, k) => k !== 5))).toBeLessThan(1e-25);
  });
  test("Hann weighs by 3/8 on average and spreads a sine over three bins: 2/3 of its power in the middle, 1/6 beside", () => {
    const x = Float64Array.from({ length: 64 }, (_, k) => Math.cos((2 * Math.PI * 10 * k) / 64));
    const { density } = powerSpectrum(x, { step: 1, segment: 64 })!;
    expect(density[10]! / 64).toBeCloseTo(1 / 3, 12);
    expect(density[9]! / 64).toBeCloseTo(1 / 12, 12);
    expect(density[11]! / 64).toBeCloseTo(1 / 12, 12);
  });
  test("segments overlap by half", () => {
    expect(powerSpectrum(new Float64Array(100), { step: 1, segment: 20 })!.segments).toBe(9);
  });
  test.each(["rectangular", "hann", "hamming", "blackman"] as const)(
    "every window leaves the mean density of white noise at 2 * variance * step: %s",
    (window) => {
      let state = 1;
      const x = Float64Array.from({ length: 65536 }, () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state < 2147483648 ? -1 : 1;
      });
      const { density, segments } = powerSpectrum(x, { step: 0.1, segment: 512, window })!;
      // Signs have variance 1, the step is 0.1. Each periodogram value scatters by its mean, at least one in three of them independently.
      expect(Math.abs(mean(density.slice(2, -1)) / 0.2 - 1)).toBeLessThan((4.89 * Math.sqrt(3)) / Math.sqrt(255 * segments));
    },
  );
  test("too few samples have no spectrum", () => {
    expect(powerSpectrum(new Float64Array(3), { step: 1, segment: 4 })).toBeUndefined();
    expect(powerSpectrum(new Float64Array(3), { step: 1, segment: 1 })).toBeUndefined();
  });
});

describe("covariance function", () => {
  test("equals its definition; positive lags where the second comes later", () => {
    // Kills: A conj(B) instead of conj(A) B, circular wrap, divisor n.
    fc.assert(
      fc.property(signal, fc.integer({ min: 0, max: 80 }), (a, most) => {
        const b = a.map((value, k) => value * value - (a[k - 1] ?? 0));
        const found = covarianceFunction(a, b, most);
        const reach = Math.min(most, a.length - 1);
        return Array.from(found).every((value, k) => {
          const lag = k - reach;
          let sum = 0;
          for (let j = Math.max(0, -lag); j < Math.min(a.length, a.length - lag); j++) sum += (a[j]! - mean(a)) * (b[j + lag]! - mean(b));
          return Math.abs(value - sum / (a.length - Math.abs(lag))) < 1e-12;
        });
      }),
    );
  });
  test("an empty signal has none", () => expect(covarianceFunction(new Float64Array(0), new Float64Array(0), 3)).toHaveLength(0));
});
