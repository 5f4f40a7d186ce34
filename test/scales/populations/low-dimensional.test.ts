/** Populations as a few modes: an exact delay equation, closed forms of its response and spectrum, orders, conservation, refusals. */
import { describe, expect, test } from "vitest";
import {
  deadTimePoisson,
  deadTimePoissonCouplings,
  escapeLif,
  type ModeCouplings,
  mesoscopicSpectrum,
  renewalLaw,
} from "../../../src/theory/index.ts";
import { bindText } from "../../model/open.ts";
import { escapeNeuron, lowDimensional, refractoryDensity, refusals, run } from "./support.ts";

const [nu, dead, width, tau] = [0.05, 10, 4, 2];
const hazard = (h: number) => nu * Math.exp(h / width);
/** Poisson neurons with dead time whose hazard follows h. */
const poisson = (rest: string, population = "size: 1000") => `
neurons:
  poisson:
    equations: tau_h*dh/dt = -h + mu + RI
    inputs: { RI: mV }
    initial: { h: 4 mV }
    hazard: nu*exp(h/Delta_u)
    refractory: 10 ms
    parameters: { tau_h: 2 ms, mu: 4 mV, nu: 50 Hz, Delta_u: 4 mV }
populations: { n: { neuron: poisson, ${population} } }
${rest}`;
const quiet = (modes: number, step: string, duration: string, stimulus: string, remainder = "relaxation") =>
  poisson(
    `stimuli: [{ to: n.RI, ${stimulus} }]\nrun: { duration: ${duration}, step: ${step}, options: { low-dimensional: { modes: ${modes}, noise: none, remainder: ${remainder} } } }\nrecord: { n: [activity, mass] }\n`,
  );

/** A(t) = nu(h) G, G' = -nu(h) G + A(t - dead): exact for these neurons. Heun's method on a fine grid, from neurons that have not fired. */
function delayed(h: (t: number) => number, duration: number, step: number): Float64Array {
  const [count, lag] = [Math.round(duration / step), Math.round(dead / step)];
  const free = new Float64Array(count + 1).fill(1);
  const activity = new Float64Array(count + 1).fill(hazard(h(0)));
  const before = (i: number) => (i < 0 ? 0 : activity[i]!);
  for (let i = 0; i < count; i++) {
    const here = before(i - lag) - hazard(h(i * step)) * free[i]!;
    const there = before(i + 1 - lag) - hazard(h((i + 1) * step)) * (free[i]! + step * here);
    free[i + 1] = free[i]! + 0.5 * step * (here + there);
    activity[i + 1] = hazard(h((i + 1) * step)) * free[i + 1]!;
  }
  return activity;
}

const closed = (h: number, modes: number): ModeCouplings =>
  deadTimePoissonCouplings({ hazard: hazard(h), deadTime: dead, hazardSlope: hazard(h) / width }, modes);

describe("relaxation after a step of the current", () => {
  const start = 60;
  const exact = delayed((t) => 4 + (t < start ? 0 : 4 * (1 - Math.exp(-(t - start) / tau))), 120, 0.01);
  /** Largest error between two times. */
  const error = (modes: number, from: number, to: number) => {
    const { values, times, outcome } = run(quiet(modes, "0.05 ms", "120 ms", "step: { amplitude: 4 mV }, start: 60 ms"), lowDimensional);
    expect(outcome.kind).toBe("reached");
    const at = times.get("n.activity")!;
    const errors = values.get("n.activity")!.map((rate, i) => Math.abs(rate - exact[Math.round(at[i]! / 0.01)]!));
    return Math.max(...errors.filter((_, i) => at[i]! > from && at[i]! < to));
  };
  const rate = exact.at(-1)!;

  test("comes to the exact delay equation with the number of modes", { tags: "slow" }, () => {
    const errors = [1, 2, 4, 8].map((modes) => error(modes, start, 120));
    // As one over the number of modes, where the current jumps; kills an amplitude that does not feel another, with which it does not fall.
    expect(errors[0]! / rate).toBeLessThan(0.2);
    expect(errors[2]! / rate).toBeLessThan(0.07);
    expect(errors[3]! / rate).toBeLessThan(0.04);
    for (const k of [1, 2, 3]) expect(errors[k]!).toBeLessThan(0.8 * errors[k - 1]!);
  });

  test("begins with neurons that have not fired, whose burst a mode keeps as it decays", () => {
    // One mode and another decay as e^(-0.153 t) and e^(-0.239 t): a start from rest, or from neurons of age 0, is wrong by 0.3 of the rate.
    expect(error(1, 20, 60) / rate).toBeLessThan(0.02);
    expect(error(4, 10.5, 60) / rate).toBeLessThan(0.02);
  });

  test("has steps of second order, and conserves the mass to the last bit", () => {
    const final = (step: string) => {
      const { activities } = run(quiet(2, step, "8 ms", "step: { amplitude: 4 mV }"), lowDimensional);
      expect(activities.n!.massError).toBe(0);
      return activities.n!.mean;
    };
    const [coarse, middle, fine] = ["0.4 ms", "0.2 ms", "0.1 ms"].map(final);
    expect((coarse! - middle!) / (middle! - fine!)).toBeCloseTo(4, 0);
  });
});

