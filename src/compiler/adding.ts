/** The same number added to many cells of a ring. */
import { Code } from "./wasm/code.ts";
import { opcode } from "./wasm/opcodes.ts";

/** value is added to every cell; there is at least one. */
export function addToAll(format: "i32" | "f64"): Code {
  const [at, end, value] = [0, 1, 2];
  const code = new Code(["i32", "i32", format]);
  code.loop();
  code.get(at);
  code.get(at);
  if (format === "i32") code.loadI32(0);
  else code.loadF64(0);
  code.get(value);
  code.op(format === "i32" ? opcode.i32Add : opcode.f64Add);
  if (format === "i32") code.storeI32(0);
  else code.storeF64(0);
  code.get(at);
  code.i32(format === "i32" ? 4 : 8);
  code.op(opcode.i32Add);
  code.tee(at);
  code.get(end);
  code.op(opcode.i32LtU, opcode.brIf);
  code.index(0);
  code.op(opcode.end);
  return code;
}
