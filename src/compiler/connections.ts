/** Random words in bulk, and what is drawn with them: the loops behind the connections of networks. */
import { Code } from "./wasm/code.ts";
import { assembleModule } from "./wasm/module.ts";
import { opcode } from "./wasm/opcodes.ts";

/** Upper bits of a word by which the guide of a table is entered. */
export const guideBits = 12;

/**
 * A module that imports `env.memory` and draws from the generator xoshiro128++ (Blackman & Vigna 2021, ACM Trans. Math. Softw. 47:36, doi
 * 10.1145/3460772), whose four words stand at `rng` and are advanced. Words are written to the addresses from `at` up to `end`, which may
 * be the same.
 * - `seed(rng, k0, k1, c0, c1, c2, c3)`: the state that Philox4x32-10 makes of a key and a counter, as `Xoshiro.start`.
 * - `fill(rng, at, end)`: words as they are drawn.
 * - `integers(rng, at, end, n, first, skipped)`: first + integers in [0, n), each exactly as likely, as `Xoshiro.fromWord` makes them of words
 *   drawn one after another; those from `skipped` on are one larger.
 * - `values(rng, at, end, guide, last, values)`: values of a `MonotoneTable`, each of a word.
 * - `lookUp(rng, at, end, guide, last, values)`: the same of the words that stand there; draws nothing.
 * - `scatter(rng, at, n, turns)`: so many integers in [0, n); each adds 1 to the i32 at its place behind `at`.
 *
 * And stores connections, sorted by key = ((delay - 1) >> rowBits) * channels + channel:
 * - `count(delays, end, counts, rowBits, channels, channel)`: adds 1 to the count of each key.
 * - `put4` and `put8(targets, end, delays, weights, next, rowBits, channels, channel, targetBits, origin)`: each connection to the address that
 *   `next` holds for its key, which moves on; as `word4` and `word8` of `compileDelivery`, with the local target target + origin.
 */
export function compileConnections(): Uint8Array {
  return assembleModule([
    { exported: "seed", code: seed() },
    { exported: "fill", code: fill() },
    { exported: "integers", code: integers() },
    { exported: "values", code: values(true) },
    { exported: "lookUp", code: values(false) },
    { exported: "scatter", code: scatter() },
    { exported: "count", code: count() },
    { exported: "put4", code: put(4) },
    { exported: "put8", code: put(8) },
  ]);
}

const [rng, at, end] = [0, 1, 2];

/** The state in local variables, from memory and back. */
class Generator {
  readonly #code: Code;
  readonly #words: readonly [number, number, number, number];
  readonly #shifted: number;

  constructor(code: Code) {
    const local = () => code.local("i32");
    this.#code = code;
    this.#words = [local(), local(), local(), local()];
    this.#shifted = local();
    this.#words.forEach((one, i) => {
      code.get(rng);
      code.loadI32(4 * i);
      code.set(one);
    });
  }

  /** rotl(s0 + s3, 7) + s0 is drawn into a local variable; then the linear step of the state. */
  drawInto(out: number): void {
    const code = this.#code;
    const [s0, s1, s2, s3] = this.#words;
    code.get(s0);
    code.get(s3);
    code.op(opcode.i32Add);
    code.i32(7);
    code.op(opcode.i32Rotl);
    code.get(s0);
    code.op(opcode.i32Add);
    code.set(out);
    code.get(s1);
    code.i32(9);
    code.op(opcode.i32Shl);
    code.set(this.#shifted);
    this.#mix(s2, s0);
    this.#mix(s3, s1);
    this.#mix(s1, s2);
    this.#mix(s0, s3);
    this.#mix(s2, this.#shifted);
    code.get(s3);
    code.i32(11);
    code.op(opcode.i32Rotl);
    code.set(s3);
  }

  save(): void {
    this.#words.forEach((one, i) => {
      this.#code.get(rng);
      this.#code.get(one);
      this.#code.storeI32(4 * i);
    });
  }

  #mix(target: number, source: number): void {
    this.#code.get(target);
    this.#code.get(source);
    this.#code.op(opcode.i32Xor);
    this.#code.set(target);
  }
}

/** A loop over the words from `at` up to `end`, if there are any. */
function forWords(code: Code, body: () => void, pointer: number = at, last: number = end): void {
  code.get(pointer);
  code.get(last);
  code.op(opcode.i32LtU);
  code.if();
  code.loop();
  body();
  code.get(pointer);
  code.i32(4);
  code.op(opcode.i32Add);
  code.tee(pointer);
  code.get(last);
  code.op(opcode.i32LtU, opcode.brIf);
  code.index(0);
  code.op(opcode.end, opcode.end);
}

function fill(): Code {
  const code = new Code(["i32", "i32", "i32"]);
  const generator = new Generator(code);
  const drawn = code.local("i32");
  forWords(code, () => {
    generator.drawInto(drawn);
    code.get(at);
    code.get(drawn);
    code.storeI32(0);
  });
  generator.save();
  return code;
}

