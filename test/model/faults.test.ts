/** Wrong documents: which sentence, and where it points. Numbers are those of the sixty faults. `§` stands before the place. */
import { describe, expect, test } from "vitest";
import { bindText, place } from "./open.ts";

const base = `neurons:
  cell:
    equations: |
      C*dV/dt = -g_L*(V - E_L) - w + I
      tau_w*dw/dt = a*(V - E_L) - w
    inputs: { I: pA }
    initial: { V: E_L, w: 0 pA }
    spike: V > V_th
    reset: { V: V_r, w: w + b }
    refractory: 2 ms
    parameters: { C: 200 pF, g_L: 10 nS, E_L: -70 mV, a: 2 nS, tau_w: 100 ms, b: 50 pA, V_r: -60 mV, V_th: -50 mV }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, step: { amplitude: 500 pA } }]
run: { duration: 1 s }
record: { cell: [V, spikes] }
figures: [traces]
`;

/** The sound document with `from` replaced by `to`, and the place of the mark. */
function spoil(from: string, to: string): { text: string; at: string } {
  if (!base.includes(from)) throw new Error(`the base has no ${from}`);
  const marked = base.replace(from, to);
  const before = marked.slice(0, marked.indexOf("§")).split("\n");
  return { text: marked.replace("§", ""), at: `doc.yaml:${before.length}:${(before.at(-1)?.length ?? 0) + 1}` };
}

type Row = readonly [name: string, from: string, to: string, code: string];

