/** Limit cycles against closed forms, AUTO's values and 113-bit orbits. */
import { describe, expect, test } from "vitest";
import { limitCycles, separatricesOf, withDynamics } from "../../src/analysis/cycles/index.ts";
import { findEquilibrium } from "../../src/analysis/equilibrium.ts";
import { Flight } from "../../src/analysis/flow/flight.ts";
import { phasePortrait } from "../../src/analysis/phase/index.ts";
import type { System } from "../../src/contract/index.ts";
import { compiled } from "./compiled.ts";
import { adex, adexSets, fitzhughNagumo, lif, morrisLecar, startOf, systemBy, valuesOf } from "./systems.ts";

/** Cycles with the fixed point near the start as all that is known. */
function cyclesOf(system: System, p = valuesOf(system), starts: readonly Float64Array[] = []) {
  const at = findEquilibrium(system, p, startOf(system));
  return limitCycles(system, p, { equilibria: at ? [at] : [], starts });
}

const relative = (value: number, reference: number) => Math.abs(value / reference - 1);

describe("limit cycles", () => {
  test("of x' = x(mu - r^2) - y and its mirror: the circle of radius sqrt(mu), period 2 pi, multiplier exp(-4 pi mu)", () => {
    const mu = 0.04;
    const system = systemBy({
      name: "circle",
      states: { x: 0.5, y: 0 },
      parameters: { mu },
      rhs: ([x, y]) => [x! * (mu - x! * x! - y! * y!) - y!, y! * (mu - x! * x! - y! * y!) + x!],
    });
    const [cycle] = cyclesOf(system);
    expect(relative(cycle!.period, 2 * Math.PI)).toBeLessThan(1e-11);
    expect(relative(cycle!.multipliers[0]![0], Math.exp(-4 * Math.PI * mu))).toBeLessThan(1e-8);
    const radius = cycle!.states[0]!.map((x, k) => Math.hypot(x, cycle!.states[1]![k]!));
    expect(Math.max(...radius.map((r) => Math.abs(r - Math.sqrt(mu))))).toBeLessThan(1e-8);
  });

  test("of a leaky neuron with refractoriness: period t_ref + tau ln(...), one spike, no multiplier", () => {
    const [cycle] = cyclesOf(lif(2));
    expect(relative(cycle!.period, 2 + 20 * Math.log(25 / 5))).toBeLessThan(1e-12);
    expect(cycle).toMatchObject({ spikes: 1, stable: true, multipliers: [] });
  });

  test("of Hodgkin and Huxley's neuron at I = 20: period 11.565435599179571 ms", () => {
    const { system, p } = compiled("hodgkin-huxley", { I: 20 });
    const [cycle] = cyclesOf(system, p);
    expect(relative(cycle!.period, 11.565435599179571)).toBeLessThan(1e-11);
    expect(cycle!.spikes).toBe(1);
  });

  test("of Hodgkin and Huxley's neuron between the fold of cycles and the Hopf point: one stable, one unstable", () => {
    const { system, p } = compiled("hodgkin-huxley", { I: 8 });
    const found = cyclesOf(system, p);
    expect(found.map(({ stable, spikes }) => [stable, spikes])).toEqual([
      [false, 0],
      [true, 1],
    ]);
    // The unstable one divides rest from firing: one multiplier beyond 1.
    expect(found[0]!.multipliers.filter(([re]) => Math.abs(re) > 1).length).toBe(1);
  });

  test("of Morris and Lecar's neuron between the fold 88.29325054 and the Hopf point: one stable, one unstable", () => {
    expect(cyclesOf(morrisLecar("hopf", 90)).map(({ stable }) => stable)).toEqual([false, true]);
    expect(cyclesOf(morrisLecar("hopf", 88.2))).toEqual([]);
  });

  test("of a subcritical Hopf point: the unstable cycle is found from backwards orbits", () => {
    const found = cyclesOf(fitzhughNagumo(0.33));
    expect(found.map(({ stable }) => stable)).toEqual([false, true]);
  });

  test("through resets: the multiplier is the slope of the map from spike to spike", () => {
    const system = adex(adexSets.tonic);
    const [cycle] = cyclesOf(system);
    const landing = cycle!.states.map((column) => column[0]!);
    const next = (w: number) => {
      const flight = new Flight(system, valuesOf(system), { tolerance: 1e-13 });
      flight.start([landing[0]!, w], true);
      while (flight.advance(1000) !== "spike");
      return flight.y[1]!;
    };
    const w = landing[1]!;
    expect(Math.abs(next(w) - w)).toBeLessThan(1e-8);
    // Central differences over 1e-3 pA: truncation 1e-9, rounding 1e-8.
    expect(Math.abs(cycle!.multipliers[0]![0] - (next(w + 1e-3) - next(w - 1e-3)) / 2e-3)).toBeLessThan(1e-7);
  });

  test("of a bursting neuron: two spikes a period, the times between them unlike", () => {
    const [cycle] = cyclesOf(adex(adexSets.bursting));
    expect(cycle).toMatchObject({ spikes: 2, stable: true });
    const resets = Array.from(cycle!.times.entries()).flatMap(([k, time]) => (Number.isNaN(time) ? [cycle!.times[k - 1]!] : []));
    expect(resets.length).toBe(2);
    expect(resets[0]!).toBeLessThan(0.4 * cycle!.period);
  });

  test("are none where everything comes to rest", () => {
    expect(cyclesOf(fitzhughNagumo(0))).toEqual([]);
    expect(cyclesOf(lif(), Float64Array.from([10, 20, -65, 1, -50, -70]))).toEqual([]);
  });
});

