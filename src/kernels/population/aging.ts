/** Neurons that have fired before the run begins, as trees: the spike, and the steps since. */
import type { NamedTree } from "../../compiler/index.ts";
import { binary, call, name, number, type Tree } from "../../language/index.ts";
import { splitNoise } from "../program.ts";
import { held, writeFlow } from "./flow-step.ts";
import { afterSpike, End, gridDefinitions, leftState, resets, type Scheme, type SchemeSource, ticksState } from "./scheme.ts";
import { Sheet } from "./sheet.ts";

/** What a spike has left longer ago is as if it had been so long ago [steps]. */
export const longestMemory = 200_000;

/** Array that `AgingScheme.step` reads in the place of all inputs: steps of each neuron that are still to be made. */
export const stepsToGo = "steps.to.go";

/**
 * Only what the spike changes of the neuron moves: other states are as the document says that they begin. Nothing arrives meanwhile, noise is at
 * its mean, and a neuron comes no further than its threshold.
 */
export interface AgingScheme {
  readonly spike: Scheme;
  readonly step: Scheme;
  /** What moves. */
  readonly states: readonly string[];
}

/** Undefined where a spike leaves nothing but the time since. */
export function agingOf(source: SchemeSource): AgingScheme | undefined {
  if (!resets(source) && source.program.flow.refractory === undefined) return undefined;
  const sheet = new Sheet();
  sheet.definitions.push(...gridDefinitions(source));
  const after = afterSpike(sheet, source, (tree) => tree);
  const changed = new Map([...after.states].filter(([state]) => source.own.has(state)));
  const states = [...changed.keys()];
  changed.set(ticksState, number(0));
  if (after.rest !== undefined) changed.set(leftState, after.rest);
  return { spike: schemeFrom(sheet, changed), step: stepOf(source, states), states };
}

function stepOf(source: SchemeSource, states: readonly string[]): Scheme {
  const { program, step } = source;
  const { refractory, spike } = program.flow;
  const sheet = new Sheet();
  sheet.definitions.push(...gridDefinitions(source));
  if (refractory !== undefined) sheet.define(held, binary(">", name(leftState), number(0.5)));
  const written: readonly NamedTree[] = [...sheet.definitions];
  // The scale has refused noise that cannot be split off.
  const flow = writeFlow(sheet, { ...source, program: { ...program, rates: splitNoise(program)!.drift, noises: [] } });
  const flowed = new Map(program.states.map((state, i) => [state, sheet.define(`${state} flowed`, flow.states[i]!)]));
  const end = new End(sheet, written, flowed, step);
  const isOlder = sheet.define("is.older", binary(">", name(stepsToGo), number(0.5)));
  const goesOn =
    spike === undefined ? isOlder : sheet.define("goes.on", binary("and", isOlder, { kind: "unary", op: "not", arg: end.of(spike) }));
  const moved = new Map(states.map((state): [string, Tree] => [state, call("where", goesOn, end.of(name(state)), name(state))]));
  moved.set(ticksState, call("where", isOlder, binary("+", name(ticksState), number(1)), name(ticksState)));
  if (refractory !== undefined) {
    const left = call("max", binary("-", name(leftState), number(1)), number(0));
    moved.set(leftState, call("where", isOlder, left, name(leftState)));
  }
  return schemeFrom(sheet, moved);
}

function schemeFrom({ definitions, uniforms }: Sheet, step: ReadonlyMap<string, Tree>): Scheme {
  return { step, definitions, fires: undefined, uniforms, block: undefined, limited: [] };
}
