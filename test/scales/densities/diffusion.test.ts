/** Threshold networks in the diffusion approximation: Campbell's theorem, Siegert's equation, and the modes in which activities come to rest. */
import { describe, expect, test } from "vitest";
import type { SteadyResult } from "../../../src/contract/index.ts";
import { planDensities } from "../../../src/kernels/density/plan.ts";
import { densityGrid } from "../../../src/kernels/index.ts";
import { builtNames, openText, portableHost, steady } from "../../../src/session/index.ts";
import { bindText } from "../../model/open.ts";
import { fokkerPlanck, refusals, run } from "./support.ts";

const environment = { host: portableHost, names: builtNames(["activity"]) };

async function statesOf(text: string, scale: string): Promise<SteadyResult> {
  const opened = await openText(environment, text, "density.yaml");
  expect(opened.errors).toEqual([]);
  return steady(opened, { scale });
}

/** Membranes that never fire under Poisson trains: by Campbell's theorem every moment is known at all times. */
const membrane = (step: number, cells: number) => `
units: none
neurons: { leaky: { equations: dV/dt = -V, initial: { V: "normal(0, 0.3)" }, hazard: 0*V, reset: { V: 0 } } }
populations: { n: { neuron: leaky, size: 10 } }
stimuli:
  - { to: n.V, poisson: { rate: 50, weight: "uniform(0, 0.1)" }, start: 0.4, duration: 1, delay: 0.3 }
  - { to: n.V, poisson: { rate: 20, weight: -0.2 } }
run: { duration: 2, every: 2, step: ${step}, scale: fokker-planck, options: { fokker-planck: { cells: ${cells}, V: [-9, 5] } } }
record: { n: [density] }
`;

/** Mean and variance of the density at the end. */
function moments(cells: number): readonly [number, number] {
  const width = 14 / cells;
  const density = run(membrane(0.005, cells)).values.get("n.density")!.slice(-cells);
  const moment = (power: (v: number) => number) => density.reduce((sum, p, i) => sum + width * p * power(-9 + (i + 0.5) * width), 0);
  const mean = moment((v) => v);
  return [mean, moment((v) => (v - mean) ** 2)];
}

test("Poisson trains move mean and variance as Campbell's theorem says, from their beginning after the delay to their end", () => {
  // The first trains act from 0.7 to 1.7: mean weight 0.05, mean square 0.01/3.
  const [on, off] = [1.3, 0.3];
  const mean = 2.5 * (Math.exp(-off) - Math.exp(-on)) - 4 * (1 - Math.exp(-2));
  const squares = 50 * (0.01 / 3);
  const variance = 0.09 * Math.exp(-4) + (squares / 2) * (Math.exp(-2 * off) - Math.exp(-2 * on)) + ((20 * 0.04) / 2) * (1 - Math.exp(-4));
  const [coarse, fine] = [moments(400), moments(800)];
  // Where a cell's drift is x times its diffusion, that is x^2/3 too much; without it the step of 0.005 leaves 1e-5, and the next order as much.
  for (const [k, exact] of [mean, variance].entries()) {
    const [first, second] = [coarse[k]! - exact, fine[k]! - exact];
    expect(Math.abs((4 * second - first) / 3)).toBeLessThan(1e-4);
  }
});

interface Brunel {
  readonly g?: number;
  readonly eta?: number;
  readonly delay?: string;
  readonly duration?: number;
  readonly cells?: number;
  readonly step?: number;
}

/** Brunel's network at a tenth of its size: what the diffusion approximation makes of it depends on in-degrees alone. */
const brunel = ({ g = 5, eta = 2, delay = "1.5 ms", duration = 200, cells = 800, step = 0.1 }: Brunel = {}) => `
neurons: { lif: { equations: tau_m*dV/dt = -V, initial: { V: 0 mV }, spike: V > 20 mV, reset: { V: 10 mV }, refractory: 2 ms, parameters: { tau_m: 20 ms } } }
populations: { E: { neuron: lif, size: 1000 }, I: { neuron: lif, size: 250 } }
projections:
  - { from: E, to: [E, I], synapse: { kind: delta, into: V }, weight: 0.1 mV, delay: "${delay}", connect: { indegree: 1000 } }
  - { from: I, to: [E, I], synapse: { kind: delta, into: V }, weight: ${-g * 0.1} mV, delay: "${delay}", connect: { indegree: 250 } }
stimuli: [{ to: [E.V, I.V], poisson: { rate: ${10 * eta} /ms, weight: 0.1 mV } }]
run: { transient: 0 ms, duration: ${duration} ms, step: ${step} ms, scale: fokker-planck, bin: 0.1 ms, options: { fokker-planck: { cells: ${cells} } } }
record: { E: [activity] }
`;

