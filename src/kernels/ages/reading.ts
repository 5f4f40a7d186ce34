/**
 * How equations of neurons with a hazard are read when all neurons that fired last at the same time are one cohort: which variables the
 * last spike sets, which are the same for all neurons, and which every spike raises.
 */
import { InternalError } from "../../base/index.ts";
import { binary, evaluate, linearIn, name, namesIn, number, simplify, substitute, type Tree, uses } from "../../language/index.ts";
import type { Assignment, Flow, State } from "../../model/index.ts";
import { noUnit } from "../../units/index.ts";

/** Variables that stand against a reading: a code each, with what it concerns. */
export type Obstacle =
  /** Neither set nor raised by a spike, but driven by what is: it remembers all spikes. */
  | { readonly kind: "remembers"; readonly state: string }
  /** A reset that is neither. */
  | { readonly kind: "reset"; readonly state: string }
  /** Raised by spikes, but not a linear decay, or not within an exponential of the hazard. */
  | { readonly kind: "not-decaying" | "not-exponential"; readonly state: string };

/** A variable that every spike raises by the same amount, and that decays between spikes. */
export interface Accumulating {
  readonly state: string;
  /** The part of it that is due to the last spike: a variable of the cohort. */
  readonly own: string;
  /** By how much a spike raises it. */
  readonly jump: Tree;
  /** How fast it decays [1/ms]. */
  readonly decay: Tree;
  /** k of the factor exp(-k x) by which the hazard depends on it. */
  readonly sensitivity: Tree;
}

/** A flow as cohorts have it. */
export interface AgeReading {
  /** Without hazard and refractoriness; states that the last spike sets, and then those that all neurons share. */
  readonly flow: Flow;
  /** Over inputs by name: what synapses add to them is not put in. */
  readonly hazard: Tree;
  /** Everything on which the hazard depends at once, by way of definitions and inputs too. */
  readonly hazardReads: ReadonlySet<string>;
  /** States that the last spike sets, by name, with their values after it. */
  readonly set: ReadonlyMap<string, Tree>;
  /** States that are the same for all neurons. */
  readonly common: readonly string[];
  readonly accumulating: readonly Accumulating[];
  /** Whether anything depends on the time since the last spike by name. */
  readonly readsAge: boolean;
}

/** Name of what a hazard sees of the spikes before the last one, in units of the first accumulating state. */
export const earlierInput = "spikes.earlier";

/**
 * Reads a flow, in which the synapses of the population have been put.
 *
 * @param terms  what synapses add to the inputs
 * @param lookup  values of the parameters: a spike that adds 0 changes nothing
 */
export function readAges(
  flow: Flow,
  terms: Readonly<Record<string, readonly Tree[]>>,
  lookup: (name: string) => number,
): AgeReading | readonly Obstacle[] {
  if (flow.hazard === undefined) throw new InternalError("cohorts need a hazard");
  const drawn = flow.reset?.assignments.filter(({ value }) => value.kind === "draw") ?? [];
  // Of rules whose lines are assigned at once the values come first, under names of their own.
  if (drawn.length > 0) return drawn.map(({ target }) => ({ kind: "reset", state: target.replace(/^reset\./, "") }));
  const after = resetsOf(flow);
  const definitions = inlinedDefinitions(flow, terms);
  const rates = new Map(flow.states.map(({ name: state, rate }) => [state, substitute(rate, definitions)]));
  const all = new Set(rates.keys());
  const obstacles: Obstacle[] = [];
  const [set, raised] = [new Map<string, Tree>(), new Map<string, Tree>()];
  for (const [state, tree] of after) {
    const linear = linearIn(tree, new Set([state]));
    const factor = linear && simplify(linear.coefficients.get(state) ?? number(0));
    if (linear !== undefined && factor?.kind === "number" && factor.value === 1 && !uses(linear.constant, all)) {
      if (evaluate(linear.constant, lookup) !== 0) raised.set(state, simplify(linear.constant));
    } else if (!uses(tree, all)) set.set(state, tree);
    else obstacles.push({ kind: "reset", state });
  }
  // What is not reset is common, unless it sees a variable that is not.
  const apart = new Set([...set.keys(), "age", ...obstacles.map(({ state }) => state)]);
  for (const state of all) {
    if (!set.has(state) && !raised.has(state) && uses(rates.get(state)!, apart)) obstacles.push({ kind: "remembers", state });
  }
  const hazard = substitute(flow.hazard, definitions);
  const accumulating = [...raised].flatMap(([state, jump]): readonly Accumulating[] => {
    const rate = linearIn(simplify(rates.get(state)!), new Set([state]));
    const decay = rate && simplify(binary("*", number(-1), rate.coefficients.get(state) ?? number(0)));
    const isRead = [...rates].some(([other, tree]) => other !== state && uses(tree, new Set([state])));
    if (rate === undefined || decay === undefined || uses(decay, all) || isRead || uses(rate.constant, apart)) {
      obstacles.push({ kind: "not-decaying", state });
      return [];
    }
    const slope = exponentSlope(hazard, state);
    if (slope === undefined || uses(slope, new Set([...all, "age", "t"]))) {
      obstacles.push({ kind: "not-exponential", state });
      return [];
    }
    return [{ state, own: `${state} of the last spike`, jump, decay, sensitivity: simplify(binary("*", number(-1), slope)) }];
  });
  if (obstacles.length > 0) return obstacles;
  const own = substitute(flow.hazard, inlinedDefinitions(flow, {}));
  return { ...withCohorts(flow, own, set, accumulating), hazardReads: namesIn(hazard) };
}

