/** The activity under sines and chirps by linear response: against closed forms and against the perturbed refractory density itself. */
import { describe, expect, test } from "vitest";
import type { Result } from "../../../src/contract/index.ts";
import { toReport } from "../../../src/session/index.ts";
import { draw, headings } from "../../figures/drawing.ts";
import { curveOf, example, played, tableOf } from "./support.ts";

type Pair = readonly [number, number];
const over = ([a, b]: Pair, [c, d]: Pair): Pair => [(a * c + b * d) / (c * c + d * d), (b * c - a * d) / (c * c + d * d)];

/** The part of samples of whole periods that swings as amplitude sin(2 pi f t + phase), as amplitude e^(i phase). */
function swing(times: Float64Array, values: Float64Array, f: number): Pair {
  let [sine, cosine] = [0, 0];
  for (const [k, t] of times.entries()) {
    sine += (2 * values[k]! * Math.sin(2 * Math.PI * f * t)) / times.length;
    cosine += (2 * values[k]! * Math.cos(2 * Math.PI * f * t)) / times.length;
  }
  return [sine, cosine];
}
const responseOf = (result: Result, population: string): Pair => {
  const { populations } = toReport(result) as unknown as {
    populations: Record<string, { theory: { modulation: { amplitude_Hz: number; phase: number }[] } }>;
  };
  const { amplitude_Hz, phase } = populations[population]!.theory.modulation[0]!;
  return [amplitude_Hz * Math.cos(phase), amplitude_Hz * Math.sin(phase)];
};
const expectNear = (value: Pair, reference: Pair, tolerance: number) =>
  expect(Math.hypot(value[0] - reference[0], value[1] - reference[1]) / Math.hypot(...reference), `${value} for ${reference}`).toBeLessThan(
    tolerance,
  );

describe("neurons with a dead time that fire by Poisson's law, behind a filter", () => {
  const [tau, delta, nu0, width] = [3, 8, 0.05, 4];
  const text = (amplitude: string, frequency: string, more = "") => `
neurons:
  poisson:
    equations: tau*dh/dt = -h + mu + RI
    inputs: { RI: mV }
    initial: { h: 2 mV }
    hazard: nu*exp(h/D)
    refractory: ${delta} ms
    parameters: { tau: ${tau} ms, mu: 2 mV, nu: ${1000 * nu0} Hz, D: ${width} mV }
populations: { n: { neuron: poisson, size: 1000 } }
stimuli: [{ to: n.RI, sine: { amplitude: ${amplitude}, frequency: ${frequency}${more} } }]
run: { transient: 200 ms, duration: 100 ms, step: 0.05 ms, bin: 0.05 ms, scale: refractory-density }
record: { n: [activity] }
figures: [activity]
`;
  /** nu'/(1 + nu Delta)/(1 + nu (1 - e^(-i omega Delta))/(i omega))/(1 + i omega tau), in Hz per mV. */
  const closed = (f: number, mu: number): Pair => {
    const [nu, omega] = [nu0 * Math.exp(mu / width), 2 * Math.PI * f];
    const loop: Pair = [1 + (nu * Math.sin(omega * delta)) / omega, (-nu * (1 - Math.cos(omega * delta))) / omega];
    return over(over([(1000 * nu) / width / (1 + nu * delta), 0], loop), [1, omega * tau]);
  };
  test("amplitude and phase are the closed form's, also about the sine's offset (kills: an input without its filter, frequencies as angular ones)", async () => {
    for (const [frequency, offset] of [
      [0.02, 0],
      [0.11, 1.5],
    ] as const) {
      const result = await played(text("0.3 mV", `${1000 * frequency} Hz`, `, offset: ${offset} mV`));
      const [re, im] = closed(frequency, 2 + offset);
      expectNear(responseOf(result, "n"), [0.3 * re, 0.3 * im], 1e-9);
    }
  });
  test("the line swings so around the stationary rate, once it has lasted", async () => {
    const result = await played(text("0.3 mV", "50 Hz"));
    const { x, y } = curveOf(result, "activity", "activity");
    const [re, im] = closed(0.05, 2);
    const periods = x.length - 1 - ((x.length - 1) % 32);
    expectNear(swing(x.slice(0, periods), y.slice(0, periods), 0.05), [0.3 * re, 0.3 * im], 1e-4);
    const nu = nu0 * Math.exp(0.5);
    const mean = y.slice(0, periods).reduce((sum, one) => sum + one / periods, 0);
    expect(Math.abs(mean / ((1000 * nu) / (1 + nu * delta)) - 1)).toBeLessThan(1e-6);
    expect(headings((await draw("activity", result)).scene)[0]).toContain("theory: linear response");
    const column = await tableOf("activity", result, { window: "0 ms" });
    // Where the swing is a tenth of the rate, its square is a hundredth of that.
    const gaps = column("n").map((value, k) => Math.abs(value - column("n theory")[k]!));
    expect(Math.max(...gaps)).toBeLessThan(0.06 * 0.3 * Math.hypot(re, im));
  });
  test("what linear response does not cover has a note; constant drive has neither; `theory: none` has no note", async () => {
    const large = await played(text("19 mV", "20 Hz"));
    expect([large.theory, large.notes.filter((one) => one.includes("linear response")).length]).toEqual([undefined, 1]);
    const quiet = await played(text("19 mV", "20 Hz").replace("figures: [activity]", "figures: [{ activity: { theory: none } }]"));
    expect([quiet.theory, quiet.notes]).toEqual([undefined, []]);
    const constant = await played(text("19 mV", "20 Hz").replace(/sine: \{[^}]*\}/, "step: { amplitude: 1 mV }"));
    expect([constant.theory, constant.notes]).toEqual([undefined, []]);
  });
});

