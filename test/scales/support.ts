/** Experiments from equations as text, in plain numbers, and their spikes and signals: the tests' short way to a run. */
import { existsSync, readFileSync } from "node:fs";
import { fileSource } from "../../src/base/index.ts";
import type { Chunk, Outcome, Scale } from "../../src/contract/index.ts";
import {
  inlineFunctions,
  parseAssignments,
  parseEquations,
  parseExpression,
  sortDefinitions,
  type Tree,
} from "../../src/language/index.ts";
import type {
  Definition,
  Experiment,
  Flow,
  Parameter,
  Population,
  Recording,
  Run,
  State,
  Stimulus,
  Value,
  Wave,
} from "../../src/model/experiment.ts";
import { cell } from "../../src/scales/cell/index.ts";
import { transferRate } from "../../src/scales/low-dimensional/index.ts";
import { network } from "../../src/scales/network/index.ts";
import { rateOver } from "../../src/scales/rate/index.ts";
import { dimensionless } from "../../src/units/index.ts";

const rate = rateOver(network, transferRate);

export interface Model {
  equations: string;
  initial: Record<string, number | string>;
  parameters?: Record<string, number | Value>;
  inputs?: readonly string[];
  spike?: string;
  hazard?: string;
  /** A mapping, or text whose lines run in order. */
  reset?: Record<string, string> | string;
  refractory?: number | Value;
  hold?: readonly string[];
  noises?: readonly string[];
  bounds?: Record<string, readonly [number, number]>;
}

export const tree = (text: string): Tree => parseExpression(fileSource("test", text));
export const constant = (value: number): Value => ({
  kind: "expression",
  tree: value < 0 ? { kind: "unary", op: "-", arg: { kind: "number", value: -value } } : { kind: "number", value },
});
const plain = (name: string) => ({ name, dimension: dimensionless, unit: "", factor: 1 });

export function makeFlow(name: string, model: Model): Flow {
  const { statements, errors } = parseEquations(fileSource(name, model.equations));
  if (errors.length > 0) throw errors[0];
  const functions = new Map(statements.flatMap((one) => (one.kind === "function" ? [[one.name, one] as const] : [])));
  const inlined = (of: Tree) => inlineFunctions(of, functions);
  const states: State[] = statements.flatMap((one) => {
    if (one.kind !== "derivative") return [];
    const value = inlined(one.value);
    const rateTree: Tree =
      one.coefficient === undefined ? value : { kind: "binary", op: "/", left: value, right: inlined(one.coefficient) };
    const initial = model.initial[one.name];
    if (initial === undefined) throw new Error(`no initial value of ${one.name}`);
    return [
      {
        ...plain(one.name),
        rate: rateTree,
        initial: typeof initial === "number" ? constant(initial) : { kind: "expression", tree: inlined(tree(initial)) },
      },
    ];
  });
  const raw = statements.flatMap((one) => (one.kind === "definition" ? [{ ...one, value: inlined(one.value) }] : []));
  const sorted = sortDefinitions(raw);
  const definitions: Definition[] = sorted.order.map((one) => ({ ...plain(one.name), tree: one.value }));
  const parameters: Parameter[] = Object.entries(model.parameters ?? {}).map(([key, value]) => ({
    ...plain(key),
    value: typeof value === "number" ? constant(value) : value,
  }));
  const held =
    model.hold ??
    (typeof model.reset === "object"
      ? Object.keys(model.reset).filter((key) => !new RegExp(`\\b${key}\\b`).test((model.reset as Record<string, string>)[key]!))
      : []);
  return {
    name,
    states,
    definitions,
    parameters,
    inputs: (model.inputs ?? []).map(plain),
    noises: model.noises ?? [],
    ...(model.spike === undefined ? {} : { spike: inlined(tree(model.spike)) }),
    ...(model.hazard === undefined ? {} : { hazard: inlined(tree(model.hazard)) }),
    ...(model.reset === undefined ? {} : { reset: resetOf(model.reset, inlined) }),
    ...(model.refractory === undefined
      ? {}
      : { refractory: { time: typeof model.refractory === "number" ? constant(model.refractory) : model.refractory, hold: held } }),
    bounds: Object.fromEntries(Object.entries(model.bounds ?? {}).map(([key, [low, high]]) => [key, [number(low), number(high)] as const])),
  };
}

