/** Documents that begin from other documents and from the catalogue. */
import { describe, expect, test } from "vitest";
import { plain } from "../../src/model/document/node.ts";
import { besideDocument } from "../../src/model/document/paths.ts";
import { bind, filesNamed } from "../../src/model/index.ts";
import { names, open, place } from "./open.ts";

const rootOf = (text: string, others: Record<string, string> = {}, name?: string) =>
  plain(open(text, others, name).root) as Record<string, never>;

describe("include", () => {
  test("a whole file comes first; own keys replace key by key", () => {
    const other = "title: other\nparameters: { a: 1, b: 2 }\nrun: { duration: 1 s, seed: 3 }\nfigures: [traces]";
    expect(rootOf("include: o.yaml\ntitle: own\nparameters: { b: 5 }\nrun: { seed: 4 }\nfigures: [raster]", { "o.yaml": other })).toEqual({
      title: "own",
      parameters: { a: 1, b: 5 },
      run: { duration: "1 s", seed: 4 },
      figures: ["raster"],
    });
  });

  test("an entry of the same document, of another file, and a chain of these", () => {
    const other = "neurons: { x: { equations: q, parameters: { a: 1, b: 2 } }, y: { include: neurons.x, parameters: { b: 3 } } }";
    const text = "neurons: { p: { include: sub/o.yaml#neurons.y, parameters: { c: 4 } }, r: { include: neurons.p, equations: s } }";
    expect(rootOf(text, { "sub/o.yaml": other }).neurons).toEqual({
      p: { equations: "q", parameters: { a: 1, b: 3, c: 4 } },
      r: { equations: "s", parameters: { a: 1, b: 3, c: 4 } },
    });
  });

  test("files are relative to the document that names them", () => {
    const inner = "stimuli: [{ to: p.I, recording: { file: data/c.csv } }]\ncompare: { spikes: ../s.csv }";
    const { root } = open("include: ../lib/net.yaml", { "work/lib/net.yaml": inner }, "work/here/doc.yaml");
    expect(filesNamed(root).map(({ name }) => name)).toEqual(["../lib/data/c.csv", "../s.csv"]);
  });

  test.each([
    ["doc.yaml", "c.csv", "c.csv"],
    ["a/doc.yaml", "../c.csv", "c.csv"],
    ["../a/doc.yaml", "../../c.csv", "../../c.csv"],
    ["/x/a/doc.yaml", "../c.csv", "/x/c.csv"],
    ["a/doc.yaml", "/c.csv", "/c.csv"],
    ["https://h/a/doc.yaml", "../c.csv", "https://h/c.csv"],
    ["C:\\a\\doc.yaml", "..\\c.csv", "C:\\c.csv"],
  ])("beside %s, %s is %s", (document, file, expected) => {
    expect(besideDocument(document, file)).toBe(expected);
  });

  test("a mistake in an included file is told at its line there", () => {
    const other = "neurons:\n  n:\n    equations: dx/dt = -x/q\n    initial: { x: 1 }";
    const { errors } = bind(open("include: o.yaml", { "o.yaml": other }), new Map(), names);
    expect(errors.map(place)).toEqual(["o.yaml:3:27 unknown-name"]);
  });

  test("a cycle over files is shown", () => {
    const { errors } = open("include: a.yaml", { "a.yaml": "include: b.yaml", "b.yaml": "include: a.yaml" });
    expect(errors.map((error) => error.data.cycle)).toEqual([["a.yaml", "b.yaml", "a.yaml"]]);
  });
});

describe("model and set", () => {
  test("own parameters replace those of the set, which replace those of the model", () => {
    const { errors, experiment } = bind(
      open(
        "neurons: { c: { model: adex, set: course-bursting, parameters: { b: 7 pA } } }\npopulations: { c: { neuron: c } }\nrun: { duration: 1 s }",
      ),
      new Map(),
      names,
    );
    expect(errors).toEqual([]);
    const flow = experiment!.populations[0]!.flow;
    expect(flow).toMatchObject({ model: "adex", set: "course-bursting" });
    const values = Object.fromEntries(
      flow.parameters.map(({ name, value, meaning }) => [
        name,
        [value.kind === "expression" && value.tree.kind === "number" && value.tree.value, meaning],
      ]),
    );
    expect(values.b).toEqual([7, "adaptation added by a spike"]);
    expect(values.C?.[0]).toBe(20);
  });
});
