/** What one spike does to an input, as far as it is linear. */
import { constantValue, linearIn, substitute, type Tree } from "../../../language/index.ts";
import type { Flow, Projection } from "../../../model/index.ts";
import { decompose, solveDecomposed } from "../../../numerics/index.ts";

/** Response to a spike of weight 1: its integral over time, and that of its square [ms times the unit of the response over that of the weight]. */
export interface Response {
  readonly area: number;
  readonly square: number;
}

/**
 * The response c y(t) of dy/dt = A y with y(0) = b to an arrival: its area -c A^-1 b, and c X c with A X + X A^T = -b b^T, the integral of its square.
 * A spike that jumps a state decays as that state does by itself. Undefined where the equations are not linear with constant coefficients.
 *
 * @param target  flow of the neurons that it reaches
 */
export function responseOf({ synapse, into }: Projection, target: Flow): Response | undefined {
  if (synapse.kind === "jump") {
    const rate = target.states.find(({ name }) => name === into)?.rate;
    const definitions = new Map(target.definitions.map(({ name, tree }) => [name, tree] as const));
    const decay = rate && coefficient(substitute(parametersIn(substitute(rate, definitions), target), new Map()), into);
    return decay !== undefined && decay < 0 ? { area: -1 / decay, square: -1 / (2 * decay) } : undefined;
  }
  if (synapse.kind !== "spiking") return undefined;
  const { states, definitions, atArrival } = synapse.post;
  const inlined = new Map<string, Tree>();
  for (const { name, tree } of definitions) inlined.set(name, substitute(tree, inlined));
  const names = states.map(({ name }) => name);
  const matrix = states.map(({ rate }) => rowOf(substitute(rate, inlined), names));
  const output = rowOf(substitute(synapse.output, inlined), names);
  const jump = names.map((name) => {
    const value = atArrival?.assignments.find(({ target: of }) => of === name)?.value;
    if (value === undefined) return 0;
    return value.kind === "expression" ? coefficient(substitute(value.tree, inlined), "weight", names) : undefined;
  });
  if (!output || matrix.some((row) => row === undefined) || jump.some((one) => one === undefined)) return undefined;
  return integrals(matrix as number[][], jump as number[], output);
}

/** A tree with the values of the parameters that are constants. */
function parametersIn(tree: Tree, { parameters }: Flow): Tree {
  return substitute(
    tree,
    new Map(parameters.flatMap(({ name, value }) => (value.kind === "expression" ? [[name, value.tree] as const] : []))),
  );
}

/** Coefficient of a name in a tree that is linear in it (and in others); undefined where it is no constant. */
function coefficient(tree: Tree, name: string, others: readonly string[] = []): number | undefined {
  const linear = linearIn(tree, new Set([name, ...others]));
  const found = linear?.coefficients.get(name);
  return linear === undefined ? undefined : found === undefined ? 0 : constantValue(found);
}

function rowOf(tree: Tree, names: readonly string[]): number[] | undefined {
  const row = names.map((name) => coefficient(tree, name, names));
  return row.every((one) => one !== undefined) ? (row as number[]) : undefined;
}

function integrals(a: readonly (readonly number[])[], b: readonly number[], c: readonly number[]): Response | undefined {
  const n = a.length;
  const first = solve(
    n,
    (i, j) => a[i]![j]!,
    b.map((one) => -one),
  );
  const second = solve(
    n * n,
    (row, column) => {
      const [i, j, k, l] = [Math.floor(row / n), row % n, Math.floor(column / n), column % n];
      return (j === l ? a[i]![k]! : 0) + (i === k ? a[j]![l]! : 0);
    },
    b.flatMap((x) => b.map((y) => -x * y)),
  );
  if (!first || !second) return undefined;
  const area = c.reduce((sum, one, i) => sum + one * first[i]!, 0);
  let square = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) square += c[i]! * c[j]! * second[i * n + j]!;
  return Number.isFinite(area) && square >= 0 ? { area, square } : undefined;
}

function solve(n: number, entry: (i: number, j: number) => number, right: readonly number[]): Float64Array | undefined {
  const matrix = Float64Array.from({ length: n * n }, (_, k) => entry(Math.floor(k / n), k % n));
  const pivots = new Int32Array(n);
  if (!decompose(n, matrix, pivots)) return undefined;
  const x = Float64Array.from(right);
  solveDecomposed(n, matrix, pivots, x);
  return x;
}
