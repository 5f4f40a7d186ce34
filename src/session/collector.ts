/** Gathers the chunks that a simulation drains, in memory, by channel; and gives them back in order of time. */
import { InternalError } from "../base/index.ts";
import type { Channel, Chunk, Column, Signal, Spikes } from "../contract/index.ts";

/** Numbers that arrive a few at a time: one array that doubles when it is full. */
class Growing {
  #values = new Float64Array(64);
  length = 0;

  push(more: Column): void {
    const needed = this.length + more.length;
    if (needed > this.#values.length) {
      const larger = new Float64Array(Math.max(needed, 2 * this.#values.length));
      larger.set(this.#values.subarray(0, this.length));
      this.#values = larger;
    }
    this.#values.set(more, this.length);
    this.length = needed;
  }

  at(index: number): number {
    return this.#values[index]!;
  }

  copy(): Float64Array {
    return this.#values.slice(0, this.length);
  }
}

/** One channel and what has arrived for it so far; `data` in internal units. */
export interface Gathered {
  readonly channel: Channel;
  readonly times: Growing;
  readonly data: Growing;
}

/** Recordings of one scale's run, growing as it runs. */
export class Collector {
  readonly #channels: ReadonlyMap<string, Gathered>;

  constructor(channels: readonly Channel[]) {
    this.#channels = new Map(channels.map((channel) => [channel.id, { channel, times: new Growing(), data: new Growing() }]));
  }

  /** Takes a copy of a chunk: the simulation may reuse its memory. */
  add(chunk: Chunk): void {
    const gathered = this.#channels.get(chunk.channel);
    if (!gathered) throw new InternalError(`a recording arrived for the unknown channel ${chunk.channel}`);
    gathered.times.push(chunk.times);
    gathered.data.push(chunk.data);
  }

  /** Channels of one kind, in the order of the plan. */
  of(kind: Channel["kind"]): readonly Gathered[] {
    return [...this.#channels.values()].filter(({ channel }) => channel.kind === kind);
  }

  /** Spikes by population, ordered by (time, neuron). A population without an event channel has no entry. */
  spikes(): Readonly<Record<string, Spikes>> {
    return Object.fromEntries(
      this.of("events").map(({ channel, times, data }) => [channel.population, ordered(times.copy(), data.copy())]),
    );
  }

  /** Signals in the order of the plan, values in the unit of their channel. */
  signals(): readonly Signal[] {
    return this.of("samples").map(({ channel, times, data }) => ({
      channel,
      times: times.copy(),
      values: divided(data.copy(), channel.factor),
    }));
  }
}

/** In place; multiplication by the inverse would round otherwise. */
function divided(values: Float64Array, factor: number): Float64Array {
  if (factor !== 1) for (let k = 0; k < values.length; k++) values[k]! /= factor;
  return values;
}

/** Neurons that are computed one after the other deliver their spikes one after the other: sort, unless they are in order. */
function ordered(times: Float64Array, neurons: Float64Array): Spikes {
  const before = (i: number, j: number) => times[i]! - times[j]! || neurons[i]! - neurons[j]!;
  let inOrder = true;
  for (let k = 1; k < times.length && inOrder; k++) inOrder = before(k - 1, k) <= 0;
  if (inOrder) return { times, neurons: Uint32Array.from(neurons) };
  const order = Uint32Array.from(times, (_, k) => k).sort(before);
  return { times: Float64Array.from(order, (k) => times[k]!), neurons: Uint32Array.from(order, (k) => neurons[k]!) };
}
