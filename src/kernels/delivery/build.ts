/** Draws the connections of a partition and stores them by source. */
import { wordBytes } from "../../compiler/index.ts";
import { Batch, Drawing } from "../wiring/index.ts";
import { Directory } from "./directory.ts";
import { type Shape, writers } from "./formats.ts";
import { Part, Staging } from "./part.ts";
import { overlaps } from "./plan.ts";
import type { Region } from "./region.ts";
import type { Channelled, DeliveryPlan } from "./types.ts";

/** What came of it. */
export interface Built {
  readonly directory: Directory;
  /** Address behind the last connection. */
  readonly end: number;
  /** Connections stored. */
  readonly connections: number;
  readonly longestDelay: number;
}

/** Thrown where the weights that reach one target add up to more than a ring can hold. */
export class Overflow extends Error {
  readonly population: string;
  readonly ring: number;

  constructor(population: string, ring: number) {
    super("weights add up to too much");
    this.population = population;
    this.ring = ring;
  }
}

/** Stores connections from the address `base` on. Throws `DoesNotFit`. */
export class Builder {
  readonly #plan: DeliveryPlan;
  readonly #region: Region;
  readonly #shape: Shape;
  readonly #directory: Directory;
  readonly #batch = new Batch(new Drawing());
  readonly #staging = new Staging();
  /** Of a connection, by channel. */
  readonly #bytes: Uint8Array;
  #end: number;
  #connections = 0;
  #longestDelay = 1;

  constructor(plan: DeliveryPlan, shape: Shape, region: Region, base: number) {
    this.#plan = plan;
    this.#shape = shape;
    this.#region = region;
    this.#directory = new Directory(plan.neurons);
    this.#end = base;
    this.#bytes = new Uint8Array(shape.channels);
  }

  build(routes: readonly Channelled[]): Built {
    for (const { channel } of routes) this.#bytes[channel.number] = wordBytes[channel.format];
    const offsets = new Set(routes.map(({ input }) => input.preOffset));
    for (const offset of [...offsets].sort((a, b) => a - b)) this.#buildFrom(routes.filter(({ input }) => input.preOffset === offset));
    return { directory: this.#directory, end: this.#end, connections: this.#connections, longestDelay: this.#longestDelay };
  }

  /** All projections that leave one population. */
  #buildFrom(routes: readonly Channelled[]): void {
    const parts = routes.flatMap((route) =>
      overlaps(route.input, this.#plan.partition).map(({ from, to, origin }) => new Part(route, this.#batch.drawing, from, to, origin)),
    );
    const ranges = routes.map(({ input }) => input.projection.from);
    const first = Math.min(...ranges.map(({ from }) => from));
    const end = Math.max(...ranges.map(({ to }) => to));
    const offset = routes[0]!.input.preOffset;
    for (let source = first; source < end; source++) this.#buildSource(offset + source, source, parts);
  }

  #buildSource(id: number, source: number, parts: readonly Part[]): void {
    const [batch, staging] = [this.#batch, this.#staging];
    batch.length = 0;
    for (const part of parts) {
      part.connect(source, batch);
      if (part.longestDelay > this.#longestDelay) this.#longestDelay = part.longestDelay;
    }
    if (batch.length === 0) return;
    const keys = this.#shape.channels * (1 + ((this.#longestDelay - 1) >>> this.#shape.rowBits));
    staging.reserve(batch.length, keys);
    for (const part of parts) writers[part.route.channel.format].stage(part, batch, staging, this.#shape);
    this.#layOut(id, keys);
    for (const part of parts) writers[part.route.channel.format].put(part, batch, staging, this.#region, this.#shape);
    this.#connections += batch.length;
  }

  /** Counts become places, and segments of the directory. */
  #layOut(id: number, keys: number): void {
    const { counts } = this.#staging;
    const { channels } = this.#shape;
    this.#directory.begin(id);
    for (let key = 0; key < keys; key++) {
      const count = counts[key]!;
      if (count === 0) continue;
      const channel = key % channels;
      counts[key] = this.#end / 4;
      this.#directory.add(this.#end, (key - channel) / channels, channel);
      this.#end += count * this.#bytes[channel]!;
    }
    this.#directory.end(this.#end);
    this.#region.reserve(this.#end);
  }
}
