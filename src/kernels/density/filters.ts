/** How single spikes reach the potential: at once, or by way of states that all neurons share. */
import { type Linear, linearIn, substitute, type Tree } from "../../language/index.ts";
import { decompose, solveDecomposed } from "../../numerics/index.ts";

/** What a jump of 1 of a state makes of the potential in the long run. */
export interface Filter {
  readonly gain: number;
  /** Time constant of the one exponential between the two [ms]; 0: nothing is between them; NaN: more than that is. */
  readonly tau: number;
}

/** A factor by which an arrival raises a state. */
export interface Jump {
  readonly arrival: number;
  readonly state: string;
  readonly factor: number;
}

/** The potential itself. */
export const direct: Filter = { gain: 1, tau: 0 };

/** Equations of the potential and of the states that all neurons share, with the definitions that they read, sorted. */
export interface Shared {
  readonly drift: Tree;
  readonly common: readonly string[];
  readonly commonRates: readonly Tree[];
  readonly definitions: readonly { readonly name: string; readonly tree: Tree }[];
}

/**
 * The filters between shared states and the potential, by state: with dV/dt = k s + ... and ds/dt = -M s + ..., a jump of s_j adds (k M^-1)_j to V in all.
 * Only states that act on V with constant coefficients have one: through others, such as conductances, single spikes make no noise that is the same at every potential.
 *
 * @param constant  value of an expression, NaN where it has no one value
 */
export function filtersOf(
  { drift, common, commonRates, definitions }: Shared,
  constant: (tree: Tree) => number,
): ReadonlyMap<string, Filter> {
  const values = new Map<string, Tree>();
  for (const { name, tree } of definitions) values.set(name, substitute(tree, values));
  const names = new Set(common);
  const coefficients = (linear: Linear | undefined) =>
    common.map((name) => {
      const tree = linear?.coefficients.get(name);
      return linear === undefined ? Number.NaN : tree === undefined ? 0 : constant(tree);
    });
  const k = coefficients(linearIn(substitute(drift, values), names));
  const rows = commonRates.map((rate) => coefficients(linearIn(substitute(rate, values), names)));
  const acting = reachedFrom(k, rows);
  const found = new Map<string, Filter>();
  for (const [j, name] of common.entries()) {
    const between = [...acting(j)];
    const gain = gainOf(j, between, k, rows);
    const isAlone = between.length === 1 && rows[j]![j]! < 0;
    if (Number.isFinite(gain)) found.set(name, { gain, tau: isAlone ? -1 / rows[j]![j]! : Number.NaN });
  }
  return found;
}

/** The states that a jump of one moves, itself included. */
function reachedFrom(k: readonly number[], rows: readonly (readonly number[])[]): (from: number) => ReadonlySet<number> {
  return (from) => {
    const reached = new Set([from]);
    for (const j of reached) for (let i = 0; i < k.length; i++) if (rows[i]![j] !== 0) reached.add(i);
    return reached;
  };
}

/** (k M^-1)_j over the states that are moved; NaN where a coefficient is none, or where they do not come back to rest. */
function gainOf(j: number, between: readonly number[], k: readonly number[], rows: readonly (readonly number[])[]): number {
  const n = between.length;
  const matrix = Float64Array.from({ length: n * n }, (_, at) => -rows[between[Math.floor(at / n)]!]![between[at % n]!]!);
  const jump = Float64Array.from(between, (one) => (one === j ? 1 : 0));
  const pivots = new Int32Array(n);
  if (!matrix.every(Number.isFinite) || !decompose(n, matrix, pivots)) return Number.NaN;
  solveDecomposed(n, matrix, pivots, jump);
  return between.reduce((sum, one, at) => (jump[at] === 0 ? sum : sum + k[one]! * jump[at]!), 0);
}
