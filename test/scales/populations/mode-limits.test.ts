/** How far a few modes are from all ages, as the scale says it: against closed forms and quadratures of its own. */
import { describe, expect, test } from "vitest";
import { compare } from "../../../src/index.ts";
import { limitsAt } from "../../../src/scales/low-dimensional/limits.ts";
import { type AgedNeuron, ModeChart, numericalInput, numericalSlopes } from "../../../src/theory/index.ts";

type Complex = readonly [number, number];
const sum = (...terms: readonly Complex[]): Complex => [terms.reduce((s, [re]) => s + re, 0), terms.reduce((s, [, im]) => s + im, 0)];
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const over = (a: Complex, [c, d]: Complex): Complex => times(a, [c / (c * c + d * d), -d / (c * c + d * d)]);
const size = ([re, im]: Complex) => Math.hypot(re, im);
const e = ([re, im]: Complex): Complex => [Math.exp(re) * Math.cos(im), Math.exp(re) * Math.sin(im)];
const minus = ([re, im]: Complex): Complex => [-re, -im];

describe("Poisson neurons with a dead time, nu = 1 and Delta = 1", () => {
  // Roots of P_L = 1, by mpmath in 20 digits.
  const eigenvalues: readonly Complex[] = [
    [-1.5320921219864, 4.5971580133026],
    [-2.3939822411584, 10.868006057534],
    [-2.8490147241805, 17.171493579509],
    [-3.1599472993815, 23.470173947387],
  ];
  const family = (h: number): AgedNeuron => ({
    initial: new Float64Array(0),
    flow: () => {},
    hazard: (age) => (age < 1 ? 0 : Math.exp(h)),
    breaks: [1],
  });
  const neuron = { at: family, slopes: (h: number) => numericalSlopes(family, h, 0.01), column: 0 };
  const found = (modes: number, hasRemainder = false) =>
    limitsAt({ neuron, chart: new ModeChart(neuron, modes, 0), input: 0, hasRemainder, isMembrane: false })!;

  test.each([1, 2, 4])("errors of answer and power are those of the closed forms of %i modes", (count) => {
    const s: Complex = [0, eigenvalues[0]![1]];
    // A(t) = nu(t) (1 - integral of A over the dead time), with d nu/dh = 1; 1/(1 - P_L).
    const born = over(sum([1, 0], minus(e(minus(s)))), s);
    const all = over([0.5, 0], sum([1, 0], born));
    const fed = over(sum([1, 0], s), sum(s, [1, 0], minus(e(minus(s)))));
    let [few, fewFed]: [Complex, Complex] = [
      [0.25, 0],
      [1, -0.5 / s[1]],
    ];
    for (const [re, im] of eigenvalues.slice(0, count))
      for (const lambda of [
        [re, im],
        [re, -im],
      ] as const) {
        const beyond = sum([1, 0], lambda);
        const weight = over([-1, 0], sum([1, 0], over([1, 0], beyond)));
        const drive = over([0.5, 0], beyond);
        const pole = over([1, 0], sum(s, minus(lambda)));
        few = sum(few, minus(times(weight, times(drive, times(s, pole)))));
        fewFed = sum(fewFed, minus(times(weight, pole)));
      }
    const limits = found(count);
    expect(limits.frequency).toBeCloseTo(eigenvalues[0]![1] / (2 * Math.PI), 9);
    expect(limits.response).toBeCloseTo(size(sum(over(few, all), [-1, 0])), 7);
    expect(limits.power).toBeCloseTo(Math.abs((size(fewFed) / size(fed)) ** 2 - 1), 7);
    expect(limits.membrane).toBe(0);
  });

  test("fall as one over the number of modes; with what stands for the others the power is nearer", () => {
    const errors = [2, 4, 8].map((modes) => found(modes).response);
    expect(errors[1]! / errors[0]!).toBeCloseTo(0.5, 1);
    expect(errors[2]! / errors[1]!).toBeCloseTo(0.5, 1);
    expect(found(2, true).power).toBeLessThan(0.3 * found(2).power);
  });
});

test("a membrane's error is that of an input which has always been what it is, whatever the modes", () => {
  const [tau, mu] = [20, 18];
  const rho = (v: number) => 0.01 * Math.exp((v - 15) / 2);
  const neuron = numericalInput((h) => ({
    initial: new Float64Array(1),
    flow: (_, states, out) => {
      out[0] = (h - states[0]!) / tau;
    },
    hazard: (_, states) => rho(states[0]!),
    breaks: [],
  }));
  const limits = limitsAt({ neuron, chart: new ModeChart(neuron, 0, mu, false), input: mu, hasRemainder: false, isMembrane: true })!;
  // integral rho_h S R by the trapezoid rule, with rho_h = rho/2 (1 - e^(-a/tau)) where the input stood still, and rho/2 (1 - e^(-(z + 1/tau) a)).
  const [step, count] = [0.05, 16_000];
  const omega = 2 * Math.PI * limits.frequency;
  const hazards = Array.from({ length: count + 1 }, (_, k) => rho(mu * -Math.expm1((-k * step) / tau)));
  const survivors = [1];
  for (let k = 1; k <= count; k++) survivors.push(survivors[k - 1]! * Math.exp((-step * (hazards[k - 1]! + hazards[k]!)) / 2));
  expect(survivors[count]!).toBeLessThan(1e-9);
  const living = Array.from({ length: count + 1 }, (): Complex => [0, 0]);
  // S R of age k from that of k + 1, from the oldest on.
  for (let k = count - 1; k >= 0; k--) {
    const later = sum(living[k + 1]!, [(step * survivors[k + 1]!) / 2, 0]);
    living[k] = sum(times(later, e([0, -omega * step])), [(step * survivors[k]!) / 2, 0]);
  }
  const answer = (z: Complex) =>
    living.reduce<Complex>(
      (total, one, k) => {
        const moved = sum([1, 0], minus(e(times(sum(z, [1 / tau, 0]), [-k * step, 0]))));
        return sum(total, times(times(one, moved), [(step * hazards[k]!) / 2, 0]));
      },
      [0, 0],
    );
  const [still, exact] = [answer([0, 0]), answer([0, omega])];
  // The trapezoid rule is good to 1e-6; the mutant without the factor 1 + s/k is 60 % off.
  expect(limits.membrane).toBeCloseTo(size(sum(over(still, exact), [-1, 0])), 4);
  expect(limits.membrane).toBeGreaterThan(0.05);
});

test("compare names the modes that are left out, with their size", async () => {
  const text = `
neurons:
  dead: { equations: "2 ms*dh/dt = -h", initial: { h: 0 mV }, hazard: 100 Hz*exp(h/(2 mV)), refractory: 10 ms }
populations: { n: { neuron: dead, size: 100 } }
run: { duration: 50 ms, step: 0.1 ms, scale: [low-dimensional, refractory-density], options: { low-dimensional: { modes: 2, noise: none, remainder: none } } }
record: { n: [activity] }
`;
  const { causes } = await compare(text, {});
  const found = causes.find(({ cause }) => cause === "modes")!;
  expect(found.words).toMatch(/^2 modes: the answer of the rate to an input that changes at 73 Hz is off by [\d.]+ %$/);
  expect(found.size).toBeGreaterThan(0.01);
});
