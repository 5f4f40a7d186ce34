/** Orbits and cycles through conditions in the equations, against closed forms and orbits made of exact pieces. */
import { describe, expect, test } from "vitest";
import { continuation } from "../../src/analysis/continuation/index.ts";
import { limitCycles } from "../../src/analysis/cycles/index.ts";
import { Flight } from "../../src/analysis/flow/flight.ts";
import { traceOrbit } from "../../src/analysis/orbit.ts";
import type { System } from "../../src/contract/index.ts";
import { systemOf } from "../../src/kernels/index.ts";
import { bound } from "../model/open.ts";
import { compiled } from "./compiled.ts";
import { startOf, valuesOf } from "./systems.ts";

function systemFrom(equations: readonly string[], initial: string, parameters = ""): System {
  const text = `units: none
neurons:
  cell:
    equations: |
${equations.map((line) => `      ${line}`).join("\n")}
    parameters: { ${parameters} }
    initial: { ${initial} }
populations: { cell: { neuron: cell } }
run: { duration: 100 }
`;
  const experiment = bound(text);
  return systemOf(experiment, experiment.populations[0]!);
}

const cyclesOf = (system: System, p = valuesOf(system)) => limitCycles(system, p, { equilibria: [] });

const relative = (value: number, reference: number) => Math.abs(value / reference - 1);

/** Goes round the corners of a square. In each quadrant it is linear; a = m + c, b = m - c. */
const rectangular = () =>
  systemFrom(["dx/dt = m*sign(y) + c*sign(x) - k*x", "dy/dt = -m*sign(x) + c*sign(y) - k*y"], "x: 0.7, y: 0.4", "m: 1, c: 0.3, k: 0.5");

describe("cycles through conditions", () => {
  // A quarter takes y_0 to a y_0/(b + k y_0): y_0 = (a - b)/k, T = 4 ln(a/b)/k, slope b/a. Mutant: no saltation, (b/a)^8.
  test("of a rectangular oscillator: period 4 ln(a/b)/k, multiplier (b/a)^4", () => {
    const [a, b, k] = [1.3, 0.7, 0.5];
    const [cycle] = cyclesOf(rectangular());
    expect(relative(cycle!.period, (4 * Math.log(a / b)) / k)).toBeLessThan(1e-11);
    expect(relative(cycle!.multipliers[0]![0], (b / a) ** 4)).toBeLessThan(1e-9);
    expect(Math.max(...cycle!.states[0]!)).toBeCloseTo((a - b) / k, 9);
  });

  // Matrix exponentials of the pieces at 40 digits; the multiplier is exp of the integral of the trace.
  test("of McKean's piecewise linear FitzHugh-Nagumo neuron: period 15.181272558201146, multiplier 3.40668934341697e-4", () => {
    const system = systemFrom(
      ["dv/dt = where(v < a/2, -v, where(v < (1 + a)/2, v - a, 1 - v)) - w + I", "dw/dt = eps*(v - g*w)"],
      "v: 0.3, w: 0",
      "a: 0.25, eps: 0.3, g: 0.5, I: 0.5",
    );
    const [cycle] = cyclesOf(system);
    expect(relative(cycle!.period, 15.181272558201146)).toBeLessThan(1e-11);
    expect(relative(cycle!.multipliers[0]![0], 3.40668934341697e-4)).toBeLessThan(1e-8);
  });

  // The same with two nested conditions that change one another.
  test("of the same neuron written with clip, which is of one condition that depends on another", () => {
    const system = systemFrom(
      ["dv/dt = -v + 2*clip(v - a/2, 0, 1/2) - w + I", "dw/dt = eps*(v - g*w)"],
      "v: 0.3, w: 0",
      "a: 0.25, eps: 0.3, g: 0.5, I: 0.5",
    );
    const [cycle] = cyclesOf(system);
    expect(relative(cycle!.period, 15.181272558201146)).toBeLessThan(1e-11);
  });

  // SciPy's DOP853 at 1e-13 from gate to gate; the condition is the level of spikes as well. Mutant: the step to the spike is not a switch.
  test("of Mitchell and Schaeffer's heart driven at 0.01/ms: a stable and an unstable one", () => {
    const { system, p } = compiled("mitchell-schaeffer", { J: 0.01 });
    const [small, large] = cyclesOf(system, p);
    expect(relative(small!.period, 66.67950253432141)).toBeLessThan(1e-10);
    expect(relative(small!.multipliers[0]![0], 1.3819720573856293)).toBeLessThan(1e-8);
    expect(relative(large!.period, 180.39190866692866)).toBeLessThan(1e-10);
    expect(relative(large!.multipliers[0]![0], 8.460084840248e-8)).toBeLessThan(1e-6);
    expect([small, large]).toMatchObject([
      { stable: false, spikes: 1 },
      { stable: true, spikes: 1 },
    ]);
  });
});

