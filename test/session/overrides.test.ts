/** Overrides and sweeps that name what the document itself does not: other models of the catalogue, other files. */
import { expect, test } from "vitest";
import { run } from "../cli/virtual-shell.ts";

const files = {
  "doc.yaml":
    "neurons: { cell: { model: adex }, other: { equations: dV/dt = -V/(1 ms), initial: { V: 1 mV } } }\npopulations: { cell: { neuron: cell } }\nstimuli: [{ to: cell.I, step: { amplitude: 30 pA } }]\nrun: { duration: 200 ms }\n",
  "more.yaml": "neurons: { a: { inputs: { I: pA }, spike: V < 0.5 mV } }\n",
};
const spikes = async (...set: readonly string[]): Promise<number | string> => {
  const ran = await run(["run", "doc.yaml", "--json", ...set.flatMap((one) => ["--set", one])], files);
  return ran.status === 0 ? ran.json().populations.cell.spike_count : ran.stderr;
};

test("another model of the catalogue, and a set of it", async () => {
  // LIF course at 30 pA: the period is 20 ms ln(35/15) = 16.9 ms.
  expect(await spikes("neurons.cell.model=lif", "neurons.cell.set=course")).toBe(11);
  expect(await spikes("neurons.cell={model: lif, set: course}")).toBe(11);
});

test("a mistake inside a value in braces stands at its own characters", async () => {
  expect(await spikes("neurons.cell={model: lif, set: cours}")).toContain(
    "--set:1:32: error: `lif` has no set `cours`\n  1 | neurons.cell={model: lif, set: cours}\n    |                                ^^^^^\n  did you mean `course`?",
  );
});

test("another file, also one that is not there", async () => {
  expect(await spikes("neurons.other={include: more.yaml#neurons.a}", "populations.cell.neuron=other")).toBe(1);
  expect(await spikes("neurons.other={include: absent.yaml#neurons.a}")).toContain("absent.yaml cannot be read");
});

test("models in a sweep", async () => {
  const text = `${files["doc.yaml"]}sweep: { over: { neurons.cell.model: [lif, eif, adex] }, measure: [cell.rate] }\n`;
  const ran = await run(["sweep", "doc.yaml", "--json"], { "doc.yaml": text.replace("30 pA", "1 nA") });
  const { rows } = ran.json();
  expect(rows.map((row: { point: object }) => Object.values(row.point)[0])).toEqual(["lif", "eif", "adex"]);
  // EIF takes a current per area: that point is refused and the others are computed.
  expect(rows.map((row: Record<string, number | null>) => (row["cell.rate"] ?? 0) > 0)).toEqual([true, false, true]);
});
