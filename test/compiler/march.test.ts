/** The compiled loop over adaptive steps against the same decisions in JavaScript. */
import { describe, expect, test } from "vitest";
import { numberOperations as o } from "../../src/base/index.ts";
import { compileKernel, jacobianTrees, type KernelSource, marchLayout } from "../../src/compiler/index.ts";
import {
  dormandPrince8,
  errorNorm,
  errorScale,
  staysBelow,
  stepControl,
  stepFactor,
  type Tableau,
  trialLength,
  tsitouras5,
} from "../../src/numerics/index.ts";
import { instantiate, tree } from "./support.ts";

/** FitzHugh and Nagumo with a third state that is forced; two levels. */
const states = ["v", "w", "z"];
const n = states.length;
const rates = ["v - v*v*v/3 - w + I + 0.2*cos(t)", "0.08*(v + 0.7 - 0.8*w)", "sin(3*t) - z*v"].map(tree);
const levels = ["v - 1", "z + 0.3*t - w"].map(tree);
const m = levels.length;
const watched = jacobianTrees(levels, states, []);
const at = marchLayout(n, m);
/** Places in memory [doubles]. */
const [y, p, work, march, outputs] = [0, 16, 32, 128, 192] as const;

interface Run {
  /** After every hand-over: time, rest, proposal, length, steps, states, and values and slopes of the levels. */
  readonly trace: readonly (readonly number[])[];
}

function prepare(tableau: Tableau) {
  const source: KernelSource = {
    states,
    slots: ["I"],
    definitions: watched.definitions,
    functions: { rate: rates, levels: [...levels, ...watched.byTime, ...watched.entries] },
    steppers: { step: { tableau, of: "rate", watches: "levels" } },
  };
  const kernel = compileKernel(source);
  const { memory, exports } = instantiate(kernel.bytes);
  return { layout: kernel.steppers.step!, memory, exports };
}
type Prepared = ReturnType<typeof prepare>;

function begin({ memory, exports, layout }: Prepared, tolerance: number, stop: number): void {
  memory.fill(0);
  memory.set([-1.2, -0.6, 0.1], y);
  memory[p] = 0.5;
  exports.rate!(0, 8 * y, 8 * p, 8 * work);
  expect(layout.workLength).toBeLessThan(march - work);
  memory.set([0, 0, 0.01, stop, Number.POSITIVE_INFINITY, 1e-6, 40, 0, 0, tolerance, tolerance, tolerance, tolerance, 1, -1], march);
  readLevels({ memory, exports, layout }, 0, y, work, at.value0, at.flow0);
}

function readLevels({ memory, exports }: Prepared, t: number, state: number, slope: number, values: number, flows: number): void {
  exports.levels!(t, 8 * state, 8 * p, 8 * outputs);
  for (let j = 0; j < m; j++) {
    let flow = memory[outputs + m + j]!;
    for (let i = 0; i < n; i++) {
      const partial = memory[outputs + 2 * m + j * n + i]!;
      if (partial !== 0) flow += partial * memory[slope + i]!;
    }
    memory[march + values + j] = memory[outputs + j]!;
    memory[march + flows + j] = flow;
  }
}

