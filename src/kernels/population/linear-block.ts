/** The states of a flow that can be propagated exactly: linear among themselves, with constant coefficients. */
import type { NamedTree } from "../../compiler/index.ts";
import { binary, call, evaluate, isZero, linearIn, name, number, simplify, substitute, type Tree, uses } from "../../language/index.ts";
import { integralOfExponential, matrixProduct } from "../../numerics/index.ts";

/** What the block is looked for in. */
export interface BlockSource {
  readonly states: readonly string[];
  readonly drift: readonly Tree[];
  readonly definitions: readonly NamedTree[];
  /** Names that change during a run. */
  readonly varies: ReadonlySet<string>;
  /** States that stay where they are while a neuron is refractory. */
  readonly hold: ReadonlySet<string>;
  /** Parameters with a value of their own in each neuron. */
  readonly drawn: ReadonlySet<string>;
  readonly step: number;
}

/**
 * A linear block x' = A x + b. Over a step h, with b held, x(h) = x + G x + Q b, Q the integral of e^(A s) from 0 to h and G = Q A.
 * Refractory neurons have other matrices, in which held states do not move.
 */
export interface LinearBlock {
  /** Entries of G and Q that are not 0, by name, in the order of `compute`'s output. */
  readonly entries: readonly string[];
  /** Values of the entries for one set of parameters. */
  compute(lookup: (name: string) => number): Float64Array;
  /** Whether the entries depend on parameters that are each neuron's own. */
  readonly isDrawn: boolean;
  /** The increment of a state over the step; undefined for a state that is no member. */
  increment(state: number, held: Tree): Tree | undefined;
}

/** An entry of one of the matrices: G is multiplied with the states, Q with the constant terms of their rates. */
interface Entry {
  readonly name: string;
  readonly isHeld: boolean;
  readonly matrix: "G" | "Q";
  readonly i: number;
  readonly j: number;
}

/** Finds the largest block. */
export function linearBlock(source: BlockSource): LinearBlock | undefined {
  const { states, hold, step } = source;
  const rows = rowsOf(source);
  const members = closed(rows.map((row) => row && [...row.coefficients.keys()]));
  if (members.length === 0) return undefined;
  const n = members.length;
  const matrix = members.map((i) => members.map((j) => rows[i]!.coefficients.get(j)));
  const constants = members.map((i) => rows[i]!.constant);
  const isHeld = members.map((i) => hold.has(states[i]!));
  const differs = isHeld.includes(true) && n > 1;
  const entries = (differs ? [false, true] : [false]).flatMap((held) => entriesOf(matrix, constants, held ? isHeld : undefined));
  const trees = matrix.flat().filter((tree) => tree !== undefined);
  return {
    entries: entries.map((one) => one.name),
    isDrawn: trees.some((tree) => uses(tree, source.drawn)),
    compute(lookup) {
      const free = Float64Array.from(matrix.flat(), (tree) => (tree === undefined ? 0 : evaluate(tree, lookup)));
      const ofFree = matricesOf(n, free, step);
      const held = () => free.map((value, k) => (isHeld[Math.floor(k / n)] ? 0 : value));
      const ofHeld = differs ? matricesOf(n, held(), step) : ofFree;
      return Float64Array.from(entries, (one) => (one.isHeld ? ofHeld : ofFree)[one.matrix][one.i * n + one.j]!);
    },
    increment(state, held) {
      const i = members.indexOf(state);
      if (i < 0) return undefined;
      const sum = (ofHeld: boolean) =>
        entries
          .filter((one) => one.isHeld === ofHeld && one.i === i)
          .map(({ name: of, matrix: kind, j }) => binary("*", name(of), kind === "G" ? name(states[members[j]!]!) : constants[j]!))
          .reduce((total: Tree | undefined, term) => (total === undefined ? term : binary("+", total, term)), undefined) ?? number(0);
      const depends = differs && !isHeld[i]! && entries.some((one) => one.i === i && isHeld[one.j]);
      return depends ? call("where", held, sum(true), sum(false)) : sum(false);
    },
  };
}

/** Entries that may differ from 0: paths through the coefficients. Without `isHeld` those of free neurons. */
function entriesOf(matrix: Matrix, constants: readonly (Tree | undefined)[], isHeld: readonly boolean[] | undefined): readonly Entry[] {
  const reach = paths(matrix);
  const entries: Entry[] = [];
  for (const [i, row] of matrix.entries()) {
    for (const j of row.keys()) {
      if (!reach[i]![j] || isHeld?.[i]) continue;
      const entry = (kind: "G" | "Q") => {
        const of = `propagator.${isHeld ? "held" : "free"}.${kind}.${i}.${j}`;
        entries.push({ name: of, isHeld: isHeld !== undefined, matrix: kind, i, j });
      };
      // (Q A)_ij sums over the states on the way that have a coefficient of j.
      if (matrix.some((from, k) => reach[i]![k] && from[j] !== undefined && !isHeld?.[k])) entry("G");
      if (!isHeld?.[j] && constants[j] !== undefined) entry("Q");
    }
  }
  return entries;
}

function matricesOf(n: number, a: Float64Array, step: number): { readonly G: Float64Array; readonly Q: Float64Array } {
  const q = integralOfExponential(n, a, step);
  return { G: matrixProduct(n, q, a), Q: q };
}

type Matrix = readonly (readonly (Tree | undefined)[])[];

/** The rate of a state: constant, undefined for 0, + sum of coefficients times states. */
interface Row {
  readonly constant: Tree | undefined;
  readonly coefficients: ReadonlyMap<number, Tree>;
}

/** The rates of the states; undefined where one is not linear with constant coefficients. */
function rowsOf({ states, drift, definitions, varies }: BlockSource): readonly (Row | undefined)[] {
  const values = new Map<string, Tree>();
  for (const { name: of, tree } of definitions) if (uses(tree, varies)) values.set(of, substitute(tree, values));
  const all = new Set(states);
  return drift.map((rate) => {
    const linear = linearIn(simplify(substitute(rate, values)), all);
    const isConstant = linear !== undefined && [...linear.coefficients.values()].every((tree) => !uses(tree, varies));
    if (!isConstant) return undefined;
    const coefficients = new Map([...linear.coefficients].map(([state, tree]) => [states.indexOf(state), simplify(tree)]));
    const constant = simplify(linear.constant);
    return { constant: isZero(constant) ? undefined : constant, coefficients };
  });
}

/** The states whose rates read states of the same set alone, of the states that each reads. */
function closed(reads: readonly (readonly number[] | undefined)[]): readonly number[] {
  let members = [...reads.keys()].filter((i) => reads[i] !== undefined);
  for (;;) {
    const kept = members.filter((i) => reads[i]!.every((j) => members.includes(j)));
    if (kept.length === members.length) return kept;
    members = kept;
  }
}

/** Whether j acts on i, at once or through others; every state acts on itself. */
function paths(matrix: Matrix): readonly (readonly boolean[])[] {
  const reach = matrix.map((row, i) => row.map((tree, j) => i === j || tree !== undefined));
  for (const k of matrix.keys()) {
    for (const i of matrix.keys()) {
      if (!reach[i]![k]) continue;
      for (const j of matrix.keys()) reach[i]![j] ||= reach[k]![j]!;
    }
  }
  return reach;
}
