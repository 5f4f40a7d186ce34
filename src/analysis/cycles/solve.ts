/** Newton's method for closed orbits, and their Floquet multipliers. */
import type { Complex, System } from "../../contract/index.ts";
import { eigenvalues } from "../../numerics/index.ts";
import { Flight } from "../flow/flight.ts";
import { type ClosedOrbit, evaluatePieces, moved, newtonStep, type Pieces, type Scales } from "./closed-orbit.ts";

/** A closed orbit to rounding, with the derivatives of its pieces. */
export interface SolvedOrbit {
  readonly orbit: ClosedOrbit;
  readonly pieces: Pieces;
  readonly scales: Scales;
  /** Where state 0 is greatest, if that is not at the first node. */
  readonly peak?: Float64Array;
}

/**
 * How exact the integration is: while Newton's method approaches; of the gaps that are closed in the end, which decide the orbit and its
 * period (to some 1e-12); and of the derivatives that the multipliers are from (100 times as much, see `Stepper`).
 */
export const tolerances = { approach: 1e-6, gaps: 1e-12, multipliers: 1e-11 } as const;

/** Newton steps; from a start within the basin five suffice. */
const mostIterations = 14;

/** Steps beyond this share of the extents are cut; Newton's method is not trusted that far. */
export const longest = 0.3;

/** A step, in units of the extents, after which the derivatives are good enough to be kept. */
const near = 1e-4;

/** The last step; each is some 1e-4 of the one before, so the orbit is better by far. */
const converged = 1e-9;

/** A growth of perturbations at which a piece ends and the next begins: so many times nearer a guess must be. Bursts need it small. */
const mostGrowth = 30;

/**
 * Newton's method at fixed parameters: first with coarse integration, then closing exact gaps with the last derivatives of the approach.
 * Undefined where it leads nowhere, or to a fixed point.
 */
export function solveOrbit(system: System, p: Float64Array, guess: ClosedOrbit): SolvedOrbit | undefined {
  let orbit = guess;
  let known: Pieces | undefined;
  let scales: Scales | undefined;
  let size = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const isFine: boolean = size < near;
    const pieces = evaluatePieces(system, p, orbit, { tolerance: isFine ? tolerances.gaps : tolerances.approach, derivatives: !isFine });
    if (!pieces) return undefined;
    known = isFine && known ? { ...known, gaps: pieces.gaps, times: pieces.times } : pieces;
    scales ??= { states: pieces.extents, period: guess.period, parameter: 1 };
    const step = newtonStep(orbit, known, scales);
    if (!step) return undefined;
    size = largest(step);
    if (!Number.isFinite(size) || (iteration >= 6 && size > longest)) return undefined;
    if (size > longest) for (let i = 0; i < step.length; i++) step[i]! *= longest / size;
    orbit = moved(orbit, step, scales, pieces.times);
    if (!(orbit.period > 0.05 * guess.period) || orbit.period > 20 * guess.period) return undefined;
    if (isFine && size < converged) return finish(system, p, orbit, scales);
  }
  return undefined;
}

/** The last look at an orbit: its derivatives, its exact period, and whether it is more than a fixed point. */
export function finish(system: System, p: Float64Array, found: ClosedOrbit, before: Scales): SolvedOrbit | undefined {
  const pieces = evaluatePieces(system, p, found, { tolerance: tolerances.multipliers, derivatives: true });
  if (!pieces) return undefined;
  const orbit = found.kind === "smooth" ? found : timed(system, p, found);
  if (!orbit) return undefined;
  const scales = { ...before, states: pieces.extents, period: orbit.period };
  const isPoint = orbit.kind === "smooth" && scales.states.every((extent, i) => extent <= 1e-4 * before.states[i]!);
  return isPoint ? undefined : { orbit, pieces, scales };
}

/** The period of a spiking orbit is what its pieces take. */
function timed(system: System, p: Float64Array, orbit: ClosedOrbit): ClosedOrbit | undefined {
  const pieces = evaluatePieces(system, p, orbit, { tolerance: tolerances.gaps, derivatives: false });
  return pieces && { ...orbit, period: pieces.times.reduce((sum, time) => sum + time, 0) };
}

/** Whether two solutions are the same orbit: like periods, and the same landings or, where nothing is reset, like extents. */
export function isSame(a: SolvedOrbit, b: SolvedOrbit): boolean {
  const alike = (x: number, y: number) => Math.abs(x - y) <= 1e-5 * Math.max(Math.abs(x), Math.abs(y));
  if (a.orbit.kind !== b.orbit.kind || !alike(a.orbit.period, b.orbit.period)) return false;
  if (a.orbit.kind !== "spiking") return a.scales.states.every((x, i) => Math.abs(x - b.scales.states[i]!) <= 1e-2 * x);
  // Extents of a state that hardly moves say nothing: they are as rough as the first turn was.
  const areNear = (p: Float64Array, q: Float64Array) => p.every((x, i) => Math.abs(x - q[i]!) <= 1e-5 * (1 + Math.abs(x)));
  return a.orbit.nodes.length === b.orbit.nodes.length && a.orbit.nodes.every((p) => b.orbit.nodes.some((q) => areNear(p, q)));
}

