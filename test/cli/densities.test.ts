/** Densities on the command line: blow-up as a result, what sweeps and figures make of it. */
import { expect, test } from "vitest";
import { run } from "./virtual-shell.ts";

const text = `title: nnlif
units: none
neurons:
  nlif:
    equations: dV/dt = -V + sqrt(2*a)*xi
    initial: { V: "truncated(normal(v0, 0.5), -infinity, V_F)" }
    spike: V > V_F
    reset: { V: V_R }
    parameters: { a: 1, V_F: 2, V_R: 1 }
populations: { n: { neuron: nlif, size: 100 } }
parameters: { b: 3, v0: 0 }
projections:
  - { from: n, to: n, synapse: { kind: delta, into: V }, weight: b/pre.size, connect: all }
run: { duration: 3, step: 0.02, scale: fokker-planck, options: { fokker-planck: { cells: 80, V: [-6, 2] } } }
record: { n: [activity, density, entropy, moment] }
figures: [density, entropy, map]
sweep: { over: { v0: [0, 0.5, 1], b: [0, 1.5, 3] }, measure: [n.activity, n.rate, n.blow-up] }
`;
const files = { "net.yaml": text };

test("run --json tells of a blow-up with its time, the time's error and the orders, and exits with 1", async () => {
  const ran = await run(["run", "net.yaml", "--json"], files);
  expect(ran.status).toBe(1);
  const { outcome, populations, notes } = ran.json();
  expect(outcome.kind).toBe("blow-up");
  expect(outcome.time).toBeGreaterThan(0.5);
  expect(outcome.error).toBeGreaterThan(0);
  expect(outcome.error).toBeLessThan(0.1);
  expect(outcome.message).toMatch(/runs at steps of 0\.02, 0\.01, 0\.005: t = .* on 40 cells in the place of 80/);
  expect(populations.n.mass_error).toBeLessThan(1e-13);
  // At b = 3 there is no stationary state to hold a density against.
  expect(notes.join()).toContain("the entropy of n is not recorded");
});

test("a solution that lives on has an entropy, whose figure says how fast it falls", async () => {
  const ran = await run(["run", "net.yaml", "--set", "b=0", "--out", "o"], files);
  expect(ran.status).toBe(0);
  const svg = ran.text("o/figures/entropy.svg");
  // Twice the gap of 1.191, on a coarse grid.
  expect(svg).toMatch(/n: falls as exp\(−2\.3\d* t\)/);
  expect(ran.text("o/figures/entropy.csv").split("\n")[0]).toBe("time,n.entropy");
});

test("a sweep has the time of blow-up as a measure, and a map of two parameters as a figure", async () => {
  const ran = await run(["sweep", "net.yaml", "--out", "o", "--json"], files);
  expect(ran.status).toBe(0);
  const { rows } = ran.json();
  expect(rows).toHaveLength(9);
  for (const row of rows) {
    const lives = row.point.b < 3 && !(row.point.b === 1.5 && row.point.v0 === 1);
    expect(row["n.blow-up"] === null).toBe(row["n.activity"] !== null);
    if (lives) expect(row["n.activity"]).toBeGreaterThan(0.05);
    if (row.point.b === 3) expect(row["n.blow-up"]).toBeGreaterThanOrEqual(0);
  }
  expect(ran.text("o/figures/map.csv").split("\n")[0]).toBe("v0,b,n.activity,n.rate,n.blow-up");
});

test("a density can begin as a file says, whose header has the unit of the potential", async () => {
  const physical = text
    .replace("units: none", "")
    .replace("equations: dV/dt = -V + sqrt(2*a)*xi", "equations: tau*dV/dt = -V + sqrt(2*tau)*s*xi")
    .replace(/initial: \{ V.*/, "initial: { V: 0 mV }")
    .replace("a: 1, V_F: 2, V_R: 1", "tau: 20 ms, s: 10 mV, V_F: 20 mV, V_R: 10 mV")
    .replace("b: 3, v0: 0", "b: 0 mV, v0: 0")
    .replace("duration: 3, step: 0.02", "duration: 1 ms, step: 0.5 ms")
    .replace("cells: 80, V: [-6, 2]", "cells: 80, V: [-60 mV, 20 mV], initial: { n: { file: start.csv } }")
    .replace(/sweep:.*/s, "")
    .replace("map", "activity");
  // A triangle from -20 to 0 mV, 1/10 per mV at its top; cells of 1 mV have the mean of a twentieth less.
  const begun = { "net.yaml": physical, "start.csv": "V_mV,density\n-20,0\n-10,5\n0,0\n" };
  const ran = await run(["run", "net.yaml", "--out", "o"], begun);
  expect([ran.status, ran.stderr]).toEqual([0, ran.stderr]);
  const first = ran
    .text("o/figures/density.csv")
    .split("\n")
    .slice(1, 81)
    .map((line) => line.split(",").map(Number));
  expect(Math.max(...first.map(([, , p]) => p!))).toBeCloseTo(0.095, 6);
  expect(first.reduce((sum, [, , p]) => sum + p!, 0)).toBeCloseTo(1, 9);
  const bad = await run(["run", "net.yaml"], { ...begun, "start.csv": "V_mV,density\n0,1\n-10,5\n" });
  expect(bad.status).toBe(2);
  expect(bad.stderr).toContain("its potentials must ascend");
  expect((await run(["run", "net.yaml"], { ...begun, "start.csv": "V,density\n-10,1\n0,5\n" })).stderr).toContain("start.csv");
});