const one: readonly Row[] = [
  ["4 duplicate parameter", "g_L: 10 nS,", "g_L: 10 nS, §g_L: 5 nS,", "duplicate-key"],
  ["14 two equations for one variable", "- w + I\n", "- w + I\n      §dV/dt = 0 mV/ms\n", "defined-twice"],
  ["5 cyclic definition", "- w + I\n", "- w + I\n      §x = y\n      y = x\n", "definition-cycle"],
  ["5 cyclic parameters", "a: 2 nS", "§a: c, c: a", "parameter-cycle"],
  ["5 cyclic initial values", "V: E_L, w: 0 pA", "V: w/(1 nS), w: V*1 nS", "initial-cycle"],
  ["6 cyclic include", "neurons:", "include: §doc.yaml\nneurons:", "include-cycle"],
  ["6 an entry that includes itself", "equations: |", "include: §neurons.cell\n    equations: |", "include-cycle"],
  ["7 missing include", "neurons:", "include: §absent.yaml\nneurons:", "missing-include"],
  ["7 missing entry of an include", "equations: |", "include: §neurons.cel\n    equations: |", "include-no-entry"],
  ["10 duration without its unit", "duration: 1 s", "duration: §1", "wrong-dimension"],
  ["11 unknown unit", "E_L: -70 mV", "E_L: -70 §mW", "unknown-unit"],
  ["13 derivative of a parameter", "a*(V - E_L) - w", "a*(V - E_L) - w\n      §dE_L/dt = 0 mV/ms", "derivative-of-parameter"],
  ["15 state without initial value", "V: E_L, w: 0 pA }", "V: E_L }", "no-initial"],
  ["16 t as a parameter", "a: 2 nS", "a: 2 nS, §t: 5 ms", "reserved-name"],
  ["16 dt as a definition", "- w + I\n", "- w + I\n      §dt = 5 ms\n", "reserved-name"],
  ["20 newer format", "neurons:", "format: §2\nneurons:", "unknown-format"],
  ["21 .nan", "a: 2 nS", "a: §.nan", "not-a-number"],
  ["21 -.inf", "a: 2 nS", "a: §-.inf", "not-a-number"],
  ["21 NaN", "a: 2 nS", "a: §NaN", "not-a-number"],
  ["21 infinity", "a: 2 nS", "a: §infinity", "not-a-number"],
  ["21 a quotient that is infinite", "a: 2 nS", "a: §1/0*1 nS", "not-a-number"],
  ["22 tau = 0", "tau_w: 100 ms", "tau_w: §0 ms", "not-positive"],
  ["23 tau < 0", "tau_w: 100 ms", "tau_w: §-100 ms", "not-positive"],
  ["23 a computed tau < 0", "tau_w: 100 ms", "tau_w: §C/g_L*(-1)", "not-positive"],
  ["24 C = 0", "C: 200 pF", "C: §0 pF", "not-positive"],
  ["24 C < 0", "C: 200 pF", "C: §-200 pF", "not-positive"],
  ["24 a coefficient of another name", "C*dV/dt = -g_L", "§(C*(b - b)/(1 pA))*dV/dt = -g_L", "coefficient-not-positive"],
  ["25 g < 0", "g_L: 10 nS", "g_L: §-10 nS", "negative-conductance"],
  ["26 size 0", "neuron: cell }", "neuron: cell, size: §0 }", "bad-size"],
  ["26 size -3", "neuron: cell }", "neuron: cell, size: §-3 }", "bad-size"],
  ["26 size 2.5", "neuron: cell }", "neuron: cell, size: §2.5 }", "bad-size"],
  ["27 size 1e12", "neuron: cell }", "neuron: cell, size: §1e12 }", "size-too-large"],
  ["33 reset at the threshold", "V_r: -60 mV", "V_r: -49 mV", "reset-still-fires"],
  ["33 reset that leaves V where it is", "reset: { V: V_r, w: w + b }", "reset: §{ w: w + b }", "reset-still-fires"],
  ["33 reset upwards", "V: V_r, w", "V: V + 1 mV, w", "reset-still-fires"],
  ["34 dt = 0", "duration: 1 s", "duration: 1 s, step: §0 ms", "not-positive-value"],
  ["34 dt < 0", "duration: 1 s", "duration: 1 s, step: §-0.1 ms", "not-positive-value"],
  ["34 dt NaN", "duration: 1 s", "duration: 1 s, step: §.nan", "not-a-number"],
  ["34 dt > duration", "duration: 1 s", "duration: 1 s, step: §2 s", "step-beyond-end"],
  ["36 refractory that is no multiple of the step", "duration: 1 s", "duration: 1 s, step: 0.3 ms", "no-multiple-of-step"],
  ["57 code in a value", "a: 2 nS", "a: \"constructor.constructor(§'return 1')()\"", "foreign-spelling"],
  ["57 code in a condition", "V > V_th", "§process.exit() > 0", "no-arguments"],
  ["58 __proto__", "a: 2 nS", "a: 2 nS, §__proto__: 2 nS", "forbidden-key"],
  ["unknown section", "populations:", "§populatons: {}\npopulations:", "unknown-key"],
  ["unknown key", "    spike:", "    §spik: 3\n    spike:", "unknown-key"],
  ["unknown key of a stimulus", "amplitude: 500 pA", "§amplitud: 1 pA, amplitude: 500 pA", "unknown-key"],
  ["missing key", "step: { amplitude: 500 pA }", "step: §{ }", "missing-key"],
  ["unknown neuron", "neuron: cell }", "neuron: §cel }", "unknown-neuron"],
  ["unknown input", "to: cell.I", "to: §cell.J", "no-such-target"],
  ["a current into a state", "to: cell.I", "to: §cell.V", "no-such-target"],
  ["unknown population", "to: cell.I", "to: §cel.I", "unknown-population"],
  ["neurons instead of their input", "to: cell.I", "to: §cell", "no-variable"],
  ["a stimulus of another dimension", "amplitude: 500 pA", "amplitude: §500 mV", "wrong-dimension"],
  ["a random value cut at its comma", "a: 2 nS", "a: §normal(2 nS, 1 nS)", "comma-in-braces"],
  ["a random value inside an expression", "a: 2 nS", 'a: "§2*normal(1 nS, 1 nS)"', "random-inside"],
  ["a random value without owner", "neurons:", 'parameters: { q: "§normal(0, 1)" }\nneurons:', "random-without-owner"],
  ["no value", "duration: 1 s", "§duration:", "no-value"],
  ["spike that is a number", "spike: V > V_th", "spike: §V", "condition-expected"],
  ["spike with and", "V > V_th", "§V > V_th and w > 0 pA", "spike-not-comparison"],
  ["spike and hazard", "V > V_th", "V > V_th\n    §hazard: 1 Hz", "spike-and-hazard"],
  ["hazard without its unit", "spike: V > V_th", "hazard: §exp(V/E_L)", "wrong-dimension"],
  ["reset of no state", "w: w + b", "§x: w + b", "no-such-state"],
  ["reset of another dimension", "w: w + b", "w: §V_r", "wrong-dimension"],
  ["held state that is none", "refractory: 2 ms", "refractory: { time: 2 ms, hold: [§x] }", "no-such-state"],
  ["negative refractory", "refractory: 2 ms", "refractory: §-2 ms", "negative-time"],
  ["area density against a whole cell", "inputs: { I: pA }", "inputs: { I: uA/cm^2 }", "dimension-mismatch-per-area"],
  ["two kinds of stimulus", "amplitude: 500 pA }", "amplitude: 500 pA }, §ramp: { from: 0 pA, to: 1 pA }", "two-stimulus-kinds"],
  ["no kind of stimulus", "step: { amplitude: 500 pA }", "start: 5 ms", "no-stimulus-kind"],
  ["unknown figure", "[traces]", "[§trace]", "unknown-choice"],
  ["figures without a list", "[traces]", "§traces", "wrong-shape"],
  ["unknown scale", "duration: 1 s", "duration: 1 s, scale: §sell", "unknown-choice"],
  ["unknown signal", "[V, spikes]", "[§Vm, spikes]", "unknown-name"],
  ["negative seed", "duration: 1 s", "duration: 1 s, seed: §-1", "bad-seed"],
  ["tolerance 0", "duration: 1 s", "duration: 1 s, tolerance: §0", "bad-tolerance"],
  ["compartments", "    spike:", "    §compartments: { soma: 1 }\n    spike:", "not-built"],
  ["a delay in an equation", "a*(V - E_L) - w", "§delayed(a*(V - E_L), 1 ms) - w", "not-built"],
  ["a delay in the spike condition", "spike: V > V_th", "spike: V > §delayed(V_th, 1 ms)", "not-built"],
  ["noise squared", "- w + I\n", "- w + I + 1 pA*xi^2*1 ms\n", "noise-nonlinear"],
  ["noise in a definition", "- w + I\n", "- w + I\n      §x = xi\n", "noise-in-definition"],
  ["division by a zero", "a*(V - E_L) - w", "a*(V - E_L)/§(a/a - 1) - w", "division-by-zero"],
  ["unknown model", "equations: |", "model: §adx\n    equations: |", "unknown-model"],
  ["unknown set", "equations: |", "model: adex\n    set: §tonc\n    equations: |", "unknown-set"],
  ["a set without a model", "equations: |", "§set: tonic\n    equations: |", "set-without-model"],
  ["a model of plain numbers in a document with units", "equations: |", "model: §fitzhugh-nagumo\n    equations: |", "include-units"],
  ["a group outside the population", "neuron: cell }", "neuron: cell, size: 5, groups: { A: §[0, 6] } }", "bad-group"],
  ["a group named like a variable", "neuron: cell }", "neuron: cell, size: 5, groups: { §V: [0, 5] } }", "group-and-variable"],
  [
    "a line that cannot be read: its state, reset and spike are not told again",
    "C*dV/dt = -g_L",
    "C*dV/dt = -40 mV/ms/ms + 2§**3 - g_L",
    "foreign-spelling",
  ],
  ["a definition that cannot be read: who uses it is not told again", "- w + I\n", "- w + I*q\n      q = 2§**3\n", "foreign-spelling"],
  ["`dt` without a step", "a*(V - E_L) - w", "a*(V - E_L) - w*1 ms/§dt", "dt-without-step"],
  [
    "the name of two stimuli",
    "stimuli: [",
    "stimuli: [{ name: s, to: cell.I, step: { amplitude: 1 pA } }, { name: §s, to: cell.I, step: { amplitude: 1 pA } }, ",
    "duplicate-name",
  ],
  [
    "two clamps at once",
    "stimuli: [",
    "stimuli: [{ clamp: { to: cell.V, value: 0 mV }, duration: 2 ms }, { §clamp: { to: cell.V, value: 1 mV }, start: 1 ms }, ",
    "clamp-twice",
  ],
  ["a clamp with a target outside", "stimuli: [", "stimuli: [{ to: §cell.V, clamp: { to: cell.V, value: 0 mV } }, ", "clamp-target"],
  ["a stimulus without target", "to: cell.I, ", "", "no-target"],
  ["a delay of a current", "step: { amplitude: 500 pA }", "step: { amplitude: 500 pA }, §delay: 2 ms", "only-for-spikes"],
  ["a name with a hyphen", "a: 2 nS", "a: 2 nS, §g-Na: 2 nS", "bad-name"],
  ["a list in the place of a value", "a: 2 nS", "a: §[2 nS]", "wrong-shape"],
  ["truncated needs a random value", "a: 2 nS", 'a: "truncated(§2 nS, 0, 3 nS)"', "random-expected"],
  ["index in the document's parameters", "neurons:", "parameters: { q: §index }\nneurons:", "index-without-owner"],
  ["a width below 0", "step: { amplitude: 500 pA }", "noise: { sd: §-1 pA, tau: 2 ms }", "negative-value"],
  ["half a pulse", "step: { amplitude: 500 pA }", "pulses: { amplitude: 1 pA, period: 9 ms, width: 1 ms, count: §2.5 }", "not-a-count"],
  [
    "noise with a drawn time constant and no step",
    "step: { amplitude: 500 pA }",
    'noise: §{ sd: 1 pA, tau: "uniform(1 ms, 2 ms)" }',
    "noise-step",
  ],
  ["a parameter with an equation", "a*(V - E_L) - w", "a*(V - E_L) - w\n      §V_r = 2 mV", "parameter-and-equation"],
  ["an input with an equation", "a*(V - E_L) - w", "a*(V - E_L) - w\n      §I = 2 pA", "input-and-equation"],
  ["a parameter with the name of an input", "inputs: { I: pA }", "inputs: { I: pA, §a: nS }", "parameter-and-input"],
  ["an initial value of no state", "V: E_L, w", "V: E_L, §x: 1, w", "initial-of-no-state"],
  ["an initial value that reads the time", "w: 0 pA }", "w: §t*1 pA/ms }", "initial-reads"],
  ["an initial value that reads an input", "w: 0 pA }", "w: §I }", "initial-reads-input"],
  ["noise in a threshold", "V > V_th", "§V > V_th + xi*1 mV*sqrt(1 ms)", "noise-elsewhere"],
  ["bounds the wrong way round", "    spike:", "    bounds: { V: §[0 mV, -90 mV] }\n    spike:", "empty-bounds"],
  [
    "a reset of a neuron that never fires",
    "spike: V > V_th\n    reset: { V: V_r, w: w + b }\n    refractory: 2 ms",
    "§reset: { V: V_r }",
    "reset-without-spike",
  ],
  ["a group that there is not", "to: cell.I", "to: §cell.a.I", "unknown-group"],
  ["a union of itself", "neuron: cell }", "neuron: cell }, u: [§u]", "union-cycle"],
  [
    "a population and rates of one name",
    "populations:",
    "rates: { §cell: { equations: dx/dt = -x/(1 ms), initial: { x: 1 } } }\npopulations:",
    "population-and-rates",
  ],
  ["a reference that names no neurons", "to: cell.I", 'to: §"cell[0;3].I"', "bad-reference"],
  ["options of no scale", "duration: 1 s", "duration: 1 s, options: { §sell: { cells: 3 } }", "unknown-scale-options"],
  ["two figures in one item", "[traces]", "[§{ traces: {}, raster: {} }]", "one-figure"],
  [
    "a synapse that there is not",
    "stimuli:",
    "projections: [{ from: cell, to: cell, synapse: { kind: §expo, into: I, tau: 1 ms }, weight: 1 pA, connect: all }]\nstimuli:",
    "unknown-synapse",
  ],
  [
    "a parameter that the synapse has not",
    "stimuli:",
    "projections: [{ from: cell, to: cell, synapse: { kind: alpha, into: I, tau: 1 ms, §rise: 2 ms }, weight: 1 pA, connect: all }]\nstimuli:",
    "unknown-synapse-parameter",
  ],
  [
    "a synapse that drives nothing",
    "stimuli:",
    "projections: [{ from: cell, to: cell, synapse: §{ kind: alpha, tau: 1 ms }, weight: 1 pA, connect: all }]\nstimuli:",
    "no-into",
  ],
  [
    "a projection without rule",
    "stimuli:",
    "projections: [§{ from: cell, to: cell, synapse: { kind: alpha, into: I, tau: 1 ms }, weight: 1 pA }]\nstimuli:",
    "no-connect",
  ],
  [
    "two rules of connection",
    "stimuli:",
    "projections: [{ from: cell, to: cell, synapse: { kind: alpha, into: I, tau: 1 ms }, weight: 1 pA, connect: §{ indegree: 3, probability: 0.1 } }]\nstimuli:",
    "one-connect-rule",
  ],
  [
    "a probability above 1",
    "stimuli:",
    "projections: [{ from: cell, to: cell, synapse: { kind: alpha, into: I, tau: 1 ms }, weight: 1 pA, connect: { probability: §1.5 } }]\nstimuli:",
    "bad-probability",
  ],
  [
    "a matrix of another shape",
    "stimuli:",
    "projections: [{ from: cell, to: cell, parameters: { p: §[[1, 2]] }, synapse: { kind: alpha, into: I, tau: 1 ms }, weight: 1 pA*p, connect: all }]\nstimuli:",
    "matrix-shape",
  ],
  [
    "an axis of one point",
    "stimuli:",
    "fields: { f: { axes: { x: §[0 mm, 1 mm, 1] }, equations: du/dt = -u/(1 ms), initial: { u: 0 } } }\nstimuli:",
    "bad-axis",
  ],
  ["an entry with two origins", "equations: |", "model: adex\n    include: §neurons.cell\n    equations: |", "include-and-model"],
  ["a parameter that reads a state", "a: 2 nS", "a: §w/(25 mV)", "changing-name"],
  ["a parameter that reads the time", "a: 2 nS", "a: §t*1 nS/ms", "changing-name"],
  ["an amplitude that reads the time", "amplitude: 500 pA", "amplitude: §t*1 pA/ms", "changing-name"],
  ["a stimulus that reads a state", "step: { amplitude: 500 pA }", "expression: §w", "changing-name"],
  ["traces of too many neurons", "neuron: cell }", "neuron: cell, size: 101 }", "too-many-traces"],
];

