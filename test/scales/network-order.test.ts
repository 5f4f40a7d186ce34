/** Flows that are not linear are integrated to second order by the scale `network`: single neurons against the scale `cell` at 1e-10. */
import { describe, expect, test } from "vitest";
import { cell } from "../../src/scales/cell/index.ts";
import { network } from "../../src/scales/network/index.ts";
import { bindText } from "../model/open.ts";

interface Ran {
  readonly spikes: readonly number[];
  /** By recorded expression. */
  readonly signals: ReadonlyMap<string, readonly number[]>;
}

/** Runs one neuron `n`. */
function run(text: string, scale: typeof cell, arithmetic: "fast" | "reference" = "reference"): Ran {
  const { experiment, errors } = bindText(text);
  expect(errors).toEqual([]);
  const plan = scale.plan(experiment!, { seed: 1, arithmetic });
  const simulation = scale.create(plan, { from: 0, to: plan.atoms });
  while (simulation.advance(experiment!.run.duration).kind === "paused");
  const spikes: number[] = [];
  const signals = new Map<string, number[]>();
  simulation.drain(({ channel, times, data }) => {
    if (channel === "n.spikes") spikes.push(...times);
    else signals.set(channel, [...(signals.get(channel) ?? []), ...data]);
  });
  simulation.close();
  return { spikes, signals };
}

const exactly = "tolerance: 1e-10, scale: cell";
const inSteps = (step: number, method = "auto") => `step: ${step} ms, method: ${method}, scale: network`;

/** Times at which samples rise through a level, by the cubic through the four around: its error is of order 4. */
function crossings(values: readonly number[], step: number, level: number): number[] {
  return values.flatMap((_, k) => {
    const [a, b, c, d] = [values[k - 1]!, values[k]!, values[k + 1]!, values[k + 2]!];
    if (!(b <= level && c > level)) return [];
    const cubic = (s: number) =>
      (-a * s * (s - 1) * (s - 2) + 3 * b * (s * s - 1) * (s - 2) - 3 * c * (s + 1) * s * (s - 2) + d * (s * s - 1) * s) / 6;
    let [low, high] = [0, 1];
    for (let i = 0; i < 50; i++) [low, high] = cubic((low + high) / 2) > level ? [low, (low + high) / 2] : [(low + high) / 2, high];
    return [(k + low) * step];
  });
}

const slopes = (errors: readonly number[]) => errors.slice(1).map((error, k) => Math.log2(errors[k]! / error));

describe("spikes of conductance-based neurons", () => {
  test.each([
    ["hodgkin-huxley", "10 uA/cm^2", 0, 0.05],
    ["wang-buzsaki", "1 uA/cm^2", -20, 0.15],
    ["traub-miles", "2 uA/cm^2", 0, 0.12],
  ])("%s: the last of 100 ms is wrong in proportion to the square of the step", (model, amplitude, threshold, most) => {
    const text = (settings: string) => `
neurons: { n: { model: ${model} } }
populations: { n: { neuron: n } }
stimuli: [{ to: n.I, step: { amplitude: ${amplitude} } }]
record: { n: [spikes, V] }
run: { duration: 100 ms, ${settings} }`;
    const exact = run(text(exactly), cell).spikes;
    const error = (step: number, method: string) => {
      const times = crossings(run(text(inSteps(step, method)), network).signals.get("n[0].V")!, step, threshold);
      expect(times.length).toBe(exact.length);
      return Math.abs(times.at(-1)! - exact.at(-1)!);
    };
    // Mutant: gates or membrane at the tick in the place of half way (exponential Euler) have order 1, and 7 % of Wang-Buzsaki at 0.02 ms.
    for (const slope of slopes([0.01, 0.005, 0.0025].map((step) => error(step, "auto")))) expect(Math.abs(slope - 2)).toBeLessThan(0.1);
    for (const slope of slopes([0.005, 0.0025].map((step) => error(step, "exponential-euler"))))
      expect(Math.abs(slope - 1)).toBeLessThan(0.1);
    expect(error(0.02, "auto")).toBeLessThan(most);
  });
});

describe("values at the end", () => {
  const problems = {
    // A conductance that is propagated exactly, half way for the membrane that it moves.
    conductance: `{ equations: "dV/dt = ((-70 - V) + g*(0 - V))/20ms\\ndg/dt = -g/5ms", initial: { V: -70, g: 4 } }`,
    // Both states move each other; neither is linear.
    circle: `{ equations: "dV/dt = (V - V^3/3 - w + 0.7)/1ms\\ndw/dt = (V^2 + 0.3 - w)/3ms", initial: { V: -1, w: 0.5 } }`,
    // Time enters in the middle of the step.
    forced: `{ equations: "dV/dt = (-V^3 + w*sin(2*t/1ms))/1ms\\ndw/dt = -w*(1 + 0.5*cos(t/1ms))/4ms", initial: { V: 0.5, w: 2 } }`,
    // A chain: each end is known to the next.
    chain: `{ equations: "dV/dt = (1 - V)*w^2/2ms\\ndw/dt = (u*(1 - w) - w)/1ms\\ndu/dt = -u/3ms", initial: { V: 0, w: 0, u: 2 } }`,
  };
  test.each(Object.keys(problems))("%s: order 2", (name) => {
    const text = (settings: string) => `
neurons: { n: ${problems[name as keyof typeof problems]} }
populations: { n: { neuron: n } }
record: { n: [V] }
run: { duration: 8 ms, ${settings} }`;
    const end = (settings: string, scale: typeof cell) => run(text(settings), scale).signals.get("n[0].V")!.at(-1)!;
    const exact = end(exactly, cell);
    const errors = [0.04, 0.02, 0.01, 0.005].map((step) => Math.abs(end(inSteps(step), network) - exact));
    for (const slope of slopes(errors)) expect(Math.abs(slope - 2)).toBeLessThan(0.1);
  });
});

test.each(["fast", "reference"] as const)("adaptation sees no membrane beyond its threshold, however large the step (%s)", (arithmetic) => {
  const text = (settings: string) => `
neurons: { n: { model: adex, set: adaptation } }
populations: { n: { neuron: n } }
stimuli: [{ to: n.I, step: { amplitude: 500 pA } }]
record: { n: [spikes, w] }
run: { duration: 50 ms, ${settings} }`;
  const w = (result: Ran) => result.signals.get("n[0].w")!.at(-1)!;
  const exact = run(text(exactly), cell);
  const stepped = run(text(inSteps(0.1)), network, arithmetic);
  expect(stepped.spikes.length).toBe(exact.spikes.length);
  // Spikes stand on the grid. Mutant: the mean of both ends of an exponential upstroke makes w infinite.
  expect(Math.abs(w(stepped) / w(exact) - 1)).toBeLessThan(0.03);
});
