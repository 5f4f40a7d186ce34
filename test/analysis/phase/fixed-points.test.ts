/** Fixed points, eigenvalues and types against closed forms and 40-digit values. */
import { describe, expect, test } from "vitest";
import { phasePortrait } from "../../../src/analysis/index.ts";
import { acos, cos } from "../../../src/base/index.ts";
import type { Complex, FixedPoint } from "../../../src/contract/index.ts";
import { compiled } from "../compiled.ts";
import { systemBy, type Values } from "../systems.ts";

/** The bar of the issue: relative differences. */
const bar = 1e-10;

function expectNear(found: number, expected: number, size = Math.abs(expected)): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(bar * size);
}

/** Each eigenvalue relative to its own size. */
function expectEigenvalues(found: readonly Complex[], expected: readonly Complex[]): void {
  expect(found.length).toBe(expected.length);
  for (const [k, [re, im]] of expected.entries()) {
    const size = Math.sqrt(re * re + im * im);
    expectNear(found[k]![0], re, size);
    expectNear(found[k]![1], im, size);
  }
}

/** Roots of the characteristic polynomial of a 2 x 2 matrix. */
function pairOf(trace: number, determinant: number): Complex[] {
  const square = 0.25 * trace * trace - determinant;
  const root = Math.sqrt(Math.abs(square));
  return square < 0
    ? [
        [0.5 * trace, root],
        [0.5 * trace, -root],
      ]
    : [
        [0.5 * trace + root, 0],
        [0.5 * trace - root, 0],
      ];
}

function pointsOf(model: string, values: Readonly<Record<string, number>>, set?: string): readonly FixedPoint[] {
  const { system, p } = compiled(model, values, set);
  const { fixedPoints } = phasePortrait(system, { p });
  system.close();
  return fixedPoints;
}

describe("AdEx", () => {
  // 40 digits, Newton's method on the two conditions and the roots of the characteristic polynomial (mpmath).
  test("transient set at 180 pA: a stable node and a saddle", () => {
    const [rest, saddle] = pointsOf("adex", { I: 180 }, "transient") as [FixedPoint, FixedPoint];
    expect([rest.type, saddle.type]).toEqual(["stable node", "saddle"]);
    expectNear(rest.at[0]!, -55.94892512378596);
    expectNear(rest.at[1]!, 90.51074876214038);
    expectEigenvalues(rest.eigenvalues, [
      [-0.027630180175821147, 0],
      [-0.07837344331388618, 0],
    ]);
    expectNear(saddle.at[0]!, -45.25023157504625);
    expectNear(saddle.at[1]!, 197.4976842495375);
    expectEigenvalues(saddle.eigenvalues, [
      [0.9738487649583031, 0],
      [-0.009983033574039128, 0],
    ]);
  });

  test("adaptation set at I_AH: V_AH, and a pair without real part whose omega is the closed form's", () => {
    // V_AH, omega: closed forms of Touboul and Brette 2008 in 40 digits.
    const [focus] = pointsOf("adex", { I: 256.1805488622344 }, "adaptation");
    expectNear(focus!.at[0]!, -49.89186555745945);
    expectNear(focus!.eigenvalues[0]![1], 0.004714045207910317);
    expect(focus!.type).toBe("centre");
  });

  test("adaptation set a millionth of a pA before I_SN: two points 1e-3 mV apart", () => {
    const points = pointsOf("adex", { I: 256.3162190351632 - 1e-6 }, "adaptation");
    expect(points.map(({ type }) => type)).toEqual(["unstable node", "saddle"]);
    // The current in doubles is known to 3e-14 pA, and a fold multiplies its error by dV/dI = 540 mV/pA.
    expectNear(points[0]!.at[0]!, -49.69223318663989);
    expectNear(points[1]!.at[0]!, -49.69116414167012);
    // The small eigenvalue, 9.4e-6, changes by 17 per mV of that error.
    expect(Math.abs(points[0]!.eigenvalues[1]![0] - 9.39290055291146e-6)).toBeLessThan(1e-12);
  });

  test("at I_SN itself: one degenerate point at V_SN, a millionth of a pA further none", () => {
    const at = (I: number) => pointsOf("adex", { I }, "adaptation");
    const [touch, ...others] = at(256.3162190351632);
    expect([touch!.type, others.length]).toEqual(["degenerate", 0]);
    // A touch is known to the root of the rounding error.
    expect(Math.abs(touch!.at[0]! + 49.691698640345486)).toBeLessThan(1e-5);
    expect(at(256.3162190351632 + 1e-6)).toEqual([]);
  });

  // Kills: a closed form with log(1 + a/g_L).
  test("a = -g_L: no fixed point at any current above 0, and nothing that is no number", () => {
    const { system, p } = compiled("adex", { I: 110 }, "delayed-regular-bursting");
    const portrait = phasePortrait(system, { p });
    expect(portrait.fixedPoints).toEqual([]);
    expect(portrait.words).toContain("no fixed point: it has no state of rest");
    for (const { branches } of portrait.nullclines) for (const { x, y } of branches) expect([...x, ...y].every(Number.isFinite)).toBe(true);
    system.close();
  });
});

