/** Branches and bifurcations against closed forms, 40-digit values and AUTO's folds of cycles. */
import { describe, expect, test } from "vitest";
import { continuation } from "../../src/analysis/continuation/index.ts";
import { describeContinuation } from "../../src/analysis/continuation/words.ts";
import type { Bifurcation, Continuation, System } from "../../src/contract/index.ts";
import { compiled } from "./compiled.ts";
import { fitzhughNagumo, lif, systemBy, thresholdJump, valuesOf } from "./systems.ts";

/** Over the parameter `name`, in the user's units. */
function over(system: System, p: Float64Array, name: string, low: number, high: number, what?: "fixed points"): Continuation {
  const parameter = system.parameters.findIndex((one) => one.name === name);
  const { factor } = system.parameters[parameter]!;
  return continuation(system, p, { parameter, low: low * factor, high: high * factor, ...(what ? { of: what } : {}) });
}

const of = (found: Continuation, type: Bifurcation["type"]) => found.bifurcations.filter((one) => one.type === type);
const relative = (value: number | undefined, reference: number) => Math.abs(value! / reference - 1);

describe("bifurcations of fixed points", () => {
  test("AdEx: I_SN, I_AH and omega by the closed forms of Touboul and Brette", () => {
    const { system, p } = compiled("adex", {});
    const value = (name: string) => p[system.parameters.findIndex((one) => one.name === name)]!;
    const [C, g, E, VT, D, a, tauw] = ["C", "g_L", "E_L", "V_T", "Delta_T", "a", "tau_w"].map(value) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const taum = C / g;
    const fold = (g + a) * (VT - E - D + D * Math.log(1 + a / g));
    const hopf = (g + a) * (VT - E - D + D * Math.log(1 + taum / tauw)) + D * g * (a / g - taum / tauw);
    const omega = Math.sqrt((a / g - taum / tauw) / (taum * tauw));
    const found = over(system, p, "I", 500, 700, "fixed points");
    expect(relative(of(found, "saddle-node")[0]?.parameter, fold)).toBeLessThan(1e-12);
    expect(relative(of(found, "saddle-node")[0]?.state[0], VT + D * Math.log(1 + a / g))).toBeLessThan(1e-10);
    expect(relative(of(found, "Andronov-Hopf")[0]?.parameter, hopf)).toBeLessThan(1e-12);
    expect(relative(of(found, "Andronov-Hopf")[0]?.omega, omega)).toBeLessThan(1e-10);
    expect(of(found, "Andronov-Hopf")[0]?.criticality).toBe("subcritical");
  });

  test("Izhikevich: I_SN = (5 - b)^2/0.16 - 140 and v_H = (a - 5)/0.08", () => {
    const { system, p } = compiled("izhikevich", { a: 0.1, b: 0.26 });
    const found = over(system, p, "I", -5, 2, "fixed points");
    expect(Math.abs(of(found, "saddle-node")[0]!.parameter - 0.4225)).toBeLessThan(1e-12);
    expect(Math.abs(of(found, "Andronov-Hopf")[0]!.parameter - 0.2625)).toBeLessThan(1e-11);
    expect(Math.abs(of(found, "Andronov-Hopf")[0]!.state[0]! + 61.25)).toBeLessThan(1e-9);
  });

  test("FitzHugh and Nagumo: Hopf points where v^2 = 1 - eps b, their currents add to 2a/b", () => {
    const system = fitzhughNagumo(0);
    const hopf = of(over(system, valuesOf(system), "I", 0, 2, "fixed points"), "Andronov-Hopf");
    const v = -Math.sqrt(1 - 0.064);
    expect(hopf.length).toBe(2);
    expect(relative(hopf[0]!.parameter, (v + 0.7) / 0.8 - v + v ** 3 / 3)).toBeLessThan(1e-12);
    expect(relative(hopf[0]!.parameter + hopf[1]!.parameter, 1.75)).toBeLessThan(1e-12);
    expect(relative(hopf[0]!.omega, (2 * Math.PI) / 22.805916865)).toBeLessThan(1e-9);
    expect(hopf[0]!.criticality).toBe("subcritical");
  });

  test("the criticality of x' = mu x - y - s x r^2 and its mirror is the sign of s", { tags: "slow" }, () => {
    for (const [sign, criticality] of [
      [1, "supercritical"],
      [-1, "subcritical"],
    ] as const) {
      const system = systemBy({
        name: "normal form",
        states: { x: 0.1, y: 0 },
        parameters: { mu: -1 },
        rhs: ([x, y], [mu]) => [mu! * x! - 2 * y! - sign * x! * (x! * x! + y! * y!), mu! * y! + 2 * x! - sign * y! * (x! * x! + y! * y!)],
      });
      const found = over(system, valuesOf(system), "mu", -1, 1);
      expect(found.bifurcations.length).toBe(1);
      expect(found.bifurcations[0]).toMatchObject({ type: "Andronov-Hopf", criticality });
      expect(Math.abs(found.bifurcations[0]!.parameter)).toBeLessThan(1e-12);
      // Cycles of radius sqrt(s mu), on the side where they exist.
      const [branch] = found.cycles;
      branch!.parameter.forEach((mu, k) => {
        expect(Math.abs(branch!.high[0]![k]! - Math.sqrt(Math.max(0, sign * mu)))).toBeLessThan(2e-3);
      });
    }
  });

  test("a pitchfork x' = mu x - x^3 has a branch point; its outer branches are found", () => {
    const system = systemBy({
      name: "pitchfork",
      states: { x: 0.1 },
      parameters: { mu: -1 },
      rhs: ([x], [mu]) => [mu! * x! - x! ** 3],
      jacobian: ([x], [mu]) => [[mu! - 3 * x! * x!]],
    });
    const found = over(system, valuesOf(system), "mu", -1, 1);
    expect(of(found, "branch point").length).toBeGreaterThanOrEqual(1);
    expect(found.equilibria.some(({ states }) => Math.abs(states[0]!.at(-1)! - 1) < 1e-9 || Math.abs(states[0]![0]! - 1) < 1e-9)).toBe(
      true,
    );
  });

  // Nullclines x = 0 and y = 1 + I - ...: each state has two values of rest. Closed form: y = 1 + I, x = 1 + I y, trace -I y.
  test("of Lotka and Volterra's equations with a crowding term I: a degenerate Hopf point at 0 with omega 1, said in words", () => {
    const system = systemBy({
      name: "prey",
      states: { x: 1.5, y: 1 },
      parameters: { I: 0 },
      rhs: ([x, y], [I]) => [x! * (1 - y! + I!), y! * (x! - 1) - I! * y! * y!],
      jacobian: ([x, y], [I]) => [
        [1 - y! + I!, -x!],
        [y!, x! - 1 - 2 * I! * y!],
      ],
    });
    const found = over(system, valuesOf(system), "I", -0.5, 0.5);
    const [hopf] = of(found, "Andronov-Hopf");
    expect(Math.abs(hopf!.parameter)).toBeLessThan(1e-14);
    expect(hopf!.omega).toBeCloseTo(1, 13);
    expect(hopf!.criticality).toBe("degenerate");
    expect(found.words).toContain(
      "rest becomes stable at I = 0 in a degenerate Andronov-Hopf bifurcation (l1 = 0, omega = 1/ms, period 6.28319 ms)",
    );
  });

  // Conservative for every I. Mutant: the rounding errors of the real parts of a centre are taken for changes of stability.
  test("a centre that stays one has no bifurcation", () => {
    const system = systemBy({
      name: "centre",
      states: { x: 1.5, y: 1 },
      parameters: { I: 0 },
      rhs: ([x, y], [I]) => [x! * (1 - y! + I!), y! * (x! - 1) * (1 + I! * (y! - 1))],
      jacobian: ([x, y], [I]) => [
        [1 - y! + I!, -x!],
        [y! * (1 + I! * (y! - 1)), (x! - 1) * (1 + I! * (2 * y! - 1))],
      ],
    });
    expect(over(system, valuesOf(system), "I", -0.4, 0.4, "fixed points").bifurcations).toEqual([]);
  });

  test("a closed branch that meets no end of the range is found: mu^2 + x^2 = 1/4", () => {
    const system = systemBy({
      name: "ring",
      states: { x: 0.5 },
      parameters: { mu: 0 },
      rhs: ([x], [mu]) => [0.25 - mu! * mu! - x! * x!],
      jacobian: ([x]) => [[-2 * x!]],
    });
    const found = over(system, valuesOf(system), "mu", -1, 1);
    expect(of(found, "saddle-node").map(({ parameter }) => parameter)).toEqual([expect.closeTo(-0.5, 11), expect.closeTo(0.5, 11)]);
  });
});

