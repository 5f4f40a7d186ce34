/**
 * Spectra of populations that act on one another, to first order: against quadrature in scipy, a closed form, simulations, and their own stability.
 * @module-tag slow
 */
import { describe, expect, test } from "vitest";
import { open } from "../../src/index.ts";
import { scales } from "../../src/scales/index.ts";
import { at, curveOf, example, expectOnLine, played, tableOf } from "../session/theory/support.ts";

describe("example finite-size", () => {
  // tools/interval-values.py: the stationary rate, and (1 - G)^-1 diag(S/N) (1 - G)^-T at frequency 0, by nested quadrature and differences of F_0.
  const short = ["run.transient=100 ms", "run.duration=10 s", "run.scale=mesoscopic"];
  test("at frequency 0, mesoscopic and of the network (kills: a weight without its area, a source without its size)", async () => {
    const meso = await played(example("finite-size"), short);
    const lowest = (population: string) => meso.theory!.curves.find((one) => one.population === population)!.y[0]!;
    // The line begins at 0.1 Hz, where the power is higher by some 1e-5.
    expect(Math.abs(lowest("E") / 0.051843228790489713 - 1)).toBeLessThan(1e-4);
    expect(Math.abs(lowest("I") / 0.010784469699853886 - 1)).toBeLessThan(1e-4);
    const { experiment } = await open(example("finite-size"));
    const { stationary } = await scales.find(({ id }) => id === "refractory-density")!.load();
    const near = new Map([
      ["E", 0.0175],
      ["I", 0.016],
    ]);
    const found = stationary!.linearised!(experiment!, near);
    if (found.kind !== "linearised") throw new Error(found.kind);
    expect(Math.abs(found.rates.get("E")! / 0.01691328429954695 - 1)).toBeLessThan(1e-12);
    const spectra = found.spectra("neurons")(1e-6)!;
    expect(Math.abs((1000 * spectra.get("E")!) / 0.04272957280243521 - 1)).toBeLessThan(1e-7);
    expect(Math.abs((1000 * spectra.get("I")!) / 0.008888639730326687 - 1)).toBeLessThan(1e-7);
    found.close();
    // Below the resonance the simulated spectrum is on the line to what the equations add beyond first order.
    const column = await tableOf("spectrum", meso, { segment: "400 ms" });
    const [f, e, line] = [column("frequency"), column("E"), column("E theory")];
    for (const [k, one] of f.entries()) if (one > 8 && one < 26) expect(Math.abs(Math.log(e[k]! / line[k]!))).toBeLessThan(0.6);
    for (const [k, one] of f.entries()) if (one > 200) expect(Math.abs(e[k]! / line[k]! - 1)).toBeLessThan(0.4);
  });
});

describe("neurons that share one state and fire at random: (f/N) (w^2 + 1/tau^2)/(w^2 + k^2)", () => {
  // populations.md, section 4: r = 65.312941450516 Hz, k = 21.681077198 1/s, S_A(0) = 0.694716375 Hz at N = 500.
  const text = `
neurons:
  poisson:
    equations: tau*dh/dt = -h + mu
    initial: { h: 6.2656 mV }
    hazard: 100 Hz/(1 + exp(-(h - 5 mV)/(2 mV)))
    parameters: { tau: 20 ms, mu: 3 mV }
populations: { n: { neuron: poisson, size: 5000 } }
projections: [{ from: n, to: n, synapse: { kind: delta, into: h }, weight: 2.5 mV/pre.size, delay: 0 ms, connect: all }]
run: { transient: 200 ms, duration: 40 s, step: 0.05 ms, bin: 1 ms, seed: 1, scale: mesoscopic }
record: { n: [activity] }
figures: [spectrum]
`;
  const formula = (f: number) => {
    const square = (2 * Math.PI * f) ** 2;
    return ((65.312941450516 / 5000) * (square + 2500)) / (square + 21.681077198 ** 2);
  };
  test("the line is the formula, and simulated points lie on it", async () => {
    const result = await played(text);
    const curve = curveOf(result, "spectrum", "spectrum");
    for (const f of [0.5, 2, 5, 11, 30, 200]) expect(Math.abs(at(curve, f, "log") / formula(f) - 1)).toBeLessThan(2.5e-3);
    expect(Math.abs(curve.y[0]! / formula(curve.x[0]!) - 1)).toBeLessThan(1e-9);
    const column = await tableOf("spectrum", result, { segment: "1 s", bin: "1 ms" });
    expectOnLine(column("n"), column("n theory"), 79);
  });
});

test("where the population oscillates by itself there is no line, and the note says it", async () => {
  const set = [
    "run.transient=1 s",
    "run.duration=1 s",
    "run.scale=mesoscopic",
    "projections.projection_1.weight=1 mV",
    "projections.projection_2.weight=-2 mV",
  ];
  const { theory, notes } = await played(example("finite-size"), set);
  const found = notes.filter((note) => note.includes("no theory is drawn"));
  expect([theory, found.length]).toEqual([undefined, 1]);
  expect(found[0]).toMatch(/`E`, `I` in the figure spectrum: (the stationary state is not stable|no stationary state is near)/);
});
