/** A growing byte buffer with the number encodings of the WebAssembly binary format. */
export class Bytes {
  #buffer = new Uint8Array(256);
  #view = new DataView(this.#buffer.buffer);
  length = 0;

  byte(value: number): void {
    if (this.length === this.#buffer.length) this.#grow(1);
    this.#buffer[this.length++] = value;
  }

  /** Unsigned LEB128 of an integer in [0, 2^32). */
  unsigned(value: number): void {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** Signed LEB128 of a 32-bit integer. */
  signed(value: number): void {
    let rest = value | 0;
    for (;;) {
      const low = rest & 0x7f;
      rest >>= 7;
      const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
      this.byte(done ? low : low | 0x80);
      if (done) return;
    }
  }

  float64(value: number): void {
    if (this.length + 8 > this.#buffer.length) this.#grow(8);
    this.#view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  float32(value: number): void {
    if (this.length + 4 > this.#buffer.length) this.#grow(4);
    this.#view.setFloat32(this.length, value, true);
    this.length += 4;
  }

  append(bytes: ArrayLike<number>): void {
    if (this.length + bytes.length > this.#buffer.length) this.#grow(bytes.length);
    this.#buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Length prefix and ASCII text. */
  text(ascii: string): void {
    this.unsigned(ascii.length);
    for (let i = 0; i < ascii.length; i++) this.byte(ascii.charCodeAt(i));
  }

  /** What was written so far: a view, valid until the next write. */
  get content(): Uint8Array {
    return this.#buffer.subarray(0, this.length);
  }

  #grow(more: number): void {
    const buffer = new Uint8Array(Math.max(2 * this.#buffer.length, this.length + more));
    buffer.set(this.content);
    this.#buffer = buffer;
    this.#view = new DataView(buffer.buffer);
  }
}
