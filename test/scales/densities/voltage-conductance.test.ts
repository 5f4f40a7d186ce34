/** Densities over potential and conductance: orders, mass, exact marginals, the network of the same document, and what is refused. */
import { describe, expect, test } from "vitest";
import { complain, erf, exp, log } from "../../../src/base/index.ts";
import { network } from "../../../src/scales/network/index.ts";
import { bindText } from "../../model/open.ts";
import { run as runAt } from "../populations/support.ts";
import { type Conductance, conductance, run, voltageConductance } from "./conductance-support.ts";

/** Conductances at which all neurons fire: the density is smooth, with no edge between those that do and those that do not. */
const smooth: Conductance = {
  g0: 0.8,
  bounds: "g: [0.35, 2.35]",
  options: ", g: [0.35, 2.35]",
  initial: 'v: "truncated(normal(0.5, 0.12), 0, V_F)", g: "truncated(normal(0.9, 0.2), 0.35, 2.35)"',
};
const spikes = (given: Conductance) => run(conductance(given)).activities.n!.spikes / 100;
const final = (given: Conductance) => run(conductance(given)).activities.n!.final;
const orderOf = ([a, b, c]: readonly number[]) => log((a! - b!) / (b! - c!)) / Math.LN2;

describe("where the density is smooth", () => {
  test("the scheme is of second order over potential and conductance", () => {
    const at = (k: number) => final({ ...smooth, b: 0.1, a1: 0.01, cells: [25 * k, 20 * k], step: 0.01, duration: 0.6 });
    expect(Math.abs(orderOf([1, 2, 4].map(at)) - 2)).toBeLessThan(0.25);
  });

  test("and in time, without coupling and with it", { tags: "slow" }, () => {
    const at = (k: number) => ({ ...smooth, cells: [200, 30] as const, step: 0.06 / k, duration: 1.2 });
    expect(Math.abs(orderOf([1, 2, 4].map((k) => spikes(at(k)))) - 2)).toBeLessThan(0.1);
    // Kills inputs of the beginning of a step in the place of those of its middle: order 1.
    expect(Math.abs(orderOf([4, 8, 16].map((k) => final({ ...at(k), b: 0.1, a1: 0.01 }))) - 2)).toBeLessThan(0.15);
  });
});

describe("the density of the conductance", () => {
  /** Masses over the conductance at the end, with the axis. */
  const overG = (given: Conductance) => {
    const text = conductance({ ...given, record: "density" });
    const plan = voltageConductance.plan(bindText(text).experiment!, { seed: 1 });
    const [v, g] = plan.channels.find(({ id }) => id === "n.joint density")!.axes!;
    const [m, n] = [g!.values.length, v!.values.length];
    const [dg, dv] = [g!.values[1]! - g!.values[0]!, v!.values[1]! - v!.values[0]!];
    const last = run(text)
      .values.get("n.joint density")!
      .slice(-m * n);
    return {
      dg,
      masses: Array.from(g!.values, (at, j) => ({ at, mass: last.filter((_, k) => k % m === j).reduce((s, p) => s + p * dv * dg, 0) })),
    };
  };

  test("becomes a normal one that is cut off at 0, with the square of the width", () => {
    const error = (cells: number) => {
      const { dg, masses } = overG({ cells: [20, cells], options: ", g: [0, 2]", duration: 4, step: 0.04 });
      const below = (g: number) => erf((g - 0.3) / Math.sqrt(0.1));
      const exact = (g: number) => (below(g + dg / 2) - below(g - dg / 2)) / (below(2) - below(0));
      return masses.reduce((sum, { at, mass }) => sum + Math.abs(mass - exact(at)), 0);
    };
    expect(error(60)).toBeLessThan(1e-3);
    expect(log(error(30) / error(60)) / Math.LN2).toBeCloseTo(2, 1);
  });

  test("of noise that grows with it becomes a gamma one, with its mean and variance", () => {
    // dg = (0.6 - g) dt/0.2 + sqrt(2*0.1*g/0.2) dW: shape 6, scale 0.1.
    const { masses } = overG({
      g0: 0.6,
      noise: "sqrt(2*0.1*g*sigma_E)*xi",
      cells: [20, 200],
      options: ", g: [0, 3]",
      duration: 4,
      step: 0.04,
    });
    const mean = masses.reduce((sum, { at, mass }) => sum + at * mass, 0);
    expect(mean).toBeCloseTo(0.6, 3);
    expect(masses.reduce((sum, { at, mass }) => sum + (at - mean) * (at - mean) * mass, 0)).toBeCloseTo(0.06, 3);
  });

  test("has the mean of the linear equation while it moves", () => {
    const { values } = run(
      conductance({ g0: 1.2, a0: 0.02, initial: "v: 0, g: 0.8", record: "mean(g)", duration: 0.4, step: 0.01, cells: [20, 200] }),
    );
    expect(values.values().next().value!.at(-1)).toBeCloseTo(1.2 - 0.4 * exp(-2), 3);
  });
});

