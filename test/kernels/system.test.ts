/** The time-free system of every model of the catalogue, against complex-step derivatives of its trees. */
import { describe, expect, test } from "vitest";
import { exp, log, cos as realCos, sin as realSin } from "../../src/base/index.ts";
import type { System } from "../../src/contract/index.ts";
import { systemOf } from "../../src/kernels/index.ts";
import type { Tree } from "../../src/language/index.ts";
import { catalogue, type Experiment, type Flow, modelText } from "../../src/model/index.ts";
import { bindText, models } from "../model/open.ts";

type Complex = readonly [re: number, im: number];

const cExp = ([a, b]: Complex): Complex => [exp(a) * realCos(b), exp(a) * realSin(b)];
const cMultiply = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const cDivide = ([a, b]: Complex, [c, d]: Complex): Complex => {
  const size = c * c + d * d;
  return [(a * c + b * d) / size, (b * c - a * d) / size];
};
const cLog = ([a, b]: Complex): Complex => [log(Math.sqrt(a * a + b * b)), Math.atan2(b, a)];
const cSum = ([a, b]: Complex, [c, d]: Complex, sign = 1): Complex => [a + sign * c, b + sign * d];

function cCall(name: string, args: readonly Complex[]): Complex {
  const [x, a, b] = args as [Complex, Complex, Complex];
  const [plus, minus] = [cExp(x), cExp([-x[0], -x[1]])];
  switch (name) {
    case "exp":
      return plus;
    case "log":
      return cLog(x);
    case "sqrt":
      return cExp(cMultiply([0.5, 0], cLog(x)));
    case "cosh":
      return cMultiply([0.5, 0], cSum(plus, minus));
    case "tanh":
      return cDivide(cSum(plus, minus, -1), cSum(plus, minus));
    case "exprel":
      return cDivide(cSum(plus, [1, 0], -1), x);
    case "cos":
      return [realCos(x[0]), -realSin(x[0]) * x[1]];
    case "where":
      return x[0] !== 0 ? a : b;
    case "heaviside":
      return [x[0] > 0 ? 1 : 0, 0];
    case "max":
      return x[0] >= a[0] ? x : a;
    case "min":
      return x[0] <= a[0] ? x : a;
    default:
      throw new Error(`no complex ${name}`);
  }
}

function cEvaluate(tree: Tree, values: ReadonlyMap<string, Complex>): Complex {
  switch (tree.kind) {
    case "number":
      return [tree.value, 0];
    case "name":
      return tree.name === "pi"
        ? [Math.PI, 0]
        : tree.name === "infinity"
          ? [Number.POSITIVE_INFINITY, 0]
          : (values.get(tree.name) ?? [0, 0]);
    case "unary": {
      const [re, im] = cEvaluate(tree.arg, values);
      return tree.op === "-" ? [-re, -im] : [re === 0 ? 1 : 0, 0];
    }
    case "call":
      return cCall(
        tree.name,
        tree.args.map((arg) => cEvaluate(arg, values)),
      );
    default: {
      const [x, y] = [cEvaluate(tree.left, values), cEvaluate(tree.right, values)];
      switch (tree.op) {
        case "+":
          return cSum(x, y);
        case "-":
          return cSum(x, y, -1);
        case "*":
          return cMultiply(x, y);
        case "/":
          return cDivide(x, y);
        case "^":
          if (Number.isInteger(y[0]) && y[0] > 0 && y[0] < 9) {
            let power: Complex = x;
            for (let k = 1; k < y[0]; k++) power = cMultiply(power, x);
            return power;
          }
          return cExp(cMultiply(y, cLog(x)));
        case "<":
          return [x[0] < y[0] ? 1 : 0, 0];
        case "<=":
          return [x[0] <= y[0] ? 1 : 0, 0];
        case ">":
          return [x[0] > y[0] ? 1 : 0, 0];
        case ">=":
          return [x[0] >= y[0] ? 1 : 0, 0];
        default:
          throw new Error(`no complex ${tree.op}`);
      }
    }
  }
}

const tiny = 1e-30;

/** Values and derivatives by the states of trees over a flow, by a complex step: exact to rounding, without any rule of differentiation. */
function complexStep(flow: Flow, trees: readonly Tree[], y: ArrayLike<number>, p: ArrayLike<number>) {
  const at = (moved: number) => {
    const values = new Map<string, Complex>();
    flow.states.forEach(({ name }, i) => {
      values.set(name, [y[i]!, i === moved ? tiny : 0]);
    });
    [...flow.parameters, ...flow.inputs].forEach(({ name }, i) => {
      values.set(name, [p[i]!, 0]);
    });
    for (const { name, tree } of flow.definitions) values.set(name, cEvaluate(tree, values));
    return trees.map((tree) => cEvaluate(tree, values));
  };
  const columns = flow.states.map((_, j) => at(j).map(([, im]) => im / tiny));
  return { values: at(-1).map(([re]) => re), jacobian: trees.flatMap((_, i) => columns.map((column) => column[i]!)) };
}

/** Largest difference relative to the largest number of its row. */
function difference(found: ArrayLike<number>, expected: readonly number[], columns: number): number {
  let worst = 0;
  for (let i = 0; i < expected.length; i += columns) {
    const row = expected.slice(i, i + columns);
    const scale = Math.max(...row.map(Math.abs), 1e-300);
    row.forEach((value, j) => {
      worst = Math.max(worst, Math.abs(found[i + j]! - value) / scale);
    });
  }
  return worst;
}

const unit = (experiment: Experiment) => [...experiment.populations, ...experiment.rates][0]!;
const valuesOf = (quantities: readonly { readonly value: number }[]) => Float64Array.from(quantities, (one) => one.value);

