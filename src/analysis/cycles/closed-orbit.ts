/** Closed orbits as unknowns of equations: multiple shooting, smooth or from spike to spike. */
import type { System } from "../../contract/index.ts";
import { decompose, solveDecomposed } from "../../numerics/index.ts";
import { Flight } from "../flow/flight.ts";
import type { Stepper } from "../flow/stepper.ts";

/**
 * A closed orbit, cut into pieces.
 *
 * `smooth`: piece j begins at node j and takes the share `shares[j]` of the period. `spiking`: each piece begins just after a spike and
 * ends just after the next; the period is the sum of their times.
 */
export interface ClosedOrbit {
  readonly kind: "smooth" | "spiking";
  readonly nodes: readonly Float64Array[];
  readonly shares: readonly number[];
  readonly period: number;
}

/** What a step in each unknown is measured by: the extent of each state along the orbit; time and parameter. */
export interface Scales {
  readonly states: Float64Array;
  readonly period: number;
  readonly parameter: number;
}

/** The pieces of a closed orbit with their derivatives. */
export interface Pieces {
  /** End of piece j minus node j + 1  {m}{n}. */
  readonly gaps: readonly Float64Array[];
  /** d(end)/d(node), by equal time or, if spiking, from spike to spike  {m}{n, n}. */
  readonly transitions: readonly Float64Array[];
  /** d(end)/d(period), d(end)/d(parameter)  {m}{n}. */
  readonly byPeriod: readonly Float64Array[];
  readonly byParameter: readonly Float64Array[];
  readonly times: readonly number[];
  /** Rates at the first node. */
  readonly slope: Float64Array;
  /** What each state goes through: greatest value minus least, and never less than a trace of its size. */
  readonly extents: Float64Array;
  /** Steps of the integration. */
  readonly steps: number;
  /** How often a shorter orbit is run through: 1 for an orbit that does not close before its period is over. */
  readonly repeats: number;
}

/** What is computed beside the gaps. */
export interface Demand {
  readonly tolerance: number;
  /** Derivatives by the nodes, and then by a parameter. Without them `transitions` and the others are of zeros. */
  readonly derivatives: boolean;
  readonly parameter?: number;
}

/** Steps of one orbit before it is given up: a burst of three spikes takes 4000 at the finest tolerance. */
export const mostSteps = 20_000;

/** A spike that does not come within this many periods does not come. */
const patience = 20;

/** Integrates all pieces; undefined where a spike comes or stays away against expectation, or the orbit diverges. */
export function evaluatePieces(
  system: System,
  p: Float64Array,
  orbit: ClosedOrbit,
  { tolerance, derivatives, parameter }: Demand,
): Pieces | undefined {
  const n = system.states.length;
  const { nodes, kind } = orbit;
  const extremes = new Extremes(n);
  const course = new Course(nodes[0]!);
  let before = 0;
  const flight: Flight = new Flight(system, p, {
    tolerance,
    visit: (length) => {
      extremes.see(flight.stepper.next);
      if (kind === "smooth" && derivatives) course.see(flight.stepper, (before + flight.time) / orbit.period, length / orbit.period);
    },
    ...(derivatives ? { variation: { states: true, ...(parameter === undefined ? {} : { parameter }) } } : {}),
  });
  const pieces = { gaps: [], transitions: [], byPeriod: [], byParameter: [], times: [] } as Record<
    "gaps" | "transitions" | "byPeriod" | "byParameter",
    Float64Array[]
  > & { times: number[] };
  const slope = new Float64Array(n);
  const steps: Steps = { left: mostSteps };
  for (const [j, node] of nodes.entries()) {
    flight.start(node, kind === "spiking");
    extremes.see(node);
    if (j === 0) slope.set(flight.stepper.slope.subarray(0, n));
    const share = orbit.shares[j] ?? 0;
    const isThere =
      kind === "smooth" ? flySmoothly(flight, system, share * orbit.period, steps) : flyToSpike(flight, patience * orbit.period, steps);
    if (!isThere) return undefined;
    const { y, stepper, shift } = flight;
    const next = nodes[(j + 1) % nodes.length]!;
    const transition = new Float64Array(n * n);
    const [gap, byPeriod, byParameter] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
    for (let i = 0; i < n; i++) {
      // From spike to spike the moment of the spike moves as well.
      const drift = kind === "spiking" ? stepper.slope[i]! : 0;
      gap[i] = y[i]! - next[i]!;
      if (derivatives) for (let c = 0; c < n; c++) transition[i * n + c] = y[(1 + c) * n + i]! + drift * shift[c]!;
      byPeriod[i] = kind === "smooth" ? share * stepper.slope[i]! : 0;
      byParameter[i] = parameter === undefined ? 0 : y[(1 + n) * n + i]! + drift * shift[n]!;
      if (!Number.isFinite(gap[i]!)) return undefined;
    }
    pieces.gaps.push(gap);
    pieces.transitions.push(transition);
    pieces.byPeriod.push(byPeriod);
    pieces.byParameter.push(byParameter);
    pieces.times.push(flight.time);
    before += flight.time;
  }
  const extents = extremes.extents();
  return { ...pieces, slope, extents, steps: mostSteps - steps.left, repeats: course.repeats(nodes, extents) };
}

