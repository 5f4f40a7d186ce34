/** Numbers that arrive a few at a time. */

/** A growing array of doubles that is read from the front. */
export class Series {
  #values = new Float64Array(64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#enlarge(1);
    this.#values[this.#length++] = value;
  }

  append(values: ArrayLike<number>): void {
    const length = this.#length;
    this.grow(values.length).set(values, length);
  }

  /** Makes the series longer by `count` numbers, and gives all its numbers, of which those are to be written. */
  grow(count: number): Float64Array {
    if (this.#length + count > this.#values.length) this.#enlarge(count);
    this.#length += count;
    return this.#values;
  }

  #enlarge(count: number): void {
    const larger = new Float64Array(2 * this.#length + count);
    larger.set(this.#values);
    this.#values = larger;
  }

  at(index: number): number {
    return this.#values[index]!;
  }

  /** Takes the first `count` numbers out. */
  shift(count: number): Float64Array {
    const taken = this.#values.slice(0, count);
    this.#values.copyWithin(0, count, this.#length);
    this.#length -= count;
    return taken;
  }

  /** Forgets the numbers above a limit, where they ascend. */
  forgetAfter(limit: number): void {
    while (this.#length > 0 && this.#values[this.#length - 1]! > limit) this.#length--;
  }

  /** Forgets all but the first `length` numbers. */
  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }
}
