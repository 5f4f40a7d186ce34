/** How many connections a projection will have, before any is drawn. */
import { InternalError, unreachable } from "../../base/index.ts";
import { evaluate, type Tree } from "../../language/index.ts";
import { excludedTarget } from "./blocks.ts";
import { isSameForAll, PairLookup, sameForAll } from "./expressions.ts";
import type { Projecting } from "./wiring.ts";

/** Sources, and targets, that are looked at where something depends on the pair. */
const sampled = 64;

/** Mean and variance of the number of connections onto the targets [from, to). */
export interface Expected {
  readonly mean: number;
  readonly variance: number;
}

/** Expected connections of all sources with the targets [from, to), a part of the projection's range. */
export function expectedConnections(projecting: Projecting, from: number, to: number): Expected {
  const { connect, from: sources, to: all } = projecting.projection;
  if (connect === undefined) throw new InternalError(`${projecting.projection.name} has no rule of connection`);
  const size = sources.to - sources.from;
  const excludes = excludedTarget(projecting)(from) === from;
  const selves = (first: number, end: number) => (excludes ? Math.max(0, Math.min(end, sources.to) - Math.max(first, sources.from)) : 0);
  const pairs = size * (to - from) - selves(from, to);
  const exactly = (mean: number): Expected => ({ mean, variance: 0 });
  switch (connect.kind) {
    case "all":
      return exactly(pairs);
    case "one-to-one":
      return exactly(Math.min(size, to - from));
    case "indegree":
      return exactly(connect.count * (to - from));
    case "outdegree":
    case "total": {
      const total = connect.kind === "total" ? connect.count : connect.count * size;
      const share = pairs / (size * (all.to - all.from) - selves(all.from, all.to));
      return { mean: total * share, variance: total * share * (1 - share) };
    }
    case "probability": {
      const p = meanProbability(projecting, connect.probability, from, to);
      return { mean: pairs * p, variance: pairs * p * (1 - p) };
    }
    case "pairs":
      return exactly(projecting.asset?.columns.pre?.length ?? 0);
    default:
      return unreachable(connect);
  }
}

/** The mean of the probability over pairs; where it differs between them, over a grid of pairs at equal distances. */
function meanProbability(projecting: Projecting, tree: Tree, from: number, to: number): number {
  if (isSameForAll(projecting, tree)) return evaluate(tree, (name) => sameForAll(projecting, name)!);
  const { from: sources } = projecting.projection;
  const lookup = new PairLookup(projecting);
  let sum = 0;
  for (const source of spread(sources.from, sources.to)) {
    for (const target of spread(from, to)) {
      lookup.turnTo(source, target);
      sum += Math.min(Math.max(lookup.evaluate(tree), 0), 1);
    }
  }
  return sum / (spread(sources.from, sources.to).length * spread(from, to).length);
}

/** At most 64 integers of [from, to), at equal distances. */
export function spread(from: number, to: number): readonly number[] {
  const count = Math.min(sampled, to - from);
  return Array.from({ length: count }, (_, i) => from + Math.floor(((i + 0.5) * (to - from)) / count));
}

/** Connections that reach one target. */
export interface Indegree {
  /** Expected number; of the target with most, where they differ. */
  readonly mean: number;
  /** More than this is impossible. */
  readonly most: number;
  /** Whether it is the same for every target and every seed. */
  readonly isFixed: boolean;
  /** Whether the mean is an estimate from a sample of pairs. */
  readonly isSampled: boolean;
}

/** Connections of all sources with one target. */
export function indegreeOf(projecting: Projecting): Indegree {
  const { connect, from: sources, to } = projecting.projection;
  if (connect === undefined) throw new InternalError(`${projecting.projection.name} has no rule of connection`);
  const [size, targets] = [sources.to - sources.from, to.to - to.from];
  const fixed = (count: number): Indegree => ({ mean: count, most: count, isFixed: true, isSampled: false });
  switch (connect.kind) {
    case "all":
      return fixed(size);
    case "one-to-one":
      return fixed(1);
    case "indegree":
      return fixed(connect.count);
    case "outdegree":
    case "total": {
      const total = connect.kind === "total" ? connect.count : connect.count * size;
      return { mean: total / targets, most: total, isFixed: false, isSampled: false };
    }
    case "probability": {
      const { probability } = connect;
      const isSampled = !isSameForAll(projecting, probability);
      const means = isSampled
        ? spread(to.from, to.to).map((target) => meanProbability(projecting, probability, target, target + 1))
        : [meanProbability(projecting, probability, to.from, to.to)];
      return { mean: size * Math.max(...means), most: size, isFixed: false, isSampled };
    }
    case "pairs": {
      const counts = new Uint32Array(targets);
      for (const target of projecting.asset?.columns.post ?? []) counts[target]!++;
      return fixed(counts.reduce((a, b) => Math.max(a, b), 0));
    }
    default:
      return unreachable(connect);
  }
}
