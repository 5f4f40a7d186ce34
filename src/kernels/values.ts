/** Values of a document: expressions evaluated, distributions drawn. */
import { exp, InternalError, log, type Stream, unreachable } from "../base/index.ts";
import { evaluate, type Tree } from "../language/index.ts";
import type { Draw, Flow, Value } from "../model/index.ts";

/** Gives the value of a name, in internal units. */
export type Lookup = (name: string) => number;

/** Redraws before a truncated distribution is declared empty: an interval of probability 10^-4 is missed 10^5 times with probability 5e-5. */
const maxRedraws = 100_000;

/** The value, drawn from `rng` if it is a distribution. NaN where a truncated distribution has no mass in its interval. */
export function evaluateValue(value: Value, lookup: Lookup, rng: Stream): number {
  return value.kind === "expression" ? evaluate(value.tree, lookup) : draw(value.draw, lookup, rng);
}

/**
 * A draw. `lognormal(m, s)` has mean m and standard deviation s: the logarithm has variance log(1 + s^2/m^2) and mean
 * log(m) - variance/2.
 */
export function draw(of: Draw, lookup: Lookup, rng: Stream): number {
  const at = (tree: Tree) => evaluate(tree, lookup);
  switch (of.kind) {
    case "normal":
      return at(of.a) + at(of.b) * rng.normal();
    case "lognormal": {
      const [mean, ratio] = [at(of.a), at(of.b) / at(of.a)];
      const variance = log(1 + ratio * ratio);
      return mean * exp(Math.sqrt(variance) * rng.normal() - 0.5 * variance);
    }
    case "uniform": {
      const [low, high] = [at(of.a), at(of.b)];
      return low + (high - low) * rng.uniform();
    }
    case "exponential":
      return at(of.mean) * rng.exponential();
    case "clipped":
      return Math.min(Math.max(draw(of.of, lookup, rng), at(of.low)), at(of.high));
    case "truncated": {
      const [low, high] = [at(of.low), at(of.high)];
      for (let attempt = 0; attempt < maxRedraws; attempt++) {
        const x = draw(of.of, lookup, rng);
        if (x >= low && x <= high) return x;
      }
      return Number.NaN;
    }
    default:
      return unreachable(of);
  }
}

/** Makes the stream of one named value of one neuron. */
export type StreamOf = (what: string) => Stream;

/** Parameters and initial states of one neuron, as the flow lists them. */
export interface Constants {
  readonly parameters: Float64Array;
  readonly initial: Float64Array;
  /** Reads parameters, definitions of them, initial states, `index` and `size`. */
  readonly lookup: Lookup;
}

/**
 * Evaluates parameters and initial values of neuron `index` of `size`. Each value is drawn from a stream of its own, so that it does
 * not depend on what else the document draws. A name that is none of the flow's is a bug: `bind` has resolved them.
 */
export function constantsOf(flow: Flow, index: number, size: number, streamOf: StreamOf): Constants {
  const known = new Map<string, number>([
    ["index", index],
    ["size", size],
    ["t", 0],
    ["age", Number.POSITIVE_INFINITY],
  ]);
  const drawn = new Map<string, Value>();
  for (const { name, value } of flow.parameters) drawn.set(name, value);
  for (const { name, initial } of flow.states) drawn.set(name, initial);
  const trees = new Map(flow.definitions.map(({ name, tree }) => [name, tree]));
  for (const { name } of flow.inputs) known.set(name, 0);
  const lookup: Lookup = (name) => {
    const present = known.get(name);
    if (present !== undefined) return present;
    const [value, tree] = [drawn.get(name), trees.get(name)];
    if (value === undefined && tree === undefined) throw new InternalError(`the value of ${name} is unknown`);
    const result = value === undefined ? evaluate(tree!, lookup) : evaluateValue(value, lookup, streamOf(name));
    known.set(name, result);
    return result;
  };
  return {
    parameters: Float64Array.from(flow.parameters, ({ name }) => lookup(name)),
    initial: Float64Array.from(flow.states, ({ name }) => lookup(name)),
    lookup,
  };
}