test("leaky neurons with escape noise: the refractory density, swung both ways, approaches the prediction as the step shrinks", async () => {
  const text = (amplitude: number, step: string, figures: string) => `
neurons:
  lif:
    equations: tau*dV/dt = -V + mu + RI
    inputs: { RI: mV }
    initial: { V: 0 mV }
    hazard: c*exp((V - 15 mV)/(2 mV))
    reset: { V: 0 mV }
    refractory: 4 ms
    parameters: { tau: 20 ms, mu: 18 mV, c: 10 Hz }
populations: { n: { neuron: lif, size: 1000 } }
stimuli: [{ to: n.RI, sine: { amplitude: ${amplitude} mV, frequency: 20 Hz } }]
run: { transient: 400 ms, duration: 200 ms, step: ${step}, bin: ${step}, scale: refractory-density, options: { refractory-density: { grid: uniform } } }
record: { n: [activity] }
figures: ${figures}
`;
  const simulated = async (step: string, figures: string) => {
    const [up, down] = [await played(text(0.2, step, figures)), await played(text(-0.2, step, "[]"))];
    const [a, b] = [up, down].map(({ signals }) => signals[0]!);
    return {
      up,
      swing: swing(
        a!.times,
        a!.values.map((value, k) => 0.5 * (value - b!.values[k]!)),
        0.02,
      ),
    };
  };
  const [coarse, fine] = [await simulated("0.2 ms", "[]"), await simulated("0.1 ms", "[activity]")];
  const predicted = responseOf(fine.up, "n");
  // What is left beyond first order is of third order in the amplitude.
  expectNear(fine.swing, predicted, 1.5e-2);
  const extrapolated = [0, 1].map((k) => 2 * fine.swing[k]! - coarse.swing[k]!) as unknown as Pair;
  expectNear(extrapolated, predicted, 2e-3);
});

