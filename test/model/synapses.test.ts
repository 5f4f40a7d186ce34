/** Synapses: their equations as they are bound, and that a weight is what the catalogue says. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, printText, type Tree } from "../../src/language/index.ts";
import { type Synapse, type SynapseSide, synapseKinds } from "../../src/model/index.ts";
import { bound } from "./open.ts";

type Spiking = Extract<Synapse, { kind: "spiking" }>;

/** The synapse of a projection between cells whose input is a current. */
function synapse(use: string, weight: string, own = ""): Synapse {
  const [only] = bound(`${own}neurons:
  n: { equations: "C*dV/dt = I - g*V", inputs: { I: pA }, initial: { V: 0 mV }, spike: V > 20 mV, reset: { V: 0 mV }, parameters: { C: 200 pF, g: 10 nS } }
populations: { p: { neuron: n, size: 2 } }
projections: [{ from: p, to: p, synapse: { into: I, ${use} }, weight: ${weight}, connect: all }]
run: { duration: 1 s }
`).projections;
  return only!.synapse;
}

function spiking(use: string, weight: string): Spiking {
  const found = synapse(use, weight);
  if (found.kind !== "spiking") throw new Error(`${use} is ${found.kind}`);
  return found;
}

/** The states of a post side after one arrival of the given weight. */
function arrive(side: SynapseSide, weight: number): Map<string, number> {
  const values = new Map(side.states.map(({ name }) => [name, 0]));
  for (const { target, value } of side.atArrival!.assignments) {
    if (value.kind === "expression")
      values.set(
        target,
        evaluate(value.tree, (name) => (name === "weight" ? weight : values.get(name)!)),
      );
  }
  return values;
}

/** One step of the classical Runge-Kutta method over all states of a side. */
function step({ states }: SynapseSide, y: readonly number[], h: number): number[] {
  const rates = (at: readonly number[]) =>
    states.map(({ rate }) => evaluate(rate, (name) => at[states.findIndex((state) => state.name === name)]!));
  const shifted = (k: readonly number[], by: number) => y.map((value, i) => value + by * k[i]!);
  const k1 = rates(y);
  const k2 = rates(shifted(k1, h / 2));
  const k3 = rates(shifted(k2, h / 2));
  const k4 = rates(shifted(k3, h));
  return y.map((value, i) => value + (h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!));
}

/** Peak and area of the response to one arrival, integrated with steps of `h` to `end`. The peak is that of a parabola through three samples. */
function response({ post, output }: Spiking, weight: number, h: number, end: number): { peak: number; area: number } {
  const start = arrive(post, weight);
  let y = post.states.map(({ name }) => start.get(name)!);
  const read = (at: readonly number[]) => evaluate(output, (name) => at[post.states.findIndex((state) => state.name === name)]!);
  const samples = [read(y)];
  for (let t = h; t <= end; t += h) {
    y = step(post, y, h);
    samples.push(read(y));
  }
  const top = samples.indexOf(Math.max(...samples));
  const [before, at, after] = [samples[top - 1] ?? 0, samples[top]!, samples[top + 1]!];
  const peak = top === 0 ? at : at - (after - before) ** 2 / (8 * (after - 2 * at + before));
  // Simpson's rule: its error falls with h^4, like that of the integration.
  const area = samples.reduce((sum, value, i) => sum + value * (i === 0 ? 1 : i % 2 === 1 ? 4 : 2), 0) * (h / 3);
  return { peak, area };
}

const time = fc.double({ min: 0.5, max: 8, noNaN: true });
const size = fc.double({ min: 0.1, max: 50, noNaN: true });

/** Steps of a fiftieth of the shortest time constant: RK4 is then good to 1e-7, and Simpson's rule too. */
const accuracy = 1e-6;

describe("the weight is what the catalogue says", () => {
  test("biexponential: the peak of one response, and with `norm: area` its area", () => {
    fc.assert(
      fc.property(time, time, size, (rise, decay, weight) => {
        const [h, end] = [Math.min(rise, decay) / 50, 25 * Math.max(rise, decay)];
        const values = `kind: biexponential, rise: ${rise} ms, decay: ${decay} ms`;
        expect(response(spiking(values, "1 pA"), weight, h, end).peak / weight).toBeCloseTo(1, 5);
        const area = response(spiking(`${values}, norm: area`, "1 pA*ms"), weight, h, end).area / weight;
        expect(Math.abs(area - 1)).toBeLessThan(accuracy);
      }),
      { numRuns: 12, seed: 1 },
    );
  });

  test("alpha: the peak, one tau after the arrival, and the area", () => {
    const peaks = response(spiking("kind: alpha, tau: 3 ms", "1 pA"), 7, 0.01, 80);
    expect(peaks.peak).toBeCloseTo(7, 6);
    // weight*tau*e
    expect(peaks.area).toBeCloseTo(7 * 3 * Math.E, 6);
    expect(response(spiking("kind: alpha, tau: 3 ms, norm: area", "1 pA*ms"), 7, 0.01, 90).area).toBeCloseTo(7, 6);
  });

  test("exponential: the jump, and with `norm: area` weight/tau of it", () => {
    expect(arrive(spiking("kind: exponential, tau: 5 ms", "1 pA").post, 3)).toEqual(new Map([["s", 3]]));
    expect(arrive(spiking("kind: exponential, tau: 5 ms, norm: area", "1 pA*ms").post, 3)).toEqual(new Map([["s", 0.6]]));
  });

  test("pulse: the area; its course is alpha^2*t*exp(-alpha*t)", () => {
    const found = spiking("kind: pulse, alpha: 2/ms", "1 pA*ms");
    const { area, peak } = response(found, 5, 0.005, 20);
    expect(area).toBeCloseTo(5, 6);
    // At t = 1/alpha.
    expect(peak).toBeCloseTo((5 * 2) / Math.E, 6);
  });
});

