/** Linear responses and spectra against closed forms, integration in time, and the reference table of the mesoscopic theory. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Complex } from "../../src/numerics/index.ts";
import {
  type AgedNeuron,
  coupledSpectra,
  deadTimePoisson,
  escapeLif,
  escapeResponse,
  filterResponse,
  gammaIntervals,
  lambdaPowerRatio,
  mesoscopicSpectrum,
  numericalSlopes,
  type RenewalLaw,
  rateAnswer,
  renewalLaw,
  renewalSpectrum,
  siegertSlopes,
  whiteNoiseResponse,
} from "../../src/theory/index.ts";

const near = (value: Complex, reference: Complex, tolerance: number) =>
  expect(Math.hypot(value[0] - reference[0], value[1] - reference[1]), `${value} for ${reference}`).toBeLessThanOrEqual(
    tolerance * Math.hypot(...reference),
  );
const lif = (drive: number) => escapeLif({ tau: 20, drive, reset: 0, refractory: 4, threshold: 15, slope: 2, rate: 0.01 });
const responseOf = (family: (input: number) => AgedNeuron, input: number): { law: RenewalLaw; at: (omega: number) => Complex } => {
  const response = escapeResponse(family(input), numericalSlopes(family, input));
  if (response.kind !== "response") throw new Error(response.kind);
  return { law: response.law, at: (omega) => response.at(omega)[0]! };
};
/** The only state at an age at which a panel ends. */
const stateOf = ({ panels }: RenewalLaw, age: number) => {
  const { states } = panels.find(({ start, width }) => start + width >= age)!;
  return states.slice(states.length - 1);
};
const lawOf = (neuron: AgedNeuron): RenewalLaw => {
  const law = renewalLaw(neuron);
  if (law.kind !== "law") throw new Error(law.kind);
  return law;
};

