/** Events that fall together: with one another, with edges, with the ends of refractoriness and of the run. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Wave } from "../../src/model/experiment.ts";
import { findRoot } from "../../src/numerics/index.ts";
import { constant, type Model, run, type Setup, step } from "../scales/support.ts";

const explicit = ["dormand-prince8", "tsitouras5"] as const;
const spikesOf = (setup: Setup) => run(setup).spikes[0]!;
const pulses = (amplitude: number, period: number, width: number): Wave => ({
  kind: "pulses",
  amplitude: constant(amplitude),
  period: constant(period),
  width: constant(width),
  count: Number.POSITIVE_INFINITY,
});
/** V = t, which method `exact` knows in closed form. */
const clock: Model = { equations: "dV/dt = 1", initial: { V: 0 } };

describe("a spike condition that is also a switch", () => {
  const heart: Model = {
    equations: `v' = h*v^2*(1 - v)/tau_in - v/tau_out + J
h' = where(v < v_gate, (1 - h)/tau_open, -h/tau_close)`,
    inputs: ["J"],
    initial: { v: 0, h: 1 },
    parameters: { tau_in: 0.3, tau_out: 6, tau_open: 120, tau_close: 150, v_gate: 0.13 },
    spike: "v > v_gate",
  };
  test("Mitchell-Schaeffer: four pulses, four spikes (mutant: the sign of the level is read again after the switch, seven)", () => {
    // Times by Dormand-Prince 8 at relative tolerance 1e-13 with located switches, in another program (scipy 1.11).
    const expected = [1.2330031693, 501.2584672822, 1001.2539281186, 1501.254697867];
    for (const method of [...explicit, "rodas"]) {
      const stimuli = [{ wave: pulses(0.1, 500, 2), input: "J" }];
      const times = spikesOf({ model: heart, run: { duration: 2000, tolerance: 1e-10, method }, stimuli });
      expect(times).toHaveLength(4);
      for (const [k, t] of times.entries()) expect(Math.abs(t - expected[k]!)).toBeLessThan(1e-6);
    }
  });
  test("and refractory, or read by its own age: still one spike for each rise", () => {
    for (const more of [{ refractory: 1, hold: [] }, { equations: `${heart.equations}\nx' = where(age < 1, 1, 0)` }]) {
      const model: Model = { ...heart, ...more, initial: { ...heart.initial, x: 0 } };
      const times = spikesOf({ model, run: { duration: 2000 }, stimuli: [{ wave: pulses(0.1, 500, 2), input: "J" }] });
      expect(times).toHaveLength(4);
    }
  });
  test("any sum of two sines, with a switch at the same level: a spike at each upward crossing", () => {
    const sines = (t: number, b: number, w: number) => Math.sin(t) + b * Math.sin(w * t);
    const model = (b: number, w: number, level: number): Model => ({
      equations: `dx/dt = y\ndy/dt = -x\ndu/dt = v\ndv/dt = -w^2*u\ndz/dt = where(x + u > level, 1, -1)`,
      initial: { x: 0, y: 1, u: 0, v: b * w, z: 0 },
      parameters: { w, level },
      spike: "x + u > level",
    });
    const tenths = (from: number, to: number) => fc.integer({ min: 10 * from, max: 10 * to }).map((k) => k / 10);
    fc.assert(
      fc.property(tenths(0.2, 1.5), tenths(1.2, 6), tenths(-1, 1), fc.constantFrom(...explicit, "rodas"), (b, w, level, method) => {
        const expected: number[] = [];
        let nearest = Number.POSITIVE_INFINITY;
        const grid = 1e-3;
        for (let k = 0; k * grid < 30; k++) {
          const [before, after] = [sines(k * grid, b, w) - level, sines((k + 1) * grid, b, w) - level];
          if (before <= 0 && after > 0) expected.push(findRoot((t) => sines(t, b, w) - level, k * grid, (k + 1) * grid).x);
          // A grazing maximum or minimum that a grid cannot judge.
          const beyond = sines((k + 2) * grid, b, w) - level;
          if ((after - before) * (beyond - after) <= 0) nearest = Math.min(nearest, Math.abs(after));
        }
        fc.pre(nearest > 1e-4);
        const times = spikesOf({ model: model(b, w, level), run: { duration: 30, tolerance: 1e-9, method } });
        expect(times).toHaveLength(expected.length);
        for (const [k, t] of times.entries()) expect(Math.abs(t - expected[k]!)).toBeLessThan(1e-5);
      }),
      { seed: 11, numRuns: 60 },
    );
  });
});

