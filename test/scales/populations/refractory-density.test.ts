/** Infinite populations by the time since the last spike: closed forms, conservation, an independent program, orders. */
import { describe, expect, test } from "vitest";
import { escapeNeuron, mesoscopic, pair, refractoryDensity, run } from "./support.ts";

const single = (step: string, more = "", duration = "1.5 s") =>
  `${escapeNeuron()}populations: { n: { neuron: escape, size: 1000 } }\nrun: { transient: 1 s, duration: ${duration}, step: ${step}, seed: 1${more} }\nrecord: { n: [activity, mass] }\n`;

/** Stationary rate of the neuron, from a quadrature in 30 digits (Hz). */
const exact = 13.7231371998;

describe("the stationary rate", () => {
  const rates = ["0.2 ms", "0.1 ms", "0.05 ms"].map((step) => 1000 * run(single(step), refractoryDensity).activities.n!.final);

  test("comes to that of renewal theory with the step, to first order: spikes count at the end of their step", () => {
    // An interval is half a step too long in the mean, and no other error of that order is there: kills a refractory time that is a step off.
    const errors = rates.map((rate) => rate - exact);
    expect(errors[1]! / exact).toBeCloseTo((-0.05 * exact) / 1000, 5);
    expect(errors[0]! / errors[1]!).toBeCloseTo(2, 1);
    const second = [2 * rates[1]! - rates[0]!, 2 * rates[2]! - rates[1]!];
    // The pool of those who have not fired for 5 tau_m is worth 1.4e-6.
    expect(Math.abs((4 * second[1]! - second[0]!) / 3 / exact - 1)).toBeLessThan(3e-6);
  });

  test("is that of the cohorts by themselves on the coarse grid, to what it tolerates by its own estimate", () => {
    const coarse = run(single("0.1 ms", ", options: { refractory-density: { grid: coarse } }"), refractoryDensity).activities.n!;
    const error = Math.abs((1000 * coarse.final) / rates[1]! - 1);
    expect(error).toBeLessThan(coarse.gridError);
    // It is as coarse as it may be: kills a grid that does not coarsen, or one that is finer than it has to be.
    expect(coarse.gridError).toBeGreaterThan(6e-4);
    expect(coarse.gridError).toBeLessThan(1.6e-3);
    // Hazards that are too high are made up for by fewer survivors, so that the rate is nearer than they are.
    expect(coarse.gridError).toBeLessThan(30 * error);
  });

  test("with adaptation is the same on both grids, to 1e-4", () => {
    // Spikes of their own cohort before a neuron's last one, and traces of neurons that have fired since: without the first the coarse grid
    // is off by 1.1e-3, with means over survivors in the place of the second by 1.2e-3.
    const finals = ["uniform", "coarse"].map((grid) => {
      const text = `neurons:
  adapting:
    equations: |
      tau_m*dV/dt = -V + mu
      tau_a*dtheta/dt = -theta
    initial: { V: 0 mV, theta: 0 mV }
    hazard: c*exp((V - V_th - theta)/Delta_u)
    reset: { V: 0 mV, theta: theta + J_a }
    refractory: 4 ms
    parameters: { tau_m: 20 ms, tau_a: 100 ms, mu: 20 mV, c: 10 Hz, V_th: 10 mV, Delta_u: 2 mV, J_a: 3 mV }
populations: { n: { neuron: adapting, size: 500 } }
run: { duration: 1.5 s, step: 0.2 ms, seed: 1, options: { refractory-density: { grid: ${grid} } } }
record: { n: [activity] }
`;
      return run(text, refractoryDensity).activities.n!.final;
    });
    expect(Math.abs(finals[1]! / finals[0]! - 1)).toBeLessThan(1e-4);
  });
});

test("no mass is lost: 1e5 steps, each grid", () => {
  for (const grid of ["uniform", "coarse"]) {
    const text = single("0.1 ms", `, options: { refractory-density: { grid: ${grid} } }`, grid === "coarse" ? "10 s" : "2 s");
    expect(run(text, refractoryDensity).activities.n!.massError).toBeLessThan(1e-12);
  }
});