/** Puts the parts that are due to the last spike beside the states that spikes raise, and adds both in the hazard. */
function withCohorts(
  flow: Flow,
  hazard: Tree,
  set: ReadonlyMap<string, Tree>,
  accumulating: readonly Accumulating[],
): Omit<AgeReading, "hazardReads"> {
  const sums = new Map(
    accumulating.map(({ state, own }, i) => {
      const both = binary("+", name(state), name(own));
      return [state, i === 0 ? binary("+", both, name(earlierInput)) : both];
    }),
  );
  const owned: readonly State[] = accumulating.map(({ own, decay }) => ({
    name: own,
    dimension: noUnit.dimension,
    unit: "",
    factor: 1,
    rate: binary("*", number(-1), binary("*", decay, name(own))),
    initial: { kind: "expression", tree: number(0) },
  }));
  const isSet = (state: State) => set.has(state.name);
  const { refractory: _, hazard: __, reset: ___, spike: ____, ...rest } = flow;
  const resets = new Map([...set, ...accumulating.map(({ own, jump }) => [own, jump] as const)]);
  const states = [...flow.states.filter(isSet), ...owned, ...flow.states.filter((state) => !isSet(state))];
  const seen = substitute(hazard, sums);
  return {
    flow: { ...rest, states },
    hazard: seen,
    set: resets,
    common: states.slice(resets.size).map((state) => state.name),
    accumulating,
    readsAge: [seen, ...states.map((state) => state.rate), ...flow.definitions.map((one) => one.tree)].some((tree) =>
      namesIn(tree).has("age"),
    ),
  };
}

/** Values after a spike, over those before, of the states that it changes. */
function resetsOf({ reset, states }: Flow): ReadonlyMap<string, Tree> {
  const values = new Map<string, Tree>();
  for (const { target, value } of reset?.assignments ?? []) {
    values.set(target, reset?.order === "sequential" ? substitute(treeOf({ target, value }), values) : treeOf({ target, value }));
  }
  const own = new Set(states.map((state) => state.name));
  return new Map([...values].filter(([target, tree]) => own.has(target) && !(tree.kind === "name" && tree.name === target)));
}

function treeOf({ target, value }: Assignment): Tree {
  if (value.kind === "draw") throw new InternalError(`${target} is drawn at each spike`);
  return value.tree;
}

/** Definitions, and what synapses add to the inputs, over states and parameters. */
function inlinedDefinitions({ definitions }: Flow, terms: Readonly<Record<string, readonly Tree[]>>): ReadonlyMap<string, Tree> {
  const sum = (trees: readonly Tree[]) => trees.reduce((total, tree) => binary("+", total, tree));
  const values = new Map(Object.entries(terms).map(([input, trees]) => [input, sum([name(input), ...trees])]));
  for (const { name: of, tree } of definitions) values.set(of, substitute(tree, values));
  return values;
}

/** d log(tree)/dx where the tree depends on x by a factor exp(linear in x) alone; 0 where it does not depend on it. */
function exponentSlope(tree: Tree, x: string): Tree | undefined {
  const only = new Set([x]);
  if (!uses(tree, only)) return number(0);
  if (tree.kind === "call" && tree.name === "exp") {
    const linear = linearIn(tree.args[0]!, only);
    return linear && simplify(linear.coefficients.get(x) ?? number(0));
  }
  if (tree.kind !== "binary" || (tree.op !== "*" && tree.op !== "/")) return undefined;
  const [left, right] = [exponentSlope(tree.left, x), exponentSlope(tree.right, x)];
  return left && right && simplify(binary(tree.op === "*" ? "+" : "-", left, right));
}
