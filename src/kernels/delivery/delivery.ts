/** Delivers spikes to the targets of one partition. */
import { compileDelivery, type LoopSource } from "../../compiler/index.ts";
import { exportsOf } from "../exports.ts";
import { DoesNotFit, mostBytes, Region } from "../region.ts";
import { Builder, type Built, MoreThanPlanned } from "./build.ts";
import { loopOf } from "./channels.ts";
import type { Shape } from "./formats.ts";
import { History } from "./history.ts";
import { Overflow } from "./loads.ts";
import { bitsFor } from "./plan.ts";
import { Summing } from "./summing.ts";
import type { Channelled, DeliveryPlan } from "./types.ts";

/** Why connections could not be stored: `bytes` that the memory would need; or weights that add up to more than integers hold. */
export type Refusal =
  | { readonly kind: "does-not-fit"; readonly bytes: number }
  | { readonly kind: "overflow"; readonly population: string; readonly ring: number };

/** What is on its way: everything of a delivery that changes while it runs. Plain data. */
export interface DeliveryState {
  readonly rings: Uint32Array;
  /** By step: segments that spikes wait at, and their payloads. */
  readonly waiting: readonly { readonly step: number; readonly cursors: Uint32Array; readonly payloads: readonly Float64Array[] }[];
  readonly sums: readonly Float64Array[];
}

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
  #sums: readonly Summing[] = [];
  #exports: Exports | undefined;
  /** Connections that are stored. */
  connections = 0;
  /** Bytes from `base` to the end of what is used. */
  bytes = 0;

  /** @param base  first free address of the memory */
  constructor(plan: DeliveryPlan, memory: WebAssembly.Memory, base: number) {
    this.plan = plan;
    this.#region = new Region(memory);
    this.#base = align(base);
  }

  /** Rows of each ring: arrivals of step n are in row n mod `rows`. */
  get rows(): number {
    return 1 << this.#rowBits;
  }

  /** First address behind what is used. */
  get end(): number {
    return this.#base + this.bytes;
  }

  /** Bytes of a row, padding included. */
  get rowBytes(): number {
    return this.#cellBytes * (1 << this.plan.targetBits);
  }

  /** Address of the row of ring k that holds the arrivals of a step, by local target: i32 in quanta, f64 on the reference path. */
  ringRow(k: number, tick: number): number {
    return this.#rings + (k * this.rows + (tick % this.rows)) * this.rowBytes;
  }

  /** What one unit of ring k is worth to a population. */
  quantum(population: string, k: number): number {
    return this.plan.quanta[population]?.[k] ?? 1;
  }

  /** `building`, in one go. */
  build(): Refusal | undefined {
    const course = this.building();
    for (;;) {
      const turn = course.next();
      if (turn.done) return turn.value;
    }
  }

  /** Draws and stores all connections; yields their number, from time to time. Gives the reason where they cannot be stored. */
  *building(): Generator<number, Refusal | undefined> {
    try {
      yield* this.#build();
      return undefined;
    } catch (error) {
      if (error instanceof DoesNotFit) return { kind: "does-not-fit", bytes: error.bytes };
      if (error instanceof Overflow) return { kind: "overflow", population: error.population, ring: error.ring };
      throw error;
    }
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
      if (before >= 0) this.#deliverWaiting(before, group, tick);
    }
    const { words, doubles } = this.#region;
    for (let i = 0, at = this.#cursors / 4; i < count; i++) words[at + i] = this.#first[ids[i]!]!;
    this.#payloads.forEach((address, column) => {
      doubles.set(payloads[column]!.subarray(0, count), address / 8);
    });
    this.#run(count, 0, tick, tick);
    for (const sum of this.#sums) sum.deliver(tick, ids, count, payloads, this.#addToRow);
  }

  save(): DeliveryState {
    const words = this.plan.rings * this.rows * (this.rowBytes / 4);
    return {
      rings: this.#region.words.slice(this.#rings / 4, this.#rings / 4 + words),
      waiting: this.#history.entries.map(([step, { length, cursors, payloads }]) => ({
        step,
        cursors: cursors.slice(0, length),
        payloads: payloads.map((values) => values.slice(0, length)),
      })),
      sums: this.#sums.map(({ sums }) => sums.slice()),
    };
  }

  /** Goes on from what a delivery of the same plan saved. */
  restore({ rings, waiting, sums }: DeliveryState): void {
    this.#region.words.set(rings, this.#rings / 4);
    this.#history = new History((this.#groups - 1) * this.rows, this.plan.columns);
    for (const { step, cursors, payloads } of waiting) this.#history.put(step, cursors, payloads);
    for (const [i, values] of sums.entries()) this.#sums[i]!.sums.set(values);
  }

  get #cellBytes(): number {
    return this.plan.arithmetic === "fast" ? 4 : 8;
  }

  *#build(): Generator<number, void> {
    const { plan } = this;
    const isReference = plan.arithmetic === "reference";
    const shape = { channels: plan.channels.length, targetBits: plan.targetBits, rowBits: isReference ? 31 : bitsFor(plan.rows) };
    const routes = plan.routes.filter((route): route is Channelled => route.channel !== undefined);
    const built = yield* this.#store(shape, routes, plan.wordBytes);
    const sums = plan.routes.filter(({ channel }) => channel === undefined);
    this.#rowBits = isReference ? bitsFor(built.longestDelay) : shape.rowBits;
    this.#groups = 1 + built.directory.lastGroup;
    this.#first = built.directory.first;
    this.connections = built.connections;
    this.#history = new History((this.#groups - 1) * this.rows, plan.columns);
    this.#sums = sums.map((route) => new Summing(route, plan.partition));
    this.#furnish(built);
  }

  /** Connections in so many bytes; in more, and all over again, where the expectation was wrong. */
  *#store(shape: Shape, routes: readonly Channelled[], wordBytes: number): Generator<number, Built> {
    const limit = align(this.#base + wordBytes);
    if (limit > mostBytes) throw new DoesNotFit(limit);
    try {
      return yield* new Builder(this.plan, shape, this.#region, this.#base, limit).build(routes);
    } catch (error) {
      if (!(error instanceof MoreThanPlanned)) throw error;
      return yield* this.#store(shape, routes, 1.5 * wordBytes);
    }
  }

  /** Lays directory, lists and rings behind the connections, and compiles the loops over them. */
  #furnish(built: Built): void {
    const { plan } = this;
    const { words } = built.directory;
    let end = align(built.end);
    const take = (bytes: number) => {
      const address = end;
      end = align(end + bytes);
      return address;
    };
    const segments = take(4 * words.length);
    const multipliers = take(4 * plan.channels.length);
    this.#cursors = take(4 * plan.neurons);
    this.#payloads = Array.from({ length: plan.columns }, () => take(8 * plan.neurons));
    this.#kept = take(4);
    const ahead = take(4);
    this.#rings = take(plan.rings * this.rows * this.rowBytes);
    this.#region.reserve(end);
    this.bytes = end - this.#base;
    this.#region.words.set(words, segments / 4);
    for (const { number, multiplier } of plan.channels) this.#region.words[multipliers / 4 + number] = multiplier;
    this.#region.words.fill(0, this.#rings / 4, end / 4);
    const bytes = compileDelivery({
      ...{ targetBits: plan.targetBits, rowBits: this.#rowBits, loops: this.#loops(), segments, multipliers },
      ...{ cursors: this.#cursors, payloads: this.#payloads, kept: this.#kept },
      ...(plan.readsAhead ? { ahead } : {}),
    });
    // `compileDelivery` says what it exports; WebAssembly itself has no types to check it against.
    this.#exports = exportsOf(bytes, this.#region.memory) as unknown as Exports;
  }

  /** Channels of one format, ring and payload stand together and share a loop. */
  #loops(): readonly LoopSource[] {
    const loops = new Map<string, LoopSource>();
    for (const { number, ring, format, payload, ...rest } of this.plan.channels) {
      const name = loopOf({ ring, format, ...(payload === undefined ? {} : { payload }), ...rest });
      const from = loops.get(name)?.from ?? number;
      loops.set(name, {
        ...{ from, to: number + 1, format, ring: this.ringRow(ring, 0) },
        ...(payload === undefined ? {} : { payload: this.#payloads[payload]! }),
      });
    }
    return [...loops.values()];
  }

  /** The group of the spikes of an earlier step. */
  #deliverWaiting(before: number, group: number, tick: number): void {
    const waiting = this.#history.at(before);
    if (waiting === undefined || waiting.length === 0) return;
    const { words, doubles } = this.#region;
    words.set(waiting.cursors.subarray(0, waiting.length), this.#cursors / 4);
    this.#payloads.forEach((address, column) => {
      doubles.set(waiting.payloads[column]!.subarray(0, waiting.length), address / 8);
    });
    this.#run(waiting.length, group, tick, before);
  }

  /** Delivers one group of the spikes of the step `from` that stand at the cursors; those with later groups wait. */
  #run(count: number, group: number, tick: number, from: number): void {
    this.#exports!.deliver(count, group, tick % this.rows);
    const { words, doubles } = this.#region;
    const kept = words[this.#kept / 4]!;
    if (this.#groups === 1) return;
    this.#history.put(
      from,
      words.subarray(this.#cursors / 4, this.#cursors / 4 + kept),
      this.#payloads.map((address) => doubles.subarray(address / 8, address / 8 + kept)),
    );
  }

  readonly #addToRow = (k: number, tick: number, from: number, to: number, value: number): void => {
    const row = this.ringRow(k, tick);
    const [at, end] = [row + from * this.#cellBytes, row + to * this.#cellBytes];
    if (this.plan.arithmetic === "fast") this.#exports!.addIntegers(at, end, value);
    else this.#exports!.addNumbers(at, end, value);
  };
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
