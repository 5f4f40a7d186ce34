/** A flow with what drives and what is recorded of it, as trees ready to compile: which numbers are states, which are slots. */
import type { NamedTree } from "../compiler/index.ts";
import { binary, call, linearIn, name, namesIn, number, substitute, type Tree, uses, withoutSingularities } from "../language/index.ts";
import type { Draw, Flow } from "../model/index.ts";
import { type Switch, SwitchCollector } from "./switches.ts";

/** What drives the inputs of a flow beside held values: trees over `t`, parameters and the slots named here. */
export interface Drives {
  /** By input: terms that are added to the held value. */
  readonly terms: Readonly<Record<string, readonly Tree[]>>;
  /** Inputs whose held part rises linearly from its last edge (ramps, interpolated recordings). */
  readonly sloping: ReadonlySet<string>;
  /** Slots that the terms read. */
  readonly slots: readonly string[];
  /** Sources of white noise that the terms contain, beside those of the flow. */
  readonly noises: readonly string[];
  /** Expressions of time at which states are held while a clamp acts; a mode names them by number. */
  readonly clamps: readonly Clamp[];
}

export interface Clamp {
  readonly state: string;
  readonly tree: Tree;
}

/** How the equations are prepared. `smooth`: switching conditions become slots. `written`: they are evaluated as they stand. */
export type Preparation = "smooth" | "written";

/** The spike condition as a level: the neuron fires where `tree` is positive (or zero, with `atZero`). */
export interface SpikeLevel {
  readonly tree: Tree;
  readonly atZero: boolean;
}

export interface Program {
  readonly flow: Flow;
  readonly states: readonly string[];
  readonly slots: readonly string[];
  readonly definitions: readonly NamedTree[];
  /** Rates of the states, definitions named; linear in the noises. */
  readonly rates: readonly Tree[];
  readonly noises: readonly string[];
  readonly spike: SpikeLevel | undefined;
  readonly switches: readonly Switch[];
  readonly clamps: readonly Clamp[];
  /** What is recorded, in the order given. */
  readonly signals: readonly Tree[];
  /** States after a reset, in the order of `states`, over the states before. Empty: no reset. */
  readonly reset: readonly Tree[];
  /** Random values of the reset, drawn at each spike into their slots. */
  readonly resetDraws: readonly { readonly slot: string; readonly draw: Draw }[];
  /** Names that may change within a step. */
  readonly varies: ReadonlySet<string>;
  /** Whether anything depends on the time since the last spike. */
  readonly readsAge: boolean;
}

/** The integral of the hazard since the last spike, and the exponential variate at which the neuron fires. */
export const hazardState = "hazard.integral";
export const hazardSlot = "hazard.threshold";
/** Time of the last spike, for `age`. */
export const originSlot = "age.origin";
/** The step of a fixed-step method, for `dt` and for compiled steps. */
export const stepSlot = "step";
/** Length of the step that a compiled step makes, and the increments of the noises in it. */
export const trialSlot = "step.trial";
export const incrementSlot = (noise: number) => `noise.${noise}`;
export const heldSlot = (input: string) => `${input}.held`;
export const slopeSlot = (input: string) => `${input}.slope`;
export const edgeSlot = (input: string) => `${input}.edge`;
export const noDrives: Drives = { terms: {}, sloping: new Set(), slots: [], noises: [], clamps: [] };

