/** Streams of random draws. */
import { log, normalQuantile } from "../math/index.ts";
import { philox4x32 } from "./philox.ts";

/**
 * A sequence of independent draws with random access. Draw number i takes 64 bits of its own, whatever kind of draw it is, and
 * depends on (seed, stream, entity, i) alone: not on what was drawn before, nor on how draws are grouped.
 */
export interface Stream {
  /** Number of the next draw. */
  readonly index: number;
  /** Moves to draw number `index` (an integer from 0 to 2^53) and returns the stream. */
  at(index: number): Stream;
  /** An integer in [0, 2^32). */
  uint32(): number;
  /** Uniform in the open interval (0, 1): (n + 1/2) 2^-52 with n of 52 bits, exact and symmetric about 1/2. */
  uniform(): number;
  /** Standard normal: the quantile of one uniform, so |z| < 8.3. */
  normal(): number;
  /** Exponential with mean 1: minus the logarithm of one uniform, at most 36.8. */
  exponential(): number;
}

/** 2^32 and 2^20. */
const WORD = 4294967296;
const HIGH_PART = 1048576;

/** FNV-1a (Fowler, Noll & Vo) over UTF-16 units: names of streams become 32-bit words. */
export function hashName(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    h = Math.imul(h ^ (unit & 0xff), 0x01000193);
    h = Math.imul(h ^ (unit >>> 8), 0x01000193);
  }
  return h >>> 0;
}

class PhiloxStream implements Stream {
  readonly #key: readonly [number, number];
  readonly #counter: Uint32Array;
  readonly #words = new Uint32Array(4);
  /** Number of the block (two draws) whose words are at hand. */
  #block = -1;
  #index = 0;

  constructor(seed: number, stream: number, entity: number) {
    this.#key = [seed >>> 0, Math.floor(seed / WORD) >>> 0];
    this.#counter = Uint32Array.of(0, 0, entity, stream);
  }

  get index(): number {
    return this.#index;
  }

  at(index: number): Stream {
    this.#index = index;
    return this;
  }

  /** Position in `#words` of the next draw's two words, which are made if need be. */
  #next(): number {
    const block = Math.floor(this.#index / 2);
    const place = this.#index - 2 * block;
    if (block !== this.#block) {
      this.#counter[0] = block >>> 0;
      this.#counter[1] = Math.floor(block / WORD);
      philox4x32(this.#key, this.#counter, this.#words);
      this.#block = block;
    }
    this.#index++;
    return 2 * place;
  }

  uint32(): number {
    return this.#words[this.#next()];
  }

  uniform(): number {
    const place = this.#next();
    const bits = this.#words[place] * HIGH_PART + (this.#words[place + 1] >>> 12);
    return (bits + 0.5) * Number.EPSILON;
  }

  normal(): number {
    return normalQuantile(this.uniform());
  }

  exponential(): number {
    return -log(this.uniform());
  }
}

/**
 * The stream of random numbers of one purpose and one entity.
 *
 * @param seed    integer from 0 to 2^53, the document's `run.seed`
 * @param name    what the numbers are for: a name (hashed to 32 bits) or an integer below 2^32
 * @param entity  which neuron, block or connection: an integer below 2^32
 */
export function stream(seed: number, name: string | number, entity: number): Stream {
  return new PhiloxStream(seed, typeof name === "string" ? hashName(name) : name, entity);
}
