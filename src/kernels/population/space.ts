/** Addresses in the memory of one part of a network, given out before the memory exists. */

/** Vectors are loaded from any address, but a cache line apart they are loaded at once. */
const alignment = 64;
const pageBytes = 65536;

/** Most pages that a memory may have: 4 GiB. */
const mostPages = 65536;

export class Space {
  #bytes = 0;

  /** Address of a new region. */
  take(bytes: number): number {
    const address = this.#bytes;
    this.#bytes += Math.ceil(bytes / alignment) * alignment;
    return address;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A memory with room for all that was taken, filled with zeros; undefined where the machine gives none. */
  open(): WebAssembly.Memory | undefined {
    const pages = Math.max(1, Math.ceil(this.#bytes / pageBytes));
    if (pages > mostPages) return undefined;
    try {
      return new WebAssembly.Memory({ initial: pages });
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }
}
