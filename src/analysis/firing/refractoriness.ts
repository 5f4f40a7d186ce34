/** How soon after a spike a second one can be had. */
import { findRoot } from "../../numerics/index.ts";
import { Flight, type Leg } from "../flow/flight.ts";
import type { FiringNeuron } from "./neuron.ts";
import type { Rest } from "./onset.ts";

/** The second kick is so many times the first, which is so many times what just makes a spike. */
const kicks = { first: 1.5, second: 2 } as const;
/** The first kick is looked for up to this many sizes of the state, and narrowed down in so many halvings; sections for the second one. */
const search = { most: 4, halvings: 30, sections: 32 } as const;
/** A second response is a spike if it rises to this part of the height of the first, by this part of it beyond the kick itself. */
const spike = { height: 0.5, rise: 0.1 } as const;
/** Steps of the integration in which a response shows. */
const mostSteps = 3000;
/** Inverse of the golden ratio: sections of an interval with one minimum. */
const golden = 0.6180339887498949;

/** The greatest potential of a response, and when. */
interface Peak {
  readonly time: number;
  readonly value: number;
}

/**
 * Shortest time from peak to peak of two spikes [unit of time]: the first by a kick of the potential 1.5 times what just suffices from rest,
 * the second by a kick twice as large, whenever that is soonest (earlier it is refused, or answered late). null where no kick makes a
 * spike, or where spikes are graded and a second is never refused.
 *
 * @param state  number of the state that is kicked
 */
export function refractoriness(neuron: FiringNeuron, rest: Rest, state: number): number | null {
  const kicked = new Kicked(neuron, rest, state);
  const least = kicked.least();
  const first = least === null ? undefined : kicked.first(kicks.first * least);
  if (least === null || !first) return null;
  const interval = (delay: number) =>
    kicked.interval(kicks.first * least, kicks.second * kicks.first * least, first, delay) ?? Number.POSITIVE_INFINITY;
  let [refused, granted] = [1e-3 * first.time, first.time];
  if (interval(refused) < Number.POSITIVE_INFINITY) return null;
  while (interval(granted) === Number.POSITIVE_INFINITY) {
    refused = granted;
    granted *= 1.5;
    if (granted > 1e4 * first.time) return null;
  }
  return leastBetween(interval, refused, Math.max(2 * granted, interval(granted)));
}

/** The least value of a function with one minimum, by golden sections. */
function leastBetween(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  let [c, d] = [b - golden * (b - a), a + golden * (b - a)];
  let [fc, fd] = [f(c), f(d)];
  for (let k = 0; k < search.sections; k++) {
    // Where both are refused the minimum is later.
    if (fc <= fd && fc < Number.POSITIVE_INFINITY) {
      [b, d, fd] = [d, c, fc];
      c = b - golden * (b - a);
      fc = f(c);
    } else {
      [a, c, fc] = [c, d, fd];
      d = a + golden * (b - a);
      fd = f(d);
    }
  }
  return Math.min(fc, fd);
}

/** A flight with the maxima of the potential that it has passed. */
interface Watched {
  readonly flight: Flight;
  readonly peaks: readonly Peak[];
}

class Kicked {
  readonly #neuron: FiringNeuron;
  readonly #rest: Rest;
  readonly #state: number;
  readonly #p: Float64Array;

  constructor(neuron: FiringNeuron, rest: Rest, state: number) {
    this.#neuron = neuron;
    this.#rest = rest;
    this.#state = state;
    this.#p = Float64Array.from(neuron.at(rest.input));
  }

  /** The smallest kick from rest with a spike. */
  least(): number | null {
    const size = this.#neuron.sizes[this.#state]!;
    let [low, high] = [0, 1e-2 * size];
    while (!this.first(high)) {
      low = high;
      high *= 1.5;
      if (high > search.most * size) return null;
    }
    for (let k = 0; k < search.halvings; k++) {
      const middle = 0.5 * (low + high);
      if (this.first(middle)) high = middle;
      else low = middle;
    }
    return high;
  }

  /** The peak after a kick from rest, if the spike condition was met on the way there. */
  first(kick: number): Peak | undefined {
    let hasFired = false;
    return this.#peak(this.#fly(this.#rest.state, kick), (leg) => {
      hasFired ||= leg === "spike";
      return hasFired;
    });
  }

  /** Time from the first peak to that of a spike after a second kick, so long after the first peak; null if there is none. */
  interval(firstKick: number, secondKick: number, first: Peak, delay: number): number | null {
    const { flight } = this.#fly(this.#rest.state, firstKick);
    const until = first.time + delay;
    while (flight.time < until) if (flight.advance(until - flight.time) === "stuck") return null;
    const base = this.#rest.state[this.#state]!;
    const height = first.value - base;
    const kicked = flight.y[this.#state]! + secondKick;
    const least = Math.max(base + spike.height * height, kicked + spike.rise * height);
    const again = this.#peak(this.#fly(flight.y, secondKick), (_, value) => value >= least);
    return again ? delay + again.time : null;
  }

  /** The peak of a potential after `counts` has said yes; undefined if it comes to rest before. */
  #peak({ flight, peaks }: Watched, counts: (leg: Leg, value: number) => boolean): Peak | undefined {
    let isHigh = false;
    for (let step = 0; step < mostSteps; step++) {
      const seen = peaks.length;
      const leg = flight.advance(Number.MAX_VALUE);
      if (leg === "stuck") return undefined;
      const now = flight.y[this.#state]!;
      const peak = peaks.length > seen ? peaks.at(-1) : undefined;
      isHigh ||= counts(leg, Math.max(now, peak?.value ?? now));
      if (isHigh && peak) return peak;
      if (!isHigh && this.#isAtRest(flight)) return undefined;
    }
    return undefined;
  }

  #fly(from: ArrayLike<number>, kick: number): Watched {
    const { system } = this.#neuron;
    const n = system.states.length;
    const [at, slope] = [new Float64Array(n), new Float64Array(n)];
    const peaks: Peak[] = [];
    const climb = (theta: number) => {
      flight.stepper.dense(theta, at);
      system.rhs(at, this.#p, slope);
      return slope[this.#state]!;
    };
    const visit = (length: number) => {
      if (!(flight.stepper.slope[this.#state]! > 0) || flight.stepper.nextSlope[this.#state]! > 0) return;
      const { x } = findRoot(climb, 0, 1);
      climb(x);
      peaks.push({ time: flight.time + x * length, value: at[this.#state]! });
    };
    const flight = new Flight(system, this.#p, { tolerance: 1e-9, visit });
    const y = Float64Array.from({ length: n }, (_, i) => from[i]!);
    y[this.#state]! += kick;
    flight.start(y);
    return { flight, peaks };
  }

  #isAtRest(flight: Flight): boolean {
    const { state } = this.#rest;
    return state.every((value, i) => Math.abs(flight.y[i]! - value) < 1e-4 * this.#neuron.sizes[i]!);
  }
}
