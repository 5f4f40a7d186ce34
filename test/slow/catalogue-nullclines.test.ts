/**
 * Nullclines of every model and set of the catalogue that has a plane: where they are drawn the rate is 0, and they have as many pieces as they should.
 * @module-tag slow
 */
import { describe, expect, test } from "vitest";
import type { PhasePortrait, System } from "../../src/contract/index.ts";
import { catalogue, type Model } from "../../src/model/index.ts";
import { builtNames, openModel, type Portrayer, portableHost, portrayer } from "../../src/session/index.ts";

const environment = { host: portableHost, names: builtNames(["traces", "phase-plane"]) };

interface Drawn {
  readonly portrait: PhasePortrait;
  readonly unit: Portrayer;
}

/** The portrait of a model in its own window, or in a window `[x, y]` such as `["V=-120:60", "w=0:1"]`. */
async function draw<T>(model: Model, set: string | undefined, look: (drawn: Drawn) => T, window?: readonly [string, string]): Promise<T> {
  const unit = await portrayer(await openModel(environment, set === undefined ? model.id : `${model.id}.${set}`));
  const [x, y] = window ?? model.plane ?? [undefined, undefined];
  try {
    return look({ unit, portrait: unit.portray(x === undefined ? {} : { x, y }) });
  } finally {
    unit.close();
  }
}

const models = await Promise.all(catalogue.map((line) => line.load()));
const planar = models.filter(({ initial, plane }) => plane !== undefined || Object.keys(initial).length >= 2);
const cases = planar.flatMap((model) => [undefined, ...Object.keys(model.sets)].map((set) => [model.id, set, model] as const));

/** Pieces of the nullclines in the window that a portrait chooses, in the order of the axes, and why. Sets are as their model unless they stand here. */
const pieces: Readonly<Record<string, readonly [x: number, y: number, why: string]>> = {
  adex: [1, 1, "w = I - g_L (V - E_L) + g_L D_T e^(...) has one value for each V and its minimum in the window; the other is a line"],
  izhikevich: [1, 1, "a parabola with its vertex in the window, and a line (vertical in panel R)"],
  mat: [1, 1, "V' does not depend on theta, nor theta' on V: a vertical and a horizontal line"],
  gif: [1, 1, "two lines"],
  "fitzhugh-nagumo": [1, 1, "a cubic whose extremes are in the window, and a line"],
  "morris-lecar": [1, 1, "w = (I - I_L - I_Ca)/(g_K (V - E_K)), whose pole at E_K = -84 mV is outside, and w_inf(V)"],
  "persistent-sodium": [1, 1, "n = (I - I_L - I_Na)/(g_K (V - E_K)), whose pole at E_K = -90 mV is outside, and n_inf(V)"],
  "hindmarsh-rose": [1, 1, "a cubic and a parabola, the slow variable slaved"],
  "mitchell-schaeffer": [2, 2, "v = 0 and h = tau_in/(tau_out v (1 - v)); h = 1 left of v_gate and h = 0 right of it, not joined there"],
  "hodgkin-huxley": [1, 1, "n^4 = (I - I_Na - I_L)/(g_K (V - E_K)) is positive on one stretch right of E_K = -77 mV, and n_inf(V)"],
  "hodgkin-huxley.anode-break": [2, 1, "inhibited, n^4 is positive on a stretch left of its pole at E_K as well"],
  "hodgkin-huxley-slow": [1, 1, "as without slow inactivation"],
  "connor-stevens": [1, 1, "as Hodgkin-Huxley, with the A current slaved"],
  "wang-buzsaki": [1, 1, "as Hodgkin-Huxley, m at its steady state"],
  "traub-miles": [1, 1, "as Hodgkin-Huxley"],
  "wilson-cowan": [1, 1, "the inverse of S is a function: I of E on one, E of I on the other"],
  "wong-wang": [1, 1, "H is monotonic: S_2 is a function of S_1 on the first, S_1 of S_2 on the second"],
};

