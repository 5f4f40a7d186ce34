/** `lapicque fi`: the keys of its JSON, its files, and what it says. */
import { expect, test } from "vitest";
import { verbs } from "../../src/cli/verbs/index.ts";
import { run } from "./virtual-shell.ts";

const lif = `
neurons:
  lif:
    inputs: { I: pA }
    parameters: { C: 200 pF, g_L: 10 nS, E_L: -70 mV, V_th: -50 mV }
    equations: C*dV/dt = g_L*(E_L - V) + I
    initial: { V: E_L }
    spike: V > V_th
    reset: { V: E_L }
    refractory: 2 ms
populations: { cell: { neuron: lif } }
stimuli: [{ to: cell.I, step: { amplitude: 300 pA } }]
run: { duration: 100 ms }
record: { cell: [spikes] }
`;

/** Every key path of a report, list items as `[]`. */
function keysOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) {
    const inner = [...new Set(value.slice(0, 3).flatMap((item) => (typeof item === "object" ? keysOf(item, `${path}[]`) : [])))];
    return inner.length > 0 ? inner : [path];
  }
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, item]) => keysOf(item, path ? `${path}.${key}` : key));
  return [path];
}

test("the report of an LIF neuron: closed form at every point, rheobase, type, and exactly the keys that are promised", async () => {
  const ran = await run(["fi", "lif.yaml", "--json"], { "lif.yaml": lif });
  expect(ran.status).toBe(0);
  const report = ran.json();
  expect(report.rheobases.step).toBe(report.rheobase);
  for (const rheobase of [report.rheobase, report.rheobases.ramp, report.rheobases.single])
    expect(Math.abs(rheobase - 200)).toBeLessThan(1e-12);
  expect(report.excitability).toBe("I");
  const period = (I: number) => 2 + 20 * Math.log(I / (I - 200));
  for (const { input, rate_Hz } of report.points) {
    if (input <= 200) expect(rate_Hz).toBe(0);
    else expect(Math.abs((rate_Hz * period(input)) / 1000 - 1)).toBeLessThan(1e-8);
  }
  expect(report.closed_form.label).toBe("LIF in closed form");
  const promised = Object.keys(verbs.find(({ name }) => name === "fi")!.keys!).filter((key) => !key.startsWith("provenance"));
  const printed = keysOf(report).filter((key) => !key.startsWith("provenance"));
  expect(printed.toSorted()).toEqual(promised.toSorted());
});

test("the files: picture, its numbers, the table, the document", async () => {
  const ran = await run(["fi", "lif.yaml", "--out", "o"], { "lif.yaml": lif });
  expect(ran.stdout).toContain("a step from rest makes it fire for ever from I = 200 pA");
  for (const file of [
    "fi.json",
    "fi.csv",
    "document.yaml",
    "figures/f-i.svg",
    "figures/f-i-dark.svg",
    "figures/f-i.png",
    "figures/f-i.csv",
  ])
    expect(ran.files.has(`o/${file}`), file).toBe(true);
  expect(ran.text("o/fi.csv").split("\n")[0]).toBe("I_pA,rate_Hz,onset_rate_Hz,spikes");
  expect(ran.text("o/figures/f-i.csv").split("\n")[0]).toBe("I_pA,rate_Hz,onset_rate_Hz,closed_form_Hz");
});

test("a range: its ends are the first and the last input, in the unit of the input", async () => {
  const ran = await run(["fi", "lif.yaml", "--input", "I=0.1nA:600", "--json"], { "lif.yaml": lif });
  const { points } = ran.json();
  expect([points[0].input, points.at(-1).input]).toEqual([100, 600]);
});

test("a model of the catalogue, changed by --set", async () => {
  const report = (await run(["fi", "lif", "--set", "V_th=-55 mV", "--json"])).json();
  expect(Math.abs(report.rheobase - 150)).toBeLessThan(1e-12);
});

test("a document may ask for the figure", async () => {
  const ran = await run(["run", "lif.yaml", "--out", "o"], { "lif.yaml": `${lif}figures: [{ f-i: { input: I=100pA:400pA } }]\n` });
  expect(ran.status).toBe(0);
  const rows = ran.text("o/figures/f-i.csv").trim().split("\n").slice(1);
  expect(Number(rows.at(-1)!.split(",")[0])).toBe(400);
});

test.each([
  ["no spikes", lif.replace(/ {4}spike.*\n.*\n.*\n/, "").replace("spikes]", "V]"), [], "has no spikes to count"],
  ["an unknown input", lif, ["--input", "J"], "has no input `J`"],
  ["an empty range", lif, ["--input", "I=300:100"], "is empty"],
  ["a wrong unit", lif, ["--input", "I=0mV:3mV"], "must be"],
  ["no range", lif, ["--input", "I=3"], "3"],
])("%s is refused with status 2", async (_, document, flags, message) => {
  const ran = await run(["fi", "lif.yaml", ...flags], { "lif.yaml": document });
  expect(ran.status).toBe(2);
  expect(ran.stderr).toContain(message);
});

test("under `units: none` the keys have no suffix and rates no factor", async () => {
  const theta = `
units: none
neurons: { theta: { inputs: { I: 1 }, equations: dtheta/dt = (1 - cos(theta)) + (1 + cos(theta))*I, initial: { theta: -1 }, spike: theta > pi, reset: { theta: theta - 2*pi } } }
populations: { cell: { neuron: theta } }
run: { duration: 10 }
record: { cell: [spikes] }
`;
  const report = (await run(["fi", "theta.yaml", "--input", "I=-1:4", "--json"], { "theta.yaml": theta })).json();
  expect(report.closed_form.label).toBe("theta neuron in closed form");
  for (const { input, rate } of report.points) expect(Math.abs(rate - Math.sqrt(Math.max(input, 0)) / Math.PI)).toBeLessThan(1e-8);
  for (const [k, input] of report.closed_form.input.entries())
    expect(Math.abs(report.closed_form.rate[k] - Math.sqrt(Math.max(input, 0)) / Math.PI)).toBeLessThan(1e-15);
});
