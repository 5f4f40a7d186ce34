/** The periodic firing near which a train of spikes is. */
import type { System } from "../../contract/index.ts";
import { eigenvalues } from "../../numerics/index.ts";
import { fixedPointStep } from "./acceleration.ts";
import type { Train } from "./train.ts";

/** A spike: the states after it, and the time since the one before. */
export interface Passage {
  readonly state: Float64Array;
  readonly interval: number;
}

/** States just after a spike, to which the neuron returns after the period. */
export interface Cycle {
  readonly state: Float64Array;
  readonly period: number;
}

/** A return that is as exact as the integration: so many times its tolerance. */
export const closed = 30;
/** Evaluations in which the return must close. */
const mostReturns = 14;
/** Displacement of the states, in spans, that shows how the next return depends on it: far above the errors of the integration. */
const displacement = 1e-5;

/** Distance, in spans, of a spike of a closed cycle from itself: far above its error, far below what distinguishes the spikes of a burst. */
const returned = 1e-6;

/** Distance of two states, in spans. */
export function gap(a: Float64Array, b: Float64Array, spans: Float64Array): number {
  let most = 0;
  for (let i = 0; i < spans.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!) / spans[i]!);
  return most;
}

/**
 * Closes a pattern of spikes by accelerated iteration of the map from spike to spike, near where plain iteration leads. Undefined if that
 * leads elsewhere, or the cycle does not attract: a neuron that bursts, or is chaotic, passes near unstable ones.
 */
export function closeCycle(
  system: System,
  p: Float64Array,
  probe: Train,
  spans: Float64Array,
  passed: readonly Passage[],
  pattern: number,
  tolerance: number,
): Cycle | undefined {
  const at = (back: number) => passed.at(-1 - back * pattern)!.state;
  const [here, before] = [gap(at(0), at(1), spans), gap(at(1), at(2), spans)];
  const period = passed.slice(-pattern).reduce((sum, { interval }) => sum + interval, 0);
  if (here <= closed * tolerance) return { state: at(0), period };
  const reach = (5 * here) / (1 - Math.min(here / before, 0.9));
  const points = [at(2), at(1)];
  const images = [at(1), at(0)];
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < mostReturns; turn++) {
    const point = fixedPointStep(points, images, spans);
    if (!(gap(point, at(0), spans) <= reach)) return undefined;
    const image = travel(probe, point, pattern, period);
    if (!image) return undefined;
    const miss = gap(image.state, point, spans);
    if (miss <= closed * tolerance || (miss < 1e-7 && miss >= 0.5 * best)) {
      return attracts(system, p, probe, spans, image, pattern) ? image : undefined;
    }
    best = Math.min(best, miss);
    points.push(point);
    images.push(image.state);
  }
  return undefined;
}

/**
 * Spikes of the shortest pattern in a cycle that was closed after `pattern` of them: slow adaptation, which comes nearer to its end by a
 * tenth from spike to spike, looks like a return after two.
 */
export function shortestPattern(probe: Train, spans: Float64Array, cycle: Cycle, pattern: number): number {
  for (let spikes = 1; spikes <= pattern / 2; spikes++) {
    if (pattern % spikes !== 0) continue;
    const image = travel(probe, cycle.state, spikes, cycle.period);
    if (image && gap(image.state, cycle.state, spans) <= returned) return spikes;
  }
  return pattern;
}

/** The state after so many spikes. A start on the threshold may be a rounding below it: that crossing is no spike. */
function travel(probe: Train, from: Float64Array, spikes: number, period: number): Cycle | undefined {
  probe.start(from, true);
  let total = 0;
  for (let k = 0; k < spikes; ) {
    if (probe.next() !== "spike") return undefined;
    total += probe.interval;
    if (total > 1e-9 * period) k++;
  }
  return { state: probe.state.slice(0, from.length), period: total };
}

/** Whether all multipliers of the map over one period lie within the unit circle: by displacing each state but the one that fires. */
function attracts(system: System, p: Float64Array, probe: Train, spans: Float64Array, cycle: Cycle, pattern: number): boolean {
  const n = spans.length;
  const gradient = new Float64Array(n);
  system.jump!.levelGradient(cycle.state, p, gradient);
  const weight = (i: number) => Math.abs(gradient[i]! * spans[i]!);
  const fires = gradient.reduce((most, _, i) => (weight(i) > weight(most) ? i : most), 0);
  const others = Array.from({ length: n }, (_, i) => i).filter((i) => i !== fires);
  const columns = others.map((j) => {
    const displaced = Float64Array.from(cycle.state);
    displaced[j]! += displacement * spans[j]!;
    const image = travel(probe, displaced, pattern, cycle.period);
    return image && others.map((i) => (image.state[i]! - cycle.state[i]!) / (displacement * spans[i]!));
  });
  if (columns.some((column) => column === undefined)) return false;
  const matrix = others.flatMap((_, i) => columns.map((column) => column![i]!));
  return others.length === 0 || eigenvalues(others.length, matrix).every(([re, im]) => re * re + im * im < 1);
}
