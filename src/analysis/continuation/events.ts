/** What happens between two neighbouring points of a curve of fixed points: folds, Andronov-Hopf points, branch points, the threshold. */
import { findRoot } from "../../numerics/index.ts";
import type { CurvePoint, EquilibriumCurve } from "./curve.ts";

/** A special point of a curve of fixed points. */
export interface CurveEvent {
  readonly type: "saddle-node" | "Andronov-Hopf" | "branch point" | "grazing";
  readonly point: CurvePoint;
}

/** Halvings after which rounding counts, where eigenvalues are not those of the Jacobian. */
const fine = 20;

/** Halvings in search of stretches in which one thing happens; 2^-40 of a step is nothing. */
const deepest = 40;

/** Part of the imaginary part of a pair below which its real part counts as zero. */
const neutral = 1e-9;

/** Number of eigenvalues with positive real part. */
export function unstableCount({ eigenvalues }: CurvePoint): number {
  return eigenvalues.reduce((count, [re]) => count + (re > 0 ? 1 : 0), 0);
}

/**
 * Special points between two points, in order. Each is a root of a function along the curve to rounding: the component of the tangent by
 * the parameter (saddle-node), the real part of a pair (Andronov-Hopf), a real eigenvalue (branch point), the level (grazing: there the
 * fixed point of a neuron with reset reaches its threshold and is no longer one).
 */
export function eventsBetween(curve: EquilibriumCurve, a: CurvePoint, b: CurvePoint): CurveEvent[] {
  const stretch = new Stretch(curve, a, b);
  const events = [...stretch.search(0, a, 1, b, 0), ...stretch.threshold()];
  return events.sort((one, other) => one.share - other.share).map(({ type, point }) => ({ type, point }));
}

/** The level of a neuron with reset at a point; -1 without. */
export function levelAt(curve: EquilibriumCurve, u: Float64Array): number {
  const { jump } = curve.system;
  return jump?.resets ? jump.level(curve.states(u), curve.p) : -1;
}

type Placed = CurveEvent & { readonly share: number };

/** The curve between two points, by the share of the way along their chord. */
class Stretch {
  private readonly curve: EquilibriumCurve;
  private readonly a: CurvePoint;
  private readonly b: CurvePoint;
  private readonly chord: Float64Array;

  constructor(curve: EquilibriumCurve, a: CurvePoint, b: CurvePoint) {
    [this.curve, this.a, this.b] = [curve, a, b];
    const difference = b.u.map((x, i) => x - a.u[i]!);
    const length = Math.sqrt(difference.reduce((sum, x) => sum + x * x, 0));
    this.chord = difference.map((x) => x / length);
  }

  search(s0: number, p0: CurvePoint, s1: number, p1: CurvePoint, depth: number): Placed[] {
    const isFold = slope(p0) > 0 !== slope(p1) > 0;
    const change = Math.abs(unstableCount(p1) - unstableCount(p0));
    if (!isFold && change === 0) return [];
    const low = Math.min(unstableCount(p0), unstableCount(p1));
    // Eigenvalues that come from other equations reach zero a rounding beside the fold.
    if (isFold && (change === 1 || (this.curve.spectrum && depth > fine))) return this.root("saddle-node", slope, s0, s1);
    if (!isFold && change === 1) return this.root("branch point", (point) => point.eigenvalues[low]?.[0] ?? Number.NaN, s0, s1);
    // Both of a pair have its real part; two real eigenvalues that cross one by one are told apart by halving.
    const isPair = (point: CurvePoint) =>
      point.eigenvalues[low]![1] !== 0 && point.eigenvalues[low]![1] === -point.eigenvalues[low + 1]![1];
    const isNeutral = ({ eigenvalues }: CurvePoint) => Math.abs(eigenvalues[low]![0]) <= neutral * eigenvalues[low]![1];
    // A centre that stays one: its real parts are rounding errors.
    if (change === 2 && isPair(p0) && isPair(p1) && isNeutral(p0) && isNeutral(p1)) return [];
    if (!isFold && change === 2 && isPair(p0) && isPair(p1)) {
      return this.root("Andronov-Hopf", (point) => point.eigenvalues[low]?.[0] ?? Number.NaN, s0, s1);
    }
    if (depth > deepest) return [];
    const middle = 0.5 * (s0 + s1);
    const point = this.at(middle);
    if (!point) return [];
    return [...this.search(s0, p0, middle, point, depth + 1), ...this.search(middle, point, s1, p1, depth + 1)];
  }

  threshold(): Placed[] {
    const { curve, a, b } = this;
    if (levelAt(curve, a.u) > 0 === levelAt(curve, b.u) > 0) return [];
    return this.root("grazing", (point) => levelAt(curve, point.u), 0, 1);
  }

  private root(type: CurveEvent["type"], f: (point: CurvePoint) => number, s0: number, s1: number): Placed[] {
    const value = (share: number) => {
      const point = this.at(share);
      return point ? f(point) : Number.NaN;
    };
    const share = findRoot(value, s0, s1).x;
    const point = this.at(share);
    return point ? [{ type, point, share }] : [];
  }

  private at(share: number): CurvePoint | undefined {
    const guess = this.a.u.map((x, i) => x + share * (this.b.u[i]! - x));
    // Tangents go the way of the first point's, so that a fold is seen as a change of sign.
    return this.curve.correct(guess, this.chord);
  }
}

/** How the parameter changes along the curve. */
const slope = ({ tangent }: CurvePoint) => tangent[tangent.length - 1]!;
