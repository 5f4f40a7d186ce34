/** The inner loop of Gram and Schmidt, compiled: where a space of some dozens of long vectors is built, most of the time is spent here. */
import { Code } from "./wasm/code.ts";
import { assembleModule } from "./wasm/module.ts";
import { opcode, vectorOpcode } from "./wasm/opcodes.ts";

/** Vectors that are taken at once: the numbers of the one that is made orthogonal are moved a quarter as often. */
export const orthogonalAtOnce = 4;

/**
 * A module that imports `env.memory` and exports `takeParts(vectors: i32, bytes: i32, x: i32, parts: i32)`: of four unit vectors v_j that stand one
 * behind the other at `vectors`, orthogonal to one another, `bytes` each (a multiple of 16, not 0), the products p_j = v_j . x go to `parts` (f64), and
 * x becomes x - ((p_0 v_0 + p_1 v_1) + (p_2 v_2 + p_3 v_3)). A product is the sum over the even places plus that over the odd ones.
 */
export function compileOrthogonal(): Uint8Array {
  return assembleModule([{ exported: "takeParts", code: takeParts() }]);
}

function takeParts(): Code {
  const [vectors, bytes, x, parts] = [0, 1, 2, 3];
  const code = new Code(["i32", "i32", "i32", "i32"]);
  const each = [...Array(orthogonalAtOnce).keys()];
  /** Bytes from the start of the vectors. */
  const at = code.local("i32");
  const starts = each.map((j) => (j === 0 ? vectors : code.local("i32")));
  const [value, ...sums] = [code.local("v128"), ...each.map(() => code.local("v128"))] as const;
  const load = (start: number) => {
    code.get(start);
    code.get(at);
    code.op(opcode.i32Add);
    code.loadVector(0);
  };
  /** Two numbers of each vector after another. */
  const along = (body: () => void) => {
    code.i32(0);
    code.set(at);
    code.loop();
    body();
    code.get(at);
    code.i32(16);
    code.op(opcode.i32Add);
    code.tee(at);
    code.get(bytes);
    code.op(opcode.i32LtU, opcode.brIf);
    code.index(0);
    code.op(opcode.end);
  };
  /** Two numbers of vector j times its part, which stands where its sum stood. */
  const product = (j: number) => {
    load(starts[j]!);
    code.get(sums[j]!);
    code.vector(vectorOpcode.f64x2Mul);
  };

  for (const j of each.slice(1)) {
    code.get(starts[j - 1]!);
    code.get(bytes);
    code.op(opcode.i32Add);
    code.set(starts[j]!);
  }
  for (const sum of sums) {
    code.f64x2(0, 0);
    code.set(sum);
  }
  along(() => {
    load(x);
    code.set(value);
    for (const j of each) {
      code.get(sums[j]!);
      load(starts[j]!);
      code.get(value);
      code.vector(vectorOpcode.f64x2Mul);
      code.vector(vectorOpcode.f64x2Add);
      code.set(sums[j]!);
    }
  });
  for (const j of each) {
    code.get(parts);
    for (const lane of [0, 1]) {
      code.get(sums[j]!);
      code.lane(vectorOpcode.f64x2ExtractLane, lane);
    }
    code.op(opcode.f64Add);
    code.storeF64(8 * j);
    code.get(parts);
    code.loadF64(8 * j);
    code.vector(vectorOpcode.f64x2Splat);
    code.set(sums[j]!);
  }
  along(() => {
    code.get(x);
    code.get(at);
    code.op(opcode.i32Add);
    load(x);
    for (const first of [0, 2]) {
      product(first);
      product(first + 1);
      code.vector(vectorOpcode.f64x2Add);
    }
    code.vector(vectorOpcode.f64x2Add);
    code.vector(vectorOpcode.f64x2Sub);
    code.storeVector(0);
  });
  return code;
}