test("mass is kept over ten thousand steps of a coupled and driven population, and no density is negative", () => {
  const more = "stimuli: [{ to: n.I, sine: { amplitude: 0.3, frequency: 1 } }]";
  const text = conductance({ b: 0.1, a1: 0.01, cells: [24, 16], step: 0.01, duration: 100, record: "density, mass", more });
  const { activities, values } = run(text);
  // 1e-12 is asked for 1e5 steps.
  expect(activities.n!.massError).toBeLessThan(1e-13);
  for (const channel of ["n.density", "n.joint density"]) expect(Math.min(...values.get(channel)!)).toBeGreaterThanOrEqual(0);
});

test("activity and means are those of the network of the same document", { tags: "slow" }, () => {
  const size = 4000;
  const given = { b: 0.1, record: "activity, mean(v), mean(v^2), mean(g), mean(g*v)", duration: 3, size };
  const means = ({ values, times }: ReturnType<typeof run>) =>
    [...values].map(([channel, data]) => {
      const late = data.filter((_, i) => times.get(channel)![i]! > 1);
      return { channel, mean: late.reduce((sum, value) => sum + value, 0) / late.length };
    });
  const density = new Map(means(run(conductance({ ...given, cells: [100, 60] }))).map(({ channel, mean }) => [channel, mean]));
  const sampled = means(runAt(conductance({ ...given, scale: "network", step: 0.004 }), network)).filter(({ channel }) =>
    density.has(channel),
  );
  expect(sampled.length).toBe(5);
  for (const { channel, mean } of sampled) {
    // 4.89 standard errors of as many independent neurons at one moment (their standard deviations are below 0.35; about 2.3 spikes each in the two units of time), and
    // 0.5 % for steps and cells.
    const noise = channel.endsWith("activity") ? mean / Math.sqrt(2.3 * size) : 0.35 / Math.sqrt(size);
    expect(Math.abs(density.get(channel)! - mean)).toBeLessThan(4.89 * noise + 0.005 * mean);
  }
});

describe("a run", () => {
  const given: Conductance = {
    b: 0.1,
    a1: 0.01,
    cells: [30, 20],
    step: 0.01,
    duration: 1,
    more: "stimuli: [{ to: n.I, start: 0.5, step: { amplitude: 0.4 } }]",
  };
  const open = () => {
    const plan = voltageConductance.plan(bindText(conductance(given)).experiment!, { seed: 1 });
    return voltageConductance.create(plan, { from: 0, to: 1 });
  };
  const activity = (simulation: ReturnType<typeof open>) => {
    const values: number[] = [];
    simulation.drain(({ data }) => values.push(...data));
    return values;
  };

  test("in pieces is the run", () => {
    expect(run(conductance(given), 7).values).toEqual(run(conductance(given)).values);
  });

  test("goes on from a snapshot, taken where a stimulus begins, with the same bits", () => {
    const [whole, first, second] = [open(), open(), open()];
    whole.advance(1);
    first.advance(0.5);
    const before = activity(first);
    second.restore!(first.save!());
    second.advance(1);
    expect([...before, ...activity(second)]).toEqual(activity(whole));
  });

  test("takes another value of a parameter that nothing else changes, and refuses one of what has a density", () => {
    const [plain, changed] = [open(), open()];
    for (const simulation of [plain, changed]) simulation.advance(0.3);
    changed.set("n.V_E", 6);
    for (const simulation of [plain, changed]) simulation.advance(1);
    expect(activity(changed).at(-1)! / activity(plain).at(-1)!).toBeGreaterThan(1.1);
    expect(() => changed.set("n.g", 1)).toThrow(/has a density, not a value/);
    expect(() => changed.kick("n.v", 0.1)).toThrow(/has a density, not a value/);
  });

  test("ends where the activity raises itself without end, and says so", () => {
    // Each spike raises the conductance by 0.5/0.2, and each unit of conductance the rate by about 4.
    const { outcome } = run(conductance({ b: 0.5, duration: 10, step: 0.01, cells: [40, 60] }));
    expect(outcome.kind).toBe("diverged");
    if (outcome.kind === "diverged") expect(complain(outcome.reason).message).toMatch(/`g` of n leaves the grid: at t = [\d.]+ .* near 9/);
  });
});

