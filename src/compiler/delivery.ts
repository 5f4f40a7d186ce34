/** Spikes -> jumps of their targets: the loops over stored connections. */
import { unreachable } from "../base/index.ts";
import { addToAll } from "./adding.ts";
import { Code } from "./wasm/code.ts";
import { assembleModule } from "./wasm/module.ts";
import { opcode } from "./wasm/opcodes.ts";

/**
 * How a connection is stored. A cell is a place in a ring: row << targetBits | target.
 * - `word4`: weight << (rowBits + targetBits) | cell, the weight signed; the row is that of the delay, counted from the step after the spike;
 * - `word8`: the cell, then the weight (i32);
 * - `reference`: target (u32), delay in steps (u32), weight (f64).
 */
export type WordFormat = "word4" | "word8" | "reference";

/** Bytes of a connection. */
export const wordBytes: Readonly<Record<WordFormat, number>> = { word4: 4, word8: 8, reference: 16 };

/** Channels that one loop serves: [from, to) in the numbers of channels. */
export interface LoopSource {
  readonly from: number;
  readonly to: number;
  readonly format: WordFormat;
  /** Address of the ring. */
  readonly ring: number;
  /** Address of the payloads that multiply the weights, f64 by place in the list of spikes. */
  readonly payload?: number;
}

/** Addresses in bytes. */
export interface DeliverySource {
  /** Cells of a row are 2^targetBits, rows 2^rowBits. */
  readonly targetBits: number;
  readonly rowBits: number;
  readonly loops: readonly LoopSource[];
  /**
   * Segments of 8 bytes: the address of the first connection, then group << 8 | channel. A source's segments ascend in the group and end
   * with one of tag -1; a segment's connections end where the next one's begin.
   */
  readonly segments: number;
  /** By channel what weights are multiplied by (i32). */
  readonly multipliers: number;
  /** Segments that the spikes have come to (u32). */
  readonly cursors: number;
  /** All columns of payloads. */
  readonly payloads: readonly number[];
  /** Where the number of spikes that remain is written (u32). */
  readonly kept: number;
  /**
   * For connections that no cache holds: where a sum of what was only read is written (u32), so that the reading cannot be left out. A
   * loop over connections asks for a cache line when it comes near it, and waits. Here the lines of many spikes are all asked for before
   * the first connection is delivered, and come side by side.
   */
  readonly ahead?: number;
}

/**
 * A module that imports `env.memory` and exports
 * - `deliver(count: i32, group: i32, now: i32)`: adds the connections of the given delay group of `count` spikes to the rings; `now` is the
 *   step up to which arrivals have been read. Cursors, with their payloads, that have not come to the end are moved up to the front;
 * - `addIntegers(at: i32, end: i32, value: i32)` and `addNumbers(at: i32, end: i32, value: f64)`: add to all cells from `at` up to `end`.
 */
export function compileDelivery(source: DeliverySource): Uint8Array {
  return assembleModule([
    { exported: "deliver", code: new DeliverWriter(source).code },
    { exported: "addIntegers", code: addToAll("i32") },
    { exported: "addNumbers", code: addToAll("f64") },
  ]);
}

const endOfSource = -1;
/** Turns of the loop over connections that are written out. */
const unrolled = 4;
/** Spikes whose connections are read ahead, of 1 or 2 kB each: a core's own cache holds them all. */
const spikesAhead = 64;
const lineBytes = 64;

class DeliverWriter {
  readonly code = new Code(["i32", "i32", "i32"]);
  readonly #source: DeliverySource;
  readonly #count = 0;
  readonly #group = 1;
  readonly #now = 2;
  readonly #place: number;
  readonly #stop: number;
  readonly #kept: number;
  readonly #segment: number;
  readonly #tag: number;
  readonly #at: number;
  readonly #end: number;
  readonly #word: number;
  readonly #cell: number;
  readonly #rotation: number;
  readonly #multiplier: number;
  readonly #factor: number;