/** Places within each step at which extremes are looked for, where they are to be drawn. */
const looks = 6;

/** Least and greatest values of the states along a closed orbit, and its spikes. */
export function rangeOf(system: System, p: Float64Array, orbit: ClosedOrbit): { low: Float64Array; high: Float64Array; spikes: number } {
  const n = system.states.length;
  const extremes = new Extremes(n);
  const sampled = new Float64Array(n);
  let spikes = 0;
  const steps: Steps = { left: mostSteps };
  const flight: Flight = new Flight(system, p, {
    tolerance: 1e-7,
    visit: () => {
      for (let k = 1; k < looks; k++) {
        flight.stepper.dense(k / looks, sampled);
        extremes.see(sampled);
      }
      extremes.see(flight.stepper.next);
    },
  });
  for (const [j, node] of orbit.nodes.entries()) {
    flight.start(node, orbit.kind === "spiking");
    extremes.see(node);
    if (orbit.kind === "smooth") flySmoothly(flight, system, orbit.shares[j]! * orbit.period, steps);
    else flyToSpike(flight, patience * orbit.period, steps);
    extremes.see(flight.y);
    spikes += flight.spikes;
  }
  return { low: extremes.low, high: extremes.high, spikes };
}

/** Least and greatest values of the states that are seen. */
class Extremes {
  readonly low: Float64Array;
  readonly high: Float64Array;

  constructor(n: number) {
    this.low = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    this.high = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
  }

  see(y: Float64Array): void {
    for (let i = 0; i < this.low.length; i++) {
      this.low[i] = Math.min(this.low[i]!, y[i]!);
      this.high[i] = Math.max(this.high[i]!, y[i]!);
    }
  }

  extents(): Float64Array {
    return this.low.map((low, i) => Math.max(this.high[i]! - low, 1e-6 * Math.max(Math.abs(low), Math.abs(this.high[i]!)), 1e-9));
  }
}

/** A shorter orbit is looked for that is run through at most so often; and how near it comes to its start, in units of the extents. */
const [mostRepeats, same] = [16, 1e-3] as const;

/** The states of an orbit at a half, a third, ... of its period, to see whether it is a shorter one. */
class Course {
  private readonly states = new Map<number, Float64Array>();
  private readonly start: Float64Array;

  constructor(start: Float64Array) {
    this.start = start;
  }

  /** A step from a share of the period over another. */
  see(stepper: Stepper, from: number, over: number): void {
    for (let k = 2; k <= mostRepeats; k++) {
      const theta = (1 / k - from) / over;
      if (!(theta > 0 && theta <= 1)) continue;
      const at = new Float64Array(this.start.length);
      stepper.dense(theta, at);
      this.states.set(k, at);
    }
  }

  /** How often the orbit comes to where it began; of spiking ones their nodes tell. */
  repeats(nodes: readonly Float64Array[], extents: Float64Array): number {
    const isStart = (at: Float64Array | undefined) => at?.every((x, i) => Math.abs(x - this.start[i]!) <= same * extents[i]!);
    for (let k = mostRepeats; k > 1; k--) {
      const spiking = this.states.size === 0 && nodes.length % k === 0 ? nodes[nodes.length / k] : undefined;
      if (isStart(this.states.get(k) ?? spiking)) return k;
    }
    return 1;
  }
}

