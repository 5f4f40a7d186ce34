/** What binding makes of a document that is right. */
import { describe, expect, test } from "vitest";
import { evaluate, printText } from "../../src/language/index.ts";
import type { Asset, Experiment, Flow, Value } from "../../src/model/index.ts";
import { bindText, place } from "./open.ts";

function bound(text: string, files: Record<string, Asset> = {}): Experiment {
  const { experiment, errors, unfinished } = bindText(text, new Map(Object.entries(files)));
  if (!experiment) throw new Error([...errors, ...unfinished].map((error) => `${place(error)} ${error.message}`).join("\n"));
  return experiment;
}

/** A neuron with one state, completed by the given keys. */
function neuron(keys: string, rest = ""): Experiment {
  return bound(
    `neurons:\n  n:\n    ${keys.replaceAll("\n", "\n    ")}\npopulations: { p: { neuron: n } }\nrun: { duration: 1 s }\n${rest}`,
  );
}
const flowOf = (experiment: Experiment): Flow => experiment.populations[0]!.flow;
const shown = (value: Value) => (value.kind === "expression" ? printText(value.tree) : value.draw.kind);

const leaky = "equations: tau*dV/dt = -V + I\ninputs: { I: mV }\ninitial: { V: 1 mV }\nparameters: { tau: 10 ms }";

