/** Events of the hybrid integrator: crossings, edges, refractoriness, switches, and what must stop a run. */
import { describe, expect, test } from "vitest";
import type { Wave } from "../../src/model/experiment.ts";
import { adex, constant, type Model, run, step, tree } from "./support.ts";

const expression = (text: string): Wave => ({ kind: "expression", tree: tree(text) });

/** V follows sin(t) exactly; the condition is given by each test. */
const sine: Model = { equations: "dV/dt = W\ndW/dt = -V", initial: { V: 0, W: 1 } };

describe("crossings", () => {
  test("a hump above the threshold within a single step of 3 is seen (rk4 with that step: mutant without extrema misses it)", () => {
    // Parabola V = t - t^2/4: rk4 is exact; above 0.99 only for t in (1.8, 2.2).
    const model: Model = { equations: "dV/dt = 1 - t/2", initial: { V: 0 }, spike: "V > 0.99" };
    const { spikes } = run({ model, run: { duration: 6, method: "rk4", step: 3 } });
    expect(spikes[0]).toHaveLength(1);
    expect(Math.abs(spikes[0]![0]! - 1.8)).toBeLessThan(1e-12);
  });
  test("grazing: a maximum 1e-9 below the threshold gives no spike, 1e-9 above gives one", () => {
    const at = (threshold: number) =>
      run({ model: { ...sine, spike: `V > ${threshold}` }, run: { duration: 6, tolerance: 1e-12 } }).spikes[0]!;
    expect(at(1 + 1e-9)).toEqual([]);
    expect(at(1 - 1e-9)).toHaveLength(1);
  });
  test("every upward crossing of a sine, within 1e-11 at tolerance 1e-13, though both crossings of a hump may lie in one step", () => {
    for (const method of ["dormand-prince8", "tsitouras5"]) {
      const { spikes } = run({ model: { ...sine, spike: "V > 0.5" }, run: { duration: 100, tolerance: 1e-13, method } });
      expect(spikes[0]).toHaveLength(16);
      for (const [k, t] of spikes[0]!.entries()) expect(Math.abs(t - Math.PI / 6 - 2 * Math.PI * k)).toBeLessThan(1e-11);
    }
  });
  test("without reset a condition that holds at the beginning does not fire; with one it fires at t = 0", () => {
    expect(run({ model: { ...sine, initial: { V: 1, W: 0 }, spike: "V > 0.5" }, run: { duration: 1 } }).spikes[0]).toEqual([]);
    const resetting: Model = { equations: "dV/dt = 1", initial: { V: 2 }, spike: "V > 1", reset: { V: "0" } };
    expect(run({ model: resetting, run: { duration: 0.5 } }).spikes[0]).toEqual([0]);
  });
  test("a spike condition that is also a switch of the equations fires once each time it becomes true", () => {
    // V = sin t, whatever the switch does to w; where the step ends at the switch, rounding leaves V on either side of the level.
    for (const method of ["dormand-prince8", "tsitouras5", "rodas"]) {
      for (const level of [0.13, 0.5, -0.3, 0.77]) {
        const equations = `dV/dt = W\ndW/dt = -V\ndx/dt = where(V < ${level}, 1, -1)`;
        const initial = { V: 0, W: 1, x: 0 };
        const { spikes } = run({ model: { equations, initial, spike: `V > ${level}` }, run: { duration: 200, tolerance: 1e-10, method } });
        const wanted = Array.from({ length: 33 }, (_, k) => Math.asin(level) + 2 * Math.PI * k).filter((t) => t > 0 && t < 200);
        expect(spikes[0]).toHaveLength(wanted.length);
        for (const [k, t] of spikes[0]!.entries()) expect(Math.abs(t - wanted[k]!)).toBeLessThan(1e-6);
      }
    }
  });
  test("a condition with < fires downwards", () => {
    const { spikes } = run({ model: { ...sine, spike: "V < -0.5" }, run: { duration: 6, tolerance: 1e-12 } });
    expect(spikes[0]).toHaveLength(1);
    expect(Math.abs(spikes[0]![0]! - (7 * Math.PI) / 6)).toBeLessThan(1e-10);
  });
});

