/** f-I curves against closed forms, published periods and bifurcations. */
import { afterAll, expect, test } from "vitest";
import { type Steady, steadyFiring } from "../../src/analysis/firing/steady.ts";
import { firingCurve } from "../../src/analysis/index.ts";
import { sizesOf } from "../../src/analysis/phase/sizes.ts";
import type { FiringCurve, System } from "../../src/contract/index.ts";
import { cell } from "../../src/scales/cell/index.ts";
import { adex, hodgkinHuxley, makeExperiment, run, type Setup, step } from "../scales/support.ts";

const systems: System[] = [];
const systemOf = (model: Setup["model"]): System => {
  const system = cell.system!(makeExperiment({ model, run: { duration: 1000 } }));
  systems.push(system);
  return system;
};
afterAll(() => {
  for (const system of systems) system.close();
});

const relative = (found: number, wanted: number) => Math.abs(found / wanted - 1);
/** Greatest relative error of the rates of a curve against a formula, over its firing points; there must be some. */
function worst({ points }: FiringCurve, formula: (input: number) => number): number {
  const firing = points.filter(({ rate }) => rate > 0);
  expect(firing.length).toBeGreaterThan(8);
  return Math.max(...firing.map(({ input, rate }) => relative(rate, formula(input))));
}

const lif: Setup["model"] = {
  equations: "dV/dt = (E - V + R*I)/tau",
  inputs: ["I"],
  initial: { V: 0 },
  parameters: { tau: 20, E: 0, R: 2 },
  spike: "V > 15",
  reset: { V: "3" },
  refractory: 2,
};

test("LIF: rate = 1/(t_ref + tau ln((R I - V_r)/(R I - V_th))), rheobase V_th/R by every definition, type I", () => {
  const curve = firingCurve(systemOf(lif));
  expect(worst(curve, (I) => 1 / (2 + 20 * Math.log((2 * I - 3) / (2 * I - 15))))).toBeLessThan(1e-9);
  expect(curve.rheobase).toEqual({ step: 7.5, ramp: 7.5, single: 7.5 });
  expect(curve.excitability).toBe("I");
  expect(curve.shape).toMatchObject({ amplitude: null, refractoriness: 2 });
});

test("QIF from -infinity to infinity, as a theta neuron: rate = sqrt(I)/pi, saddle-node at 0", () => {
  const curve = firingCurve(
    systemOf({
      equations: "dtheta/dt = (1 - cos(theta)) + (1 + cos(theta))*I",
      inputs: ["I"],
      initial: { theta: -1.5 },
      spike: "theta > pi",
      reset: { theta: "theta - 2*pi" },
    }),
    { range: [-0.5, 4] },
  );
  expect(worst(curve, (I) => Math.sqrt(I) / Math.PI)).toBeLessThan(1e-9);
  expect(Math.abs(curve.rheobase.ramp!)).toBeLessThan(1e-12);
  expect(curve.excitability).toBe("I");
});

test("QIF between finite reset and peak: T = (atan(v_p/sqrt I) - atan(v_r/sqrt I))/sqrt I", () => {
  const curve = firingCurve(
    systemOf({ equations: "dv/dt = v^2 + I", inputs: ["I"], initial: { v: -2 }, spike: "v > 30", reset: { v: "-4" } }),
    { range: [-1, 5] },
  );
  const rate = (I: number) => Math.sqrt(I) / (Math.atan(30 / Math.sqrt(I)) - Math.atan(-4 / Math.sqrt(I)));
  expect(worst(curve, rate)).toBeLessThan(1e-9);
  expect(Math.abs(curve.rheobase.step!)).toBeLessThan(1e-12);
});

/** The steady firing of a system at an input, from where its run begins. */
function steady(system: System, input: number): Steady {
  const p = Float64Array.from(system.parameters, ({ value }) => value);
  p[p.length - 1] = input;
  return steadyFiring(
    system,
    p,
    sizesOf(system, p),
    system.states.map(({ value }) => value),
  );
}