describe("Brunel's network", () => {
  test("rests where Siegert's equation has it", async () => {
    const [density, rate] = await Promise.all([statesOf(brunel(), "fokker-planck"), statesOf(brunel(), "rate")]);
    expect(density.states).toHaveLength(1);
    // One equation, solved by two programs: to their tolerances.
    expect(density.states[0]!.activities[0]! / rate.states[0]!.activities[0]! - 1).toBeCloseTo(0, 8);
    // Brunel 2000, figure 8C, theory.
    expect(Math.abs(density.states[0]!.activities[0]! - 37.95)).toBeLessThan(0.01);
  });

  test("comes to rest there, with an error of second order in the potential", async () => {
    const { states } = await statesOf(brunel(), "rate");
    const exact = states[0]!.activities[0]!;
    const misses = [200, 400].map((cells) => 1000 * run(brunel({ cells })).activities.E!.final - exact) as [number, number];
    expect(Math.abs(misses[1])).toBeLessThan(2e-3 * exact);
    expect(Math.log2(misses[0] / misses[1])).toBeGreaterThan(1.7);
    expect(Math.log2(misses[0] / misses[1])).toBeLessThan(2.3);
  });

  test("swings into it as the leading eigenvalue says", { tags: "slow" }, async () => {
    // Near the onset of the fast rhythm the pair of modes outlives all others; after 300 ms it is small enough to be linear.
    const near = { g: 5.5, eta: 3.5 };
    const { states } = await statesOf(brunel(near), "fokker-planck");
    const [re, im] = states[0]!.eigenvalues[0]!;
    const misses = [0.1, 0.05].map((step) => {
      const activity = run(brunel({ ...near, duration: 800, step })).values.get("E.activity")!;
      const rest = activity.at(-1)!;
      const x = activity.slice(3000, 4000).map((value) => value - rest);
      // x(t + 2 h) = p x(t + h) - q x(t), with p = 2 e^(re h) cos(im h) and q = e^(2 re h); least squares, at h = 1 ms.
      const h = 10;
      let [aa, ab, bb, ay, by] = [0, 0, 0, 0, 0];
      for (let k = 0; k + 2 * h < x.length; k++) {
        const [a, b, y] = [x[k + h]!, -x[k]!, x[k + 2 * h]!];
        [aa, ab, bb, ay, by] = [aa + a * a, ab + a * b, bb + b * b, ay + a * y, by + b * y];
      }
      const [p, q] = [(ay * bb - by * ab) / (aa * bb - ab * ab), (aa * by - ab * ay) / (aa * bb - ab * ab)];
      return [Math.log(q) / 2 - re, Math.acos(p / (2 * Math.sqrt(q))) - im] as const;
    });
    // With z = re + i im the scheme has z - z^3 h^2/3 at its step h: 0.4 % of z at 0.1 ms, a quarter of it at half the step.
    const [whole, half] = misses.map(([a, b]) => Math.hypot(a, b)) as [number, number];
    expect(whole).toBeLessThan(0.004 * im);
    expect(Math.log2(whole / half)).toBeGreaterThan(1.6);
  });

  test("is not at rest where he saw a fast rhythm and a slow one, and delays that are drawn undo the volleys", {
    tags: "slow",
  }, async () => {
    const rhythm = async (given: Brunel) => (await statesOf(brunel(given), "fokker-planck")).states[0]!.eigenvalues[0]!;
    const [fast, slow, volleys, spread] = await Promise.all([
      rhythm({ g: 6, eta: 4 }),
      rhythm({ g: 4.5, eta: 0.9 }),
      rhythm({ g: 3 }),
      rhythm({ g: 3, delay: "uniform(0.1 ms, 2.9 ms)" }),
    ]);
    expect(fast[0]).toBeGreaterThan(0);
    // His simulations: near 180 Hz, and, far from its onset, 22 Hz; the linear frequency of a slow rhythm is higher.
    expect(Math.abs((1000 * fast[1]) / (2 * Math.PI) - 180)).toBeLessThan(0.1 * 180);
    expect(slow[0]).toBeGreaterThan(0);
    expect((1000 * slow[1]) / (2 * Math.PI)).toBeGreaterThan(20);
    expect((1000 * slow[1]) / (2 * Math.PI)).toBeLessThan(40);
    expect(volleys[0]).toBeGreaterThan(0);
    expect(spread[0]).toBeLessThan(volleys[0]!);
  });
});

