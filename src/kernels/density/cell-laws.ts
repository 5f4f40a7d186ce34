/** Mass of a law between two potentials, exactly: where a density begins. */
import { erfc, exp, InternalError, log, log1p, unreachable } from "../../base/index.ts";
import { evaluate, type Tree } from "../../language/index.ts";
import type { Draw, Value } from "../../model/index.ts";
import { type DensityGrid, spread } from "./grid.ts";

/** Part of a law below a potential. */
type Below = (v: number) => number;

/** A value's law by its distribution function; of one potential the potential. */
type Law = { readonly kind: "point"; readonly at: number } | { readonly kind: "law"; readonly below: Below; readonly above: Below };

/** A law on a grid: masses of the cells {cells}, and what lies beyond its ends; all together 1. */
export interface GridLaw {
  readonly masses: Float64Array;
  readonly below: number;
  readonly above: number;
}

/**
 * The law of a value that is drawn, exactly for each cell; one value is spread over the cells next to it.
 *
 * @param lookup  parameters
 */
export function lawOnGrid(value: Value, grid: DensityGrid, lookup: (name: string) => number): GridLaw {
  const at = (tree: Tree) => evaluate(tree, lookup);
  if (value.kind === "expression") return onGrid(pointAt(at(value.tree)), grid);
  if (value.draw.kind !== "clipped") return onGrid(lawOf(value.draw, at), grid);
  const law = lawOf(value.draw.of, at);
  const [low, high] = [at(value.draw.low), at(value.draw.high)];
  if (law.kind === "point") return onGrid(pointAt(Math.min(Math.max(law.at, low), high)), grid);
  const within = massOf(tailsAt(law, low), tailsAt(law, high));
  // What lies beyond a limit is set to it.
  return mixture(grid, [
    ...(within > 0 ? [{ part: within, law: onGrid(truncated(law, low, high), grid) }] : []),
    { part: law.below(low), law: onGrid(pointAt(low), grid) },
    { part: law.above(high), law: onGrid(pointAt(high), grid) },
  ]);
}

function mixture({ cells }: DensityGrid, all: readonly { readonly part: number; readonly law: GridLaw }[]): GridLaw {
  const masses = new Float64Array(cells);
  let [below, above] = [0, 0];
  for (const { part, law } of all) {
    if (part === 0) continue;
    for (let i = 0; i < cells; i++) masses[i]! += part * law.masses[i]!;
    below += part * law.below;
    above += part * law.above;
  }
  return { masses, below, above };
}

function onGrid(law: Law, grid: DensityGrid): GridLaw {
  const { low, high, cells, width } = grid;
  if (law.kind === "point") {
    const isWithin = law.at >= low && law.at <= high;
    const masses = isWithin ? spread(grid, law.at) : new Float64Array(cells);
    return { masses, below: law.at < low ? 1 : 0, above: law.at > high ? 1 : 0 };
  }
  const faces = Array.from({ length: cells + 1 }, (_, i) => tailsAt(law, i === cells ? high : low + i * width));
  const masses = Float64Array.from({ length: cells }, (_, i) => massOf(faces[i]!, faces[i + 1]!));
  return { masses, below: faces[0]!.below, above: faces[cells]!.above };
}

/** Whether the masses of a value's law are known: a clipped law within another is not. */
export function hasMasses(value: Value): boolean {
  const isKnown = (draw: Draw): boolean => draw.kind !== "clipped" && (draw.kind !== "truncated" || isKnown(draw.of));
  return value.kind === "expression" || isKnown(value.draw.kind === "clipped" ? value.draw.of : value.draw);
}

const pointAt = (at: number): Law => ({ kind: "point", at });

/** Parts of a law below and above a potential. */
interface Tails {
  readonly below: number;
  readonly above: number;
}

type Continuous = Extract<Law, { readonly kind: "law" }>;

const tailsAt = ({ below, above }: Continuous, v: number): Tails => ({ below: below(v), above: above(v) });

/** The smaller of the two tails keeps its digits in the difference. */
const massOf = (from: Tails, to: Tails) => (from.below < 0.5 ? to.below - from.below : from.above - to.above);

function lawOf(draw: Draw, at: (tree: Tree) => number): Law {
  switch (draw.kind) {
    case "normal":
      return normal(at(draw.a), at(draw.b));
    case "lognormal": {
      const [mean, sd] = [at(draw.a), at(draw.b)];
      const variance = log1p((sd / mean) * (sd / mean));
      const inner = normal(log(mean) - 0.5 * variance, Math.sqrt(variance));
      if (inner.kind === "point") return pointAt(exp(inner.at));
      const { below, above } = inner;
      return { kind: "law", below: (v) => (v > 0 ? below(log(v)) : 0), above: (v) => (v > 0 ? above(log(v)) : 1) };
    }
    case "uniform": {
      const [low, high] = [at(draw.a), at(draw.b)];
      if (!(high > low)) return pointAt(low);
      const part = (v: number) => Math.min(1, Math.max(0, v / (high - low)));
      return { kind: "law", below: (v) => part(v - low), above: (v) => part(high - v) };
    }
    case "exponential": {
      const mean = at(draw.mean);
      const above = (v: number) => (v > 0 ? exp(-v / mean) : 1);
      return { kind: "law", below: (v) => 1 - above(v), above };
    }
    case "truncated":
      return truncated(lawOf(draw.of, at), at(draw.low), at(draw.high));
    case "clipped":
      throw new InternalError("a clipped law stands within another");
    default:
      return unreachable(draw);
  }
}

function normal(mean: number, sd: number): Law {
  if (!(sd > 0)) return pointAt(mean);
  const tail = (z: number) => 0.5 * erfc(z * Math.SQRT1_2);
  return { kind: "law", below: (v) => tail((mean - v) / sd), above: (v) => tail((v - mean) / sd) };
}

/** The part of a law within [low, high], as a law. */
function truncated(law: Law, low: number, high: number): Law {
  if (law.kind === "point") return law;
  const [atLow, atHigh] = [tailsAt(law, low), tailsAt(law, high)];
  const whole = massOf(atLow, atHigh);
  if (!(whole > 0)) throw new InternalError("an initial distribution has no part between its limits");
  const within = (v: number) => tailsAt(law, Math.min(Math.max(v, low), high));
  return {
    kind: "law",
    below: (v) => massOf(atLow, within(v)) / whole,
    above: (v) => massOf(within(v), atHigh) / whole,
  };
}
