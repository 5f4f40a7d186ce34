/** Linear memory for compiled code. */
import { InternalError } from "../base/index.ts";

const pageBytes = 65536;

/** Memories that no arena uses: an engine keeps only so many alive (Chromium refuses the 125th), so they are used again. */
const idle: WebAssembly.Memory[] = [];

/**
 * A memory of fixed size from which blocks of doubles are taken, never returned one by one; `release` gives all of it back.
 * Places are indices into `numbers`; compiled code takes byte addresses, which are 8 times that.
 */
export class Arena {
  readonly memory: WebAssembly.Memory;
  readonly numbers: Float64Array;
  #next = 0;
  #released = false;

  /** @param doubles  capacity in numbers of 8 bytes */
  constructor(doubles: number) {
    const pages = Math.max(1, Math.ceil((8 * doubles) / pageBytes));
    const memory = idle.pop() ?? new WebAssembly.Memory({ initial: pages });
    const present = memory.buffer.byteLength / pageBytes;
    if (present < pages) memory.grow(pages - present);
    this.memory = memory;
    this.numbers = new Float64Array(memory.buffer);
    this.numbers.fill(0);
  }

  /** Place of a fresh block of `length` zeros. */
  take(length: number): number {
    const place = this.#next;
    this.#next += length;
    if (this.#next > this.numbers.length) throw new InternalError("an arena is too small for what was planned");
    return place;
  }

  /** Ends the use of the memory. Nothing that was taken may be touched afterwards. */
  release(): void {
    if (!this.#released) idle.push(this.memory);
    this.#released = true;
  }
}
