/** The flow of a step: how the states move from one tick to the next when nothing arrives. */
import { InternalError } from "../../base/index.ts";
import { jacobianTrees, type NamedTree } from "../../compiler/index.ts";
import { binary, call, isZero, linearIn, name, number, simplify, substitute, type Tree, uses } from "../../language/index.ts";
import { euler, heun, rk4, type Tableau } from "../../numerics/index.ts";
import { type Diffusion, type Program, splitNoise, stepSlot } from "../program.ts";
import { reflected } from "../stochastic-step.ts";
import { type LinearBlock, linearBlock } from "./linear-block.ts";
import { exponentialMidpoint, relaxation } from "./midpoint.ts";
import { rewrite, type Sheet } from "./sheet.ts";

/** How the flow is integrated. `auto`: linear parts exactly, the others by the exponential midpoint rule, of order 2. */
export type FlowMethod = "auto" | "exponential-euler" | "euler" | "heun" | "rk4";

export interface FlowSource {
  readonly program: Program;
  readonly step: number;
  readonly method: FlowMethod;
  /** Parameters with a value of their own in each neuron. */
  readonly drawn: ReadonlySet<string>;
  /** Noises that all neurons share, one number each tick in the slot of this name. */
  readonly commonNoise: ReadonlyMap<string, string>;
  /** States that may grow beyond all numbers within a step, because a spike sets them anew and comes by chance meanwhile. */
  readonly escaping: ReadonlySet<string>;
}

/** Where such a state stays when it has grown beyond all numbers: its powers and what is exponential in it are still no differences of infinities. */
export const farthest = 1e9;

/** What the flow leaves: trees of the states after it, and the linear block that it used. */
export interface FlowStep {
  readonly states: readonly Tree[];
  readonly diffusion: Diffusion;
  readonly block: LinearBlock | undefined;
  /** States that stay within `farthest`. */
  readonly limited: readonly string[];
}

/** Methods for the flow, by their names in `run.method`. */
export const flowMethods: readonly FlowMethod[] = ["auto", "exponential-euler", "euler", "heun", "rk4"];

const tableaus: Readonly<Record<string, Tableau>> = { euler, heun, rk4 };

/** Name of the condition that a neuron is refractory, where `flow.refractory` is given. */
export const held = "held";

/**
 * Writes the flow on the sheet, whose definitions are those of the program. `t` is the middle of the step. Held states of refractory
 * neurons stay; states with bounds are reflected.
 */
export function writeFlow(sheet: Sheet, source: FlowSource): FlowStep {
  const { program } = source;
  const diffusion = splitNoise(program);
  if (diffusion === undefined) throw new InternalError("noise that is not linear was planned");
  const hold = new Set(program.flow.refractory?.hold ?? []);
  const limited = program.states.filter((state) => source.escaping.has(state) && !isAffine(source, diffusion.drift, state));
  const { increments, decays, block } = integrate(sheet, source, diffusion.drift, { hold, limited: new Set(limited) });
  const noise = noiseTerms(sheet, source, diffusion, decays);
  const moved = program.states.map((state, i) => {
    const sum = noise[i]!.reduce((total, term) => binary("+", total, term), increments[i]!);
    if (isZero(sum)) return name(state);
    if (!hold.has(state)) return reflected(program, state, binary("+", name(state), sum));
    if (program.flow.bounds[state] !== undefined)
      return call("where", name(held), name(state), reflected(program, state, binary("+", name(state), sum)));
    // To add nothing takes fewer instructions than to choose between the state and its successor.
    return binary("+", name(state), call("where", name(held), number(0), sum));
  });
  const states = moved.map((tree, i) => (limited.includes(program.states[i]!) ? within(tree) : tree));
  return { states, diffusion, block, limited };
}

/** A state that is linear in itself grows by a factor in each step, and never beyond all numbers. */
function isAffine({ program, method }: FlowSource, drift: readonly Tree[], state: string): boolean {
  const definitions = new Map<string, Tree>();
  for (const { name: of, tree } of program.definitions) definitions.set(of, substitute(tree, definitions));
  const rate = substitute(drift[program.states.indexOf(state)]!, definitions);
  return method === "auto" && linearIn(rate, new Set([state])) !== undefined;
}

function within(tree: Tree): Tree {
  return call("max", call("min", tree, number(farthest)), number(-farthest));
}

/** States that are held while a neuron rests, and those that stay within `farthest`. */
interface Confined {
  readonly hold: ReadonlySet<string>;
  readonly limited: ReadonlySet<string>;
}

interface Integrated {
  /** What the drift adds to each state. */
  readonly increments: readonly Tree[];
  /** Constant rates at which states relax by themselves. */
  readonly decays: readonly (Tree | undefined)[];
  readonly block: LinearBlock | undefined;
}

