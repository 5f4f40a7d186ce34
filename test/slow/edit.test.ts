/**
 * A value changed in the text: the same document as an override makes, and nothing else of the text touched.
 * @module-tag slow
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { entriesOf, plain } from "../../src/model/document/node.ts";
import { applyOverride, catalogue, modelText, setValues } from "../../src/model/index.ts";
import { open } from "../model/open.ts";

const folder = new URL("../../examples/", import.meta.url);
const examples = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => [name, readFileSync(new URL(name, folder), "utf8")] as const);
const models = await Promise.all(catalogue.map(async (line) => [line.id, modelText(await line.load())] as const));

const setValue = (text: string, path: string, value: string) => setValues(text, new Map([[path, value]]));

/** Whole paths of the parameters, initial values and the run's settings of a document. */
function pathsOf(text: string): string[] {
  const { own, root } = open(text);
  const entries = [...own.entries].flatMap(([section]) =>
    ["neurons", "rates", "populations"].includes(section)
      ? entriesOf(root.entries.get(section)?.value).flatMap(([name, { value }]) =>
          ["parameters", "initial"].flatMap((part) =>
            entriesOf(value.kind === "map" ? value.entries.get(part)?.value : undefined).map(
              ([key]) => `${section}.${name}.${part}.${key}`,
            ),
          ),
        )
      : [],
  );
  return [...entries, "run.duration", "run.seed", "run.method"];
}

/** The text that was opened last: an override leaves a document as it is. */
let last: { readonly text: string; readonly document: ReturnType<typeof open> } | undefined;

function expectOverride(text: string, path: string, value: string) {
  const edited = setValue(text, path, value);
  if (last?.text !== text) last = { text, document: open(text) };
  expect(plain(open(edited).root)).toEqual(plain(applyOverride(last.document, path, value).root));
  return edited;
}

describe("an edit is the override, written into the text", () => {
  test.each([...examples, ...models])("%s: every parameter and initial value", (_, text) => {
    for (const path of pathsOf(text)) expectOverride(text, path, "12.5 mV");
  });

  test.each(examples)("%s as JSON", (_, text) => {
    const json = JSON.stringify(plain(open(text).own), null, 2);
    for (const path of pathsOf(json)) expect(() => JSON.parse(expectOverride(json, path, "12.5 mV"))).not.toThrow();
  });

  test("a set of the catalogue gets its own value beside the model's name", () => {
    const text = "neurons:\n  cell: { model: adex, set: tonic } # the first\npopulations: { cell: { neuron: cell } }\n";
    expect(expectOverride(text, "neurons.cell.parameters.a", "3 nS")).toBe(
      "neurons:\n  cell: { model: adex, set: tonic, parameters: { a: 3 nS } } # the first\npopulations: { cell: { neuron: cell } }\n",
    );
  });

  test("all of them at once, new keys beside old ones", () => {
    const text = "neurons: { cell: { model: adex, parameters: { b: 1 pA } } }\npopulations: { cell: { neuron: cell } }\n";
    const values = new Map([
      ["neurons.cell.parameters.a", "3 nS"],
      ["neurons.cell.parameters.b", "2 pA"],
      ["neurons.cell.parameters.C", "200 pF"],
      ["neurons.cell.initial.w", "5 pA"],
      ["run.duration", "1 s"],
      ["run.seed", "3"],
      ["cell.I", "1 nA"],
    ]);
    const overridden = [...values].reduce((document, [path, value]) => applyOverride(document, path, value), open(text));
    expect(plain(open(setValues(text, values)).root)).toEqual(plain(overridden.root));
  });

  test("an input without stimuli gets one, an input with stimuli gives them up", () => {
    const head = "neurons: { n: { equations: dV/dt = I, inputs: { I: 1/ms }, initial: { V: 0 } } }\npopulations: { x: { neuron: n } }\n";
    expectOverride(head, "x.I", "2/ms");
    const edited = expectOverride(
      `${head}stimuli:\n  - { to: x.I, step: { amplitude: 1/ms } } # old\nrun: { duration: 1 s } # kept\n`,
      "x.I",
      "2/ms",
    );
    expect(edited).toContain("run: { duration: 1 s } # kept");
  });
});

describe("what is left alone", () => {
  test("comments, blanks, order and notation", () => {
    const text = '# mine\nparameters:\n  a:   1 mV   # volts\n\n  b: "2 mV"\n  c: { value: 3 mV, source: paper, meaning: x } # z\n';
    expect(setValue(text, "parameters.a", "5 mV")).toBe(text.replace("1 mV", "5 mV"));
    expect(setValue(text, "parameters.b", "5 mV")).toBe(text.replace("2 mV", "5 mV"));
    expect(setValue(text, "parameters.c", "5 mV")).toBe(text.replace("3 mV, source: paper", "5 mV"));
  });

  test("a described value as a block loses the line of its source, before or behind", () => {
    expect(setValue("parameters:\n  a:\n    source: s\n    value: 1 mV # v\n    meaning: m\n", "parameters.a", "2 mV")).toBe(
      "parameters:\n  a:\n    value: 2 mV # v\n    meaning: m\n",
    );
  });

  test("a new key stands behind the last one of its mapping, before the comments that follow", () => {
    expect(setValue("run:\n  duration: 1 s # long\n\n# end\nrecord: {}\n", "run.seed", "3")).toBe(
      "run:\n  duration: 1 s # long\n  seed: 3\n\n# end\nrecord: {}\n",
    );
  });

  test("what YAML would misread is quoted", () => {
    const text = "parameters: { a: 1 mV }\n";
    expect(expectOverride(text, "parameters.a", "normal(0 mV, 1 mV)")).toBe('parameters: { a: "normal(0 mV, 1 mV)" }\n');
    expect(expectOverride(text, "parameters.a", "null")).toBe('parameters: { a: "null" }\n');
  });

  test("a path into nothing is refused", () => {
    expect(() => setValue("run: { duration: 1 s }\n", "run.duration.x", "3")).toThrow("has no parts");
    expect(() => setValue("stimuli: [{ to: a.I }]\n", "stimuli.stimulus_2.step.amplitude", "3")).toThrow("stimulus_2");
    expect(() => setValue("a: [1\n", "run.seed", "3")).toThrow("YAML");
  });
});
