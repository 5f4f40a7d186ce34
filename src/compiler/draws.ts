/** Random numbers for many neurons at once: four generators side by side, one for each lane. */
import { fourWords, Generator } from "./generator.ts";
import { Code } from "./wasm/code.ts";
import { assembleModule } from "./wasm/module.ts";
import { opcode, vectorOpcode } from "./wasm/opcodes.ts";

/** Numbers that are drawn: doubles, or floats. */
export type DrawFormat = "f64" | "f32";

/**
 * A module that imports `env.memory` and whose functions draw from the generator at `rng`: four words of four lanes, 64 bytes, advanced
 * in place. Lane l makes the numbers of neurons l, l + 4, ...; `count` is a positive multiple of 4, whose `out` is an array of numbers.
 * - `uniform(rng, out, count)`: f64 uniform in the open interval (0, 1) with 52 bits, of two words each; f32 of one word, in (0, 1],
 *   rounded to nearest, so that small numbers keep their relative precision.
 * - `poisson(rng, table, out, count, weight: f64)`: adds weight * n to out, where n is the number of words in the table (ascending, at
 *   least `tableWords` of them, the last 2^32 - 1) that are below the word drawn. The table holds them less 2^31, as i32: machines
 *   compare vectors of signed integers.
 *
 * The generator is xoshiro128++ of Blackman & Vigna 2021, ACM Trans. Math. Softw. 47:36, doi 10.1145/3460772.
 */
export function compileDraws(format: DrawFormat): Uint8Array {
  return assembleModule([
    { exported: "uniform", code: format === "f64" ? uniformDoubles() : uniformFloats() },
    { exported: "poisson", code: poisson(format) },
  ]);
}

/**
 * Thresholds that are compared with every word, without looking whether that is needed: a branch that goes either way costs more than
 * several comparisons.
 */
export const tableWords = 8;

/** A loop over groups of four neurons, whose output of `bytes` each lies behind `out`. */
function forGroups(code: Code, out: number, count: number, bytes: number, body: () => void): void {
  const end = code.local("i32");
  code.get(out);
  code.get(count);
  code.i32(bytes);
  code.op(opcode.i32Mul, opcode.i32Add);
  code.set(end);
  code.loop();
  body();
  code.get(out);
  code.i32(4 * bytes);
  code.op(opcode.i32Add, opcode.localTee);
  code.index(out);
  code.get(end);
  code.op(opcode.i32LtU, opcode.brIf);
  code.index(0);
  code.op(opcode.end);
}

const upperHalf = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];

/** Two of the four lanes of a local as doubles. */
function pushDoubles(code: Code, local: number, half: 0 | 1, conversion: number): void {
  code.get(local);
  if (half === 1) {
    code.get(local);
    code.shuffle(upperHalf);
  }
  code.vector(conversion);
}

function splat(code: Code, value: number): number {
  const local = code.local("v128");
  code.f64(value);
  code.vector(vectorOpcode.f64x2Splat);
  code.set(local);
  return local;
}

/** (2^20 high + floor(low / 2^12) + 1/2) / 2^52, as the streams of `base/random` make it of two words. */
function uniformDoubles(): Code {
  const [out, count] = [1, 2];
  const code = new Code(["i32", "i32", "i32"]);
  const generator = new Generator(code, fourWords);
  const [high, low] = [code.local("v128"), code.local("v128")];
  const [shift, half, scale] = [splat(code, 1_048_576), splat(code, 0.5), splat(code, Number.EPSILON)];
  forGroups(code, out, count, 8, () => {
    generator.drawInto(high);
    generator.drawInto(low);
    code.get(low);
    code.i32(12);
    code.vector(vectorOpcode.i32x4ShrU);
    code.set(low);
    for (const part of [0, 1] as const) {
      code.get(out);
      pushDoubles(code, high, part, vectorOpcode.f64x2ConvertLowU);
      code.get(shift);
      code.vector(vectorOpcode.f64x2Mul);
      pushDoubles(code, low, part, vectorOpcode.f64x2ConvertLowU);
      code.vector(vectorOpcode.f64x2Add);
      code.get(half);
      code.vector(vectorOpcode.f64x2Add);
      code.get(scale);
      code.vector(vectorOpcode.f64x2Mul);
      code.storeVector(16 * part);
    }
  });
  generator.save();
  return code;
}

