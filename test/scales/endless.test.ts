/** Nothing that a document can say makes a run endless: it is refused, or goes on in stretches that its caller can end. */
import { describe, expect, test } from "vitest";
import { LapicqueError } from "../../src/base/index.ts";
import type { Value, Wave } from "../../src/model/experiment.ts";
import { cell } from "../../src/scales/cell/index.ts";
import { constant, type Model, makeExperiment, run, type Setup, tree } from "./support.ts";

const probe: Model = { equations: "dx/dt = I + 0*x^2", inputs: ["I"], initial: { x: 0 } };
/** No closed form: integrated in steps. */
const cubic: Model = { equations: "dx/dt = -x^3", initial: { x: 1 } };
const uniform = (low: string, high: string): Value => ({ kind: "draw", draw: { kind: "uniform", a: tree(low), b: tree(high) } });
const pulses = (period: Value, width: Value): Wave => ({
  kind: "pulses",
  amplitude: constant(1),
  period,
  width,
  count: Number.POSITIVE_INFINITY,
});
const noise = (tau: Value, step: number): Wave => ({ kind: "noise", mean: constant(0), sd: constant(1), tau, step });
const codeOf = (setup: Setup): string => {
  try {
    run(setup);
  } catch (error) {
    if (error instanceof LapicqueError) return error.code;
    throw error;
  }
  return "none";
};
const reasons = (setup: Setup) => cell.accepts(makeExperiment(setup)).map((one) => one.code);

describe("stimuli", () => {
  test("an endless train of pulses whose stimulus ends (mutant: the search for the next pulse goes on beyond the stop)", () => {
    const stimuli = [{ wave: pulses(constant(2), constant(1)), stop: 4.5 }];
    expect(run({ model: probe, run: { duration: 10, every: 10 }, stimuli, record: ["x"] }).signals.x!.at(-1)).toBeCloseTo(2.5, 12);
  });
  test.each([
    ["period", pulses(uniform("-2", "-1"), constant(1))],
    ["width", pulses(constant(1), uniform("-2", "-1"))],
    ["tau", noise(uniform("-2", "-1"), 0.1)],
  ])("a drawn %s below 0 is refused", (_, wave) => {
    expect(codeOf({ model: probe, run: { duration: 10 }, stimuli: [{ wave }] })).toBe("stimulus-drew");
  });
  test.each([
    ["pulses", pulses(constant(1e-300), constant(1e-300))],
    ["noise", noise(constant(1e-12), 1e-13)],
  ])("%s with more than 10^9 edges in a run are refused", (_, wave) => {
    expect(codeOf({ model: probe, run: { duration: 10 }, stimuli: [{ wave }] })).toBe("stimulus-too-fine");
  });
});

describe("steps and samples", () => {
  test("a step that time cannot resolve is refused", () => {
    expect(reasons({ model: cubic, run: { duration: 1, step: 1e-300 } })).toEqual(["step-too-small"]);
  });
  test("more samples than memory holds are refused; without a recording nothing is sampled", () => {
    expect(reasons({ model: probe, run: { duration: 1, every: 1e-9 }, record: ["x"] })).toEqual(["too-many-samples"]);
    expect(reasons({ model: probe, run: { duration: 1, every: 1e-9 } })).toEqual([]);
  });
});

describe("stretches", () => {
  test("a long run pauses after some ten thousand steps, hands over what it has, and goes on", () => {
    const experiment = makeExperiment({ model: cubic, run: { duration: 10, step: 1e-6 } });
    const plan = cell.plan(experiment, { seed: 1 });
    const simulation = cell.create(plan, { from: 0, to: 1 });
    const first = simulation.advance(10);
    expect(first).toEqual({ kind: "paused", t: 0.01 });
    expect(simulation.advance(10)).toEqual({ kind: "paused", t: 0.02 });
    expect(simulation.advance(0.021)).toEqual({ kind: "reached" });
    simulation.close();
  });
  test("a closed form, which would make one step of the whole run, pauses too where a million values were recorded", () => {
    const experiment = makeExperiment({
      model: { equations: "dx/dt = -x", initial: { x: 1 } },
      run: { duration: 10, every: 4e-6 },
      record: ["x"],
    });
    const simulation = cell.create(cell.plan(experiment, { seed: 1 }), { from: 0, to: 1 });
    expect(simulation.advance(10)).toEqual({ kind: "paused", t: 4 });
    simulation.close();
  });
  test("of several neurons the first failure in time is reported, with all others computed up to it, however the run is cut", () => {
    // x' = x^2 from x_0 blows up at 1/x_0; the steps to a singularity are many, so that neurons reach it in different stretches.
    const model: Model = { equations: "dx/dt = x^2", initial: { x: "1/(5 - index)" } };
    const setup: Setup = { model, size: 4, run: { duration: 10, every: 0.5 }, record: ["x"] };
    const whole = run(setup);
    expect(whole.outcome).toMatchObject({ kind: "diverged", reason: { data: { where: "cell[3]" } } });
    expect(Math.abs((whole.outcome.kind === "diverged" ? whole.outcome.t : 0) - 2)).toBeLessThan(1e-6);
    const cut = run(setup, [0.3, 1.9, 1.99999999, 2.5]);
    expect(cut.outcome).toEqual(whole.outcome);
    expect(cut.signals).toEqual(whole.signals);
  });
});
