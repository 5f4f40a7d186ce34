/** Values set by path, and sweeps over paths. */
import { describe, expect, test } from "vitest";
import { LapicqueError } from "../../src/base/index.ts";
import { plain } from "../../src/model/document/node.ts";
import { applyOverride, bind, type Document, documentAt, documentText, rangeAxis, sweepAxes, sweepPoints } from "../../src/model/index.ts";
import { names, open, place } from "./open.ts";

const text = `parameters: { scale: 2 }
neurons:
  a: { equations: "C*dV/dt = g*(E - V) + I", inputs: { I: pA, J: pA }, initial: { V: 0 mV }, parameters: { C: { value: 1 nF, meaning: capacitance, source: here }, g: 1 nS, E: 0 mV } }
  b: { include: neurons.a, parameters: { g: 2 nS } }
populations: { x: { neuron: a }, y: { neuron: b, parameters: { E: 1 mV } }, both: [x, y] }
stimuli:
  - { name: first, to: both.I, step: { amplitude: 1 pA } }
  - { to: [x.I, y.J], step: { amplitude: 2 pA } }
run: { duration: 1 s }
`;
const set = (...changes: [string, string][]): Document =>
  changes.reduce((document, [path, value]) => applyOverride(document, path, value), open(text));
// `plain` of a document is a tree of unknown shape; tests look into it.
const at = (document: Document, path: string) =>
  path.split(".").reduce((node: unknown, key) => (node as Record<string, unknown>)?.[key], plain(document.root));

