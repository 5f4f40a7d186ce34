/** A step of order 2 for equations that are not linear: each of them relaxes exponentially while the others stand where they are half way. */
import { binary, call, isZero, name, namesIn, number, simplify, substitute, type Tree, visitTree } from "../../language/index.ts";
import { rewrite, type Sheet } from "./sheet.ts";

export interface MidpointSource {
  readonly states: readonly string[];
  /** Rates of the states, and the derivative of each by its own state, over the states and the definitions of the sheet. */
  readonly rates: readonly Tree[];
  readonly slopes: readonly Tree[];
  /** Increments of the states that are propagated exactly; undefined for the others. */
  readonly exact: readonly (Tree | undefined)[];
  readonly step: number;
  /** What others may see of a state half way, of the value computed for it. */
  half(state: number, value: Tree): Tree;
}

/**
 * The increments of the states over a step h,
 *
 *   x_i(h) - x_i = h f_i exprel(h df_i/dx_i),   exprel(z) = (e^z - 1)/z,
 *
 * with f_i and its slope taken at x_i and at the others half way: exact where f_i is linear in x_i and nothing else moves, of order 2
 * otherwise, because a value half way has an error of O(h^2). It is the mean of both ends for a state whose end is known. Where equations run
 * in a circle (the membrane moves the gates, the gates the membrane) those that cost least are carried there first, by h/2 f_i/(1 + |h/2
 * df_i/dx_i|), which is stable and takes no exponential. So each expensive rate, that of a gate, is evaluated once, as by exponential Euler.
 */
export function exponentialMidpoint(sheet: Sheet, source: MidpointSource): readonly Tree[] {
  const { states, rates, slopes, exact, step, half } = source;
  const written = [...sheet.definitions];
  const points = new Map<string, Tree>();
  let evaluations = 0;
  /** h f and h df/dx of a state, where the others are as far as is known. */
  const evaluate = (i: number, h: number): readonly [Tree, Tree] => {
    const others = new Map([...points].filter(([state]) => state !== states[i]));
    const tag = evaluations++;
    rewrite(sheet, written, others, (of) => `half.${tag}.${of}`);
    const times = (tree: Tree) => simplify(binary("*", number(h), substitute(tree, others)));
    return [times(rates[i]!), times(slopes[i]!)];
  };
  const put = (i: number, increment: Tree) => {
    const value = half(i, binary("+", name(states[i]!), increment));
    points.set(states[i]!, sheet.define(`half.${evaluations++}.${states[i]}`, value));
  };
  const { first, last } = order(source, sheet);
  for (const [i, increment] of exact.entries())
    if (increment !== undefined && !isZero(increment)) put(i, binary("*", number(0.5), increment));
  for (const i of last) {
    const [motion, slope] = evaluate(i, step / 2);
    put(i, binary("/", motion, binary("+", number(1), call("abs", slope))));
  }
  return [...first, ...last].reduce((ends, i) => {
    const increment = sheet.define(`increment.${states[i]}`, relaxation(...evaluate(i, step)));
    put(i, binary("*", number(0.5), increment));
    return ends.with(i, increment);
  }, exact) as readonly Tree[]; // a state is propagated exactly, or first, or last
}

/** h f exprel(h df/dx): exponential Euler. */
export function relaxation(motion: Tree, slope: Tree): Tree {
  return binary("*", motion, call("exprel", slope));
}

/**
 * The states that are not propagated exactly: those whose ends can be computed one after the other, each before those that read it, and the rest.
 * Expensive rates are placed first, so that they are evaluated once.
 */
function order({ states, rates, exact }: MidpointSource, { definitions }: Sheet): { first: readonly number[]; last: readonly number[] } {
  const trees = new Map(definitions.map((one) => [one.name, one.tree]));
  const names = rates.map((rate) => namesBehind(rate, trees));
  const cost = rates.map((rate, i) => calls(rate) + [...names[i]!].reduce((sum, of) => sum + calls(trees.get(of) ?? name(of)), 0));
  const reads = (i: number, j: number) => i !== j && names[i]!.has(states[j]!);
  const outside = states.flatMap((_, i) => (exact[i] === undefined ? [i] : []));
  let first: readonly number[] = [];
  const last: number[] = [];
  for (const i of outside.toSorted((a, b) => cost[b]! - cost[a]!)) {
    const chain = inOrder([...first, i], reads);
    if (chain === undefined) last.push(i);
    else first = chain;
  }
  return { first, last };
}

/** The names that a tree reads, itself or in definitions that it reads. */
function namesBehind(tree: Tree, definitions: ReadonlyMap<string, Tree>): ReadonlySet<string> {
  const found = new Set(namesIn(tree));
  // A set is walked to what is added on the way.
  for (const of of found) for (const inner of namesIn(definitions.get(of) ?? name(of))) found.add(inner);
  return found;
}

function calls(tree: Tree): number {
  let count = 0;
  visitTree(tree, ({ kind }) => {
    if (kind === "call") count++;
  });
  return count;
}

/** Each after those that it reads; undefined where they run in a circle. */
function inOrder(states: readonly number[], reads: (i: number, j: number) => boolean): readonly number[] | undefined {
  const done: number[] = [];
  let waiting = states;
  while (waiting.length > 0) {
    const next = waiting.find((i) => !waiting.some((j) => reads(i, j)));
    if (next === undefined) return undefined;
    done.push(next);
    waiting = waiting.filter((i) => i !== next);
  }
  return done;
}