test("the response to a weak sine has the amplitude of the closed form of its modes where nothing stands for others", () => {
  const [amplitude, frequency] = [0.01, 0.06];
  const text = quiet(2, "0.05 ms", "400 ms", "sine: { amplitude: 0.01 mV, frequency: 60 Hz }", "none");
  const { values, times } = run(text, lowDimensional);
  const omega = 2 * Math.PI * frequency;
  const { rateSlope, modes, drive } = closed(4, 2);
  // chi = F_0' - i omega sum_n (w_n c_n/(i omega - lambda_n) + its conjugate mode)/2, behind 1/(1 + i omega tau).
  let chi: readonly [number, number] = [rateSlope, 0];
  const add = (w: readonly [number, number], lambda: readonly [number, number]) => {
    const [x, y] = [-lambda[0], omega - lambda[1]];
    const size = x * x + y * y;
    const [re, im] = [(w[0] * x + w[1] * y) / size, (w[1] * x - w[0] * y) / size];
    chi = [chi[0] + omega * im, chi[1] - omega * re];
  };
  for (const [n, { eigenvalue, slope }] of modes.entries()) {
    const size = slope[0] * slope[0] + slope[1] * slope[1];
    const [a, b] = drive[n]!;
    const w = [(a * slope[0] + b * slope[1]) / size, (b * slope[0] - a * slope[1]) / size] as const;
    add(w, eigenvalue);
    add([w[0], -w[1]], [eigenvalue[0], -eigenvalue[1]]);
  }
  const size = Math.hypot(...chi) / Math.hypot(1, omega * tau);
  let [cosine, sine, count] = [0, 0, 0];
  const found = values.get("n.activity")!;
  for (const [i, t] of times.get("n.activity")!.entries()) {
    // Whole periods of 50/3 ms after the transient.
    if (t < 150 || t > 350) continue;
    cosine += found[i]! * Math.cos(omega * t);
    sine += found[i]! * Math.sin(omega * t);
    count++;
  }
  const measured = (2 * Math.hypot(cosine, sine)) / count / amplitude;
  // The second order of the amplitude is 1e-5 of the first; kills a c_n0 without its conjugate.
  expect(Math.abs(measured / size - 1)).toBeLessThan(2e-3);
});