/**
 * The same law written down by itself: m[k] neurons fired k steps ago, in plain doubles and with `Math.exp`. The membrane of those who fired at
 * the same time, the trapezoid of the hazard, and spikes that arrive after their delay.
 */
function written(h: number, steps: number, coupling: number): readonly number[] {
  const [N, tau, mu, c, threshold, width, rest, delay, tauS] = [1000, 20, 18, 0.01, 15, 2, 4, 1, 3];
  const ages = Math.round(400 / h);
  const k0 = Math.round(rest / h);
  let mass = new Float64Array(ages + 1);
  let V = new Float64Array(ages + 1);
  // Nobody has fired: all are at the old end, and begin at 0 mV.
  mass[ages] = N;
  const hazard = (v: number) => c * Math.exp((v - threshold) / width);
  const fired: number[] = [];
  let s = 0;
  const [decay, decayS] = [Math.exp(-h / tau), Math.exp(-h / tauS)];
  // RI of the step, as the membrane takes it in: the integral of exp(-(h - t)/tau) exp(-t/tauS)/tau.
  const taken = (tauS / (tauS - tau)) * (decayS - decay);
  for (let n = 1; n <= steps; n++) {
    const [nextMass, nextV] = [new Float64Array(ages + 1), new Float64Array(ages + 1)];
    let spikes = 0;
    for (let k = 0; k <= ages; k++) {
      const isResting = k < k0;
      const v = isResting ? 0 : V[k]! * decay + mu * (1 - decay) + s * taken;
      const p = isResting ? 0 : 1 - Math.exp((-h / 2) * (hazard(V[k]!) + hazard(v)));
      spikes += p * mass[k]!;
      const to = Math.min(ages, k + 1);
      const stay = (1 - p) * mass[k]!;
      nextV[to] = nextMass[to]! + stay > 0 ? (nextMass[to]! * nextV[to]! + stay * v) / (nextMass[to]! + stay) : v;
      nextMass[to]! += stay;
    }
    nextMass[0] = spikes;
    fired.push(spikes / (N * h));
    const arriving = n - Math.round(delay / h) - 1;
    s = s * decayS + (arriving >= 0 ? coupling * N * h * fired[arriving]! : 0);
    [mass, V] = [nextMass, nextV];
  }
  return fired;
}

test("a coupled population from its first step on is that of a program written by itself, to 1e-10", () => {
  const text = `${escapeNeuron()}populations: { n: { neuron: escape, size: 1000 } }
projections: [{ from: n, to: n, synapse: { kind: exponential, tau: 3 ms, into: RI }, weight: 0.05 mV, delay: 1 ms, connect: all }]
run: { duration: 200 ms, step: 0.1 ms }
record: { n: [activity] }
`;
  const ours = run(text, refractoryDensity).values.get("n.activity")!;
  const theirs = written(0.1, 2000, 0.05);
  expect(ours.length).toBe(2000);
  // Until 104 ms nobody of ours has joined the pool, and afterwards those who do are as good as alike.
  const worst = (from: number, to: number) =>
    Math.max(...ours.slice(from, to).map((one, i) => Math.abs(one - theirs[from + i]!) / theirs[from + i]!));
  expect(worst(0, 1000)).toBeLessThan(1e-10);
  expect(worst(1000, 2000)).toBeLessThan(1e-3);
  // It moves a lot meanwhile: kills a scale that is stationary from the start.
  expect(Math.max(...theirs) / theirs.at(-1)!).toBeGreaterThan(1.7);
});