describe("separatrices", () => {
  test("of x' = x, y' = -y + x^2: the axis x = 0 is stable, y = x^2/3 unstable", () => {
    const system = systemBy({ name: "saddle", states: { x: 0, y: 0 }, parameters: {}, rhs: ([x, y]) => [x!, -y! + x! * x!] });
    const bounds = [
      [-2, 2],
      [-2, 2],
    ] as const;
    const found = separatricesOf(system, valuesOf(system), Float64Array.of(0, 0), { duration: 100, bounds });
    expect(found.map(({ kind }) => kind)).toEqual(["unstable", "unstable", "stable", "stable"]);
    for (const { kind, x, y } of found) {
      const error = kind === "stable" ? x : y.map((value, k) => value - x[k]! ** 2 / 3);
      // The departure of 1e-6 from the tangent decides the accuracy.
      expect(Math.max(...error.map(Math.abs))).toBeLessThan(2e-6);
      expect(Math.max(...x.map(Math.abs), ...y.map(Math.abs))).toBeGreaterThan(1.3);
    }
  });

  test("a neuron between rest and firing: orbits beside the stable manifold part", () => {
    const system = morrisLecar("homoclinic", 37);
    const p = valuesOf(system);
    // The saddle lies between rest and the focus.
    const saddle = findEquilibrium(system, p, [-25, 0.014])!;
    const bounds = [
      [-80, 60],
      [-0.5, 1.5],
    ] as const;
    const stable = separatricesOf(system, p, saddle, { duration: 300, bounds }).filter(({ kind }) => kind === "stable");
    expect(stable.length).toBe(2);
    const [{ x, y }] = stable as [(typeof stable)[number]];
    const k = x.findIndex((value, i) => Math.abs(value - saddle[0]!) > 3 && i > 0);
    const sides = [-0.01, 0.01].map((shift) => {
      const flight = new Flight(system, p);
      flight.start([x[k]!, y[k]! + shift]);
      let highest = Number.NEGATIVE_INFINITY;
      while (flight.time < 300) {
        flight.advance(1);
        highest = Math.max(highest, flight.y[0]!);
      }
      return highest > 0;
    });
    expect(sides[0]).not.toBe(sides[1]);
  });
});

describe("the portrait with what has to be integrated", () => {
  test("of Morris and Lecar's homoclinic set at 37: rest, unstable and stable cycle, four separatrices of the one saddle", () => {
    const { system, p } = compiled("morris-lecar", { I: 37 }, "homoclinic");
    const portrait = withDynamics(system, p, phasePortrait(system, { p }));
    expect(portrait.cycles.map(({ stable }) => stable)).toEqual([false, true]);
    expect(portrait.separatrices.map(({ kind }) => kind)).toEqual(["unstable", "unstable", "stable", "stable"]);
    expect(portrait.fixedPoints[portrait.separatrices[0]!.of]!.type).toBe("saddle");
    expect(portrait.words.join("; ")).toContain("fires with period 33.94 ms");
  });
});