describe("neurons", () => {
  test("the coefficient before a derivative divides", () => {
    const [state] = flowOf(neuron(leaky)).states;
    expect(printText(state!.rate)).toBe("(-V + I)/tau");
  });

  test("functions are put in, definitions stay names and are sorted", () => {
    const flow = flowOf(
      neuron("equations: |\n  dV/dt = b/(1 ms)\n  b = a + f(V)\n  a = 2*V\n  f(x) = x/k\ninitial: { V: 1 mV }\nparameters: { k: 2 }"),
    );
    expect(flow.definitions.map(({ name, tree }) => `${name} = ${printText(tree)}`)).toEqual(["a = 2*V", "b = a + V/k"]);
  });

  test("a removable singularity is gone: x/(1 - exp(-x/k)) has its limit k at x = 0", () => {
    const flow = flowOf(neuron("equations: dV/dt = (V + 40 mV)/(1 - exp(-(V + 40 mV)/(10 mV)))/(1 ms)\ninitial: { V: -65 mV }"));
    expect(evaluate(flow.states[0]!.rate, () => -40)).toBe(10);
  });

  test("units are the user's, values are internal: 1 V is 1000 mV", () => {
    const flow = flowOf(neuron("equations: C*dV/dt = -g*V\ninitial: { V: 0.1 V }\nparameters: { C: 1 nF, g: 0.05 uS }"));
    expect(flow.states[0]).toMatchObject({ unit: "V", factor: 1000 });
    const numbers = flow.parameters.map(({ name, unit, value }) => [
      name,
      unit,
      value.kind === "expression" && evaluate(value.tree, () => 0),
    ]);
    expect(numbers).toEqual([
      ["C", "nF", 1000],
      ["g", "uS", 50],
    ]);
  });

  test("a state takes the unit of what its initial value is made of", () => {
    const flow = flowOf(
      neuron(
        "equations: |\n  dV/dt = -V/(1 ms)\n  dn/dt = -n/(1 ms)\ninitial: { V: E_L + 5 mV, n: 1/(1 + exp(V/(1 mV))) }\nparameters: { E_L: -70 mV }",
      ),
    );
    expect(flow.states.map(({ unit }) => unit)).toEqual(["mV", ""]);
  });

  test("initial values may read one another and definitions, which are put in", () => {
    const flow = flowOf(
      neuron(
        "equations: |\n  dV/dt = -V/(1 ms)\n  dn/dt = (n_inf - n)/(1 ms)\n  n_inf = s(V)\n  s(x) = x/(2 mV)\ninitial: { n: n_inf, V: 6 mV }",
      ),
    );
    expect(flow.states.map(({ initial }) => shown(initial))).toEqual(["6 mV", "V/2 mV"]);
  });

  test("an expression of constants is computed; what a drawn parameter touches stays", () => {
    const flow = flowOf(
      neuron('equations: tau*dV/dt = -V*q\ninitial: { V: 1 mV }\nparameters: { q: 2*r, r: "uniform(1, 2)", tau: 3*tau_0, tau_0: 5 ms }'),
    );
    expect(Object.fromEntries(flow.parameters.map(({ name, value }) => [name, shown(value)]))).toEqual({
      q: "2*r",
      r: "uniform",
      tau: "15",
      tau_0: "5",
    });
    const order = flow.parameters.map(({ name }) => name);
    expect(order.indexOf("r")).toBeLessThan(order.indexOf("q"));
  });

  test("populations override parameters and initial values; document parameters are the outermost", () => {
    const experiment = bound(`parameters: { a: 1, b: 2, c: 3 }
neurons: { n: { equations: "dx/dt = (a + b + c - x)/(1 ms)", initial: { x: 0 }, parameters: { b: 20, c: 30 } } }
populations: { p: { neuron: n, parameters: { c: 300 }, initial: { x: 5 } }, q: { neuron: n } }
run: { duration: 1 s }`);
    const values = experiment.populations.map(({ flow }) =>
      Object.fromEntries([...flow.parameters, ...flow.states].map((q) => [q.name, shown("value" in q ? q.value : q.initial)])),
    );
    expect(values).toEqual([
      { a: "1", b: "20", c: "300", x: "5" },
      { a: "1", b: "20", c: "30", x: "0" },
    ]);
  });

  test("`units: none`: time is a plain number too", () => {
    const experiment = bound(
      "units: none\nneurons: { n: { equations: dx/dt = -x/tau, initial: { x: 1 }, parameters: { tau: 2 } } }\npopulations: { p: { neuron: n } }\nrun: { duration: 7 }",
    );
    expect(experiment).toMatchObject({ units: "none", run: { duration: 7 } });
  });

  test("`dt` is the fixed step of the run, in equations and in what is recorded", () => {
    const experiment = bound(
      "neurons: { n: { equations: dx/dt = -x/dt, initial: { x: 1 }, spike: x > dt/(1 ms), reset: { x: x - dt/(2 s) } } }\npopulations: { p: { neuron: n } }\nrun: { duration: 1 s, step: 0.5 ms }\nrecord: { p: [x*dt] }",
    );
    const { states, spike, reset } = experiment.populations[0]!.flow;
    const trees = [states[0]!.rate, spike!, ...reset!.assignments.map(({ value }) => (value.kind === "expression" ? value.tree : spike!))];
    expect(trees.map(printText)).toEqual(["-(x/0.5)", "x > 0.5/ms", "x - 0.25/s"]);
    expect(experiment.recordings.map(({ what }) => what.kind === "signal" && printText(what.tree))).toEqual(["x*0.5"]);
  });

  test("noise is found", () => {
    const flow = flowOf(
      neuron(
        "equations: |\n  dV/dt = -V/tau + s*xi + s*xi_2\n  dw/dt = -w/tau + s*xi\ninitial: { V: 0 mV, w: 0 mV }\nparameters: { tau: 10 ms, s: 1 mV/sqrt(ms) }",
      ),
    );
    expect(flow.noises).toEqual(["xi", "xi_2"]);
  });
});