/** Power of the activity at multiples of the lowest frequency of segments, means over them. */
function powers(found: readonly number[], step: number, segment: number, rate: number, at: readonly number[]): readonly number[] {
  const segments = Math.floor(found.length / segment);
  return at.map((k) => {
    let power = 0;
    for (let s = 0; s < segments; s++) {
      let [re, im] = [0, 0];
      for (let i = 0; i < segment; i++) {
        const angle = (2 * Math.PI * k * i) / segment;
        re += (found[s * segment + i]! - rate) * Math.cos(angle);
        im += (found[s * segment + i]! - rate) * Math.sin(angle);
      }
      power += (re * re + im * im) * (step / segment);
    }
    return power / segments;
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

describe("the activity of finitely many neurons", () => {
  const { rate, modes } = closed(4, 1);
  // Lambda = 1/sigma of the intervals, F_0/CV; CV = 1/(1 + nu Delta).
  const cv = 1 / (1 + hazard(4) * dead);
  const lambda = rate / cv;
  const at = [1, 3, 6, 10, 13, 16, 20, 40];
  /** Powers over those of a formula. */
  const ratios = (options: string, expected: (omega: number) => number) => {
    const text = poisson(
      `run: { transient: 100 ms, duration: 20.58 s, step: 0.1 ms, seed: 3, options: { low-dimensional: { modes: 1${options} } } }\nrecord: { n: [activity] }\n`,
    );
    const { values, activities } = run(text, lowDimensional);
    expect(Math.abs(activities.n!.mean / rate - 1)).toBeLessThan(0.002);
    return powers(values.get("n.activity")!, 0.1, 2048, rate, at).map((power, i) => power / expected((2 * Math.PI * at[i]!) / 204.8));
  };
  // 100 segments: 5 standard errors of one frequency, and of the mean over all.
  const agree = (found: readonly number[]) => {
    for (const ratio of found) expect(Math.abs(ratio - 1)).toBeLessThan(0.5);
    expect(Math.abs(mean(found) - 1)).toBeLessThan(0.18);
  };

  test("has the spectrum of the published linear equations where nothing stands for the other modes", { tags: "slow" }, () => {
    agree(ratios(", remainder: none", (omega) => spectrum(omega, rate, lambda, modes)));
  });

  test("has the spectrum of all modes, nearly, with what stands for them", { tags: "slow" }, () => {
    const [{ eigenvalue, slope }] = modes as [ModeCouplings["modes"][0]];
    const size = slope[0] * slope[0] + slope[1] * slope[1];
    // - m(0), and the integral of m - F_0 without that of the mode, 2 Re(1/(P_L' lambda)).
    const first = -rate + (2 * slope[0]) / size;
    const [a, b] = [slope[0] * eigenvalue[0] - slope[1] * eigenvalue[1], slope[0] * eigenvalue[1] + slope[1] * eigenvalue[0]];
    const integral = 0.5 * (cv * cv - 1) - (2 * a) / (a * a + b * b);
    agree(ratios("", (omega) => spectrum(omega, rate, lambda, modes, [integral, first / integral])));
    // Up to 28 % from the exact spectrum below 1.5 times the rate; the published equations are up to 2.8 times too high, 2.0 on average.
    const law = deadTimePoisson({ hazard: hazard(4), deadTime: dead });
    const near = ratios("", (omega) => mesoscopicSpectrum(law, lambda, omega) / 1000).slice(0, 6);
    expect(Math.abs(mean(near) - 1)).toBeLessThan(0.35);
  });
});

test("leaky neurons have the spectrum of the mesoscopic equations with two modes, to 7 %", { tags: "slow" }, () => {
  const { values, activities } = run(
    `${escapeNeuron()}populations: { n: { neuron: escape, size: 1000 } }
run: { transient: 500 ms, duration: 100.5 s, step: 0.5 ms, seed: 11, options: { low-dimensional: { modes: 2 } } }
record: { n: [activity] }
`,
    lowDimensional,
  );
  // F_0 at mu = 18 mV of the table of renewal theory.
  const rate = 0.0137231371998;
  expect(Math.abs(activities.n!.mean / rate - 1)).toBeLessThan(0.003);
  const law = renewalLaw(escapeLif({ tau: 20, drive: 18, reset: 0, refractory: 4, threshold: 15, slope: 2, rate: 0.01 }));
  if (law.kind !== "law") throw new Error(law.kind);
  // 1 to 40 Hz; 100 segments, 5 standard errors. Without the remainder the power is 2.0 times too high at 5 Hz, 1.5 times on average.
  const at = [1, 3, 5, 7, 9, 11, 13, 15, 17, 20, 25, 40];
  const found = powers(values.get("n.activity")!, 0.5, 2000, rate, at);
  const ratios = found.map((power, i) => (1000 * power) / mesoscopicSpectrum(law, law.lambdaInterval, (2 * Math.PI * at[i]!) / 1000));
  for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(0.57);
  expect(Math.abs(mean(ratios) - 1)).toBeLessThan(0.2);
});

test("leaky neurons answer a step of the current as the refractory density does, in the end and on the way", { tags: "slow" }, () => {
  const text = (options: string) => `${escapeNeuron()}populations: { n: { neuron: escape, size: 1000 } }
stimuli: [{ to: n.RI, step: { amplitude: 1.5 mV }, start: 400 ms }]
run: { transient: 300 ms, duration: 300 ms, step: 0.1 ms${options} }
record: { n: [activity] }
`;
  const few = (modes: number) =>
    run(text(`, options: { low-dimensional: { modes: ${modes}, noise: none } }`), lowDimensional).values.get("n.activity")!;
  const all = run(text(""), refractoryDensity).values.get("n.activity")!;
  const largest = (found: readonly number[], from: number, to: number) =>
    Math.max(...found.slice(from, to).map((one, i) => Math.abs(one / all[from + i]! - 1)));
  const [one, two] = [few(1), few(2)] as const;
  // Before the step, and 150 ms after it: the refractory density is O(h), rate times half a step is 0.09 %.
  for (const found of [one, two]) {
    expect(largest(found, 500, 1000)).toBeLessThan(2e-3);
    expect(largest(found, 2500, 3000)).toBeLessThan(4e-3);
  }
  // On the way by as much as V follows a current that moves; without what stands for other modes by 6 %.
  for (const found of [one, two]) expect(largest(found, 1000, 2500)).toBeLessThan(0.02);
});

/**
 * (r/N) |1 + u/xi ((F_0 - Lambda)/(i omega) - sum_n w_n/(i omega - lambda_n) + D gamma/(i omega + gamma))|^2 with u = xi i omega/(i omega + Lambda).
 *
 * @param remainder  D and gamma
 */
function spectrum(
  omega: number,
  rate: number,
  lambda: number,
  modes: ModeCouplings["modes"],
  [integral, relaxation]: readonly [number, number] = [0, 1],
): number {
  const times = (a: readonly number[], b: readonly number[]) => [a[0]! * b[0]! - a[1]! * b[1]!, a[0]! * b[1]! + a[1]! * b[0]!] as const;
  const over = (a: readonly number[], b: readonly number[]) => {
    const size = b[0]! * b[0]! + b[1]! * b[1]!;
    return times(a, [b[0]! / size, -b[1]! / size]);
  };
  const [x, y] = [over([rate - lambda, 0], [0, omega]), over([integral * relaxation, 0], [relaxation, omega])];
  let inside: readonly [number, number] = [x[0] + y[0], x[1] + y[1]];
  for (const { eigenvalue, slope } of modes)
    for (const sign of [1, -1]) {
      const [re, im] = over(over([-1, 0], [slope[0], sign * slope[1]]), [-eigenvalue[0], omega - sign * eigenvalue[1]]);
      inside = [inside[0] + re, inside[1] + im];
    }
  const [re, im] = times(over([0, omega], [lambda, omega]), inside);
  return (rate / 1000) * ((1 + re) * (1 + re) + im * im);
}

test("neurons that begin at given ages fire when these have passed", () => {
  const text = (age: string) =>
    poisson(
      "run: { duration: 60 ms, step: 0.05 ms, options: { low-dimensional: { modes: 6, noise: none } } }\nrecord: { n: [activity] }\n",
      `size: 1000, initial-age: "${age}"`,
    );
  const { values } = run(text("uniform(0 ms, 10 ms)"), lowDimensional);
  const found = values.get("n.activity")!;
  // Evenly spread over the dead time, G' = 1/dead - nu G until 10 ms.
  const rate = (t: number) => (1 - Math.exp(-hazard(4) * t)) / dead;
  expect(Math.abs(found[139]! / rate(6.975) - 1)).toBeLessThan(0.03);
  expect(found.at(-1)! / closed(4, 1).rate).toBeCloseTo(1, 3);
});

test("a run that is saved and goes on has the same bits", () => {
  const text = poisson(
    "run: { duration: 40 ms, step: 0.1 ms, seed: 7, options: { low-dimensional: { modes: 1 } } }\nrecord: { n: [activity] }\n",
  );
  const { experiment } = bindText(text);
  const plan = lowDimensional.plan(experiment!, { seed: 7 });
  const values = (cut: boolean) => {
    let simulation = lowDimensional.create(plan, { from: 0, to: 1 });
    const all: number[] = [];
    const take = ({ data }: { data: ArrayLike<number> }) => all.push(...Array.from(data));
    simulation.advance(20);
    simulation.drain(take);
    if (cut) {
      const saved = structuredClone(simulation.save!());
      simulation.close();
      simulation = lowDimensional.create(plan, { from: 0, to: 1 });
      simulation.restore!(saved);
    }
    simulation.advance(40);
    simulation.drain(take);
    simulation.close();
    return all;
  };
  expect(values(true)).toEqual(values(false));
});

describe("what is refused", () => {
  const document = (neuron: string, options = "{}") =>
    `${neuron}populations: { n: { neuron: escape, size: 100 } }\nrun: { duration: 10 ms, step: 0.1 ms, options: { low-dimensional: ${options} } }\nrecord: { n: [activity] }\n`;

  test("neurons that are moved by more than one input, with the reason", () => {
    expect(refusals(document(escapeNeuron()), lowDimensional)).toEqual([]);
    const threshold = escapeNeuron({
      equations: "tau_m*dV/dt = -V + mu + RI\ntau_m*dw/dt = -w",
      initial: "V: 0 mV, w: 0 mV",
      hazard: "c*exp((V - V_th - w)/Delta_u)",
    });
    expect(refusals(document(threshold), lowDimensional)).toEqual(["modes-need"]);
    const conductance = escapeNeuron({ equations: "tau_m*dV/dt = -V*(1 + V/V_th) + mu + RI" });
    expect(refusals(document(conductance), lowDimensional)).toEqual(["modes-need"]);
    const driven = escapeNeuron({ hazard: "c*exp((V + RI - V_th)/Delta_u)" });
    expect(refusals(document(driven), lowDimensional)).toEqual(["modes-need"]);
  });

  test("options that are none, numbers of modes that are none", () => {
    expect(refusals(document(escapeNeuron(), "{ modes: 1.5 }"), lowDimensional)).toEqual(["scale-option-value"]);
    expect(refusals(document(escapeNeuron(), "{ modes: { m: 1 } }"), lowDimensional)).toEqual(["scale-option"]);
    expect(refusals(document(escapeNeuron(), "{ lambda: none }"), lowDimensional)).toEqual(["scale-option-value"]);
    expect(refusals(document(escapeNeuron(), "{ grid: coarse }"), lowDimensional)).toEqual(["scale-option"]);
  });
});