/** (word + 1/2) / 2^32, both steps rounded; 2^-32 is 2^-52 2^20. */
function uniformFloats(): Code {
  const [out, count] = [1, 2];
  const code = new Code(["i32", "i32", "i32"]);
  const generator = new Generator(code, fourWords);
  const drawn = code.local("v128");
  const [scale, offset] = [code.local("v128"), code.local("v128")];
  code.f32x4(Number.EPSILON * 1_048_576);
  code.set(scale);
  code.f32x4(Number.EPSILON * 524_288);
  code.set(offset);
  forGroups(code, out, count, 4, () => {
    generator.drawInto(drawn);
    code.get(out);
    code.get(drawn);
    code.vector(vectorOpcode.f32x4ConvertU);
    code.get(scale);
    code.vector(vectorOpcode.f32x4Mul);
    code.get(offset);
    code.vector(vectorOpcode.f32x4Add);
    code.storeVector(0);
  });
  generator.save();
  return code;
}

/** Counts by comparing with the first thresholds, then with one after another until none of the four words is above. */
function poisson(format: DrawFormat): Code {
  const [table, out, count, weight] = [1, 2, 3, 4];
  const code = new Code(["i32", "i32", "i32", "i32", "f64"]);
  const generator = new Generator(code, fourWords);
  const [drawn, above, sum, factor, sign] = Array.from({ length: 5 }, () => code.local("v128")) as [number, number, number, number, number];
  const threshold = code.local("i32");
  const pushThreshold = (pointer: number, offset: number) => {
    code.get(pointer);
    code.vector(vectorOpcode.load32Splat);
    code.memory(2, offset);
  };
  const thresholds = Array.from({ length: tableWords }, (_, k) => {
    const local = code.local("v128");
    pushThreshold(table, 4 * k);
    code.set(local);
    return local;
  });
  /** Adds 1 to the sum of each lane whose word is above: there the comparison holds -1. */
  const compare = (pushed: () => void) => {
    code.get(sum);
    code.get(drawn);
    pushed();
    code.vector(vectorOpcode.i32x4GtS);
    code.op(opcode.localTee);
    code.index(above);
    code.vector(vectorOpcode.i32x4Sub);
    code.set(sum);
  };
  code.get(weight);
  if (format === "f32") code.op(opcode.f32DemoteF64);
  code.vector(format === "f32" ? vectorOpcode.f32x4Splat : vectorOpcode.f64x2Splat);
  code.set(factor);
  code.i32(-2147483648);
  code.vector(vectorOpcode.i32x4Splat);
  code.set(sign);
  forGroups(code, out, count, format === "f32" ? 4 : 8, () => {
    generator.drawInto(drawn);
    code.get(drawn);
    code.get(sign);
    code.vector(vectorOpcode.xor);
    code.set(drawn);
    code.vectorMask(false);
    code.set(sum);
    for (const one of thresholds) compare(() => code.get(one));
    code.get(above);
    code.vector(vectorOpcode.anyTrue);
    code.if();
    code.get(table);
    code.i32(4 * tableWords);
    code.op(opcode.i32Add);
    code.set(threshold);
    code.loop();
    compare(() => pushThreshold(threshold, 0));
    code.get(threshold);
    code.i32(4);
    code.op(opcode.i32Add);
    code.set(threshold);
    code.get(above);
    code.vector(vectorOpcode.anyTrue);
    code.op(opcode.brIf);
    code.index(0);
    code.op(opcode.end, opcode.end);
    addCounts(code, format, { out, sum, factor });
  });
  generator.save();
  return code;
}

function addCounts(code: Code, format: DrawFormat, { out, sum, factor }: { out: number; sum: number; factor: number }): void {
  const parts = format === "f32" ? ([0] as const) : ([0, 1] as const);
  for (const half of parts) {
    code.get(out);
    code.get(out);
    code.loadVector(16 * half);
    if (format === "f32") {
      code.get(sum);
      code.vector(vectorOpcode.f32x4ConvertS);
    } else pushDoubles(code, sum, half, vectorOpcode.f64x2ConvertLowS);
    code.get(factor);
    code.vector(format === "f32" ? vectorOpcode.f32x4Mul : vectorOpcode.f64x2Mul);
    code.vector(format === "f32" ? vectorOpcode.f32x4Add : vectorOpcode.f64x2Add);
    code.storeVector(16 * half);
  }
}
