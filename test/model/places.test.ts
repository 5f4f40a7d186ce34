/** Where neurons sit, and recordings with a course of their own for each neuron. */
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/language/index.ts";
import type { Asset, Population } from "../../src/model/index.ts";
import { bindText, bound, place } from "./open.ts";

const cells = (keys: string, rest = "") =>
  `neurons: { n: { equations: dV/dt = (I - V)/(10 ms), inputs: { I: mV }, initial: { V: 0 mV } } }
populations: { p: { neuron: n, ${keys} } }
run: { duration: 1 s }
${rest}`;

function coordinates({ flow, size }: Population, name: string): number[] {
  const parameter = flow.parameters.find((one) => one.name === name)!;
  const { value } = parameter;
  if (value.kind === "draw") throw new Error("a coordinate is no random value");
  return Array.from({ length: size }, (_, index) => evaluate(value.tree, (read) => (read === "index" ? index : size)));
}

describe("places", () => {
  test("on a ring neuron i of n sits at (i + 1/2)/n of the circumference", () => {
    const [p] = bound(cells("size: 4, place: { ring: 1 mm }")).populations;
    expect(p!.geometry).toEqual({ kind: "ring", lengths: [1000], periodic: true });
    expect(coordinates(p!, "position")).toEqual([125, 375, 625, 875]);
  });

  test("lines are open and sheets closed, unless `periodic` says otherwise", () => {
    const periodic = (keys: string) => bound(cells(`size: 4, place: { ${keys} }`)).populations[0]!.geometry!.periodic;
    expect([
      periodic("line: 1 mm"),
      periodic("line: 1 mm, periodic: true"),
      periodic("sheet: [1 mm, 1 mm]"),
      periodic("sheet: [1 mm, 1 mm], periodic: false"),
    ]).toEqual([false, true, true, false]);
  });

  test("a sheet of 2 mm x 1 mm with 8 neurons has 4 columns and 2 rows, 0.5 mm apart both ways", () => {
    const [p] = bound(cells("size: 8, place: { sheet: [2 mm, 1 mm] }")).populations;
    expect(coordinates(p!, "position.x")).toEqual([250, 750, 1250, 1750, 250, 750, 1250, 1750]);
    expect(coordinates(p!, "position.y")).toEqual([250, 250, 250, 250, 750, 750, 750, 750]);
  });

  test("a last row that is not full keeps its place: 7 neurons on the same sheet", () => {
    const [p] = bound(cells("size: 7, place: { sheet: [2 mm, 1 mm] }")).populations;
    expect(coordinates(p!, "position.y")).toEqual([250, 250, 250, 250, 750, 750, 750]);
  });

  test("a stimulus may follow the position", () => {
    const rest = "stimuli: [{ to: p.I, expression: 'where(abs(position - 0.5 mm) < 0.2 mm, 5 mV, 0 mV)' }]\n";
    const { stimuli } = bound(cells("size: 4, place: { ring: 1 mm }", rest));
    const wave = stimuli[0]!.wave;
    expect(wave.kind === "expression" && evaluate(wave.tree, () => 375)).toBe(5);
    expect(wave.kind === "expression" && evaluate(wave.tree, () => 125)).toBe(0);
  });

  test("the age at the start is a value of its own for each neuron", () => {
    const [p] = bound(cells('size: 4, initial-age: "truncated(normal(50 ms, 10 ms), 0, infinity)"')).populations;
    expect(p!.initialAge).toMatchObject({ kind: "draw", draw: { kind: "truncated", of: { kind: "normal" } } });
  });
});

describe("a recording for each neuron", () => {
  const recorded = (size: number, keys = "") =>
    cells(`size: ${size}`, `stimuli: [{ to: p.I, recording: { file: I_mV.npy, step: 2 ms${keys} } }]\n`);
  /** An array with two axes as the reader of NPY files gives it: its columns, or its rows where those are fewer. */
  const array = (rows: number, columns: number, at: (row: number, column: number) => number): Asset => {
    const isByColumn = rows >= columns;
    const [signals, samples] = isByColumn ? [columns, rows] : [rows, columns];
    const signal = (s: number) => Float64Array.from({ length: samples }, (_, k) => (isByColumn ? at(k, s) : at(s, k)));
    return {
      shape: [rows, columns],
      columns: Object.fromEntries(Array.from({ length: signals }, (_, s) => [`I[${s}]_mV`, signal(s)])),
    };
  };
  const course = (time: number, neuron: number) => 10 * time + neuron;

  test.each([
    ["more times than neurons", 5, 3],
    ["as many", 3, 3],
    ["fewer times than neurons", 2, 4],
  ])("the first axis is time: %s", (_name, times, neurons) => {
    const { stimuli, assets } = bound(recorded(neurons), { "I_mV.npy": array(times, neurons, course) });
    const { wave } = stimuli[0]!;
    expect(wave).toMatchObject({ kind: "recording", neurons });
    const { time, value } = assets[wave.kind === "recording" ? wave.asset : ""]!.columns;
    expect([...time!]).toEqual(Array.from({ length: times }, (_, k) => 2 * k));
    expect([...value!]).toEqual(Array.from({ length: times * neurons }, (_, k) => course(Math.floor(k / neurons), k % neurons)));
  });

  test("one column for all neurons is common to them", () => {
    const { stimuli } = bound(recorded(4), { "I_mV.npy": { columns: { I_mV: Float64Array.of(1, 2) } } });
    expect(stimuli[0]!.wave).not.toHaveProperty("neurons");
  });

  test("another number of columns is refused with both numbers", () => {
    const { errors } = bindText(recorded(4), new Map([["I_mV.npy", array(9, 3, course)]]));
    expect(errors.map((error) => `${place(error)} ${error.message}`)).toEqual([
      "doc.yaml:4:41 recording-neurons I_mV.npy has 3 columns for 4 neurons",
    ]);
  });
});