/** What `marchCode` says it does. */
function marchByHand(prepared: Prepared, tableau: Tableau): void {
  const { memory, exports, layout } = prepared;
  const order = tableau.bErrorCoarse.length > 0 ? tableau.order : tableau.embeddedOrder + 1;
  const read = (place: number) => memory[march + place]!;
  let [t, rest, proposal, made] = [read(at.t), read(at.rest), read(at.proposal), 0];
  for (;;) {
    const limit = read(at.stop) - t - rest;
    let grow: number = stepControl.growMost;
    let h: number;
    for (;;) {
      h = trialLength(o, proposal, limit);
      exports.step!(t, h, 8 * y, 8 * p, 8 * work);
      if (!layout.leavesEnd) exports.rate!(t + h, 8 * (work + layout.yNew), 8 * p, 8 * (work + layout.end));
      const terms = states.map((_, i) => {
        const size = Math.max(Math.abs(memory[y + i]!), Math.abs(memory[work + layout.yNew + i]!));
        const speed = Math.abs(memory[work + i]!);
        const scale = errorScale(o, { relative: read(at.relative), absolute: read(at.absolute + i), size, speed });
        const error = memory[work + layout.error + i]!;
        return tableau.bErrorCoarse.length > 0 ? { error, coarse: memory[work + layout.coarse + i]!, scale } : { error, scale };
      });
      const error = errorNorm(o, terms);
      const factor = stepFactor(o, error, order);
      const grown = h * Math.min(grow, factor);
      grow = 1;
      if (error <= 1) {
        proposal = h < proposal ? Math.max(grown, proposal) : grown;
        break;
      }
      proposal = h * factor;
    }
    made++;
    readLevels(prepared, t + h, work + layout.yNew, work + layout.end, at.value1, at.flow1);
    let goesOn = t + h < read(at.look) && h < limit && made < read(at.budget);
    for (let j = 0; j < m; j++) {
      const sign = read(at.signs + j);
      const [u0, u1] = [sign * read(at.value0 + j), sign * read(at.value1 + j)];
      const [v0, v1] = [sign * read(at.flow0 + j) * h, sign * read(at.flow1 + j) * h];
      goesOn &&= staysBelow(o, u0, v0, u1, v1);
    }
    if (!goesOn) {
      memory.set([t, rest, proposal], march);
      memory.set([h, made], march + at.length);
      return;
    }
    const sum = rest + h;
    const next = t + sum;
    rest = sum - (next - t);
    t = next;
    take(prepared);
  }
}

/** The end of the trial step becomes the beginning of the next. */
function take({ memory, layout }: Prepared): void {
  memory.copyWithin(y, work + layout.yNew, work + layout.yNew + n);
  memory.copyWithin(work, work + layout.end, work + layout.end + n);
  memory.copyWithin(march + at.value0, march + at.value1, march + at.value1 + m);
  memory.copyWithin(march + at.flow0, march + at.flow1, march + at.flow1 + m);
}

/** Marches to the stop; at each hand-over the trial step is taken and the signs of levels that were crossed are turned. */
function drive(prepared: Prepared, tolerance: number, stop: number, budget: number, advance: () => void): Run {
  const { memory } = prepared;
  begin(prepared, tolerance, stop);
  const trace: number[][] = [];
  for (let count = 0; count < 3000; count++) {
    memory[march + at.budget] = budget;
    memory[march + at.look] = memory[march + at.t]! + 0.7;
    advance();
    trace.push([...memory.subarray(y, y + n), ...memory.subarray(march, march + at.size), ...memory.subarray(work, work + n)]);
    const [t, rest, , , , , , h] = memory.subarray(march, march + 8) as unknown as number[];
    if (h! >= stop - t! - rest!) break;
    const sum = rest! + h!;
    memory[march + at.t] = t! + sum;
    memory[march + at.rest] = sum - (t! + sum - t!);
    take(prepared);
    for (let j = 0; j < m; j++) memory[march + at.signs + j] = memory[march + at.value0 + j]! > 0 ? -1 : 1;
  }
  return { trace };
}

describe.each([
  ["dormand-prince8", dormandPrince8],
  ["tsitouras5", tsitouras5],
] as const)("a march of %s", (_, tableau) => {
  const prepared = prepare(tableau);
  const { exports } = prepared;
  const compiled = (tolerance: number, budget: number) =>
    drive(prepared, tolerance, 60, budget, () => exports.stepMarch!(8 * y, 8 * p, 8 * work, 8 * march, 8 * outputs)).trace;

  test.each([
    [1e-4, 40],
    [1e-8, 7],
    [1e-11, 40],
  ])("has the bits of the same loop by hand (tolerance %f, budget %i)", (tolerance, budget) => {
    const byHand = drive(prepared, tolerance, 60, budget, () => marchByHand(prepared, tableau)).trace;
    const trace = compiled(tolerance, budget);
    expect(trace).toEqual(byHand);
    expect(trace.length).toBeGreaterThan(20);
  });
  test("takes the same steps however often it hands over (mutant: the proposal is forgotten at a hand-over)", () => {
    const ends = [1, 3, 40].map((budget) => compiled(1e-8, budget).at(-1)!);
    for (const end of ends) expect(end.slice(0, n)).toEqual(ends[0]!.slice(0, n));
  });
  test("hands over a step of length 0 where the solution runs away", () => {
    const { memory } = prepared;
    begin(prepared, 1e-8, 60);
    memory[y] = Number.NaN;
    exports.stepMarch!(8 * y, 8 * p, 8 * work, 8 * march, 8 * outputs);
    expect(memory[march + at.length]).toBe(0);
  });
});