/**
 * An integer in [0, n) into `out`: the upper half of word * n, drawn again while the lower half is below 2^32 mod n (Lemire 2019, ACM Trans.
 * Model. Comput. Simul. 29:3, doi 10.1145/3230636).
 */
function drawBelow(code: Code, generator: Generator, n: number, out: number, product: number): void {
  code.loop();
  generator.drawInto(out);
  code.get(out);
  code.op(opcode.i64ExtendI32U);
  code.get(n);
  code.op(opcode.i64ExtendI32U, opcode.i64Mul);
  code.set(product);
  // The threshold is below n: few words come to where it must be known.
  code.get(product);
  code.op(opcode.i32WrapI64);
  code.get(n);
  code.op(opcode.i32LtU);
  code.if();
  code.get(product);
  code.op(opcode.i32WrapI64);
  code.i32(0);
  code.get(n);
  code.op(opcode.i32Sub);
  code.get(n);
  code.op(opcode.i32RemU, opcode.i32LtU, opcode.brIf);
  code.index(1);
  code.op(opcode.end, opcode.end);
  code.get(product);
  code.i64(32);
  code.op(opcode.i64ShrU, opcode.i32WrapI64);
  code.set(out);
}

function integers(): Code {
  const [n, first, skipped] = [3, 4, 5];
  const code = new Code(["i32", "i32", "i32", "i32", "i32", "i32"]);
  const generator = new Generator(code);
  const [drawn, product] = [code.local("i32"), code.local("i64")];
  forWords(code, () => {
    drawBelow(code, generator, n, drawn, product);
    code.get(at);
    code.get(drawn);
    code.get(first);
    code.op(opcode.i32Add);
    code.tee(drawn);
    code.get(drawn);
    code.get(skipped);
    code.op(opcode.i32GeU, opcode.i32Add);
    code.storeI32(0);
  });
  generator.save();
  return code;
}

function values(draws: boolean): Code {
  const [guide, last, table] = [3, 4, 5];
  const code = new Code(["i32", "i32", "i32", "i32", "i32", "i32"]);
  const generator = new Generator(code);
  const [word, place] = [code.local("i32"), code.local("i32")];
  forWords(code, () => {
    if (draws) generator.drawInto(word);
    else {
      code.get(at);
      code.loadI32(0);
      code.set(word);
    }
    // The guide holds offsets in bytes.
    code.get(word);
    code.i32(32 - guideBits);
    code.op(opcode.i32ShrU);
    code.i32(2);
    code.op(opcode.i32Shl);
    code.get(guide);
    code.op(opcode.i32Add);
    code.loadI32(0);
    code.set(place);
    code.get(word);
    pushAt(code, last, place);
    code.op(opcode.i32GtU);
    code.if();
    code.loop();
    code.get(place);
    code.i32(4);
    code.op(opcode.i32Add);
    code.set(place);
    code.get(word);
    pushAt(code, last, place);
    code.op(opcode.i32GtU, opcode.brIf);
    code.index(0);
    code.op(opcode.end, opcode.end);
    code.get(at);
    pushAt(code, table, place);
    code.storeI32(0);
  });
  if (draws) generator.save();
  return code;
}

/** The word at base + offset. */
function pushAt(code: Code, base: number, offset: number): void {
  code.get(base);
  code.get(offset);
  code.op(opcode.i32Add);
  code.loadI32(0);
}

function scatter(): Code {
  const [n, turns] = [2, 3];
  const code = new Code(["i32", "i32", "i32", "i32"]);
  const generator = new Generator(code);
  const [drawn, product] = [code.local("i32"), code.local("i64")];
  code.get(turns);
  code.if();
  code.loop();
  drawBelow(code, generator, n, drawn, product);
  code.get(drawn);
  code.i32(2);
  code.op(opcode.i32Shl);
  code.get(at);
  code.op(opcode.i32Add);
  code.tee(drawn);
  code.get(drawn);
  code.loadI32(0);
  code.i32(1);
  code.op(opcode.i32Add);
  code.storeI32(0);
  code.get(turns);
  code.i32(1);
  code.op(opcode.i32Sub);
  code.tee(turns);
  code.op(opcode.brIf);
  code.index(0);
  code.op(opcode.end, opcode.end);
  generator.save();
  return code;
}

/** Arguments that `count` and `put` share. */
interface Keyed {
  readonly rowBits: number;
  readonly channels: number;
  readonly channel: number;
}

/** The address of the entry of a delay's key, of which one less is in `before`. */
function pushEntry(code: Code, before: number, entries: number, { rowBits, channels, channel }: Keyed): void {
  code.get(before);
  code.get(rowBits);
  code.op(opcode.i32ShrU);
  code.get(channels);
  code.op(opcode.i32Mul);
  code.get(channel);
  code.op(opcode.i32Add);
  code.i32(2);
  code.op(opcode.i32Shl);
  code.get(entries);
  code.op(opcode.i32Add);
}

/** The delay at an address, less one step. */
function loadBefore(code: Code, address: number, before: number): void {
  code.get(address);
  code.loadI32(0);
  code.i32(1);
  code.op(opcode.i32Sub);
  code.set(before);
}

