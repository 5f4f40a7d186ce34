/**
 * One step of a grid as trees, for all neurons of a population: flow, arrivals, spike test, reset, refractoriness, in the order of "One
 * step of `network`" of the document format.
 */
import type { NamedTree } from "../../compiler/index.ts";
import { binary, call, linearIn, name, negate, number, simplify, substitute, type Tree } from "../../language/index.ts";
import type { Diffusion } from "../program.ts";
import type { Arrival } from "./assemble.ts";
import { type FlowSource, held, shifted, writeFlow } from "./flow-step.ts";
import type { LinearBlock } from "./linear-block.ts";
import { rewrite, Sheet } from "./sheet.ts";

/** States that a step keeps beside those of the equations: ticks of refractoriness left, ticks since the last spike, the condition. */
export const leftState = "refractory.left";
export const ticksState = "age.ticks";
export const wasState = "spike.was";

/** Expected spikes of which 1 - exp(-x) is 1: a hazard beyond all numbers is as certain. */
export const certain = 50;

/** Name of the array that holds what arrives at a tick. */
export const arrivalInput = (k: number): string => `arrival.${k}`;

/** What a step is made of. */
export interface SchemeSource extends FlowSource {
  /** The rate of spikes, where the neuron has one; the program knows nothing of it. */
  readonly hazard: Tree | undefined;
  readonly arrivals: readonly Arrival[];
  /** States of the neuron itself; the others are those of synapses, which count its spikes. */
  readonly own: ReadonlySet<string>;
  /** Whether anything depends on the time since the last spike. */
  readonly readsAge: boolean;
  /** A step of no length, in which nothing moves: the first instant. */
  readonly isInstant?: true;
}

/** A step, ready for the compiler. `t` is the middle of the step. */
export interface Scheme {
  /** New values by state: those of the equations, then those that the step keeps for itself. */
  readonly step: ReadonlyMap<string, Tree>;
  readonly definitions: readonly NamedTree[];
  readonly fires: Tree | undefined;
  /** Uniform numbers wanted for each neuron and tick. */
  readonly uniforms: number;
  readonly block: LinearBlock | undefined;
  /** See `FlowStep`. */
  readonly limited: readonly string[];
}

/** Makes the step of a population. The program is one of the preparation `written`. */
export function schemeOf(source: SchemeSource): Scheme {
  const { program, step } = source;
  const sheet = new Sheet();
  sheet.definitions.push(...gridDefinitions(source));
  if (program.flow.refractory !== undefined) sheet.define(held, binary(">", name(leftState), number(0.5)));
  const written = [...sheet.definitions];
  const flow = writeFlow(sheet, source);
  const flowed = new Map(program.states.map((state, i) => [state, sheet.define(`${state} flowed`, flow.states[i]!)]));
  const end = new End(sheet, written, arrive(sheet, source, flowed), step, passing(source));
  const fires = fire(sheet, source, flow.diffusion, flowed, end);
  return {
    step: results(sheet, source, end, fires !== undefined),
    definitions: sheet.definitions,
    fires,
    uniforms: sheet.uniforms,
    block: flow.block,
    limited: flow.limited,
  };
}

/** The definitions of a program where the age is counted in ticks and the step is a number. */
export function gridDefinitions({ program, step, readsAge }: SchemeSource): readonly NamedTree[] {
  return program.definitions.flatMap((one) => {
    if (one.name === "dt") return [{ name: "dt", tree: number(step) }];
    if (one.name !== "age") return [one];
    return readsAge ? [{ name: "age", tree: binary("*", name(ticksState), number(step)) }] : [];
  });
}

/** The states at the end of the step, with what arrives then. Held states of refractory neurons ignore it. */
export function arrive(sheet: Sheet, { program, arrivals }: SchemeSource, flowed: ReadonlyMap<string, Tree>): ReadonlyMap<string, Tree> {
  const hold = new Set(program.flow.refractory?.hold ?? []);
  const arrived = program.states.map((state): readonly [string, Tree] => {
    const before = flowed.get(state)!;
    const jumps = arrivals.flatMap(({ jumps: all }, k) =>
      all.filter((jump) => jump.state === state).map(({ factor }) => simplify(binary("*", factor, name(arrivalInput(k))))),
    );
    if (jumps.length === 0) return [state, before];
    const sum = jumps.reduce((total, jump) => binary("+", total, jump), before);
    return [state, sheet.define(`${state} arrived`, hold.has(state) ? call("where", name(held), before, sum) : sum)];
  });
  return new Map(arrived);
}

/** Expressions as they are at the end of the step, before a reset. */
export class End {
  readonly #names: Map<string, Tree>;

