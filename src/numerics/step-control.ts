/**
 * Adaptive steps of Runge-Kutta methods: what is decided after each trial step. Written over `Operations`, as the mathematical functions
 * are, because the loop over steps is compiled: see `compiler/march.ts`.
 */
import { definitions, type Operations } from "../base/index.ts";

/**
 * A step is chosen `safety` times the length at which the estimated error would be the tolerance, and changes by these factors at most.
 * Below `vanishing` spacings of the time a step can no longer be told from none, whatever the solution does.
 */
export const stepControl = { safety: 0.9, shrinkMost: 0.2, growMost: 6, vanishing: 1e-6 } as const;

/** A remainder far shorter than the step would be wasted: the last two steps before a limit share what is left. */
export function trialLength<V, B>(o: Operations<V, B>, proposal: V, limit: V): V {
  const half = o.mul(limit, o.constant(0.5));
  const shared = o.select(o.lt(half, proposal), half, proposal);
  return o.select(o.le(limit, o.mul(proposal, o.constant(1.01))), limit, shared);
}

/** What the error of one state in one step is measured with. */
export interface ScaleTerm<V> {
  /** The tolerance, and the tolerance times the size of one unit of the state. */
  readonly relative: V;
  readonly absolute: V;
  /** Greatest magnitude at the ends of the step, and of its rate of change at the beginning. */
  readonly size: V;
  readonly speed: V;
}

/**
 * The error that counts as 1: tolerance * min(unit/20 + |dy/dt| * 1, unit + |y|), and never less than rounding.
 *
 * Where a state moves, an error in it is a shift in time, and times are what the answers are made of: spikes, periods, phases. A step may
 * shift it by the tolerance times one unit of time, whatever the zero of the state is (that of a potential is arbitrary). Where it stands
 * still a twentieth of its unit is the measure; and nothing is looser than the usual relative error. Measured against unit + |y| alone
 * the spikes of neurons that linger at their threshold are a hundred to a thousand times worse at as many steps.
 */
export function errorScale<V, B>(o: Operations<V, B>, { relative, absolute, size, speed }: ScaleTerm<V>): V {
  const timed = o.add(o.mul(o.constant(0.05), absolute), o.mul(relative, speed));
  const usual = o.add(absolute, o.mul(relative, size));
  return o.max(o.min(timed, usual), o.mul(o.constant(4 * Number.EPSILON), size));
}

/** One state in the norm of the error. */
export interface ErrorTerm<V> {
  readonly error: V;
  /** Of the coarser estimate, where there is one. */
  readonly coarse?: V;
  /** What counts as 1. */
  readonly scale: V;
}

/**
 * Root mean square of the errors in units of their scales: sqrt(sum e^2/n); with a coarser estimate c beside e
 * sqrt(E^2/((E + C/100) n)), E = sum e^2, C = sum c^2.
 *
 * @see Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I, section II.10 (DOP853)
 */
export function errorNorm<V, B>(o: Operations<V, B>, terms: readonly ErrorTerm<V>[]): V {
  const sum = (parts: readonly V[]) => parts.reduce((total, part) => o.add(total, part));
  const square = (value: V, scale: V) => {
    const ratio = o.div(value, scale);
    return o.mul(ratio, ratio);
  };
  const n = o.constant(terms.length);
  const fine = sum(terms.map(({ error, scale }) => square(error, scale)));
  const coarser = terms.flatMap(({ coarse, scale }) => (coarse === undefined ? [] : [square(coarse, scale)]));
  if (coarser.length === 0) return o.sqrt(o.div(fine, n));
  const damped = o.div(o.mul(fine, fine), o.mul(o.add(fine, o.mul(o.constant(0.01), sum(coarser))), n));
  return o.sqrt(o.select(o.lt(o.constant(0), fine), damped, fine));
}

/** By how much the next step may be longer, within `shrinkMost` and `growMost`, for a method whose estimate falls as h^order. */
export function stepFactor<V, B>(o: Operations<V, B>, error: V, order: number): V {
  const { safety, shrinkMost, growMost } = stepControl;
  const factor = o.div(o.constant(safety), rootOf(o, error, order));
  const bounded = o.min(o.max(factor, o.constant(shrinkMost)), o.constant(growMost));
  // An error that is not finite says nothing but that the step was too long.
  return o.select(o.lt(error, o.constant(Number.POSITIVE_INFINITY)), bounded, o.constant(shrinkMost));
}

/** x^(1/order); by square roots where they do, since this is done in every step. */
function rootOf<V, B>(o: Operations<V, B>, x: V, order: number): V {
  if (order === 2) return o.sqrt(x);
  if (order === 4) return o.sqrt(o.sqrt(x));
  if (order === 8) return o.sqrt(o.sqrt(o.sqrt(x)));
  return definitions.pow.define(o, x, o.constant(1 / order));
}

/**
 * Whether a smooth function that is watched for becoming positive stays below zero within a step, by values u and slopes v (per step) at
 * its ends: the cubic through them lies below its Bezier points, and an extremum counts as a possible crossing if it comes as near as a
 * twentieth of the variation.
 */
export function staysBelow<V, B>(o: Operations<V, B>, u0: V, v0: V, u1: V, v1: V): B {
  const near = o.mul(o.constant(-0.05), o.add(o.abs(v0), o.abs(v1)));
  const third = o.constant(3);
  const inner = o.and(o.le(o.add(u0, o.div(v0, third)), near), o.le(o.sub(u1, o.div(v1, third)), near));
  return o.and(o.and(o.le(u1, o.constant(0)), o.le(u1, near)), inner);
}
