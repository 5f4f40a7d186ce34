import { describe, expect, test } from "vitest";
import { reportKeys, toReport } from "../../src/session/index.ts";
import { network, trainsResult } from "../figures/network.ts";

interface Population {
  readonly [key: string]: number | null;
}
const populationOf = (...given: Parameters<typeof toReport>) =>
  (toReport(...given).populations as unknown as Record<string, Population>).n!;
const z = 4.89;

describe("a population in the report", () => {
  const duration = 20_000;
  const size = 200;
  const poisson = populationOf(network([["n", size, 20]], duration));

  test("has every key that the reference names, and no other", () => {
    const named = Object.keys(reportKeys).flatMap((key) =>
      // What stands within `theory` has tests of its own.
      /^populations\.NAME\.\w+$/.test(key) ? [key.slice("populations.NAME.".length)] : [],
    );
    const ofSpikes = Object.keys(populationOf(network([["n", 5, 20]], 1000)));
    const plain = network([["n", 5, 20]], 1000);
    const activity = { spikes: 1, mean: 0.02, final: 0.01, massError: 0, gridError: 0, lowFrequencyPower: null };
    const dense = populationOf({
      ...plain,
      populations: { n: { size: 5, activity } },
      theory: { populations: { n: { label: "renewal", rate: 0.02, cv: 1 } }, curves: [] },
    });
    expect([...new Set([...ofSpikes, ...Object.keys(dense)])].sort()).toEqual(named.toSorted());
    expect(dense).toMatchObject({ spike_count: 1, rate_Hz: 20, activity_mean: 20, activity_final: 10, mass_error: 0 });
  });

  test("of independent Poisson neurons: irregularity, Fano factor and synchrony as theory says", () => {
    // 80,000 spikes in all. CV of 400 intervals is low by less than 1/400; the measures scatter by about 1/sqrt(80,000).
    const error = z / Math.sqrt(80_000);
    expect(Math.abs(poisson.cv_isi! - 1)).toBeLessThan(1 / 400 + error);
    expect(Math.abs(poisson.cv2! - 1)).toBeLessThan(error);
    expect(Math.abs(poisson.lv! - 1)).toBeLessThan(3 * error);
    // 200 windows of 100 ms for each of 200 neurons.
    expect(poisson.count_window_ms).toBe(100);
    expect(Math.abs(poisson.fano! - 1)).toBeLessThan(z * Math.sqrt(2.5 / (200 * size)));
    // The mean over all pairs scatters like sqrt(2 / 200) / size: a variance over 200 windows.
    expect(Math.abs(poisson.correlation!)).toBeLessThan((z * Math.sqrt(2 / 200)) / size);
    expect(poisson.synchrony_bin_ms).toBe(3);
    expect(Math.abs(poisson.synchrony! * Math.sqrt(size) - 1)).toBeLessThan((z * Math.sqrt(2 / 6666)) / 2);
  });

  test("windows are whole steps: 3 ms and 100 ms at a step of 0.7 ms are 2.8 and 100.1", () => {
    const { count_window_ms, synchrony_bin_ms } = populationOf(network([["n", 2, 20]], 1000, 0, { step: 0.7 }));
    expect([count_window_ms, synchrony_bin_ms]).toEqual([100.1, 2.8]);
  });

  test("under `units: none` windows are five mean intervals, bins a twentieth", () => {
    const trains = [0, 1].map((offset) => Array.from({ length: 100 }, (_, k) => 10 * k + 5 * offset + 2));
    const found = populationOf(trainsResult(trains, 1000, { units: "none" }));
    expect(found).toMatchObject({ rate: 0.1, count_window: 50, synchrony_bin: 0.5, fano: 0, cv2: 0 });
    // Each neuron fires in a twentieth of the bins, never both in one: variances p (1 - p), and 2 p (1 - 2 p) / 4 of their mean.
    const p = 1 / 20;
    const both = (2 * p * (1 - 2 * p)) / 4;
    expect(found.synchrony).toBeCloseTo(Math.sqrt(both / (p * (1 - p))), 12);
  });

  test("a silent population has nulls, not NaN", () => {
    const silent = populationOf(trainsResult([[], []], 1000));
    expect(silent).toMatchObject({
      spike_count: 0,
      rate_Hz: 0,
      cv_isi: null,
      cv2: null,
      lv: null,
      fano: null,
      correlation: null,
      synchrony: null,
    });
    expect(JSON.stringify(populationOf(trainsResult([[], []], 1000, { units: "none" })))).not.toContain("NaN");
  });
});
