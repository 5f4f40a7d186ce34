/** Populations by the transfer function of their neurons: a self-consistent rate, an exact flow with its order, the linear noise, refusals. */
import { expect, test } from "vitest";
import { chooseScales } from "../../../src/session/choose.ts";
import { bindText } from "../../model/open.ts";
import { escapeNeuron, pair, refusals, run, transferRate } from "./support.ts";

/** Neurons that forget at once, with r(h) = 100 Hz/(1 + exp(-(h - 5 mV)/2 mV)). */
const forgetful = (J: number, mu: number, rest: string, start = 0) => `
neurons:
  poisson:
    equations: tau*dh/dt = -h + mu
    initial: { h: ${start} mV }
    hazard: r_max/(1 + exp(-(h - h_half)/width))
    parameters: { tau: 20 ms, mu: ${mu} mV, r_max: 100 Hz, h_half: 5 mV, width: 2 mV }
populations: { n: { neuron: poisson, size: 500 } }
projections: [{ from: n, to: n, synapse: { kind: delta, into: h }, weight: ${J} mV/pre.size, delay: 0 ms, connect: all }]
${rest}`;
const rate = (h: number) => 0.1 / (1 + Math.exp(-(h - 5) / 2));
const mean = (x: readonly number[]) => x.reduce((sum, one) => sum + one, 0) / x.length;
const variance = (x: readonly number[]) => mean(x.map((one) => one * one)) - mean(x) ** 2;

test("excitatory and inhibitory neurons come to the rate that is its own consequence: r = F_0(h), h = 24 mV + 800 0.4 3 r - 200 1 6 r", {
  tags: "slow",
}, () => {
  const errors = [0.2, 0.1].map((step) => {
    const { activities } = run(pair(`run: { duration: 600 ms, step: ${step} ms }\nrecord: { E: [activity] }\n`), transferRate);
    return activities.E!.final / 0.01691328429954978 - 1;
  });
  // The root by F_0 from quadrature (scipy, DOP853 to 1e-12). Spikes that come in bunches make it one of second order in the step. Kills a
  // transfer function of another neuron, and sums over sources that forget their number or the time constant of a synapse.
  expect(Math.abs(errors[0]!)).toBeLessThan(5e-5);
  expect(errors[0]! / errors[1]!).toBeCloseTo(4, 1);
  expect(Math.abs(4 * errors[1]! - errors[0]!)).toBeLessThan(3e-8);
});

test("the activity of neurons that forget at once is r(h), and h follows its equation to the first order of the step", () => {
  const flow = (h: number) => -h / 20 + 5 * rate(h);
  let exact = 5.2;
  for (let k = 0; k < 4000; k++) {
    const a = flow(exact);
    const b = flow(exact + 0.005 * a);
    const c = flow(exact + 0.005 * b);
    exact += (0.01 / 6) * (a + 2 * b + 2 * c + flow(exact + 0.01 * c));
  }
  const ends = [0.2, 0.1, 0.05].map((step) => {
    const rest = `run: { duration: 40 ms, step: ${step} ms, every: ${step} ms }\nrecord: { n: [mean(h)] }\n`;
    return [...run(forgetful(5, 0, rest, 5.2), transferRate).values.values()][0]!.at(-1)!;
  });
  // Spikes of a step arrive at its end, as in the network: half a step late in the mean. 1.5e-4 of what is left when that is taken out.
  const [coarse, middle, fine] = ends.map((end) => end - exact);
  expect(coarse! / middle!).toBeCloseTo(2, 1);
  expect(middle! / fine!).toBeCloseTo(2, 1);
  expect(Math.abs(2 * fine! - middle!)).toBeLessThan(5e-4);
});

test("with Gaussian noise h and the activity vary as the linear noise of finitely many neurons says", { tags: "slow" }, () => {
  const options = "options: { rate: { noise: gaussian } }";
  const rest = `run: { transient: 1 s, duration: 200 s, step: 0.1 ms, every: 1 ms, bin: 10 ms, seed: 3, ${options} }\nrecord: { n: [mean(h), activity] }\n`;
  const { values } = run(forgetful(2.5, 3, rest), transferRate);
  const [activity, h] = [values.get("n.activity")!, values.get("n.mean(h) 0-500")!];
  // var h = J^2 f/(2 k N) at h = 6.2656 mV, k = 21.681/s; that of the activity in bins of 10 ms 18.7586 Hz^2. 4336 independent values: 2.1 %
  // of the first, 0.8 % of the second at most; the theory is of first order in 1/N.
  expect(mean(h)).toBeCloseTo(6.2656, 1);
  expect(variance(h) / 0.018827749).toBeGreaterThan(0.91);
  expect(variance(h) / 0.018827749).toBeLessThan(1.09);
  expect(variance(activity) / 18.7586e-6).toBeGreaterThan(0.95);
  expect(variance(activity) / 18.7586e-6).toBeLessThan(1.05);
});

test("is asked for by name: populations run as neurons where nothing is said", async () => {
  const { experiment } = bindText(`${escapeNeuron()}populations: { n: { neuron: escape, size: 1 } }\nrun: { duration: 10 ms }\n`);
  expect((await chooseScales(experiment!)).map(({ id }) => id)).toEqual(["cell"]);
});

test("refuses what has no transfer function of one input, and options that it has not", () => {
  const text = (neuron: string, rest = "") => `${neuron}populations: { n: { neuron: escape, size: 10 } }
run: { duration: 10 ms, step: 0.1 ms${rest} }
record: { n: [activity] }
`;
  expect(refusals(text(escapeNeuron()), transferRate)).toEqual([]);
  const adapting = escapeNeuron({
    equations: "tau_m*dV/dt = -V + mu + RI\ndtheta/dt = -theta/(100 ms)",
    initial: "V: 0 mV, theta: 0 mV",
    hazard: "c*exp((V - theta - V_th)/Delta_u)",
    reset: "V: V_r, theta: theta + 1 mV",
  });
  expect(refusals(text(adapting), transferRate)).toEqual(["modes-need"]);
  expect(refusals(text(escapeNeuron(), ", options: { rate: { modes: 1 } }"), transferRate)).toEqual(["scale-option"]);
  expect(refusals(text(escapeNeuron(), ", options: { rate: { noise: binomial } }"), transferRate)).toEqual(["scale-option-value"]);
});
