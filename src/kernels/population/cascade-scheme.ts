/**
 * Spikes that act at the moment at which they are sent, as trees. Two passes over a population at a tick whose step is done: `test` asks who
 * fires because of what the others' spikes add, again and again with more of them; when nobody does any more, `settle` lets all that was
 * added act and resets those who fired.
 */
import { binary, call, name, number, substitute, type Tree } from "../../language/index.ts";
import { afterSpike, gridDefinitions, leftState, resets, type Scheme, type SchemeSource, ticksState, wasState } from "./scheme.ts";
import { rewrite, Sheet } from "./sheet.ts";

/** Array: 0; 1 for neurons that have fired by themselves at this tick, 2 for those that fired because of others. */
export const firedState = "cascade.fired";
/** Slot of what all spikes of a tick add to a state, and of what a neuron's own spike has in it that does not reach the neuron itself. */
export const kickSlots = (state: string): readonly [string, string] => [`kick.${state}`, `kick.own.${state}`];

export interface CascadeScheme {
  /** Absent for neurons without a spike condition. */
  readonly test: Scheme | undefined;
  /** Lists neurons that have fired and would fire again. */
  readonly settle: Scheme;
}

/** @param kicked  states that spikes of other neurons add to at once */
export function cascadeOf(source: SchemeSource, kicked: readonly string[]): CascadeScheme {
  return { test: testOf(source, kicked), settle: settleOf(source, kicked) };
}

function sheetOf(source: SchemeSource): Sheet {
  const sheet = new Sheet();
  sheet.definitions.push(...gridDefinitions(source));
  return sheet;
}

/** The spike condition where states have the values of these trees. `t` is the time of the tick. */
function conditionAt(sheet: Sheet, source: SchemeSource, values: ReadonlyMap<string, Tree>): Tree {
  const names = new Map([...values].map(([state, tree]) => [state, sheet.define(`${state} then`, tree)]));
  rewrite(sheet, gridDefinitions(source), names, (of) => `${of} then`);
  return substitute(source.program.flow.spike!, names);
}

const isAbove = (array: string, limit: number) => binary(">", name(array), number(limit));
const isBelow = (array: string, limit: number) => binary("<", name(array), number(limit));
const both = (a: Tree, b: Tree) => binary("and", a, b);

function testOf(source: SchemeSource, kicked: readonly string[]): Scheme | undefined {
  const { spike, refractory } = source.program.flow;
  if (spike === undefined) return undefined;
  const sheet = sheetOf(source);
  const holds = conditionAt(sheet, source, new Map(kicked.map((state) => [state, binary("+", name(state), name(kickSlots(state)[0]))])));
  const isNew = resets(source) ? holds : both(isBelow(wasState, 0.5), holds);
  const first = both(isBelow(firedState, 0.5), isNew);
  const fires = sheet.define("fires", refractory === undefined ? first : both(isBelow(leftState, 0.5), first));
  return {
    step: new Map([[firedState, call("where", fires, number(2), name(firedState))]]),
    definitions: sheet.definitions,
    fires,
    uniforms: 0,
    block: undefined,
    limited: [],
  };
}

/** Resets see the states as nothing has been added to them: jumps come after the reset, as those of any spike that a neuron sends itself. */
function settleOf(source: SchemeSource, kicked: readonly string[]): Scheme {
  const { program, readsAge } = source;
  const { spike, refractory } = program.flow;
  const sheet = sheetOf(source);
  const follows = isAbove(firedState, 1.5);
  const { states, rest } = afterSpike(sheet, source, (tree) => tree);
  const kept = new Map([...states].map(([state, after]) => [state, call("where", follows, after, name(state))]));
  if (rest !== undefined) kept.set(leftState, sheet.define("left then", call("where", follows, rest, name(leftState))));
  const hold = new Set(refractory?.hold ?? []);
  for (const state of kicked) {
    const [kick, ownKick] = kickSlots(state).map(name) as [Tree, Tree];
    const own = call("where", isAbove(firedState, 0.5), ownKick, number(0));
    const before = kept.get(state) ?? name(state);
    const after = binary("+", before, binary("-", kick, own));
    kept.set(state, hold.has(state) ? call("where", binary(">", kept.get(leftState)!, number(0.5)), before, after) : after);
  }
  if (readsAge) kept.set(ticksState, call("where", follows, number(0), name(ticksState)));
  const holds =
    spike && sheet.define("holds then", conditionAt(sheet, source, new Map([...kept].filter(([state]) => state !== leftState))));
  if (holds !== undefined && !resets(source)) kept.set(wasState, call("where", holds, number(1), number(0)));
  kept.set(firedState, number(0));
  const again = holds && resets(source) ? both(isAbove(firedState, 0.5), holds) : undefined;
  const fires = again && (rest === undefined ? again : both(binary("<", kept.get(leftState)!, number(0.5)), again));
  return { step: kept, definitions: sheet.definitions, fires, uniforms: sheet.uniforms, block: undefined, limited: [] };
}
