/** The resting state over the input: where it ends, starts to oscillate, or passes the threshold. */
import type { Complex, System } from "../../contract/index.ts";
import { decompose, eigenvalues, findRoot, solveDecomposed } from "../../numerics/index.ts";

/** What becomes of the resting state at a value of the input [internal units]. */
export interface RestEvent {
  readonly kind: "saddle-node" | "Andronov-Hopf" | "threshold";
  readonly input: number;
  readonly state: Float64Array;
  /** Whether the fixed point is stable beyond, along the curve, and whether the input rises there. */
  readonly isStableAfter: boolean;
  readonly isRising: boolean;
}

/**
 * Steps along the curve, in units of the sizes of states and input; `most` of the way from the beginning, whose sizes may be far below
 * those at the end. Few are enough, since the events between two are refined.
 */
const steps = { first: 1e-3, least: 1e-9, most: 0.03, count: 3000 } as const;
/** Where the curve is left: this many sizes of a state from where it began. */
const farthest = 1e5;
const mostIterations = 12;

/**
 * Follows the curve of fixed points f(y, I) = 0 by its arclength from a fixed point at input `from`, towards greater input, through folds,
 * until the input is beyond what `limit` says after the events so far, or the curve leaves all reason. Folds are where the input turns, Hopf points where
 * a pair of eigenvalues crosses the imaginary axis: both are located on the curve to rounding, so that a fold's input is exact.
 *
 * @param index  number of the input among the parameters
 * @param unit   size of the input that counts as much as the sizes of the states
 * @see Keller 1977, in Applications of Bifurcation Theory (pseudo-arclength)
 */
export function followRest(
  system: System,
  p: Float64Array,
  index: number,
  sizes: Float64Array,
  start: Float64Array,
  { from, unit }: { readonly from: number; readonly unit: number },
  limit: (events: readonly RestEvent[]) => number,
): readonly RestEvent[] {
  const curve = new RestCurve(system, p, index, sizes, unit);
  const events: RestEvent[] = [];
  const begin = curve.enter(start, from);
  if (!begin) return events;
  let here = begin;
  let step: number = steps.first;
  for (let count = 0; count < steps.count && step >= steps.least; count++) {
    const there = curve.beyond(here, step);
    if (!there || !isGentle(here, there)) {
      step *= 0.4;
      continue;
    }
    events.push(...curve.eventsBetween(here, there, step));
    const most = limit(events);
    if (there.input > most || there.input < from - (most - from)) break;
    const way = Math.max(...there.z.map((value, i) => Math.abs(value - begin.z[i]!)));
    if (!(way < farthest)) break;
    here = there;
    step = Math.min(1.4 * step, steps.most * (1 + way));
  }
  return events;
}

/** A point of the curve: scaled states and input, unit tangent, and what is watched. */
interface CurvePoint {
  readonly z: Float64Array;
  readonly tangent: Float64Array;
  readonly input: number;
  readonly values: readonly Complex[];
  readonly level: number;
}

/** The tangent turns by less than 15 degrees or so. */
function isGentle(a: CurvePoint, b: CurvePoint): boolean {
  return a.tangent.reduce((sum, value, i) => sum + value * b.tangent[i]!, 0) > 0.97;
}

const unstableOf = ({ values }: CurvePoint) => values.filter(([re]) => re > 0).length;
/** Largest real part of a pair; of all eigenvalues where there is none. */
const growthOf = ({ values }: CurvePoint) =>
  Math.max(...(values.some(([, im]) => im !== 0) ? values.filter(([, im]) => im !== 0) : values).map(([re]) => re));

/** Fixed points of a system with the input as one unknown more. */
class RestCurve {
  readonly #system: System;
  readonly #p: Float64Array;
  readonly #index: number;
  /** By unknown: the unit it is scaled with. */
  readonly #units: Float64Array;
  readonly #n: number;

  constructor(system: System, p: Float64Array, index: number, sizes: Float64Array, unit: number) {
    this.#system = system;
    this.#p = Float64Array.from(p);
    this.#index = index;
    this.#n = system.states.length;
    this.#units = Float64Array.from([...sizes, unit]);
  }

