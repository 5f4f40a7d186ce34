/** Which neurons have a rate in closed form, and that it is the rate of the simulation. */
import { describe, expect, test } from "vitest";
import { figures } from "../../src/figures/index.ts";
import { closedForm } from "../../src/session/closed-form.ts";
import { builtNames, openText, portableHost, sweep } from "../../src/session/index.ts";

const environment = { host: portableHost, names: builtNames(figures.map(({ id }) => id)) };

interface Parts {
  readonly equations?: string;
  readonly reset?: string;
  readonly refractory?: string;
  readonly stimulus?: string;
  readonly spike?: string;
  readonly more?: string;
}

const document = ({
  equations = "C*dV/dt = -g*(V - E) + I",
  reset = "{ V: E }",
  refractory = "2 ms",
  stimulus = "step: { amplitude: 300 pA }",
  spike = "V > E + 15 mV",
  more = "",
}: Parts = {}) => `
neurons:
  cell:
    equations: ${JSON.stringify(equations)}
    inputs: { I: pA }
    initial: { V: E }
    spike: ${spike}
    reset: ${reset}
    refractory: ${refractory}
    parameters: { C: 200 pF, g: 10 nS, E: -70 mV, k: 0.2/ms/mV, s: 3 mV }
populations: { cell: { neuron: cell, size: 2 } }
stimuli: [{ to: cell.I, ${stimulus} }]
run: { duration: 1 s }
record: { cell: [spikes] }
${more}`;

async function formOf(parts: Parts) {
  const { experiment, errors } = await openText(environment, document(parts), "cell.yaml");
  expect(errors.map(({ message }) => message)).toEqual([]);
  return closedForm(experiment!, "cell");
}

describe("closedForm", () => {
  // tau 20 ms, target 30 mV and threshold 15 mV above rest.
  const period = 2 + 20 * Math.log(2);
  test("LIF, in any units and with definitions", async () => {
    expect((await formOf({}))?.rate).toBeCloseTo(1 / period, 14);
    expect((await formOf({ equations: "dV/dt = (E + drive - V)/(C/g)\ndrive = I/g" }))?.rate).toBeCloseTo(1 / period, 14);
    expect((await formOf({ stimulus: "step: { amplitude: 100 pA } }, { to: cell.I, step: { amplitude: 0.2 nA }" }))?.rate).toBeCloseTo(
      1 / period,
      14,
    );
    expect((await formOf({ stimulus: "step: { amplitude: 150 pA }" }))?.rate).toBe(0);
  });
  test("QIF: C V' = k' (V - E)^2 + I has the period of its arctangent", async () => {
    // In ms and mV: a = 0.2, c = 300/200 = 1.5 about rest, from 0 to 15.
    const form = await formOf({ equations: "dV/dt = k*(V - E)^2 + I/C" });
    const root = Math.sqrt(0.2 * 1.5);
    expect(form?.label).toBe("QIF in closed form");
    expect(form?.rate).toBeCloseTo(1 / (2 + Math.atan((0.2 * 15) / root) / root), 14);
  });
  test("white noise: Siegert's formula, here without leak of digits into the deterministic limit", async () => {
    const noisy = (s: string) => formOf({ equations: `C*dV/dt = -g*(V - E) + I + ${s}*sqrt(g*C)*xi` });
    expect((await noisy("s"))?.label).toBe("Siegert's formula");
    expect((await noisy("1e-6*s"))?.rate).toBeCloseTo(1 / period, 12);
  });
  test.each<[string, Parts]>([
    ["an exponential", { equations: "C*dV/dt = -g*(V - E) + g*s*exp((V - E)/s) + I" }],
    ["a second state", { equations: "C*dV/dt = -g*(V - E) + I - w\ndw/dt = -w/(10 ms)", reset: "{ V: E }", more: "" }],
    ["noise that grows with the state", { equations: "C*dV/dt = -g*(V - E) + I + (V - E)*sqrt(g*C)*xi" }],
    ["a stimulus that ends", { stimulus: "step: { amplitude: 300 pA }, duration: 500 ms" }],
    ["a stimulus of one neuron", { stimulus: "step: { amplitude: 300 pA }" }],
    ["a sine", { stimulus: "sine: { amplitude: 300 pA, frequency: 10 Hz }" }],
    ["a drawn amplitude", { stimulus: 'step: { amplitude: "normal(300 pA, 10 pA)" }' }],
    ["a drawn refractory time", { refractory: "exponential(2 ms)" }],
    ["a state that goes on while refractory", { refractory: "{ time: 2 ms, hold: [] }" }],
    ["a reset that adds", { reset: "{ V: V - 10 mV }" }],
    ["a threshold that moves", { spike: "V > E + 15 mV + 1 mV*sin(t/(10 ms))" }],
  ])("none: %s", async (name, parts) => {
    const text = document(parts)
      .replace("initial: { V: E }", name === "a second state" ? "initial: { V: E, w: 0 pA }" : "initial: { V: E }")
      .replace("to: cell.I", name === "a stimulus of one neuron" ? "to: 'cell[0:1].I'" : "to: cell.I");
    const { experiment, errors } = await openText(environment, text, "cell.yaml");
    expect(errors.map(({ message }) => message)).toEqual([]);
    expect(closedForm(experiment!, "cell")).toBeUndefined();
  });
});