describe("rise = decay", () => {
  // Kills a normalisation that divides by decay - rise.
  test("biexponential is then alpha: the same rates and the same jump", () => {
    const both = [spiking("kind: biexponential, rise: 3 ms, decay: 3 ms", "1 pA"), spiking("kind: alpha, tau: 3 ms", "1 pA")] as const;
    const rates = ({ post }: Spiking) => post.states.map(({ name, rate }) => `${name}' = ${printText(rate)}`);
    expect(rates(both[0])).toEqual(rates(both[1]));
    expect(rates(both[0])).toEqual(["x' = -(x/3)", "s' = (x - s)/3"]);
    const [x, y] = both.map(({ post }) => arrive(post, 1).get("x")!);
    expect(x).toBeCloseTo(Math.E, 14);
    expect(y).toBeCloseTo(Math.E, 14);
  });

  test("the jump is continuous there: times that differ by one part in 10^9 change it by less than that", () => {
    const jump = (decay: string) => arrive(spiking(`kind: biexponential, rise: 3 ms, decay: ${decay}`, "1 pA").post, 1).get("x")!;
    expect(Math.abs(jump("3.000000003 ms") - jump("3 ms"))).toBeLessThan(3e-9);
  });
});

const text = (tree: Tree) => printText(tree);

describe("bound equations", () => {
  test("NMDA: one gate per source neuron, sent as it is", () => {
    const found = synapse("kind: nmda, tau_s: 50 ms", "1 pA");
    expect(found).toMatchObject({ kind: "graded", name: "nmda" });
    if (found.kind !== "graded") return;
    expect(found.pre!.states.map(({ name, rate }) => `${name}' = ${text(rate)}`)).toEqual(["x' = -(x/2)", "s' = -(s/50) + 0.5*x*(1 - s)"]);
    expect(text(found.send)).toBe("s");
  });

  test("Tsodyks-Markram: what is released travels with the spike", () => {
    const found = spiking("kind: tsodyks-markram, U: 0.5, tau_f: 1 s, tau_d: 200 ms, tau: 3 ms", "1 pA");
    expect(found.travels).toEqual(["release"]);
    expect(found.pre!.atSpike!.assignments.map(({ target }) => target)).toEqual(["u", "release", "x"]);
    expect(found.pre!.states.map(({ initial }) => initial.kind === "expression" && text(initial.tree))).toEqual(["0", "1"]);
    expect(found.post.atArrival!.assignments.map(({ value }) => value.kind === "expression" && text(value.tree))).toEqual([
      "s + weight*release",
    ]);
  });

  test("a gap junction: the difference of the potentials, its weight a conductance", () => {
    const found = synapse("kind: gap-junction", "2 nS");
    expect(found.kind === "graded" && text(found.send)).toBe("pre.V - post.V");
  });

  test("own synapses: functions and parameters are put in, constants of the neuron too, values of the projection win", () => {
    const own = `synapses:
  own:
    parameters: { tau: 2 ms, k: 3 }
    post:
      equations: |
        tau*ds/dt = -f(s)*post.g/(10 nS)
        f(x) = k*x
      at-arrival: { s: s + weight }
`;
    const found = synapse("kind: own, tau: 4 ms", "1 pA", own);
    expect(found.kind === "spiking" && text(found.post.states[0]!.rate)).toBe("-(3*s*10/10 nS/4)");
    expect(found.kind === "spiking" && found.post.atArrival!.order).toBe("simultaneous");
  });

  test("own synapses: their equations say what the weight measures", () => {
    const own = (arrival: string) =>
      `synapses: { own: { parameters: { tau: 2 ms, q: 1 pA }, post: { equations: tau*ds/dt = -s, at-arrival: { s: ${arrival} } } } }\n`;
    expect(synapse("kind: own", "3", own("s + weight*q")).kind).toBe("spiking");
    expect(synapse("kind: own", "3 pA", own("s + weight")).kind).toBe("spiking");
    expect(() => synapse("kind: own", "3 mV", own("s + weight"))).toThrow("wrong-dimension");
  });

  test("a state of `pre` that an arrival reads travels, as the spike left it", () => {
    const own = `synapses:
  own:
    pre: { equations: dp/dt = -p/(9 ms), initial: { p: 0 }, at-spike: { p: p + 1 } }
    post: { equations: ds/dt = -s/(2 ms), at-arrival: s = s + weight*p }
`;
    const found = synapse("kind: own", "1 pA", own);
    expect(found.kind === "spiking" && found.travels).toEqual(["p"]);
  });
});

test("every kind of the catalogue is bound", () => {
  const values: Readonly<Record<string, string>> = {
    exponential: "tau: 1 ms",
    alpha: "tau: 1 ms",
    biexponential: "rise: 1 ms, decay: 2 ms",
    pulse: "alpha: 1/ms",
    "tsodyks-markram": "U: 0.2, tau_f: 1 s, tau_d: 0.2 s, tau: 2 ms",
  };
  for (const { id, action, measures } of synapseKinds) {
    if (action.kind === "jump" || action.kind === "activity") continue;
    const weight = id === "gap-junction" ? "1 nS" : measures === "area" ? "1 pA*ms" : "1 pA";
    expect(synapse(`kind: ${id}, ${values[id] ?? ""}`, weight).name).toBe(id);
  }
});
