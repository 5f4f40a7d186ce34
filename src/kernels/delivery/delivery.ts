/** Delivers spikes to the targets of one partition. */

import { InternalError } from "../../base/index.ts";
import { compileDelivery, type LoopSource } from "../../compiler/index.ts";
import { Builder, type Built } from "./build.ts";
import { History, type Waiting } from "./history.ts";
import { bitsFor } from "./plan.ts";
import { DoesNotFit, Region } from "./region.ts";
import type { Channelled, DeliveryPlan } from "./types.ts";

/**
 * The incoming connections of a partition, and the rings of what is on its way. Takes the memory from `base` to its end, and grows it in
 * `build` alone: views of `memory.buffer` are to be made after it.
 *
 * Step n of the caller: read and clear row n of each ring (`ringRow`), find the spikes, `deliver(n, ...)` those of all partitions.
 */
export class Delivery {
  readonly plan: DeliveryPlan;
  readonly #region: Region;
  readonly #base: number;
  #rowBits = 0;
  #rings = 0;
  #cursors = 0;
  #payloads: readonly number[] = [];
  #kept = 0;
  #first: Uint32Array = new Uint32Array(0);
  #history = new History(0, 0);
  #groups = 1;
  #exports: Exports | undefined;
  /** Connections that are stored. */
  connections = 0;
  /** Bytes from `base` to the end of what is used. */
  bytes = 0;

  /** @param base  first free address of the memory, a multiple of 16 */
  constructor(plan: DeliveryPlan, memory: WebAssembly.Memory, base: number) {
    this.plan = plan;
    this.#region = new Region(memory);
    this.#base = base;
  }

  /** Rows of each ring: arrivals of step n are in row n mod `rows`. */
  get rows(): number {
    return 1 << this.#rowBits;
  }

  /** Bytes of a row, padding included. */
  get rowBytes(): number {
    return this.#cellBytes * (1 << this.plan.targetBits);
  }

  get #cellBytes(): number {
    return this.plan.arithmetic === "fast" ? 4 : 8;
  }

  /** Address of the row of ring k that holds the arrivals of a step, by local target. */
  ringRow(k: number, tick: number): number {
    return this.#rings + (k * this.rows + (tick % this.rows)) * this.rowBytes;
  }

  /** Draws and stores all connections. Gives the bytes that it would need where the memory cannot hold them, else nothing. */
  build(): { readonly neededBytes: number } | undefined {
    try {
      this.#build();
      return undefined;
    } catch (error) {
      if (error instanceof DoesNotFit) return { neededBytes: error.bytes };
      throw error;
    }
  }

  #build(): void {
    const { plan } = this;
    this.#region.reserve(Math.min(this.#base + plan.bytes, 4294967296));
    const routes: Channelled[] = plan.routes.map((route) => {
      if (route.format === "sum") throw new InternalError("sum");
      return { ...route, format: route.format, channel: route.input.ring };
    });
    const isReference = plan.arithmetic === "reference";
    const shape = { channels: plan.rings, targetBits: plan.targetBits, rowBits: isReference ? 31 : bitsFor(plan.rows) };
    const built = new Builder(plan, shape, this.#region, this.#base).build(routes);
    this.#rowBits = isReference ? bitsFor(built.longestDelay) : shape.rowBits;
    this.#groups = 1 + built.directory.lastGroup;
    this.#first = built.directory.first;
    this.connections = built.connections;
    this.#history = new History((this.#groups - 1) * this.rows, plan.columns);
    this.#furnish(built, routes);
  }

  /** Lays directory, lists and rings behind the connections, and compiles the loops over them. */
  #furnish(built: Built, routes: readonly Channelled[]): void {
    const { plan } = this;
    const { words } = built.directory;
    let end = align(built.end);
    const take = (bytes: number) => {
      const address = end;
      end = align(end + bytes);
      return address;
    };
    const segments = take(4 * words.length);
    const multipliers = take(4 * routes.length);
    this.#cursors = take(4 * plan.neurons);
    this.#payloads = Array.from({ length: plan.columns }, () => take(8 * plan.neurons));
    this.#kept = take(4);
    this.#rings = take(plan.rings * this.rows * this.rowBytes);
    this.#region.reserve(end);
    this.bytes = end - this.#base;
    this.#region.words.set(words, segments / 4);
    this.#region.words.fill(0, this.#rings / 4, end / 4);
    const loops: LoopSource[] = Array.from({ length: plan.rings }, (_, k) => ({
      ...{ from: k, to: k + 1, format: "reference", ring: this.ringRow(k, 0) },
    }));
    const bytes = compileDelivery({
      ...{ targetBits: plan.targetBits, rowBits: this.#rowBits, loops, segments, multipliers },
      ...{ cursors: this.#cursors, payloads: this.#payloads, kept: this.#kept },
    });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory: this.#region.memory } });
    // `compileDelivery` says what it exports; WebAssembly itself has no types to check it against.
    this.#exports = exports as unknown as Exports;
  }

  /**
   * Delivers what is due after step `tick`: the first group of its spikes, later groups of earlier ones. Steps follow one another.
   *
   * @param ids       neurons of all partitions that fired in the step, ascending {count}
   * @param payloads  what travels with them, column by column {columns}{count}
   */
  deliver(tick: number, ids: Uint32Array, count: number, payloads: readonly Float64Array[] = []): void {
    for (let group = this.#groups - 1; group > 0; group--) {
      const before = tick - group * this.rows;
      if (before < 0) continue;
      const waiting = this.#history.at(before);
      if (waiting.length === 0) continue;
      const { words, doubles } = this.#region;
      words.set(waiting.cursors.subarray(0, waiting.length), this.#cursors / 4);
      this.#payloads.forEach((address, column) => {
        doubles.set(waiting.payloads[column]!.subarray(0, waiting.length), address / 8);
      });
      this.#run(waiting.length, group, tick, waiting);
    }
    const { words, doubles } = this.#region;
    for (let i = 0, at = this.#cursors / 4; i < count; i++) words[at + i] = this.#first[ids[i]!]!;
    this.#payloads.forEach((address, column) => {
      doubles.set(payloads[column]!.subarray(0, count), address / 8);
    });
    this.#run(count, 0, tick, this.#groups > 1 ? this.#history.at(tick) : undefined);
  }

  /** Delivers one group of the spikes that stand at the cursors; those with later groups are put into `later`. */
  #run(count: number, group: number, tick: number, later: Waiting | undefined): void {
    this.#exports!.deliver(count, group, tick % this.rows);
    const { words, doubles } = this.#region;
    const kept = words[this.#kept / 4]!;
    later?.set(
      words.subarray(this.#cursors / 4, this.#cursors / 4 + kept),
      this.#payloads.map((address) => doubles.subarray(address / 8, address / 8 + kept)),
    );
  }
}

interface Exports {
  deliver(count: number, group: number, now: number): void;
  addIntegers(at: number, end: number, value: number): void;
  addNumbers(at: number, end: number, value: number): void;
}

/** The next multiple of 64, a cache line. */
function align(address: number): number {
  return Math.ceil(address / 64) * 64;
}