describe("firing", () => {
  const firing = (keys: string) =>
    flowOf(neuron(`equations: |\n  dV/dt = -V/(1 ms)\n  dw/dt = -w/(1 ms)\ninitial: { V: 0 mV, w: 0 mV }\nspike: V > 10 mV\n${keys}`));

  test.each([
    ["reset: { V: 0 mV, w: w + 1 mV }", ["V"]],
    ["reset: { V: 0 mV, w: 1 mV }", ["V", "w"]],
    ["reset: { V: V - 10 mV, w: w + V/2 }", []],
    ["reset: |\n  x = w\n  V = 0 mV\n  w = x + 1 mV", ["V"]],
    ["reset: |\n  x = V\n  V = 0 mV\n  w = x + 1 mV", ["V", "w"]],
  ])("states that the reset sets are held: %s", (reset, held) => {
    expect(firing(`${reset}\nrefractory: 2 ms`).refractory?.hold).toEqual(held);
  });

  test("`hold` says otherwise", () => {
    expect(firing("reset: { V: 0 mV }\nrefractory: { time: 2 ms, hold: [] }").refractory?.hold).toEqual([]);
  });

  test("a mapping is simultaneous, a text runs in order", () => {
    expect(firing("reset: { V: 0 mV }").reset?.order).toBe("simultaneous");
    expect(firing("reset: V = 0 mV").reset).toMatchObject({ order: "sequential", assignments: [{ target: "V" }] });
  });

  test("a reset and a refractory period may be drawn", () => {
    const flow = firing('reset: { V: "normal(0 mV, 1 mV)" }\nrefractory: exponential(2 ms)');
    expect(flow.reset?.assignments[0]?.value.kind).toBe("draw");
    expect(flow.refractory?.time).toMatchObject({ kind: "draw", draw: { kind: "exponential" } });
  });
});

