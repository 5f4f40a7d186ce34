/** Orbits of a system for people to look at: from a start, forwards or backwards, through spikes and resets. */
import type { Orbit, System } from "../contract/index.ts";
import { Flight, type FlightOptions } from "./flow/flight.ts";

export interface OrbitOptions {
  /** Longest time [ms]. */
  readonly duration: number;
  readonly backwards?: boolean;
  /** See `errorScale`. Default 1e-9. */
  readonly tolerance?: number;
  /** Where it counts as gone: bounds of each state, in internal units. Default: 1e5 from the start. */
  readonly bounds?: readonly (readonly [number, number])[];
  /** Greatest number of steps. Default 100 000. */
  readonly steps?: number;
  /** Begins as if it had just fired. */
  readonly afterSpike?: boolean;
  /** Ends at this spike, with `time`. */
  readonly spikes?: number;
  /** Points drawn within each step; the interpolant is of order 7. Default 6. */
  readonly points?: number;
}

/** A state that would need a thousand million units of time to change by its own size has come to rest. */
const restRate = 1e-9;

/**
 * The orbit from `start` (internal units, as all arguments) with the parameters `p`, in the user's units.
 *
 * Ends at `duration`; at `rest`, where every rate is below 1e-9 of (1 + |state|) per unit of time; or as an `escape`: out of the bounds,
 * into a singularity, backwards into the region where the neuron would have fired, or after the greatest number of steps.
 */
export function traceOrbit(system: System, p: Float64Array, start: ArrayLike<number>, options: OrbitOptions): Orbit {
  const { duration, backwards = false, steps = 100_000, points = 6 } = options;
  const n = system.states.length;
  const track = new Track(system);
  const bounds = options.bounds ?? Array.from({ length: n }, (_, i) => [start[i]! - 1e5, start[i]! + 1e5] as const);
  const sampled = new Float64Array(n);
  const visit = (length: number) => {
    for (let k = 1; k < points; k++) {
      flight.stepper.dense(k / points, sampled);
      track.add(flight.time + (length * k) / points, sampled);
    }
    track.add(flight.time + length, flight.stepper.next);
  };
  const given: FlightOptions = { backwards, visit, ...(options.tolerance === undefined ? {} : { tolerance: options.tolerance }) };
  const flight = new Flight(system, p, given);
  flight.start(start, options.afterSpike);
  track.add(0, flight.y);
  let end: Orbit["end"] = "escape";
  for (let step = 0; step < steps; step++) {
    if (isAtRest(flight, n)) {
      end = "rest";
      break;
    }
    if (flight.time >= duration) {
      end = "time";
      break;
    }
    const leg = flight.advance(duration - flight.time);
    if (leg === "stuck" || leg === "wall") break;
    if (leg === "spike") track.spike(flight.time, system.jump?.resets ? flight.y : undefined);
    if (flight.spikes === options.spikes) {
      end = "time";
      break;
    }
    if (bounds.some(([low, high], i) => !(flight.y[i]! >= low && flight.y[i]! <= high))) break;
  }
  return { ...track.take(), backwards, end };
}

/** Whether nothing moves; refractory neurons, whose held states stand still, are not at rest. */
function isAtRest(flight: Flight, n: number): boolean {
  if (flight.isRefractory) return false;
  const { y, slope } = flight.stepper;
  for (let i = 0; i < n; i++) if (!(Math.abs(slope[i]!) <= restRate * (1 + Math.abs(y[i]!)))) return false;
  return true;
}

/** Points as they come, in the user's units. */
class Track {
  private readonly times: number[] = [];
  private readonly values: number[][];
  private readonly spikes: number[] = [];
  private readonly factors: readonly number[];

  constructor(system: System) {
    this.factors = system.states.map(({ factor }) => factor);
    this.values = this.factors.map(() => []);
  }

  add(time: number, y: Float64Array): void {
    this.times.push(time);
    for (let i = 0; i < this.values.length; i++) this.values[i]!.push(y[i]! / this.factors[i]!);
  }

  /** A spike; with a reset a gap, then the state after it. */
  spike(time: number, after: Float64Array | undefined): void {
    this.spikes.push(time);
    if (!after) return;
    this.times.push(Number.NaN);
    for (const column of this.values) column.push(Number.NaN);
    this.add(time, after);
  }

  take(): Pick<Orbit, "times" | "states" | "spikes"> {
    return { times: Float64Array.from(this.times), states: this.values.map((column) => Float64Array.from(column)), spikes: this.spikes };
  }
}