test("the order of populations, and cutting one into equal halves, change nothing", () => {
  const rest = "run: { duration: 300 ms, step: 0.1 ms }\nrecord: { E: [activity] }\n";
  const whole = run(pair(rest), refractoryDensity).values.get("E.activity")!;
  const turned = run(pair(rest, ["I", "E"]), refractoryDensity).values.get("E.activity")!;
  const cut = pair(rest)
    .replace("size: 800,", "size: 800, groups: { a: [0, 400], b: [400, 800] },")
    .replace("{ E: [activity] }", "{ E: [activity], E.a: [activity] }");
  const halves = run(cut, refractoryDensity);
  const differs = (a: readonly number[], b: readonly number[]) => Math.max(...a.map((one, i) => Math.abs(one - b[i]!)));
  expect(differs(whole, turned)).toBe(0);
  expect(differs(whole, halves.values.get("E.activity")!)).toBeLessThan(1e-14);
  expect(differs(whole, halves.values.get("E.activity of a")!)).toBeLessThan(1e-14);
});

test("other units of time and voltage change nothing but rounding", () => {
  const physical = run(single("0.1 ms", "", "200 ms"), refractoryDensity).activities.n!.final;
  const plain = single("0.0001", ", ", "0.2")
    .replace("neurons:", "units: none\nneurons:")
    .replaceAll(/(\d+) ms/g, (_, n) => `${Number(n) / 1000}`)
    .replace("RI: mV", "RI: 1")
    .replaceAll(" mV", "")
    .replace("c: 10 Hz", "c: 10")
    .replace("transient: 1 s", "transient: 1")
    .replace("seed: 1, ", "seed: 1");
  const bare = run(plain, refractoryDensity).activities.n!.final;
  expect(Math.abs(bare / (1000 * physical) - 1)).toBeLessThan(1e-9);
});

describe("adaptation, by what earlier spikes have left in the mean", () => {
  const adapting = (grid: string, duration: string) => `${escapeNeuron({
    equations: "tau_m*dV/dt = -V + mu + RI\ntau_a*dtheta/dt = -theta",
    initial: "V: 0 mV, theta: 0 mV",
    hazard: "c*exp((V - V_th - theta)/Delta_u)",
    reset: "V: V_r, theta: theta + J_a/tau_a",
    parameters: ", tau_a: 100 ms, J_a: 100 mV*ms",
  })}populations: { n: { neuron: escape, size: 500, parameters: { mu: 27 mV, V_th: 10 mV } } }
run: { duration: ${duration}, step: 0.5 ms, options: { refractory-density: { grid: ${grid} } } }
record: { n: [activity] }
`;

  test("is that of the sum over all cohorts, written by itself", () => {
    // The sum of 1 - exp(-theta/Delta) over older cohorts, times n/N, and theta itself of the last spike.
    const [h, N, tau, mu, c, threshold, width, tauA, jump] = [0.5, 500, 20, 27, 0.01, 10, 2, 100, 1];
    const steps = 400;
    const born: number[] = [N];
    const mass: number[] = [N];
    const v: number[] = [0];
    const before: number[] = [c * Math.exp((0 - threshold) / width)];
    const age: number[] = [Number.POSITIVE_INFINITY];
    const activity: number[] = [];
    const decay = Math.exp(-h / tau);
    for (let n = 1; n <= steps; n++) {
      let [earlier, spikes] = [0, 0];
      for (let k = 0; k < mass.length; k++) {
        age[k]! += h;
        const own = jump * Math.exp(-age[k]! / tauA);
        if (age[k]! > 4) {
          const next = v[k]! * decay + mu * (1 - decay);
          const after = c * Math.exp((next - threshold - own) / width - earlier);
          const p = 1 - Math.exp((-h / 2) * (before[k]! + after));
          spikes += p * mass[k]!;
          mass[k]! *= 1 - p;
          v[k] = next;
          before[k] = after;
        } else before[k] = c * Math.exp((0 - threshold - own) / width - earlier);
        earlier += (born[k]! / N) * (1 - Math.exp(-own / width)) * (k > 0 ? 1 : 0);
      }
      born.push(spikes);
      mass.push(spikes);
      v.push(0);
      age.push(0);
      before.push(c * Math.exp((0 - threshold - jump) / width - earlier));
      activity.push(spikes / (N * h));
    }
    const ours = run(adapting("uniform", "200 ms"), refractoryDensity).values.get("n.activity")!;
    const worst = Math.max(...ours.map((one, i) => Math.abs(one / activity[i]! - 1)));
    expect(worst).toBeLessThan(1e-6);
    // Without adaptation it is 45.5 Hz: kills one that forgets it.
    expect(activity.at(-1)! * 1000).toBeLessThan(40);
  });

  test("on the coarse grid, with the long memory of those in the pool, to 1e-3", () => {
    const [uniform, coarse] = ["uniform", "coarse"].map((grid) => run(adapting(grid, "1.5 s"), refractoryDensity).activities.n!.final);
    expect(Math.abs(coarse! / uniform! - 1)).toBeLessThan(1e-3);
  });
});

