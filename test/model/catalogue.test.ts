/** Every model and set of the catalogue: complete, in range, runnable, and what the papers say. */
import { describe, expect, test } from "vitest";
import { exp } from "../../src/base/index.ts";
import { evaluate } from "../../src/language/index.ts";
import { bind, type Experiment, type Flow, type Model, modelText } from "../../src/model/index.ts";
import { models, names, open, place, scienceNotes, sharedDocuments } from "./open.ts";

const all: readonly (readonly [string, string | undefined, Model])[] = [...models.values()].flatMap((model) => [
  [model.id, undefined, model] as const,
  ...Object.keys(model.sets).map((set) => [model.id, set, model] as const),
]);

function experimentOf(text: string): Experiment {
  const { experiment, errors } = bind(open(text), new Map(), names);
  if (!experiment) throw new Error(errors.map((error) => `${place(error)}: ${error.message}`).join("\n"));
  return experiment;
}
const flowOf = (experiment: Experiment): Flow => (experiment.populations[0] ?? experiment.rates[0])!.flow;

/** Right-hand side of a state at a point, other names from the parameters. */
function rate(flow: Flow, state: string, at: Readonly<Record<string, number>>): number {
  const lookUp = (name: string): number => {
    if (name in at) return at[name]!;
    const value = flow.parameters.find((parameter) => parameter.name === name)?.value;
    const definition = flow.definitions.find((each) => each.name === name);
    if (definition) return evaluate(definition.tree, lookUp);
    if (value?.kind !== "expression") throw new Error(`no ${name}`);
    return evaluate(value.tree, lookUp);
  };
  return evaluate(flow.states.find(({ name }) => name === state)!.rate, lookUp);
}

describe("each model and set", () => {
  test.each(all)("%s %s prints a document that runs without a warning", (_id, set, model) => {
    const { experiment, errors, warnings, unfinished } = bind(open(modelText(model, set)), new Map(), names);
    expect([...errors, ...unfinished].map((error) => `${place(error)} ${error.message}`)).toEqual([]);
    expect(warnings.map((warning) => warning.message)).toEqual([]);
    expect(experiment).toBeDefined();
  });

  test.each(all)("%s %s: a set names only parameters and states of its model", (_id, set, model) => {
    const values = set === undefined ? undefined : model.sets[set];
    for (const name of Object.keys(values?.parameters ?? {})) expect(Object.keys(model.parameters)).toContain(name);
    for (const name of Object.keys(values?.initial ?? {})) expect(Object.keys(model.initial)).toContain(name);
  });

  test.each([...models.values()].map((model) => [model.id, model] as const))(
    "%s has a meaning, range and source for every parameter, and references",
    (_id, model) => {
      for (const { meaning, range, source } of Object.values(model.parameters)) {
        expect(meaning.length).toBeGreaterThan(3);
        expect(source.length).toBeGreaterThan(3);
        expect(range).toHaveLength(2);
      }
      for (const reference of model.references) expect(reference).toMatch(/^@(article|book|incollection)\{\w+,\n(.*\n)+\}$/);
      expect(model.references.length).toBeGreaterThan(0);
    },
  );

  // Sliders are made of the ranges: a set must not stand beside its slider.
  test.each(all)("%s %s: every value lies in the range of its parameter", (_id, set, model) => {
    const { parameters } = flowOf(experimentOf(modelText(model, set)));
    for (const { name, value, range, factor } of parameters) {
      if (value.kind !== "expression" || !range) throw new Error(`${name} has no value or no range`);
      const number = evaluate(value.tree, (other) => {
        const { value: known } = parameters.find((one) => one.name === other)!;
        return known.kind === "expression" ? evaluate(known.tree, () => Number.NaN) : Number.NaN;
      });
      const [low, high] = [range[0], range[1]];
      // The unit's factor may round the last digit of an end.
      const margin = 1e-9 * factor * (1 + Math.abs(high));
      expect([name, low <= number + margin, number <= high + margin, low < high]).toEqual([name, true, true, true]);
    }
  });

  test("ids are those of the index, once each", () => {
    expect([...models].map(([id, model]) => [id, model.id])).toEqual([...new Set(models.keys())].map((id) => [id, id]));
  });
});

