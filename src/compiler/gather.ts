/** Sums over the connections onto each target of weight times a value of the source: what is sent all the time. */
import { Code } from "./wasm/code.ts";
import { assembleModule } from "./wasm/module.ts";
import { opcode } from "./wasm/opcodes.ts";

/**
 * A module that imports `env.memory` and exports
 * - `gather(rows: i32, end: i32, offsets: i32, values: i32, out: i32, weights: i32)`: for the targets whose first connections stand, as
 *   numbers (u32), at `rows` up to `end`, where that after the last one's stands, the sum of weight (f64) times the value (f64) at `values` +
 *   offset (i32) over the connections of each, to `out` (f64);
 * - `gatherEqual(rows: i32, end: i32, offsets: i32, values: i32, out: i32)`: the same without weights.
 *
 * Connection i of a target is added to sum i mod 4, and the sums as (0 + 1) + (2 + 3): an addition takes four times as long as it takes
 * to begin the next. There is at least one target.
 */
export function compileGather(): Uint8Array {
  return assembleModule([
    { exported: "gather", code: new GatherWriter(true).code },
    { exported: "gatherEqual", code: new GatherWriter(false).code },
  ]);
}

const [rows, end, offsets, values, out, weights] = [0, 1, 2, 3, 4, 5];
const lanes = 4;

class GatherWriter {
  readonly code: Code;
  readonly #isWeighted: boolean;
  /** Addresses of the offset and the weight of the next connection, and of the offset behind the last one of the target. */
  readonly #at: number;
  readonly #weight: number;
  readonly #stop: number;
  readonly #sums: readonly number[];

  constructor(isWeighted: boolean) {
    this.#isWeighted = isWeighted;
    this.code = new Code(["i32", "i32", "i32", "i32", "i32", ...(isWeighted ? (["i32"] as const) : [])]);
    [this.#at, this.#weight, this.#stop] = [this.code.local("i32"), this.code.local("i32"), this.code.local("i32")];
    this.#sums = Array.from({ length: lanes }, () => this.code.local("f64"));
    this.#write();
  }

  #write(): void {
    const { code } = this;
    code.loop();
    this.#begin();
    // While four more connections are there.
    this.#ifMore(lanes, () => {
      code.loop();
      for (let lane = 0; lane < lanes; lane++) this.#add(lane);
      this.#move(this.#at, 4 * lanes);
      if (this.#isWeighted) this.#move(this.#weight, 8 * lanes);
      this.#compare(lanes);
      code.op(opcode.brIf);
      code.index(0);
      code.op(opcode.end);
    });
    for (let lane = 0; lane < lanes - 1; lane++) this.#ifMore(lane + 1, () => this.#add(lane));
    code.get(out);
    for (const sum of this.#sums) code.get(sum);
    // (0 + 1) + (2 + 3), in the order of the stack.
    code.op(opcode.f64Add);
    code.set(this.#sums[2]!);
    code.op(opcode.f64Add);
    code.get(this.#sums[2]!);
    code.op(opcode.f64Add);
    code.storeF64(0);
    this.#move(out, 8);
    this.#move(rows, 4);
    code.get(rows);
    code.get(end);
    code.op(opcode.i32LtU, opcode.brIf);
    code.index(0);
    code.op(opcode.end);
  }

  /** Turns to the connections of the target at `rows`. */
  #begin(): void {
    const { code } = this;
    const address = (base: number, row: number, bits: number, into: number) => {
      code.get(base);
      code.get(rows);
      code.loadI32(row);
      code.i32(bits);
      code.op(opcode.i32Shl, opcode.i32Add);
      code.set(into);
    };
    address(offsets, 0, 2, this.#at);
    address(offsets, 4, 2, this.#stop);
    if (this.#isWeighted) address(weights, 0, 3, this.#weight);
    for (const sum of this.#sums) {
      code.f64(0);
      code.set(sum);
    }
  }

  /** Connection number `lane` from here on. */
  #add(lane: number): void {
    const { code } = this;
    const sum = this.#sums[lane]!;
    code.get(sum);
    code.get(values);
    code.get(this.#at);
    code.loadI32(4 * lane);
    code.op(opcode.i32Add);
    code.loadF64(0);
    if (this.#isWeighted) {
      code.get(this.#weight);
      code.loadF64(8 * lane);
      code.op(opcode.f64Mul);
    }
    code.op(opcode.f64Add);
    code.set(sum);
  }

  /** Whether there are at least so many connections more, on the stack. */
  #compare(count: number): void {
    const { code } = this;
    code.get(this.#stop);
    code.get(this.#at);
    code.op(opcode.i32Sub);
    code.i32(4 * count);
    code.op(opcode.i32GeU);
  }

  #ifMore(count: number, write: () => void): void {
    this.#compare(count);
    this.code.if();
    write();
    this.code.op(opcode.end);
  }

  #move(pointer: number, bytes: number): void {
    const { code } = this;
    code.get(pointer);
    code.i32(bytes);
    code.op(opcode.i32Add);
    code.set(pointer);
  }
}
