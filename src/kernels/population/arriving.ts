/** What an arrival does to a synapse, and which synapses can be one. */
import { linearIn, simplify, substitute, type Tree, uses } from "../../language/index.ts";
import type { Definition, Synapse, SynapseSide } from "../../model/index.ts";

type Spiking = Extract<Synapse, { kind: "spiking" }>;

/** Definitions put in place of their names, one in another. */
export function inlined(definitions: readonly Definition[]): ReadonlyMap<string, Tree> {
  const values = new Map<string, Tree>();
  for (const definition of definitions) values.set(definition.name, substitute(definition.tree, values));
  return values;
}

/**
 * The jumps of an arrival, each state's new value less its old one, divided by the weight. Undefined where an arrival does more than add
 * to states, whatever they are: then the order of arrivals would count, and they could not be summed before they act.
 */
export function jumpsOf(post: SynapseSide): readonly { readonly state: string; readonly gain: Tree }[] | undefined {
  const values = new Map<string, Tree>();
  const definitions = inlined(post.definitions);
  const { order, assignments } = post.atArrival ?? { order: "sequential", assignments: [] };
  for (const { target, value } of assignments) {
    if (value.kind === "draw") return undefined;
    const tree = substitute(value.tree, definitions);
    values.set(target, order === "sequential" ? substitute(tree, values) : tree);
  }
  const states = new Set(post.states.map((state) => state.name));
  const jumps: { readonly state: string; readonly gain: Tree }[] = [];
  for (const [state, tree] of values) {
    if (!states.has(state)) continue;
    const gain = gainOf(tree, state, states);
    if (gain === undefined) return undefined;
    jumps.push({ state, gain });
  }
  return jumps;
}

/** g in `target + weight*g`, where g depends on no state of the side; undefined for any other form. */
function gainOf(tree: Tree, target: string, states: ReadonlySet<string>): Tree | undefined {
  const linear = linearIn(tree, new Set([target, "weight"]));
  if (linear === undefined) return undefined;
  const own = linear.coefficients.get(target);
  const gain = linear.coefficients.get("weight");
  const isAdding = own !== undefined && isNumber(simplify(own), 1) && isNumber(simplify(linear.constant), 0);
  if (!isAdding || gain === undefined) return undefined;
  const simple = simplify(gain);
  return uses(simple, states) ? undefined : simple;
}

/** Whether a tree is this number. */
export function isNumber(tree: Tree, value: number): boolean {
  return tree.kind === "number" && tree.value === value;
}

/** Whether the sum of two such synapses is one that receives the spikes of both. */
export function isLinear({ post, output }: Spiking): boolean {
  const states = new Set(post.states.map((state) => state.name));
  const definitions = inlined(post.definitions);
  const isHomogeneous = (tree: Tree) => {
    const linear = linearIn(simplify(substitute(tree, definitions)), states);
    return linear !== undefined && isNumber(simplify(linear.constant), 0);
  };
  const startsAtZero = post.states.every(({ initial }) => initial.kind === "expression" && isNumber(simplify(initial.tree), 0));
  return startsAtZero && post.atSpike === undefined && isHomogeneous(output) && post.states.every(({ rate }) => isHomogeneous(rate));
}