describe("orbits through conditions", () => {
  const derivatives = (system: System, parameter: number, time: number, start: Float64Array): Float64Array => {
    const flight = new Flight(system, valuesOf(system), { tolerance: 1e-12, variation: { states: true, parameter } });
    flight.start(start);
    while (flight.time < time) flight.advance(time - flight.time);
    return flight.y.slice();
  };

  // x' = 1 up to c, then -x + 4: x = 4 - (4 - c) exp(c - t) with dx/dc = exp(c - t) (1 - (4 - c)), dx/dx0 = (4 - c) exp(c - t).
  test("carry derivatives by the start and by a parameter of the condition", () => {
    const system = systemFrom(["dx/dt = where(x < c, 1, 4 - x)"], "x: 0", "c: 2");
    const [x, byStart, byParameter] = derivatives(system, 0, 3, startOf(system));
    expect(x).toBeCloseTo(4 - 2 * Math.exp(-1), 12);
    expect(byStart).toBeCloseTo(2 * Math.exp(-1), 11);
    expect(byParameter).toBeCloseTo(-Math.exp(-1), 9);
  });

  // x' = floor(y), y' = 1 from y = 1/2: whole numbers one after the other, up and, backwards, down.
  test("pass every whole number of floor", () => {
    const system = systemFrom(["dx/dt = floor(y)", "dy/dt = 1"], "x: 0, y: 0.5");
    const ends = [false, true].map((backwards) => {
      const { states } = traceOrbit(system, valuesOf(system), [0, 0.5], { duration: 5, backwards });
      return states[0]!.at(-1)!;
    });
    // 0.5*0 + 1 + 2 + 3 + 4 + 0.5*5; backwards -(0.5*0 - 1 - 2 - 3 - 4 - 0.5*5).
    expect(ends[0]).toBeCloseTo(12.5, 12);
    expect(ends[1]).toBeCloseTo(12.5, 12);
  });

  // Dry friction. Mutant: chatter is integrated from condition to condition for ever.
  test("end where the flow leads back to a condition from both sides", () => {
    const system = systemFrom(["dx/dt = -sign(x)"], "x: 0.25");
    const { states, times } = traceOrbit(system, valuesOf(system), [0.25], { duration: 1 });
    expect(Math.abs(states[0]!.at(-1)!)).toBeLessThan(1e-6);
    expect(times.at(-1)!).toBeGreaterThan(0.24);
  });

  test("begin on the side of a condition that the flow goes to", () => {
    const system = systemFrom(["dx/dt = -1 - heaviside(x)"], "x: 0");
    const { states } = traceOrbit(system, valuesOf(system), [0], { duration: 1 });
    expect(states[0]!.at(-1)).toBeCloseTo(-1, 14);
  });
});

describe("branches of cycles through conditions", () => {
  // Mutant: a point near the start ends a branch as closed.
  test("of Mitchell and Schaeffer's heart: from the saddle-node 0.002138589 on, up to a fold of cycles", { tags: "slow" }, () => {
    const { system, p } = compiled("mitchell-schaeffer");
    const { bifurcations, words } = continuation(system, p, { parameter: p.length - 1, low: 0, high: 0.1 });
    expect(bifurcations.map(({ type }) => type)).toEqual(["saddle-node", "fold of cycles"]);
    // Where SciPy's map touches the diagonal.
    expect(relative(bifurcations[1]!.parameter, 0.0113041905)).toBeLessThan(1e-7);
    expect(words).toContain("fires from J = 0.00213859 to 0.0113042 1/ms");
  });
});
