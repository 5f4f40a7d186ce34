/** The body of one function while it is being written: instructions and locals. */
import { Bytes } from "./bytes.ts";
import { opcode, type ValueType, valueType, vectorOpcode } from "./opcodes.ts";

export class Code {
  readonly parameters: readonly ValueType[];
  readonly #instructions = new Bytes();
  readonly #locals: ValueType[] = [];

  constructor(parameters: readonly ValueType[]) {
    this.parameters = parameters;
  }

  /** Index of a new local variable. */
  local(type: ValueType): number {
    this.#locals.push(type);
    return this.parameters.length + this.#locals.length - 1;
  }

  /** One-byte instructions without immediates. */
  op(...opcodes: readonly number[]): void {
    for (const code of opcodes) this.#instructions.byte(code);
  }

  vector(code: number): void {
    this.#instructions.byte(opcode.vectorPrefix);
    this.#instructions.unsigned(code);
  }

  /** A vector instruction with a lane number. */
  lane(code: number, lane: number): void {
    this.vector(code);
    this.#instructions.byte(lane);
  }

  get(local: number): void {
    this.#instructions.byte(opcode.localGet);
    this.#instructions.unsigned(local);
  }

  set(local: number): void {
    this.#instructions.byte(opcode.localSet);
    this.#instructions.unsigned(local);
  }

  /** The immediate of an instruction that was just written: a local variable or a label. */
  index(value: number): void {
    this.#instructions.unsigned(value);
  }

  tee(local: number): void {
    this.#instructions.byte(opcode.localTee);
    this.#instructions.unsigned(local);
  }

  call(functionIndex: number): void {
    this.#instructions.byte(opcode.call);
    this.#instructions.unsigned(functionIndex);
  }

  i32(value: number): void {
    this.#instructions.byte(opcode.i32Const);
    this.#instructions.signed(value);
  }

  /** A 64-bit integer constant that fits in 32 bits. */
  i64(value: number): void {
    this.#instructions.byte(opcode.i64Const);
    this.#instructions.signed(value);
  }

  f64(value: number): void {
    this.#instructions.byte(opcode.f64Const);
    this.#instructions.float64(value);
  }

  f64x2(low: number, high: number): void {
    this.vector(vectorOpcode.const);
    this.#instructions.float64(low);
    this.#instructions.float64(high);
  }

  f32x4(value: number): void {
    this.vector(vectorOpcode.const);
    for (let lane = 0; lane < 4; lane++) this.#instructions.float32(value);
  }

  /** All bits set in every lane, or none. */
  vectorMask(value: boolean): void {
    this.vector(vectorOpcode.const);
    for (let lane = 0; lane < 16; lane++) this.#instructions.byte(value ? 0xff : 0);
  }

  shuffle(lanes: readonly number[]): void {
    this.vector(vectorOpcode.shuffle);
    this.#instructions.append(lanes);
  }

  /** Alignment (a power of two, as its exponent; a hint) and offset of a load or store that was just named. */
  memory(alignment: number, offset: number): void {
    this.#instructions.unsigned(alignment);
    this.#instructions.unsigned(offset);
  }

  loadI32(offset: number): void {
    this.op(opcode.i32Load);
    this.memory(2, offset);
  }

  storeI32(offset: number): void {
    this.op(opcode.i32Store);
    this.memory(2, offset);
  }

  loadF64(offset: number): void {
    this.op(opcode.f64Load);
    this.memory(3, offset);
  }

  storeF64(offset: number): void {
    this.op(opcode.f64Store);
    this.memory(3, offset);
  }

  loadVector(offset: number): void {
    this.vector(vectorOpcode.load);
    this.memory(3, offset);
  }

  storeVector(offset: number): void {
    this.vector(vectorOpcode.store);
    this.memory(3, offset);
  }

  /** Opens a loop that returns nothing; `br 0` inside goes back to its start. */
  loop(): void {
    this.op(opcode.loop, 0x40);
  }

  /** Opens a block that returns nothing and is entered where the number on the stack is not 0. */
  if(): void {
    this.op(opcode.if, 0x40);
  }

  /** The finished body with its local declarations, as the code section wants it. */
  writeTo(out: Bytes): void {
    const body = new Bytes();
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.#locals) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    body.unsigned(runs.length);
    for (const { type, count } of runs) {
      body.unsigned(count);
      body.byte(valueType[type]);
    }
    body.append(this.#instructions.content);
    body.byte(opcode.end);
    out.unsigned(body.length);
    out.append(body.content);
  }
}