describe("bifurcations of cycles", () => {
  test("Morris and Lecar: one branch between both Hopf points, with folds at 88.29325054 and 216.8998014", { tags: "slow" }, () => {
    const { system, p } = compiled("morris-lecar", {}, "hopf");
    const found = over(system, p, "I", 0, 300);
    expect(of(found, "Andronov-Hopf").map(({ parameter }) => parameter)).toEqual([
      expect.closeTo(93.8576183737255, 10),
      expect.closeTo(212.018816100374, 10),
    ]);
    const folds = of(found, "fold of cycles");
    expect(folds.length).toBe(2);
    expect(relative(folds[0]!.parameter, 88.29325054)).toBeLessThan(1e-9);
    expect(relative(folds[0]!.period, 135.38614)).toBeLessThan(1e-6);
    expect(relative(folds[1]!.parameter, 216.8998014)).toBeLessThan(1e-9);
    expect(relative(folds[1]!.period, 77.92905)).toBeLessThan(1e-6);
    expect(found.cycles.length).toBe(1);
    expect(found.words).toContain("fires from I = 88.2933 to 216.9 uA/cm^2");
  });

  test("Hodgkin and Huxley near the onset: the fold of cycles at 6.264221274, period 19.89524", { tags: "slow" }, () => {
    const { system, p } = compiled("hodgkin-huxley");
    const found = over(system, p, "I", 6, 12);
    expect(relative(of(found, "Andronov-Hopf")[0]?.parameter, 9.77933799539313)).toBeLessThan(1e-12);
    const fold = of(found, "fold of cycles").reduce((a, b) => (a.parameter < b.parameter ? a : b));
    expect(relative(fold.parameter, 6.264221274)).toBeLessThan(1e-9);
    expect(relative(fold.period, 19.89524)).toBeLessThan(1e-6);
  });

  test("a leaky neuron fires from where rest reaches the threshold: I = (V_th - E)/R, exactly", () => {
    const system = lif(2);
    const found = over(system, valuesOf(system), "I", 0, 40);
    expect(relative(of(found, "grazing")[0]?.parameter, 15)).toBeLessThan(1e-13);
    expect(found.words).toEqual(["rest reaches the threshold at I = 15", "fires from I = 15 on, up to the end of the range"]);
    // Beyond the threshold there is no fixed point any more.
    expect(Math.max(...found.equilibria.flatMap(({ parameter }) => [...parameter]))).toBeLessThan(15 + 1e-9);
  });

  // a_0 (V_r - V_rest)(V_r - V_c) + R I = 0. Mutant: the value is that of the last cycle of the branch, 1e-9 beside.
  test("a quadratic neuron with a high reset ceases to fire where the reset meets its unstable fixed point: I = -0.54 nA", () => {
    const { system, p } = compiled("qif", {}, "bistable");
    const found = over(system, p, "I", -1, 1);
    const [end] = of(found, "homoclinic");
    expect(relative(end?.parameter, -0.54)).toBeLessThan(1e-13);
    expect(end?.state[0]).toBeCloseTo(-52, 12);
    expect(found.words).toContain(
      "the period of a cycle grows beyond all bounds at I = -0.54 nA: the reset meets the unstable fixed point (V = -52 mV)",
    );
    expect(of(found, "grazing")).toEqual([]);
    // The reset is the parameter itself.
    const other = over(system, p, "V_r", -60, -50);
    expect(relative(of(other, "homoclinic")[0]?.parameter, -55)).toBeLessThan(1e-13);
  });

  test("a quadratic neuron fires from its saddle-node on, with a period pi/sqrt(I) that grows without bound", () => {
    const system = systemBy({
      name: "qif",
      states: { v: -1 },
      parameters: { I: 1 },
      rhs: ([v], [I]) => [v! * v! + I!],
      jacobian: ([v]) => [[2 * v!]],
      jump: thresholdJump(1, 100, -100),
    });
    const found = over(system, valuesOf(system), "I", -1, 2);
    expect(Math.abs(of(found, "saddle-node")[0]!.parameter)).toBeLessThan(1e-12);
    const [branch] = found.cycles;
    branch!.parameter.forEach((I, k) => {
      const root = Math.sqrt(I);
      expect(relative(branch!.period[k], (2 * Math.atan(100 / root)) / root)).toBeLessThan(1e-7);
    });
    expect(found.words).toContain("fires from I = 0 on, up to the end of the range");
  });
});

