/** Pulse-coupled neurons, against numbers with more digits than doubles have. */
import { expect, test } from "vitest";
import { builtNames, openText, portableHost, sweep } from "../../../src/session/index.ts";
import { intervals, pulses, spikesOf } from "./documents.ts";

test("spikes of a hundred neurons agree with a computation of 30 digits", async () => {
  // The exact map with mpmath 1.3. The network is not chaotic: what is left is the rounding of the times themselves, a unit in the last
  // place of 33 (7e-15) at each of 4,000 events that may add up. Mutant: a spike found to 1e-9 instead of to rounding.
  const known = [
    [1, 0.3099326813866007, 99],
    [10, 0.46979064337497684, 90],
    [100, 1.0169641053163339, 0],
    [1000, 8.583136652681118, 0],
    [4000, 33.65464270919527, 0],
  ] as const;
  const { times, neurons } = await spikesOf(pulses({ run: "duration: 34" }));
  for (const [number, time, neuron] of known) {
    expect(neurons[number - 1]).toBe(neuron);
    expect(Math.abs(times[number - 1]! - time), `spike ${number}`).toBeLessThan(1e-12);
  }
});

/** Period of the splay state of N neurons by alpha: zero of its closed form with 40 digits (mpmath 1.3). */
const splay = [
  [5, 6, 0.8193907860159555],
  [10, 6, 0.8191399034958161],
] as const;

test.for(splay)("the splay state of %i neurons at alpha %i has the period of its closed form", async ([size, alpha, period]) => {
  // The slowest deviation decays with 0.0152 (N = 10): 1e-20 after 3,000. Times near 3,000 are rounded by 5e-13.
  const run = await spikesOf(pulses({ size, alpha, run: "transient: 3000, duration: 20" }));
  for (const interval of intervals(run, 0)) expect(Math.abs(interval - period)).toBeLessThan(2e-12);
  const between = run.times.slice(1).map((time, k) => time - run.times[k]!);
  // The slow deviations gather the rounding of some hundred events.
  for (const interval of between) expect(Math.abs(interval - period / size)).toBeLessThan(2e-11);
});

test("below the bifurcation the network returns to the splay state, above it leaves it", async () => {
  // alpha_c = 8.3411756: growth -0.0417 at alpha 6, +0.0165 at 9 (continuum).
  const spread = async (alpha: number) => {
    const all = intervals(await spikesOf(pulses({ size: 50, alpha, run: "transient: 400, duration: 20" })), 0);
    return Math.max(...all) - Math.min(...all);
  };
  expect(await spread(6)).toBeLessThan(1e-3);
  expect(await spread(9)).toBeGreaterThan(0.05);
});

test("a sweep over alpha shows the order parameter on both sides", async () => {
  const text = pulses({
    size: 50,
    run: "transient: 400, duration: 20",
    more: "sweep: { over: { projections.coupling.synapse.alpha: [6, 9] }, measure: [n.order] }",
  });
  const environment = { host: portableHost, names: builtNames([]) };
  const { result } = await sweep(portableHost, await openText(environment, text, "sweep.yaml"), {});
  const [splay, partial] = result.rows.map(({ values }) => values[0]!);
  expect(splay).toBeLessThan(1e-3);
  expect(partial).toBeGreaterThan(0.5);
});

test("Lyapunov exponents of the splay state are its Floquet exponents", async () => {
  // Eigenvalues of the map from event to event by differences of 1e-15 with 40 digits (mpmath 1.3). A pair turns, so that its two exponents
  // are right only on average over a turn: 1e-4 after 2,000; the real ones to rounding.
  const options = "options: { event-driven: { exponents: 6 } }";
  const { result } = await spikesOf(pulses({ size: 5, alpha: 3, run: `transient: 2000, duration: 2000, ${options}` }));
  const exponents = result.measures!.lyapunov_exponents!;
  const known = [-0.016933682653485, -0.016933682653485, -0.03724689123306, -0.03724689123306, -1.1083025450587, -4.7410389696922];
  const tolerance = [2e-4, 2e-4, 2e-4, 2e-4, 1e-11, 1e-11];
  for (const [k, value] of known.entries()) expect(Math.abs(exponents[k]! - value), `${k}`).toBeLessThan(tolerance[k]!);
  const pair = exponents[0]! + exponents[1]!;
  expect(Math.abs(pair / 2 - known[0]!)).toBeLessThan(1e-5);
});