describe("edges", () => {
  const integrator: Model = { equations: "dV/dt = I + 0*V^2", inputs: ["I"], initial: { V: 0 } };
  test("a pulse of 1e-3 in a long run is not stepped over", () => {
    const { signals } = run({
      model: integrator,
      run: { duration: 1000, every: 1000, method: "dormand-prince8" },
      stimuli: [{ wave: step(1000), start: 500, stop: 500.001 }],
      record: ["V"],
    });
    expect(Math.abs(signals.V!.at(-1)! - 1)).toBeLessThan(1e-9);
  });
  test("stimuli on the same input add up, each over start <= t < stop; a sample at an edge sees the new value", () => {
    const { signals } = run({
      model: integrator,
      run: { duration: 4, every: 1 },
      stimuli: [
        { wave: step(1), start: 1, stop: 3 },
        { wave: step(10), start: 2 },
      ],
      record: ["I", "V"],
    });
    expect(signals.I).toEqual([0, 1, 11, 10, 10]);
    expect(signals.V!.map((v) => Math.round(v * 1e9) / 1e9)).toEqual([0, 0, 1, 12, 22]);
  });
  test("an edge that puts the condition at once: the spike is at the edge", () => {
    const model: Model = { equations: "dV/dt = 0*V", inputs: ["I"], initial: { V: 0 }, spike: "I > V", reset: { V: "V + 10" } };
    expect(run({ model, run: { duration: 3 }, stimuli: [{ wave: step(5), start: 1 }] }).spikes[0]).toEqual([1]);
  });
});

describe("refractoriness", () => {
  const model: Model = {
    equations: "dV/dt = I + 0*V*w\ndw/dt = 1",
    inputs: ["I"],
    initial: { V: 0, w: 0 },
    spike: "V > 1",
    reset: { V: "0", w: "w + 100" },
    refractory: 2,
  };
  test("a state that the reset sets is held, one that it adds to evolves", () => {
    const { spikes, signals } = run({ model, run: { duration: 4, every: 0.5 }, stimuli: [{ wave: step(1) }], record: ["V", "w"] });
    expect(spikes[0]![0]).toBeCloseTo(1, 9);
    expect(signals.V!.slice(3, 6)).toEqual([0, 0, 0]);
    expect(signals.V!.at(-1)).toBeCloseTo(0 + 1, 9);

    expect(signals.w!.slice(1, 4)).toEqual([0.5, 101, 101.5]);
    expect(signals.w!.at(-1)).toBeCloseTo(104, 9);
  });
  test("hold: [] holds nothing, and a condition that holds at the end of refractoriness fires there", () => {
    const { spikes } = run({ model: { ...model, hold: [] }, run: { duration: 8 }, stimuli: [{ wave: step(1) }] });
    // V = 2 after 2 ms of refractoriness: fires at 3, 5, 7.
    for (const [k, t] of spikes[0]!.entries()) expect(t).toBeCloseTo(1 + 2 * k, 9);
    expect(spikes[0]).toHaveLength(4);
  });
  test("an edge at the very instant at which refractoriness ends is taken once, before the spike test", () => {
    const { spikes } = run({
      model: { ...model, hold: [] },
      run: { duration: 3.5 },
      stimuli: [
        { wave: step(1), stop: 1 },
        { wave: step(5), start: 3 },
      ],
    });
    expect(spikes[0]!.length).toBeLessThanOrEqual(2);
  });
  test("drawn refractoriness has the mean that was asked for", () => {
    const drawn = { ...model, refractory: { kind: "draw", draw: { kind: "exponential", mean: tree("2") } } as const };
    const { spikes } = run({ model: drawn, run: { duration: 30_000 }, stimuli: [{ wave: step(1000) }] });
    const n = spikes[0]!.length;
    // Intervals are 1e-3 + Exp(2): standard error 2/sqrt(n); two-sided alpha 1e-6.
    expect(Math.abs(30_000 / n - 2.001)).toBeLessThan((4.89 * 2) / Math.sqrt(n));
  });
});

