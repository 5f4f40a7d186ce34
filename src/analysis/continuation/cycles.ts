/** All branches of limit cycles over a parameter: from Andronov-Hopf points, and from cycles that orbits lead to. */
import type { System } from "../../contract/index.ts";
import type { ClosedOrbit } from "../cycles/closed-orbit.ts";
import { findAttractors } from "../cycles/find.ts";
import type { SolvedOrbit } from "../cycles/solve.ts";
import { type CycleEnd, type CycleEvent, followCycles, type Goals } from "./cycle-branch.ts";
import { CycleCurve, type CyclePoint } from "./cycle-curve.ts";
import type { HopfForm } from "./lyapunov.ts";
import { type Landmark, throughFold } from "./through-fold.ts";

/** An Andronov-Hopf point, in internal units. */
export interface HopfPoint {
  readonly y: Float64Array;
  readonly value: number;
  readonly form: HopfForm;
}

/** One side of a branch: how it ends, and at which Andronov-Hopf point, if it does. */
export interface BranchEnd {
  readonly kind: CycleEnd;
  readonly hopf?: HopfPoint;
}

/** A branch of cycles in order, with its special points and its two ends. */
export interface CycleTrack {
  readonly points: readonly CyclePoint[];
  readonly events: readonly CycleEvent[];
  readonly ends: readonly [BranchEnd, BranchEnd];
}

export interface CycleSearch {
  readonly system: System;
  readonly p: Float64Array;
  readonly parameter: number;
  readonly low: number;
  readonly high: number;
  /** Of the states {n}. */
  readonly sizes: Float64Array;
  readonly hopfs: readonly HopfPoint[];
  /** Special points of the fixed points. */
  readonly landmarks: readonly Landmark[];
  /** Told the share of the work that is done, now and then. */
  readonly progress: (share: number) => void;
  /** Fixed points at a value of the parameter. */
  readonly equilibria: (value: number) => readonly Float64Array[];
}

/** Amplitude of the first cycle at an Andronov-Hopf point, in units of the sizes; smaller ones where another special point is near. */
const firstAmplitude = 5e-4;
const smallerAmplitudes = [firstAmplitude, 1e-4, 2e-5] as const;

/** Extent of an orbit that may be about to shrink to a point: steps are shorter than it by far. */
const nearPoint = 0.1;

/** Values of the parameter at which orbits are followed forwards in search of cycles on no branch yet. */
const seeds = 9;

/** Spikes of an orbit that does not settle, of which more are to be expected. */
const manySpikes = 5;

/** Steps of each such orbit. */
const mostSteps = 4000;

/**
 * Work along one branch from an Andronov-Hopf point and along all of them, then along each side of a branch from a cycle that orbits lead
 * to and along all of those: some five seconds each. The branch of the Hodgkin-Huxley neuron between its two points takes 180 000.
 */
const work = { hopf: { branch: 250_000, all: 400_000 }, cycle: { side: 150_000, all: 400_000 } } as const;

const tolerance = { derivatives: 1e-8, gaps: 1e-10 } as const;

/** All branches that were found, and values of the parameter at which it fires on none of them. */
export interface CycleBranches {
  readonly tracks: readonly CycleTrack[];
  readonly unsettled: readonly number[];
}

export function cycleBranches(search: CycleSearch): CycleBranches {
  const { system, p, parameter, low, high, sizes } = search;
  const curve = new CycleCurve(system, p, parameter, sizes, high - low);
  const tracks: CycleTrack[] = [];
  const parts = search.hopfs.length + seeds;
  for (const [k, hopf] of search.hopfs.entries()) {
    search.progress(k / parts);
    if (curve.work > work.hopf.all) break;
    curve.allow(work.hopf.branch);
    if (tracks.some(({ ends }) => ends.some((end) => end.hopf === hopf))) continue;
    const start = startAtHopf(curve, hopf, sizes);
    if (!start) continue;
    const run = followCycles(curve, start, low, high, goalsOf(search, hopf));
    const last = run.end === "point" ? hopfNear(search, run.points.at(-1) ?? start) : undefined;
    tracks.push({
      points: [start, ...run.points],
      events: run.events.map((event) => ({ ...event, index: event.index + 1 })),
      ends: [
        { kind: "point", hopf },
        { kind: run.end, ...(last ? { hopf: last } : {}) },
      ],
    });
  }
  const end = curve.work + work.cycle.all;
  const unsettled: number[] = [];
  // From above: firing without pause is followed fast and far, bursts are slow.
  for (let k = seeds - 1; k >= 0; k--) {
    const value = low + ((high - low) * (k + 0.5)) / seeds;
    search.progress((parts - 1 - k) / parts);
    p[parameter] = value;
    const found = findAttractors(system, p, { equilibria: search.equilibria(value), steps: mostSteps });
    for (const solved of found.cycles) {
      if (curve.work > end || tracks.some((track) => isOn(track, solved, value))) continue;
      const track = followBoth(search, curve, solved, value);
      if (track) tracks.push(track);
    }
    const isOpen = found.fates.some(({ fate }) => fate.kind === "open" && fate.spikes >= manySpikes);
    const isLost = found.cycles.some((solved) => !tracks.some((track) => isOn(track, solved, value)));
    if (isOpen || (isLost && system.jump !== undefined)) unsettled.unshift(value);
  }
  return { tracks, unsettled };
}