/** Other windows, where the same curves fall into more pieces. */
const cut: readonly (readonly [name: string, window: readonly [string, string], x: number, y: number, why: string])[] = [
  ["morris-lecar", ["V=-120:60", "w=-1:1"], 2, 1, "the pole at E_K lies between them: w is negative on its left"],
  ["persistent-sodium", ["V=-140:0", "n=-2:1"], 2, 1, "the pole at E_K lies between them: n is negative on its left"],
  ["fitzhugh-nagumo", ["v=-2.5:2.5", "w=0:1"], 3, 1, "both extremes of the cubic, at w = -0.17 and 1.17, are outside"],
  ["fitzhugh-nagumo", ["v=-2.5:2.5", "w=0:1.5"], 2, 1, "its minimum is outside, its maximum inside"],
  ["izhikevich", ["v=-100:30", "u=0:40"], 2, 1, "the vertex of the parabola, at u = -6.25, is outside"],
  ["adex", ["V=-80:-30", "w=300:800"], 2, 0, "the minimum of V's is outside, and all of w's"],
];

/** Puts the states that are no axis where their own rates are 0, by Newton's method on the rows and columns of their own. */
function slave({ rhs, jacobian, states }: System, y: Float64Array, p: Float64Array, axes: readonly number[]): void {
  const [rates, matrix] = [new Float64Array(states.length), new Float64Array(states.length ** 2)];
  const others = states.map((_, k) => k).filter((k) => !axes.includes(k));
  // The gates of these models do not depend on one another, so each has an equation of its own.
  for (let round = 0; round < 30; round++) {
    rhs(y, p, rates);
    jacobian(y, p, matrix);
    for (const k of others) y[k]! -= rates[k]! / matrix[k * states.length + k]!;
  }
}

/**
 * Largest distance of a drawn point from the curve: the rate over its gradient, as a part of the window. Where nothing is steep the rate
 * itself is as small; at the foot of an exponential the rate of the next number is not.
 */
function largestDistance({ portrait, unit: { system } }: Drawn): number {
  const n = system.states.length;
  const axes = portrait.axes.map(({ state }) => system.states.findIndex(({ name }) => name === state));
  const factors = axes.map((k) => system.states[k]!.factor);
  const spans = portrait.axes.map(({ low, high }, i) => (high - low) * factors[i]!);
  const p = Float64Array.from(system.parameters, ({ value }) => value);
  const y = Float64Array.from(system.states, ({ value }) => value);
  const [rates, matrix] = [new Float64Array(n), new Float64Array(n * n)];
  let most = 0;
  for (const { state, branches } of portrait.nullclines) {
    const row = system.states.findIndex(({ name }) => name === state);
    for (const branch of branches) {
      expect(branch.x.length).toBeGreaterThan(1);
      for (let k = 0; k < branch.x.length; k++) {
        y[axes[0]!] = branch.x[k]! * factors[0]!;
        y[axes[1]!] = branch.y[k]! * factors[1]!;
        if (n > 2) slave(system, y, p, axes);
        system.rhs(y, p, rates);
        system.jacobian(y, p, matrix);
        const steepness = axes.reduce((sum, column, i) => sum + Math.abs(matrix[row * n + column]!) * spans[i]!, 0);
        most = Math.max(most, Math.abs(rates[row]!) / Math.max(steepness, 1e-300));
      }
    }
  }
  return most;
}

const countsOf = ({ portrait }: Drawn) => portrait.nullclines.map(({ branches }) => branches.length);

describe("nullclines have the known number of pieces, and the rate is 0 at every drawn point", () => {
  test.each(cases)("%s %s", async (id, set, model) => {
    const [x, y, why] = pieces[`${id}.${set}`] ?? pieces[id]!;
    const [counts, distance] = await draw(model, set, (drawn) => [countsOf(drawn), largestDistance(drawn)] as const);
    expect(counts, why).toEqual([x, y]);
    expect(distance).toBeLessThanOrEqual(1e-9);
  });

  test.each(cut)("%s in the window %s", async (id, window, x, y, why) => {
    const model = models.find((one) => one.id === id)!;
    const [counts, distance] = await draw(model, undefined, (drawn) => [countsOf(drawn), largestDistance(drawn)] as const, window);
    expect(counts, why).toEqual([x, y]);
    expect(distance).toBeLessThanOrEqual(1e-9);
  });

  test("every model with a plane has its reason here", () =>
    expect(Object.keys(pieces)).toEqual(expect.arrayContaining(planar.map(({ id }) => id))));
});