  constructor(source: DeliverySource) {
    this.#source = source;
    const integer = () => this.code.local("i32");
    [this.#place, this.#stop, this.#kept, this.#segment] = [integer(), integer(), integer(), integer()];
    [this.#tag, this.#at, this.#end, this.#word] = [integer(), integer(), integer(), integer()];
    [this.#cell, this.#rotation, this.#multiplier] = [integer(), integer(), integer()];
    this.#factor = this.code.local("f64");
    this.#write();
  }

  #write(): void {
    const { code } = this;
    const { targetBits, rowBits, loops, kept, ahead } = this.#source;
    // Where the row of the next step begins, in cells.
    code.get(this.#now);
    code.i32(1);
    code.op(opcode.i32Add);
    code.i32((1 << rowBits) - 1);
    code.op(opcode.i32And);
    code.i32(targetBits);
    code.op(opcode.i32Shl);
    code.set(this.#rotation);
    code.get(this.#place);
    code.get(this.#count);
    code.op(opcode.i32LtU);
    code.if();
    code.loop();
    if (ahead === undefined) {
      code.get(this.#count);
      code.set(this.#stop);
    } else this.#readAhead(ahead);
    this.#forSpikes(this.#place, () => {
      this.#forSegments(() => {
        for (const loop of loops) this.#deliverBy(loop);
      });
      this.#keep();
    });
    code.get(this.#place);
    code.get(this.#count);
    code.op(opcode.i32LtU, opcode.brIf);
    code.index(0);
    code.op(opcode.end, opcode.end);
    code.i32(0);
    code.get(this.#kept);
    code.storeI32(kept);
  }

  /** Spikes from `place` up to `stop`, of which there is at least one. */
  #forSpikes(place: number, body: () => void): void {
    const { code } = this;
    code.loop();
    this.#address(place, 2);
    code.loadI32(this.#source.cursors);
    code.set(this.#segment);
    body();
    code.get(place);
    code.i32(1);
    code.op(opcode.i32Add);
    code.tee(place);
    code.get(this.#stop);
    code.op(opcode.i32LtU, opcode.brIf);
    code.index(0);
    code.op(opcode.end);
  }

  /** Says where the next lot of spikes stops, and reads a word of every cache line of their connections. */
  #readAhead(sum: number): void {
    const { code } = this;
    code.get(this.#place);
    code.i32(spikesAhead);
    code.op(opcode.i32Add);
    code.tee(this.#stop);
    code.get(this.#count);
    code.get(this.#stop);
    code.get(this.#count);
    code.op(opcode.i32LtU, opcode.select);
    code.set(this.#stop);
    code.get(this.#place);
    code.set(this.#cell);
    this.#forSpikes(this.#cell, () => {
      this.#forSegments(() => {
        code.loop();
        code.get(this.#at);
        code.loadI32(0);
        code.get(this.#word);
        code.op(opcode.i32Add);
        code.set(this.#word);
        code.get(this.#at);
        code.i32(lineBytes);
        code.op(opcode.i32Add);
        code.tee(this.#at);
        code.get(this.#end);
        code.op(opcode.i32LtU, opcode.brIf);
        code.index(0);
        code.op(opcode.end);
      });
    });
    code.i32(0);
    code.get(this.#word);
    code.storeI32(sum);
  }

  /** index << bits. */
  #address(index: number, bits: number): void {
    this.code.get(index);
    this.code.i32(bits);
    this.code.op(opcode.i32Shl);
  }

  /** All segments of one spike that are of the group. Each has at least one connection. */
  #forSegments(body: () => void): void {
    const { code } = this;
    const { segments } = this.#source;
    code.loop();
    this.#address(this.#segment, 3);
    code.loadI32(segments + 4);
    code.tee(this.#tag);
    code.i32(8);
    code.op(opcode.i32ShrU);
    code.get(this.#group);
    code.op(opcode.i32Eq);
    code.if();
    this.#address(this.#segment, 3);
    code.loadI32(segments);
    code.set(this.#at);
    this.#address(this.#segment, 3);
    code.loadI32(segments + 8);
    code.set(this.#end);
    code.get(this.#tag);
    code.i32(255);
    code.op(opcode.i32And);
    code.set(this.#tag);
    body();
    code.get(this.#segment);
    code.i32(1);
    code.op(opcode.i32Add);
    code.set(this.#segment);
    code.op(opcode.br);
    code.index(1);
    code.op(opcode.end, opcode.end);
  }

  /** A cursor that has not come to its end is kept, with its payloads. */
  #keep(): void {
    const { code } = this;
    const { cursors, payloads } = this.#source;
    code.get(this.#tag);
    code.i32(endOfSource);
    code.op(opcode.i32Ne);
    code.if();
    this.#address(this.#kept, 2);
    code.get(this.#segment);
    code.storeI32(cursors);
    for (const payload of payloads) {
      this.#address(this.#kept, 3);
      this.#address(this.#place, 3);
      code.loadF64(payload);
      code.storeF64(payload);
    }
    code.get(this.#kept);
    code.i32(1);
    code.op(opcode.i32Add);
    code.set(this.#kept);
    code.op(opcode.end);
  }

  /** The connections from `at` to `end`, if their channel is one of the loop's. */
  #deliverBy(loop: LoopSource): void {
    const { code } = this;
    const bytes = wordBytes[loop.format];
    code.get(this.#tag);
    code.i32(loop.from);
    code.op(opcode.i32Sub);
    code.i32(loop.to - loop.from);
    code.op(opcode.i32LtU);
    code.if();
    this.#prepareFactor(loop);
    this.#repeat(unrolled, bytes, loop);
    this.#repeat(1, bytes, loop);
    code.op(opcode.end);
  }

  #prepareFactor({ format, payload }: LoopSource): void {
    const { code } = this;
    if (format === "word4") {
      this.#address(this.#tag, 2);
      code.loadI32(this.#source.multipliers);
      code.set(this.#multiplier);
    }
    if (payload === undefined) return;
    this.#address(this.#place, 3);
    code.loadF64(payload);
    if (format === "word4") {
      code.get(this.#multiplier);
      code.op(opcode.f64ConvertI32S, opcode.f64Mul);
    }
    code.set(this.#factor);
  }

  /** While so many connections remain. */
  #repeat(turns: number, bytes: number, loop: LoopSource): void {
    const { code } = this;
    const remain = () => {
      code.i32(turns * bytes - 1);
      code.get(this.#end);
      code.get(this.#at);
      code.op(opcode.i32Sub, opcode.i32LtU);
    };
    remain();
    code.if();
    code.loop();
    for (let turn = 0; turn < turns; turn++) this.#one(loop, turn * bytes);
    code.get(this.#at);
    code.i32(turns * bytes);
    code.op(opcode.i32Add);
    code.set(this.#at);
    remain();
    code.op(opcode.brIf);
    code.index(0);
    code.op(opcode.end, opcode.end);
  }

  /** One connection, `offset` bytes from `at`. */
  #one({ format, ring, payload }: LoopSource, offset: number): void {
    switch (format) {
      case "word4":
      case "word8":
        this.#addInteger(format, offset, ring, payload !== undefined);
        return;
      case "reference":
        this.#addNumber(offset, ring, payload !== undefined);
        return;
      default:
        unreachable(format);
    }
  }

  #addInteger(format: "word4" | "word8", offset: number, ring: number, hasPayload: boolean): void {
    const { code } = this;
    const { targetBits, rowBits } = this.#source;
    code.get(this.#at);
    code.loadI32(offset);
    code.tee(this.#word);
    code.get(this.#rotation);
    code.op(opcode.i32Add);
    code.i32((1 << (targetBits + rowBits)) - 1);
    code.op(opcode.i32And);
    code.i32(2);
    code.op(opcode.i32Shl);
    code.tee(this.#cell);
    code.get(this.#cell);
    code.loadI32(ring);
    if (format === "word4") {
      code.get(this.#word);
      code.i32(targetBits + rowBits);
      code.op(opcode.i32ShrS);
    } else {
      code.get(this.#at);
      code.loadI32(offset + 4);
    }
    if (hasPayload) {
      code.op(opcode.f64ConvertI32S);
      code.get(this.#factor);
      code.op(opcode.f64Mul, opcode.f64Nearest, opcode.saturatingPrefix, opcode.i32TruncateSaturatingF64S);
    } else if (format === "word4") {
      code.get(this.#multiplier);
      code.op(opcode.i32Mul);
    }
    code.op(opcode.i32Add);
    code.storeI32(ring);
  }

  #addNumber(offset: number, ring: number, hasPayload: boolean): void {
    const { code } = this;
    const { targetBits, rowBits } = this.#source;
    // ((now + delay) mod rows) << targetBits | target, in doubles.
    code.get(this.#now);
    code.get(this.#at);
    code.loadI32(offset + 4);
    code.op(opcode.i32Add);
    code.i32((1 << rowBits) - 1);
    code.op(opcode.i32And);
    code.i32(targetBits);
    code.op(opcode.i32Shl);
    code.get(this.#at);
    code.loadI32(offset);
    code.op(opcode.i32Or);
    code.i32(3);
    code.op(opcode.i32Shl);
    code.tee(this.#cell);
    code.get(this.#cell);
    code.loadF64(ring);
    code.get(this.#at);
    code.loadF64(offset + 8);
    if (hasPayload) {
      code.get(this.#factor);
      code.op(opcode.f64Mul);
    }
    code.op(opcode.f64Add);
    code.storeF64(ring);
  }
}