describe("escape noise", () => {
  test("a hazard nu after a dead time Delta: chi = nu'/(nu + ...) in closed form", () => {
    // A = nu (1 - integral of A over Delta): chi (1 + nu (1 - e^(-i omega Delta))/(i omega)) = nu' (1 - Delta F_0)
    const [nu, delta] = [0.08, 7];
    const { at } = responseOf(
      (input) => ({ initial: new Float64Array(), flow: () => {}, hazard: (age) => (age < delta ? 0 : input), breaks: [delta] }),
      nu,
    );
    const free = 1 / (1 + nu * delta);
    for (const omega of [1e-6, 0.05, 0.9, 6]) {
      const [re, im] = [1 + (nu * Math.sin(omega * delta)) / omega, (-nu * (1 - Math.cos(omega * delta))) / omega];
      const size = re * re + im * im;
      near(at(omega), [(free * re) / size, (-free * im) / size], 1e-9);
    }
  });
  test("chi(0) = dF_0/dh, and chi(-omega) is the conjugate", () => {
    for (const drive of [10, 30]) {
      const { at } = responseOf(lif, drive);
      const step = 1e-3 * drive;
      const rate = (input: number) => lawOf(lif(input)).rate;
      const [first, second] = [step, step / 2].map((h) => (rate(drive + h) - rate(drive - h)) / (2 * h));
      near(at(0), [(4 * second! - first!) / 3, 0], 1e-8);
      near(at(1e-7), at(0), 1e-4);
      near([at(-0.05)[0], -at(-0.05)[1]], at(0.05), 1e-12);
    }
  });
  test("fast currents are filtered by the membrane: chi -> integral hazard' p_0 / (i omega tau)", () => {
    const { at, law } = responseOf(lif, 18);
    // Neurons still refractory do not move; hazard' = hazard/Delta_u, and integral of hazard p_0 is the rate.
    const [, im] = at(3);
    expect(Math.abs((-im * 3 * 20) / (law.rate / 2) - 1)).toBeLessThan(2e-3);
  });
  test("inputs that act alike, twice as much, or not at all are answered as such, jumps of the hazard included", () => {
    const neuron = {
      ...lif(18),
      hazard: (age: number, states: Float64Array) => (age < 11 ? 0.5 : 1) * lif(18).hazard(age, states),
      breaks: [4, 11],
    };
    const law = lawOf(neuron);
    const one = numericalSlopes(() => neuron, 18);
    const column = (age: number, states: Float64Array) => {
      const out = new Float64Array(4);
      one.at(age, states, out);
      return [out[0]!, age < 4 ? 0 : 1 / 20, out[2]!, 0] as const;
    };
    const moved = 0.3;
    const height = neuron.hazard(11.001, stateOf(law, 11)) - neuron.hazard(10.999, stateOf(law, 11));
    const slopes = (factors: readonly number[]) => ({
      inputs: factors.length,
      at: (age: number, states: Float64Array, out: Float64Array) => {
        const [byState, push, hazardByState] = column(age, states);
        out.set([byState, ...factors.map((f) => f * push), hazardByState, ...factors.map(() => 0)]);
      },
      switches: [{ age: 11, height, byInput: Float64Array.from(factors, (f) => f * moved) }],
    });
    const all = rateAnswer(law, 1, slopes([0, 1, 2, -0.5, 0]));
    const single = rateAnswer(law, 1, slopes([1]));
    for (const z of [
      [0, 0],
      [0, 0.3],
      [-0.01, 2],
    ] as const) {
      const [answer] = single(z).answers;
      const { answers, survivors } = all(z);
      near(survivors, single(z).survivors, 1e-14);
      for (const [k, factor] of [0, 1, 2, -0.5, 0].entries()) near(answers[k]!, [factor * answer![0], factor * answer![1]], 1e-14);
    }
  });
  test("a density of ages that is integrated in time with a modulated current has this rate", () => {
    const [drive, omega, dt, size] = [18, 0.08, 0.1, 3000];
    const { at, law } = responseOf(lif, drive);
    const period = (2 * Math.PI) / omega;
    const steps = Math.round((3 * period) / dt);
    const rates = [0.02, -0.02].map((amplitude) => {
      // Ring of cohorts, newest at `head`; the oldest collects all that is older.
      const potential = Float64Array.from({ length: size }, (_, k) => (k * dt < 4 ? 0 : drive * (1 - Math.exp(-(k * dt - 4) / 20))));
      const mass = Float64Array.from({ length: size }, (_, k) => law.rate * law.survivor((k + 0.5) * dt) * dt);
      const hazard = potential.map((v, k) => (k * dt < 4 ? 0 : 0.01 * Math.exp((v - 15) / 2)));
      const decay = Math.exp(-dt / 20);
      const rate = new Float64Array(steps);
      for (let n = 0, head = 0; n < steps; n++) {
        const input = drive + amplitude * Math.cos(omega * (n + 0.5) * dt);
        let fired = 0;
        for (let k = 0; k < size; k++) {
          const slot = (head + k) % size;
          const isFree = k * dt >= 4;
          if (!isFree) continue;
          potential[slot] = input + (potential[slot]! - input) * decay;
          const next = 0.01 * Math.exp((potential[slot]! - 15) / 2);
          const lost = mass[slot]! * (1 - Math.exp((-dt * (hazard[slot]! + next)) / 2));
          hazard[slot] = next;
          mass[slot]! -= lost;
          fired += lost;
        }
        head = (head + size - 1) % size;
        const beforeLast = (head + size - 1) % size;
        mass[beforeLast]! += mass[head]!;
        mass[head] = fired;
        potential[head] = 0;
        hazard[head] = 0;
        rate[n] = fired / dt;
      }
      return rate;
    });
    let [re, im] = [0, 0];
    const from = steps - Math.round(period / dt);
    for (let n = from; n < steps; n++) {
      const answer = (rates[0]![n]! - rates[1]![n]!) / 0.04;
      const phase = omega * (n + 0.5) * dt;
      re += (2 * answer * Math.cos(phase)) / (steps - from);
      im -= (2 * answer * Math.sin(phase)) / (steps - from);
    }
    // The dead time ends in the middle of a step, and transients decay as e^(-0.036 * 157 ms) = 4e-3 of what a sudden start makes.
    near([re, im], at(omega), 5e-3);
  });
});

describe("white-noise LIF", () => {
  const neuron = (drift: number, diffusion: number, refractory = 0) => ({
    tau: 1,
    target: drift,
    threshold: 1,
    reset: 0,
    refractory,
    noise: Math.sqrt(2 * diffusion),
  });
  test.each([
    [0.8, 0.1, 0, [0.830988411711, 0]],
    [1.2, 0.05, 0, [1.01878588308, 0]],
    [1.2, 0.05, 10, [0.712071986422, -0.448507318727]],
  ] as const)("drift %d, diffusion %d, omega %d", (drift, diffusion, omega, reference) =>
    near(whiteNoiseResponse(neuron(drift, diffusion), omega), reference, 1e-11),
  );
  test("omega 1 at drift 0.8, diffusion 0.1", () => near(whiteNoiseResponse(neuron(0.8, 0.1), 1), [0.805498, -0.13557], 1e-6));
  test("slow modulation: Siegert's derivative, with and without dead time, with much and with hardly any noise", () => {
    for (const given of [neuron(0.8, 0.1, 0.1), neuron(1.2, 0.05), neuron(5, 1e-6), neuron(-1, 1, 2), { ...neuron(0.5, 0.03), tau: 20 }])
      near(whiteNoiseResponse(given, 1e-7 / given.tau), [siegertSlopes(given).byTarget, 0], 1e-6);
  });
  test("fast modulation: r_0/sqrt(i omega D)", () => {
    const given = neuron(1.2, 0.05);
    const size = siegertSlopes(given).rate / Math.sqrt(1e5 * 0.05);
    near(whiteNoiseResponse(given, 1e5), [size * Math.SQRT1_2, -size * Math.SQRT1_2], 2e-2);
  });
});

