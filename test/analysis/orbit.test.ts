/** Orbits of systems written by hand against closed forms and spike times of 113-bit arithmetic. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Flight } from "../../src/analysis/flow/flight.ts";
import { traceOrbit } from "../../src/analysis/orbit.ts";
import type { System } from "../../src/contract/index.ts";
import { adex, adexSets, fitzhughNagumo, hodgkinHuxley, lif, startOf, systemBy, thresholdJump, valuesOf } from "./systems.ts";

const reference = new URL("../../../shared/reference/dynamics/", import.meta.url);
const orbit = (system: System, duration: number, tolerance = 1e-10) =>
  traceOrbit(system, valuesOf(system), startOf(system), { duration, tolerance });

/** Reference spike times of one set of adex_spike_times.csv with V_peak = 0. */
function adexTimes(set: string): number[] {
  const rows = readFileSync(new URL("adex_spike_times.csv", reference), "utf8").trim().split("\n").slice(1);
  return rows.map((row) => row.split(",")).flatMap(([name, peak, , time]) => (name === set && peak === "0" ? [Number(time)] : []));
}

describe("an orbit", () => {
  test("of a leaky neuron spikes at tau ln((E + RI - V_r)/(E + RI - V_th)) + t_ref", () => {
    const { spikes } = orbit(lif(2), 100);
    const [first, interval] = [20 * Math.log(20 / 5), 20 * Math.log(25 / 5) + 2];
    expect(spikes.length).toBe(3);
    for (const [k, time] of spikes.entries()) expect(Math.abs(time - first - k * interval)).toBeLessThan(2e-9 * (k + 1));
  });

  test.skipIf(!existsSync(reference))("of AdEx neurons meets spike times of 113-bit arithmetic, up the diverging exponential", () => {
    for (const set of ["tonic", "adaptation"] as const) {
      const times = adexTimes(set).filter((time) => time < 200);
      const { spikes } = orbit(adex(adexSets[set]), 200);
      expect(spikes.length).toBe(times.length);
      // 1e-10 of tolerance, accumulated over some 20 spikes.
      for (const [k, time] of times.entries()) expect(Math.abs(spikes[k]! - time)).toBeLessThan(2e-9);
    }
  });

  test("of Hodgkin and Huxley's neuron has its 69 spikes in 1 s, the last at 997.606863749180 ms", () => {
    const { spikes } = orbit(hodgkinHuxley(10), 1000, 1e-11);
    expect(spikes.length).toBe(69);
    expect(Math.abs(spikes[0]! - 1.901420591068315)).toBeLessThan(1e-10);
    expect(Math.abs(spikes[68]! - 997.60686374918)).toBeLessThan(1e-8);
  });

  test("there and back again is where it began", () => {
    const system = fitzhughNagumo();
    const there = orbit(system, 5, 1e-12);
    const end = there.states.map((column) => column.at(-1)!);
    const back = traceOrbit(system, valuesOf(system), end, { duration: 5, tolerance: 1e-12, backwards: true });
    expect(back.end).toBe("time");
    back.states.forEach((column, i) => {
      expect(Math.abs(column.at(-1)! - startOf(system)[i]!)).toBeLessThan(1e-8);
    });
  });

  test("says how it ended: at rest, by its time, by leaving", () => {
    expect(orbit(fitzhughNagumo(0), 1e5).end).toBe("rest");
    expect(orbit(fitzhughNagumo(0.5), 50).end).toBe("time");
    const grow = systemBy({ name: "blow-up", states: { x: 1 }, parameters: {}, rhs: ([x]) => [x! * x!] });
    const { end, times } = orbit(grow, 5);
    expect(end).toBe("escape");
    // x = 1/(1 - t): by t = 1 it is beyond every bound.
    expect(times.at(-1)).toBeCloseTo(1, 4);
  });

  test("a neuron that fires again as soon as it is reset does not hang", () => {
    const stuck = systemBy({ name: "stuck", states: { x: 0 }, parameters: {}, rhs: () => [1], jump: thresholdJump(1, 1, 2) });
    const { end, spikes } = orbit(stuck, 5);
    expect(end).toBe("escape");
    expect(spikes[0]).toBeCloseTo(1, 14);
  });

  test("backwards it does not enter where the neuron would have fired", () => {
    const falling = systemBy({ name: "falling", states: { x: 0 }, parameters: {}, rhs: () => [-1], jump: thresholdJump(1, 1, 0) });
    const { end, times } = traceOrbit(falling, valuesOf(falling), [0], { duration: 5, backwards: true });
    expect(end).toBe("escape");
    expect(times.at(-1)).toBeCloseTo(1, 12);
  });
});

describe("derivatives along an orbit", () => {
  /** Largest error of the columns of a flight against central differences of flights, relative to the greatest entry. */
  function defect(system: System, duration: number, start = startOf(system)): number {
    const n = system.states.length;
    const run = (shift: readonly number[]) => {
      const p = valuesOf(system);
      p[0]! += shift[n]!;
      const flight = new Flight(system, p, { tolerance: 1e-13, variation: { states: true, parameter: 0 } });
      flight.start(start.map((value, i) => value + shift[i]!));
      while (flight.time < duration) flight.advance(duration - flight.time);
      return { y: Float64Array.from(flight.y), spikes: flight.spikes };
    };
    const centre = run(new Array<number>(n + 1).fill(0));
    let [worst, greatest] = [0, 0];
    for (let c = 0; c <= n; c++) {
      const h = 1e-5;
      const at = (k: number) => run(Array.from({ length: n + 1 }, (_, i) => (i === c ? k * h : 0)));
      const [above, below] = [at(1), at(-1)];
      expect([above.spikes, below.spikes]).toEqual([centre.spikes, centre.spikes]);
      for (let i = 0; i < n; i++) {
        const exact = centre.y[(1 + c) * n + i]!;
        worst = Math.max(worst, Math.abs(exact - (above.y[i]! - below.y[i]!) / (2 * h)));
        greatest = Math.max(greatest, Math.abs(exact));
      }
    }
    return worst / greatest;
  }

  // Central differences over 1e-5 of orbits exact to some 1e-12: 1e-7 of their size at best.
  test("obey the equations of variation where nothing jumps", () => {
    expect(defect(fitzhughNagumo(), 30)).toBeLessThan(1e-7);
  });

  test("cross resets by saltation matrices (without the term f+ they would be wrong by a factor)", () => {
    expect(defect(adex(adexSets.adaptation), 60)).toBeLessThan(1e-6);
  });

  test("pass refractoriness with a held potential, also while time runs on for the adaptation", () => {
    expect(defect(adex(adexSets.adaptation, -50, 0, 3), 60)).toBeLessThan(1e-6);
  });
});
