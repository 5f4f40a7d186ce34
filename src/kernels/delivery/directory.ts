/** Where the connections of each neuron stand. */

/** Tag that ends the segments of a source. */
const endTag = 0xffffffff;
/** Bits of a tag that hold the channel; the others hold the group. */
const channelBits = 8;
/** Channels that tags can tell apart. */
export const mostChannels = 1 << channelBits;

/**
 * Segments in the layout that `compileDelivery` reads, source by source. Segment 0 is the end of sources that reach no one here.
 */
export class Directory {
  /** By neuron id its first segment. */
  readonly first: Uint32Array;
  /** Address and tag of each segment. */
  #words = new Uint32Array(1024);
  #length = 0;
  /** The last group of any source. */
  lastGroup = 0;

  constructor(neurons: number) {
    this.first = new Uint32Array(neurons);
    this.end(0);
  }

  /** Segments of the source follow. */
  begin(id: number): void {
    this.first[id] = this.#length / 2;
  }

  /** Connections from the address up to that of the next segment; groups ascend. */
  add(address: number, group: number, channel: number): void {
    this.#push(address, (group << channelBits) | channel);
    if (group > this.lastGroup) this.lastGroup = group;
  }

  /** Connections of the source end at the address. */
  end(address: number): void {
    this.#push(address, endTag);
  }

  get words(): Uint32Array {
    return this.#words.subarray(0, this.#length);
  }

  #push(address: number, tag: number): void {
    if (this.#length === this.#words.length) {
      const larger = new Uint32Array(2 * this.#length);
      larger.set(this.#words);
      this.#words = larger;
    }
    this.#words[this.#length++] = address;
    this.#words[this.#length++] = tag;
  }
}
