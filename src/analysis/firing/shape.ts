/** The shape of a spike, measured on the orbit of steady firing. */
import type { SpikeShape } from "../../contract/index.ts";
import { Flight } from "../flow/flight.ts";
import type { FiringNeuron } from "./neuron.ts";
import type { Rest } from "./onset.ts";
import { refractoriness } from "./refractoriness.ts";
import type { Steady } from "./steady.ts";

/** Places within a step at which the orbit is read; the interpolant is of order 7. */
const places = 16;
/** The threshold is where the upstroke reaches this part of its greatest rate. */
const upstroke = 0.05;

interface Trace {
  readonly times: number[];
  readonly values: number[];
  readonly slopes: number[];
}

/**
 * Measures a neuron whose spike is in its equations, at the point of the curve nearest to twice the smallest firing input. Where the spike
 * is a reset, its height and width are the modeller's choice: only the refractory time is told.
 *
 *   threshold    potential at which the upstroke has reached 5 % of its greatest rate of change
 *   amplitude    from there to the peak
 *   half-width   time spent above threshold + amplitude/2
 *   AHP          from the threshold down to the lowest potential before the next threshold
 */
export function spikeShape(
  neuron: FiringNeuron,
  rest: Rest | undefined,
  samples: readonly { readonly input: number; readonly steady: Steady }[],
): SpikeShape | null {
  const { system } = neuron;
  const { jump } = system;
  const firing = samples.filter(({ steady }) => steady.kind === "tonic");
  if (!jump || firing.length === 0) return null;
  const least = firing[0]!.input;
  const wanted = least + 0.5 * Math.abs(least - samples[0]!.input);
  const chosen = firing.reduce((best, one) => (Math.abs(one.input - wanted) < Math.abs(best.input - wanted) ? one : best));
  const p = neuron.at(chosen.input);
  if (jump.resets) return { amplitude: null, halfWidth: null, afterHyperpolarisation: null, refractoriness: jump.refractory(p) };
  const state = watchedState(neuron, chosen.steady.state);
  const trace = record(neuron, p, chosen.steady.state, 1 / chosen.steady.rate, state);
  const { factor } = system.states[state]!;
  return { ...measure(trace, factor), refractoriness: rest ? refractoriness(neuron, rest, state) : null };
}

/** The state that the spike condition depends on most. */
function watchedState({ system, p }: FiringNeuron, y: Float64Array): number {
  const gradient = new Float64Array(system.states.length);
  system.jump!.levelGradient(y, p, gradient);
  return gradient.reduce((best, value, i) => (Math.abs(value) > Math.abs(gradient[best]!) ? i : best), 0);
}

/** One and a half periods from a spike on, so that one whole spike with what follows lies within. */
function record(neuron: FiringNeuron, p: Float64Array, from: Float64Array, period: number, state: number): Trace {
  const trace: Trace = { times: [], values: [], slopes: [] };
  const n = neuron.system.states.length;
  const [at, slope] = [new Float64Array(n), new Float64Array(n)];
  const visit = (length: number) => {
    for (let k = 0; k < places; k++) {
      flight.stepper.dense(k / places, at);
      neuron.system.rhs(at, p, slope);
      trace.times.push(flight.time + (k / places) * length);
      trace.values.push(at[state]!);
      trace.slopes.push(slope[state]!);
    }
  };
  const flight = new Flight(neuron.system, p, { tolerance: 1e-10, visit });
  flight.start(from, true);
  while (flight.time < 2.5 * period) if (flight.advance(2.5 * period - flight.time) === "stuck") break;
  return trace;
}

/** Index of the greatest of the values in [from, to). */
function greatest(values: readonly number[], from: number, to: number): number {
  let best = from;
  for (let k = from; k < to; k++) if (values[k]! > values[best]!) best = k;
  return best;
}

/** Amplitude, width and AHP of the second spike of a trace, in units of `factor`. */
function measure({ times, values, slopes }: Trace, factor: number): Omit<SpikeShape, "refractoriness"> {
  const period = times.at(-1)! / 2.5;
  const indexAt = (time: number) => times.findIndex((one) => one >= time);
  const [half, threeHalves, end] = [indexAt(0.5 * period), indexAt(1.5 * period), times.length];
  const peak = greatest(values, half, threeHalves);
  const steepest = greatest(slopes, half, peak + 1);
  let foot = steepest;
  while (foot > half && slopes[foot]! > upstroke * slopes[steepest]!) foot--;
  const threshold = between(slopes, values, foot, upstroke * slopes[steepest]!);
  const top = vertex(times, values, peak);
  const amplitude = top - threshold;
  const middle = threshold + 0.5 * amplitude;
  let [rise, fall] = [peak, peak];
  while (rise > foot && values[rise]! > middle) rise--;
  while (fall < end - 1 && values[fall]! > middle) fall++;
  const lowest = greatest(
    values.map((value) => -value),
    peak,
    Math.min(end, indexAt(times[peak]! + 0.98 * period) + 1 || end),
  );
  const trough = -vertex(
    times,
    values.map((value) => -value),
    lowest,
  );
  return {
    amplitude: amplitude / factor,
    halfWidth: between(values, times, fall - 1, middle) - between(values, times, rise, middle),
    afterHyperpolarisation: (threshold - trough) / factor,
  };
}

/** What `of` is where `by` passes a value between numbers k and k + 1, on a line. */
function between(by: readonly number[], of: readonly number[], k: number, value: number): number {
  const part = (value - by[k]!) / (by[k + 1]! - by[k]!);
  return of[k]! + part * (of[k + 1]! - of[k]!);
}

/** Height of the parabola through a greatest value and its neighbours. */
function vertex(times: readonly number[], values: readonly number[], k: number): number {
  if (k <= 0 || k >= values.length - 1) return values[k]!;
  const [a, b] = [times[k - 1]! - times[k]!, times[k + 1]! - times[k]!];
  const [u, v] = [values[k - 1]! - values[k]!, values[k + 1]! - values[k]!];
  const curvature = (u / a - v / b) / (a - b);
  const slope = u / a - curvature * a;
  return curvature < 0 ? values[k]! - (slope * slope) / (4 * curvature) : values[k]!;
}
