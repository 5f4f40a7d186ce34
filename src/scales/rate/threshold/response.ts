/** What one spike leaves behind a synapse: the area of its response. */
import { jumpsOf } from "../../../kernels/index.ts";
import { evaluate, linearIn, substitute, type Tree } from "../../../language/index.ts";
import type { Synapse } from "../../../model/index.ts";
import { decompose, solveDecomposed } from "../../../numerics/index.ts";

export interface Response {
  /** Integral over time of what a spike of weight 1 adds to the input [ms]; 1 of a jump of a state. */
  readonly area: number;
  /** Its time constant where it decays as one exponential [ms]; 0: it is a jump; NaN: it has another form. */
  readonly filter: number;
}

/**
 * The response of a synapse to one spike, -c M^-1 b of x' = M x with jumps b and output c x. Undefined where spikes do not simply add up: of
 * synapses that are not linear, that remember the source's spikes, or that act all the time.
 */
export function responseOf(synapse: Synapse): Response | undefined {
  if (synapse.kind === "jump") return { area: 1, filter: 0 };
  if (synapse.kind !== "spiking" || synapse.pre !== undefined || synapse.travels.length > 0 || synapse.post.atSpike) return undefined;
  const { post, output } = synapse;
  const jumps = jumpsOf(post);
  if (jumps === undefined) return undefined;
  const values = new Map<string, Tree>();
  for (const definition of post.definitions) values.set(definition.name, substitute(definition.tree, values));
  const names = post.states.map((state) => state.name);
  const row = (tree: Tree) => coefficients(substitute(tree, values), names);
  const rows = post.states.map((state) => row(state.rate));
  const read = row(output);
  const gains = names.map((name) => constant(jumps.find(({ state }) => state === name)?.gain));
  if (read === undefined || rows.some((one) => one === undefined) || !gains.every(Number.isFinite)) return undefined;
  const n = names.length;
  const [matrix, pivots, x] = [new Float64Array(n * n), new Int32Array(n), Float64Array.from(gains)];
  for (const [i, one] of rows.entries()) for (const [j, entry] of one!.entries()) matrix[i * n + j] = -entry;
  const filter = n === 1 ? 1 / matrix[0]! : Number.NaN;
  if (!decompose(n, matrix, pivots)) return undefined;
  solveDecomposed(n, matrix, pivots, x);
  const area = read.reduce((sum, entry, i) => sum + entry * x[i]!, 0);
  return Number.isFinite(area) ? { area, filter } : undefined;
}

/** Factors of the names in a sum without a constant part; undefined for any other tree. */
function coefficients(tree: Tree, names: readonly string[]): readonly number[] | undefined {
  const linear = linearIn(tree, new Set(names));
  if (linear === undefined || constant(linear.constant) !== 0) return undefined;
  const values = names.map((name) => constant(linear.coefficients.get(name)));
  return values.every(Number.isFinite) ? values : undefined;
}

/** The value of a constant tree, 0 for none; NaN where a name is in it. */
function constant(tree: Tree | undefined): number {
  return tree === undefined ? 0 : evaluate(tree, () => Number.NaN);
}