describe("populations and stimuli", () => {
  const two = (
    stimuli: string,
    more = "",
  ) => `neurons: { n: { equations: "tau*dV/dt = -V + I", inputs: { I: mV }, initial: { V: 0 mV }, spike: V > 10 mV, parameters: { tau: 10 ms, k: 1 } } }
populations: { A: { neuron: n, size: 4, groups: { left: [0, 2] } }, B: { neuron: n, size: 2, parameters: { k: 3 } }, all: [A, B] }
run: { duration: 1 s }
stimuli: [${stimuli}]
${more}`;
  const targets = (stimuli: string) =>
    bound(two(stimuli)).stimuli.map((stimulus) =>
      stimulus.targets.map(({ population, from, to, input }) => `${population}[${from}:${to}].${input}`),
    );

  test.each([
    ["A.I", [["A[0:4].I"]]],
    ["A.left.I", [["A[0:2].I"]]],
    ["all.I", [["A[0:4].I", "B[0:2].I"]]],
    ["[A.left.I, B.I]", [["A[0:2].I", "B[0:2].I"]]],
    ['"A[1:3].I"', [["A[1:3].I"]]],
  ])("`to: %s`", (to, expected) => {
    expect(targets(`{ to: ${to}, step: { amplitude: 1 mV } }`)).toEqual(expected);
  });

  test("a value that reads the target's parameters becomes one stimulus for each different value", () => {
    const { stimuli } = bound(two("{ to: all.I, step: { amplitude: k*1 mV }, name: s }"));
    expect(stimuli.map(({ name, wave }) => [name, wave.kind === "step" && shown(wave.amplitude)])).toEqual([
      ["s", "1 mV"],
      ["s", "3 mV"],
    ]);
  });

  test.each([
    ["step: { amplitude: 1 mV }", { kind: "step" }],
    ["ramp: { from: 0 mV, to: 1 mV }", { kind: "ramp" }],
    ["pulses: { amplitude: 1 mV, period: 10 ms, width: 1 ms, count: 3 }", { kind: "pulses", count: 3 }],
    ["pulses: { amplitude: 1 mV, period: 10 ms, width: 1 ms }", { kind: "pulses", count: Number.POSITIVE_INFINITY }],
    ["sine: { amplitude: 1 mV, frequency: 5 Hz }", { kind: "sine" }],
    ["chirp: { amplitude: 1 mV, from: 1 Hz, to: 50 Hz }", { kind: "chirp" }],
    ["noise: { mean: 0 mV, sd: 1 mV, tau: 5 ms }", { kind: "noise", step: 0.25 }],
    ["white-noise: { intensity: 1 mV*sqrt(ms) }", { kind: "white-noise" }],
    ['expression: "where(t > 10 ms, k*2 mV, 0 mV)"', { kind: "expression" }],
  ])("%s", (wave, expected) => {
    expect(bound(two(`{ to: A.I, ${wave}, start: 5 ms, duration: 20 ms, each: neuron }`)).stimuli).toMatchObject([
      { start: 5, stop: 25, each: "neuron", wave: expected },
    ]);
  });

  test("a frequency is counted in cycles: 5 Hz is 0.005/ms", () => {
    const [stimulus] = bound(two("{ to: A.I, sine: { amplitude: 1 mV, frequency: 5 Hz } }")).stimuli;
    expect(
      stimulus?.wave.kind === "sine" && stimulus.wave.frequency.kind === "expression" && evaluate(stimulus.wave.frequency.tree, () => 0),
    ).toBe(0.005);
  });

  test("a clamp acts on a state", () => {
    expect(bound(two("{ clamp: { to: A.V, value: -5 mV } }")).stimuli).toMatchObject([
      { targets: [{ input: "V" }], wave: { kind: "clamp" } },
    ]);
  });

  test("record names neurons, groups, unions and expressions; `mean` averages", () => {
    const { recordings } = bound(two("", 'record: { all: [spikes], A.left: [V, "mean(V)", V/(2 mV)] }'));
    expect(
      recordings.map(({ population, from, to, what }) => [
        population,
        from,
        to,
        what.kind === "signal" ? `${what.label} ${what.unit} ${what.mean}` : what.kind,
      ]),
    ).toEqual([
      ["A", 0, 4, "spikes"],
      ["B", 0, 2, "spikes"],
      ["A", 0, 2, "V mV false"],
      ["A", 0, 2, "mean(V) mV true"],
      ["A", 0, 2, "V/(2 mV)  false"],
    ]);
  });

  test("a population is recorded under a name that a projection has as well", () => {
    const text = `neurons: { n: { equations: dV/dt = -V/(5 ms), inputs: { I: mV }, initial: { V: 1 mV }, hazard: 1 Hz } }
populations: { A: { neuron: n } }
projections: [{ name: A, from: A, to: A, synapse: { kind: delta, into: V }, weight: 1 mV, connect: all }]
run: { duration: 1 ms, step: 0.1 ms }
record: { A: [V] }
`;
    expect(bound(text).recordings).toMatchObject([{ population: "A", what: { kind: "signal", label: "V" } }]);
  });

  test("a recorded expression is in the entry's own unit for it, else in the one word for its product", () => {
    const unitsOf = (inputs: string, conductance: string, expression: string) => {
      const text = `neurons: { n: { equations: dV/dt = -V/(5 ms), initial: { V: 1 mV }, inputs: ${inputs}, parameters: { g: ${conductance} } } }
populations: { A: { neuron: n } }
run: { duration: 1 ms }
record: { A: ["${expression}"] }`;
      return bound(text).recordings.map(({ what }) => (what.kind === "signal" ? [what.unit, what.factor] : []))[0];
    };
    expect(unitsOf("{ I: uA/cm^2 }", "1 mS/cm^2", "g*V")).toEqual(["uA/cm^2", 1e-2]);
    expect(unitsOf("{}", "1 nS", "g*V")).toEqual(["pA", 1]);
    expect(unitsOf("{ I: nA }", "1 nS", "g*V")).toEqual(["nA", 1000]);
    expect(unitsOf("{}", "1 nS", "V/g")).toEqual(["mV/nS", 1]);
  });
});