describe("switching functions", () => {
  test("Mitchell-Schaeffer: the gate's switch is located, so that order 8 keeps its accuracy", () => {
    const model: Model = {
      equations: `v' = h*v^2*(1 - v)/tau_in - v/tau_out + J
h' = where(v < v_gate, (1 - h)/tau_open, -h/tau_close)`,
      initial: { v: 0, h: 1 },
      parameters: { tau_in: 0.3, tau_out: 6, tau_open: 120, tau_close: 150, v_gate: 0.13, J: 0.05 },
    };
    const at = (tolerance: number) => run({ model, run: { duration: 500, every: 500, tolerance }, record: ["v", "h"] }).signals;
    const [coarse, fine] = [at(1e-8), at(1e-12)];
    expect(Math.abs(coarse.h!.at(-1)! - fine.h!.at(-1)!)).toBeLessThan(1e-6);
  });
  test("floor, abs, mod, min, max, clip, sign and heaviside integrate to rounding over their switches", () => {
    const integral = (text: string) => {
      const model: Model = { equations: `dx/dt = ${text} + 0*x^2`, initial: { x: 0 } };
      return run({ model, run: { duration: 5, every: 5, tolerance: 1e-12, method: "dormand-prince8" }, record: ["x"] }).signals.x!.at(-1)!;
    };
    expect(integral("floor(t)")).toBeCloseTo(10, 10);
    expect(integral("ceil(t)")).toBeCloseTo(15, 10);
    expect(integral("round(t)")).toBeCloseTo(0.5 * 0 + 1 + 2 + 3 + 4 + 2.5, 10);
    expect(integral("abs(t - 2.2)")).toBeCloseTo((2.2 ** 2 + 2.8 ** 2) / 2, 10);
    expect(integral("mod(t, 1.5)")).toBeCloseTo(3 * 1.125 + 0.125, 10);
    expect(integral("min(t, 2)")).toBeCloseTo(2 + 6, 10);
    expect(integral("max(t, 2)")).toBeCloseTo(4 + 21 / 2, 10);
    expect(integral("clip(t, 1, 3)")).toBeCloseTo(1 + 4 + 6, 10);
    expect(integral("sign(t - 3)")).toBeCloseTo(-1, 10);
    expect(integral("heaviside(t - 3.3)")).toBeCloseTo(1.7, 10);
    expect(integral("where(t > 1 and t <= 2.5, 1, 0)")).toBeCloseTo(1.5, 10);
  });
  test("a stimulus that switches by its expression is located: the integral of a window is exact", () => {
    const model: Model = { equations: "dV/dt = I + 0*V^2", inputs: ["I"], initial: { V: 0 } };
    const { signals } = run({
      model,
      run: { duration: 100, every: 100 },
      stimuli: [{ wave: expression("where(t > 33.3 and t < 33.4, 7, 0)") }],
      record: ["V"],
    });
    expect(Math.abs(signals.V!.at(-1)! - 0.7)).toBeLessThan(1e-12);
  });
});

