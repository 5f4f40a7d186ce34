/** Mean and mean square of weights, of a projection or a source outside. */
import { erfc, exp, log, log1p, unreachable } from "../base/index.ts";
import { evaluate, type Tree } from "../language/index.ts";
import type { Draw, Value } from "../model/index.ts";
import { integrate } from "../numerics/index.ts";

export interface WeightMoments {
  readonly mean: number;
  readonly meanSquare: number;
}

/** Moments of a value; undefined where it differs from pair to pair in a way that is not drawn. */
export function weightMoments(value: Value, read: (name: string) => number): WeightMoments | undefined {
  const at = (tree: Tree) => evaluate(tree, read);
  const moments = value.kind === "expression" ? square(at(value.tree), 0) : ofDraw(value.draw, at);
  return moments && Number.isFinite(moments.mean) && Number.isFinite(moments.meanSquare) ? moments : undefined;
}

const square = (mean: number, variance: number): WeightMoments => ({ mean, meanSquare: mean * mean + variance });

function ofDraw(draw: Draw, at: (tree: Tree) => number): WeightMoments {
  switch (draw.kind) {
    case "normal":
    case "lognormal": {
      const sd = at(draw.b);
      return square(at(draw.a), sd * sd);
    }
    case "uniform": {
      const [low, high] = [at(draw.a), at(draw.b)];
      return square(0.5 * (low + high), ((high - low) * (high - low)) / 12);
    }
    case "exponential": {
      const mean = at(draw.mean);
      return square(mean, mean * mean);
    }
    case "truncated":
    case "clipped":
      return within(draw, at(draw.low), at(draw.high), at);
    default:
      return unreachable(draw);
  }
}

/** Of a distribution that is cut: redrawn (`truncated`), or with what is beyond the limits at them (`clipped`). */
function within(
  draw: Extract<Draw, { kind: "truncated" | "clipped" }>,
  low: number,
  high: number,
  at: (tree: Tree) => number,
): WeightMoments {
  const law = lawOf(draw.of, at);
  if (law === undefined) return { mean: Number.NaN, meanSquare: Number.NaN };
  const [from, to] = [Math.max(low, law.low), Math.min(high, law.high)];
  const moment = (power: (x: number) => number) => (from < to ? integrate((x) => power(x) * law.density(x), from, to) : 0);
  const [below, above] = [law.below(from), 1 - law.below(to)];
  const [first, second] = [moment((x) => x), moment((x) => x * x)];
  if (draw.kind === "truncated") return { mean: first / (1 - below - above), meanSquare: second / (1 - below - above) };
  // Infinite limits have no mass.
  const end = (mass: number, limit: number) => (mass > 0 ? [mass * limit, mass * limit * limit] : [0, 0]) as [number, number];
  const [[a, aa], [b, bb]] = [end(below, low), end(above, high)];
  return { mean: first + a + b, meanSquare: second + aa + bb };
}

/** Density, distribution function, and where all but 1e-30 of the mass lies. */
interface Law {
  readonly low: number;
  readonly high: number;
  density(x: number): number;
  below(x: number): number;
}

/** Standard deviations beyond which a normal law has no mass. */
const far = 12;

function lawOf(draw: Draw, at: (tree: Tree) => number): Law | undefined {
  switch (draw.kind) {
    case "normal":
      return normal(at(draw.a), at(draw.b));
    case "lognormal": {
      const [m, s] = [at(draw.a), at(draw.b)];
      const variance = log1p((s / m) * (s / m));
      const { density, below, low, high } = normal(log(m) - 0.5 * variance, Math.sqrt(variance));
      return { low: exp(low), high: exp(high), density: (x) => density(log(x)) / x, below: (x) => below(log(x)) };
    }
    case "uniform": {
      const [low, high] = [at(draw.a), at(draw.b)];
      return { low, high, density: () => 1 / (high - low), below: (x) => Math.min(1, Math.max(0, (x - low) / (high - low))) };
    }
    case "exponential": {
      const mean = at(draw.mean);
      const end = 70 * mean;
      return { low: 0, high: end, density: (x) => exp(-x / mean) / mean, below: (x) => (x >= end ? 1 : 1 - exp(-x / mean)) };
    }
    default:
      return undefined;
  }
}

function normal(mean: number, sd: number): Law {
  const z = (x: number) => (x - mean) / sd;
  return {
    low: mean - far * sd,
    high: mean + far * sd,
    density: (x) => exp(-0.5 * z(x) * z(x)) / (sd * Math.sqrt(2 * Math.PI)),
    below: (x) => 0.5 * erfc(-z(x) / Math.SQRT2),
  };
}
