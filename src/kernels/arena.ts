/** Linear memory for compiled code. */
import { InternalError } from "../base/index.ts";
import { closeMemory, openMemory } from "./memories.ts";

/**
 * A memory of fixed size from which blocks of doubles are taken, never returned one by one; `release` gives all of it back.
 * Places are indices into `numbers`; compiled code takes byte addresses, which are 8 times that.
 */
export class Arena {
  readonly memory: WebAssembly.Memory;
  readonly numbers: Float64Array;
  #next = 0;
  #released = false;

  /**
   * @param doubles  capacity in numbers of 8 bytes
   * @param memory   of that size, where somebody has asked whether there is one
   */
  constructor(doubles: number, memory = openMemory(8 * doubles)) {
    if (memory === undefined) throw new InternalError("single neurons were planned that no memory holds");
    this.memory = memory;
    this.numbers = new Float64Array(memory.buffer);
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
    if (!this.#released) closeMemory(this.memory);
    this.#released = true;
  }
}
