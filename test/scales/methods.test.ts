/** Orders of the methods, measured on whole runs (STYLE 10): linear, nonlinear, oscillator, forced; strong orders on shared paths. */
import { describe, expect, test } from "vitest";
import { cos, exp, log, sin } from "../../src/base/index.ts";
import { type Model, run } from "./support.ts";

/**
 * Problems with closed solutions of x at t = 2. `nonlinear` turns on a circle at an angular speed that its radius sets: errors of radius
 * become errors of phase, and no error vanishes by chance (that of dx/dt = -x^3/2 with rk4 changes its sign near t = 2).
 */
const problems: Record<string, readonly [Model, number]> = {
  linear: [{ equations: "dx/dt = -x", initial: { x: 1 } }, exp(-2)],
  nonlinear: [{ equations: "dx/dt = -y*(x^2 + y^2)\ndy/dt = x*(x^2 + y^2)", initial: { x: 1, y: 0 } }, cos(2)],
  oscillator: [{ equations: "dx/dt = y\ndy/dt = -4*x", initial: { x: 1, y: 0 } }, cos(4)],
  forced: [{ equations: "dx/dt = -x + cos(3*t)", initial: { x: 0 } }, (-exp(-2) + cos(6) + 3 * sin(6)) / 10],
  scalar: [{ equations: "dx/dt = -x^3/2", initial: { x: 1 } }, 1 / Math.sqrt(3)],
};

function error(problem: string, method: string, steps: number): number {
  const [model, exact] = problems[problem]!;
  const { signals } = run({ model, run: { duration: 2, every: 2, method, step: 2 / steps }, record: ["x"] });
  return Math.abs(signals.x!.at(-1)! - exact);
}

/**
 * Order between errors of successive halvings: the mean over the finest four (at least three) whose errors are above 1e-12. Rounding, at
 * most 2e-15 in these runs, then moves a slope by less than 0.003. From 2 steps to 2^13.
 */
function slope(problem: string, method: string): number {
  const errors: number[] = [];
  for (let steps = 2; steps <= 8192; steps *= 2) {
    const present = error(problem, method, steps);
    if (!(present > 1e-12)) break;
    errors.push(present);
  }
  const finest = errors.slice(-5);
  if (finest.length < 4) throw new Error(`only ${finest.length} errors of ${method} on ${problem} are above rounding`);
  return log(finest[0]! / finest.at(-1)!) / log(2) / (finest.length - 1);
}

describe("fixed-step methods have their order", () => {
  for (const [method, order, above] of [
    ["euler", 1, 0.1],
    ["heun", 2, 0.1],
    ["rk4", 4, 0.1],
    ["rodas", 5, 0.7],
  ] as const) {
    for (const problem of ["linear", "nonlinear", "oscillator", "forced"]) {
      test(`${method} on ${problem}: ${order}`, () => {
        const measured = slope(problem, method);
        expect(measured).toBeGreaterThan(order - 0.1);
        // Rodas5P is of order 6 on linear problems without forcing: its stability function is.
        expect(measured).toBeLessThan(order + above + (method === "rodas" ? 0.6 : 0));
      });
    }
  }
  test("exponential Euler has order 1, is exact for separate linear equations, and has order 2 for one autonomous equation", () => {
    expect(error("linear", "exponential-euler", 4)).toBeLessThan(1e-15);
    for (const problem of ["nonlinear", "oscillator", "forced"])
      expect(Math.abs(slope(problem, "exponential-euler") - 1)).toBeLessThan(0.1);
    // There the frozen derivative is the whole Jacobian: the exponential Rosenbrock-Euler method [Hochbruck, Ostermann 2010, section 2.4].
    expect(Math.abs(slope("scalar", "exponential-euler") - 2)).toBeLessThan(0.1);
  });
  test("euler-sequential is the semi-implicit Euler method on the oscillator: order 1, energy bounded (mutant: all lines see the old values)", () => {
    const measured = slope("oscillator", "euler-sequential");
    expect(Math.abs(measured - 1)).toBeLessThan(0.1);
    const [model] = problems.oscillator!;
    const { signals } = run({ model, run: { duration: 200, every: 0.1, method: "euler-sequential", step: 0.1 }, record: ["x"] });
    expect(Math.max(...signals.x!.map(Math.abs))).toBeLessThan(1.2);
  });
});

describe("adaptive methods keep their tolerance", () => {
  for (const method of ["tsitouras5", "dormand-prince8", "rodas"]) {
    for (const problem of Object.keys(problems)) {
      test(`${method} on ${problem}: the error is below 30 tolerances, at the end and on the dense output`, () => {
        for (const tolerance of [1e-5, 1e-8, 1e-11]) {
          const [model, exact] = problems[problem]!;
          const { signals, times } = run({ model, run: { duration: 2, every: 0.05, method, tolerance }, record: ["x"] });
          expect(Math.abs(signals.x!.at(-1)! - exact)).toBeLessThan(30 * tolerance);
          if (problem !== "oscillator") continue;
          // Dense output is an order lower than the step: 100 tolerances at 1e-5 and below.
          for (const [k, t] of times.entries()) expect(Math.abs(signals.x![k]! - cos(2 * t))).toBeLessThan(100 * tolerance);
        }
      });
    }
  }
});

describe("strong orders, on shared paths of 1000 neurons", () => {
  // Geometric Brownian motion dx = -x dt + 0.8 x dW; the coarse increments are sums of the fine ones only if streams say so: here the
  // exact solution is computed from the recorded path W itself.
  const model: Model = {
    equations: "dx/dt = -x + 0.8*x*xi\ndW/dt = xi",
    initial: { x: 1, W: 0 },
    noises: ["xi"],
  };
  const meanError = (method: string, calculus: "ito" | "stratonovich", steps: number) => {
    const { signals } = run({
      model,
      size: 1000,
      run: { duration: 1, every: 1, step: 1 / steps, method, sde: calculus },
      record: ["x", "W"],
    });
    const drift = calculus === "ito" ? -1 - 0.32 : -1;
    let sum = 0;
    for (let i = 0; i < 1000; i++) {
      const suffix = i === 0 ? "" : `[${i}]`;
      sum += Math.abs(signals[`x${suffix}`]!.at(-1)! - exp(drift + 0.8 * signals[`W${suffix}`]!.at(-1)!));
    }
    return sum / 1000;
  };
  test.each([
    ["euler-maruyama", "ito", 0.5],
    ["euler-maruyama", "stratonovich", 0.5],
    ["milstein", "ito", 1],
    ["milstein", "stratonovich", 1],
  ] as const)("%s, %s: %f", (method, calculus, order) => {
    const errors = [16, 32, 64, 128, 256].map((steps) => meanError(method, calculus, steps));
    const measured = log(errors[0]! / errors.at(-1)!) / log(2) / (errors.length - 1);
    expect(Math.abs(measured - order)).toBeLessThan(0.25);
  });
});