describe("override", () => {
  test.each([
    ["neurons.a.parameters.g", "4 nS", "neurons.a.parameters.g", "4 nS"],
    ["scale", "7", "parameters.scale", 7],
    ["run.seed", "3", "run.seed", 3],
    ["run.options.event-driven.exponents", "2", "run.options.event-driven.exponents", 2],
    ["run.scale", "[cell, rate]", "run.scale", ["cell", "rate"]],
    ["stimuli.first.step.amplitude", "9 pA", "stimuli.0.step.amplitude", "9 pA"],
    ["populations.x.parameters.E", "5 mV", "populations.x.parameters.E", "5 mV"],
    ["neurons.a.parameters.E", "normal(0 mV, 1 mV)", "neurons.a.parameters.E", "normal(0 mV, 1 mV)"],
  ])("%s = %s", (path, value, where, expected) => {
    expect(at(set([path, value]), where)).toEqual(expected);
  });

  test("an entry that includes the changed one follows", () => {
    expect(at(set(["neurons.a.parameters.E", "9 mV"]), "neurons.b.parameters.E")).toBe("9 mV");
  });

  test("a described value keeps its meaning and loses its source", () => {
    expect(at(set(["neurons.a.parameters.C", "3 nF"]), "neurons.a.parameters.C")).toEqual({ value: "3 nF", meaning: "capacitance" });
  });

  test("an input gives all its stimuli up for one constant; other members and inputs keep theirs", () => {
    expect(at(set(["x.I", "20pA"]), "stimuli")).toEqual([
      { name: "first", to: ["y.I"], step: { amplitude: "1 pA" } },
      { to: ["y.J"], step: { amplitude: "2 pA" } },
      { to: "x.I", step: { amplitude: "20pA" } },
    ]);
  });

  test("a union's input is replaced for all members", () => {
    expect(at(set(["both.I", "5 pA"]), "stimuli")).toEqual([
      { to: ["y.J"], step: { amplitude: "2 pA" } },
      { to: "both.I", step: { amplitude: "5 pA" } },
    ]);
  });

  test("later overrides see earlier ones", () => {
    const document = set(["x.I", "20 pA"], ["x.I", "30 pA"]);
    expect(at(document, "stimuli.2")).toEqual({ to: "x.I", step: { amplitude: "30 pA" } });
    expect(at(document, "stimuli.3")).toBeUndefined();
  });

  test.each([
    ["g", "1 nS", "ambiguous-path", ["neurons.a.parameters.g", "neurons.b.parameters.g"]],
    ["I", "1 pA", "ambiguous-path", ["x.I", "y.I"]],
    ["skale", "1", "unknown-path", "scale"],
    ["neurons.c.parameters.g", "1", "unknown-path", ["a", "b"]],
    ["neurons.a.parameters.gg", "1", "unknown-path", ["C", "g", "E"]],
    ["run.sed", "1", "unknown-path", "seed"],
    ["run.duration.x", "1", "path-too-long", undefined],
    ["stimuli.frist.step.amplitude", "1 pA", "unknown-item", "first"],
    ["stimuli.0.step.amplitude", "1 pA", "unknown-item", undefined],
    ["x.g", "1 nS", "unknown-path", undefined],
    ["a.g", "1 nS", "unknown-path", "neurons.a.parameters.g"],
    ["x.K", "1 pA", "unknown-path", undefined],
  ])("%s = %s is refused: %s", (path, value, code, expected) => {
    let error: unknown;
    try {
      set([path, value]);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(LapicqueError);
    const { code: found, data, span } = error as LapicqueError;
    expect(found).toBe(code);
    if (Array.isArray(expected)) expect(data.known).toEqual(expected);
    else if (expected) expect(data.suggestions).toContain(expected);
    expect(span?.source.locate(span.start)).toMatchObject({ file: "--set", column: 1, lineText: `${path}=${value}` });
  });

  test("Greek letters of a path are spelled out, as those of the document are", () => {
    const document = open("neurons: { n: { equations: \u03c4_m*dV/dt = -V, initial: { V: 1 mV }, parameters: { \u03c4_m: 10 ms } } }");
    for (const path of ["\u03c4_m", "tau_m", "neurons.n.parameters.\u03c4_m"]) {
      expect(at(applyOverride(document, path, "20 ms"), "neurons.n.parameters.tau_m")).toBe("20 ms");
    }
  });

  test("a wrong value is shown in the argument, at its own characters", () => {
    const { errors } = bind(set(["neurons.a.parameters.E", "4 nS"], ["scale", "2*+"]), new Map(), names);
    expect(errors.map(place)).toContain("--set:1:10 expected");
  });

  test("another set of the catalogue takes effect", () => {
    const document = applyOverride(open("neurons: { c: { model: adex, set: tonic } }"), "neurons.c.set", "course-bursting");
    expect(at(document, "neurons.c.parameters.V_r.value")).toBe("-46 mV");
  });
});

describe("sweep", () => {
  const swept = (over: string) => open(`${text}sweep: { over: { ${over} } }`);

  test("values come as they would be written, all combinations, the last axis fastest", () => {
    const axes = sweepAxes(swept("neurons.a.parameters.E: { from: 10 mV, to: 11 mV, points: 3 }, run.seed: [1, 2]"));
    expect(sweepPoints(axes).map((point) => [...point.values()].map(({ value }) => value))).toEqual([
      ["10 mV", 1],
      ["10 mV", 2],
      ["10.5 mV", 1],
      ["10.5 mV", 2],
      ["11 mV", 1],
      ["11 mV", 2],
    ]);
  });

  test("a logarithmic range has equal ratios and exact ends", () => {
    const [axis] = sweepAxes(swept("scale: { from: 1, to: 1000, points: 4, scale: log }"));
    expect(axis?.values.map(({ value }) => value)).toEqual([1, 10, 100, 1000]);
  });

  test("a:b:n is an axis, with units or without", () => {
    const document = open(text);
    const values = (range: string) => rangeAxis(document, "scale", range)?.values.map(({ value }) => value);
    expect(values("10mV:30mV:3")).toEqual(["10 mV", "20 mV", "30 mV"]);
    expect(values("0:4/ms:3")).toEqual(["0/ms", "2/ms", "4/ms"]);
    expect(values("0:1:5")).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(values("4 mV")).toBeUndefined();
  });

  test("the document at a point has the point's values, and those are computed with", () => {
    const document = swept("neurons.a.parameters.E: [3 mV]");
    const [point] = sweepPoints(sweepAxes(document));
    const { experiment, errors } = bind(documentAt(document, point!), new Map(), names);
    expect(errors).toEqual([]);
    expect(experiment?.populations[0]?.flow.parameters.find(({ name }) => name === "E")?.value).toEqual({
      kind: "expression",
      tree: { kind: "number", value: 3 },
    });
  });

  test.each([
    ["scale: { from: 0, to: 1, points: 3, scale: log }", "log-range"],
    ["scale: { from: 1, to: 2, points: 0 }", "bad-points"],
    ["scale: { from: 1, to: 2, points: 2.5 }", "bad-points"],
    ["scale: { from: 1 mV, to: 2 pA, points: 3 }", "wrong-dimension"],
  ])("%s is refused", (over, code) => {
    expect(() => sweepAxes(swept(over))).toThrow(expect.objectContaining({ code }));
  });
});

describe("documents as text", () => {
  test("what is written reads as the same experiment, overrides and includes in it", () => {
    const document = set(["x.I", "20 pA"], ["neurons.a.parameters.E", "1/3*3 mV"]);
    const again = open(documentText(document.root));
    expect(bind(again, new Map(), names).experiment).toEqual(bind(document, new Map(), names).experiment);
    expect(bind(again, new Map(), names).errors).toEqual([]);
  });
});
