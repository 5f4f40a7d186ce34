/** Compiled draws, with the memory that they work on. */
import { hashName, InternalError, Xoshiro } from "../../base/index.ts";
import { compileConnections } from "../../compiler/index.ts";
import { Region } from "../region.ts";
import { MonotoneTable } from "./monotone-table.ts";

/** The state of the generator stands at the beginning. */
const stateBytes = 64;

/** The functions of `compileConnections`. */
interface Exports {
  seed(rng: number, k0: number, k1: number, c0: number, c1: number, c2: number, c3: number): void;
  fill(rng: number, at: number, end: number): void;
  integers(rng: number, at: number, end: number, n: number, first: number, skipped: number): void;
  values(rng: number, at: number, end: number, guide: number, last: number, values: number): void;
  lookUp(rng: number, at: number, end: number, guide: number, last: number, values: number): void;
  scatter(rng: number, at: number, n: number, turns: number): void;
  count(delays: number, end: number, counts: number, rowBits: number, channels: number, channel: number): void;
  put4: Put;
  put8: Put;
}

type Put = (
  ...args: [
    targets: number,
    end: number,
    delays: number,
    weights: number,
    next: number,
    rowBits: number,
    channels: number,
    channel: number,
    targetBits: number,
    origin: number,
  ]
) => void;

const purpose = hashName("connections");
let compiled: WebAssembly.Module | undefined;

/**
 * A generator and a memory for what is drawn from it, in bulk. Addresses are in bytes. What is taken of the memory is never given back, and
 * taking may replace `memory.buffer`: views are to be made again.
 */
export class Drawing {
  readonly region: Region;
  readonly #exports: Exports;
  readonly #state: number;
  readonly #tables = new Map<MonotoneTable, { readonly guide: number; readonly last: number; readonly values: number }>();
  readonly #named = new Map<string, MonotoneTable>();
  #end: number;
  #scratch = 0;
  #scratchBytes = 0;
  #generator = new Xoshiro(0, "");
  #buffer: ArrayBuffer | undefined;

  /** Uses the memory from the address `base`, a multiple of 64, to its end; without one, a memory of its own. */
  constructor(region = new Region(new WebAssembly.Memory({ initial: 1 })), base = 0) {
    compiled ??= new WebAssembly.Module(compileConnections());
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory: region.memory } });
    // `compileConnections` says what it exports; WebAssembly itself has no types to check it against.
    this.#exports = exports as unknown as Exports;
    this.region = region;
    this.#state = base;
    this.#end = base;
    this.take(stateBytes);
  }

  get memory(): WebAssembly.Memory {
    return this.region.memory;
  }

  /** The generator, for draws one by one. */
  get generator(): Xoshiro {
    if (this.#buffer !== this.memory.buffer) {
      this.#buffer = this.memory.buffer;
      this.#generator = new Xoshiro(0, "", new Int32Array(this.#buffer, this.#state, 4));
    }
    return this.#generator;
  }

  /** Starts the sequence of a key of three integers below 2^32, as `new Xoshiro(seed, "connections").start(a, b, c)`. */
  start(seed: number, a: number, b: number, c: number): void {
    this.#exports.seed(this.#state, seed >>> 0, Math.floor(seed / 4294967296) >>> 0, a, b, c, purpose);
  }

  /** Address of so many fresh bytes. */
  take(bytes: number): number {
    const address = this.#end;
    this.#end = Math.ceil((address + bytes) / 64) * 64;
    this.region.reserve(this.#end);
    return address;
  }

  /** Address of so many bytes, all 0, until it is asked for the next time. */
  scratch(bytes: number): number {
    if (bytes > this.#scratchBytes) {
      this.#scratch = this.take(2 * bytes);
      this.#scratchBytes = 2 * bytes;
    }
    new Uint8Array(this.memory.buffer, this.#scratch, bytes).fill(0);
    return this.#scratch;
  }

  /** The table of a function that the name tells from all others, made when it is first asked for. */
  tableOf(name: string, f: (word: number) => number): MonotoneTable {
    const table = this.#named.get(name) ?? new MonotoneTable(f);
    this.#named.set(name, table);
    this.place(table);
    return table;
  }

  /** Makes a table known to the compiled functions. */
  place(table: MonotoneTable): void {
    if (this.#tables.has(table)) return;
    const [guide, last, values] = [table.guide, table.last, table.values].map((column) => {
      const address = this.take(column.byteLength);
      new Uint32Array(this.memory.buffer, address, column.length).set(column);
      return address;
    });
    this.#tables.set(table, { guide: guide!, last: last!, values: values! });
  }

  /** Words as they are drawn, from the address `at` up to `end`. */
  fill(at: number, end: number): void {
    this.#exports.fill(this.#state, at, end);
  }

  /** first + integers in [0, n), each exactly as likely; those from `skipped` on (-1: none) are one larger. */
  integers(at: number, end: number, n: number, first: number, skipped: number): void {
    this.#exports.integers(this.#state, at, end, n, first, skipped);
  }

  /** Values of a table that was placed, each of a word drawn for it. */
  values(at: number, end: number, table: MonotoneTable): void {
    const { guide, last, values } = this.#placeOf(table);
    this.#exports.values(this.#state, at, end, guide, last, values);
  }

  /** Values of a table in the place of words. */
  lookUp(at: number, end: number, table: MonotoneTable): void {
    const { guide, last, values } = this.#placeOf(table);
    this.#exports.lookUp(this.#state, at, end, guide, last, values);
  }

  /** So many integers in [0, n); each adds 1 to the i32 at its place behind `at`. */
  scatter(at: number, n: number, turns: number): void {
    this.#exports.scatter(this.#state, at, n, turns);
  }

  /** Counts connections by key, see `compileConnections`. */
  count(...args: Parameters<Exports["count"]>): void {
    this.#exports.count(...args);
  }

  /** Stores connections in words of so many bytes, see `compileConnections`. */
  put(bytes: 4 | 8, ...args: Parameters<Put>): void {
    if (bytes === 4) this.#exports.put4(...args);
    else this.#exports.put8(...args);
  }

  #placeOf(table: MonotoneTable) {
    const found = this.#tables.get(table);
    if (found === undefined) throw new InternalError("a table was not placed");
    return found;
  }
}