describe("a crossing at an edge", () => {
  test.each(explicit)("%s: reached in the very instant in which a stimulus begins, once", (method) => {
    for (const amplitude of [0.5, -0.5]) {
      const model: Model = { ...clock, equations: "dV/dt = 1 + I", inputs: ["I"], spike: "V > 1" };
      const times = spikesOf({ model, run: { duration: 2, method }, stimuli: [{ wave: step(amplitude), start: 1 }] });
      expect(times).toHaveLength(1);
      expect(Math.abs(times[0]! - 1)).toBeLessThan(1e-12);
    }
  });
  test.each([...explicit, "exact", "rodas"])(
    "%s, with a reset: one spike there, and the next where the changed current brings it",
    (method) => {
      const model: Model = { ...clock, equations: "dV/dt = 1 + I", inputs: ["I"], spike: "V > 1", reset: { V: "0" } };
      const times = spikesOf({ model, run: { duration: 1.9, method }, stimuli: [{ wave: step(1), start: 1 }] });
      expect(times).toHaveLength(2);
      expect(Math.abs(times[0]! - 1)).toBeLessThan(1e-12);
      expect(Math.abs(times[1]! - 1.5)).toBeLessThan(1e-12);
    },
  );
  test("an edge at which the level turns back exactly at zero is no crossing for >, and one for >= where it holds", () => {
    const at = (spike: string) => {
      const model: Model = { ...clock, equations: "dV/dt = where(t < 1, 1, -1) + 0*V*I", inputs: ["I"], spike, reset: { V: "V - 10" } };
      return spikesOf({ model, run: { duration: 2, method: "euler", step: 0.25 }, stimuli: [{ wave: step(1), start: 1 }] });
    };
    expect(at("V > 1")).toEqual([]);
    expect(at("V >= 1")).toEqual([1]);
  });
});

describe("a jump that meets the condition", () => {
  const still: Model = { equations: "dV/dt = 0*V", inputs: ["I"], initial: { V: 0 } };
  test("an input that jumps exactly to the threshold: > does not hold, >= does", () => {
    const at = (spike: string, reset?: Record<string, string>) => {
      const model: Model = { ...still, spike, ...(reset === undefined ? {} : { reset }) };
      return spikesOf({ model, run: { duration: 3 }, stimuli: [{ wave: step(1), start: 1 }] });
    };
    expect(at("V + I > 1")).toEqual([]);
    expect(at("V + I >= 1")).toEqual([1]);
    expect(at("V + I > 1", { V: "V - 5" })).toEqual([]);
    expect(at("V + I >= 1", { V: "V - 5" })).toEqual([1]);
  });
  test("without a reset each pulse that lifts the level is one spike, at its beginning", () => {
    const model: Model = { ...still, equations: "dV/dt = -V + sin(t)", spike: "V + I > 5" };
    const times = spikesOf({ model, run: { duration: 20 }, stimuli: [{ wave: pulses(10, 3, 1), start: 1 }] });
    expect(times).toEqual([1, 4, 7, 10, 13, 16, 19]);
  });
  test("a reset exactly onto the threshold: an error where the state rises from there, none where it falls", () => {
    const at = (rate: string) =>
      run({ model: { ...clock, equations: `dV/dt = ${rate}`, spike: "V > 1", reset: { V: "1" } }, run: { duration: 3 } });
    expect(at("1").outcome).toMatchObject({ kind: "event-storm", reason: { code: "reset-does-not-clear" } });
    const falling = at("where(t < 1.5, 1, -1)");
    expect(falling.outcome).toMatchObject({ kind: "event-storm", reason: { code: "reset-does-not-clear" } });
    const once = run({
      model: { equations: "dV/dt = 1 - 2*n\ndn/dt = 0*V", initial: { V: 0, n: 0 }, spike: "V > 1", reset: { V: "1", n: "1" } },
      run: { duration: 3, method: "dormand-prince8", every: 1 },
      record: ["V"],
    });
    expect(once.outcome.kind).toBe("reached");
    expect(once.spikes[0]).toHaveLength(1);
    expect(once.signals.V!.at(-1)).toBeCloseTo(-1, 9);
  });
});

describe("several events in one step", () => {
  test("two switches and a spike within one step of 4 are taken in their order (rk4 is exact on each piece)", () => {
    // V = t until 1, then 1 + 2 (t - 1) until 3 at t = 2, then 3 + 3 (t - 2): 4.5 at t = 2.5.
    const model: Model = {
      equations: "dV/dt = 1 + where(V > 1, 1, 0) + where(V > 3, 1, 0)",
      initial: { V: 0 },
      spike: "V > 4.5",
      reset: { V: "V - 1" },
    };
    const { spikes, signals } = run({ model, run: { duration: 4, method: "rk4", step: 4, every: 1 }, record: ["V"] });
    // After the reset at 3.5 the state is above both switches: 3 per unit of time, a spike every 1/3.
    expect(spikes[0]).toHaveLength(5);
    for (const [k, t] of spikes[0]!.entries()) expect(Math.abs(t - 2.5 - k / 3)).toBeLessThan(1e-12);
    expect(signals.V!.slice(0, 3).map((value) => Number(value.toFixed(9)))).toEqual([0, 1, 3]);
  });
  test("two switches at one instant both turn", () => {
    const model: Model = {
      equations: "dV/dt = 1\ndx/dt = where(V > 1, 1, 0)\ndy/dt = where(2*V > 2, 1, 0)",
      initial: { V: 0, x: 0, y: 0 },
    };
    for (const method of explicit) {
      const { signals } = run({ model, run: { duration: 3, every: 3, method }, record: ["x", "y"] });
      expect(Math.abs(signals.x!.at(-1)! - 2)).toBeLessThan(1e-12);
      expect(Math.abs(signals.y!.at(-1)! - 2)).toBeLessThan(1e-12);
    }
  });
  test("a switch that the reset moves across is set anew", () => {
    const model: Model = {
      equations: "dV/dt = where(V > 0.5, 2, 1)",
      initial: { V: 0 },
      spike: "V > 1",
      reset: { V: "0" },
    };
    const times = spikesOf({ model, run: { duration: 4 } });
    for (const [k, t] of times.entries()) expect(Math.abs(t - 0.75 * (k + 1))).toBeLessThan(1e-11);
    expect(times).toHaveLength(5);
  });
});