/** Neurons under currents of spikes that decay exponentially, from outside and from one another. */
const currents = (recurrent: string, rate = 18) => `
neurons: { lif: { equations: "tau_m*dV/dt = -65 mV - V + tau_m/C*I", inputs: { I: pA }, initial: { V: -60 mV }, spike: V > -50 mV, reset: { V: -65 mV }, refractory: 2 ms, parameters: { tau_m: 10 ms, C: 250 pF } } }
populations: { n: { neuron: lif, size: 1000 } }
projections: [${recurrent}]
stimuli: [{ to: n, synapse: { kind: exponential, tau: 0.5 ms, into: I }, poisson: { rate: ${rate} /ms, weight: "normal(87.8 pA, 20 pA)" } }]
run: { duration: 300 ms, step: 0.1 ms, scale: fokker-planck, options: { fokker-planck: { cells: 1600 } } }
record: { n: [activity, mean(V)] }
`;
const inhibition = (connect: string, weight = "-50 pA") =>
  `{ from: n, to: n, synapse: { kind: exponential, tau: 0.5 ms, into: I }, weight: ${weight}, delay: 1 ms, connect: ${connect} }`;

describe("filtered spikes", () => {
  test("move threshold and reset, as in the scale rate", async () => {
    const text = currents(inhibition("{ indegree: 50 }"));
    const [density, rate] = await Promise.all([statesOf(text, "fokker-planck"), statesOf(text, "rate")]);
    expect(density.states[0]!.activities[0]! / rate.states[0]!.activities[0]! - 1).toBeCloseTo(0, 8);
    // The error of 1600 cells, of second order.
    expect(Math.abs(1000 * run(text).activities.n!.final - rate.states[0]!.activities[0]!)).toBeLessThan(
      2e-3 * rate.states[0]!.activities[0]!,
    );
  });

  test("of connections from all to all make no noise, those of random ones do", async () => {
    // 1000 connections, or 50 of twenty times the weight: one mean, below threshold, so that the noise of the latter raises the rate.
    const rateOf = async (connect: string, weight: string) =>
      (await statesOf(currents(inhibition(connect, weight), 8), "fokker-planck")).states[0]!.activities[0]!;
    const [all, many, few] = await Promise.all([
      rateOf("all", "-10 pA"),
      rateOf("{ indegree: 1000 }", "-10 pA"),
      rateOf("{ indegree: 50 }", "-200 pA"),
    ]);
    expect(all).toBeLessThan(many);
    expect(many).toBeLessThan(few);
  });
});

/** Membranes that never fire under Poisson trains of both signs, which pass a synapse. */
const filtered = (tau: number, cells: number) => `
units: none
neurons: { leaky: { equations: dV/dt = -V + I, inputs: { I: 1 }, initial: { V: "normal(0, 0.3)" }, hazard: 0*V, reset: { V: 0 } } }
populations: { n: { neuron: leaky, size: 10 } }
stimuli:
  - { to: n, synapse: { kind: exponential, tau: ${tau}, into: I }, poisson: { rate: 100, weight: ${0.1 / tau} } }
  - { to: n, synapse: { kind: exponential, tau: ${tau}, into: I }, poisson: { rate: 100, weight: ${-0.1 / tau} } }
run: { duration: 0.4, every: 0.4, step: 0.0025, scale: fokker-planck, options: { fokker-planck: { cells: ${cells}, V: [-7, 7] } } }
record: { n: [density] }
`;

test("noise through a synapse lags as Campbell's theorem says, to second order in its time constant", () => {
  const t = 0.4;
  const misses = [0.1, 0.05].map((tau) => {
    // V answers a spike with 0.1 (e^-t - e^(-t/tau))/(1 - tau): integrals of its square, to t and to infinity.
    const square = (part: (rate: number) => number) => part(2) - 2 * part(1 + 1 / tau) + part(2 / tau);
    const exact = square((rate) => (1 - Math.exp(-rate * t)) / rate) / square((rate) => 1 / rate);
    const [coarse, fine] = [400, 800].map((cells) => variance(run(filtered(tau, cells)).values.get("n.density")!.slice(-cells), -7, 7));
    const begun = 0.09 * Math.exp(-2 * t);
    // In the diffusion approximation the variance settles to 200 0.1^2/2.
    return (4 * fine! - coarse!) / 3 - begun - exact;
  }) as [number, number];
  // Without a lag the variance is 0.15 too large, and 0.07.
  expect(Math.abs(misses[0])).toBeLessThan(1.5 * 0.1 * 0.1);
  expect(Math.abs(misses[1])).toBeLessThan(1.5 * 0.05 * 0.05);
});

function variance(density: readonly number[], low: number, high: number): number {
  const width = (high - low) / density.length;
  const moment = (power: (v: number) => number) => density.reduce((sum, p, i) => sum + width * p * power(low + (i + 0.5) * width), 0);
  const mean = moment((v) => v);
  return moment((v) => (v - mean) ** 2);
}

