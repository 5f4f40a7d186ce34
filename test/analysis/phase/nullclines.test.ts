/** Nullclines: what is drawn is zero, all of it is drawn, and nothing is joined that is apart. */
import { describe, expect, test } from "vitest";
import { phasePortrait } from "../../../src/analysis/index.ts";
import { Plane } from "../../../src/analysis/phase/plane.ts";
import { settingOf } from "../../../src/analysis/phase/setting.ts";
import { tan } from "../../../src/base/index.ts";
import type { Curve, PhasePortrait } from "../../../src/contract/index.ts";
import { systemOf } from "../../../src/kernels/index.ts";
import { catalogue, modelText } from "../../../src/model/index.ts";
import { bindText, models } from "../../model/open.ts";
import { compiled } from "../compiled.ts";
import { systemBy } from "../systems.ts";

const window = { xRange: [-1.03, 1], yRange: [-1, 1.07] } as const;

/** Branches of f(x, y) = 0 as the nullcline of x. */
function branchesOf(f: (x: number, y: number) => number): readonly Curve[] {
  const system = systemBy({
    name: "made",
    states: { x: 0.3, y: 0.2 },
    parameters: {},
    rhs: ([x, y]) => [f(x!, y!), 1],
  });
  return phasePortrait(system, window).nullclines[0]!.branches;
}

const isClosed = ({ x, y }: Curve) => x[0] === x.at(-1) && y[0] === y.at(-1);

/** Longest step of a curve, as a part of the window. */
function longestStep({ x, y }: Curve): number {
  let longest = 0;
  for (let k = 1; k < x.length; k++) longest = Math.max(longest, Math.hypot((x[k]! - x[k - 1]!) / 2.03, (y[k]! - y[k - 1]!) / 2.07));
  return longest;
}

describe("branches", () => {
  test("a circle is one closed curve of the right length", () => {
    const [circle, ...others] = branchesOf((x, y) => x * x + y * y - 0.25);
    expect(others).toEqual([]);
    expect(isClosed(circle!)).toBe(true);
    let length = 0;
    const { x, y } = circle!;
    for (let k = 1; k < x.length; k++) length += Math.hypot(x[k]! - x[k - 1]!, y[k]! - y[k - 1]!);
    // Chords of steps below 1/50 of the window: an inscribed polygon is shorter by (angle)^2/24, angle < 0.09.
    expect(Math.abs(length / Math.PI - 1)).toBeLessThan(4e-4);
  });

  test("a loop that fits between the lines of the grid is found", () => {
    const branches = branchesOf((x, y) => (x - 0.1234) * (x - 0.1234) + (y - 0.2345) * (y - 0.2345) - 1e-4);
    expect(branches.map(isClosed)).toEqual([true]);
  });

  // Kills: joining branches over a pole (PyDSTool, BrainPy).
  test("branches on the two sides of a pole stay apart", () => {
    expect(branchesOf((x, y) => y - 0.1 / x).length).toBe(2);
    const tangents = branchesOf((x, y) => y - tan(4 * x));
    expect(tangents.length).toBe(3);
    for (const branch of tangents) expect(longestStep(branch)).toBeLessThan(0.03);
  });

  // Kills: a change of sign taken for a zero.
  test("a jump through zero is no nullcline, and a branch ends at a jump", () => {
    expect(branchesOf((x) => (x > 0.2 ? 1 : -1))).toEqual([]);
    // h' = (1 - h)/tau_open below v_gate and -h/tau_close above it: exact derivatives on both sides.
    const { system } = compiled("mitchell-schaeffer");
    const halves = phasePortrait(system, { xRange: [-0.1, 1.1], yRange: [-0.1, 1.1] }).nullclines[1]!.branches;
    const spans = halves.map(({ x, y }) => [Math.min(...x), Math.max(...x), y[0]!] as const).sort((p, q) => p[0] - q[0]);
    expect(spans.map(([, , h]) => h)).toEqual([1, 0]);
    // To the shortest step, a millionth of the window of 1.2.
    expect(Math.abs(spans[0]![1] - 0.13)).toBeLessThan(3e-6);
    expect(Math.abs(spans[1]![0] - 0.13)).toBeLessThan(3e-6);
    system.close();
  });

  test("horizontal and vertical ones, and lines that cross, are straight", () => {
    const cross = branchesOf((x, y) => (x - 0.111) * (y - 0.222));
    expect(cross.length).toBe(2);
    for (const { x, y } of cross) expect(x.every((one) => one === x[0]) || y.every((one) => one === y[0])).toBe(true);
  });

  test("two that are a four-hundredth of the window apart are two", () => {
    expect(branchesOf((x, y) => (y - 0.5 * x) * (y - 0.5 * x - 0.005)).length).toBe(2);
  });

  test("a corner is gone around", () => {
    const [corner, ...others] = branchesOf((x, y) => y - Math.abs(x - 0.1));
    expect(others).toEqual([]);
    expect(Math.min(...corner!.y)).toBeLessThan(1e-5);
    expect([corner!.x[0], corner!.x.at(-1)].map((x) => Math.round(Math.abs(x!)))).toEqual([1, 1]);
  });

  test("one along the border of the window is seen", () => {
    expect(branchesOf((_, y) => y + 1).length).toBe(1);
  });
});