  /** The point of the curve at a fixed point, the tangent towards greater input. */
  enter(state: Float64Array, input: number): CurvePoint | undefined {
    const z = Float64Array.from([...state, input], (value, i) => value / this.#units[i]!);
    const towards = new Float64Array(this.#n + 1);
    towards[this.#n] = 1;
    return this.#pointAt(z, towards);
  }

  /** The point at distance s along the tangent of another. */
  beyond({ z, tangent }: CurvePoint, s: number): CurvePoint | undefined {
    return this.#pointAt(
      z.map((value, i) => value + s * tangent[i]!),
      tangent,
    );
  }

  /** Newton's method in the plane across `along`; then the tangent, in its direction. */
  #pointAt(guess: Float64Array, along: Float64Array): CurvePoint | undefined {
    const n = this.#n;
    const z = Float64Array.from(guess);
    let last = Number.POSITIVE_INFINITY;
    for (let iteration = 0; iteration < mostIterations; iteration++) {
      const rates = this.#rates(z);
      const step = this.#solve(z, along, Float64Array.from([...rates.map((rate) => -rate), 0]));
      const size = Math.max(...step.map(Math.abs));
      if (!(size < 1)) return undefined;
      for (let i = 0; i <= n; i++) z[i]! += step[i]!;
      if (size < 1e-15 || (size < 1e-11 && size >= 0.3 * last)) return this.#describe(z, along);
      last = size;
    }
    return undefined;
  }

  #describe(z: Float64Array, along: Float64Array): CurvePoint | undefined {
    const n = this.#n;
    const right = new Float64Array(n + 1);
    right[n] = 1;
    const tangent = this.#solve(z, along, right);
    const length = Math.sqrt(tangent.reduce((sum, value) => sum + value * value, 0));
    if (!(length < Number.POSITIVE_INFINITY)) return undefined;
    const y = this.#put(z);
    const jacobian = new Float64Array(n * n);
    this.#system.jacobian(y, this.#p, jacobian);
    const { jump } = this.#system;
    return {
      z,
      tangent: tangent.map((value) => value / length),
      input: this.#p[this.#index]!,
      values: eigenvalues(n, jacobian),
      level: jump?.resets ? jump.level(y, this.#p) : -1,
    };
  }

  /** Puts the input where the system reads it, and gives the states. */
  #put(z: Float64Array): Float64Array {
    this.#p[this.#index] = z[this.#n]! * this.#units[this.#n]!;
    return Float64Array.from({ length: this.#n }, (_, i) => z[i]! * this.#units[i]!);
  }

  #rates(z: Float64Array): Float64Array {
    const rates = new Float64Array(this.#n);
    this.#system.rhs(this.#put(z), this.#p, rates);
    return rates;
  }

  /** Solves (df/dz, along) x = right, rows made alike. */
  #solve(z: Float64Array, along: Float64Array, right: Float64Array): Float64Array {
    const n = this.#n;
    const m = n + 1;
    const y = this.#put(z);
    const jacobian = new Float64Array(n * n);
    this.#system.jacobian(y, this.#p, jacobian);
    const forced = this.#force(y);
    const matrix = new Float64Array(m * m);
    const solution = Float64Array.from(right);
    for (let i = 0; i < n; i++) {
      let largest = 0;
      for (let j = 0; j <= n; j++) {
        const entry = (j < n ? jacobian[i * n + j]! : forced[i]!) * this.#units[j]!;
        matrix[i * m + j] = entry;
        largest = Math.max(largest, Math.abs(entry));
      }
      if (!(largest > 0)) continue;
      for (let j = 0; j <= n; j++) matrix[i * m + j]! /= largest;
      solution[i]! /= largest;
    }
    matrix.set(along, n * m);
    const pivots = new Int32Array(m);
    if (!decompose(m, matrix, pivots)) return solution.fill(Number.NaN);
    solveDecomposed(m, matrix, pivots, solution);
    return solution;
  }

  /** df/dI, exact for what enters linearly. */
  #force(y: Float64Array): Float64Array {
    const held = this.#p[this.#index]!;
    const step = this.#units[this.#n]! * 1e-4;
    const [above, below] = [new Float64Array(this.#n), new Float64Array(this.#n)];
    this.#p[this.#index] = held + step;
    const high = this.#p[this.#index]!;
    this.#system.rhs(y, this.#p, above);
    this.#p[this.#index] = held - step;
    const low = this.#p[this.#index]!;
    this.#system.rhs(y, this.#p, below);
    this.#p[this.#index] = held;
    return above.map((value, i) => (value - below[i]!) / (high - low));
  }

  /** What happens between two neighbouring points, in order. At a fold an eigenvalue changes its sign, which would hide a pair that does. */
  eventsBetween(a: CurvePoint, b: CurvePoint, step: number): readonly RestEvent[] {
    const n = this.#n;
    const at = (s: number) => (s === 0 ? a : s === step ? b : this.beyond(a, s));
    const turns = a.tangent[n]! > 0 !== b.tangent[n]! > 0;
    const fold = turns ? rootAlong(at, 0, step, ({ tangent }) => tangent[n]!) : undefined;
    const pieces = fold === undefined ? [[0, step] as const] : [[0, fold * (1 - beside)] as const, [fold * (1 + beside), step] as const];
    const events = pieces.map(([from, to]) => this.#eventsWithin(at, from, to));
    const turn = fold === undefined ? [] : [this.#eventAt(at, "saddle-node", fold, Math.min(fold * (1 + beside), step))];
    return [...events[0]!, ...turn, ...(events[1] ?? [])];
  }

  /** Hopf points and the threshold, where the curve does not turn. */
  #eventsWithin(at: Along, from: number, to: number): readonly RestEvent[] {
    const [a, b] = [at(from), at(to)];
    if (!a || !b || !(from < to)) return [];
    const found: { readonly s: number; readonly kind: RestEvent["kind"] }[] = [];
    if (Math.abs(unstableOf(a) - unstableOf(b)) === 2) found.push({ s: rootAlong(at, from, to, growthOf), kind: "Andronov-Hopf" });
    if (a.level > 0 !== b.level > 0) found.push({ s: rootAlong(at, from, to, ({ level }) => level), kind: "threshold" });
    return found.sort((one, other) => one.s - other.s).map(({ s, kind }) => this.#eventAt(at, kind, s, to));
  }

  /** @param after  where it is looked what the event has changed */
  #eventAt(at: Along, kind: RestEvent["kind"], s: number, after: number): RestEvent {
    const [point, beyond] = [at(s)!, at(after)!];
    return {
      kind,
      input: point.input,
      state: this.#put(point.z),
      isStableAfter: unstableOf(beyond) === 0 && beyond.level <= 0,
      isRising: beyond.tangent[this.#n]! > 0,
    };
  }
}

/** Points of the curve by the distance along a tangent. */
type Along = (s: number) => CurvePoint | undefined;

/** Distance from a fold, in parts of the way to it, at which its two sides are looked at. */
const beside = 1e-6;

function rootAlong(at: Along, from: number, to: number, watched: (point: CurvePoint) => number): number {
  return findRoot(
    (s) => {
      const point = at(s);
      return point ? watched(point) : Number.NaN;
    },
    from,
    to,
  ).x;
}
