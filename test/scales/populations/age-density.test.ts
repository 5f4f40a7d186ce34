/** Densities over the time since the last spike, at scales of cohorts: closed form, both grids, conservation. */
import { describe, expect, test } from "vitest";
import type { Axis } from "../../../src/contract/index.ts";
import { bindText } from "../../model/open.ts";
import { lowDimensional, mesoscopic, refractoryDensity, run } from "./support.ts";

const [rho, rest, step] = [0.05, 4, 0.1];

/** Neurons that fire at one rate after a dead time; `more` goes into the run. */
const deadTime = (more: string, scale = "refractory-density") => `
neurons: { dead: { equations: dV/dt = -V/(5 ms), initial: { V: 0 mV }, hazard: 50 Hz, reset: { V: 0 mV }, refractory: ${rest} ms } }
populations: { n: { neuron: dead, size: 2000, initial-age: 0 ms } }
run: { transient: 400 ms, duration: 40 ms, step: ${step} ms, scale: ${scale}, seed: 2${more} }
record: { n: [activity, mass, density] }
`;

/** The ages of a plan's density. */
function agesOf(text: string, scale = refractoryDensity): Axis {
  const { experiment } = bindText(text);
  return scale.plan(experiment!, { seed: 1 }).channels.find(({ label }) => label === "density")!.axes![0]!;
}

describe.each(["uniform", "coarse"])("on the grid that is %s", (grid) => {
  const text = deadTime(`, options: { refractory-density: { grid: ${grid} } }`);
  const { values, times } = run(text, refractoryDensity);
  const ages = agesOf(text);
  const cells = ages.values.length;
  const width = ages.values[1]! - ages.values[0]!;
  const last = values.get("n.density")!.slice(-cells);

  test("it is the rate times the survivors, which stay for the dead time and then become fewer exponentially", () => {
    // Of spikes that are stamped at the end of their step: the mean interval is that of a geometric law.
    const rate = 1 / (rest + step / (1 - Math.exp(-rho * step)));
    const expected = Array.from(ages.values, (_, cell) => {
      const steps = Array.from({ length: Math.round(width / step) }, (_, k) => Math.round((cell * width) / step) + k);
      return rate * steps.reduce((sum, age) => sum + Math.exp(-rho * step * Math.max(0, age - rest / step)) / steps.length, 0);
    });
    for (const [cell, density] of last.entries()) {
      // A coarse cohort is flat over its width, which is at most half of its age: a fifth of the decay in 20 ms. Floats elsewhere. Kills ages that
      // begin at 1, a dead time that is left out, and cells that count neurons in the place of their part per time.
      const tolerance = grid === "uniform" ? 2e-6 : 0.3;
      expect(Math.abs(density / expected[cell]! - 1)).toBeLessThan(tolerance);
    }
  });

  test("all neurons are in it whose age is known", () => {
    const sums = times.get("n.density")!.map((_, k) => values.get("n.density")!.slice(k * cells, (k + 1) * cells));
    const known = sums.map((profile) => profile.reduce((sum, density) => sum + density * width, 0));
    // The pool has those older than the axis.
    const pool = Math.exp(-rho * (cells * width - rest)) / (rho * rest + 1);
    for (const part of known) expect(part).toBeCloseTo(1 - pool, 3);
  });
});

test("profiles come at equal times of the recorded stretch, from its beginning, about four hundred without `every`", () => {
  expect(run(deadTime(""), refractoryDensity).times.get("n.density")).toHaveLength(401);
  expect(run(deadTime(", every: 10 ms"), refractoryDensity).times.get("n.density")).toEqual([400, 410, 420, 430, 440]);
});

test("finite populations have the same mean density, with the noise of their number", () => {
  const text = deadTime("", "mesoscopic");
  const { values } = run(text, mesoscopic);
  const ages = agesOf(text, mesoscopic);
  const [cells, width] = [ages.values.length, ages.values[1]! - ages.values[0]!];
  const youngest = values.get("n.density")!.filter((_, k) => k % cells < 3.9 / width);
  const mean = youngest.reduce((sum, one) => sum + one / youngest.length, 0);
  // 3300 spikes in the stretch: a standard error of 1.4 %.
  expect(Math.abs(mean * (rest + 1 / rho) - 1)).toBeLessThan(0.07);
});

test("modes have no ages: their scale has no such channel", () => {
  const { experiment } = bindText(deadTime("", "low-dimensional"));
  expect(lowDimensional.plan(experiment!, { seed: 1 }).channels.map(({ label }) => label)).not.toContain("density");
});