function number(value: number): Tree {
  const size: Tree = Number.isFinite(value) ? { kind: "number", value: Math.abs(value) } : { kind: "name", name: "infinity" };
  return value < 0 ? { kind: "unary", op: "-", arg: size } : size;
}

function resetOf(reset: NonNullable<Model["reset"]>, inlined: (of: Tree) => Tree): NonNullable<Flow["reset"]> {
  if (typeof reset === "string") {
    const { statements } = parseAssignments(fileSource("reset", reset));
    return {
      order: "sequential",
      assignments: statements.map((one) => ({ target: one.name, value: { kind: "expression", tree: inlined(one.value) } })),
    };
  }
  return {
    order: "simultaneous",
    assignments: Object.entries(reset).map(([target, text]) => ({ target, value: { kind: "expression", tree: inlined(tree(text)) } })),
  };
}

export interface Setup {
  model: Model;
  size?: number;
  run: Partial<Run> & { duration: number };
  stimuli?: readonly (Partial<Stimulus> & { input?: string; wave: Wave })[];
  /** Recorded expressions. */
  record?: readonly string[];
  assets?: Experiment["assets"];
  rates?: boolean;
  units?: Experiment["units"];
}

export function makeExperiment(setup: Setup): Experiment {
  const { model, size = 1, run, stimuli = [], record = [], assets = {} } = setup;
  const population: Population = { name: "cell", flow: makeFlow("cell", model), size, groups: {} };
  const recordings: Recording[] = record.map((label) => ({
    population: "cell",
    from: 0,
    to: size,
    what: { kind: "signal", label, tree: tree(label), unit: "", factor: 1, mean: false },
  }));
  return {
    title: "test",
    units: setup.units ?? "none",
    populations: setup.rates ? [] : [population],
    fields: [],
    rates: setup.rates ? [population] : [],
    projections: [],
    spikeSources: [],
    stimuli: stimuli.map((one, k) => ({
      name: one.name ?? `s${k}`,
      start: one.start ?? 0,
      stop: one.stop ?? Number.POSITIVE_INFINITY,
      each: one.each ?? "stimulus",
      wave: one.wave,
      targets: one.targets ?? [{ population: "cell", from: 0, to: size, input: one.input ?? "I" }],
    })),
    recordings,
    run: { transient: 0, method: "auto", sde: "ito", seed: 1, scales: [], ...run },
    figures: [],
    demands: [],
    assets,
  };
}

export interface Ran {
  outcome: Outcome;
  /** Spike times by neuron. */
  spikes: number[][];
  times: number[];
  /** Recorded values by label (neuron 0) or `label[i]`. */
  signals: Record<string, number[]>;
}

