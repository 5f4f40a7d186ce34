/** The curve of closed orbits over a parameter: points, tangents, Newton's method across the tangent. */
import type { System } from "../../contract/index.ts";
import {
  type ClosedOrbit,
  type Demand,
  evaluatePieces,
  mostSteps,
  moved,
  newtonStep,
  type Pieces,
  type Scales,
} from "../cycles/closed-orbit.ts";
import { cut, largest, multipliersOf } from "../cycles/solve.ts";

/** A closed orbit at a value of the parameter, with the direction in which the curve goes on. */
export interface CyclePoint {
  readonly orbit: ClosedOrbit;
  readonly value: number;
  /** Along the curve, of length 1, in units of the scales: nodes, period, parameter. */
  readonly tangent: Float64Array;
  readonly scales: Scales;
  /** Greatest minus least value of each state. */
  readonly extents: Float64Array;
  /** Without the trivial one. */
  readonly multipliers: readonly (readonly [number, number])[];
}

/** How exact the integration is along a branch: derivatives for Newton's method, and the gaps that decide. */
export interface CurveTolerance {
  readonly derivatives: number;
  readonly gaps: number;
}

const mostIterations = 14;

/** The last step in units of the tolerance of the gaps; and a step that is believed where rounding keeps it from shrinking further. */
const [converged, believed] = [30, 1e-7];

/** Newton's method is not trusted beyond this share of the extents. */
const longest = 0.3;

/** A piece along which perturbations grow by more than this is cut. */
const mostGrowth = 3000;

interface Measured extends CyclePoint {
  readonly growth: number;
}

/** Closed orbits of a system over its parameter number `parameter`. */
export class CycleCurve {
  readonly system: System;
  readonly p: Float64Array;
  readonly parameter: number;
  private spent = 0;
  private most = Number.POSITIVE_INFINITY;
  private readonly sizes: Float64Array;
  private readonly range: number;

  /** @param p  internal units; number `parameter` is changed in place  @param sizes  of the states {n}  @param range  of the parameter */
  constructor(system: System, p: Float64Array, parameter: number, sizes: Float64Array, range: number) {
    [this.system, this.p, this.parameter, this.sizes, this.range] = [system, p, parameter, sizes, range];
  }

  /** Work since the curve was made, a measure of time: steps of integration by how long they take, those of four states as one. */
  get work(): number {
    return this.spent;
  }

  /** Lets so much more work be done; then nothing is computed any more, and a branch ends where it is. */
  allow(work: number): void {
    this.most = this.spent + work;
  }

  /** Newton's method in the hyperplane through a guess; undefined where it does not converge. `row`: nodes, period, parameter. */
  correct(guess: ClosedOrbit, at: number, row: Float64Array, tolerance: CurveTolerance): Corrected | undefined {
    const { p, parameter } = this;
    const scales = this.scalesOf(guess);
    const total = new Float64Array(row.length);
    let [orbit, value, size] = [guess, at, Number.POSITIVE_INFINITY];
    let known: Pieces | undefined;
    for (let iteration = 0; iteration < mostIterations; iteration++) {
      p[parameter] = value;
      const isFine = size < 1e-3 && known !== undefined;
      const pieces = this.evaluate(
        orbit,
        isFine ? { tolerance: tolerance.gaps, derivatives: false } : { tolerance: tolerance.derivatives, derivatives: true, parameter },
      );
      if (!pieces) return undefined;
      known = isFine && known ? { ...known, gaps: pieces.gaps, times: pieces.times } : pieces;
      const step = newtonStep(orbit, known, scales, { row, value: 0 });
      if (!step) return undefined;
      const before = size;
      size = largest(step);
      if (!(size < 3)) return undefined;
      if (size > longest) for (let i = 0; i < step.length; i++) step[i]! *= longest / size;
      for (let i = 0; i < step.length; i++) total[i]! += step[i]!;
      orbit = moved(orbit, step, scales, pieces.times);
      value += step[step.length - 1]! * this.range;
      if (!(orbit.period > 0)) return undefined;
      // Errors of the gaps grow along unstable pieces: then steps stop shrinking before they are as small as the gaps.
      const isDone = isFine && (size < converged * tolerance.gaps || (size < believed && size > 0.3 * before));
      if (isDone) return { orbit, value, shift: Math.sqrt(total.reduce((sum, x) => sum + x * x, 0)) };
    }
    return undefined;
  }

