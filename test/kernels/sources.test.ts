/** What drives an input, source by source, against its definition. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exp, stream } from "../../src/base/index.ts";
import { NoiseSource, PulseSource, RampSource, RecordingSource, type Source, StepSource } from "../../src/kernels/sources.ts";

const infinity = Number.POSITIVE_INFINITY;

/** Walks from edge to edge up to `end`; at every edge and between, the source must be what `expected` says. */
function walk(source: Source, end: number, expected: (t: number) => number): number {
  let t = 0;
  let edges = 0;
  while (t < end) {
    source.seek(t);
    expect(source.until).toBeGreaterThan(t);
    const next = Math.min(source.until, end);
    for (const part of [0, 0.3, 0.99]) {
      const s = t + part * (next - t);
      expect(Math.abs(source.value + source.slope * (s - t) - expected(s))).toBeLessThan(1e-9);
    }
    t = next;
    edges++;
  }
  return edges;
}

const time = fc.integer({ min: 0, max: 400 }).map((k) => k / 16);

describe("every source is its definition, start <= t < stop", () => {
  test("step", () => {
    fc.assert(
      fc.property(time, time, (start, length) => {
        const stop = start + length;
        walk(new StepSource(3, start, stop), 60, (t) => (t >= start && t < stop ? 3 : 0));
      }),
      { seed: 1 },
    );
  });
  test("ramp", () => {
    fc.assert(
      fc.property(time, time, (start, length) => {
        const stop = start + length + 1 / 16;
        walk(new RampSource(2, -6, start, stop), 60, (t) => (t >= start && t < stop ? 2 - (8 * (t - start)) / (stop - start) : 0));
      }),
      { seed: 2 },
    );
  });
  test("pulses: `count` of `width`, one every `period`, none beginning at or after the stop; overlapping ones are one", () => {
    const some = fc.integer({ min: 1, max: 64 }).map((k) => k / 16);
    fc.assert(
      fc.property(some, some, fc.constantFrom(1, 2, 5, infinity), time, time, (period, width, count, start, length) => {
        const stop = start + length;
        const isOn = (t: number) => {
          for (let k = 0; k < count && start + k * period <= t; k++) if (t < start + k * period + width) return t < stop;
          return false;
        };
        walk(new PulseSource(5, period, width, count, start, stop), 60, (t) => (isOn(t) ? 5 : 0));
      }),
      { seed: 3, numRuns: 300 },
    );
  });
  test("recording, held: a sample until the next, the last for one interval; nothing before the first", () => {
    const times = Float64Array.of(1, 2, 4, 5);
    const values = Float64Array.of(3, -1, 7, 2);
    const held = (t: number) => (t < 1 ? 0 : t < 2 ? 3 : t < 4 ? -1 : t < 5 ? 7 : t < 6 ? 2 : 0);
    expect(walk(new RecordingSource(times, values, "hold", 0, infinity), 10, held)).toBe(6);
    walk(new RecordingSource(times, values, "hold", 2.5, infinity), 10, (t) => held(t - 2.5));
    walk(new RecordingSource(times, values, "hold", 0, 4.5), 10, (t) => (t < 4.5 ? held(t) : 0));
  });
  test("recording, interpolated: straight lines between samples, 0 from the last on", () => {
    const times = Float64Array.of(0, 1, 4);
    const values = Float64Array.of(3, -1, 8);
    const line = (t: number) => (t < 1 ? 3 - 4 * t : t < 4 ? -1 + 3 * (t - 1) : 0);
    walk(new RecordingSource(times, values, "linear", 0, infinity), 10, line);
    walk(new RecordingSource(times, values, "linear", 0.5, 3), 10, (t) => (t >= 0.5 && t < 3 ? line(t - 0.5) : 0));
  });
});

describe("Ornstein-Uhlenbeck noise", () => {
  const noise = (step: number, start = 0, stop = infinity) => new NoiseSource(2, 3, 5, step, start, stop, stream(1, "noise", 0));
  const samples = (source: Source, count: number) => {
    const values: number[] = [];
    for (let t = 0; values.length < count; t = source.until) {
      source.seek(t);
      values.push(source.value);
    }
    return values;
  };
  test.each([0.25, 1, 20])("held for %f: stationary from the first sample, variance sd^2, correlation e^(-step/tau)", (step) => {
    const count = 40_000;
    const values = samples(noise(step), count).map((x) => x - 2);
    const rho = exp(-step / 5);
    // Effective numbers of independent samples of mean and of variance of an autoregressive process.
    const [forMean, forVariance] = [(count * (1 - rho)) / (1 + rho), (count * (1 - rho * rho)) / (1 + rho * rho)];
    const moment = (lag: number) => values.slice(lag).reduce((sum, x, k) => sum + x * values[k]!, 0) / (count - lag) / 9;
    expect(Math.abs(values.reduce((sum, x) => sum + x, 0) / count)).toBeLessThan((4.89 * 3) / Math.sqrt(forMean));
    expect(Math.abs(moment(0) - 1)).toBeLessThan(4.89 * Math.sqrt(2 / forVariance));
    expect(Math.abs(moment(1) / moment(0) - rho)).toBeLessThan(4.89 * Math.sqrt((1 - rho * rho) / count) + 1 / count);
    const first = Array.from({ length: 4000 }, (_, i) => new NoiseSource(0, 1, 5, step, 0, infinity, stream(3, "first", i)));
    const squares = first.reduce((sum, source) => sum + samples(source, 1)[0]! ** 2, 0) / first.length;
    expect(Math.abs(squares - 1)).toBeLessThan(4.89 * Math.sqrt(2 / first.length));
  });
  test("is 0 outside its time, and the same from its start wherever that lies", () => {
    const late = noise(1, 3.5, 6);
    const early = samples(noise(1), 3);
    walk(late, 10, (t) => (t < 3.5 || t >= 6 ? 0 : early[Math.floor(t - 3.5)]!));
  });
});
