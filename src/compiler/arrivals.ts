/** What arrives at many neurons, from the ring of delays into the arrays that their step reads. */
import type { DrawFormat } from "./draws.ts";
import { Code } from "./wasm/code.ts";
import { assembleModule } from "./wasm/module.ts";
import { opcode, vectorOpcode } from "./wasm/opcodes.ts";

/**
 * A module that imports `env.memory` and exports `collect(row: i32, out: i32, count: i32, quantum: f64)`:
 * out = row * quantum, and the row becomes 0. In f32 the row is of i32 and out of f32; in f64 both are of f64. `count` is a
 * positive multiple of 4.
 */
export function compileCollect(format: DrawFormat): Uint8Array {
  return assembleModule([{ exported: "collect", code: format === "f32" ? fromIntegers() : fromDoubles() }]);
}

const parameters = ["i32", "i32", "i32", "f64"] as const;
const [row, out, count, quantum] = [0, 1, 2, 3];

/** Loads, converts and stores vectors until `count` numbers of `bytes` each are done. */
function loop(code: Code, bytes: number, convert: () => void): void {
  const end = code.local("i32");
  const zero = code.local("v128");
  code.get(row);
  code.get(count);
  code.i32(bytes);
  code.op(opcode.i32Mul, opcode.i32Add);
  code.set(end);
  code.loop();
  code.get(out);
  code.get(row);
  code.loadVector(0);
  convert();
  code.storeVector(0);
  code.get(row);
  code.get(zero);
  code.storeVector(0);
  for (const pointer of [row, out]) {
    code.get(pointer);
    code.i32(16);
    code.op(opcode.i32Add);
    code.set(pointer);
  }
  code.get(row);
  code.get(end);
  code.op(opcode.i32LtU, opcode.brIf);
  code.index(0);
  code.op(opcode.end);
}

/** The quantum in every lane. */
function splat(code: Code, isSingle: boolean): number {
  const vector = code.local("v128");
  code.get(quantum);
  if (isSingle) code.op(opcode.f32DemoteF64);
  code.vector(isSingle ? vectorOpcode.f32x4Splat : vectorOpcode.f64x2Splat);
  code.set(vector);
  return vector;
}

function fromIntegers(): Code {
  const code = new Code(parameters);
  const factor = splat(code, true);
  loop(code, 4, () => {
    code.vector(vectorOpcode.f32x4ConvertS);
    code.get(factor);
    code.vector(vectorOpcode.f32x4Mul);
  });
  return code;
}

function fromDoubles(): Code {
  const code = new Code(parameters);
  const factor = splat(code, false);
  loop(code, 8, () => {
    code.get(factor);
    code.vector(vectorOpcode.f64x2Mul);
  });
  return code;
}