describe("lines beside the points of a sweep", () => {
  const swept = async (over: string, parts: Parts = {}) => {
    const opened = await openText(
      environment,
      document({ ...parts, more: `sweep: { over: ${over}, measure: [cell.rate, cell.cv] }` }),
      "cell.yaml",
      {
        isSweep: true,
      },
    );
    expect(opened.errors.map(({ message }) => message)).toEqual([]);
    return (await sweep(portableHost, opened, {})).result;
  };
  test("the line passes through every point, up to the spike that the run's end cuts off", async () => {
    const { rows, theory } = await swept("{ cell.I: [0 pA, 100 pA, 200 pA, 400 pA] }");
    const [line] = theory;
    expect([theory.length, line!.label, line!.measure, line!.path]).toEqual([1, "LIF in closed form", "cell.rate", "cell.I"]);
    for (const { point, values } of rows) {
      const at = line!.x.indexOf(point[0] as number);
      // Over 1 s; the last interval is not complete.
      expect(Math.abs(line!.y[at]! - values[0]!)).toBeLessThanOrEqual(1);
    }
  });
  test("it rises at the rheobase of 150 pA, to a thousandth of its step", async () => {
    const [line] = (await swept("{ cell.I: [0 pA, 400 pA] }")).theory;
    const first = line!.y.findIndex((rate) => rate > 0);
    expect(line!.x[first - 1]).toBeLessThanOrEqual(150);
    expect(line!.x[first]! - 150).toBeLessThan(0.005);
  });
  test("one line for each value of the other axes, seeds aside; values may be words", async () => {
    const { theory } = await swept("{ cell.I: [200 pA, 400 pA], neurons.cell.refractory: [0 ms, 5 ms], run.seed: [1, 2] }");
    const over = (path: string) => theory.filter((line) => line.path === path).map(({ others }) => others);
    expect(over("cell.I")).toEqual([{ "neurons.cell.refractory": 0 }, { "neurons.cell.refractory": 5 }]);
    expect(over("neurons.cell.refractory")).toEqual([{ "cell.I": 200 }, { "cell.I": 400 }]);
    expect(
      (await swept("{ cell.I: [200 pA, 400 pA], run.sde: [ito, stratonovich] }")).theory.map(({ others }) => others["run.sde"]),
    ).toEqual(["ito", "stratonovich"]);
  });
  test("a theory that is not built is named in a note", async () => {
    const text = document({ more: "sweep: { over: { cell.I: [0 pA, 400 pA] } }\nfigures: [{ curve: { theory: fokker-planck } }]" });
    const opened = await openText(environment, text, "cell.yaml", { isSweep: true });
    expect((await sweep(portableHost, opened, {})).result.notes).toContainEqual(expect.stringMatching(/fokker-planck is not built yet/));
  });
});
