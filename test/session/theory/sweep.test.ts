/** Stationary rate and CV of renewal neurons as lines over the points of a sweep. */
import { expect, test } from "vitest";
import { open } from "../../../src/index.ts";
import { portableHost, sweep } from "../../../src/session/index.ts";
import { draw } from "../../figures/drawing.ts";

const swept = async (text: string) => (await sweep(portableHost, await open(text, { isSweep: true }), {})).result;

test("F_0 and CV of the escape LIF over its drive: the published numbers, with simulated points on the lines", {
  tags: "slow",
}, async () => {
  const result = await swept(`
neurons:
  escape:
    equations: tau*dV/dt = -V + mu
    initial: { V: 0 mV }
    hazard: c*exp((V - V_th)/Delta_u)
    reset: { V: 0 mV }
    refractory: 4 ms
    parameters: { tau: 20 ms, mu: 18 mV, c: 10 Hz, V_th: 15 mV, Delta_u: 2 mV }
populations: { n: { neuron: escape, size: 200 } }
run: { transient: 300 ms, duration: 2 s, step: 0.1 ms, seed: 1, scale: network }
record: { n: [spikes] }
sweep: { over: { neurons.escape.parameters.mu: [14 mV, 18 mV, 25 mV] }, measure: [n.rate, n.cv] }
figures: [{ curve: { y: n.rate, theory: renewal } }]
`);
  // populations.md, section 5.
  const published = [
    [14, 4.5973896904, 0.765884392],
    [18, 13.7231371998, 0.391758676],
    [25, 28.1278493745, 0.194284009],
  ] as const;
  expect(result.theory.map(({ id, measure }) => [id, measure])).toEqual([
    ["renewal", "n.rate"],
    ["renewal", "n.cv"],
  ]);
  const [rate, cv] = result.theory;
  for (const [k, [mu, wanted, irregularity]] of published.entries()) {
    const at = rate!.x.indexOf(mu);
    expect(Math.abs(rate!.y[at]! / wanted - 1)).toBeLessThan(1e-10);
    expect(Math.abs(cv!.y[cv!.x.indexOf(mu)]! / irregularity - 1)).toBeLessThan(1e-8);
    // Counts of 200 neurons in 2 s have the variance of a renewal process; half a step of each interval is lost.
    const error = irregularity * Math.sqrt(wanted / 400);
    const point = result.rows[k]!.values[0]!;
    expect(Math.abs(point - wanted)).toBeLessThan(4.5 * error + 2e-4 * wanted * wanted);
  }
  const rows = async (theory: string) => (await draw("curve", result, { theory })).table().columns[0]!.values.length;
  expect(await rows("renewal")).toBe(3 + rate!.x.length + cv!.x.length);
  expect(await rows("closed-form")).toBe(3);
});

test("Siegert's rate and the CV of the white-noise LIF, with a population beside it that fires by chance", { tags: "slow" }, async () => {
  // Siegert at mu 15, sigma sqrt(1.5), tau 10, refractory 2, threshold 15, reset 0: 27.1095934379 Hz (populations.md, section 3.5).
  const { theory } = await swept(`
neurons:
  lif:
    equations: tau*dV/dt = -V + mu + s*sqrt(tau)*xi
    initial: { V: 0 mV }
    spike: V > 15 mV
    reset: { V: 0 mV }
    refractory: 2 ms
    parameters: { tau: 10 ms, mu: 15 mV, s: 1.224744871391589 mV }
  poisson: { hazard: 10 Hz }
populations: { lif: { neuron: lif, size: 2 }, poisson: { neuron: poisson, size: 2 } }
run: { duration: 20 ms, step: 0.1 ms, scale: network }
record: { lif: [spikes] }
sweep: { over: { neurons.lif.parameters.mu: [14 mV, 15 mV, 16 mV] }, measure: [lif.rate, lif.cv, poisson.rate] }
`);
  const valueAt = (measure: string) => {
    const line = theory.find((one) => one.measure === measure)!;
    return line.y[line.x.indexOf(15)]!;
  };
  expect(Math.abs(valueAt("lif.rate") / 27.1095934379 - 1)).toBeLessThan(1e-11);
  expect(valueAt("lif.cv")).toBeGreaterThan(0.1);
  expect(valueAt("poisson.rate")).toBeCloseTo(10, 9);
});