describe("models against other forms of themselves", () => {
  test("the catalogue's Hodgkin-Huxley equals the shared document", ({ skip }) => {
    const document = sharedDocuments().find(({ name }) => name.endsWith("hodgkin-huxley.yaml"));
    if (!document) skip("../shared is absent");
    const [own, theirs] = [modelText(models.get("hodgkin-huxley")!), document!.text].map((text) => flowOf(experimentOf(text)));
    expect(own!.states).toEqual(theirs!.states);
    expect(own!.definitions).toEqual(theirs!.definitions);
    expect(own!.spike).toEqual(theirs!.spike);
    expect(own!.parameters.map(({ name, value }) => [name, value])).toEqual(theirs!.parameters.map(({ name, value }) => [name, value]));
  });

  test("the catalogue's Wilson-Cowan equals the shared document", ({ skip }) => {
    const document = sharedDocuments().find(({ name }) => name.endsWith("wilson-cowan.yaml"));
    if (!document) skip("../shared is absent");
    const [own, theirs] = [modelText(models.get("wilson-cowan")!), document!.text].map((text) => flowOf(experimentOf(text)));
    expect(own!.states).toEqual(theirs!.states);
  });

  test("set `adaptation` of AdEx equals the shared document", ({ skip }) => {
    const document = sharedDocuments().find(({ name }) => name.endsWith("adex-adapting.yaml"));
    if (!document) skip("../shared is absent");
    const [own, theirs] = [modelText(models.get("adex")!, "adaptation"), document!.text].map((text) => flowOf(experimentOf(text)));
    expect(own!.states).toEqual(theirs!.states);
    expect(own!.parameters.map(({ name, value }) => [name, value])).toEqual(theirs!.parameters.map(({ name, value }) => [name, value]));
  });

  // v in mV and t in ms: the numbers are those of the plain equations v' = 0.04 v^2 + 5 v + 140 - u + I, u' = a (b v - u).
  test.each([
    ["tonic-spiking", 0.02, 0.2, 5, 140],
    ["class-1", 0.02, -0.1, 4.1, 108],
    ["fast-spiking", 0.1, 0.2, 5, 140],
  ])("Izhikevich's %s has the published numbers", (set, a, b, slope, height) => {
    const flow = flowOf(experimentOf(modelText(models.get("izhikevich")!, set)));
    const [v, u, I] = [-61.5, -12.25, 7.5];
    expect(rate(flow, "v", { v, u, I })).toBeCloseTo(0.04 * v * v + slope * v + height - u + I, 11);
    expect(rate(flow, "u", { v, u, I })).toBeCloseTo(a * (b * v - u), 13);
  });

  test("AdEx at rest: dV/dt = (g_L Delta_T e^((E_L - V_T)/Delta_T) + I)/C", () => {
    const flow = flowOf(experimentOf(modelText(models.get("adex")!, "tonic")));
    expect(rate(flow, "V", { V: -70, w: 0, I: 500 })).toBeCloseTo((10 * 2 * exp(-10) + 500) / 200, 14);
    expect(rate(flow, "w", { V: -60, w: 3, I: 0 })).toBeCloseTo((2 * 10 - 3) / 30, 14);
  });

  test("the set `brette-gerstner-fast` computes a = 2 C/tau_w", () => {
    const flow = flowOf(experimentOf(modelText(models.get("adex")!, "brette-gerstner-fast")));
    expect(rate(flow, "w", { V: -69.6, w: 0, I: 0 })).toBeCloseTo((2 * 281) / 144 / 144, 12);
  });

  test("EIF: the saddle-node is at V = V_T with I = g_L (V_T - E_L - Delta_T)", () => {
    const flow = flowOf(experimentOf(modelText(models.get("eif")!)));
    // uA/cm^2 is 0.01 pA/um^2 inside.
    expect(rate(flow, "V", { V: -59.9, I: 0.1 * (-59.9 + 65 - 3.48) * 0.01 })).toBeCloseTo(0, 12);
  });

  test("FitzHugh-Nagumo: the rest at I = 0 is v = -1.19940803524403", () => {
    const flow = flowOf(experimentOf(modelText(models.get("fitzhugh-nagumo")!)));
    const v = -1.19940803524403;
    const w = v - v ** 3 / 3;
    expect(rate(flow, "w", { v, w, I: 0 })).toBeCloseTo(0, 12);
  });
});

describe("numbers of the science notes", () => {
  const notes = scienceNotes("dynamics.md");
  const rows = (notes ?? "")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) =>
      line
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
  /** Internal values of the parameters of a set. */
  const values = (model: string, set: string) => {
    const { parameters } = flowOf(experimentOf(modelText(models.get(model)!, set)));
    const numbers = parameters.map(({ name, value, factor }) => [
      name,
      value.kind === "expression" ? evaluate(value.tree, () => Number.NaN) / factor : Number.NaN,
    ]);
    return Object.fromEntries(numbers) as Record<string, number>;
  };

  const ours: Readonly<Record<string, string>> = {
    tonic: "tonic",
    adaptation: "adaptation",
    "initial burst": "initial-burst",
    "regular bursting": "regular-bursting",
    "delayed accelerating": "delayed-accelerating",
    "delayed regular bursting": "delayed-regular-bursting",
    transient: "transient",
    irregular: "irregular",
    "BG2005 I=1000 / 800": "brette-gerstner",
    "TB bursting": "brette-gerstner-bursting",
    "TB Fig. 8, V_r=-48": "touboul-brette",
  };
  test.skipIf(notes === undefined)("AdEx: C, g_L, E_L, a, tau_w, b, V_r of every set (skipped where the notes are absent)", () => {
    const table = rows.filter((row) => row.length === 9 && row[0]! in ours);
    expect(table).toHaveLength(Object.keys(ours).length);
    for (const [name, ...numbers] of table) {
      const found = values("adex", ours[name!]!);
      const names = ["C", "g_L", "E_L", "a", "tau_w", "b", "V_r"];
      // The notes print decimals; a value in its unit is within a rounding of them.
      for (const [i, key] of names.entries()) expect(found[key], `${name} ${key}`).toBeCloseTo(Number(numbers[i]), 10);
    }
  });

  test.skipIf(notes === undefined)("Izhikevich: a, b, c, d of panels A to T but R, whose u has another equation", () => {
    const sets = Object.entries(models.get("izhikevich")!.sets);
    const table = rows.filter((row) => row.length >= 9 && /^[A-T]$/.test(row[0]!) && row[0] !== "R");
    expect(table).toHaveLength(19);
    for (const [panel, , ...numbers] of table) {
      const set = sets.find(([, { title }]) => title.startsWith(`${panel}: `));
      const found = values("izhikevich", set![0]);
      for (const [i, key] of ["a", "b", "c", "d"].entries()) expect(found[key], `${panel} ${key}`).toBeCloseTo(Number(numbers[i]), 10);
      expect(set![1].initial!.v).toBe(`${Number(numbers[4])} mV`);
    }
  });
});
