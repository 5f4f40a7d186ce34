/** The part of a memory, from an address to its end, that grows while connections are stored. */

const pageBytes = 65536;
/** Growth beyond what is asked for, so that it happens seldom. */
const spareShare = 1 / 16;
/** What 32-bit addresses reach. */
export const mostBytes = 4294967296;

/** Thrown where the memory cannot hold what is asked for; caught where the construction began. */
export class DoesNotFit extends Error {
  readonly bytes: number;

  constructor(bytes: number) {
    super("the memory cannot grow");
    this.bytes = bytes;
  }
}

/** Views of a memory that follow its growth. Addresses are in bytes. */
export class Region {
  readonly memory: WebAssembly.Memory;
  words: Uint32Array;
  integers: Int32Array;
  doubles: Float64Array;

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
    this.words = new Uint32Array(memory.buffer);
    this.integers = new Int32Array(memory.buffer);
    this.doubles = new Float64Array(memory.buffer);
  }

  /** Makes room up to the address `end`. */
  reserve(end: number): void {
    const present = this.memory.buffer.byteLength;
    if (end <= present) return;
    if (end > mostBytes) throw new DoesNotFit(end);
    const wanted = [Math.min(mostBytes, end * (1 + spareShare)), end];
    if (!wanted.some((bytes) => this.#grow(Math.ceil((bytes - present) / pageBytes)))) throw new DoesNotFit(end);
    this.words = new Uint32Array(this.memory.buffer);
    this.integers = new Int32Array(this.memory.buffer);
    this.doubles = new Float64Array(this.memory.buffer);
  }

  #grow(pages: number): boolean {
    try {
      this.memory.grow(pages);
      return true;
    } catch {
      // The engine refuses by a RangeError.
      return false;
    }
  }
}