/** Stable orbits attract what is near; unstable ones repel something. */
export function isStable(solved: SolvedOrbit): boolean {
  return multipliersOf(solved).every(([re, im]) => re * re + im * im < 1);
}

/** Largest magnitude; NaN if any value is not a number. */
export function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) {
    if (!(Math.abs(value) <= most)) most = Math.abs(value);
  }
  return most;
}

/**
 * Floquet multipliers without the trivial 1 {n - 1}, largest first.
 *
 * Smooth: eigenvalues of Q' M Q, M the monodromy matrix in units of the scales, Q an orthonormal basis across the orbit: M f = f, so that
 * nothing needs to be told from 1 (at a fold two would be 1). Spiking: those of the map from spike to spike, without the zero that
 * belongs to the direction along the orbit. Of planar orbits: products of determinants, good also where they are tiny.
 */
export function multipliersOf({ orbit, pieces, scales }: SolvedOrbit): Complex[] {
  const n = scales.states.length;
  if (n === 1) return [];
  if (n === 2 && orbit.kind === "smooth") {
    return [[pieces.transitions.reduce((product, [a, b, c, d]) => product * (a! * d! - b! * c!), 1), 0]];
  }
  let product = new Float64Array(n * n);
  for (let i = 0; i < n; i++) product[i * n + i] = 1;
  for (const transition of pieces.transitions) product = times(n, scaled(n, transition, scales.states), product);
  const bySize = (found: Complex[]) => found.sort(([a, ai], [b, bi]) => b * b + bi * bi - a * a - ai * ai);
  if (orbit.kind === "spiking") return bySize(eigenvalues(n, product)).slice(0, n - 1);
  const basis = across(pieces.slope.map((value, i) => value / scales.states[i]!));
  const reduced = new Float64Array((n - 1) * (n - 1));
  basis.forEach((left, a) => {
    basis.forEach((right, b) => {
      let sum = 0;
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum += left[i]! * product[i * n + j]! * right[j]!;
      reduced[a * (n - 1) + b] = sum;
    });
  });
  return bySize(eigenvalues(n - 1, reduced));
}

function scaled(n: number, matrix: Float64Array, units: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(matrix, (value, k) => (value * units[k % n]!) / units[Math.floor(k / n)]!);
}

function times(n: number, a: Float64Array, b: Float64Array): Float64Array<ArrayBuffer> {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) out[i * n + j]! += a[i * n + k]! * b[k * n + j]!;
  }
  return out;
}

/** An orthonormal basis of what is orthogonal to a vector: the other columns of the Householder reflection that maps it to an axis. */
function across(vector: Float64Array): Float64Array[] {
  const n = vector.length;
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  const u = Float64Array.from(vector, (value) => value / length);
  u[0]! += u[0]! >= 0 ? 1 : -1;
  const square = u.reduce((sum, value) => sum + value * value, 0);
  return Array.from({ length: n - 1 }, (_, k) => {
    const column = Float64Array.from(u, (value) => (-2 * value * u[k + 1]!) / square);
    column[k + 1]! += 1;
    return column;
  });
}

/** Cuts a smooth closed orbit into pieces within which perturbations, in `units` of the states, do not grow beyond reason. */
export function cut(
  system: System,
  p: Float64Array,
  start: Float64Array,
  period: number,
  tolerance: number = tolerances.approach,
  units: Float64Array = start.map((value) => 1 + Math.abs(value)),
): ClosedOrbit | undefined {
  const n = system.states.length;
  const flight = new Flight(system, p, { tolerance, variation: { states: true } });
  flight.start(start);
  const [nodes, shares] = [[Float64Array.from(start)], [] as number[]];
  let before = 0;
  for (let step = 0; step < 6000; step++) {
    const total = before + flight.time;
    if (period - total <= 1e-12 * period) {
      shares.push(1 - shares.reduce((sum, share) => sum + share, 0));
      return { kind: "smooth", nodes, shares, period };
    }
    const leg = flight.advance(period - total);
    if (leg === "stuck" || (leg === "spike" && system.jump?.resets)) return undefined;
    // A node on a condition of the equations could fall to either side.
    if (leg === "switch" || growth(flight.y, n, units) < mostGrowth || nodes.length >= 40) continue;
    const now = before + flight.time;
    if (period - now <= 1e-9 * period) continue;
    shares.push(flight.time / period);
    before = now;
    nodes.push(Float64Array.from(flight.y.subarray(0, n)));
    flight.start(nodes.at(-1)!);
  }
  return undefined;
}

function growth(y: Float64Array, n: number, units: Float64Array): number {
  let most = 0;
  for (let c = 0; c < n; c++) for (let i = 0; i < n; i++) most = Math.max(most, (Math.abs(y[(1 + c) * n + i]!) * units[c]!) / units[i]!);
  return most;
}
