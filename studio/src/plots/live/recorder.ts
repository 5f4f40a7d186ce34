/** Remembers the last stretch of a running simulation, in bounded memory. */
import type { Profile, Signal, Spikes } from "../../../../src/contract/index.ts";
import { firstAtLeast } from "../../../../src/figures/index.ts";
import type { LiveFrame } from "../../contract.ts";

/** Most samples of one signal that are kept: beyond, the oldest go, whatever the screen would show. */
const MOST = 400_000;

/** The frames of the last `span` of time, oldest first. */
export class Recorder {
  #frames: LiveFrame[] = [];
  #samples = 0;
  #span: number;
  readonly #most: number;

  /** @param most  samples of one signal */
  constructor(span: number, most = MOST) {
    this.#span = span;
    this.#most = most;
  }

  /** Time the run has reached; 0 before it began. */
  get time(): number {
    return this.#frames.at(-1)?.time ?? 0;
  }

  /** Samples of the longest signal that are kept. */
  get samples(): number {
    return this.#samples;
  }

  set span(span: number) {
    this.#span = span;
    this.#forget();
  }

  clear(): void {
    this.#frames = [];
    this.#samples = 0;
  }

  add(frame: LiveFrame): void {
    this.#frames.push(frame);
    this.#samples += lengthOf(frame);
    this.#forget();
  }

  /** All signals from `from` on, joined. */
  signals(from: number): readonly Signal[] {
    return this.#joined(from, ({ signals }) => signals);
  }

  /** All profiles from `from` on, joined. */
  profiles(from: number): readonly Profile[] {
    return this.#joined(from, ({ profiles = [] }) => profiles);
  }

  #joined(from: number, of: (frame: LiveFrame) => readonly (Signal | Profile)[]): readonly (Signal | Profile)[] {
    const frames = this.#frames.filter(({ time }) => time >= from);
    const latest = frames.at(-1);
    if (!latest) return [];
    return of(latest).map(({ channel }, k) => {
      // A frame may lack a signal that the document has only now.
      const parts = frames.flatMap((frame) => {
        const part = of(frame)[k];
        return part?.channel.label === channel.label ? [part] : [];
      });
      const times = join(parts.map((part) => part.times));
      const values = join(parts.map((part) => part.values));
      const first = firstAtLeast(times, from);
      // A profile has several values for each time.
      return { channel, times: times.subarray(first), values: values.subarray(first * (values.length / (times.length || 1))) };
    });
  }

  /** Spikes from `from` on, by population. */
  spikes(from: number): Readonly<Record<string, Spikes>> {
    const all: Record<string, Spikes> = {};
    for (const name of Object.keys(this.#frames.at(-1)?.spikes ?? {})) {
      const parts = this.#frames.flatMap(({ time, spikes }) => (time >= from && spikes[name] ? [spikes[name]] : []));
      const times = join(parts.map((part) => part.times));
      const first = firstAtLeast(times, from);
      const neurons = joinInto(
        new Uint32Array(times.length),
        parts.map((part) => part.neurons),
      );
      all[name] = { times: times.subarray(first), neurons: neurons.subarray(first) };
    }
    return all;
  }

  #forget(): void {
    const since = this.time - this.#span;
    let gone = 0;
    while (gone < this.#frames.length - 1 && (this.#frames[gone]!.time < since || this.#samples > this.#most))
      this.#samples -= lengthOf(this.#frames[gone++]!);
    if (gone > 0) this.#frames.splice(0, gone);
  }
}

const lengthOf = ({ signals }: LiveFrame) => Math.max(0, ...signals.map(({ times }) => times.length));

/** The parts one after the other. */
export function join(parts: readonly Float64Array[]): Float64Array {
  return joinInto(new Float64Array(parts.reduce((sum, part) => sum + part.length, 0)), parts);
}

function joinInto<T extends Float64Array | Uint32Array>(joined: T, parts: readonly T[]): T {
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
