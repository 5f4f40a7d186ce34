/** Addresses in the memory of one part of a network, given out before the memory exists. */

/** Vectors are loaded from any address, but a cache line apart they are loaded at once. */
const alignment = 64;
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
}
