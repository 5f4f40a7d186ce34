/** A memory that grows while something is built in it. */

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

/** Views of a whole memory that follow its growth: read them anew after whatever may make it grow. Addresses are in bytes. */
export class Region {
  readonly memory: WebAssembly.Memory;
  #words: Uint32Array;
  #doubles: Float64Array;

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
    this.#words = new Uint32Array(memory.buffer);
    this.#doubles = new Float64Array(memory.buffer);
  }

  get words(): Uint32Array {
    if (this.#words.buffer !== this.memory.buffer) this.#words = new Uint32Array(this.memory.buffer);
    return this.#words;
  }

  get doubles(): Float64Array {
    if (this.#doubles.buffer !== this.memory.buffer) this.#doubles = new Float64Array(this.memory.buffer);
    return this.#doubles;
  }

  /** Makes room up to the address `end`. Throws `DoesNotFit`. */
  reserve(end: number): void {
    const present = this.memory.buffer.byteLength;
    if (end <= present) return;
    if (end > mostBytes) throw new DoesNotFit(end);
    const wanted = [Math.min(mostBytes, end * (1 + spareShare)), end];
    if (!wanted.some((bytes) => this.#grow(Math.ceil((bytes - present) / pageBytes)))) throw new DoesNotFit(end);
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