describe("recorded data", () => {
  const text = (
    recording: string,
    compare = "",
  ) => `neurons: { n: { equations: "C*dV/dt = I", inputs: { I: pA }, initial: { V: 0 mV }, spike: V > 10 mV, reset: { V: 0 mV }, parameters: { C: 1 nF } } }
populations: { p: { neuron: n } }
stimuli: [{ to: p.I, recording: ${recording} }]
run: { duration: 1 s }
${compare}`;
  const columns = (all: Record<string, number[]>): Asset => ({
    columns: Object.fromEntries(Object.entries(all).map(([name, values]) => [name, Float64Array.from(values)])),
  });

  test("times and values are converted by the units of the header", () => {
    const { assets, stimuli } = bound(text("{ file: c.csv }"), { "c.csv": columns({ time_s: [0, 0.5], I_nA: [1, -2] }) });
    expect(stimuli[0]?.wave).toEqual({ kind: "recording", asset: "c.csv", interpolate: "hold" });
    expect(assets["c.csv"]?.columns).toEqual({ time: Float64Array.of(0, 500), value: Float64Array.of(1000, -2000) });
  });

  test("a recording that is over before the run is noted; one sample, or an end that was asked for, is not", () => {
    const notes = (times: number[], stimulus = "") => {
      const document = text(`{ file: c.csv }${stimulus}`);
      const file = columns({ time_s: times, I_nA: times.map(() => 1) });
      return bindText(document, new Map([["c.csv", file]])).notes.map(({ code }) => code);
    };
    expect(notes([0, 0.1, 0.2, 0.3])).toEqual(["recording-ends"]);
    expect(notes([0, 0.1, 0.2, 0.3], ", duration: 300 ms")).toEqual([]);
    expect(notes([0, 0.25, 0.5, 0.75])).toEqual([]);
  });

  test("a file without times or header takes `step` and `unit`", () => {
    const { assets } = bound(text("{ file: c.npy, unit: pA, step: 0.1 ms, interpolate: linear }"), {
      "c.npy": columns({ value: [3, 4, 5] }),
    });
    expect([...(assets["c.npy"]?.columns.time ?? [])]).toEqual([0, 0.1, 0.2]);
  });

  test.each([
    ["two columns", "{ file: c.csv }", { time_ms: [0], a_pA: [1], b_pA: [1] }, "which-column"],
    ["no such column", "{ file: c.csv, column: d }", { time_ms: [0], a_pA: [1], b_pA: [1] }, "no-such-column"],
    ["another dimension", "{ file: c.csv }", { time_ms: [0], V_mV: [1] }, "wrong-dimension"],
    ["no unit", "{ file: c.csv }", { time_ms: [0], I: [1] }, "recording-unit"],
    ["no times", "{ file: c.csv }", { I_pA: [1] }, "recording-step"],
    ["times that go back", "{ file: c.csv }", { time_ms: [0, 1, 1], I_pA: [1, 2, 3] }, "times-not-ascending"],
    ["a gap", "{ file: c.csv }", { time_ms: [0, 1], I_pA: [1, Number.NaN] }, "bad-sample"],
  ])("%s is refused at the file's name", (_name, recording, data, code) => {
    const { errors } = bindText(text(recording), new Map([["c.csv", columns(data as Record<string, number[]>)]]));
    expect(errors.map((error) => error.code)).toEqual([code]);
  });

  test("compare takes repetitions, times and windows", () => {
    const { comparison, assets } = bound(text("{ file: c.csv }", "compare: { spikes: s.csv, window: [2 ms, 4 ms] }"), {
      "c.csv": columns({ time_ms: [0], I_pA: [1] }),
      "s.csv": columns({ repetition: [0, 1], time_s: [0.1, 0.2] }),
    });
    expect(comparison).toEqual({ population: "p", asset: "s.csv", windows: [2, 4], signals: [] });
    expect(assets["s.csv"]?.columns).toEqual({ repetition: Float64Array.of(0, 1), time: Float64Array.of(100, 200) });
  });
});

describe("experiments", () => {
  test("they are structured-clonable and hold no spans", () => {
    const experiment = neuron(
      leaky,
      "stimuli: [{ to: p.I, step: { amplitude: 1 mV } }]\nrecord: { p: [V, spikes] }".replace(", spikes", ""),
    );
    expect(structuredClone(experiment)).toEqual(experiment);
    expect(JSON.stringify(experiment)).not.toContain("span");
  });

  test("the run's duration follows its transient", () => {
    const { run } = bound(
      "rates: { r: { equations: dx/dt = -x/(1 ms), initial: { x: 1 } } }\nrun: { transient: 100 ms, duration: 1 s, step: 0.1 ms, seed: 7 }",
    );
    expect(run).toMatchObject({ transient: 100, duration: 1100, step: 0.1, seed: 7, method: "auto", sde: "ito" });
  });
});
