/** One step of a grid for cohorts, as trees: flow, arrivals and hazard as in a network, whose neurons they are. */
import type { NamedTree } from "../../compiler/index.ts";
import { binary, call, name, negate, number, substitute, type Tree } from "../../language/index.ts";
import { held, writeFlow } from "../population/flow-step.ts";
import type { LinearBlock } from "../population/linear-block.ts";
import { arrive, certain, End, gridDefinitions, leftState, type SchemeSource, ticksState } from "../population/scheme.ts";
import { rewrite, Sheet } from "../population/sheet.ts";
import type { AgeReading } from "./reading.ts";

/** The hazard at the beginning of a step, as the step before has left it. */
export const hazardBefore = "hazard.before";
/** 1 - exp(-sum of k x) of the part x of each accumulating state that is due to the last spike, one step later. */
export const seenState = "spikes.seen";

/** A hazard with which everybody fires within a step stands for any that is higher, and for those that are beyond all numbers. */
export function finite(hazard: Tree, step: number): Tree {
  return call("min", hazard, number((2 * certain) / step));
}

export interface CohortScheme {
  readonly definitions: readonly NamedTree[];
  /** New values of what each cohort has. */
  readonly cohort: ReadonlyMap<string, Tree>;
  /** New values of the states that all share. */
  readonly common: ReadonlyMap<string, Tree>;
  /** Expected spikes of a neuron in the step. */
  readonly expected: Tree;
  readonly block: LinearBlock | undefined;
  /** See `FlowStep`. */
  readonly limited: readonly string[];
}

/** How refractoriness is kept. `apart`: refractory neurons wait outside the cohorts, because nothing of them moves. */
export type Refractoriness = "none" | "apart" | "within";

/**
 * Makes the step. `t` is its middle.
 *
 * @param keepsHazard  the hazard at the end of a step is that at the beginning of the next, which does not hold where states jump between
 */
export function cohortScheme(source: SchemeSource, reading: AgeReading, waits: Refractoriness, keepsHazard: boolean): CohortScheme {
  const { step } = source;
  const sheet = new Sheet();
  sheet.definitions.push(...gridDefinitions(source));
  if (waits === "within") sheet.define(held, binary(">", name(leftState), number(0.5)));
  const written = [...sheet.definitions];
  const flow = writeFlow(sheet, source);
  const flowed = new Map(source.program.states.map((state, i) => [state, sheet.define(`${state} flowed`, flow.states[i]!)]));
  const end = new End(sheet, written, arrive(sheet, source, flowed), step);
  const hazard = finite(reading.hazard, step);
  const after = sheet.define("hazard.after", end.of(hazard));
  const before = keepsHazard ? name(hazardBefore) : hazard;
  const expected = binary("*", number(step / 2), binary("+", before, after));
  const states = (of: Iterable<string>) => [...of].map((state): [string, Tree] => [state, end.of(name(state))]);
  const cohort = new Map(states(reading.set.keys()));
  if (keepsHazard) cohort.set(hazardBefore, after);
  if (reading.accumulating.length > 0)
    cohort.set(
      seenState,
      seenOf(reading, step, (own) => end.of(name(own))),
    );
  if (source.readsAge) cohort.set(ticksState, binary("+", name(ticksState), number(1)));
  if (waits === "within") {
    const left = binary("-", name(leftState), number(1));
    cohort.set(leftState, call("max", left, number(0)));
  }
  return {
    definitions: sheet.definitions,
    cohort,
    common: new Map(states(reading.common)),
    expected: waits === "within" ? call("where", name(held), number(0), expected) : expected,
    block: flow.block,
    limited: flow.limited,
  };
}

/** By how much the spikes of a cohort lower the logarithm of the hazard of younger ones, each of which has a part of them in its past. */
function seenOf({ accumulating }: AgeReading, step: number, own: (state: string) => Tree): Tree {
  const sum = accumulating
    .map((one) => binary("*", binary("*", one.sensitivity, call("exp", binary("*", number(-step), one.decay))), own(one.own)))
    .reduce((total, term) => binary("+", total, term));
  return binary("*", sum, call("exprel", negate(sum)));
}

/** The hazard of neurons that have just fired, and what the spike has set, at a tick. */
export interface AfterSpike {
  readonly definitions: readonly NamedTree[];
  /** Of what each cohort has, but hazard, age and refractoriness. */
  readonly states: ReadonlyMap<string, Tree>;
  readonly hazard: Tree;
}

/** @param ticks  age at which they are entered, in steps */
export function afterSpike(source: SchemeSource, reading: AgeReading, ticks: number): AfterSpike {
  const sheet = new Sheet();
  sheet.definitions.push(...gridDefinitions(source));
  const states = new Map([...reading.set].map(([state, tree]) => [state, sheet.define(`${state} set`, tree)]));
  if (reading.accumulating.length > 0)
    states.set(
      seenState,
      seenOf(reading, source.step, (own) => states.get(own)!),
    );
  const names = new Map<string, Tree>([...states, [ticksState, number(ticks)]]);
  const outer = [...sheet.definitions];
  rewrite(sheet, outer, names, (of) => `${of} set`);
  return { definitions: sheet.definitions, states, hazard: substitute(finite(reading.hazard, source.step), names) };
}