test("populations that act on themselves: f' (a/tau)/(i omega + k), and through one another", async () => {
  // populations.md, section 4: k = 1/tau - J f' = 21.681077198 1/s.
  const text = `
neurons:
  poisson:
    equations: tau*dh/dt = -h + mu + RI
    inputs: { RI: mV }
    initial: { h: 6.2656 mV }
    hazard: 100 Hz/(1 + exp(-(h - 5 mV)/(2 mV)))
    parameters: { tau: 20 ms, mu: 3 mV }
populations: { n: { neuron: poisson, size: 5000 }, m: { neuron: poisson, size: 100 } }
projections:
  - { from: n, to: n, synapse: { kind: delta, into: h }, weight: 2.5 mV/pre.size, delay: 0 ms, connect: all }
  - { from: n, to: m, synapse: { kind: delta, into: h }, weight: 2.5 mV/pre.size, delay: 3 ms, connect: all }
stimuli: [{ name: wobble, to: n.RI, sine: { amplitude: 0.2 mV, frequency: 7 Hz } }]
run: { transient: 300 ms, duration: 200 ms, step: 0.1 ms, scale: refractory-density }
record: { n: [activity], m: [activity] }
figures: [activity]
`;
  const result = await played(text);
  const [k, omega] = [21.681077198, 2 * Math.PI * 7];
  const slope = (50 - k) / 2.5;
  const own = over([(slope * 0.2) / 0.02, 0], [k, omega]);
  expectNear(responseOf(result, "n"), own, 1e-9);
  // On its way to the other: late by 3 ms, 2.5 mV for each spike per neuron, its filter, its slope at the same rate.
  const late = over([1, 0], [Math.cos(0.003 * omega), Math.sin(0.003 * omega)]);
  const [re, im] = over([2.5 * slope, 0], [50, omega]);
  const way: Pair = [late[0] * re - late[1] * im, late[0] * im + late[1] * re];
  expectNear(responseOf(result, "m"), [own[0] * way[0] - own[1] * way[1], own[0] * way[1] + own[1] * way[0]], 1e-9);
});

test("leaky neurons in white noise: Lindner's and Schimansky-Geier's response at drift 0.8, diffusion 0.1, omega 1, through an input of half the weight", async () => {
  const text = (noise: string) => `
units: none
neurons:
  lif:
    equations: dV/dt = 0.8 - V + 0.5*I + ${noise}*xi
    inputs: { I: 1 }
    initial: { V: 0 }
    spike: V > 1
    reset: { V: 0 }
populations: { n: { neuron: lif, size: 100 } }
stimuli: [{ to: n.I, sine: { amplitude: 0.04, frequency: 1/(2*pi) } }]
run: { transient: 5, duration: 20, step: 0.02, seed: 1, scale: network }
record: { n: [activity] }
figures: [activity]
`;
  const result = await played(text("sqrt(0.2)"));
  const { populations } = toReport(result) as unknown as {
    populations: { n: { theory: { modulation: { amplitude: number; phase: number }[] } } };
  };
  const { amplitude, phase } = populations.n.theory.modulation[0]!;
  expectNear([amplitude * Math.cos(phase), amplitude * Math.sin(phase)], [0.02 * 0.805498, 0.02 * -0.13557], 1e-5);
  const { x, y } = curveOf(result, "activity", "activity");
  expectNear(swing(x.slice(0, 64), y.slice(0, 64), 1 / (2 * Math.PI)), [0.02 * 0.805498, 0.02 * -0.13557], 2e-4);
  // Noise that the input makes answers too, and is not in this theory.
  const { theory, notes } = await played(text("sqrt(0.2)*(1 + I)"));
  expect([theory, notes.filter((one) => one.includes("neither a hazard")).length]).toEqual([undefined, 1]);
});

test("example linear-response: the chirp, swung both ways by little, is on the line from its first moment on", async () => {
  const swung = (amplitude: string, figures: string) =>
    played(example("linear-response").replace("figures: [activity]", `figures: ${figures}`), [
      "run.scale=refractory-density",
      `stimuli.stimulus_1.chirp.amplitude=${amplitude}`,
    ]);
  const up = await swung("0.1 mV", "[{ activity: { populations: [four] } }]");
  const down = await swung("-0.1 mV", "[]");
  const table = (result: Result) => tableOf("activity", result, { window: "0 ms", populations: ["four"] });
  const [above, below] = [await table(up), await table(down)];
  const simulated = above("four").map((value, k) => 0.5 * (value - below("four")[k]!));
  const rest = (1000 * 0.05 * Math.E) / (1 + 0.5 * Math.E);
  const line = above("four theory").map((value) => value - rest);
  const largest = Math.max(...line.map(Math.abs));
  expect(largest).toBeGreaterThan(1.5);
  expect(Math.max(...simulated.map((value, k) => Math.abs(value - line[k]!)))).toBeLessThan(0.03 * largest);
});