describe("what stops a run", () => {
  test("a reset that does not clear the condition ends with its states and time (fault 33)", () => {
    const model: Model = { equations: "dV/dt = 1", initial: { V: 0 }, spike: "V > 1", reset: { V: "1.5" } };
    const { outcome, spikes } = run({ model, run: { duration: 10 } });
    expect(outcome).toMatchObject({ kind: "event-storm", reason: { code: "reset-does-not-clear", data: { where: "cell" } } });
    expect(outcome.kind !== "reached" && outcome.t).toBeCloseTo(1, 12);
    expect(spikes[0]).toHaveLength(1);
  });
  test("spikes that accumulate end in an event storm (fault 42), what was computed until then is kept", () => {
    const model: Model = { equations: "dV/dt = s\nds/dt = s", initial: { V: 0, s: 1 }, spike: "V > 1", reset: { V: "0" } };
    const { outcome, spikes } = run({ model, run: { duration: 100 } });
    expect(outcome).toMatchObject({ kind: "event-storm", reason: { code: "event-storm" } });
    expect(spikes[0]!.length).toBeGreaterThan(9_000);
  });
  test("Izhikevich's panel T runs away and is stopped", () => {
    const model: Model = {
      equations: "v' = 0.04*v^2 + 5*v + 140 - u + I\nu' = a*(b*v - u)",
      inputs: ["I"],
      initial: { v: -63.8, u: 63.8 },
      parameters: { a: -0.026, b: -1, c: -45, d: -2 },
      spike: "v >= 30",
      reset: { v: "c", u: "u + d" },
    };
    const stimuli = [{ wave: expression("where(t > 50 and t < 250, 75, 80)") }];
    const { outcome } = run({ model, units: "physical", run: { duration: 350 }, stimuli });
    expect(outcome).toMatchObject({ kind: "event-storm", reason: { data: { window: "1 ms" } } });
  });
  test("a finite-time blow-up without spike condition is reported with name and time: x' = x^2 from 1 at t = 1", () => {
    const { outcome } = run({ model: { equations: "dx/dt = x^2", initial: { x: 1 } }, run: { duration: 2 } });
    expect(outcome).toMatchObject({ kind: "diverged", reason: { code: "grows-without-bound", data: { name: "x" } } });
    expect(Math.abs((outcome.kind !== "reached" ? outcome.t : 0) - 1)).toBeLessThan(1e-6);
  });
  test("a NaN is reported with name and time, at the start and later (fault 38)", () => {
    const start = run({ model: { equations: "dx/dt = sqrt(x)\ndy/dt = 1", initial: { x: -1, y: 0 } }, run: { duration: 2 } });
    expect(start.outcome).toMatchObject({ kind: "diverged", t: 0, reason: { code: "not-finite", data: { name: "x" } } });
    const later = run({ model: { equations: "dy/dt = -1\ndx/dt = sqrt(y)", initial: { x: 0, y: 1 } }, run: { duration: 2 } });
    expect(later.outcome.kind).toBe("diverged");
    expect(Math.abs((later.outcome.kind !== "reached" ? later.outcome.t : 0) - 1)).toBeLessThan(1e-6);
  });
  test("explicit steps beyond the stability limit are refused, not integrated (fault 37)", () => {
    const model: Model = { equations: "dV/dt = -V/10 + 0*V^2 + 3", initial: { V: 0 } };
    for (const [method, limit] of [
      ["euler", 20],
      ["heun", 20],
      ["rk4", 27.85],
    ] as const) {
      const { outcome } = run({ model, run: { duration: 3000, method, step: 1.2 * limit } });
      expect(outcome).toMatchObject({ kind: "diverged", reason: { code: "step-unstable", data: { name: "V", method } } });
      expect(run({ model, run: { duration: 3000, method, step: 0.9 * limit } }).outcome.kind).toBe("reached");
    }
    const firing: Model = { ...model, spike: "V > 20", reset: { V: "0" } };
    expect(run({ model: firing, run: { duration: 3000, method: "euler", step: 30 } }).outcome.kind).toBe("diverged");
  });
});

