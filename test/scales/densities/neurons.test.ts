/** Densities of all kinds of neurons and connections: exact solutions in time, other closed forms, what is refused. */
import { describe, expect, test } from "vitest";
import { siegertRate } from "../../../src/theory/index.ts";
import { bindText } from "../../model/open.ts";
import { final, fokkerPlanck, nnlif, refusals, run } from "./support.ts";

/** Neurons that never fire: an Ornstein-Uhlenbeck process under a sine, whose density is normal at all times. */
const free = (cells: number, step: number, scheme: string) => `
units: none
neurons: { free: { equations: dV/dt = -V + I + sqrt(2*D)*xi, inputs: { I: 1 }, initial: { V: "normal(1, 0.5)" }, hazard: 0*V, reset: { V: 0 }, parameters: { D: 0.4 } } }
populations: { n: { neuron: free, size: 10 } }
stimuli: [{ to: n.I, sine: { amplitude: 2, frequency: 0.5 } }]
run: { duration: 1, every: 1, step: ${step}, scale: fokker-planck, options: { fokker-planck: { cells: ${cells}, V: [-6, 6], scheme: ${scheme} } } }
record: { n: [density] }
`;

/** Sum of |mass - exact mass| at t = 1, the exact one by the middle of each cell. */
function distance(cells: number, step: number, scheme: string): number {
  const omega = Math.PI;
  // m' = -m + 2 sin(omega t).
  const forced = (2 * (Math.sin(omega) - omega * Math.cos(omega) + omega * Math.exp(-1))) / (1 + omega * omega);
  const [mean, variance] = [Math.exp(-1) + forced, 0.4 + (0.25 - 0.4) * Math.exp(-2)];
  const width = 12 / cells;
  const density = run(free(cells, step, scheme))
    .values.get("n.density")!
    .slice(-cells);
  return density.reduce((sum, p, i) => {
    const v = -6 + (i + 0.5) * width;
    return sum + width * Math.abs(p - Math.exp(-((v - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance));
  }, 0);
}

describe("the density of neurons that do not fire is the normal one under any stimulus", () => {
  test("with an error of second order in the potential", () => {
    const [coarse, fine] = [100, 200].map((cells) => distance(cells, 0.001, "bdf2")) as [number, number];
    expect(coarse).toBeLessThan(5e-3);
    expect(Math.log2(coarse / fine)).toBeGreaterThan(1.9);
    expect(Math.log2(coarse / fine)).toBeLessThan(2.1);
  });
  test.each([
    ["backward-euler", 1],
    ["bdf2", 2],
  ])("with an error in time that %s makes of order %d", (scheme, order) => {
    const [coarse, fine] = [0.02, 0.01].map((step) => distance(1600, step, scheme)) as [number, number];
    expect(Math.log2(coarse / fine)).toBeGreaterThan(order - 0.2);
    expect(Math.log2(coarse / fine)).toBeLessThan(order + 0.2);
  });
});

test("what is above the stationary density at one place is so nowhere more than before (backward Euler, no coupling)", () => {
  const cells = 200;
  const text = nnlif({ b: 0, cells, duration: 12, step: 0.02, options: ", scheme: backward-euler", record: "density" });
  const { values } = run(text);
  const density = values.get("n.density")!;
  const steady = density.slice(-cells);
  let before = Number.POSITIVE_INFINITY;
  for (let k = 0; k < density.length / cells / 2; k++) {
    const most = Math.max(...steady.map((there, i) => density[k * cells + i]! / there));
    expect(most).toBeLessThan(before * (1 + 1e-12));
    before = most;
  }
});

describe("rates of neurons that do not act on one another", () => {
  const rate = (neuron: string, options: string) =>
    final(`
units: none
neurons: { cell: ${neuron} }
populations: { n: { neuron: cell, size: 10 } }
run: { duration: 15, step: 0.02, scale: fokker-planck, options: { fokker-planck: { ${options} } } }
record: { n: [activity] }
`);

  test("a quadratic drift", () => {
    // 0.388044069303087 by a double integral; cells of 1/40.
    const neuron = "{ equations: dV/dt = V*V + 1/2 + sqrt(2)*xi, initial: { V: -1 }, spike: V > 3, reset: { V: -1 } }";
    expect(rate(neuron, "cells: 600, V: [-12, 3]")).toBeCloseTo(0.388044, 4);
  });

  test("noise that depends on the potential is Ito's: a change of variables gives the same rate", () => {
    // x = log(V), dx = -x dt + sqrt(2) dW: dV = (-V log V + V) dt + sqrt(2) V dW.
    const straight = "{ equations: dx/dt = -x + sqrt(2)*xi, initial: { x: 0 }, spike: x > 1, reset: { x: 0 } }";
    const bent =
      "{ equations: dV/dt = V - V*log(V) + sqrt(2)*V*xi, initial: { V: 1 }, spike: V > e, reset: { V: 1 }, parameters: { e: 2.718281828459045 } }";
    // The potential of the second neuron ends at 0, to which no neuron comes.
    expect(rate(bent, "cells: 2000, V: [0.005, e]") / rate(straight, "cells: 800, x: [-5.3, 1]")).toBeCloseTo(1, 3);
  });

  test("a grid that nobody has chosen reaches as far as neurons do", () => {
    const text = nnlif({ b: 0, cells: 800, duration: 15, step: 0.02 });
    expect(final(text.replace("V: [-6, 2]", "")) / final(text)).toBeCloseTo(1, 5);
  });
});

describe("what arrives", () => {
  test("connections that differ from neuron to neuron make noise: Siegert's rate at that diffusion", () => {
    const text = nnlif({ b: 0.5, cells: 800, duration: 15, step: 0.02 })
      .replace("connect: all", "connect: { indegree: 2 }")
      .replace("weight: 0.5/pre.size", "weight: 0.25");
    const found = final(text);
    // Drift K w A, diffusion 1 + K w^2 A/2.
    const sigma = Math.sqrt(2 * (1 + (2 * 0.25 * 0.25 * found) / 2));
    expect(found / siegertRate({ tau: 1, target: 0.5 * found, threshold: 2, reset: 1, refractory: 0, noise: sigma })).toBeCloseTo(1, 4);
  });

  test("currents through synapses are states of their own, and end as the same drift", () => {
    const text = nnlif({ b: 0.5, cells: 400, duration: 20, step: 0.02 });
    const current = text.replace("synapse: { kind: delta, into: V }", "synapse: { kind: exponential, tau: 0.5, into: I, norm: area }");
    expect(run(current).activities.n!.final / final(text)).toBeCloseTo(1, 6);
    expect(run(current).values.get("n.activity")!.slice(0, 60)).not.toEqual(run(text).values.get("n.activity")!.slice(0, 60));
  });

  test("a delay of d steps moves what a population does to another by d steps", () => {
    const two = (delay: string) =>
      nnlif({ b: 0, cells: 200, duration: 1 })
        .replace(
          "populations: { n: { neuron: nlif, size: 100 } }",
          "populations: { n: { neuron: nlif, size: 100 }, m: { neuron: nlif, size: 100, initial: { V: -1 } } }",
        )
        .replace("from: n, to: n,", "from: n, to: m,")
        .replace("weight: 0/pre.size", `weight: 2/pre.size, delay: ${delay}`)
        .replace("record: { n: [activity] }", "record: { m: [activity] }");
    const [near, far] = ["0.1", "0.3"].map((delay) => run(two(delay)).values.get("m.activity")!) as [readonly number[], readonly number[]];
    // Nothing has arrived: the same bits.
    expect(far.slice(0, 10)).toEqual(near.slice(0, 10));
    expect(far[25]).toBeLessThan(near[25]!);
  });
});

describe("a simulation", () => {
  const text = nnlif({ cells: 150, duration: 1, neuron: "refractory: 0.05" });
  const open = () => {
    const { experiment } = bindText(text);
    return fokkerPlanck.create(fokkerPlanck.plan(experiment!, { seed: 1 }), { from: 0, to: 1 });
  };
  const drained = (simulation: ReturnType<typeof open>) => {
    const values: number[] = [];
    simulation.drain(({ data }) => values.push(...data));
    return values;
  };

  test("goes on from a snapshot bit for bit", () => {
    const [whole, first, second] = [open(), open(), open()];
    whole.advance(1);
    first.advance(0.37);
    const before = drained(first);
    second.restore!(structuredClone(first.save!()));
    second.advance(1);
    expect([...before, ...drained(second)]).toEqual(drained(whole));
    expect(second.activities!()).toEqual(whole.activities!());
  });

  test("takes another value of an input from then on, and refuses one of the potential", () => {
    const simulation = open();
    simulation.advance(0.5);
    simulation.set("n.I", 3);
    simulation.advance(1);
    expect(simulation.activities!().n!.final).toBeGreaterThan(1);
    expect(() => simulation.set("n.V", 0)).toThrow("has a density, not a value");
    expect(() => simulation.set("n[3].I", 0)).toThrow();
  });
});

test("initial densities are expressions, too, and below 1 leave the rest refractory", () => {
  const text = nnlif({
    b: 0,
    cells: 400,
    duration: 0.01,
    record: "mass, density",
    neuron: "refractory: exponential(0.5)",
    options: ', initial: "0.75*exp(-V*V)/sqrt(pi)"',
  });
  const { values } = run(text);
  expect(values.get("n.mass")![0]).toBeCloseTo(1, 12);
  // erfc(2)/2 of the bell lies beyond the threshold.
  expect(values.get("n.mass refractory")![0]).toBeCloseTo(1 - 0.75 * (1 - 0.5 * 0.004677734981), 8);
});

describe("is refused", () => {
  const change = (from: string, to: string) => refusals(nnlif().replace(from, to));
  test.each([
    ["neurons without noise", "+ sqrt(2*a)*xi", "", "density-needs"],
    ["a second state that follows the first", "sqrt(2*a)*xi", "sqrt(2*a)*xi - w\n      dw/dt = V - w", "density-needs"],
    ["a threshold that moves", "V > V_F", "V > V_F + I", "density-needs"],
    ["a grid that does not end at the threshold", "V: [-6, 2]", "V: [-6, 3]", "density-range"],
    ["a grid without the reset", "V: [-6, 2]", "V: [1.5, 2]", "density-range"],
    ["an unknown option", "cells:", "cellss:", "scale-option"],
    ["an unknown scheme", "cells: 600", "cells: 600, scheme: leapfrog", "scale-option-value"],
    ["an entropy of something else", "cells: 600", 'cells: 600, entropy: "(y - 1)^2"', "density-option"],
    ["cells that are no number", "cells: 600", "cells: many", "density-option"],
    ["a run without a step", "step: 0.01, ", "", "density-step"],
  ])("%s", (_, from, to, code) => {
    const text = from.startsWith("sqrt(2*a)*xi")
      ? nnlif()
          .replace("equations: dV/dt = -V + I + sqrt(2*a)*xi", 'equations: "dV/dt = -V + I - w + sqrt(2*a)*xi\\ndw/dt = V - w"')
          .replace("initial: {", "initial: { w: 0,")
      : nnlif().replace(from, to);
    expect(from.startsWith("sqrt(2*a)*xi") ? refusals(text) : change(from, to)).toEqual([code]);
  });
});
