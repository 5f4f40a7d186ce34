/** Populations on the command line: the report of each scale, and what a person reads. */
import { expect, test } from "vitest";
import { readNpz } from "../../src/io/formats/npz.ts";
import { run } from "./virtual-shell.ts";

const text = `title: escape
neurons:
  escape:
    equations: tau*dV/dt = -V + mu
    initial: { V: 0 mV }
    hazard: c*exp((V - V_th)/Delta_u)
    reset: { V: 0 mV }
    refractory: 4 ms
    parameters: { tau: 20 ms, mu: 25 mV, c: 10 Hz, V_th: 15 mV, Delta_u: 2 mV }
populations: { n: { neuron: escape, size: 100 } }
run: { transient: 200 ms, duration: 1 s, step: 0.2 ms, bin: 1 ms, scale: [mesoscopic, refractory-density] }
record: { n: [activity, mass, mean(V), spikes] }
figures: [activity]
`;
const files = { "net.yaml": text };

test("run --json has activity, mass and what the grid and Lambda do to them, of every scale", async () => {
  const { scales } = (await run(["run", "net.yaml", "--json"], files)).json();
  const [finite, infinite] = scales;
  expect(scales.map(({ scale }: { scale: string }) => scale)).toEqual(["mesoscopic", "refractory-density"]);
  for (const { outcome, populations, notes } of scales) {
    expect(outcome.kind).toBe("completed");
    expect(Object.keys(populations.n)).toEqual([
      "size",
      "spike_count",
      "rate_Hz",
      "cv_isi",
      "activity_mean",
      "activity_final",
      "mass_error",
      "grid_error",
      "low_frequency_power",
    ]);
    // What no neuron is there for is left out with a word.
    expect(notes.some((note: string) => note.includes("`spikes` of `n` is left out"))).toBe(true);
  }
  // 28.1278 Hz less half a step of 0.2 ms an interval.
  expect(infinite.populations.n.activity_final).toBeCloseTo(28.1278 * (1 - 0.0001 * 28.1278), 2);
  expect(infinite.populations.n.mass_error).toBeLessThan(1e-12);
  expect(infinite.populations.n.low_frequency_power).toBeNull();
  expect(Math.abs(finite.populations.n.rate_Hz / 28.05 - 1)).toBeLessThan(0.05);
  expect(Number.isInteger(finite.populations.n.spike_count)).toBe(true);
});

test("a recorded density stands in arrays.npz with its times and ages, in a folder of its scale, and is drawn", async () => {
  const set = ["--set", "record.n=[activity, density]", "--set", "figures=[density]", "--set", "run.every=100 ms"];
  const ran = await run(["run", "net.yaml", "--out", "out", ...set], files);
  expect(ran.status).toBe(0);
  const names = [...ran.files.keys()];
  for (const scale of ["mesoscopic", "refractory-density"]) {
    const name = names.find((one) => one.endsWith(`${scale}/arrays.npz`))!;
    const arrays = readNpz(ran.files.get(name)!, name);
    expect(Object.keys(arrays)).toEqual(["n.density", "n.density.time_ms", "n.density.age_ms"]);
    const { shape, data } = arrays["n.density"]!;
    const ages = arrays["n.density.age_ms"]!.data;
    expect(shape).toEqual([11, ages.length]);
    expect([...arrays["n.density.time_ms"]!.data]).toEqual([200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200]);
    const last = data.slice(-ages.length);
    const width = ages[1]! - ages[0]!;
    // Nearly all have fired within the axis; the youngest are the rate, 28 Hz.
    expect(last.reduce((sum, one) => sum + one * width, 0)).toBeGreaterThan(0.8);
    expect(names.some((one) => one.endsWith(`${scale}/figures/density.png`))).toBe(true);
  }
});

test("a person reads neurons, spikes and rate", async () => {
  const { stdout, stderr } = await run(["run", "net.yaml", "--scale", "mesoscopic"], files);
  expect(stdout + stderr).toMatch(/n\s+100\s+\d{4}\s+2\d\.\d+\s+-/);
});

test("an option that is none is wrong input, with what there is", async () => {
  const { status, stderr } = await run(["run", "net.yaml", "--set", "run.options.mesoscopic.noise=pink"], files);
  expect(status).toBe(2);
  expect(stderr).toContain("binomial, poisson, gaussian");
});
