/** Streams without random access, for laws that are drawn in bulk. */
import { InternalError, log, normalQuantile, type Stream, type Xoshiro } from "../../base/index.ts";

/** A stream whose draws are all made of one word: (word + 1/2) / 2^32. */
export class OneWord implements Stream {
  readonly index = 0;
  word = 0;
  at(): Stream {
    return this;
  }
  uint32(): number {
    return this.word;
  }
  uniform(): number {
    return (this.word + 0.5) / 4294967296;
  }
  normal(): number {
    return normalQuantile(this.uniform());
  }
  exponential(): number {
    return -log(this.uniform());
  }
}

/** Draws from a generator as from a stream, without random access. */
export class Sequence implements Stream {
  readonly index = 0;
  readonly #generator: () => Xoshiro;

  constructor(generator: () => Xoshiro) {
    this.#generator = generator;
  }
  at(): Stream {
    throw new InternalError("a sequence has no random access");
  }
  uint32(): number {
    return this.#generator().uint32();
  }
  uniform(): number {
    return this.#generator().uniform();
  }
  normal(): number {
    return normalQuantile(this.uniform());
  }
  exponential(): number {
    return -log(this.uniform());
  }
}
