/** Samples of one neuron at equal distances. */
import { Grid } from "./grid.ts";
import type { Body, Method } from "./method.ts";
import { Series } from "./series.ts";

/** From `from` on, every `every`; nothing where `isOn` is false. */
export interface Sampling {
  readonly from: number;
  readonly every: number;
  readonly isOn: boolean;
}

/** Samples within one step: closed forms make steps as long as a run, and a stretch of steps should be short work (here 10 ms). */
const mostSamples = 100_000;

/** Spacings of the time by which a sample may miss what is meant to be its time. */
const atEnd = 4;

/** Records the signals of a program, on the grid of its sampling. */
export class Recorder {
  /** Recorded values, sample by sample; taken by the scale. */
  readonly samples = new Series();
  /** Samples taken so far. */
  count = 0;
  /** The time of the next sample, infinity where nothing is recorded. */
  next = Number.POSITIVE_INFINITY;
  readonly #isOn: boolean;
  readonly #grid: Grid;

  constructor(sampling: Sampling) {
    this.#isOn = sampling.isOn;
    this.#grid = new Grid(sampling.from, sampling.every);
    if (this.#isOn) this.#findNext();
  }

  #findNext(): void {
    this.next = this.#grid.at(this.count);
  }

  /** The time beyond which one step would hold too many samples. Asked once a step, not kept up at every sample. */
  get full(): number {
    return this.#isOn ? this.#grid.at(this.count + mostSamples) : Number.POSITIVE_INFINITY;
  }

  /**
   * Samples before `until` from the trial step of length h. One that misses the end of the step by a rounding is at it, and belongs to
   * what begins there: times of samples and of edges are both rounded.
   */
  recordBefore(until: number, body: Body, method: Method, h: number): void {
    const before = until * (1 - atEnd * Number.EPSILON);
    while (this.next < before) {
      const theta = (this.next - body.t - body.rest) / h;
      let place = body.y;
      if (theta > 0) {
        place = body.machine.sampleState;
        method.interpolate(body, theta, place);
      }
      this.#record(body, this.next, place);
    }
  }

  /** Forgets the samples after a time, of which none may have been taken by the scale; they are recorded again. */
  forgetAfter(time: number, { machine }: Body): void {
    const before = this.count;
    while (this.count > 0 && this.#grid.at(this.count - 1) > time) this.count--;
    this.samples.truncate(this.samples.length - (before - this.count) * machine.signalCount);
    if (this.#isOn) this.#findNext();
  }

  /** The sample at the end of a run, if one is due. */
  recordLast(body: Body, end: number): void {
    if (this.next <= end * (1 + atEnd * Number.EPSILON)) this.#record(body, end, body.y);
  }

  #record({ machine, unit, p }: Body, time: number, place: number): void {
    const { numbers, signalsAt, signalCount, recordedStates } = machine;
    let at = place;
    if (!recordedStates) {
      unit.signals(time, 8 * place, 8 * p, 8 * signalsAt);
      at = signalsAt;
    }
    const samples = this.samples.grow(signalCount);
    let to = this.samples.length - signalCount;
    for (let k = 0; k < signalCount; k++) samples[to++] = numbers[at + (recordedStates ? recordedStates[k]! : k)]!;
    this.count++;
    this.#findNext();
  }
}