describe("spectra", () => {
  test("a Poisson process has its rate at all frequencies, and so has its mesoscopic model", () => {
    const process = deadTimePoisson({ hazard: 0.03, deadTime: 0 });
    for (const omega of [0, 1e-9, 0.02, 5]) {
      expect(Math.abs(renewalSpectrum(process, omega) - 0.03)).toBeLessThan(1e-14);
      expect(Math.abs(mesoscopicSpectrum(process, 0.03, omega) - 0.03)).toBeLessThan(1e-14);
    }
  });
  test("at low frequencies r CV^2, at high ones r; gamma intervals of order 2 have a closed form", () => {
    // Order 2 and rate r: S = r (omega^2 + 8 r^2)/(omega^2 + 16 r^2)
    const process = gammaIntervals({ rate: 0.05, cv: Math.SQRT1_2 });
    for (const omega of [0, 1e-6, 0.01, 0.3, 4]) {
      const square = omega * omega;
      expect(renewalSpectrum(process, omega)).toBeCloseTo((0.05 * (square + 8 * 0.0025)) / (square + 16 * 0.0025), 13);
    }
  });
  const table = new URL("../../../shared/reference/population/renewal_theory_s1.csv", import.meta.url);
  test.skipIf(!existsSync(table))("escape-noise LIF at 18 mV: exact and mesoscopic spectra of the reference table", () => {
    const law = lawOf(lif(18));
    const rows = readFileSync(table, "utf8")
      .split("\n")
      .filter((line) => /^\d/.test(line));
    expect(rows.length).toBe(18);
    for (const row of rows) {
      const [frequency, exact, meso] = row.split(",").map(Number) as [number, number, number];
      const omega = (2 * Math.PI * frequency) / 1000;
      // The table has 8 digits and was integrated with a finite step: 2e-5 at the highest frequencies.
      near([renewalSpectrum(law, omega), 0], [exact, 0], 3e-5);
      near([mesoscopicSpectrum(law, law.lambdaSurvival, omega), 0], [meso, 0], 3e-5);
    }
  });
  test("the power at 0 is exact with 1/sigma, too large by 1.2711 with the survivors' Lambda at CV 0.22", () => {
    const law = lawOf(escapeLif({ tau: 20, drive: 20, reset: 0, refractory: 4, threshold: 10, slope: 2, rate: 0.01 }));
    expect(lambdaPowerRatio(law, law.lambdaInterval)).toBeCloseTo(1, 13);
    expect(lambdaPowerRatio(law, law.lambdaSurvival)).toBeCloseTo(1.2711, 4);
    // By Gauss quadrature on steps of 0.5 ms.
    expect(1000 * law.lambdaSurvival).toBeCloseTo(128.5300820743452, 9);
    const ratio = mesoscopicSpectrum(law, law.lambdaSurvival, 1e-7) / renewalSpectrum(law, 1e-7);
    expect(ratio).toBeCloseTo(lambdaPowerRatio(law, law.lambdaSurvival), 9);
  });
  test("one population: source/|1 - G|^2; two that do not touch: as alone; a loop: by Cramer's rule", () => {
    const g: Complex = [-0.4, 0.3];
    near(coupledSpectra([2], [[g]])![0]![0]!, [2 / (1.4 ** 2 + 0.3 ** 2), 0], 1e-15);
    const none: Complex = [0, 0];
    const apart = coupledSpectra(
      [2, 3],
      [
        [g, none],
        [none, none],
      ],
    )!;
    near(apart[1]![1]!, [3, 0], 1e-15);
    expect(Math.hypot(...apart[0]![1]!)).toBe(0);
    const loop = coupledSpectra(
      [2, 3],
      [
        [none, [0.5, 0]],
        [[0, -1], none],
      ],
    )!;
    // (1 - G)^-1 = ((1, 0.5), (-i, 1))/(1 + 0.5 i)
    near(loop[0]![0]!, [(2 + 0.25 * 3) / 1.25, 0], 1e-14);
    near(loop[0]![1]!, [(0.5 * 3) / 1.25, 2 / 1.25], 1e-14);
    expect(coupledSpectra([1], [[[1, 0]]])).toBeUndefined();
  });
  test("filters are transforms of kernels of integral 1", () => {
    for (const kind of ["delta", "exponential", "alpha"] as const) near(filterResponse({ kind, tau: 3, delay: 2 }, 0), [1, 0], 1e-16);
    near(filterResponse({ kind: "delta", tau: 3, delay: 2 }, 0.5), [Math.cos(1), -Math.sin(1)], 1e-15);
    const once: Complex = [(Math.cos(1) - 1.5 * Math.sin(1)) / 3.25, (-Math.sin(1) - 1.5 * Math.cos(1)) / 3.25];
    near(filterResponse({ kind: "exponential", tau: 3, delay: 2 }, 0.5), once, 1e-14);
    near(filterResponse({ kind: "alpha", tau: 3, delay: 0 }, 0.5), [(1 - 2.25) / 3.25 ** 2, -3 / 3.25 ** 2], 1e-14);
  });
});
