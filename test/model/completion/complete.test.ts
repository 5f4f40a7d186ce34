import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Candidate, completeAt, type Knowledge } from "../../../src/model/index.ts";

const knowledge: Knowledge = {
  titles: new Map([["network", "Network of spiking neurons"]]),
  measures: { rate: { meaning: "spikes per neuron and second" }, cv: { meaning: "variation" } },
  figureOptions: async (id): Promise<Awaited<ReturnType<Knowledge["figureOptions"]>>> =>
    id === "raster"
      ? { from: { meaning: "begin" }, populations: { meaning: "which" }, order: { meaning: "order", words: ["rate", "index"] } }
      : {},
};

async function candidates(marked: string): Promise<readonly Candidate[]> {
  const offset = marked.indexOf("¦");
  return (await completeAt(marked.replace("¦", ""), offset, knowledge))?.candidates ?? [];
}

/** Labels at the cursor `¦`. */
const labels = async (marked: string) => (await candidates(marked)).map(({ label }) => label);

/** The text with the first candidate taken. */
async function taken(marked: string): Promise<string> {
  const offset = marked.indexOf("¦");
  const text = marked.replace("¦", "");
  const { from, to, candidates } = (await completeAt(text, offset, knowledge))!;
  const { label, apply = label, behind = "" } = candidates[0]!;
  return text.slice(0, from) + apply + behind + text.slice(to);
}

const cell = `neurons:
  cell:
    equations: |
      C*dV/dt = -g_L*(V - E_L) - w + I
      tau_w*dw/dt = a*(V - E_L) - w
      V_inf = E_L + I/g_L
      f(x) = 1/(1 + exp(-x))
    inputs: { I: pA }
    initial: { V: -70 mV }
    parameters: { C: { value: 200 pF, meaning: capacitance }, g_L: 10 nS, tau_w: 30 ms }
populations:
  E: { neuron: cell, size: 100, groups: { A: [0, 10] } }
  I: { neuron: cell }
`;

describe("keys", () => {
  test("of the document are those of the schema that are not there yet", async () => {
    const found = await labels(`${cell}¦`);
    expect(found).toContain("run");
    expect(found).not.toContain("neurons");
  });
  test("come with what they are, and required ones first", async () => {
    const [first] = await candidates(`${cell}projections:\n  - { ¦`);
    expect(first).toMatchObject({ label: "from", meaning: "Source populations.", apply: "from: " });
  });
  test("below another that is typed before or behind are left out", async () => {
    expect(await labels("run:\n  du¦\n  duration: 1 s\n")).not.toContain("duration");
    expect(await labels("run:\n  duration: 1 s\n  du¦\n")).not.toContain("duration");
  });
  test("of parameters are what the equations use and nobody defines", async () => {
    expect(await labels(cell.replace("tau_w: 30 ms }", "¦ }"))).toEqual(["E_L", "tau_w", "a"]);
  });
  test("of initial values are the states without one", async () => {
    expect(await labels(cell.replace("V: -70 mV }", "V: -70 mV, ¦ }"))).toEqual(["w"]);
  });
  test("of a catalogue model's parameters are its own", async () => {
    const found = await candidates("neurons:\n  cell:\n    model: adex\n    parameters: { del¦");
    expect(found.map(({ label }) => label)).toEqual(["Delta_T"]);
    expect(found[0]?.detail).toMatch(/mV$/);
  });
  test("of a figure's options are its own", async () => {
    expect(await labels("figures: [{ raster: { ¦ } }]")).toEqual(["from", "populations", "order"]);
  });
  test("of what is recorded are populations and their groups", async () => {
    expect(await labels(`${cell}record:\n  ¦`)).toEqual(["E", "I", "E.A"]);
  });
  test("of a sweep are inputs, then parameters", async () => {
    const found = await labels(`${cell}sweep:\n  over:\n    ¦`);
    expect(found.slice(0, 3)).toEqual(["E.I", "I.I", "C"]);
    expect(found).toContain("tau_w");
    expect(found).toContain("run.seed");
  });
  test("with a colon behind get none", async () => {
    expect(await taken("ru¦: { duration: 1 s }")).toBe("run: { duration: 1 s }");
    expect(await taken("ru¦")).toBe("run: ");
    expect(await taken('{ "ru¦" }')).toBe('{ "run" }');
  });
});

