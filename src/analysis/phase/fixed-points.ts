/** States at which nothing changes: found along curves on which all rates but one are zero, refined on the whole system. */
import type { FixedPoint, System } from "../../contract/index.ts";
import { eigenvalues } from "../../numerics/index.ts";
import { classify } from "./classify.ts";
import { sampleRates } from "./grid.ts";
import { NewtonSolver } from "./newton.ts";
import { branchesOf } from "./nullclines.ts";
import { type Others, Plane } from "./plane.ts";
import { RateField, type Rectangle } from "./scalar-field.ts";
import { scan } from "./scan.ts";
import { type Branch, project } from "./trace.ts";

/** Evaluations for a dip of a rate towards zero, see `scan`: enough to find where it touches. */
const dips = 40;
/** A lowest rate counts as zero below this part of the typical one along the curve: a few hundred roundings. */
const touching = 1e-13;

/** Size of the terms near zeros, not of an exponential far away: the lower quartile. */
function typicalSize(values: ArrayLike<number>): number {
  const sizes = Float64Array.from(values, Math.abs).filter(Number.isFinite).sort();
  return sizes[sizes.length >> 2] ?? 0;
}

/** Relative distances below which two solutions are one; nearer than the second they are two only by rounding, and touch. */
const same = { apart: 1e-9, touching: 1e-6 };
/** How far beside a fixed point its rates are compared with those there, relative to the states: rates at zeros are rounding errors. */
const besides = 1e-4;
/** Points at which a range is sampled for fixed points. */
const samples = 601;

/** Collects fixed points of a system of which some states may be frozen, without finding one twice. */
export class FixedPointSet {
  readonly #system: System;
  readonly #p: Float64Array;
  readonly #scales: Float64Array;
  /** States that are not frozen. */
  readonly #moving: readonly number[];
  readonly #solver: NewtonSolver;
  readonly #found: { readonly at: Float64Array; touches: boolean }[] = [];

  constructor(system: System, p: Float64Array, frozen: readonly number[], scales: Float64Array) {
    this.#system = system;
    this.#p = p;
    this.#scales = scales;
    this.#moving = system.states.map((_, i) => i).filter((i) => !frozen.includes(i));
    this.#solver = new NewtonSolver(system, this.#moving, scales);
  }