  /** @param passing  ticks that pass */
  constructor(sheet: Sheet, definitions: readonly NamedTree[], arrived: ReadonlyMap<string, Tree>, step: number, passing = 1) {
    this.#names = new Map([...arrived, ["t", shifted(step / 2)], [ticksState, binary("+", name(ticksState), number(passing))]]);
    const outer = definitions.filter((one) => one.name !== held);
    rewrite(sheet, outer, this.#names, (of) => `${of} at end`);
  }

  of(tree: Tree): Tree {
    return substitute(tree, this.#names);
  }
}

/** Whether the reset changes anything of the neuron itself. */
export function resets({ program: { reset, states }, own }: SchemeSource): boolean {
  return reset.some((tree, i) => own.has(states[i]!) && !isName(tree, states[i]!));
}

/** Ticks that pass in a step. */
function passing({ isInstant }: SchemeSource): number {
  return isInstant ? 0 : 1;
}

function isName(tree: Tree, of: string): boolean {
  return tree.kind === "name" && tree.name === of;
}

function and(a: Tree | undefined, b: Tree): Tree {
  return a === undefined ? b : binary("and", a, b);
}

function fire(sheet: Sheet, source: SchemeSource, diffusion: Diffusion, flowed: ReadonlyMap<string, Tree>, end: End): Tree | undefined {
  const { program, step } = source;
  const { spike, refractory } = program.flow;
  const { hazard } = source;
  const hasLeftBelow = (limit: number) => (refractory === undefined ? undefined : binary("<", name(leftState), number(limit)));
  if (hazard !== undefined) {
    const mean = binary("*", number(0.5), binary("+", hazard, end.of(hazard)));
    const expected = sheet.define("hazard.expected", call("min", binary("*", number(step), mean), number(certain)));
    // 1 - exp(-x), without cancellation where x is small.
    const probability = binary("*", expected, call("exprel", negate(expected)));
    return sheet.define("fires", and(hasLeftBelow(0.5), binary("<", sheet.uniform(), probability)));
  }
  if (spike === undefined) return undefined;
  const holds = sheet.define("spike.holds", end.of(spike));
  const crosses = program.noises.length > 0 ? crossing(sheet, source, diffusion, flowed, spike) : undefined;
  const isThere = crosses === undefined ? holds : binary("or", holds, and(hasLeftBelow(0.5), crosses));
  const isNew = resets(source) ? isThere : binary("and", binary("<", name(wasState), number(0.5)), isThere);
  // A refractory period that ends with this step is over: the condition counts again.
  return sheet.define("fires", and(hasLeftBelow(0.5 + passing(source)), isNew));
}

/**
 * Whether white noise has carried a linear level beyond zero between two ticks at which it is below: with the probability
 * exp(-2 g0 g1/(sigma^2 h)) of a Brownian bridge from g0 to g1 of variance sigma^2 a time. Undefined where the level is not linear.
 */
function crossing(
  sheet: Sheet,
  { program, step }: SchemeSource,
  { columns }: Diffusion,
  flowed: ReadonlyMap<string, Tree>,
  spike: Tree,
): Tree | undefined {
  if (spike.kind !== "binary") return undefined;
  const isAbove = spike.op === ">" || spike.op === ">=";
  const level = isAbove ? binary("-", spike.left, spike.right) : binary("-", spike.right, spike.left);
  const linear = linearIn(simplify(level), new Set(program.states));
  if (linear === undefined) return undefined;
  const squares = columns.map((column) => {
    const terms = program.states.flatMap((state, i) => {
      const slope = linear.coefficients.get(state);
      return slope === undefined ? [] : [simplify(binary("*", slope, column[i]!))];
    });
    const along = terms.reduce((sum, term) => binary("+", sum, term), number(0));
    return simplify(binary("*", along, along));
  });
  const variance = simplify(squares.reduce((sum, square) => binary("+", sum, square), number(0)));
  if (variance.kind === "number" && variance.value === 0) return undefined;
  const before = sheet.define("level.before", call("min", level, number(0)));
  const after = sheet.define("level.after", call("min", substitute(level, flowed), number(0)));
  const exponent = binary("/", binary("*", binary("*", number(-2), before), after), binary("*", number(step), variance));
  return binary("<", sheet.uniform(), call("exp", exponent));
}

function results(sheet: Sheet, source: SchemeSource, end: End, hasSpikes: boolean): ReadonlyMap<string, Tree> {
  const { program, readsAge } = source;
  const fires = name("fires");
  const kept = new Map(program.states.map((state): readonly [string, Tree] => [state, end.of(name(state))]));
  if (!hasSpikes) return kept;
  const { states, rest } = afterSpike(sheet, source, (tree) => end.of(tree));
  for (const [state, after] of states) kept.set(state, call("where", fires, after, kept.get(state)!));
  if (rest !== undefined) {
    const left = binary("-", name(leftState), number(passing(source)));
    kept.set(leftState, call("where", fires, rest, call("where", binary("<", number(0), left), left, number(0))));
  }
  if (readsAge) kept.set(ticksState, call("where", fires, number(0), binary("+", name(ticksState), number(passing(source)))));
  if (program.flow.spike !== undefined && !resets(source)) kept.set(wasState, call("where", name("spike.holds"), number(1), number(0)));
  return kept;
}

/** What a spike makes of the states that the reset changes, and the ticks for which the neuron rests, where it does. `put` rewrites what they read. */
export function afterSpike(
  sheet: Sheet,
  { program, step }: SchemeSource,
  put: (tree: Tree) => Tree,
): { readonly states: ReadonlyMap<string, Tree>; readonly rest: Tree | undefined } {
  const draws = new Map(program.resetDraws.map(({ slot, draw }) => [slot, sheet.define(slot, sheet.value({ kind: "draw", draw }, put))]));
  const changed = program.states.flatMap((state, i): readonly (readonly [string, Tree])[] => {
    const after = program.reset[i];
    return after === undefined || isName(after, state) ? [] : [[state, put(substitute(after, draws))]];
  });
  const { refractory } = program.flow;
  const rest = refractory && call("round", binary("/", sheet.value(refractory.time, put), number(step)));
  return { states: new Map(changed), rest };
}