describe("words", () => {
  test("of an enumeration are those of the schema, with the titles of the registries", async () => {
    const [network, ...others] = await candidates("run: { scale: net¦");
    expect([network, others]).toEqual([{ label: "network", kind: "word", detail: "Network of spiking neurons" }, []]);
    expect(await labels("run: { scale: [network, mes¦")).toEqual(["mesoscopic"]);
    expect(await labels("run:\n  method: rk¦")).toEqual(["rk4"]);
  });
  test("that name entries, populations and targets are those of the document", async () => {
    expect(await labels(`${cell}  X: { neuron: ¦ }`)).toEqual(["cell"]);
    expect(await labels(`${cell}projections:\n  - { from: ¦`)).toEqual(["E", "I", "E.A"]);
    expect(await labels(`${cell}stimuli:\n  - { to: E¦`)).toEqual(["E.I", "E.A.I"]);
    expect(await labels(`${cell}stimuli:\n  - { to: E.¦, poisson: {} }`)).toEqual(["E.V", "E.w", "E.I", "E.A.V", "E.A.w", "E.A.I"]);
    expect(await labels(`${cell}projections:\n  - { from: E, to: I, synapse: { kind: exponential, into: ¦`)).toEqual(["V", "w", "I"]);
    expect(await labels(`${cell}projections:\n  - { synapse: { kind: exp¦`)).toContain("exponential");
  });
  test("that name models and their sets are those of the catalogue", async () => {
    expect(await labels("neurons:\n  c: { model: ad¦")).toEqual(["adex"]);
    expect(await labels("neurons:\n  c: { model: adex, set: ton¦")).toEqual(["tonic"]);
  });
  test("that are recorded are what the population has and what is not there", async () => {
    const found = await labels(`${cell}record: { E: [spikes, ¦`);
    expect(found.slice(0, 6)).toEqual(["activity", "density", "V", "w", "I", "V_inf"]);
    expect(found).toContain("mean(V)");
  });
  test("that are measured are of populations", async () => {
    expect(await labels(`${cell}sweep: { measure: [E.¦`)).toEqual(["E.rate", "E.cv"]);
  });
  test("of a figure and of its options", async () => {
    expect(await labels("figures: [ras¦")).toEqual(["raster"]);
    expect(await labels("figures:\n  - ras¦")).toEqual(["raster", "raster"]);
    expect(await labels("figures: [{ raster: { order: ¦")).toEqual(["rate", "index"]);
    expect(await labels(`${cell}figures: [{ raster: { populations: [¦`)).toEqual(["E", "I", "E.A"]);
  });
});

describe("expressions", () => {
  const line = (text: string) => cell.replace("      V_inf", `      ${text}\n      V_inf`);
  test("go on with the names of the entry, those of the document, and functions", async () => {
    expect(await labels(line("dx/dt = -g¦"))).toEqual(["g_L"]);
    expect((await labels(line("dx/dt = ¦"))).slice(0, 9)).toEqual(["V", "w", "x", "I", "V_inf", "f", "C", "g_L", "tau_w"]);
    expect(await labels(`parameters: { Jee: 1 mV }\n${line("dx/dt = Je¦")}`)).toEqual(["Jee"]);
  });
  test("say what a name is", async () => {
    expect((await candidates(line("dx/dt = C¦")))[0]).toEqual({
      label: "C",
      kind: "name",
      detail: "parameter, 200 pF",
      meaning: "capacitance",
    });
  });
  test("take functions with their brackets", async () => {
    expect(await taken("parameters: { a: ex¦ }")).toBe("parameters: { a: exp() }");
  });
  test("draw random values where they may stand, and have noise where it may", async () => {
    expect(await labels(line("dx/dt = nor¦"))).toEqual([]);
    expect(await labels(cell.replace("-70 mV", "nor¦"))).toEqual(["normal", "lognormal"]);
    expect(await labels(line("dx/dt = xi¦"))).toEqual(["xi"]);
    expect(await labels("parameters: { a: xi¦ }")).toEqual([]);
  });
  test("have units behind numbers, those of every day first", async () => {
    expect((await labels(cell.replace("200 pF", "200 ¦"))).slice(0, 3)).toEqual(["ms", "mV", "pA"]);
    expect((await labels(cell.replace("200 pF", "200 p¦"))).slice(0, 3)).toEqual(["pA", "pF", "ps"]);
    expect((await labels(cell.replace("200 pF", "2 uF/c¦")))[0]).toBe("cm");
    expect((await labels("run: { duration: 500 msec¦")).slice(0, 1)).toEqual(["ms"]);
    expect(await labels(cell.replace("I: pA", "I: nA¦"))).toContain("nA");
  });
  test("have a name, not a unit, behind one that ends in a digit", async () => {
    expect(await labels(cell.replace("C: {", "x1: 1 mV, C: {").replace("- w + I", "- w + x1 ¦ + I"))).not.toContain("ms");
  });
});

test("a text that does not parse gives what its other lines say (kills: candidates of the parsed document)", async () => {
  const broken = cell.replace("- w + I", "- w + (I +").replace("groups: {", "groups: [{");
  expect(await labels(`${broken}stimuli:\n  - { to: I.¦`)).toEqual(["I.I"]);
  expect(await labels("neurons: *nothing\nru¦")).toEqual(["run"]);
  expect(await labels(`${"[".repeat(5000)}\nru¦`)).toEqual([]);
});

test("comments are left alone", async () => expect(await labels("# ru¦")).toEqual([]));

test("no cut of an example makes it throw, and what is offered stands where the cursor is", async () => {
  const texts = readdirSync("examples")
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => readFileSync(`examples/${name}`, "utf8"));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...texts), fc.nat(), async (text, at) => {
      const offset = at % (text.length + 1);
      const found = await completeAt(text.slice(0, offset), offset, knowledge);
      if (!found) return;
      expect(found.to).toBe(offset);
      expect(text.slice(found.from, offset)).toMatch(/^[\p{L}\w.-]*$/u);
    }),
    { numRuns: 300, seed: 1 },
  );
});