test("units change nothing but their names", () => {
  const physical = conductance({ b: 0.1, cells: [40, 30], step: 0.01, options: ", g: [0, 2]" })
    .replace("units: none", "")
    .replace("g_0: 0.3, a_0: 0.05, a_1: 0", "g_0: 3 nS, a_0: 5 nS^2, a_1: 0 nS^2*ms")
    .replace("b: 0.1", "b: 20 nS*ms")
    .replace("dv/dt = -g_L*v + g*(V_E - v) + I", "C*dv/dt = -g_L*v + g*(V_E - v) + I")
    .replace("inputs: { N: 1, I: 1 }", "inputs: { N: Hz, I: pA }")
    .replace("v: 0, g: g_0", "v: 0 mV, g: g_0")
    .replace("g: [0, infinity]", "g: [0 nS, infinity]")
    .replace("reset: { v: 0 }", "reset: { v: 0 mV }")
    .replace("g_L: 1, V_E: 4.67, V_F: 1, sigma_E: 0.2", "C: 200 pF, g_L: 10 nS, V_E: 93.4 mV, V_F: 20 mV, sigma_E: 4 ms")
    .replace("duration: 2, step: 0.01", "duration: 40 ms, step: 0.2 ms")
    .replace("g: [0, 2]", "g: [0 nS, 20 nS]");
  const plain = run(conductance({ b: 0.1, cells: [40, 30], step: 0.01, options: ", g: [0, 2]" })).activities.n!.final;
  expect(20 * run(physical).activities.n!.final).toBeCloseTo(plain, 10);
});

describe("what it refuses", () => {
  const why = (text: string) => voltageConductance.accepts(bindText(text).experiment!).map((reason) => complain(reason).message);
  test.each([
    ["noise in the potential", conductance().replace("+ I\n", "+ I + 0.1*xi_2\n"), /potential `v` without noise/],
    ["a conductance without noise", conductance({ noise: "0" }), /white noise in `g`/],
    ["a conductance that reads the potential", conductance({ noise: "v + 0.1*xi" }), /does not depend on `v`/],
    ["a third state", conductance({ initial: "v: 0, g: g_0, w: 0" }).replace("dv/dt", "dw/dt = -w\n      dv/dt"), /two states/],
    ["refractory neurons", conductance({ neuron: "refractory: 0.1" }), /without a refractory time/],
    ["bounds of the potential", conductance({ bounds: "g: [0, infinity], v: [0, 2]" }), /bounds of `g` alone/],
    [
      "a state of the synapse",
      conductance({ synapse: "{ kind: exponential, tau: 1, into: N }, weight: 1, connect: all, delay: 0.1" }),
      /two states/,
    ],
    ["a range without an end", conductance({ options: ", g: 3" }), /two ends are needed/],
    ["a range that ends elsewhere", conductance({ options: ", v: [0, 2]" }), /neurons fire at 1/],
    ["cells of one axis", conductance().replace("cells: [100, 60]", "cells: 100"), /two whole numbers/],
    ["an option that it has not", conductance({ options: ", scheme: bdf2" }), /scheme/],
  ])("%s", (_, text, sentence) => {
    expect(why(text).join("\n")).toMatch(sentence);
  });

  test("neurons of one state", () => {
    const text = conductance({ initial: "v: 0", bounds: "" })
      .replace(/sigma_E\*dg.*\n/, "\n")
      .replace("g*(V_E - v)", "0.1*xi");
    expect(why(text)).toEqual([expect.stringMatching(/two states/)]);
  });
});
