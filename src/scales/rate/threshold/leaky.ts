/** The leaky neuron behind a document's equations: a linear membrane with a threshold, and linear filters before it. */
import type { Reason } from "../../../contract/index.ts";
import { constantIn, thresholdRule } from "../../../kernels/index.ts";
import { type Linear, linearIn, substitute, type Tree } from "../../../language/index.ts";
import type { Population } from "../../../model/index.ts";
import { decompose, solveDecomposed } from "../../../numerics/index.ts";

/** How what arrives at a state or an input acts on the membrane in the long run. */
export interface Gate {
  /** Jump of V for a jump of 1 of the state, or for an area of 1 (times ms) of the input. */
  readonly gain: number;
  /** Time constant of the one exponential between the two [ms]; 0: nothing is between them; NaN: more than that is. */
  readonly filter: number;
}

/** tau dV = (rest - V) dt + what arrives, up to the threshold. In internal units. */
export interface LeakyUnit {
  readonly tau: number;
  readonly rest: number;
  readonly threshold: number;
  readonly reset: number;
  readonly refractory: number;
  /** Variance that private white noise adds to V in a time [V^2/ms]. */
  readonly noise: number;
  /** By state and by input. */
  readonly gates: ReadonlyMap<string, Gate>;
}

/** Why the neurons of a population are no such thing. */
export const needs = (where: string, what: string): Reason => ({ code: "siegert-needs", data: { where, what } });

/** Recognises the neuron of a population by its equations. */
export function leakyUnit({ name: where, flow }: Population): LeakyUnit | Reason {
  const constant = (tree: Tree) => constantIn(tree, flow, undefined);
  if (flow.parameters.some(({ value }) => value.kind === "draw")) return needs(where, "parameters that are the same for all neurons");
  const rule = thresholdRule(flow, constant);
  if (rule === undefined)
    return needs(
      where,
      "`spike: V > threshold` with a constant threshold, a reset of V alone to a constant below it, and a fixed refractory time",
    );
  const equations = new Equations(
    flow.states.map((state) => state.name),
    flow,
    constant,
  );
  if (!equations.isLinear) return needs(where, "equations that are linear in the states and inputs, with constant coefficients");
  const v = flow.states.findIndex((state) => state.name === rule.state);
  const leak = -equations.at(v, rule.state);
  if (!(leak > 0)) return needs(where, `a leak of ${rule.state}`);
  const others = flow.states.map((_, i) => i).filter((i) => i !== v);
  if (others.some((i) => equations.at(i, rule.state) !== 0))
    return needs(where, `that nothing but the spike reads ${rule.state} (no adaptation)`);
  const weights = areas(equations, flow.states, v, others);
  if (weights === undefined) return needs(where, "filters of the input that decay");
  const gainOf = (term: string) => equations.at(v, term) + others.reduce((sum, i, k) => sum + weights[k]! * equations.at(i, term), 0);
  const gates = new Map<string, Gate>();
  gates.set(rule.state, { gain: 1, filter: 0 });
  for (const [k, i] of others.entries())
    gates.set(flow.states[i]!.name, { gain: weights[k]!, filter: filterOf(equations, flow.states, v, i) });
  for (const { name } of flow.inputs) {
    const through = others.filter((i) => equations.at(i, name) !== 0);
    const filters = through.map((i) => filterOf(equations, flow.states, v, i));
    const filter = through.length === 0 ? 0 : equations.at(v, name) !== 0 || filters.length > 1 ? Number.NaN : filters[0]!;
    gates.set(name, { gain: gainOf(name), filter });
  }
  const { threshold, reset, refractory } = rule;
  const noise = flow.noises.reduce((sum, source) => sum + gainOf(source) * gainOf(source), 0);
  return { tau: 1 / leak, rest: gainOf("") / leak, threshold, reset, refractory, noise, gates };
}

/** Coefficients of the rates; the constant part is that of the empty name. */
class Equations {
  readonly isLinear: boolean;
  readonly #rows: readonly ReadonlyMap<string, number>[];

  constructor(
    states: readonly string[],
    { states: all, inputs, noises, definitions }: Population["flow"],
    constant: (tree: Tree) => number,
  ) {
    const names = new Set([...states, ...inputs.map((input) => input.name), ...noises]);
    const values = new Map<string, Tree>();
    for (const definition of definitions) values.set(definition.name, substitute(definition.tree, values));
    const linear = all.map(({ rate }) => linearIn(substitute(rate, values), names));
    this.#rows = linear.map((row) => rowOf(row, constant));
    this.isLinear = this.#rows.every((row) => row.size > 0 && [...row.values()].every(Number.isFinite));
  }

  at(row: number, name: string): number {
    return this.#rows[row]!.get(name) ?? 0;
  }
}

function rowOf(linear: Linear | undefined, constant: (tree: Tree) => number): ReadonlyMap<string, number> {
  if (linear === undefined) return new Map();
  return new Map([["", constant(linear.constant)], ...[...linear.coefficients].map(([name, tree]) => [name, constant(tree)] as const)]);
}

type States = Population["flow"]["states"];

/** What V gains in all from a jump of 1 of each of the others: -k M^-1, of x' = M x and V' = ... + k x. Undefined where M is singular. */
function areas(equations: Equations, states: States, v: number, others: readonly number[]): Float64Array | undefined {
  const n = others.length;
  const matrix = new Float64Array(n * n);
  const weights = new Float64Array(n);
  for (const [row, i] of others.entries()) {
    // The transpose, because weights multiply from the left.
    for (const [column, j] of others.entries()) matrix[column * n + row] = -equations.at(i, states[j]!.name);
    weights[row] = equations.at(v, states[i]!.name);
  }
  if (n === 0) return weights;
  const pivots = new Int32Array(n);
  if (!decompose(n, matrix, pivots)) return undefined;
  solveDecomposed(n, matrix, pivots, weights);
  return weights;
}

/** The time constant of a state that decays by itself and acts on V alone. */
function filterOf(equations: Equations, states: States, v: number, i: number): number {
  const { name } = states[i]!;
  const isAlone = states.every((_, j) => j === i || j === v || equations.at(j, name) === 0);
  return isAlone ? -1 / equations.at(i, name) : Number.NaN;
}
