import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Knowledge, meaningAt } from "../../../src/model/index.ts";
import { builtNames, openText, portableHost } from "../../../src/session/index.ts";

const environment = { host: portableHost, names: builtNames(["traces", "raster"]) };
const knowledge: Knowledge = {
  titles: new Map([
    ["network", "Network of spiking neurons"],
    ["raster", "Spikes over time"],
  ]),
  measures: {},
  figureOptions: async () => ({}),
};

/** What is said at the cursor `¦`: the stretch, what it is, and more. */
async function said(marked: string): Promise<readonly string[] | undefined> {
  const offset = marked.indexOf("¦");
  const text = marked.replace("¦", "");
  const { bound } = await openText(environment, text, "a.yaml");
  const found = await meaningAt(text, offset, knowledge, bound);
  return found && [`${text.slice(found.from, found.to)}: ${found.name}: ${found.what}`, ...found.lines];
}

const document = `parameters: { J: 0.1 mV }
neurons:
  cell:
    equations: |
      C*dV/dt = -g_L*(V - E_L) - w + I
      tau_w*dw/dt = a*(V - E_L) - w
      tau = C/g_L
      f(x) = 1/(1 + exp(-x))
    inputs: { I: pA }
    initial: { V: E_L, w: 0 pA }
    spike: V > E_L + 20 mV
    reset: { V: E_L + J }
    parameters:
      C: { value: 0.2 nF, meaning: membrane capacitance, range: [0.05 nF, 1 nF], source: Naud 2008 }
      g_L: C/tau_m
      tau_m: 20 ms
      E_L: -70 mV
      a: 2 nS
      tau_w: 0.3 s
populations:
  E: { neuron: cell, size: 100 }
stimuli:
  - { to: E.I, step: { amplitude: 500 pA } }
run: { duration: 1 s, scale: network }
record: { E: [spikes, V] }
figures: [raster]
`;
const at = (part: string, cursor: string) => said(document.replace(part, cursor));

// 0.2 nF is 200 pF; C/tau_m = 200 pF / 20 ms = 10 nS; 0.3 s is 300 ms.
test("a parameter has its value in its own unit and in that of every day, its meaning, range and source", async () => {
  const capacitance = ["C: C: parameter, 0.2 nF = 200 pF", "Membrane capacitance.", "Sensible from 0.05 nF to 1 nF.", "Source: Naud 2008"];
  expect(await at("C*dV", "¦C*dV")).toEqual(capacitance);
  expect(await at("C: { value", "C¦: { value")).toEqual(capacitance);
  expect((await at("tau_w*dw", "tau_¦w*dw"))?.[0]).toBe("tau_w: tau_w: parameter, 0.3 s = 300 ms");
});

test("a parameter that is computed has the number that comes out (kills: its expression)", async () => {
  expect(await at("-g_L*", "-g_¦L*")).toEqual(["g_L: g_L: parameter, 0.01 nF/ms = 10 nS"]);
});

test("a parameter of the document is known in an entry", async () => {
  expect(await at("E_L + J", "E_L + J¦")).toEqual(["J: J: parameter, 0.1 mV"]);
});

test("a state has its unit and its equation, an input its unit", async () => {
  expect(await at("- w + I", "- ¦w + I")).toEqual(["w: w: state, in pA, begins at 0 pA", "tau_w*dw/dt = a*(V - E_L) - w"]);
  expect(await at("- w + I", "- w + I¦")).toEqual(["I: I: input, in pA"]);
  expect(await at("to: E.I", "to: E.¦I")).toEqual(["E.I: E.I: input, in pA"]);
});

test("a derivative is of its state", async () => {
  for (const cursor of ["d¦w/dt", "dw/d¦t"]) expect((await at("dw/dt", cursor))?.[0]).toBe("dw/dt: w: state, in pA, begins at 0 pA");
});

test("a definition has its unit and its equation, a function how it is called", async () => {
  expect((await at("tau = C/", "ta¦u = C/"))?.slice(1)).toEqual(["tau = C/g_L"]);
  expect(await at("f(x)", "f¦(x)")).toEqual(["f: f(x): function", "f(x) = 1/(1 + exp(-x))"]);
  expect(await at("exp(-x)", "ex¦p(-x)")).toEqual(["exp: exp(x): exponential"]);
});

test("a quantity is converted (kills: internal units that are taken for those of the text)", async () => {
  expect(await at("500 pA", "50¦0 pA")).toEqual(["500 pA: 500 pA: picoampere = 5e-10 A"]);
  expect(await at("0.3 s", "0.3¦ s")).toEqual(["0.3 s: 0.3 s: second = 300 ms"]);
  expect(await at("I: pA", "I: p¦A")).toEqual(["pA: pA: picoampere"]);
});

test("keys, ids and places say what they are", async () => {
  expect(await at("duration: 1", "dura¦tion: 1")).toEqual(["duration: duration: key", "Recorded time, after the transient."]);
  expect(await at("scale: network", "scale: net¦work")).toEqual(["network: network: Network of spiking neurons"]);
  expect(await at("[raster]", "[ras¦ter]")).toEqual(["raster: raster: Spikes over time"]);
  expect((await said("neurons:\n  c: { model: ad¦ex }"))?.[0]).toMatch(/^adex: adex: Adaptive exponential/);
  expect(await said(`${document}projections:\n  - { from: E¦, to: E }\n`)).toEqual(["E: E: population of 100 `cell`"]);
});

test("where the document has mistakes, what is written is told all the same", async () => {
  const broken = document.replace("- w + I", "- w + (I");
  expect(await said(broken.replace("C*dV", "¦C*dV"))).toEqual(["C: C: parameter, 0.2 nF", "Membrane capacitance."]);
  expect(await said(document.replace("run: {", "run: [").replace("a*(V", "a¦*(V"))).toEqual(["a: a: parameter, 2 nS"]);
});

test("comments, titles and what nobody knows are left alone", async () => {
  expect(await said("# C¦\nrun: {}")).toBeUndefined();
  expect(await said("title: the ca¦pacitance C")).toBeUndefined();
  expect(await at("- w + I", "- w + nothing¦ + I")).toBeUndefined();
});

test("no place of an example makes it throw", async () => {
  const names = readdirSync("examples").filter((name) => name.endsWith(".yaml"));
  const texts = names.map((name) => readFileSync(`examples/${name}`, "utf8"));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...texts), fc.nat(), async (text, at) => {
      const offset = at % (text.length + 1);
      const found = await meaningAt(text, offset, knowledge);
      if (found) expect(found.from <= offset && offset <= found.to && found.what !== "").toBe(true);
    }),
    { numRuns: 200, seed: 1 },
  );
});