test("delays that are drawn share the connections among all steps", () => {
  const plan = (delay: string) => {
    const { experiment } = bindText(brunel({ delay }));
    return planDensities(experiment!, { scheme: "bdf2", grid: () => densityGrid(-20, 20, 40) }).couplings;
  };
  const [fixed, spread] = [plan("1.5 ms"), plan("uniform(0.1 ms, 2.9 ms)")];
  const sum = (all: typeof fixed, of: (one: (typeof fixed)[number]) => number) => all.reduce((total, one) => total + of(one), 0);
  expect(spread.length).toBe(29 * fixed.length);
  for (const what of ["factor", "diffusion"] as const)
    expect(sum(spread, (one) => one[what]) / sum(fixed, (one) => one[what])).toBeCloseTo(1, 12);
  expect(sum(spread, ({ diffusion, delay }) => diffusion * delay) / sum(fixed, ({ diffusion }) => diffusion)).toBeCloseTo(15, 2);
});

describe("what is left out of the noise is said", () => {
  /** What a run of 20 ms under Poisson trains through a synapse remarks. */
  const remarksOf = (synapse: string) => {
    const text = currents("")
      .replace("{ kind: exponential, tau: 0.5 ms, into: I }", synapse)
      .replace("duration: 300 ms", "duration: 20 ms");
    const { experiment } = bindText(text);
    const simulation = fokkerPlanck.create(fokkerPlanck.plan(experiment!, { seed: 1 }), { from: 0, to: 1 });
    simulation.advance(20);
    const remarks = simulation.remarks!();
    simulation.close();
    return remarks.filter(({ code }) => code === "density-filtered" || code === "density-white");
  };

  test("a filter, by how far it moves threshold and reset", () => {
    // 1.0326 sqrt(2 D tau_s) of Fourcaud and Brunel, with 18 spikes per ms that add 0.5 ms times 87.8 +- 20 pA over 250 pF each.
    const diffusion = 0.5 * 18 * (87.8 ** 2 + 20 ** 2) * (0.5 / 250) ** 2;
    const by = Number((1.0326265766 * Math.sqrt(2 * diffusion * 0.5)).toPrecision(2));
    expect(remarksOf("{ kind: exponential, tau: 0.5 ms, into: I }")).toEqual([
      { code: "density-filtered", data: { where: "n", by: `${by} mV` } },
    ]);
  });

  test("a rise, which nothing stands for", () => {
    expect(remarksOf("{ kind: alpha, tau: 0.5 ms, into: I }")).toEqual([{ code: "density-white", data: { where: "n" } }]);
  });
});

describe("what is no white noise is refused", () => {
  const conductance = (connect: string) => `
neurons: { lif: { equations: "tau_m*dV/dt = -V + g*(50 mV - V) + 5 mV*sqrt(tau_m)*xi", inputs: { g: 1 }, initial: { V: 0 mV }, spike: V > 20 mV, reset: { V: 10 mV }, parameters: { tau_m: 20 ms } } }
populations: { n: { neuron: lif, size: 1000 } }
projections: [{ from: n, to: n, synapse: { kind: exponential, tau: 5 ms, into: g }, weight: 0.001, delay: 1 ms, connect: ${connect} }]
run: { duration: 10 ms, step: 0.1 ms, scale: fokker-planck }
`;
  test("random connections through a conductance, but not those from all to all", () => {
    expect(refusals(conductance("{ indegree: 100 }"))).toEqual(["density-noise"]);
    expect(refusals(conductance("all"))).toEqual([]);
  });
  test("Poisson rates that differ between neurons", () => {
    expect(refusals(brunel().replace("rate: 20 /ms", 'rate: "uniform(15 /ms, 25 /ms)"'))).toEqual(["density-poisson", "density-poisson"]);
  });
});

test("a run goes on from a snapshot with the same bits while sources begin and end", () => {
  const { experiment } = bindText(membrane(0.01, 200));
  const plan = fokkerPlanck.plan(experiment!, { seed: 1 });
  const take = (simulation: ReturnType<typeof fokkerPlanck.create>) => {
    const values: number[] = [];
    simulation.advance(2);
    simulation.drain(({ data }) => values.push(...data));
    return values;
  };
  const whole = fokkerPlanck.create(plan, { from: 0, to: 1 });
  const part = fokkerPlanck.create(plan, { from: 0, to: 1 });
  whole.advance(0.7);
  whole.drain(() => {});
  part.restore!(whole.save!());
  expect(take(part)).toEqual(take(whole));
});