test("two populations that are one have its exponents, and those of the difference of their fields", async () => {
  // Each population has pulses of its own, equal but for how they began: what differs decays with alpha = 3, in a Jordan block, whose two
  // exponents are right together. Mutant: an arrival at one population shifted by the spikes of its own alone.
  const text = (populations: string, all: string, exponents: number, size: number) =>
    pulses({
      size,
      alpha: 3,
      initial: "0.9*(index + o)/size",
      run: `transient: 1000, duration: 1000, options: { event-driven: { exponents: ${exponents} } }`,
    })
      .replace("g: 0.4 }", "g: 0.4, o: 0 }")
      .replace(/populations: .*/, `populations: ${populations}`)
      .replace("from: n, to: n", `from: ${all}, to: ${all}`)
      .replace("1/pre.size", "1/6");
  const whole = (await spikesOf(text("{ n: { neuron: lif, size: 6 } }", "n", 7, 6))).result.measures!.lyapunov_exponents!;
  const halves = "{ n: { neuron: lif, size: 3 }, m: { neuron: lif, size: 3, parameters: { o: 0.5 } } }";
  const parts = (await spikesOf(text(halves, "[n, m]", 9, 3))).result.measures!.lyapunov_exponents!;
  for (const [k, place] of [0, 1, 2, 3, 4, 5, 8].entries()) expect(Math.abs(parts[place]! - whole[k]!), `${k}`).toBeLessThan(1e-3);
  expect(Math.abs(parts[6]! + parts[7]! + 6)).toBeLessThan(1e-4);
});

const refractory = (weight: string, size: number, exponents: number) =>
  pulses({ size, alpha: 3, run: `transient: 1500, duration: 1500, options: { event-driven: { exponents: ${exponents} } }` })
    .replace("reset: { v: 0 }", "reset: { v: 0 }, refractory: 0.3")
    .replace("1/pre.size", weight);

test("refractory neurons without coupling keep their distances: exponents 0, those of the pulses -alpha", async () => {
  const exponents = (await spikesOf(refractory("0", 4, 5))).result.measures!.lyapunov_exponents!;
  for (const value of exponents.slice(0, 3)) expect(Math.abs(value)).toBeLessThan(1e-13);
  for (const value of exponents.slice(3)) expect(Math.abs(value + 3)).toBeLessThan(1e-2);
});

test("with refractory neurons the largest exponent is how fast two runs come together", async () => {
  // Spikes of two runs that began 1e-4 apart: the logarithm of their differences falls by 0.0166922 per unit of time between 300 and 600.
  const [largest] = (await spikesOf(refractory("1/pre.size", 6, 1))).result.measures!.lyapunov_exponents!;
  expect(Math.abs(largest! + 0.0166922)).toBeLessThan(1e-5);
});

test("in partial synchrony the largest exponent is 0", async () => {
  // Quasi-periodic: 0 up to the logarithm of a bounded stretch over the time, here 2/500.
  const options = "options: { event-driven: { exponents: 1 } }";
  const { result } = await spikesOf(pulses({ size: 20, alpha: 12, run: `transient: 1000, duration: 500, ${options}` }));
  expect(Math.abs(result.measures!.lyapunov_exponents![0]!)).toBeLessThan(4e-3);
});

test("exponents change no spike", async () => {
  const options = "options: { event-driven: { exponents: 2 } }";
  const plain = await spikesOf(pulses({ size: 10 }));
  const followed = await spikesOf(pulses({ size: 10, run: `duration: 30, ${options}` }));
  expect(followed.times).toEqual(plain.times);
});
