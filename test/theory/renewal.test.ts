/** Laws of intervals against 30-digit arithmetic (tools/renewal-values.py) and closed forms. */
import { describe, expect, test } from "vitest";
import { type AgedNeuron, escapeLif, type RenewalLaw, renewalLaw } from "../../src/theory/index.ts";

const lawOf = (neuron: AgedNeuron): RenewalLaw => {
  const law = renewalLaw(neuron);
  if (law.kind !== "law") throw new Error(law.kind);
  return law;
};
const expectRelative = (value: number, reference: number, tolerance: number) =>
  expect(Math.abs(value / reference - 1), `${value} for ${reference}`).toBeLessThanOrEqual(tolerance);

/** tau 20 ms, threshold 15 mV, reset 0, refractory 4 ms, c 10 Hz. */
const lif = (drive: number, slope: number) => escapeLif({ tau: 20, drive, reset: 0, refractory: 4, threshold: 15, slope, rate: 0.01 });
/** A hazard that is a function of the age alone. */
const ofAge = (hazard: (age: number) => number, ...breaks: number[]): AgedNeuron => ({
  initial: new Float64Array(),
  flow: () => {},
  hazard,
  breaks,
});

/** Gamma(1 + 1/(power + 1)). */
const gammas: Readonly<Record<number, number>> = {
  0.3: 0.923576721555978,
  0.5: 0.9027452929509336,
  1.5: 0.8872638175030753,
  2.5: 0.899747176502839,
};

describe("escape-noise LIF: rate [1/ms], CV, skewness, 1/E|T1 - T2|", () => {
  test.each([
    [14, 2, 0.00459738969044355, 0.7658843920347305, 1.941808669107497, 0.005954116524624103],
    [18, 2, 0.01372313719977722, 0.3917586756695563, 1.118594689412836, 0.03238033022681598],
    [25, 2, 0.02812784937450855, 0.194284008907163, -0.1921280007730332, 0.1284513423403102],
    [-20, 10, 0.0003083563943029816, 1.020793086544063, 2.001980429189344, 0.0003021758465533239],
    [-20, 2, 2.511030544692487e-10, 1.000012500502915, 2.000000000468904, 2.510999156136458e-10],
    [0, 2, 5.530721343257112e-6, 0.999977877114627, 2, 5.530843701478336e-6],
    [10, 2, 0.0007900518450436396, 0.9626884272254543, 1.998712631305195, 0.000820501092759003],
    [10, 1, 6.710107965782522e-5, 0.9958698059656795, 1.999991059860059, 6.737926936112898e-5],
    [20, 1, 0.02224607240337743, 0.1536713159227235, -0.1928542272947577, 0.1284445087929368],
    [20, 0.2, 0.0282840123327536, 0.03234951777104622, -0.9093946106144711, 0.7974078113986104],
    [40, 10, 0.02737341130922166, 0.4255104854622279, 0.5932719340428684, 0.05763722344791446],
    [60, 0.2, 0.09677447786694426, 0.01126884315457852, -1.112924554549442, 7.931543054665571],
    [60, 10, 0.04118574372327765, 0.3140296058269276, 0.003074489898031907, 0.1157705512943946],
  ])("drive %d mV, Delta_u %d mV", (drive, slope, rate, cv, skewness, lambda) => {
    const law = lawOf(lif(drive, slope));
    // The last unit of V moves the hazard by eps V/Delta_u, and the march adds a unit per time constant: 1e-12 is far above.
    expectRelative(law.rate, rate, 1e-12);
    expectRelative(law.cv, cv, 1e-12);
    expectRelative(law.thirdCentralMoment / (law.variance * Math.sqrt(law.variance)), skewness, 3e-11);
    expectRelative(law.lambdaSurvival, lambda, 1e-12);
    expect(law.lambdaInterval).toBe(1 / Math.sqrt(law.variance));
  });
  test("transforms agree with the moments at 0 and with one another everywhere", () => {
    const law = lawOf(lif(18, 2));
    expectRelative(law.laplace([0, 0])[0], 1, 1e-14);
    expectRelative(law.survivorLaplace([0, 0])[0], law.mean, 1e-14);
    expectRelative(law.laplaceDerivative([0, 0])[0], -law.mean, 1e-14);
    for (const [re, im] of [
      [0.01, 0],
      [0, 0.1],
      [-0.03, 2],
      [3, 40],
    ] as const) {
      // 1 - P_L = lambda S_L, which a wrong factor in either breaks.
      const [p, s] = [law.laplace([re, im]), law.survivorLaplace([re, im])];
      expect(Math.abs(1 - p[0] - (re * s[0] - im * s[1]))).toBeLessThan(1e-13);
      expect(Math.abs(p[1] + (re * s[1] + im * s[0]))).toBeLessThan(1e-13);
      const step = 1e-5;
      const slope = (law.laplace([re + step, im])[0] - law.laplace([re - step, im])[0]) / (2 * step);
      expect(Math.abs(slope - law.laplaceDerivative([re, im])[0])).toBeLessThan(1e-5 * law.mean);
    }
  });
  test("the transform is known six rates of settling beyond the first pole; with a second state, only up to it", () => {
    const law = lawOf(lif(18, 2));
    const last = 0.01 * Math.exp(1.5);
    expectRelative(law.abscissa, -last - 6 / 20, 1e-12);
    expect(law.laplace([law.abscissa, 0.3])).toEqual([Number.NaN, Number.NaN]);
    const both = lif(18, 2);
    const twice = lawOf({
      ...both,
      initial: Float64Array.of(0, 1),
      flow: (age, states, out) => {
        both.flow(age, states, out);
        out[1] = -states[1]! / 7;
      },
    });
    expectRelative(twice.abscissa, -last, 1e-12);
    expectRelative(twice.rate, law.rate, 1e-13);
    // To the right both know the same.
    expectRelative(twice.laplace([-0.03, 0.08])[0], law.laplace([-0.03, 0.08])[0], 1e-11);
  });
  test("S, P and hazard at an age: P = hazard S, and S is e^-(integrated hazard)", () => {
    const law = lawOf(lif(18, 2));
    expect([law.survivor(0), law.survivor(4), law.density(3.9)]).toEqual([1, 1, 0]);
    for (const age of [5, 33.3, 80, 200, 1500]) {
      const v = 18 * (1 - Math.exp(-(age - 4) / 20));
      expectRelative(law.hazard(age), 0.01 * Math.exp((v - 15) / 2), 1e-12);
      expect(law.density(age)).toBe(law.hazard(age) * law.survivor(age));
      const step = 1e-3;
      expectRelative((law.survivor(age - step) - law.survivor(age + step)) / (2 * step), law.density(age), 1e-6);
    }
  });
});

