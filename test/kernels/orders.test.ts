/** Orders of the adaptive methods, made to take fixed steps, and of what they say between the ends of a step. */
import { describe, expect, test } from "vitest";
import { cos, exp, log, sin } from "../../src/base/index.ts";
import { FixedStepMethod } from "../../src/kernels/fixed-step.ts";
import type { Method } from "../../src/kernels/method.ts";
import { RosenbrockMethod } from "../../src/kernels/rodas.ts";
import { dormandPrince8, rk4, rodas5p, tsitouras5 } from "../../src/numerics/index.ts";
import type { Model } from "../scales/support.ts";
import { bodyOf, stepOnce } from "./support.ts";

/** With x(t) in closed form. */
const problems: Record<string, readonly [Model, (t: number) => number]> = {
  linear: [{ equations: "dx/dt = -x - 4*y\ndy/dt = 4*x - y", initial: { x: 1, y: 0 } }, (t) => exp(-t) * cos(4 * t)],
  nonlinear: [{ equations: "dx/dt = -y*(x^2 + y^2)*2\ndy/dt = 2*x*(x^2 + y^2)", initial: { x: 1, y: 0 } }, (t) => cos(2 * t)],
  oscillator: [{ equations: "dx/dt = y\ndy/dt = -9*x", initial: { x: 1, y: 0 } }, (t) => cos(3 * t)],
  forced: [{ equations: "dx/dt = -x + 5*cos(8*t)", initial: { x: 0 } }, (t) => (5 * (cos(8 * t) + 8 * sin(8 * t) - exp(-t))) / 65],
};

/** Greatest error at the ends of the steps, and at nine places within each. */
function errors(problem: string, make: (step: number) => Method, steps: number): { ends: number; inside: number } {
  const [model, exact] = problems[problem]!;
  const h = 2 / steps;
  const method = make(h);
  const body = bodyOf(model, method);
  const { numbers, y } = body;
  const { state } = body.machine;
  let [ends, inside] = [0, 0];
  for (let k = 0; k < steps; k++) {
    stepOnce(body, method, (k + 1) * h, () => {
      for (let j = 1; j < 10; j++) {
        method.interpolate(body, j / 10, state);
        inside = Math.max(inside, Math.abs(numbers[state]! - exact(body.t + (h * j) / 10)));
      }
    });
    ends = Math.max(ends, Math.abs(numbers[y]! - exact(body.t)));
  }
  return { ends, inside };
}
/** Mean slope of the finest three halvings of errors above 2e-13, where rounding, 2e-15, moves a slope by 0.01 at most. */
function slopes(problem: string, make: (step: number) => Method): { ends: number; inside: number } {
  const all = Array.from({ length: 9 }, (_, k) => errors(problem, make, 2 ** (k + 1)));
  const slope = (which: "ends" | "inside") => {
    const finest = all
      .map((error) => error[which])
      .filter((error) => error > 2e-13)
      .slice(-4);
    if (finest.length < 4) throw new Error(`only ${finest.length} errors on ${problem} are above rounding`);
    return log(finest[0]! / finest.at(-1)!) / log(2) / (finest.length - 1);
  };
  return { ends: slope("ends"), inside: slope("inside") };
}

/** Interpolants are one order below the method (of the same for rk4's cubic), and their local error is of one order more. */
const methods: readonly (readonly [string, number, (step: number) => Method])[] = [
  ["dormand-prince8", 8, (step) => new FixedStepMethod(dormandPrince8, step)],
  ["tsitouras5", 5, (step) => new FixedStepMethod(tsitouras5, step)],
  ["rk4", 4, (step) => new FixedStepMethod(rk4, step)],
  ["rodas", 5, (step) => new RosenbrockMethod(rodas5p, step)],
];

describe("orders at the ends of steps and of the interpolant within them", () => {
  for (const [id, order, make] of methods) {
    for (const problem of Object.keys(problems)) {
      test(`${id} on ${problem}: ${order} both`, () => {
        const { ends, inside } = slopes(problem, make);
        expect(ends).toBeGreaterThan(order - 0.1);
        // Rodas5P has order 6 on linear problems without forcing.
        expect(ends).toBeLessThan(order + 0.7 + (id === "rodas" ? 0.6 : 0));
        expect(inside).toBeGreaterThan(order - 0.1);
        expect(inside).toBeLessThan(order + 0.7);
      });
    }
  }
});