/** Runs an experiment at a scale, in one piece or cut at `cuts`. */
export function run(setup: Setup | Experiment, cuts: readonly number[] = [], scale?: Scale, parts = 1): Ran {
  const experiment = "model" in setup ? makeExperiment(setup) : setup;
  const used = scale ?? (experiment.rates.length > 0 ? rate : cell);
  const reasons = used.accepts(experiment);
  if (reasons.length > 0) throw new Error(JSON.stringify(reasons));
  const plan = used.plan(experiment, { seed: experiment.run.seed });
  const spikes: number[][] = Array.from({ length: plan.atoms }, () => []);
  const signals: Record<string, number[]> = {};
  const times: number[] = [];
  const byId = new Map(plan.channels.map((channel) => [channel.id, channel]));
  let outcome: Outcome = { kind: "reached" };
  const sink = (chunk: Chunk) => {
    const channel = byId.get(chunk.channel)!;
    if (channel.kind === "events") {
      for (const [k, neuron] of [...chunk.data].entries()) spikes[neuron]!.push(chunk.times[k]!);
      return;
    }
    const label = channel.neuron === undefined || channel.neuron === 0 ? channel.label : `${channel.label}[${channel.neuron}]`;
    signals[label] = [...(signals[label] ?? []), ...chunk.data];
    if (channel === plan.channels.find((one) => one.kind === "samples")) times.push(...chunk.times);
  };
  for (let part = 0; part < parts; part++) {
    const simulation = used.create(plan, {
      from: Math.floor((part * plan.atoms) / parts),
      to: Math.floor(((part + 1) * plan.atoms) / parts),
    });
    for (const until of [...cuts, experiment.run.duration]) {
      let reached = simulation.advance(until);
      simulation.drain(sink);
      while (reached.kind === "paused") {
        reached = simulation.advance(until);
        simulation.drain(sink);
      }
      if (reached.kind === "reached") continue;
      outcome = reached;
      break;
    }
    simulation.close();
  }
  return { outcome, spikes, times, signals };
}

export const step = (amplitude: number): Wave => ({ kind: "step", amplitude: constant(amplitude) });

const reference = new URL("../../../shared/reference/", import.meta.url);
export const hasReference = existsSync(new URL("dynamics/adex_spike_times.csv", reference));

/** Rows of a reference table as records. */
export function table(path: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(new URL(path, reference), "utf8").trim().split(/\r?\n/);
  const keys = header!.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, i) => [keys[i]!, value])));
}

export const hodgkinHuxley: Model = {
  equations: `
C*dV/dt = I - I_Na - I_K - I_L
I_Na = g_Na*m^3*h*(V - E_Na)
I_K = g_K*n^4*(V - E_K)
I_L = g_L*(V - E_L)
dm/dt = alpha_m(V)*(1 - m) - beta_m(V)*m
dh/dt = alpha_h(V)*(1 - h) - beta_h(V)*h
dn/dt = alpha_n(V)*(1 - n) - beta_n(V)*n
alpha_m(V) = 0.1*(V + 40)/(1 - exp(-(V + 40)/10))
beta_m(V)  = 4*exp(-(V + 65)/18)
alpha_h(V) = 0.07*exp(-(V + 65)/20)
beta_h(V)  = 1/(1 + exp(-(V + 35)/10))
alpha_n(V) = 0.01*(V + 55)/(1 - exp(-(V + 55)/10))
beta_n(V)  = 0.125*exp(-(V + 65)/80)
`,
  inputs: ["I"],
  initial: {
    V: -65,
    m: "alpha_m(V)/(alpha_m(V) + beta_m(V))"
      .replaceAll("V", "(-65)")
      .replaceAll("alpha_m((-65))", "(0.1*(-25)/(1 - exp(2.5)))")
      .replaceAll("beta_m((-65))", "4"),
    h: "0.07/(0.07 + 1/(1 + exp(3)))",
    n: "(0.01*(-10)/(1 - exp(1)))/((0.01*(-10)/(1 - exp(1))) + 0.125)",
  },
  spike: "V > 0",
  parameters: { C: 1, g_Na: 120, g_K: 36, g_L: 0.3, E_Na: 50, E_K: -77, E_L: -54.4 },
};
hodgkinHuxley.initial.m = "(0.1*(-25)/(1 - exp(2.5)))/((0.1*(-25)/(1 - exp(2.5))) + 4)";

export const adex: Model = {
  equations: `
C*dV/dt = -g_L*(V - E_L) + g_L*Delta_T*exp((V - V_T)/Delta_T) - w + I
tau_w*dw/dt = a*(V - E_L) - w
`,
  inputs: ["I"],
  initial: { V: "E_L", w: 0 },
  spike: "V > V_peak",
  reset: { V: "V_r", w: "w + b" },
  parameters: { C: 200, g_L: 12, E_L: -70, V_T: -50, Delta_T: 2, a: 2, tau_w: 300, b: 60, V_r: -58, V_peak: 0 },
};
