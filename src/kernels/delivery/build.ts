/** Draws the connections of a partition and stores them by source. */
import { wordBytes } from "../../compiler/index.ts";
import type { Region } from "../region.ts";
import { Batch, Drawing } from "../wiring/index.ts";
import { Directory } from "./directory.ts";
import { type Shape, writers } from "./formats.ts";
import { Loads } from "./loads.ts";
import { Part } from "./part.ts";
import { overlaps } from "./plan.ts";

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

/** Connections after which a caller may look around: some milliseconds. A source that is looked at in vain counts as some. */
const [connectionsInOneGo, costOfLooking] = [1 << 17, 8];

/** Thrown where there are more connections than the plan left room for. */
export class MoreThanPlanned extends Error {}

/** Stores connections from the address `base` up to `limit`, behind which it works. Throws `DoesNotFit`, `MoreThanPlanned`, `Overflow`. */
export class Builder {
  readonly #plan: DeliveryPlan;
  readonly #region: Region;
  readonly #shape: Shape;
  readonly #directory: Directory;
  readonly #batch: Batch;
  /** Of a connection, by channel. */
  readonly #bytes: Uint8Array;
  readonly #limit: number;
  readonly #loads: Loads;
  /** Address of a count for each key, and their number. */
  #counts = 0;
  #keys = 0;
  #end: number;
  #connections = 0;
  #longestDelay = 1;
  /** Connections that may be made before the caller looks around again. */
  #left = connectionsInOneGo;

  constructor(plan: DeliveryPlan, shape: Shape, region: Region, base: number, limit: number) {
    this.#plan = plan;
    this.#shape = shape;
    this.#region = region;
    this.#directory = new Directory(plan.neurons);
    this.#batch = new Batch(new Drawing(region, limit));
    this.#end = base;
    this.#limit = limit;
    this.#loads = new Loads(plan);
    this.#bytes = new Uint8Array(shape.channels);
  }

  /** Yields the number of connections stored, from time to time. */
  *build(routes: readonly Channelled[]): Generator<number, Built> {
    for (const { channel } of routes) this.#bytes[channel.number] = wordBytes[channel.format];
    const offsets = new Set(routes.map(({ input }) => input.preOffset));
    for (const offset of [...offsets].sort((a, b) => a - b))
      yield* this.#buildFrom(routes.filter(({ input }) => input.preOffset === offset));
    this.#loads.verify();
    return { directory: this.#directory, end: this.#end, connections: this.#connections, longestDelay: this.#longestDelay };
  }

  /** All projections that leave one population. */
  *#buildFrom(routes: readonly Channelled[]): Generator<number, void> {
    const parts = routes.flatMap((route) =>
      overlaps(route.input, this.#plan.partition).map(({ from, to, origin }) => new Part(route, this.#batch.drawing, from, to, origin)),
    );
    const ranges = routes.map(({ input }) => input.projection.from);
    const first = Math.min(...ranges.map(({ from }) => from));
    const end = Math.max(...ranges.map(({ to }) => to));
    const offset = routes[0]!.input.preOffset;
    for (const { wiring } of parts) for (const drawn of wiring.sort?.() ?? []) yield* this.#account(drawn);
    for (let source = first; source < end; source++) {
      this.#buildSource(offset + source, source, parts);
      yield* this.#account(this.#batch.length + costOfLooking * parts.length);
    }
  }

  /** Yields once enough has been done. */
  *#account(connections: number): Generator<number, void> {
    this.#left -= connections;
    if (this.#left > 0) return;
    yield this.#connections;
    this.#left = connectionsInOneGo;
  }

  #buildSource(id: number, source: number, parts: readonly Part[]): void {
    const batch = this.#batch;
    batch.length = 0;
    for (const part of parts) {
      part.connect(source, batch);
      if (part.longestDelay > this.#longestDelay) this.#longestDelay = part.longestDelay;
    }
    if (batch.length === 0) return;
    const shape = this.#shape;
    this.#clearCounts(shape.channels * (1 + ((this.#longestDelay - 1) >>> shape.rowBits)));
    for (const part of parts) {
      writers[part.route.channel.format].stage(part, batch, this.#counts, shape);
      this.#loads.add(part, batch);
    }
    this.#layOut(id);
    for (const part of parts) writers[part.route.channel.format].put(part, batch, this.#counts, shape);
    this.#connections += batch.length;
  }

  #clearCounts(keys: number): void {
    if (keys > this.#keys) {
      this.#keys = 2 * keys;
      this.#counts = this.#batch.drawing.take(4 * this.#keys);
      this.#batch.reserve(0);
    }
    this.#region.words.fill(0, this.#counts / 4, this.#counts / 4 + this.#keys);
  }

  /** Counts become addresses, and segments of the directory. */
  #layOut(id: number): void {
    const { words } = this.#region;
    const { channels } = this.#shape;
    this.#directory.begin(id);
    for (let key = 0, at = this.#counts / 4; key < this.#keys; key++, at++) {
      const count = words[at]!;
      if (count === 0) continue;
      const channel = key % channels;
      words[at] = this.#end;
      this.#directory.add(this.#end, (key - channel) / channels, channel);
      this.#end += count * this.#bytes[channel]!;
    }
    this.#directory.end(this.#end);
    if (this.#end > this.#limit) throw new MoreThanPlanned("more connections than planned");
  }
}