/** Branches of the first and the second nullcline in the window that is chosen. */
const known: Readonly<Record<string, readonly [number, number]>> = {
  adex: [1, 1],
  izhikevich: [1, 1],
  "fitzhugh-nagumo": [1, 1],
  "morris-lecar": [1, 1],
  "persistent-sodium": [1, 1],
  // v = 0 and h = tau_in/(tau_out v (1 - v)); h = 1 below the gate and h = 0 above it.
  "mitchell-schaeffer": [2, 2],
  "hodgkin-huxley": [1, 1],
  "wilson-cowan": [1, 1],
};

/** Largest rate of the state whose nullcline it is, over all points drawn, where the other states are as the portrait says. */
function largestResidual(portrait: PhasePortrait, system: ReturnType<typeof systemOf>): number {
  const { system: _, p, start, sizes } = settingOf(system);
  const index = (name: string) => system.states.findIndex((state) => state.name === name);
  const axes = portrait.axes.map(({ state }) => index(state));
  const names = (how: string) => portrait.others.filter((one) => one.how === how).map(({ state }) => index(state));
  const plane = new Plane(system, p, axes, { frozen: names("frozen"), slaved: names("slaved") }, start, sizes);
  const rates = new Float64Array(system.states.length);
  let largest = 0;
  for (const { state, branches } of portrait.nullclines)
    for (const { x, y } of branches)
      x.forEach((_, k) => {
        plane.moveTo(x[k]! * system.states[axes[0]!]!.factor, y[k]! * system.states[axes[1]!]!.factor);
        system.rhs(plane.y, p, rates);
        for (const i of [index(state), ...names("slaved")]) largest = Math.max(largest, Math.abs(rates[i]!) / system.states[i]!.factor);
      });
  return largest;
}

describe.each(catalogue.map(({ id }) => id))("%s", (id) => {
  const { experiment, errors } = bindText(modelText(models.get(id)!, undefined));
  if (!experiment) throw errors[0];
  const system = systemOf(experiment, [...experiment.populations, ...experiment.rates][0]!);
  const portrait = phasePortrait(system);

  test.runIf(portrait.axes.length === 2)(
    "has rates below 1e-9 of the usual ones on its nullclines, and the branches that are known",
    () => {
      const speeds = [...portrait.field.u, ...portrait.field.v]
        .filter(Number.isFinite)
        .map(Math.abs)
        .sort((a, b) => a - b);
      const usual = speeds[speeds.length >> 1]!;
      expect(largestResidual(portrait, system)).toBeLessThan(1e-9 * usual);
      const counts = portrait.nullclines.map(({ branches }) => branches.length);
      if (known[id]) expect(counts).toEqual(known[id]);
      expect(Math.min(...counts)).toBeGreaterThan(0);
    },
  );
});