function integrate(sheet: Sheet, source: FlowSource, drift: readonly Tree[], confined: Confined): Integrated {
  const { hold } = confined;
  const { program, step, method, drawn } = source;
  const { states, varies } = program;
  const tableau = tableaus[method];
  if (tableau !== undefined) {
    return { increments: explicitStep(sheet, tableau, states, drift, step), decays: states.map(() => undefined), block: undefined };
  }
  const { definitions } = sheet;
  const block =
    method === "auto" ? linearBlock({ states, drift, definitions, varies: changing(program, definitions), hold, drawn, step }) : undefined;
  const jacobian = jacobianTrees(drift, states, sheet.definitions);
  sheet.definitions.splice(0, sheet.definitions.length, ...jacobian.definitions);
  const slopes = states.map((_, i) => jacobian.entries[i * states.length + i]!);
  const exact = states.map((_, i) => (isZero(drift[i]!) ? number(0) : block?.increment(i, name(held))));
  const times = (tree: Tree) => simplify(binary("*", number(step), tree));
  const increments =
    method === "auto"
      ? exponentialMidpoint(sheet, { states, rates: drift, slopes, exact, step, half: halfWay(program, confined) })
      : states.map((_, i) => exact[i] ?? relaxation(times(drift[i]!), times(slopes[i]!)));
  return { increments, decays: slopes.map((tree) => (uses(tree, varies) ? undefined : tree)), block };
}

/** What other states see of one half way: it stays where it is while it is held, and within its bounds. */
function halfWay(program: Program, { hold, limited: escaping }: Confined): (state: number, value: Tree) => Tree {
  return (i, value) => {
    const state = program.states[i]!;
    const inside = beforeReset(program, i, reflected(program, state, value));
    const limited = escaping.has(state) ? within(inside) : inside;
    return hold.has(state) ? call("where", name(held), name(state), limited) : limited;
  };
}

/**
 * A state that a reset sets has come no further than its threshold when the neuron fires, however far a step would carry a membrane that
 * blows up. Where the condition compares something else, others see it as it was.
 */
function beforeReset({ flow: { spike }, states, reset }: Program, i: number, value: Tree): Tree {
  const [state, after] = [states[i]!, reset[i]];
  const isThis = (tree: Tree) => tree.kind === "name" && tree.name === state;
  if (spike?.kind !== "binary" || after === undefined || isThis(after)) return value;
  const { left, right, op } = spike;
  if (!isThis(left) && !isThis(right)) return uses(after, new Set([state])) ? value : name(state);
  const threshold = isThis(left) ? right : left;
  const isBelow = isThis(left) === op.startsWith(">");
  const [nearest, farthest] = isBelow ? ["min", "max"] : ["max", "min"];
  return call(nearest!, value, call(farthest!, name(state), threshold));
}

/** Names whose values change during a run: beside what varies within a step, what is held from one tick to the next. */
function changing({ varies, flow, slots }: Program, definitions: readonly NamedTree[]): ReadonlySet<string> {
  const constant = new Set([...flow.parameters.map((one) => one.name), "index", "size", stepSlot]);
  const names = new Set([...varies, ...slots.filter((slot) => !constant.has(slot))]);
  for (const { name: of, tree } of definitions) if (uses(tree, names)) names.add(of);
  return names;
}

/** The increments of an explicit method, whose stages become definitions. `t` is the middle of the step. */
function explicitStep(
  sheet: Sheet,
  { a, b, c }: Tableau,
  states: readonly string[],
  drift: readonly Tree[],
  step: number,
): readonly Tree[] {
  const base = [...sheet.definitions];
  const combine = (state: string, weights: readonly number[]) =>
    weights
      .flatMap((weight, stage) => (weight === 0 ? [] : [binary("*", number(step * weight), name(`stage.${stage}.${state}`))]))
      .reduce((sum, term) => binary("+", sum, term));
  for (const stage of b.keys()) {
    const names = new Map<string, Tree>([["t", shifted((c[stage]! - 0.5) * step)]]);
    if (stage > 0)
      for (const state of states)
        names.set(state, sheet.define(`point.${stage}.${state}`, binary("+", name(state), combine(state, a[stage]!))));
    rewrite(sheet, base, names, (of) => `at.${stage}.${of}`);
    for (const [i, tree] of drift.entries()) sheet.define(`stage.${stage}.${states[i]}`, substitute(tree, names));
  }
  return states.map((state) => combine(state, b));
}

/** The time that is `by` later than the middle of the step. */
export function shifted(by: number): Tree {
  return by === 0 ? name("t") : binary("+", name("t"), number(by));
}

/**
 * What white noise adds to each state over the step: b sqrt(h exprel(2 a h)) times a normal number where the state relaxes at a constant
 * rate a and b is constant, exact for one linear equation; else b sqrt(h), order 1/2.
 */
function noiseTerms(
  sheet: Sheet,
  source: FlowSource,
  { columns }: Diffusion,
  decays: readonly (Tree | undefined)[],
): readonly (readonly Tree[])[] {
  const { program, step, commonNoise } = source;
  const draws = program.noises.map((noise, j) => {
    const slot = commonNoise.get(noise);
    return slot === undefined ? sheet.define(`normal.${j}`, sheet.normal()) : name(slot);
  });
  return program.states.map((_, i) =>
    columns.flatMap((column, j) => {
      const factor = simplify(column[i]!);
      if (factor.kind === "number" && factor.value === 0) return [];
      const decay = decays[i];
      const isExact = decay !== undefined && !uses(factor, program.varies);
      const h = number(step);
      const variance = isExact ? binary("*", h, call("exprel", simplify(binary("*", number(2 * step), decay)))) : h;
      return [binary("*", binary("*", factor, call("sqrt", variance)), draws[j]!)];
    }),
  );
}
