/** Fields that are changed while they run. */
import { expect, test } from "vitest";
import { field } from "../../../src/scales/field/index.ts";
import { bound } from "../../model/open.ts";
import { ring } from "./support.ts";

/** A field that relaxes to its input, and to which it sends itself with a kernel of integral g. */
function start() {
  const text = ring({
    equations: "du/dt = -u + conv(w, u) + I + p\nw(d) = g/20",
    initial: "1",
    parameters: { g: 0, p: 0 },
    x: [-10, 10, 8],
    run: "duration: 1, step: 0.01",
  }).replace("    initial:", "    inputs: { I: 1 }\n    initial:");
  const plan = field.plan(bound(text), { seed: 1, endless: true });
  const simulation = field.create(plan, { from: 0, to: 1 });
  let last = Number.NaN;
  const to = (until: number) => {
    expect(simulation.advance(until).kind).toBe("reached");
    simulation.drain(({ data }) => {
      last = data[data.length - 1]!;
    });
    return last;
  };
  return { simulation, to };
}

test("inputs, parameters, kernels and states take other values from a moment on, and a run goes on after its end", () => {
  const { simulation, to } = start();
  expect(to(1)).toBeCloseTo(Math.exp(-1), 9);
  simulation.set("f.I", 2);
  expect(to(2)).toBeCloseTo(2 + (Math.exp(-1) - 2) * Math.exp(-1), 9);
  simulation.set("f.u", 0);
  simulation.kick("f.u", 1);
  simulation.set("f.I", 0);
  simulation.set("f.p", 0.5);
  expect(to(3)).toBeCloseTo(0.5 + 0.5 * Math.exp(-1), 9);
  simulation.set("f.p", 0);
  simulation.set("f.u", 1);
  // With the kernel the field relaxes at the rate 1 - g.
  simulation.set("f.g", 0.5);
  expect(to(4)).toBeCloseTo(Math.exp(-0.5), 9);
  expect(() => simulation.set("f.nothing", 1)).toThrow(/cannot be changed/);
  expect(() => simulation.set("other.u", 1)).toThrow(/cannot be changed/);
});

test("what was changed is kept and goes on", () => {
  const one = start();
  one.to(0.5);
  one.simulation.set("f.g", 0.5);
  one.simulation.set("f.I", 1);
  one.to(1);
  const other = start();
  other.simulation.restore!(one.simulation.save!());
  expect(other.to(2)).toBe(one.to(2));
});