describe("extreme but right", () => {
  const spikesAt = (peak: number, options: object = {}) =>
    run({
      model: { ...adex, parameters: { ...adex.parameters, V_peak: peak } },
      run: { duration: 300, ...options },
      stimuli: [{ wave: step(500) }],
    });
  test("AdEx: the spikes of any peak from 20 mV to 1e6 mV agree within 1e-8 ms; the exponential overflows at 1368 mV (fault 39)", () => {
    const reference = spikesAt(20).spikes[0]!;
    expect(reference.length).toBeGreaterThan(5);
    for (const peak of [100, 1000, 5000, 1e6]) {
      const { outcome, spikes } = spikesAt(peak);
      expect(outcome.kind).toBe("reached");
      expect(spikes[0]).toHaveLength(reference.length);
      for (const [k, t] of spikes[0]!.entries()) expect(Math.abs(t - reference[k]!)).toBeLessThan(1e-8);
    }
  });
  test("AdEx with fixed steps that overflow within a step: rk4 and euler give finite, ordered spikes", () => {
    const reference = spikesAt(0).spikes[0]!;
    for (const [method, stepSize, tolerance] of [
      ["rk4", 0.05, 0.5],
      ["euler", 0.01, 1],
    ] as const) {
      const { outcome, spikes } = spikesAt(0, { method, step: stepSize, duration: 100 });
      expect(outcome.kind).toBe("reached");
      expect(spikes[0]!.every((t, k) => Math.abs(t - reference[k]!) < tolerance)).toBe(true);
      expect(spikes[0]!.length).toBeGreaterThan(3);
    }
  });
  test("Hodgkin-Huxley rates at their removable singularities take the limits 1 and 0.1 (fault 40)", () => {
    const alpha = (V: number, text: string) =>
      run({
        model: { equations: `dx/dt = ${text}\nV = ${V}`, initial: { x: 0 } },
        run: { duration: 1, every: 1 },
        record: ["x"],
      }).signals.x!.at(-1)!;
    expect(alpha(-40, "0.1*(V + 40)/(1 - exp(-(V + 40)/10)) + 0*x")).toBeCloseTo(1, 12);
    expect(alpha(-55, "0.01*(V + 55)/(1 - exp(-(V + 55)/10)) + 0*x")).toBeCloseTo(0.1, 12);
  });
  test("a stiff problem is handed to rodas: Van der Pol with mu = 1e4 over two periods costs little and agrees", () => {
    const model: Model = { equations: "dx/dt = y\ndy/dt = 10000*(1 - x^2)*y - x", initial: { x: 2, y: 0 } };
    const { signals, outcome } = run({ model, run: { duration: 5000, every: 5000, tolerance: 1e-8 }, record: ["x"] });
    const precise = run({ model, run: { duration: 5000, every: 5000, tolerance: 1e-11, method: "rodas" }, record: ["x"] });
    expect(outcome.kind).toBe("reached");
    expect(Math.abs(signals.x!.at(-1)! - precise.signals.x!.at(-1)!)).toBeLessThan(1e-5);
  });
});

describe("a run in pieces", () => {
  test("bits do not depend on where advance stops, on the parts, or on other neurons", () => {
    const model: Model = {
      ...adex,
      parameters: { ...adex.parameters, b: { kind: "draw", draw: { kind: "normal", a: tree("60"), b: tree("10") } } },
      refractory: { kind: "draw", draw: { kind: "uniform", a: tree("1"), b: tree("3") } },
    };
    const noise: Wave = { kind: "noise", mean: constant(500), sd: constant(100), tau: constant(5), step: 0.25 };
    const setup = {
      model,
      size: 3,
      run: { duration: 200, every: 0.7 },
      stimuli: [{ wave: noise, each: "neuron" as const }],
      record: ["V", "w", "I"],
    };
    const whole = run(setup);
    expect(whole.spikes[0]!.length).toBeGreaterThan(3);
    const cut = run(setup, [0.01, 3.3, 50, 50.0001, 123.4]);
    expect(cut.spikes).toEqual(whole.spikes);
    expect(cut.signals).toEqual(whole.signals);
    const parts = run(setup, [77], undefined, 3);
    expect(parts.spikes).toEqual(whole.spikes);
    expect(parts.signals).toEqual(whole.signals);
    const more = run({ ...setup, size: 5 });
    expect(more.spikes.slice(0, 3)).toEqual(whole.spikes);
  });
});