test("elapsed time: the hazard names the age, the document gives the ages at the beginning, and the cycle is that of its own program", () => {
  const text = (step: number) => `
units: none
neurons:
  aged:
    equations: |
      lambda*dX/dt = N - X
      sigma = 2 - (J*X)^4/(1 + (J*X)^4)
    inputs: { N: 1 }
    initial: { X: 0.3 }
    hazard: heaviside(age - sigma)
    parameters: { J: 2.75, lambda: 0.1 }
populations:
  n: { neuron: aged, size: 20000, initial-age: "truncated(normal(0.5, 0.1), 0, infinity)" }
projections:
  - { from: n, to: n, synapse: { kind: activity, into: N } }
run: { transient: 20, duration: 20, step: ${step} }
record: { n: [activity] }
`;
  const periods = [0.01, 0.005, 0.0025].map((step) => {
    const found = run(text(step), refractoryDensity);
    const [values, times] = [found.values.get("n.activity")!, found.times.get("n.activity")!];
    const crossings = values.flatMap((value, i) => (i > 0 && values[i - 1]! < 0.45 && value >= 0.45 ? [times[i]!] : []));
    expect(Math.min(...values)).toBeCloseTo(0.2367, 2);
    expect(Math.max(...values)).toBeCloseTo(0.6192, 2);
    return (crossings.at(-1)! - crossings[0]!) / (crossings.length - 1);
  });
  // Pakdaman, Perthame and Salort's model at J = 2.75, lambda = 0.1: the period of a program in first order tends to 2.025 (its own last two
  // are 2.0343 and 2.0297). Edges of `heaviside` lie on the grid, so that the order is one at best and the limit is known to some 1e-3.
  expect(Math.abs(2 * periods[2]! - periods[1]! - 2.025)).toBeLessThan(0.006);
  expect(periods[0]! - periods[2]!).toBeGreaterThan(0);
});

test("ages at the beginning reach into refractoriness: whoever fired t_ref ago can fire, and no sooner", () => {
  const text = `
neurons:
  dead: { inputs: { rate: Hz }, hazard: rate, refractory: 10 ms }
populations: { n: { neuron: dead, size: 1000, initial-age: "uniform(0 ms, 10 ms)" } }
stimuli: [{ to: n.rate, step: { amplitude: 50 Hz } }]
run: { duration: 10 ms, step: 0.1 ms }
record: { n: [activity] }
`;
  const activity = run(text, refractoryDensity).values.get("n.activity")!;
  // Before anybody fires twice the free neurons x grow by 1/10 ms and fire with nu: x = (1 - exp(-nu t))/(nu 10 ms), and A = nu x.
  for (const k of [9, 49, 99]) expect(activity[k]! / ((1 - Math.exp(-0.05 * 0.1 * (k + 1))) / 10)).toBeCloseTo(1, 1);
});

test("the mesoscopic scale of many neurons comes to it", () => {
  const text = single("0.1 ms", "", "1.2 s").replace("size: 1000", "size: 1000000000");
  const [many, all] = [run(text, mesoscopic).activities.n!.mean, run(text, refractoryDensity).activities.n!.mean];
  // Fluctuations of 3.8e6 spikes are 5e-4 of their number times the CV; floats and the coarse grid add 1e-4.
  expect(Math.abs(many / all - 1)).toBeLessThan(3e-4);
});