test("Izhikevich's neuron below its saddle-node: the roots of 0.04 v^2 + (5 - b) v + 140 + I", () => {
  const [a, b, I] = [0.02, 0.2, 3.5];
  const { system, p } = compiled("izhikevich", { I, a, b });
  const { fixedPoints } = phasePortrait(system, { p });
  const root = Math.sqrt((5 - b) * (5 - b) - 0.16 * (140 + I));
  for (const [k, v] of [(b - 5 - root) / 0.08, (b - 5 + root) / 0.08].entries()) {
    expectNear(fixedPoints[k]!.at[0]!, v);
    expectNear(fixedPoints[k]!.at[1]!, b * v);
    expectEigenvalues(fixedPoints[k]!.eigenvalues, pairOf(0.08 * v + 5 - a, -a * (0.08 * v + 5) + a * b));
  }
  // At v = -66 mV the discriminant ((0.08 v + 5 + a)/2)^2 - a b is negative.
  expect(fixedPoints.map(({ type }) => type)).toEqual(["stable focus", "saddle"]);
  system.close();
});

test("FitzHugh-Nagumo: the real root of its cubic, before, between and after the Hopf points", () => {
  const types = [0, 0.5, 1.6].map((I) => {
    const [a, b, eps] = [0.7, 0.8, 0.08];
    const [point, ...others] = pointsOf("fitzhugh-nagumo", { I });
    expect(others).toEqual([]);
    // v^3/3 + (1/b - 1) v + a/b - I = 0, by Cardano with one real root.
    const [q, r] = [3 * (1 / b - 1), 3 * (a / b - I)];
    const root = Math.sqrt(0.25 * r * r + (q * q * q) / 27);
    const v = Math.cbrt(-0.5 * r + root) + Math.cbrt(-0.5 * r - root);
    expectNear(point!.at[0]!, v, 1);
    expectEigenvalues(point!.eigenvalues, pairOf(1 - v * v - eps * b, eps * (1 - b * (1 - v * v))));
    return point!.type;
  });
  expect(types).toEqual(["stable focus", "unstable focus", "stable focus"]);
});

// 40 digits, dynamics.md 2.1.
test("Hodgkin-Huxley without current: rest, with the gates that the potential has", () => {
  const [rest, ...others] = pointsOf("hodgkin-huxley", { I: 0 }, "leak-54.4");
  expect(others).toEqual([]);
  for (const [k, value] of [-64.9997224337346, 0.052934217620864, 0.596111046346828, 0.317681167579781].entries()) {
    expectNear(rest!.at[k]!, value);
  }
  expect(rest!.type).toBe("stable focus");
});

describe("systems that were made up", () => {
  const plane = (rhs: (x: number, y: number) => readonly [number, number], start: readonly [number, number] = [0.3, 0.2]) =>
    systemBy({ name: "made", states: { x: start[0], y: start[1] }, parameters: {}, rhs: ([x, y]) => rhs(x!, y!) });
  const find = (rhs: (x: number, y: number) => readonly [number, number]) =>
    phasePortrait(plane(rhs), { xRange: [-1.03, 1], yRange: [-1, 1.07] }).fixedPoints;

  test("nine crossings of two cubics are found, each with its type", () => {
    // x (x^2 - 1/4) = 0 and y (y^2 - 1/4) = 0: eigenvalues 3 x^2 - 1/4 and 3 y^2 - 1/4.
    const points = find((x, y) => [x * (x * x - 0.25), y * (y * y - 0.25)]);
    expect(points.length).toBe(9);
    const kinds = points.map(({ at: [x, y], type }) => [Math.round(2 * x!), Math.round(2 * y!), type]);
    for (const [x, y, type] of kinds) {
      const unstable = Math.abs(Number(x)) + Math.abs(Number(y));
      expect(type).toBe(["stable node", "saddle", "unstable node"][unstable]);
    }
  });

  test("two that are 2e-5 apart are two, one that touches is one, none is none", () => {
    expect(find((x, y) => [x * x - 1e-10, -y]).map(({ type }) => type)).toEqual(["stable node", "saddle"]);
    expect(find((x, y) => [x * x, -y]).map(({ type }) => type)).toEqual(["degenerate"]);
    expect(find((x, y) => [x * x + 1e-6, -y])).toEqual([]);
  });

  // Kills: a sign change taken for a zero.
  test("a rate that jumps through zero has no fixed point there", () => {
    expect(find((x, y) => [-y, x > 0.2 ? -1 : 1])).toEqual([]);
    expect(find((x, y) => [-y, 1 / (x - 0.2)])).toEqual([]);
  });

  test("a centre is told from a focus", () => {
    expect(find((x, y) => [y, -x]).map(({ type }) => type)).toEqual(["centre"]);
    expect(find((x, y) => [y - 1e-6 * x, -x]).map(({ type }) => type)).toEqual(["stable focus"]);
  });

  test("three states: the third is where its own rate is zero, and the eigenvalues are of all three", () => {
    // x' = y, y' = -x - y/5 + z - x^3, z' = -3 (z - x): at 0 the cubic l^3 + 3.2 l^2 + 1.6 l = 0, with roots 0 and (-3.2 +- sqrt(3.84))/2.
    const system = systemBy({
      name: "made",
      states: { x: 0.3, y: 0.2, z: 0 },
      parameters: {},
      rhs: ([x, y, z]) => [y!, -1.5 * x! - y! / 5 + z! - x! * x! * x!, -3 * (z! - x!)],
    });
    const { fixedPoints, others } = phasePortrait(system, { xRange: [-1, 1.1], yRange: [-1, 1.1] });
    expect(others.map(({ state, how }) => [state, how])).toEqual([["z", "slaved"]]);
    expect(fixedPoints.length).toBe(1);
    // l^3 + 3.2 l^2 + 2.1 l + 1.5 = 0, by the trigonometric or Cardano's form: the sums and products of what was found.
    const [[a], [re, im]] = fixedPoints[0]!.eigenvalues.slice().sort((p, q) => Math.abs(p[1]) - Math.abs(q[1])) as [Complex, Complex];
    expect(a + 2 * re).toBeCloseTo(-3.2, 9);
    expect(2 * a * re + re * re + im * im).toBeCloseTo(0.6 + 1.5, 9);
    expect(-a * (re * re + im * im)).toBeCloseTo(4.5 - 3, 9);
  });
});

