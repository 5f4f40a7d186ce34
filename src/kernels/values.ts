/** Values of a document: expressions evaluated, distributions drawn. */
import { erfc, exp, expm1, InternalError, LapicqueError, log, log1p, normalQuantile, type Stream, unreachable } from "../base/index.ts";
import { evaluate, type Tree, uses } from "../language/index.ts";
import type { Draw, Flow, Value } from "../model/index.ts";

/** Gives the value of a name, in internal units. */
export type Lookup = (name: string) => number;

/** Redraws before a clipped value is declared to have no part in an interval. */
const mostRedraws = 100_000;

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
      const [mean, sd] = logarithm(at(of.a), at(of.b));
      return exp(mean + sd * rng.normal());
    }
    case "uniform": {
      const [low, high] = [at(of.a), at(of.b)];
      return low + (high - low) * rng.uniform();
    }
    case "exponential":
      return at(of.mean) * rng.exponential();
    case "clipped":
      return Math.min(Math.max(draw(of.of, lookup, rng), at(of.low)), at(of.high));
    case "truncated":
      return drawBetween(of.of, at(of.low), at(of.high), lookup, rng);
    default:
      return unreachable(of);
  }
}

/** Mean and standard deviation of the logarithm of a lognormal value that itself has mean m and standard deviation s. */
function logarithm(m: number, s: number): readonly [number, number] {
  const variance = log1p((s / m) * (s / m));
  return [log(m) - 0.5 * variance, Math.sqrt(variance)];
}

/**
 * A draw between `low` and `high`, by inversion of the distribution function: one uniform number, however little mass lies there. NaN
 * where none does.
 */
function drawBetween(of: Draw, low: number, high: number, lookup: Lookup, rng: Stream): number {
  if (!(low <= high)) return Number.NaN;
  const at = (tree: Tree) => evaluate(tree, lookup);
  const u = rng.uniform();
  switch (of.kind) {
    case "normal":
      return normalBetween(at(of.a), at(of.b), low, high, u);
    case "lognormal":
      return high > 0
        ? exp(normalBetween(...logarithm(at(of.a), at(of.b)), low > 0 ? log(low) : Number.NEGATIVE_INFINITY, log(high), u))
        : Number.NaN;
    case "uniform": {
      const [from, to] = [Math.max(low, at(of.a)), Math.min(high, at(of.b))];
      return from <= to ? from + (to - from) * u : Number.NaN;
    }
    case "exponential": {
      const [from, mean] = [Math.max(low, 0), at(of.mean)];
      return from <= high ? from - mean * log1p(u * expm1(-(high - from) / mean)) : Number.NaN;
    }
    case "truncated":
      return drawBetween(of.of, Math.max(low, at(of.low)), Math.min(high, at(of.high)), lookup, rng);
    case "clipped": {
      // Its distribution function jumps at the limits: redrawn.
      for (let attempt = 0; attempt < mostRedraws; attempt++) {
        const x = draw(of, lookup, rng);
        if (x >= low && x <= high) return x;
      }
      return Number.NaN;
    }
    default:
      return unreachable(of);
  }
}

/** The normal value whose place within [low, high], by probability, is u. */
function normalBetween(mean: number, sd: number, low: number, high: number, u: number): number {
  const x = mean + sd * standardBetween((low - mean) / sd, (high - mean) / sd, u);
  return Math.min(Math.max(x, low), high);
}

/** The same for mean 0 and standard deviation 1. The upper tail is the lower one mirrored, where probabilities keep their digits. */
function standardBetween(a: number, b: number, u: number): number {
  if (a > 0) return -standardBetween(-b, -a, 1 - u);
  const below = (x: number) => 0.5 * erfc(-x * Math.SQRT1_2);
  const [from, to] = [below(a), below(b)];
  return to > from ? normalQuantile(from + u * (to - from)) : Number.NaN;
}

/** Makes the stream of one named value of one neuron. */
export type StreamOf = (what: string) => Stream;

/** Of flows in which nothing is drawn. Throws InternalError where something is. */
export function refuseDraws(what: string): never {
  throw new InternalError(`${what} is drawn`);
}

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
 *
 * @param changed  parameters that have another value than the document says
 */
export function constantsOf(
  flow: Flow,
  index: number,
  size: number,
  streamOf: StreamOf,
  changed: ReadonlyMap<string, number> = new Map(),
): Constants {
  return constantsOfAll(flow, size, changed)(index, streamOf);
}

/** `constantsOf` for neuron after neuron: what all of them share is evaluated once. */
export function constantsOfAll(
  flow: Flow,
  size: number,
  changed: ReadonlyMap<string, number> = new Map(),
): (index: number, streamOf: StreamOf) => Constants {
  const shared = new Map<string, number>([...changed, ["size", size], ["t", 0], ["age", Number.POSITIVE_INFINITY]]);
  for (const { name } of flow.inputs) shared.set(name, 0);
  const values = new Map<string, Value>(flow.definitions.map(({ name, tree }) => [name, { kind: "expression", tree }]));
  for (const { name, value } of flow.parameters) values.set(name, value);
  for (const { name, initial } of flow.states) values.set(name, initial);
  const own = ownNames(values, shared);
  const find = (name: string): Value => {
    const value = values.get(name);
    if (value === undefined) throw new InternalError(`the value of ${name} is unknown`);
    return value;
  };
  const lookupShared: Lookup = (name) => {
    const present = shared.get(name);
    if (present !== undefined) return present;
    const value = find(name);
    if (value.kind === "draw") throw new InternalError(`the value of ${name} is not shared`);
    const result = evaluate(value.tree, lookupShared);
    shared.set(name, result);
    return result;
  };
  const parameters = table(flow.parameters, own, lookupShared);
  const initial = table(flow.states, own, lookupShared);
  return (index, streamOf) => {
    const known = new Map([["index", index]]);
    const lookup: Lookup = (name) => {
      if (!own.has(name)) return lookupShared(name);
      const present = known.get(name);
      if (present !== undefined) return present;
      const value = find(name);
      const result = evaluateValue(value, lookup, streamOf(name));
      if (value.kind === "draw" && Number.isNaN(result)) throw new LapicqueError("nothing-to-draw", { name, flow: flow.name });
      known.set(name, result);
      return result;
    };
    return { parameters: parameters(lookup), initial: initial(lookup), lookup };
  };
}

/** The names with a value for each neuron: `index`, what is drawn, and what depends on either. Names in `known` have their value. */
function ownNames(values: ReadonlyMap<string, Value>, known: ReadonlyMap<string, number>): ReadonlySet<string> {
  const own = new Set(["index"]);
  let size: number;
  do {
    size = own.size;
    for (const [name, value] of values) {
      if (!known.has(name) && (value.kind === "draw" || uses(value.tree, own))) own.add(name);
    }
  } while (own.size > size);
  return own;
}

/** Values by place: those that are shared are there already. */
function table(names: readonly { readonly name: string }[], own: ReadonlySet<string>, shared: Lookup): (lookup: Lookup) => Float64Array {
  const template = Float64Array.from(names, ({ name }) => (own.has(name) ? 0 : shared(name)));
  const places = [...names.keys()].filter((i) => own.has(names[i]!.name));
  return (lookup) => {
    const values = template.slice();
    for (const i of places) values[i] = lookup(names[i]!.name);
    return values;
  };
}