/** Prepares a flow. The flow must be one that `bind` made: names resolved, functions inlined, definitions sorted. */
export function makeProgram(flow: Flow, drives: Drives, signals: readonly Tree[], preparation: Preparation): Program {
  const states = flow.states.map((state) => state.name);
  if (flow.hazard !== undefined) states.push(hazardState);
  const noises = [...flow.noises, ...drives.noises];
  const varies = new Set([...states, ...noises, "t", "age"]);
  const constants = new Set(flow.parameters.map((parameter) => parameter.name));
  const mayVary = (one: string) => !constants.has(one);
  const collector = new SwitchCollector(varies);
  const prepare = (tree: Tree) => {
    const regular = withoutSingularities(tree, mayVary);
    return preparation === "smooth" ? collector.freeze(regular) : regular;
  };
  const definitions: NamedTree[] = [
    { name: "age", tree: binary("-", name("t"), name(originSlot)) },
    { name: "dt", tree: name(stepSlot) },
    // Compiled rates are drifts; what noise adds is compiled apart.
    ...noises.map((noise) => ({ name: noise, tree: number(0) })),
  ];
  const define = (one: string, tree: Tree) => {
    if (uses(tree, varies)) varies.add(one);
    definitions.push({ name: one, tree: prepare(tree) });
  };
  for (const input of flow.inputs) define(input.name, inputTree(input.name, drives));
  for (const definition of flow.definitions) define(definition.name, definition.tree);
  const rates = flow.states.map((state) => prepare(state.rate));
  if (flow.hazard !== undefined) rates.push(prepare(flow.hazard));
  const spike = spikeLevel(flow, prepare);
  const resetDraws = drawsOf(flow);
  const clamps = drives.clamps.map(({ state, tree }) => ({ state, tree: prepare(tree) }));
  return {
    flow,
    states,
    slots: [
      ...flow.parameters.map((parameter) => parameter.name),
      ...flow.inputs.flatMap(({ name: input }) => [
        heldSlot(input),
        ...(drives.sloping.has(input) ? [slopeSlot(input), edgeSlot(input)] : []),
      ]),
      ...["index", "size", originSlot, stepSlot, trialSlot, hazardSlot],
      ...noises.map((_, j) => incrementSlot(j)),
      ...drives.slots,
      ...resetDraws.map((one) => one.slot),
      ...collector.switches.map((one) => one.slot),
    ],
    definitions,
    rates,
    noises,
    spike,
    switches: collector.switches,
    clamps,
    // A condition in a recorded expression is read as it stands at that instant; it is not worth an event of its own.
    signals: signals.map((tree) => withoutSingularities(tree, mayVary)),
    reset: resetTrees(flow, states),
    resetDraws,
    varies,
    readsAge: [...rates, ...signals, ...definitions.filter((one) => one.name !== "age").map((one) => one.tree)].some((tree) =>
      namesIn(tree).has("age"),
    ),
  };
}

function inputTree(input: string, drives: Drives): Tree {
  const held = name(heldSlot(input));
  const sloping = drives.sloping.has(input)
    ? binary("+", held, binary("*", name(slopeSlot(input)), binary("-", name("t"), name(edgeSlot(input)))))
    : held;
  return (drives.terms[input] ?? []).reduce((sum, term) => binary("+", sum, term), sloping);
}

function spikeLevel(flow: Flow, prepare: (tree: Tree) => Tree): SpikeLevel | undefined {
  if (flow.hazard !== undefined) return { tree: binary("-", name(hazardState), name(hazardSlot)), atZero: true };
  const { spike } = flow;
  if (spike?.kind !== "binary") return undefined;
  const [left, right] = [prepare(spike.left), prepare(spike.right)];
  const above = spike.op === ">" || spike.op === ">=";
  return { tree: above ? binary("-", left, right) : binary("-", right, left), atZero: spike.op === ">=" || spike.op === "<=" };
}

/** Simultaneous assignments see the states before; sequential ones the results of the lines above. */
function resetTrees(flow: Flow, states: readonly string[]): readonly Tree[] {
  const { reset } = flow;
  if (reset === undefined && flow.hazard === undefined) return [];
  const values = new Map<string, Tree>();
  for (const [k, { target, value }] of (reset?.assignments ?? []).entries()) {
    const tree = value.kind === "draw" ? name(drawSlot(k)) : value.tree;
    values.set(target, reset?.order === "sequential" ? substitute(tree, values) : tree);
  }
  return states.map((state) => (state === hazardState ? number(0) : (values.get(state) ?? name(state))));
}

const drawSlot = (assignment: number) => `reset.${assignment}`;

function drawsOf(flow: Flow): Program["resetDraws"] {
  return (flow.reset?.assignments ?? []).flatMap(({ value }, k) =>
    value.kind === "draw" ? [{ slot: drawSlot(k), draw: value.draw }] : [],
  );
}

/** Rates split as drift + sum over the noises of column * noise; undefined where a rate is not linear in a noise. */
export interface Diffusion {
  readonly drift: readonly Tree[];
  /** columns[j][i]: factor of noise j in the rate of state i. */
  readonly columns: readonly (readonly Tree[])[];
}

/** Splits off the noise. Definitions that contain noise are put in place of their names first. */
export function splitNoise(program: Program): Diffusion | undefined {
  const noisy = new Set(program.noises);
  const inlined = new Map<string, Tree>();
  for (const { name: one, tree } of program.definitions) {
    const full = substitute(tree, inlined);
    if (noisy.has(one) || !uses(full, noisy)) continue;
    inlined.set(one, full);
  }
  const drift: Tree[] = [];
  const columns: Tree[][] = program.noises.map(() => []);
  for (const rate of program.rates) {
    const linear = linearIn(substitute(rate, inlined), noisy);
    if (linear === undefined) return undefined;
    drift.push(linear.constant);
    program.noises.forEach((noise, j) => {
      columns[j]!.push(linear.coefficients.get(noise) ?? number(0));
    });
  }
  return { drift, columns };
}

/** A term that acts only while its slot is 1. The value outside is never used, so a NaN there does no harm. */
export function whileOn(slot: string, tree: Tree): Tree {
  return call("where", binary(">", name(slot), number(0.5)), tree, number(0));
}
