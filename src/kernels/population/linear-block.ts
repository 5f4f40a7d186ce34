/** The states of a flow that can be propagated exactly: linear among themselves, with constant coefficients. */
import type { NamedTree } from "../../compiler/index.ts";
import { binary, evaluate, linearIn, name, number, simplify, substitute, type Tree, uses } from "../../language/index.ts";
import { integralOfExponential } from "../../numerics/index.ts";

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
 * A linear block x' = A x + b. Over a step h, with b held, x(h) = x + Q x'(0), Q the integral of e^(A s) from 0 to h. Refractory neurons
 * have another Q, in which held states do not move.
 */
export interface LinearBlock {
  /** Entries of Q that are not 0, by name, in the order of `compute`'s output. */
  readonly entries: readonly string[];
  /** Values of the entries for one set of parameters. */
  compute(lookup: (name: string) => number): Float64Array;
  /** Whether the entries depend on parameters that are each neuron's own. */
  readonly isDrawn: boolean;
  /** The increment of a state over the step, of the rates of all; undefined for a state that is no member. */
  increment(state: number, rate: (state: number) => Tree, held: Tree): Tree | undefined;
}

/** Finds the largest block. */
export function linearBlock(source: BlockSource): LinearBlock | undefined {
  const { states, hold, step } = source;
  const rows = coefficients(source);
  const members = closed(rows);
  if (members.length === 0) return undefined;
  const n = members.length;
  const matrix = members.map((i) => members.map((j) => rows[i]!.get(j)));
  const isHeld = members.map((i) => hold.has(states[i]!));
  const differs = isHeld.includes(true) && n > 1;
  // Where an entry may differ from 0: paths through the coefficients.
  const reach = paths(matrix);
  const entryName = (kind: "free" | "held", i: number, j: number) => `propagator.${kind}.${i}.${j}`;
  const wanted: { readonly kind: "free" | "held"; readonly i: number; readonly j: number }[] = [];
  for (const kind of differs ? (["free", "held"] as const) : (["free"] as const)) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const isStill = kind === "held" && (isHeld[i]! || isHeld[j]!);
        if (reach[i]![j]! && !isStill) wanted.push({ kind, i, j });
      }
    }
  }
  const trees = matrix.flat().filter((tree) => tree !== undefined);
  return {
    entries: wanted.map(({ kind, i, j }) => entryName(kind, i, j)),
    isDrawn: trees.some((tree) => uses(tree, source.drawn)),
    compute(lookup) {
      const a = Float64Array.from(matrix.flat(), (tree) => (tree === undefined ? 0 : evaluate(tree, lookup)));
      const free = integralOfExponential(n, a, step);
      const held = differs
        ? integralOfExponential(
            n,
            a.map((value, k) => (isHeld[Math.floor(k / n)] ? 0 : value)),
            step,
          )
        : free;
      return Float64Array.from(wanted, ({ kind, i, j }) => (kind === "free" ? free : held)[i * n + j]!);
    },
    increment(state, rate, held) {
      const i = members.indexOf(state);
      if (i < 0) return undefined;
      const sum = (kind: "free" | "held") =>
        wanted
          .filter((one) => one.kind === kind && one.i === i)
          .map(({ j }) => binary("*", name(entryName(kind, i, j)), rate(members[j]!)))
          .reduce((total: Tree | undefined, term) => (total === undefined ? term : binary("+", total, term)), undefined) ?? number(0);
      const depends = differs && !isHeld[i]! && isHeld.some((isStill, j) => isStill && reach[i]![j]!);
      return depends ? { kind: "call", name: "where", args: [held, sum("held"), sum("free")] } : sum("free");
    },
  };
}

/** By state: the coefficients of the states in its rate; undefined where it is not linear with constant coefficients. */
function coefficients({
  states,
  drift,
  definitions,
  varies,
}: BlockSource): readonly (ReadonlyMap<number, Tree> & { readonly isLinear?: boolean })[] {
  const values = new Map<string, Tree>();
  for (const { name: of, tree } of definitions) if (uses(tree, varies)) values.set(of, substitute(tree, values));
  const all = new Set(states);
  return drift.map((rate) => {
    const linear = linearIn(simplify(substitute(rate, values)), all);
    const isConstant = linear !== undefined && [...linear.coefficients.values()].every((tree) => !uses(tree, varies));
    if (!isConstant) return notLinear;
    return new Map([...linear.coefficients].map(([state, tree]) => [states.indexOf(state), simplify(tree)]));
  });
}

const notLinear: ReadonlyMap<number, Tree> = new Map([[-1, number(0)]]);

/** The states whose rates read states of the same set alone. */
function closed(rows: readonly ReadonlyMap<number, Tree>[]): readonly number[] {
  let members = rows.map((_, i) => i);
  for (;;) {
    const kept = members.filter((i) => [...rows[i]!.keys()].every((j) => members.includes(j)));
    if (kept.length === members.length) return kept;
    members = kept;
  }
}

/** Whether j acts on i, at once or through others; every state acts on itself. */
function paths(matrix: readonly (readonly (Tree | undefined)[])[]): readonly (readonly boolean[])[] {
  const reach = matrix.map((row, i) => row.map((tree, j) => i === j || tree !== undefined));
  for (const k of matrix.keys()) {
    for (const i of matrix.keys()) {
      if (!reach[i]![k]) continue;
      for (const j of matrix.keys()) reach[i]![j] ||= reach[k]![j]!;
    }
  }
  return reach;
}