describe("hazards of the age alone", () => {
  test.each([
    [1e-3, 0],
    [0.1, 10],
    [1e-6, 2],
  ])("Poisson %d/ms with dead time %d ms: transforms on both sides of the pole", (nu, delta) => {
    const law = lawOf(ofAge((age) => (age < delta ? 0 : nu), delta));
    expectRelative(law.rate, nu / (1 + nu * delta), 4e-16);
    expectRelative(law.cv, 1 / (1 + nu * delta), 1e-15);
    expectRelative(law.meanDifference, 1 / nu, 1e-15);
    expect(law.end).toBe(delta);
    // P_L = nu e^(-lambda delta)/(nu + lambda), beyond the pole by 1/(delta + 1/nu).
    const beyond = 1 / (delta + 1 / nu);
    expectRelative(law.laplace([-nu - beyond, 0])[0], (-nu / beyond) * Math.exp((nu + beyond) * delta), 1e-12);
  });
  test("a dead time of 1e6 mean tails", () => expectRelative(lawOf(ofAge((age) => (age < 1e6 ? 0 : 1), 1e6)).mean, 1e6 + 1, 1e-15));
  test("steps of age: 0, 0.1, 0.02, 0.3 per ms from 0, 5, 12.5, 40 ms", () => {
    const edges = [0, 5, 12.5, 40, Number.POSITIVE_INFINITY];
    const rates = [0, 0.1, 0.02, 0.3];
    const law = lawOf(ofAge((age) => rates[edges.findIndex((_, k) => age < edges[k + 1]!)]!, 40, 5, 12.5));
    let [left, mean, square] = [1, 0, 0];
    rates.forEach((rate, k) => {
      const [a, length] = [edges[k]!, edges[k + 1]! - edges[k]!];
      const next = rate === 0 ? left : left * Math.exp(-rate * length);
      const part = rate === 0 ? length : (left - next) / rate;
      mean += part;
      // integral t S over the step, by parts.
      square += rate === 0 ? length * length + 2 * a * length : 2 * ((left * a - (next === 0 ? 0 : next * (a + length)) + part) / rate);
      left = next;
    });
    expectRelative(law.mean, mean, 1e-14);
    expectRelative(law.cv, Math.sqrt(square - mean * mean) / mean, 1e-13);
  });
  test("Weibull: hazard k a^(k-1)/s^k with k = 3 has mean s Gamma(4/3)", () => {
    const law = lawOf(ofAge((age) => (3 * age * age) / 1e9));
    expectRelative(law.mean, 1000 * 0.8929795115692493, 1e-14);
    // Gamma(5/3)/Gamma(4/3)^2 - 1
    expectRelative(law.cv ** 2, 0.9027452929509336 / 0.8929795115692493 ** 2 - 1, 1e-12);
    expect(law.tail).toBeUndefined();
  });
  // Kills `slight` 0: no polynomial follows a power at its edge, however short the panel.
  test.each([0.3, 0.5, 1.5, 2.5])("a power %d of the age above 2 ms: Weibull, mean 2 + s Gamma(1 + 1/k)", (power) => {
    const [shape, factor] = [power + 1, 1e-4];
    const scale = (shape / factor) ** (1 / shape);
    const law = lawOf(ofAge((age) => (age < 2 ? 0 : factor * (age - 2) ** power), 2));
    // Of each panel at the edge 1e-16 of the mass may be lost; there are about 30.
    expectRelative(law.mean, 2 + scale * gammas[power]!, 1e-14);
  });
  test("a hazard in proportion to V above a threshold, where it has a kink: by the series of the incomplete gamma function", () => {
    const [kappa, tau, drive, threshold] = [5e-3, 20, 20, 8];
    const neuron: AgedNeuron = {
      initial: new Float64Array(1),
      flow: (age, [v], out) => {
        out[0] = age < 3 ? 0 : (drive - v!) / tau;
      },
      hazard: (_, [v]) => kappa * Math.max(v! - threshold, 0),
      breaks: [3],
    };
    // Above the threshold V is 12 mV (1 - y) with y = e^(-x/tau), and S = e^z y^z e^(-z y), z = kappa tau 12 mV.
    const z = kappa * tau * (drive - threshold);
    let [sum, term] = [0, 1];
    for (let k = 0; k < 40; k++) {
      sum += term / (z + k);
      term *= -z / (k + 1);
    }
    expectRelative(lawOf(neuron).mean, 3 + tau * Math.log(drive / (drive - threshold)) + tau * Math.exp(z) * sum, 1e-13);
  });
  test("a jump of the hazard that is not among the breaks is refused: what moves it would be missing from responses", () => {
    expect(renewalLaw(ofAge((age) => (age < Math.E ? 0 : 0.01)))).toMatchObject({ kind: "unresolved", because: "jump" });
  });
  test("a hazard below 0 is no hazard: 1 - a becomes it at a = 1, where e^(-1/2) have not fired", () => {
    const law = renewalLaw(ofAge((age) => 1 - age));
    expect(law).toMatchObject({ kind: "unresolved", because: "negative" });
    if (law.kind !== "unresolved") return;
    expectRelative(law.age, 1, 1e-9);
    expectRelative(law.survivors, Math.exp(-0.5), 1e-12);
  });
  test("what a hazard does late in life is not overlooked while it is constant before", () => {
    const law = lawOf(ofAge((age) => (age < 2 ? 0 : 0.001 + 0.5 * Math.exp(-((age - 40) ** 2) / 2)), 2));
    // 25-digit quadrature with the exposure by erf.
    expectRelative(law.mean, 313.9581806157568, 1e-13);
    expectRelative(law.cv, 2.194706156612291, 1e-12);
  });
  test("a hazard that is steeper than the digits of V: Delta_u a thousandth of the threshold", () => {
    // 30-digit quadrature; the law is followed to 1e-9 of each panel.
    expectRelative(lawOf(lif(16, 0.02)).rate, 0.01625863231862899, 1e-12);
  });
  test("a hazard that decays, or vanishes, may never fire", () => {
    const gone = renewalLaw(ofAge((age) => Math.exp(-age)));
    expect(gone.kind).toBe("silent");
    if (gone.kind === "silent") expectRelative(gone.survivors, Math.exp(-1), 1e-12);
    expect(renewalLaw(ofAge(() => 0))).toEqual({ kind: "silent", survivors: 1 });
  });
});

test("a state that diverges before the neuron has fired is said with its age: V' = V^2 from 1", () => {
  const law = renewalLaw({
    initial: Float64Array.of(1),
    flow: (_, states, out) => {
      out[0] = states[0]! * states[0]!;
    },
    hazard: () => 0.1,
    breaks: [],
  });
  expect(law.kind).toBe("unresolved");
  if (law.kind === "unresolved") expectRelative(law.age, 1, 1e-9);
});
