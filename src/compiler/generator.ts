/** The generator xoshiro128++ and its seeding by Philox, in instructions. */
import { Code } from "./wasm/code.ts";
import { opcode, vectorOpcode } from "./wasm/opcodes.ts";

/** The first argument of every function that draws: the address of the state. */
const rng = 0;

/** How words are computed with: one at a time, or four side by side. */
interface Words {
  readonly type: "i32" | "v128";
  readonly bytes: number;
  load(code: Code, offset: number): void;
  store(code: Code, offset: number): void;
  add(code: Code): void;
  xor(code: Code): void;
  shiftLeft(code: Code, places: number): void;
  /** Leaves a local variable, rotated to the left, on the stack. */
  rotated(code: Code, local: number, places: number): void;
}

export const oneWord: Words = {
  type: "i32",
  bytes: 4,
  load: (code, offset) => code.loadI32(offset),
  store: (code, offset) => code.storeI32(offset),
  add: (code) => code.op(opcode.i32Add),
  xor: (code) => code.op(opcode.i32Xor),
  shiftLeft(code, places) {
    code.i32(places);
    code.op(opcode.i32Shl);
  },
  rotated(code, local, places) {
    code.get(local);
    code.i32(places);
    code.op(opcode.i32Rotl);
  },
};

export const fourWords: Words = {
  type: "v128",
  bytes: 16,
  load: (code, offset) => code.loadVector(offset),
  store: (code, offset) => code.storeVector(offset),
  add: (code) => code.vector(vectorOpcode.i32x4Add),
  xor: (code) => code.vector(vectorOpcode.xor),
  shiftLeft(code, places) {
    code.i32(places);
    code.vector(vectorOpcode.i32x4Shl);
  },
  rotated(code, local, places) {
    code.get(local);
    this.shiftLeft(code, places);
    code.get(local);
    code.i32(32 - places);
    code.vector(vectorOpcode.i32x4ShrU);
    code.vector(vectorOpcode.or);
  },
};

/** The state in local variables, from memory and back. */
export class Generator {
  readonly #code: Code;
  readonly #shape: Words;
  readonly #words: readonly [number, number, number, number];
  readonly #shifted: number;

  constructor(code: Code, shape: Words) {
    const local = () => code.local(shape.type);
    this.#code = code;
    this.#shape = shape;
    this.#words = [local(), local(), local(), local()];
    this.#shifted = local();
    for (const [i, one] of this.#words.entries()) {
      code.get(rng);
      shape.load(code, shape.bytes * i);
      code.set(one);
    }
  }

  /** rotl(s0 + s3, 7) + s0 is drawn into a local variable; then the linear step of the state. */
  drawInto(out: number): void {
    const [code, shape] = [this.#code, this.#shape];
    const [s0, s1, s2, s3] = this.#words;
    code.get(s0);
    code.get(s3);
    shape.add(code);
    code.set(out);
    shape.rotated(code, out, 7);
    code.get(s0);
    shape.add(code);
    code.set(out);
    code.get(s1);
    shape.shiftLeft(code, 9);
    code.set(this.#shifted);
    this.#mix(s2, s0);
    this.#mix(s3, s1);
    this.#mix(s1, s2);
    this.#mix(s0, s3);
    this.#mix(s2, this.#shifted);
    shape.rotated(code, s3, 11);
    code.set(s3);
  }

  save(): void {
    for (const [i, one] of this.#words.entries()) {
      this.#code.get(rng);
      this.#code.get(one);
      this.#shape.store(this.#code, this.#shape.bytes * i);
    }
  }

  #mix(target: number, source: number): void {
    this.#code.get(target);
    this.#code.get(source);
    this.#shape.xor(this.#code);
    this.#code.set(target);
  }
}

/** A loop over the words from the address `pointer` up to `last`, if there are any. */
export function forWords(code: Code, pointer: number, last: number, body: () => void): void {
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

/** Multipliers and increments of Philox: Salmon et al. 2011, section 3.3, doi 10.1145/2063384.2063405. */
const philox = { multipliers: [0xd2511f53, 0xcd9e8d57], increments: [0x9e3779b9, 0xbb67ae85], rounds: 10 } as const;

/** The export `seed` of `compileConnections`. */
export function seed(): Code {
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