// Periods on the cycle: AUTO-07p, two meshes, as printed.
test.each([
  [7, 17.150608184],
  [10, 14.638324788661684],
  [20, 11.565435599179571],
  [50, 8.544604633],
])("Hodgkin-Huxley at %d uA/cm^2 has the period %d ms", (I, period) => {
  const found = steady(systemOf(hodgkinHuxley), I);
  expect(found.kind).toBe("tonic");
  expect(relative(1 / found.rate, period)).toBeLessThan(1e-9);
});

test("Hodgkin-Huxley: Andronov-Hopf point, single spike, fold of cycles, type II, end of the spikes", { tags: "slow" }, () => {
  const curve = firingCurve(systemOf(hodgkinHuxley));
  // 40-digit arithmetic: 9.77933799539313; a step of 2.2409458542 just makes a spike; the fold of cycles is at 6.264221274 (AUTO-07p).
  expect(relative(curve.rheobase.ramp!, 9.77933799539313)).toBeLessThan(1e-13);
  expect(Math.abs(curve.rheobase.single! - 2.2409458542)).toBeLessThan(2e-10);
  expect(Math.abs(curve.rheobase.step! - 6.264221274)).toBeLessThan(1e-8);
  expect(curve.excitability).toBe("II");
  // The fold's period is 19.89524 ms; below it nothing fires, however long the ghost of the cycle lasts. Beyond 62.8782 the peak of the cycle
  // is below 0 mV, as `phase --over` has it.
  const words = curve.words.join("; ");
  expect(words).toMatch(/jump to about (50\.3 Hz|0\.0503)/);
  for (const { input, rate } of curve.points) expect(rate > 0).toBe(input > 6.264221 && input < 62.8782);
  expect(words).toContain("no sustained firing beyond I = 62.8782");
  expect(words).toContain("no longer meets the spike condition");
  // Peaks near 40 mV and a threshold near -50 mV, as in every textbook; widths below 1.5 ms.
  expect(curve.shape!.amplitude).toBeGreaterThan(75);
  expect(curve.shape!.amplitude).toBeLessThan(95);
  expect(curve.shape!.halfWidth).toBeGreaterThan(0.8);
  expect(curve.shape!.halfWidth).toBeLessThan(1.5);
  expect(curve.shape!.refractoriness).toBeGreaterThan(8);
  expect(curve.shape!.refractoriness).toBeLessThan(14);
});

test("AdEx: a slow ramp ends rest at I_AH = 256.180548862234 pA (Touboul and Brette), a step a little before", () => {
  const { rheobase, points } = firingCurve(systemOf(adex));
  expect(relative(rheobase.ramp!, 256.180548862234)).toBeLessThan(1e-12);
  expect(rheobase.step).toBeLessThan(rheobase.ramp!);
  expect(rheobase.single).toBeLessThan(rheobase.step!);
  // Beyond the onset the adapted rate is far below the first one.
  const last = points.at(-1)!;
  expect(last.onset).toBeGreaterThan(2 * last.rate);
});

test("adapted firing: the rate is one over the interval at which the state returns, to 5e-9", () => {
  const system = systemOf(adex);
  const found = steady(system, 500);
  expect(found.kind).toBe("tonic");
  // From that state on, one interval later, it is there again.
  const again = steadyFiring(system, withInput(system, 500), sizesOf(system, withInput(system, 500)), found.state);
  expect(relative(again.rate, found.rate)).toBeLessThan(5e-9);
  for (const [i, value] of found.state.entries()) expect(Math.abs(again.state[i]! - value)).toBeLessThan(1e-7);
});

