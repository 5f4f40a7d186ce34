/** Gathers the chunks that a simulation drains, in memory, by channel; and gives them back in order of time. */
import { InternalError } from "../base/index.ts";
import type { Channel, Chunk, Column, Profile, Signal, Spikes } from "../contract/index.ts";

/** Numbers that arrive a few at a time: kept as they come and joined once, since arrays that grow leave as much garbage as they hold. */
class Arrivals {
  readonly parts: Float64Array[] = [];
  length = 0;
  /** The part that was last looked into, and the index at which it begins. */
  #part = 0;
  #begin = 0;

  push(part: Float64Array): void {
    this.parts.push(part);
    this.length += part.length;
  }

  /** One number; those who read in order find each at once. */
  at(index: number): number {
    if (index < this.#begin) [this.#part, this.#begin] = [0, 0];
    for (let size = this.parts[this.#part]!.length; index >= this.#begin + size; size = this.parts[this.#part]!.length) {
      this.#begin += size;
      this.#part++;
    }
    return this.parts[this.#part]![index - this.#begin]!;
  }

  joined(): Float64Array {
    const all = new Float64Array(this.length);
    let at = 0;
    for (const part of this.parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}

/** One channel and what has arrived for it so far; `data` in internal units. */
export interface Gathered {
  readonly channel: Channel;
  readonly times: Arrivals;
  readonly data: Arrivals;
}

/** Recordings of one scale's run, growing as it runs. */
export class Collector {
  readonly #channels: ReadonlyMap<string, Gathered>;
  /** The times that came last: most channels are sampled together. */
  #times = new Float64Array(0);

  constructor(channels: readonly Channel[]) {
    this.#channels = new Map(channels.map((channel) => [channel.id, { channel, times: new Arrivals(), data: new Arrivals() }]));
  }

  /** Takes a copy of a chunk: the simulation may reuse its memory. */
  add({ channel, times, data }: Chunk): void {
    const gathered = this.#channels.get(channel);
    if (!gathered) throw new InternalError(`a recording arrived for the unknown channel ${channel}`);
    if (!isSame(this.#times, times)) this.#times = Float64Array.from(times);
    gathered.times.push(this.#times);
    gathered.data.push(Float64Array.from(data));
  }

  /** Channels of one kind, in the order of the plan. */
  of(kind: Channel["kind"]): readonly Gathered[] {
    return [...this.#channels.values()].filter(({ channel }) => channel.kind === kind);
  }

  /** Spikes by population, ordered by (time, neuron). A population without an event channel has no entry. */
  spikes(): Readonly<Record<string, Spikes>> {
    return Object.fromEntries(
      this.of("events").map(({ channel, times, data }) => [channel.population, ordered(times.joined(), data.joined())]),
    );
  }

  /** Signals in the order of the plan, values in the unit of their channel. Those that were sampled together have one array of times. */
  signals(): readonly Signal[] {
    return this.#valuesOf("samples");
  }

  /** Profiles, likewise. */
  profiles(): readonly Profile[] {
    return this.#valuesOf("profiles");
  }

  #valuesOf(kind: "samples" | "profiles"): readonly Signal[] {
    const joined = joiner();
    return this.of(kind).map(({ channel, times, data }) => ({
      channel,
      times: joined(times),
      values: divided(data.joined(), channel.factor),
    }));
  }

  /** Everything, one chunk a channel: another collector that is given them goes on as this one would. */
  chunks(): readonly Chunk[] {
    const joined = joiner();
    return [...this.#channels.values()].map(({ channel, times, data }) => ({
      channel: channel.id,
      times: joined(times),
      data: channel.kind === "events" ? Uint32Array.from(data.joined()) : data.joined(),
    }));
  }
}

/** Joins times; those that came together become one array. */
function joiner(): (arrivals: Arrivals) => Float64Array {
  const known: { readonly parts: readonly Float64Array[]; readonly times: Float64Array }[] = [];
  return (arrivals) => {
    const { parts } = arrivals;
    const before = known.find((one) => one.parts.length === parts.length && one.parts.every((part, k) => part === parts[k]));
    if (before) return before.times;
    const times = arrivals.joined();
    known.push({ parts, times });
    return times;
  };
}

function isSame(a: Float64Array, b: Column): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
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
