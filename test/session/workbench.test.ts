/** What turns at a dial is what the edited text says, bit for bit. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { builtNames, dialsOf, openModel, openText, portableHost, run, setValues, Workbench } from "../../src/session/index.ts";

const environment = { host: portableHost, names: builtNames(["traces", "raster", "curve"]) };
const folder = new URL("../../examples/", import.meta.url);
const examples = ["adex-adapting.yaml", "firing-patterns.yaml", "hodgkin-huxley.yaml", "wilson-cowan.yaml"].map(
  (name) => [name, readFileSync(new URL(name, folder), "utf8")] as const,
);

/** A value a little beside the one that is written. */
const beside = (value: number, unit: string) =>
  `${Number((value === 0 ? 1 : value * 1.07).toPrecision(4))}${unit.startsWith("/") ? "" : " "}${unit}`.trim();

async function turnAll(name: string, text: string) {
  const bench = new Workbench(environment);
  const opened = await bench.open(text, name);
  const dials = dialsOf(opened.document).filter(({ value, group }) => value !== undefined && group !== "run");
  for (const { path, value, unit } of dials) {
    const written = beside(value!, unit);
    const values = new Map([[path, written]]);
    const edited = setValues(text, values);
    const { opened: turned, text: made } = await bench.turn(text, values, name);
    expect(made).toBe(edited);
    const whole = await openText(environment, edited, name);
    expect(turned.experiment, path).toEqual(whole.experiment);
    expect({ yaml: turned.yaml, sha: turned.provenance.document_sha256 }, path).toEqual({
      yaml: whole.yaml,
      sha: whole.provenance.document_sha256,
    });
  }
  return dials.length;
}

describe("a turned document is the edited text", () => {
  test.each(examples)("%s: every dial", { tags: "slow" }, async (name, text) => {
    expect(await turnAll(name, text)).toBeGreaterThan(0);
  });

  test("a model that the catalogue completes", async () => {
    const text = "neurons: { cell: { model: adex, set: tonic } }\npopulations: { cell: { neuron: cell } }\nrun: { duration: 100 ms }\n";
    expect(await turnAll("short.yaml", text)).toBeGreaterThan(10);
  });

  test("its run has the same bits", async () => {
    const text = examples.find(([name]) => name === "adex-adapting.yaml")![1];
    const bench = new Workbench(environment);
    await bench.open(text, "a.yaml");
    const path = "neurons.cell.parameters.tau_w";
    const values = new Map([
      [path, "123.4 ms"],
      ["stimuli.stimulus_1.step.amplitude", "531 pA"],
    ]);
    const edited = setValues(text, values);
    const [fast, slow] = await Promise.all(
      [(await bench.turn(text, values, "a.yaml")).opened, await openText(environment, edited, "a.yaml")].map((opened) =>
        run(portableHost, opened, {}),
      ),
    );
    expect(fast![0]!.result.signals).toEqual(slow![0]!.result.signals);
    expect(fast![0]!.result.populations).toEqual(slow![0]!.result.populations);
  });

  test("a wrong value is complained about at its place in the text", async () => {
    const text = "neurons: { cell: { model: adex } }\npopulations: { cell: { neuron: cell } }\nrun: { duration: 100 ms }\n";
    const bench = new Workbench(environment);
    await bench.open(text, "a.yaml");
    const { opened } = await bench.turn(text, new Map([["run.duration", "100 mV"]]), "a.yaml");
    const [error] = opened.errors;
    expect(error?.span?.source.locate(error.span.start)).toMatchObject({ line: 3, column: 18 });
  });
});

describe("dials", () => {
  test("of the document that shows adex: value, unit, range, meaning, source", async () => {
    const { document } = await openModel(environment, "adex");
    expect(dialsOf(document).find(({ name }) => name === "C")).toEqual({
      path: "neurons.cell.parameters.C",
      name: "C",
      group: "parameter",
      owner: "cell",
      part: "",
      written: "281 pF",
      value: 281,
      unit: "pF",
      range: [10, 1000],
      meaning: "membrane capacitance",
      source: "Brette & Gerstner 2005",
    });
  });

  test("expressions have no value; ends of a range may have another unit; an input that nothing drives can be driven", async () => {
    const text = `neurons:
  n: { equations: "tau*dV/dt = E - V + R*I", inputs: { I: pA }, initial: { V: E }, parameters: { tau: { value: 20 ms, range: [1 ms, 1 s] }, E: -70 mV, R: tau/(100 pF), k: 0.1/ms } }
populations: { x: { neuron: n } }
run: { duration: 1 s }
`;
    const dials = dialsOf((await openText(environment, text, "a.yaml")).document);
    const find = (path: string) => dials.find((dial) => dial.path === path);
    expect(find("neurons.n.parameters.tau")?.range).toEqual([1, 1000]);
    expect(find("neurons.n.parameters.R")).toMatchObject({ written: "tau/(100 pF)", unit: "" });
    expect(find("neurons.n.parameters.R")?.value).toBeUndefined();
    expect(find("neurons.n.parameters.k")).toMatchObject({ value: 0.1, unit: "/ms" });
    expect(find("x.I")).toMatchObject({ value: 0, unit: "pA", group: "input" });
    expect(find("neurons.n.initial.V")?.value).toBeUndefined();
  });

  test("of networks, weights, delays, synapses and rules are dials; each is found again where its path leads", async () => {
    for (const name of ["coba", "wang-2002", "potjans-diesmann"]) {
      const text = readFileSync(new URL(`${name}.yaml`, folder), "utf8");
      const dials = dialsOf((await openText(environment, text, `${name}.yaml`)).document).filter(({ group }) => group === "connection");
      if (name === "coba")
        expect(dials.slice(0, 4).map(({ path, owner, written }) => [path, owner, written])).toEqual([
          ["projections.excitation.weight", "excitation", "6 nS"],
          ["projections.excitation.delay", "excitation", "0.1 ms"],
          ["projections.excitation.synapse.tau", "excitation", "5 ms"],
          ["projections.excitation.connect.probability", "excitation", "0.02"],
        ]);
      expect(dials.length).toBeGreaterThan(5);
      for (const { path, written, value, unit } of dials) {
        if (value === undefined) continue;
        const turned = `${2 * value} ${unit}`.trim();
        const { document, errors } = await openText(environment, setValues(text, new Map([[path, turned]])), `${name}.yaml`);
        expect(errors, path).toEqual([]);
        expect(dialsOf(document).find((dial) => dial.path === path)?.written, path).toBe(turned);
        expect(written).not.toBe(turned);
      }
    }
  });
});
