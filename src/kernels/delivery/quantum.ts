/** What one unit of a ring of integers is worth. */
import { log } from "../../base/index.ts";
import { indegreeOf } from "../wiring/index.ts";
import type { Weighed } from "./weighed.ts";

/** Sums of weights stay below 2^31 less what rounding each of up to 900,000 weights may add. */
const largestSum = 2_147_000_000;
/** Probability that some target's sum exceeds its bound, where connections are drawn. */
const negligible = 1e-15;
/** What sums of weights may be by, beyond the estimate from a sample of pairs. */
const headroom = 8;
/** Relative error of a constant weight. */
const wanted = 1e-6;

/** The sum of |weight| over the connections of a projection with one target, its payload at its largest. */
interface Load {
  readonly mean: number;
  readonly variance: number;
  /** Of one connection. */
  readonly largest: number;
  /** More is impossible. */
  readonly most: number;
}

/** Whether the sums of weights are known from a sample alone. */
export function isEstimated({ input, law }: Weighed): boolean {
  return law.kind === "each" || indegreeOf(input).isSampled;
}

function loadOf({ input, law, moments }: Weighed): Load {
  const indegree = indegreeOf(input);
  const scale = (input.payload?.bound ?? 1) * (law.kind === "each" || indegree.isSampled ? headroom : 1);
  const spread = moments.meanSquare - (indegree.isFixed ? moments.meanSize * moments.meanSize : 0);
  const largest = moments.largestSize * scale;
  return {
    mean: indegree.mean * moments.meanSize * scale,
    variance: law.kind === "constant" && indegree.isFixed ? 0 : indegree.mean * Math.max(0, spread) * scale * scale,
    largest,
    most: indegree.most * largest,
  };
}

/**
 * What no target's sum of weights exceeds: with certainty, or but for a probability of 1e-15 by Bernstein's inequality,
 * P(S > E S + t) <= exp(-t^2 / (2 (Var S + largest t/3))) (Bernstein 1924; Boucheron, Lugosi & Massart 2013, Concentration inequalities,
 * section 2.8), for connections drawn independently.
 */
function boundOf(loads: readonly Load[], targets: number): number {
  const random = loads.filter(({ variance }) => variance > 0);
  const sum = (of: readonly Load[], value: (load: Load) => number) => of.reduce((total, load) => total + value(load), 0);
  const level = log(targets / negligible);
  const third = (level * Math.max(0, ...random.map(({ largest }) => largest))) / 3;
  const likely = sum(random, ({ mean }) => mean) + third + Math.sqrt(third * third + 2 * level * sum(random, ({ variance }) => variance));
  const fixed = loads.filter(({ variance }) => variance === 0);
  return (
    sum(fixed, ({ mean }) => mean) +
    Math.min(
      likely,
      sum(random, ({ most }) => most),
    )
  );
}

/**
 * The quantum of one arrival variable of one population, from all projections into it: the smallest power of two for which no target's sum
 * of weights exceeds 31 bits. Where some constant weight would then be wrong by more than 1e-6, a quantum at most twice that of which one
 * of the constant weights is a multiple.
 */
export function quantumOf(inputs: readonly Weighed[]): number {
  const targets = Math.max(1, ...inputs.map(({ input }) => input.post.size));
  const least = boundOf(inputs.map(loadOf), targets) / largestSum;
  if (!(least > 0)) return 1;
  const power = powerOfTwoFrom(least);
  const sizes = inputs.map(({ law }) => (law.kind === "constant" ? Math.abs(law.value) : 0));
  const constants = [...new Set(sizes)].filter((weight) => weight >= least);
  const error = (quantum: number) =>
    Math.max(0, ...constants.map((weight) => Math.abs((quantum * Math.round(weight / quantum)) / weight - 1)));
  const candidates = [power, ...constants.map((weight) => weight / Math.floor(weight / least))];
  return candidates.find((quantum) => error(quantum) <= wanted) ?? candidates.toSorted((a, b) => error(a) - error(b))[0]!;
}

function powerOfTwoFrom(least: number): number {
  let power = 1;
  while (power < least) power *= 2;
  while (power / 2 >= least) power /= 2;
  return power;
}