describe("a wrong document is refused where it is wrong", () => {
  test.each(one)("%s", (_name, from, to, code) => {
    const { text, at } = spoil(from, to);
    const { errors, experiment } = bindText(text);
    expect(experiment).toBeUndefined();
    const places = errors.map(place);
    if (to.includes("§")) expect(places[0]).toBe(`${at} ${code}`);
    else expect(places[0]).toContain(code);
    // One mistake, one complaint: what follows from it is not told again (a wrong unit can be seen in several equations).
    expect(new Set(errors.map((error) => error.code)).size, places.join("\n")).toBe(1);
  });

  test("independent mistakes are told together", () => {
    const text = base
      .replace("tau_w: 100 ms", "tau_w: 0 ms")
      .replace("neuron: cell }", "neuron: cell, size: 0 }")
      .replace("1 s", "1 kg")
      .replace("[traces]", "[trac]");
    expect(
      bindText(text)
        .errors.map((error) => error.code)
        .sort(),
    ).toEqual(["not-positive", "unknown-choice", "unknown-unit"]);
  });

  test("10 a parameter without its unit: the equations that do not fit are named, and the number itself", () => {
    const { text, at } = spoil("E_L: -70 mV", "E_L: §-70");
    const { errors, warnings } = bindText(text);
    expect(errors[0]?.code).toBe("dimension-mismatch");
    expect(warnings.map(place)).toEqual([`${at} plain-number`]);
  });

  test.each([
    ["12 S for mS", "g_L: 10 nS", "g_L: §10 S", "magnitude"],
    ["12 the same per area", "a: 2 nS", "a: 2 nS, g_Na: §120 S/cm^2", "magnitude"],
    ["32 a potassium potential with the wrong sign", "a: 2 nS", "a: 2 nS, E_K: §77 mV", "reversal-sign"],
    ["a name that hides the document's", "neurons:", "parameters: { a: 3 nS }\nneurons:", "hidden-name"],
    ["a value outside its range", "a: 2 nS", "a: { value: §2 nS, range: [3 nS, 4 nS] }", "outside-range"],
  ])("%s is a warning, and the document runs", (_name, from, to, code) => {
    const { text, at } = spoil(from, to);
    const { errors, warnings, experiment } = bindText(text);
    expect(errors).toEqual([]);
    expect(experiment).toBeDefined();
    expect(warnings.map((warning) => warning.code)).toEqual([code]);
    if (to.includes("§")) expect(place(warnings[0]!)).toBe(`${at} ${code}`);
  });

  test.each([
    ["Greek names", "tau_w: 100 ms", "\u03c4_w: 100 ms"],
    ["the micro sign", "C: 200 pF", "C: 0.0002 \u00b5F"],
    ["no blank before a unit", "C: 200 pF", "C: 200pF"],
    ["tabs between tokens", "V > V_th", "V\t>\tV_th"],
    ["a negative `a`, which is no conductance of a channel", "a: 2 nS", "a: -2 nS"],
    ["33 judged after the whole reset: the threshold moves away", "V > V_th\n", "V > V_th + w/(1 nS)\n"],
    ["33 a reset downwards", "V: V_r, w", "V: V - 10 mV, w"],
  ])("%s is no mistake", (_name, from, to) => {
    const { errors, warnings, experiment } = bindText(base.replace(from, to));
    expect(errors.map(place)).toEqual([]);
    expect(warnings).toEqual([]);
    expect(experiment).toBeDefined();
  });

  test("17 an expression of depth 100,000 ends in an error", () => {
    const deep = `${"(".repeat(50_000)}1${")".repeat(50_000)}`;
    const { errors } = bindText(base.replace("a: 2 nS", `a: "${deep}*1 nS"`));
    expect(errors.map((error) => error.code)).toEqual(["expression-too-deep"]);
  });

  test("19 carriage returns and a byte order mark change no position", () => {
    const { text, at } = spoil("C: 200 pF", "C: §0 pF");
    expect(bindText(`\ufeff${text.replaceAll("\n", "\r\n")}`).errors.map(place)).toEqual([`${at} not-positive`]);
  });

  test("a document without anything to run is no mistake, but cannot run", () => {
    const { errors, unfinished, experiment } = bindText("neurons: { p: { inputs: { rate: Hz }, hazard: rate } }");
    expect(errors).toEqual([]);
    expect(experiment).toBeUndefined();
    expect(unfinished.map((error) => error.code).sort()).toEqual(["no-duration", "nothing-to-run"]);
  });
});