function count(): Code {
  const [delays, last, counts, rowBits, channels, channel] = [0, 1, 2, 3, 4, 5];
  const code = new Code(["i32", "i32", "i32", "i32", "i32", "i32"]);
  const [before, entry] = [code.local("i32"), code.local("i32")];
  const body = () => {
    loadBefore(code, delays, before);
    pushEntry(code, before, counts, { rowBits, channels, channel });
    code.tee(entry);
    code.get(entry);
    code.loadI32(0);
    code.i32(1);
    code.op(opcode.i32Add);
    code.storeI32(0);
  };
  forWords(code, body, delays, last);
  return code;
}

function put(bytes: 4 | 8): Code {
  const [targets, last, delays, weights, next, rowBits, channels, channel, targetBits, origin] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const code = new Code(new Array<"i32">(10).fill("i32"));
  const local = () => code.local("i32");
  const [before, entry, place, lastRow, shift] = [local(), local(), local(), local(), local()];
  code.i32(1);
  code.get(rowBits);
  code.op(opcode.i32Shl);
  code.i32(1);
  code.op(opcode.i32Sub);
  code.set(lastRow);
  code.get(rowBits);
  code.get(targetBits);
  code.op(opcode.i32Add);
  code.set(shift);
  const pushWeight = () => {
    code.get(weights);
    code.loadI32(0);
  };
  const body = () => {
    loadBefore(code, delays, before);
    pushEntry(code, before, next, { rowBits, channels, channel });
    code.tee(entry);
    code.loadI32(0);
    code.tee(place);
    code.get(before);
    code.get(lastRow);
    code.op(opcode.i32And);
    code.get(targetBits);
    code.op(opcode.i32Shl);
    code.get(targets);
    code.loadI32(0);
    code.get(origin);
    code.op(opcode.i32Add, opcode.i32Or);
    if (bytes === 4) {
      pushWeight();
      code.get(shift);
      code.op(opcode.i32Shl, opcode.i32Or);
    }
    code.storeI32(0);
    if (bytes === 8) {
      code.get(place);
      pushWeight();
      code.storeI32(4);
    }
    code.get(entry);
    code.get(place);
    code.i32(bytes);
    code.op(opcode.i32Add);
    code.storeI32(0);
    for (const pointer of [delays, weights]) {
      code.get(pointer);
      code.i32(4);
      code.op(opcode.i32Add);
      code.set(pointer);
    }
  };
  forWords(code, body, targets, last);
  return code;
}

/** Multipliers and increments of Philox: Salmon et al. 2011, section 3.3, doi 10.1145/2063384.2063405. */
const philox = { multipliers: [0xd2511f53, 0xcd9e8d57], increments: [0x9e3779b9, 0xbb67ae85], rounds: 10 } as const;

function seed(): Code {
  const [k0, k1, c0, c1, c2, c3] = [1, 2, 3, 4, 5, 6];
  const code = new Code(["i32", "i32", "i32", "i32", "i32", "i32", "i32"]);
  const [low, high, round] = [code.local("i64"), code.local("i64"), code.local("i32")];
  const multiply = (word: number, multiplier: number, product: number) => {
    code.get(word);
    code.op(opcode.i64ExtendI32U);
    code.i32(multiplier | 0);
    code.op(opcode.i64ExtendI32U, opcode.i64Mul);
    code.set(product);
  };
  const upperXor = (product: number, one: number, other: number) => {
    code.get(product);
    code.i64(32);
    code.op(opcode.i64ShrU, opcode.i32WrapI64);
    code.get(one);
    code.op(opcode.i32Xor);
    code.get(other);
    code.op(opcode.i32Xor);
  };
  code.loop();
  multiply(c0, philox.multipliers[0], low);
  multiply(c2, philox.multipliers[1], high);
  upperXor(high, c1, k0);
  code.set(c0);
  upperXor(low, c3, k1);
  code.set(c2);
  for (const [word, product] of [
    [c1, high],
    [c3, low],
  ] as const) {
    code.get(product);
    code.op(opcode.i32WrapI64);
    code.set(word);
  }
  for (const [i, key] of [k0, k1].entries()) {
    code.get(key);
    code.i32(philox.increments[i]! | 0);
    code.op(opcode.i32Add);
    code.set(key);
  }
  code.get(round);
  code.i32(1);
  code.op(opcode.i32Add);
  code.tee(round);
  code.i32(philox.rounds);
  code.op(opcode.i32LtU, opcode.brIf);
  code.index(0);
  code.op(opcode.end);
  // The generator never leaves the state of four zeros.
  code.get(c0);
  for (const word of [c1, c2, c3]) {
    code.get(word);
    code.op(opcode.i32Or);
  }
  code.op(opcode.i32Eqz);
  code.get(c0);
  code.op(opcode.i32Or);
  code.set(c0);
  for (const [i, word] of [c0, c1, c2, c3].entries()) {
    code.get(rng);
    code.get(word);
    code.storeI32(4 * i);
  }
  return code;
}