/** States around the start: -10 % to +10 %, by a fixed irrational rotation. */
function around(system: System, k: number): Float64Array {
  return Float64Array.from(
    system.states,
    ({ value }, i) => value * (1 + 0.2 * (((k * 7 + i * 3 + 1) * 0.6180339887) % 1) - 0.1) + 1e-3 * (k + 1),
  );
}

describe.each(catalogue.map((line) => line.id))("the system of %s", (id) => {
  const { experiment, errors } = bindText(modelText(models.get(id)!, undefined));
  if (experiment === undefined) throw errors[0];
  const population = unit(experiment);
  const { flow } = population;
  const system = systemOf(experiment, population);
  const n = system.states.length;
  const p = valuesOf(system.parameters);

  // Tolerance: exp and friends to an ulp, cancellation in gates up to some hundred ulps.
  test("has the rates of its equations and their derivatives, to 1e-12 of a row", () => {
    for (let k = 0; k < 20; k++) {
      const y = around(system, k);
      const { values, jacobian } = complexStep(
        flow,
        flow.states.map((state) => state.rate),
        y,
        p,
      );
      const [rates, matrix] = [new Float64Array(n), new Float64Array(n * n)];
      system.rhs(y, p, rates);
      system.jacobian(y, p, matrix);
      expect(difference(rates, values, n)).toBeLessThan(1e-12);
      expect(difference(matrix, jacobian, n)).toBeLessThan(1e-12);
    }
  });

  test.runIf(system.jump?.resets)("jumps as its reset says, with the derivatives of the reset and of the level", () => {
    const jump = system.jump!;
    const y = around(system, 1);
    const [after, matrix, gradient] = [new Float64Array(n), new Float64Array(n * n), new Float64Array(n)];
    jump.reset(y, p, after);
    jump.resetJacobian(y, p, matrix);
    jump.levelGradient(y, p, gradient);
    const trees = flow.states.map(({ name }): Tree => {
      const assigned = flow.reset!.assignments.find((one) => one.target === name)?.value;
      return assigned?.kind === "expression" ? assigned.tree : { kind: "name", name };
    });
    const reset = complexStep(flow, trees, y, p);
    expect([...after]).toEqual(reset.values);
    expect([...matrix]).toEqual(reset.jacobian);
    const spike = flow.spike as Extract<Tree, { kind: "binary" }>;
    const level = complexStep(flow, [{ kind: "binary", op: "-", left: spike.left, right: spike.right }], y, p);
    expect(jump.level(y, p)).toBeCloseTo(level.values[0]!, 10);
    expect([...gradient]).toEqual(level.jacobian);
  });
});

const document = (stimulus: string, rest = "") => `title: test
neurons:
  cell:
    equations: |
      C*dV/dt = -g_L*(V - E_L) + I
    parameters: { C: 200 pF, g_L: 10 nS, E_L: -70 mV, V_th: -50 mV, V_r: -58 mV }
    inputs: { I: pA }
    initial: { V: -70 mV }
    spike: V > V_th
    reset: { V: V_r }
${rest}
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, ${stimulus} }]
run: { duration: 1000 ms }
`;

function bound(text: string): Experiment {
  const { experiment, errors } = bindText(text);
  if (experiment === undefined) throw errors[0];
  return experiment;
}

function inputOf(stimulus: string): number {
  const experiment = bound(document(stimulus));
  const system = systemOf(experiment, unit(experiment));
  return system.parameters.at(-1)!.value;
}

describe("the input of a system", () => {
  test("is a step that lasts a fifth of the run, else what acts longest", () => {
    expect(inputOf("step: { amplitude: 300 pA }")).toBe(300);
    expect(inputOf("step: { amplitude: 300 pA }, start: 100 ms, duration: 300 ms")).toBe(300);
    expect(inputOf("step: { amplitude: 300 pA }, start: 100 ms, duration: 100 ms")).toBe(0);
  });

  test("is the mean of what never stays the same", () => {
    // Integral of the ramp over the run by its length: exact for the middles of pieces of a straight line.
    expect(inputOf("ramp: { from: 0 pA, to: 100 pA }")).toBeCloseTo(50, 10);
    expect(inputOf("noise: { mean: 120 pA, sd: 30 pA, tau: 5 ms }")).toBe(120);
  });

  test("has a course with the edges of the stimulus", () => {
    const experiment = bound(document("step: { amplitude: 300 pA }, start: 100 ms, duration: 300 ms"));
    expect(systemOf(experiment, unit(experiment)).course).toEqual([
      { from: 0, to: 100, inputs: [0] },
      { from: 100, to: 400, inputs: [300] },
      { from: 400, to: 1000, inputs: [0] },
    ]);
  });
});

test("refractoriness is read from the parameters at the call, and names what it holds", () => {
  const experiment = bound(document("step: { amplitude: 300 pA }", "    refractory: { time: 2*C/g_L/10, hold: [V] }"));
  const system = systemOf(experiment, unit(experiment));
  const p = valuesOf(system.parameters);
  expect(system.jump!.refractory(p)).toBeCloseTo(4, 12);
  p[0] = 400;
  expect(system.jump!.refractory(p)).toBeCloseTo(8, 12);
  expect(system.jump!.held).toEqual([0]);
});

test("values that are drawn are taken at their means, and it says so", () => {
  const text = document("step: { amplitude: 300 pA }").replace("E_L: -70 mV", "E_L: 'normal(-70 mV, 2 mV)'");
  const experiment = bound(text);
  const system = systemOf(experiment, unit(experiment));
  expect(system.parameters.find((one) => one.name === "E_L")!.value).toBe(-70);
  expect(system.notes).toEqual(["Values that are drawn are taken at their means: E_L."]);
});