// Kills: a pattern of two for slow adaptation, which comes nearer by less than a fifth from spike to spike but by more from two to two.
test("slow adaptation is tonic firing, not a pattern of two spikes", () => {
  const slow: Setup["model"] = { ...adex, parameters: { ...adex.parameters, tau_w: 100, a: 2, b: 0 } };
  const found = steady(systemOf(slow), 500);
  expect(found.kind).toBe("tonic");
  expect(found.pattern).toBe(1);
});

function withInput(system: System, input: number): Float64Array {
  const p = Float64Array.from(system.parameters, ({ value }) => value);
  p[p.length - 1] = input;
  return p;
}

test("bursts: the rate is the mean over whole patterns, as a long run counts it", () => {
  const bursting: Setup["model"] = {
    ...adex,
    parameters: { C: 200, g_L: 10, E_L: -58, V_T: -50, Delta_T: 2, a: 2, tau_w: 120, b: 100, V_r: -46, V_peak: 0 },
  };
  const found = steady(systemOf(bursting), 210);
  expect(found.kind).toBe("pattern");
  expect(found.pattern).toBe(2);
  const { spikes } = run({ model: bursting, run: { duration: 20_000 }, stimuli: [{ wave: step(210) }] });
  const [train] = spikes;
  const [from, to] = [train!.length - 101, train!.length - 1];
  expect(relative(found.rate, 100 / (train![to]! - train![from]!))).toBeLessThan(1e-7);
});

test("Hindmarsh-Rose: stable patterns are found, unstable ones that chaos passes by are not taken for its firing", { tags: "slow" }, () => {
  const model: Setup["model"] = {
    equations: "dx/dt = y - x^3 + 3*x^2 - z + I\ndy/dt = 1 - 5*x^2 - y\ndz/dt = r*(4*(x + 1.6) - z)",
    inputs: ["I"],
    initial: { x: -1.6, y: -12, z: 0 },
    parameters: { r: 0.006 },
    spike: "x > 1",
  };
  const system = systemOf(model);
  const patterned = steady(system, 2.12);
  expect([patterned.kind, patterned.pattern]).toEqual(["pattern", 3]);
  const chaotic = steady(system, 3.2);
  expect(chaotic.kind).toBe("irregular");
  const { spikes } = run({ model, run: { duration: 30_000 }, stimuli: [{ wave: step(3.2) }] });
  const late = spikes[0]!.filter((time) => time > 2000);
  // A mean over some 300 chaotic intervals.
  expect(relative(chaotic.rate, (late.length - 1) / (late.at(-1)! - late[0]!))).toBeLessThan(0.02);
});

test("Izhikevich: the ramp loses rest at I_H = (b - 5) v_H - 0.04 v_H^2 - 140, v_H = (a - 5)/0.08, or at the saddle-node if a > b", () => {
  const izhikevich = (a: number, b: number): Setup["model"] => ({
    equations: "dv/dt = 0.04*v^2 + 5*v + 140 - u + I\ndu/dt = a*(b*v - u)",
    inputs: ["I"],
    initial: { v: -70, u: -14 },
    spike: "v > 30",
    reset: { v: "-65", u: "u + 8" },
    parameters: { a, b },
  });
  const ramp = (a: number, b: number) => firingCurve(systemOf(izhikevich(a, b)), { effort: "quick" }).rheobase.ramp!;
  for (const [a, b] of [
    [0.02, 0.2],
    [0.1, 0.26],
  ] as const) {
    const v = (a - 5) / 0.08;
    expect(Math.abs(ramp(a, b) - ((b - 5) * v - 0.04 * v * v - 140))).toBeLessThan(1e-11);
  }
  expect(Math.abs(ramp(0.2, 0.1) - ((4.9 * 4.9) / 0.16 - 140))).toBeLessThan(1e-11);
});

test("a neuron that fires without input is kept at rest by a negative one, and says so", () => {
  const pacemaker: Setup["model"] = { ...lif, parameters: { tau: 20, E: 20, R: 2 } };
  const curve = firingCurve(systemOf(pacemaker));
  expect(curve.rheobase.ramp).toBeCloseTo(-2.5, 12);
  expect(curve.words[0]).toMatch(/^fires without input/);
  expect(worst(curve, (I) => 1 / (2 + 20 * Math.log((20 + 2 * I - 3) / (20 + 2 * I - 15))))).toBeLessThan(1e-9);
});

