/** Many random words in a row, from a key. */
import { highProduct, philox4x32 } from "./philox.ts";
import { hashName } from "./stream.ts";

/** 2^32 and 2^20. */
const WORD = 4294967296;
const HIGH_PART = 1048576;

/**
 * The generator xoshiro128++ of Blackman & Vigna 2021, ACM Trans. Math. Softw. 47:36, doi 10.1145/3460772. Its state is what Philox makes
 * of (seed, name, a, b, c): one sequence for each key, whatever was drawn before. For work in bulk, where a `Stream` would be slow; the
 * sequence has no random access.
 */
export class Xoshiro {
  readonly #key: readonly [number, number];
  readonly #counter: Uint32Array;
  readonly #state: Int32Array;
  readonly #seeded: Uint32Array;

  /**
   * @param seed   integer from 0 to 2^53
   * @param name   what the numbers are for
   * @param state  where the state is kept, for compiled code that draws from the same sequence {4}
   */
  constructor(seed: number, name: string, state = Int32Array.of(1, 2, 3, 4)) {
    this.#key = [seed >>> 0, Math.floor(seed / WORD) >>> 0];
    this.#counter = Uint32Array.of(0, 0, 0, hashName(name));
    this.#state = state;
    this.#seeded = new Uint32Array(state.buffer, state.byteOffset, 4);
  }

  /** Starts the sequence of a key of three integers below 2^32. */
  start(a: number, b: number, c: number): this {
    this.#counter[0] = a;
    this.#counter[1] = b;
    this.#counter[2] = c;
    philox4x32(this.#key, this.#counter, this.#seeded);
    const state = this.#state;
    // The one state that the generator never leaves.
    if ((state[0]! | state[1]! | state[2]! | state[3]!) === 0) state[0] = 1;
    return this;
  }

  /** Continues from a state of four words. */
  resume(state: ArrayLike<number>): this {
    this.#seeded.set(state);
    return this;
  }

  /** Writes the next words to `out`, from place `from` up to `to`. */
  fill(out: Uint32Array, from: number, to: number): void {
    const state = this.#state;
    let s0 = state[0]!;
    let s1 = state[1]!;
    let s2 = state[2]!;
    let s3 = state[3]!;
    for (let i = from; i < to; i++) {
      const sum = (s0 + s3) | 0;
      out[i] = (((sum << 7) | (sum >>> 25)) + s0) | 0;
      const shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
    }
    state[0] = s0;
    state[1] = s1;
    state[2] = s2;
    state[3] = s3;
  }

  readonly #one = new Uint32Array(2);

  /** An integer in [0, 2^32). */
  uint32(): number {
    this.fill(this.#one, 0, 1);
    return this.#one[0]!;
  }

  /** Uniform in the open interval (0, 1), of two words as `Stream` makes it. */
  uniform(): number {
    this.fill(this.#one, 0, 2);
    return (this.#one[0]! * HIGH_PART + (this.#one[1]! >>> 12) + 0.5) * Number.EPSILON;
  }

  /** A uniform integer in [0, n), n an integer from 1 to 2^32: every value exactly equally likely. */
  below(n: number): number {
    return this.fromWord(this.uint32(), n);
  }

  /**
   * The same from a word that was drawn already; further words are drawn where it must be rejected, which happens to at most n words of
   * 2^32 (Lemire 2019, ACM Trans. Model. Comput. Simul. 29:3, doi 10.1145/3230636).
   */
  fromWord(word: number, n: number): number {
    let drawn = word;
    // The threshold is below n: few words come to where it must be known.
    if (Math.imul(drawn, n) >>> 0 < n) {
      const rejected = (WORD - n) % n;
      while (Math.imul(drawn, n) >>> 0 < rejected) drawn = this.uint32();
    }
    return n <= HIGH_PART ? Math.floor((drawn * n) / WORD) : highProduct(drawn, n);
  }
}