test("a line: rest below threshold and the one beyond it", () => {
  const lif = (I: number) => {
    const { system, p } = compiled("lif", { I });
    const portrait = phasePortrait(system, { p });
    system.close();
    return portrait;
  };
  // E_L + I/g_L, eigenvalue -g_L/C.
  const rest = lif(100);
  expect(rest.fixedPoints).toEqual([{ at: [-60], eigenvalues: [[-0.05, 0]], type: "stable node", stable: true }]);
  expect(rest.words).toEqual(["silent: stable node at V = -60 mV"]);
  expect(lif(300).fixedPoints[0]!.beyondThreshold).toBe(true);
  expect([rest.threshold[0]!.x[0], rest.reset[0]!.x[0]]).toEqual([-50, -58]);
  expect(rest.axes.length).toBe(1);
});

test("a quadratic neuron at its fold has one point that touches", () => {
  const rhs = ([v]: Values) => [v! * v!];
  const system = systemBy({ name: "made", states: { v: -0.6 }, parameters: {}, rhs });
  expect(phasePortrait(system).fixedPoints.map(({ type }) => type)).toEqual(["degenerate"]);
});

test("theta neuron: the fixed points are where cos theta is (1 + I)/(1 - I)", () => {
  const I = -0.3;
  const angle = acos((1 + I) / (1 - I));
  const rhs = ([theta]: Values) => [1 - cos(theta!) + (1 + cos(theta!)) * I];
  const system = systemBy({ name: "made", states: { theta: -1 }, parameters: {}, rhs });
  const points = phasePortrait(system, { xRange: [-3, 3] }).fixedPoints.filter(({ at }) => Math.abs(at[0]!) < 3);
  expect(points.map(({ type }) => type)).toEqual(["stable node", "unstable node"]);
  expectNear(points[0]!.at[0]!, -angle);
  expectNear(points[1]!.at[0]!, angle);
});

// Newton's steps f/f' vanish at a pole as they do at a zero. Mutant: what they end at is not compared with its surroundings.
test("a pole of tan is no fixed point, in one and in two dimensions", () => {
  const { tan } = Math;
  const line = systemBy({
    name: "line",
    states: { x: 0.5 },
    parameters: {},
    rhs: ([x]) => [tan(x!)],
    jacobian: ([x]) => [[1 + tan(x!) ** 2]],
  });
  expect(phasePortrait(line).fixedPoints.map(({ at }) => at[0])).toEqual([0]);
  const plane = systemBy({
    name: "plane",
    states: { x: 0.5, y: 0 },
    parameters: {},
    rhs: ([x, y]) => [tan(x!) - y!, 1 - y!],
    jacobian: ([x]) => [
      [1 + tan(x!) ** 2, -1],
      [0, -1],
    ],
  });
  const found = phasePortrait(plane).fixedPoints;
  expect(found.map(({ type }) => type)).toEqual(["saddle"]);
  expectNear(found[0]!.at[0]!, Math.PI / 4);
});