test("what has no spikes, or not one input, is refused with what to do", () => {
  const refused = (model: Setup["model"], input?: string) => {
    try {
      firingCurve(systemOf(model), input === undefined ? {} : { input });
    } catch (error) {
      return (error as { code?: string }).code;
    }
    return "nothing";
  };
  const { spike: _, reset: __, refractory: ___, ...silent } = lif;
  expect(refused(silent)).toBe("firing-no-spikes");
  expect(refused({ ...lif, inputs: [], equations: "dV/dt = (E - V + R)/tau" })).toBe("firing-no-input");
  expect(refused({ ...lif, inputs: ["I", "J"], equations: "dV/dt = (E - V + R*(I + J))/tau" })).toBe("firing-which-input");
  expect(refused(lif, "J")).toBe("firing-unknown-input");
});

test("a quick curve is the exact one to 1e-4", () => {
  const system = systemOf(adex);
  const quick = firingCurve(system, { effort: "quick" });
  for (const { input, rate } of quick.points.filter((point) => point.rate > 0))
    expect(relative(rate, steady(system, input).rate)).toBeLessThan(1e-4);
});

// The potential meets the level from both sides of a switch with v' = 0: the state turns around that point in ever smaller and faster circles.
// DOP853 (rtol 1e-11, split at the switch) goes on to fire at 0.0113040 and comes to rest at 0.0113044.
// Kills: endless passings of the level in vanishing circles counted as firing, at 60 kHz.
test("Mitchell and Schaeffer's membrane stops firing where it comes to rest at its switch, at J = 0.0113042(2)", { tags: "slow" }, () => {
  const model: Setup["model"] = {
    equations: "dv/dt = h*v^2*(1 - v)/0.3 - v/6 + J\ndh/dt = where(v < 0.13, (1 - h)/120, -h/150)",
    inputs: ["J"],
    initial: { v: 0, h: 1 },
    spike: "v > 0.13",
  };
  const curve = firingCurve(systemOf(model), { range: [0, 0.02] });
  const end = Number(/beyond J = ([0-9.]+)/.exec(curve.words.join("; "))?.[1]);
  expect(Math.abs(end - 0.0113042)).toBeLessThan(3e-7);
  // The fastest cycle takes 152 ms.
  expect(Math.max(...curve.points.map(({ rate }) => rate))).toBeLessThan(1 / 150);
});

// With a = -g_L the linear part is singular: below the threshold the potential drifts down for ever.
test("a neuron that drifts away without input has no state of rest", () => {
  const drifting: Setup["model"] = {
    ...adex,
    parameters: { C: 100, g_L: 10, E_L: -65, V_T: -50, Delta_T: 2, a: -10, tau_w: 90, b: 30, V_r: -47, V_peak: 0 },
  };
  const { rheobase, words } = firingCurve(systemOf(drifting), { range: [-100, 100], effort: "quick" });
  expect(rheobase).toEqual({ step: null, ramp: null, single: null });
  expect(words[0]).toBe("no state of rest was found");
});

// Kills: silence said of a neuron that an explicit method cannot follow to its next spike.
test("a neuron too stiff to be followed from spike to spike is not called silent", () => {
  const stiff: Setup["model"] = {
    equations: "dx/dt = 1e6*(x - x^3/3 - y + I)\ndy/dt = x + 0.7 - 0.8*y",
    inputs: ["I"],
    initial: { x: -1, y: 0 },
    spike: "x > 1",
  };
  const { words } = firingCurve(systemOf(stiff), { range: [0, 1], effort: "quick" });
  expect(words[0]).toMatch(/^no spike was seen/);
});
