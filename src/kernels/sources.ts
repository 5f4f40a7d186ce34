/** What drives an input at the cell scale, as pieces: each source holds a value (or a slope) until its next edge. */
import { exp, type Stream } from "../base/index.ts";
import { gridIndex, gridTime } from "./grid.ts";

/**
 * A piecewise linear function of time that is walked forwards. After `seek(t)` the source is value + slope*(s - t) for t <= s < until.
 */
export interface Source {
  readonly value: number;
  readonly slope: number;
  /** The next edge, or infinity. */
  readonly until: number;
  seek(t: number): void;
}

/** `amplitude` for start <= t < stop. */
export class StepSource implements Source {
  value = 0;
  readonly slope = 0;
  until = 0;
  readonly #amplitude: number;
  readonly #start: number;
  readonly #stop: number;

  constructor(amplitude: number, start: number, stop: number) {
    this.#amplitude = amplitude;
    this.#start = start;
    this.#stop = stop;
  }

  seek(t: number): void {
    const isOn = t >= this.#start && t < this.#stop;
    this.value = isOn ? this.#amplitude : 0;
    this.until = t < this.#start ? this.#start : isOn ? this.#stop : Number.POSITIVE_INFINITY;
  }
}

/** From `from` at the start to `to` at the stop, 0 outside. */
export class RampSource implements Source {
  value = 0;
  slope = 0;
  until = 0;
  readonly #from: number;
  readonly #rate: number;
  readonly #start: number;
  readonly #stop: number;

  /** @param stop  finite: a ramp needs an end */
  constructor(from: number, to: number, start: number, stop: number) {
    this.#from = from;
    this.#rate = (to - from) / (stop - start);
    this.#start = start;
    this.#stop = stop;
  }

  seek(t: number): void {
    const isOn = t >= this.#start && t < this.#stop;
    this.value = isOn ? this.#from + this.#rate * (t - this.#start) : 0;
    this.slope = isOn ? this.#rate : 0;
    this.until = t < this.#start ? this.#start : isOn ? this.#stop : Number.POSITIVE_INFINITY;
  }
}

/** `count` pulses of `width`, the first at the start, one every `period`; none begins at or after the stop. */
export class PulseSource implements Source {
  value = 0;
  readonly slope = 0;
  until = 0;
  #pulse = 0;
  readonly #amplitude: number;
  readonly #start: number;
  readonly #stop: number;
  readonly #period: number;
  readonly #width: number;
  readonly #count: number;

  constructor(amplitude: number, period: number, width: number, count: number, start: number, stop: number) {
    this.#amplitude = amplitude;
    this.#period = period;
    this.#width = width;
    this.#count = count;
    this.#start = start;
    this.#stop = stop;
  }

  seek(t: number): void {
    while (t < this.#stop && this.#pulse < this.#count && t >= this.#begin() + this.#width) this.#pulse++;
    const begin = t < this.#stop && this.#pulse < this.#count ? this.#begin() : Number.POSITIVE_INFINITY;
    const isOn = t >= begin;
    this.value = isOn ? this.#amplitude : 0;
    this.until = isOn ? Math.min(begin + this.#width, this.#stop) : begin < this.#stop ? begin : Number.POSITIVE_INFINITY;
  }

  #begin(): number {
    return this.#start + this.#pulse * this.#period;
  }
}

/**
 * Ornstein-Uhlenbeck process, sampled exactly at start + n*step and held between. Starts in its stationary law.
 *
 *   x_(n+1) = mean + (x_n - mean) e^(-step/tau) + sd sqrt(1 - e^(-2 step/tau)) z_(n+1)
 */
export class NoiseSource implements Source {
  value = 0;
  readonly slope = 0;
  until = 0;
  #sample = -1;
  #deviation = 0;
  readonly #mean: number;
  readonly #sd: number;
  readonly #decay: number;
  readonly #step: number;
  readonly #start: number;
  readonly #stop: number;
  readonly #rng: Stream;

  constructor(mean: number, sd: number, tau: number, step: number, start: number, stop: number, rng: Stream) {
    this.#mean = mean;
    this.#sd = sd;
    this.#decay = exp(-step / tau);
    this.#step = step;
    this.#start = start;
    this.#stop = stop;
    this.#rng = rng;
  }

  seek(t: number): void {
    if (t < this.#start || t >= this.#stop) {
      this.value = 0;
      this.until = t < this.#start ? this.#start : Number.POSITIVE_INFINITY;
      return;
    }
    const next = gridIndex(t - this.#start, this.#step);
    const reached = this.#start + gridTime(next, this.#step) > t ? next - 1 : next;
    while (this.#sample < reached) this.#advance();
    this.value = this.#mean + this.#sd * this.#deviation;
    this.until = Math.min(this.#start + gridTime(reached + 1, this.#step), this.#stop);
  }

  #advance(): void {
    this.#sample++;
    const z = this.#rng.normal();
    const fresh = this.#sample === 0 ? 1 : Math.sqrt(1 - this.#decay * this.#decay);
    this.#deviation = (this.#sample === 0 ? 0 : this.#deviation * this.#decay) + fresh * z;
  }
}

/** A recorded signal, shifted by the start: held until the next sample, or interpolated; 0 before the first and after the last. */
export class RecordingSource implements Source {
  value = 0;
  slope = 0;
  until = 0;
  #next = 0;
  readonly #times: Float64Array;
  readonly #values: Float64Array;
  readonly #start: number;
  readonly #stop: number;
  readonly #isLinear: boolean;

  constructor(times: Float64Array, values: Float64Array, interpolate: "hold" | "linear", start: number, stop: number) {
    this.#times = times;
    this.#values = values;
    this.#isLinear = interpolate === "linear";
    this.#start = start;
    // A held value stands for one more sampling interval after the last sample; an interpolated signal ends at it.
    const last = times.length - 1;
    const tail = interpolate === "hold" && last > 0 ? times[last]! - times[last - 1]! : 0;
    this.#stop = Math.min(stop, start + (times[last] ?? 0) + tail);
  }

  seek(t: number): void {
    while (this.#next < this.#times.length && this.#start + this.#times[this.#next]! <= t) this.#next++;
    const next = this.#next;
    const isOn = next > 0 && t < this.#stop;
    this.slope = 0;
    if (!isOn) {
      this.value = 0;
      this.until = next === 0 && next < this.#times.length ? this.#start + this.#times[0]! : Number.POSITIVE_INFINITY;
      return;
    }
    const here = this.#values[next - 1]!;
    this.until = next < this.#times.length ? Math.min(this.#start + this.#times[next]!, this.#stop) : this.#stop;
    this.value = here;
    if (!this.#isLinear || next >= this.#times.length) return;
    const began = this.#start + this.#times[next - 1]!;
    this.slope = (this.#values[next]! - here) / (this.#times[next]! - this.#times[next - 1]!);
    this.value = here + this.slope * (t - began);
  }
}