/** Steps that may still be taken. */
interface Steps {
  left: number;
}

function flySmoothly(flight: Flight, system: System, duration: number, steps: Steps): boolean {
  for (; steps.left > 0; steps.left--) {
    const left = duration - flight.time;
    if (left <= 1e-15 * duration) return true;
    const leg = flight.advance(left);
    if (leg === "stuck" || (leg === "spike" && system.jump?.resets)) return false;
  }
  return false;
}

function flyToSpike(flight: Flight, most: number, steps: Steps): boolean {
  for (; steps.left > 0 && flight.time < most; steps.left--) {
    const leg = flight.advance(most - flight.time);
    if (leg === "spike") return true;
    if (leg === "stuck") return false;
  }
  return false;
}

/** One more equation, for the step of all unknowns in units of their scales: row . step = value. The row: nodes, period, parameter. */
export interface Constraint {
  readonly row: Float64Array;
  readonly value: number;
}

/**
 * Newton's step for the unknowns nodes {m, n}, period (smooth) and parameter (with a constraint), in units of their scales.
 *
 * Smooth orbits are pinned by a phase condition: the first node stays in the plane across the orbit.
 * The layout is always nodes, period, parameter; a step that is no unknown is 0. Undefined where the matrix is singular.
 */
export function newtonStep(orbit: ClosedOrbit, pieces: Pieces, scales: Scales, constraint?: Constraint): Float64Array | undefined {
  const { nodes, kind } = orbit;
  const [m, n] = [nodes.length, nodes[0]!.length];
  const inner = m * n;
  const isSmooth = kind === "smooth";
  const size = inner + (isSmooth ? 1 : 0) + (constraint ? 1 : 0);
  const parameterColumn = inner + (isSmooth ? 1 : 0);
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let j = 0; j < m; j++) {
    for (let i = 0; i < n; i++) {
      const row = (j * n + i) * size;
      const unit = scales.states[i]!;
      for (let c = 0; c < n; c++) matrix[row + j * n + c]! += (pieces.transitions[j]![i * n + c]! * scales.states[c]!) / unit;
      matrix[row + ((j + 1) % m) * n + i]! -= 1;
      if (isSmooth) matrix[row + inner] = (pieces.byPeriod[j]![i]! * scales.period) / unit;
      if (constraint) matrix[row + parameterColumn] = (pieces.byParameter[j]![i]! * scales.parameter) / unit;
      right[j * n + i] = -pieces.gaps[j]![i]! / unit;
    }
  }
  if (isSmooth) for (let i = 0; i < n; i++) matrix[inner * size + i] = (pieces.slope[i]! / scales.states[i]!) * scales.period;
  if (constraint) {
    const row = (size - 1) * size;
    for (let i = 0; i < inner; i++) matrix[row + i] = constraint.row[i]!;
    if (isSmooth) matrix[row + inner] = constraint.row[inner]!;
    matrix[row + parameterColumn] = constraint.row[inner + 1]!;
    right[size - 1] = constraint.value;
  }
  const pivots = new Int32Array(size);
  if (!decompose(size, matrix, pivots)) return undefined;
  solveDecomposed(size, matrix, pivots, right);
  const step = new Float64Array(inner + 2);
  step.set(right.subarray(0, inner));
  if (isSmooth) step[inner] = right[inner]!;
  if (constraint) step[inner + 1] = right[parameterColumn]!;
  return step;
}

/** The orbit moved by a step in units of the scales. */
export function moved(orbit: ClosedOrbit, step: Float64Array, scales: Scales, times?: readonly number[]): ClosedOrbit {
  const n = orbit.nodes[0]!.length;
  const nodes = orbit.nodes.map((node, j) => node.map((value, i) => value + step[j * n + i]! * scales.states[i]!));
  const spiking = times?.reduce((sum, time) => sum + time, 0) ?? orbit.period;
  return { ...orbit, nodes, period: orbit.kind === "smooth" ? orbit.period + step[orbit.nodes.length * n]! * scales.period : spiking };
}
