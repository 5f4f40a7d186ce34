/** Random words in bulk, and what is drawn with them: the loops behind the connections of networks. */
import { forWords, Generator, oneWord, seed } from "./generator.ts";
import { count, put } from "./storing.ts";
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

const [at, end] = [1, 2];

function fill(): Code {
  const code = new Code(["i32", "i32", "i32"]);
  const generator = new Generator(code, oneWord);
  const drawn = code.local("i32");
  forWords(code, at, end, () => {
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
  const generator = new Generator(code, oneWord);
  const [drawn, product] = [code.local("i32"), code.local("i64")];
  forWords(code, at, end, () => {
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
  const generator = new Generator(code, oneWord);
  const [word, place] = [code.local("i32"), code.local("i32")];
  forWords(code, at, end, () => {
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
  const generator = new Generator(code, oneWord);
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