  /**
   * The point with its tangent, which goes the way of `row`, and multipliers. A smooth orbit with a piece that has become too unstable is
   * cut anew.
   */
  pointAt(found: Pick<Corrected, "orbit" | "value">, row: Float64Array, tolerance: CurveTolerance): CyclePoint | undefined {
    const point = this.measure(found, row, tolerance);
    if (!point || found.orbit.kind === "spiking" || point.growth < mostGrowth) return point;
    const orbit = cut(this.system, this.p, found.orbit.nodes[0]!, found.orbit.period, tolerance.gaps, this.sizes);
    // At the same point the first node, the period and the parameter tell the direction.
    if (!orbit) return point;
    const across = this.rowOf(orbit, this.directionOf(point));
    const closed = this.correct(orbit, found.value, across, tolerance);
    return (closed && this.measure(closed, across, tolerance)) ?? point;
  }

  private measure(
    { orbit, value }: Pick<Corrected, "orbit" | "value">,
    row: Float64Array,
    tolerance: CurveTolerance,
  ): Measured | undefined {
    const { p, parameter } = this;
    p[parameter] = value;
    const pieces = this.evaluate(orbit, { tolerance: tolerance.derivatives, derivatives: true, parameter });
    if (!pieces || pieces.repeats > 1) return undefined;
    const scales = this.scalesOf(orbit);
    // The gaps belong to the first tolerance; a tangent has none.
    const flat = { ...pieces, gaps: pieces.gaps.map((gap) => new Float64Array(gap.length)) };
    const tangent = newtonStep(orbit, flat, scales, { row, value: 1 });
    if (!tangent) return undefined;
    const length = Math.sqrt(tangent.reduce((sum, x) => sum + x * x, 0));
    if (!(length > 0 && length < Number.POSITIVE_INFINITY)) return undefined;
    const multipliers = multipliersOf({ orbit, pieces, scales: { ...scales, states: pieces.extents } });
    const growth = this.growthOf(pieces);
    return { orbit, value, tangent: tangent.map((x) => x / length), scales, extents: pieces.extents, multipliers, growth };
  }

  private evaluate(orbit: ClosedOrbit, demand: Demand): Pieces | undefined {
    if (this.spent > this.most) return undefined;
    const pieces = evaluatePieces(this.system, this.p, orbit, demand);
    const n = this.sizes.length;
    // The states, and with them columns of derivatives by each of them and by the parameter.
    this.spent += ((pieces?.steps ?? mostSteps) * n * (n + 2)) / 24;
    return pieces;
  }

  /** Greatest growth of a perturbation along a piece, in units of the sizes. */
  private growthOf({ transitions }: Pieces): number {
    const n = this.sizes.length;
    let most = 0;
    for (const transition of transitions) {
      transition.forEach((x, k) => {
        most = Math.max(most, (Math.abs(x) * this.sizes[k % n]!) / this.sizes[Math.floor(k / n)]!);
      });
    }
    return most;
  }

  /** The row of a hyperplane across a direction of first node, period and parameter. */
  rowOf(orbit: ClosedOrbit, { node, period, parameter }: Direction): Float64Array {
    const inner = orbit.nodes.length * this.sizes.length;
    const row = new Float64Array(inner + 2);
    row.set(node);
    row[inner] = period;
    row[inner + 1] = parameter;
    return row;
  }

  /** The part of a tangent that does not depend on how the orbit is cut. */
  directionOf({ tangent }: CyclePoint): Direction {
    const n = this.sizes.length;
    return { node: tangent.slice(0, n), period: tangent[tangent.length - 2]!, parameter: tangent[tangent.length - 1]! };
  }

  /** A guess a step further. */
  predict(point: CyclePoint, length: number): { orbit: ClosedOrbit; value: number } {
    const step = point.tangent.map((x) => x * length);
    const orbit = moved(point.orbit, step, point.scales);
    return { orbit, value: point.value + step[step.length - 1]! * this.range };
  }

  /** Greatest extent of a state, in units of its size. */
  amplitudeOf({ extents }: CyclePoint): number {
    return extents.reduce((most, extent, i) => Math.max(most, extent / this.sizes[i]!), 0);
  }

  private scalesOf(orbit: ClosedOrbit): Scales {
    return { states: this.sizes, period: orbit.period, parameter: this.range };
  }
}

/** A corrected guess, and how far it was from it: the length of all of Newton's steps together, in units of the scales. */
export interface Corrected {
  readonly orbit: ClosedOrbit;
  readonly value: number;
  readonly shift: number;
}

/** A direction of the curve in units of the scales. */
export interface Direction {
  readonly node: Float64Array;
  readonly period: number;
  readonly parameter: number;
}
