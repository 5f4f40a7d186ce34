/** White noise step by step: crossings between the ends of a step, and statistics that do not depend on the step. */
import { describe, expect, test } from "vitest";
import { erfc, exp, type Stream, stream } from "../../src/base/index.ts";
import { StochasticMethod, type StochasticOptions, streamIncrements } from "../../src/kernels/stochastic.ts";
import { nnlifRate } from "../../src/theory/index.ts";
import { type Model, run } from "../scales/support.ts";
import { bodyOf } from "./support.ts";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Brownian motion from 0, sigma^2 per unit of time, to the level 1. */
const walk: Model = { equations: "dV/dt = 0.8*xi", initial: { V: 0 }, noises: ["xi"], spike: "V > 1" };

/** First passages within single steps of h: the times of those that happen, drawn with `bridge`. */
function passages(h: number, count: number, bridge: Stream): number[] {
  const sources = [stream(7, "increments", 0)];
  const options: StochasticOptions = {
    id: "euler-maruyama",
    step: h,
    calculus: "ito",
    increments: streamIncrements(sources, stream(7, "parts", 0), h),
    bridge,
  };
  const method = new StochasticMethod(options, 1);
  const body = bodyOf(walk, method, { end: 1e9, preparation: "written" });
  const times: number[] = [];
  for (let k = 0; k < count; k++) {
    body.numbers[body.y] = 0;
    body.moveTo(k * h, 0);
    body.stop = (k + 1) * h;
    body.refresh();
    body.readLevelsAtStart();
    method.attempt(body);
    body.readLevelsAtEnd(method, h);
    const theta = method.crossing(body, 0, 1, 0, 1);
    if (theta <= 1) times.push(theta * h);
  }
  return times;
}

/** P(tau <= t) = erfc(1/(sigma sqrt(2 t))): the reflection principle. */
const passed = (t: number) => erfc(1 / (0.8 * Math.sqrt(2 * t)));
/** A bridge that never crosses between the ends. */
const never: Stream = { ...stream(0, "never", 0), uniform: () => 1, normal: () => 0 } as Stream;

describe("first passages of Brownian motion within one step", () => {
  const count = 40_000;
  test.each([0.5, 2, 10])("h = %f: their number and their times follow the reflection principle", (h) => {
    const times = passages(h, count, stream(7, "bridge", 0)).sort((a, b) => a - b);
    const p = passed(h);
    expect(Math.abs(times.length / count - p)).toBeLessThan(4.89 * Math.sqrt((p * (1 - p)) / count));
    const distance = Math.max(...times.map((t, k) => Math.abs(passed(t) / p - (k + 0.5) / times.length)));
    expect(distance).toBeLessThan(2.693 / Math.sqrt(times.length));
  });
  test("without the bridge half of them are missed (mutant)", () => {
    const missing = passages(2, count, never).length / count / passed(2);
    expect(Math.abs(missing - 0.5)).toBeLessThan(0.02);
  });
});

describe("the NNLIF neuron at b = 0, whose rate is 0.1199759652", () => {
  const model: Model = {
    equations: "dV/dt = -V + sqrt(2)*xi",
    initial: { V: 0 },
    noises: ["xi"],
    spike: "V > 2",
    reset: { V: "1" },
  };
  const exact = nnlifRate({ drift: 0, diffusion: 1, threshold: 2, reset: 1, refractory: 0 });
  test("the theory's rate is the reference", () => {
    expect(Math.abs(exact / 0.1199759652 - 1)).toBeLessThan(1e-9);
  });
  test("step 0.01: right within the statistics of 2400 spikes; a neuron without the bridge is 17 % too slow and would be seen", () => {
    const [size, duration] = [100, 200];
    const { spikes } = run({ model, size, run: { transient: 10, duration: duration + 10, step: 0.01, seed: 2 } });
    const counts = spikes.map((train) => train.length);
    const expected = exact * duration;
    const mean = sum(counts) / size;
    // The spread between neurons measures the error of the mean.
    const error = Math.sqrt(sum(counts.map((x) => (x - mean) ** 2)) / (size - 1) / size);
    expect(error / expected).toBeLessThan(0.025);
    expect(Math.abs(mean - expected)).toBeLessThan(4.89 * error + 0.005 * expected);
  });
});

describe("a membrane with white noise, tau = 10 and sigma = 0.7", () => {
  const membrane: Model = { equations: "dV/dt = -V/10 + 0.7*xi", initial: { V: 0 }, noises: ["xi"] };
  test.each([
    [0.05, "milstein"],
    [1, "milstein"],
    [0.05, "euler-maruyama"],
    [1, "euler-maruyama"],
  ])("step %f, %s: stationary variance and autocorrelation", (step, method) => {
    const every = 10;
    const size = step < 0.1 ? 80 : 600;
    const samples = 30;
    const { signals } = run({
      model: membrane,
      size,
      run: { transient: 60, duration: 60 + every * samples, step, every, method, seed: 3 },
      record: ["V"],
    });
    const trains = Object.values(signals);
    // Of the discrete process: V' = q V + sigma sqrt(h) z, with q = 1 - h/10 by Euler, and 1 - h/10 + h^2/200 and a smaller z by Milstein's
    // corrected drift; variance sigma^2 h r^2/(1 - q^2).
    const a = step / 10;
    const [q, r] = method === "milstein" ? [1 - a + (a * a) / 2, 1 - a / 2] : [1 - a, 1];
    const variance = (0.49 * step * r * r) / (1 - q * q);
    expect(Math.abs(variance / 2.45 - 1)).toBeLessThan(method === "milstein" ? a * a : a);
    const n = size * samples;
    const rho = q ** (every / step);
    const second = sum(trains.map((train) => sum(train.map((x) => x * x)))) / (size * trains[0]!.length);
    const lagged = sum(trains.map((train) => sum(train.slice(1).map((x, k) => x * train[k]!)))) / (size * (trains[0]!.length - 1));
    const independent = (n * (1 - rho * rho)) / (1 + rho * rho);
    expect(Math.abs(second / variance - 1)).toBeLessThan(4.89 * Math.sqrt(2 / independent));
    expect(Math.abs(lagged / variance - rho)).toBeLessThan(4.89 * Math.sqrt(1 / independent));
    expect(Math.abs(rho - exp(-1))).toBeLessThan(0.02);
  });
  test("increments of whole steps are the draws of their number: a source common to neurons is the same for all", () => {
    const [a, b] = [0, 1].map((entity) => streamIncrements([stream(1, "common", 0)], stream(1, "parts", entity), 0.1));
    const [x, y] = [new Float64Array(1), new Float64Array(1)];
    a!(0.5, 0.05, false, x);
    for (const t of [0.5, 0.1, 7.3]) {
      a!(t, 0.1, true, x);
      b!(t, 0.1, true, y);
      expect(x).toEqual(y);
    }
    a!(7.3, 0.05, false, x);
    b!(7.3, 0.05, false, y);
    expect(x).not.toEqual(y);
  });
});