// Mutant: the place in the list is taken for an uncertainty.
test("every value at which nothing was found has six digits; an uncertain one as many as hold", () => {
  const head = {
    parameter: { name: "I", unit: "", low: 0, high: 5 },
    units: "none",
    states: [{ name: "x", unit: "" }],
    fires: true,
  } as const;
  const none = { firing: [], turning: [], resting: [], through: [] };
  const homoclinic = { type: "homoclinic", parameter: 1.23456789, uncertainty: 3e-4, state: [0], period: 9 } as const;
  expect(
    describeContinuation(head, [homoclinic], { ...none, firing: [{ from: 1.2345, to: 5 }], unsettled: [1.38889, 2.5, 3.055556] }),
  ).toEqual([
    "fires from I = 1.235 on, up to the end of the range",
    "at I = 1.38889, 2.5, 3.05556 it fires without a period that was found: irregularly, or it settles slowly",
    "the period of a cycle grows beyond all bounds at I = 1.235: it meets a saddle (homoclinic orbit)",
  ]);
});

test("the search for cycles tells how far it is, never less than before", () => {
  const told: number[] = [];
  const system = lif();
  continuation(system, valuesOf(system), { parameter: 0, low: 0, high: 40, progress: (share) => told.push(share) });
  expect(told.length).toBe(9);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.every((share) => share >= 0 && share < 1)).toBe(true);
});