/** The first cycle beside an Andronov-Hopf point: amplitude given, parameter and period found. */
function startAtHopf(curve: CycleCurve, { y, value, form }: HopfPoint, sizes: Float64Array): CyclePoint | undefined {
  const scaled = form.q.re.map((x, i) => x / sizes[i]!);
  const most = scaled.reduce((greatest, x) => Math.max(greatest, Math.abs(x)), 0);
  const node = scaled.map((x) => x / most);
  const direction = { node, period: 0, parameter: 0 };
  for (const amplitude of smallerAmplitudes) {
    const guess: ClosedOrbit = {
      kind: "smooth",
      nodes: [y.map((x, i) => x + amplitude * node[i]! * sizes[i]!)],
      shares: [1],
      period: (2 * Math.PI) / form.omega,
    };
    const row = curve.rowOf(guess, direction);
    const found = curve.correct(guess, value, row, tolerance);
    const point = found && curve.pointAt(found, row, tolerance);
    if (point) return point;
  }
  return undefined;
}

function goalsOf(search: CycleSearch, origin?: HopfPoint): Goals {
  const range = search.high - search.low;
  return { vanishes: vanishing(search, origin), isKnown: (points) => throughFold(points, search.landmarks, range) !== undefined };
}

/** Whether an orbit shrinks to a fixed point and comes out on its other side; not where the branch has begun, before it is away. */
function vanishing({ hopfs, sizes }: CycleSearch, origin?: HopfPoint): (from: CyclePoint, to: CyclePoint) => boolean {
  let isAway = origin === undefined;
  return (from, to) => {
    if (origin && !isAway) {
      isAway = distance(to, origin, sizes) > 10 * firstAmplitude;
      if (!isAway) return false;
    }
    const extent = Math.max(...from.extents.map((one, i) => one / sizes[i]!));
    if (extent > nearPoint) return false;
    return hopfs.some((hopf) => {
      if (Math.min(distance(from, hopf, sizes), distance(to, hopf, sizes)) > nearPoint) return false;
      const [a, b] = [from.orbit.nodes[0]!, to.orbit.nodes[0]!];
      const product = hopf.y.reduce((sum, at, i) => sum + ((a[i]! - at) * (b[i]! - at)) / (sizes[i]! * sizes[i]!), 0);
      return product < 0 || distance(to, hopf, sizes) < firstAmplitude;
    });
  };
}

/** Largest difference of the first node and an Andronov-Hopf point, in units of the sizes; the parameter counts as well. */
function distance({ orbit, value, scales }: CyclePoint, hopf: HopfPoint, sizes: Float64Array): number {
  const states = hopf.y.map((at, i) => Math.abs(orbit.nodes[0]![i]! - at) / sizes[i]!);
  return Math.max(...states, Math.abs(value - hopf.value) / scales.parameter);
}

function hopfNear({ hopfs, sizes }: CycleSearch, point: CyclePoint): HopfPoint | undefined {
  return [...hopfs].sort((a, b) => distance(point, a, sizes) - distance(point, b, sizes))[0];
}

/** Whether a cycle lies on a branch: between two of its points, with a period and an amplitude between theirs. */
function isOn({ points }: CycleTrack, { orbit, scales }: SolvedOrbit, value: number): boolean {
  const within = (x: number, a: number, b: number) => x >= Math.min(a, b) * 0.95 && x <= Math.max(a, b) * 1.05;
  return points.some((a, k) => {
    const b = points[k + 1];
    if (!b || a.orbit.kind !== orbit.kind || (value - a.value) * (value - b.value) > 0) return false;
    return within(orbit.period, a.orbit.period, b.orbit.period) && within(scales.states[0]!, a.extents[0]!, b.extents[0]!);
  });
}

/** The branch through a cycle, followed both ways. */
function followBoth(search: CycleSearch, curve: CycleCurve, { orbit }: SolvedOrbit, value: number): CycleTrack | undefined {
  const { low, high, sizes } = search;
  const along = { node: new Float64Array(sizes.length), period: 0, parameter: 1 };
  curve.allow(work.cycle.side);
  const start = curve.pointAt({ orbit, value }, curve.rowOf(orbit, along), tolerance);
  if (!start) return undefined;
  const forwards = followCycles(curve, start, low, high, goalsOf(search));
  const isClosed = forwards.end === "closed";
  curve.allow(work.cycle.side);
  const back = isClosed
    ? { points: [], events: [], end: forwards.end }
    : followCycles(curve, { ...start, tangent: start.tangent.map((x) => -x) }, low, high, goalsOf(search));
  const shift = back.points.length;
  const endOf = (kind: CycleEnd, last: CyclePoint): BranchEnd => {
    const hopf = kind === "point" ? hopfNear(search, last) : undefined;
    return { kind, ...(hopf ? { hopf } : {}) };
  };
  return {
    points: [...back.points.toReversed(), start, ...forwards.points],
    events: [
      ...back.events.map((event) => ({ ...event, index: shift - 1 - event.index })),
      ...forwards.events.map((event) => ({ ...event, index: shift + 1 + event.index })),
    ],
    ends: [endOf(back.end, back.points.at(-1) ?? start), endOf(forwards.end, forwards.points.at(-1) ?? start)],
  };
}