describe("the ends of a run", () => {
  test.each([...explicit, "exact", "rodas"])(
    "%s: a condition that becomes true right after t = 0 fires at 0, one that holds there does not",
    (method) => {
      expect(spikesOf({ model: { ...clock, spike: "V > 0" }, run: { duration: 1, method } })).toEqual([0]);
      expect(spikesOf({ model: { ...clock, spike: "V >= 0" }, run: { duration: 1, method } })).toEqual([]);
      expect(spikesOf({ model: { ...clock, initial: { V: 0.5 }, spike: "V > 0" }, run: { duration: 1, method } })).toEqual([]);
    },
  );
  test("an edge at t = 0 is no jump: what it drives holds from the beginning", () => {
    const model: Model = { equations: "dV/dt = 0*V", inputs: ["I"], initial: { V: 0 }, spike: "V + I > 1" };
    expect(spikesOf({ model, run: { duration: 1 }, stimuli: [{ wave: step(2) }] })).toEqual([]);
  });
  test("a shorter run has the spikes of a longer one up to its end", () => {
    const model: Model = { ...clock, spike: "V > 0.25", reset: { V: "0" } };
    const long = spikesOf({ model, run: { duration: 3 } });
    for (const duration of [0.2, 0.2500001, 1, 1.3, 2.4999]) {
      const short = spikesOf({ model, run: { duration } });
      const expected = long.filter((t) => t < duration - 1e-9);
      expect(short.slice(0, expected.length).every((t, k) => Math.abs(t - expected[k]!) < 1e-12)).toBe(true);
      expect(short.length - expected.length).toBeLessThanOrEqual(1);
    }
  });
});

describe("refractoriness that ends with something else", () => {
  const model: Model = {
    equations: "dV/dt = I",
    inputs: ["I"],
    initial: { V: 0 },
    spike: "V > 1",
    reset: { V: "0" },
    refractory: 2,
  };
  test("at the edge of a stimulus: the neuron goes on with the new value", () => {
    const stimuli = [
      { wave: step(1), stop: 3 },
      { wave: step(4), start: 3 },
    ];
    const times = spikesOf({ model, run: { duration: 5.6 }, stimuli });
    expect(times).toHaveLength(3);
    for (const [k, t] of [1, 3.25, 5.5].entries()) expect(Math.abs(times[k]! - t)).toBeLessThan(1e-12);
  });
  test("within a pulse that would have fired it: silent until the end, then at once", () => {
    const free: Model = { ...model, hold: [], equations: "dV/dt = 0*V", spike: "V + I > 1", reset: { V: "V" } };
    const stimuli = [{ wave: pulses(2, 5, 3.5) }];
    // The pulse holds from 0 to 3.5: spikes at 0 and, when refractoriness ends, at 2; then it is silent until 4.
    expect(spikesOf({ model: free, run: { duration: 4.9 }, stimuli })).toEqual([0, 2]);
  });
});

describe("storms", () => {
  test("a switch that turns itself back ends with its condition named", () => {
    for (const method of [...explicit, "rodas"]) {
      const model: Model = { equations: "dx/dt = where(x > 1, -1, 1)", initial: { x: 0 } };
      const { outcome } = run({ model, run: { duration: 5, method } });
      expect(outcome).toMatchObject({ kind: "event-storm", reason: { code: "event-storm" } });
      expect(outcome.kind !== "reached" && outcome.kind !== "paused" && Math.abs(outcome.t - 1)).toBeLessThan(1e-9);
    }
  });
  test("pulses of ever the same effect are no storm, however many", () => {
    const model: Model = { equations: "dV/dt = I - V", inputs: ["I"], initial: { V: 0 } };
    const { outcome } = run({ model, run: { duration: 1 }, stimuli: [{ wave: pulses(1, 1e-4, 5e-5) }] });
    expect(outcome.kind).toBe("reached");
  });
});