  /**
   * Looks for a fixed point near y, which it leaves as it is. One that Newton's method finds farther away than `reach` (of the sizes of the
   * states) is another one, or none. @param touches  y itself is as good as it gets where Newton's method does not converge
   */
  add(y: Float64Array, reach: number, touches: boolean): void {
    const at = Float64Array.from(y);
    const solved = this.#solver.solve(at, this.#p) && this.#distance(at, y) <= reach;
    // A singular matrix does not matter where nothing moves.
    const isTouch = touches || (!solved && this.#isAtRest(y));
    if (!solved && !isTouch) return;
    if (!solved) at.set(y);
    if (this.#isPole(at)) return;
    const near = this.#found.find((one) => this.#distance(one.at, at) <= same.touching);
    if (near === undefined) this.#found.push({ at, touches: isTouch });
    else if (isTouch || this.#distance(near.at, at) > same.apart) near.touches = true;
  }

  /**
   * Whether a rate is greatest here of all places near by: at a pole Newton's steps become as small as at a zero. A jump of the rate
   * through zero is left alone.
   */
  #isPole(y: Float64Array): boolean {
    const [rates, near] = [new Float64Array(y.length), new Float64Array(y.length)];
    this.#system.rhs(y, this.#p, rates);
    const greatest = new Float64Array(y.length);
    for (const side of [-besides, besides]) {
      const at = Float64Array.from(y);
      // By different shares, so that a rate of differences changes as well.
      for (const j of this.#moving) at[j]! += (side / Math.sqrt(1 + j)) * Math.max(Math.abs(y[j]!), this.#scales[j]!);
      this.#system.rhs(at, this.#p, near);
      for (const i of this.#moving) greatest[i] = Math.max(greatest[i]!, Math.abs(near[i]!));
    }
    return this.#moving.some((i) => Math.abs(rates[i]!) > greatest[i]!);
  }

  #isAtRest(y: Float64Array): boolean {
    const rates = new Float64Array(y.length);
    this.#system.rhs(y, this.#p, rates);
    return this.#moving.every((i) => rates[i] === 0);
  }

  /** Largest difference of two states, relative to their sizes. */
  #distance(a: Float64Array, b: Float64Array): number {
    let distance = 0;
    for (const i of this.#moving) distance = Math.max(distance, Math.abs(a[i]! - b[i]!) / Math.max(Math.abs(a[i]!), this.#scales[i]!));
    return distance;
  }

  /** The fixed points in internal units, in the order of the first moving state. */
  positions(): readonly Float64Array[] {
    const first = this.#moving[0]!;
    return this.#found.map(({ at }) => at).sort((a, b) => a[first]! - b[first]!);
  }

  /** The fixed points in internal units with their eigenvalues (of the states that move), in the order of the first moving state. */
  take(): readonly FixedPoint[] {
    const first = this.#moving[0]!;
    return this.#found.map(({ at, touches }) => this.#describe(at, touches)).sort((a, b) => a.at[first]! - b.at[first]!);
  }

  #describe(y: Float64Array, touches: boolean): FixedPoint {
    const n = y.length;
    const jacobian = new Float64Array(n * n);
    this.#system.jacobian(y, this.#p, jacobian);
    const moving = this.#moving.flatMap((i) => this.#moving.map((j) => jacobian[i * n + j]!));
    const values = eigenvalues(this.#moving.length, moving);
    return { at: [...y], eigenvalues: values, ...(touches ? { type: "degenerate", stable: false } : classify(values)) };
  }
}

/** Looks along the nullclines of a window for fixed points; returns the nullclines of both axes. */
export function searchPlane(set: FixedPointSet, plane: Plane, window: Rectangle): readonly (readonly Branch[])[] {
  const samples = sampleRates(plane, window);
  return ([0, 1] as const).map((axis) => {
    const branches = branchesOf(new RateField(plane, window, axis), samples[axis]);
    for (const branch of branches) searchBranch(set, plane, window, branch, axis === 0 ? 1 : 0);
    return branches;
  });
}

/** Looks along a branch of zeros of one rate for zeros of the other. `axis` is the other one's number (0 or 1). */
function searchBranch(set: FixedPointSet, plane: Plane, window: Rectangle, branch: Branch, axis: 0 | 1): void {
  const { s, t } = branch;
  const other = new RateField(plane, window, axis);
  const own = new RateField(plane, window, 1 - axis);
  const values = s.map((_, k) => other.value(s[k]!, t[k]!));
  const on = (u: number): readonly [number, number] => {
    const k = Math.min(Math.floor(u), s.length - 2);
    const [ds, dt] = [s[k + 1]! - s[k]!, t[k + 1]! - t[k]!];
    const [x, y] = [s[k]! + (u - k) * ds, t[k]! + (u - k) * dt];
    return project(own, x, y, Math.abs(ds) + Math.abs(dt)) ?? [x, y];
  };
  const line = { values, place: (k: number) => k, at: (u: number) => other.value(...on(u)) };
  scan(line, dips, touching * typicalSize(values), (u, touches) => {
    other.value(...on(u));
    set.add(plane.y, 1e-5, touches);
  });
}

/**
 * Looks along one state, all others slaved to it, over a range of it. Finds every fixed point there where the others have one solution
 * each, as gating variables and adaptation have.
 */
export function searchLine(
  set: FixedPointSet,
  system: System,
  p: Float64Array,
  state: number,
  others: Others,
  start: Float64Array,
  scales: Float64Array,
  [low, high]: readonly [number, number],
): void {
  const plane = new Plane(system, p, [state], others, start, scales);
  const at = (x: number) => (plane.moveTo(x, 0) ? plane.rates[state]! : Number.NaN);
  const place = (k: number) => low + ((high - low) * k) / (samples - 1);
  const values = Float64Array.from({ length: samples }, (_, k) => at(place(k)));
  scan({ values, place, at }, dips, touching * typicalSize(values), (x, touches) => {
    if (plane.moveTo(x, 0)) set.add(plane.y, 1e-5, touches);
  });
}
