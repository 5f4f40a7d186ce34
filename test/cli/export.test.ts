/** `lapicque export`: formats, refusals at their places, what every file says of where it is from. */
import { describe, expect, test } from "vitest";
import { exportFormats } from "../../src/exports/index.ts";
import { run } from "./virtual-shell.ts";

const cell = `title: A cell & its <input>
neurons:
  cell:
    equations: C*dV/dt = -g_L*(V - E_L) + I
    inputs: { I: pA }
    initial: { V: E_L }
    spike: V > -50 mV
    reset: { V: -70 mV }
    refractory: 2 ms
    parameters: { C: 20 pF, g_L: 1 nS, E_L: { value: -65 mV, meaning: "leak & rest" } }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, step: { amplitude: 20 pA }, start: 10 ms }]
run: { duration: 100 ms, step: 0.1 ms, seed: 7 }
record: { cell: [V, spikes] }
figures: [traces]
`;
const files = { "cell.yaml": cell };

describe("export", () => {
  for (const { id, extension } of exportFormats)
    test(`${id}: the file says title, version, command, seed and hash, and holds the document`, async () => {
      const ran = await run(["export", "cell.yaml", "--to", id, "-o", `made/cell${extension}`, "--json"], files);
      expect(ran.status).toBe(0);
      const report = ran.json();
      expect(Object.keys(report)).toEqual(["format", "file", "text", "notes"]);
      const text = ran.text(`made/cell${extension}`);
      expect(report).toMatchObject({ format: id, file: `made/cell${extension}`, text });
      const hash = (await run(["run", "cell.yaml", "--json"], files)).json().provenance.document_sha256;
      // LaTeX breaks the hash into groups.
      const plain = text.replaceAll("\\allowbreak ", "").replaceAll("</dt><dd>", ": ");
      for (const part of [
        "lapicque 0.1.0",
        `lapicque export cell.yaml --to ${id}`,
        "seed: 7",
        `sha256: ${hash}`,
        "C*dV/dt = -g_L*(V - E_L) + I",
      ])
        expect(plain).toContain(part);
    });

  test("a format that is none, or none at all, is wrong input", async () => {
    for (const args of [["--to", "neuron"], []]) {
      const ran = await run(["export", "cell.yaml", ...args, "--json"], files);
      expect(ran.status).toBe(2);
      expect(ran.json().errors).toMatchObject([{ code: "export-format", hint: "write `--to NAME`; there are brian2, latex, handout" }]);
    }
  });

  test("what Brian2 cannot compute is refused at its line, all of it at once", async () => {
    const text = cell
      .replace("stimuli: [", "stimuli: [{ clamp: { to: cell.V, value: -60 mV } }, ")
      .replace("spike: V > -50 mV", "hazard: 10 Hz*erf(V/(1 mV))");
    const ran = await run(["export", "cell.yaml", "--to", "brian2", "--json"], { "cell.yaml": text });
    expect(ran.status).toBe(2);
    expect(ran.json().errors).toMatchObject([
      { code: "export-brian2", line: 12, message: expect.stringContaining("a clamp holds a state") },
      { code: "export-brian2", line: 7, message: expect.stringContaining("no function `erf`") },
    ]);
  });

  test("without a file the text is printed, and notes go to standard error", async () => {
    const ran = await run(["export", "cell.yaml", "--to", "brian2"], files);
    expect(ran.stdout).toContain("cell = NeuronGroup(1, cell_equations");
    expect(ran.stderr).toContain("note: a spike is stamped at the beginning of its step");
  });

  test("LaTeX and HTML of a title are escaped", async () => {
    const made = async (to: string) => (await run(["export", "cell.yaml", "--to", to, "--quiet"], files)).stdout;
    expect(await made("latex")).toContain("\\title{A cell \\& its \\textless{}input\\textgreater{}}");
    const page = await made("handout");
    expect(page).toContain("<h1>A cell &amp; its &lt;input&gt;</h1>");
    expect(page).not.toContain("<input>");
    expect(page).toContain("data:image/svg+xml;base64,");
  });
});
