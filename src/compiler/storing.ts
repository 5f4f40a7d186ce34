/** Connections sorted and stored, in instructions. */
import { forWords } from "./generator.ts";
import { Code } from "./wasm/code.ts";
import { opcode } from "./wasm/opcodes.ts";

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

/** The export `count` of `compileConnections`. */
export function count(): Code {
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
  forWords(code, delays, last, body);
  return code;
}

/** The exports `put4` and `put8` of `compileConnections`. */
export function put(bytes: 4 | 8): Code {
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
  forWords(code, targets, last, body);
  return code;
}
