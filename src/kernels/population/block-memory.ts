/** Names of a population -> numbers in the memory of its blocks. */
import type { Block } from "./blocks.ts";
import { type PopulationModel, strideOf } from "./model.ts";

export class BlockMemory {
  readonly memory: WebAssembly.Memory;
  readonly doubles: Float64Array;
  readonly words: Uint32Array;
  /** All memory as numbers of the population's precision. */
  readonly values: Float32Array | Float64Array;
  readonly #width: number;
  readonly #stride: number;
  readonly #arrays: ReadonlyMap<string, number>;
  readonly #slots: ReadonlyMap<string, number>;

  constructor(memory: WebAssembly.Memory, { precision, arrays, slots }: PopulationModel) {
    this.memory = memory;
    this.doubles = new Float64Array(memory.buffer);
    this.words = new Uint32Array(memory.buffer);
    this.values = precision === "f32x4" ? new Float32Array(memory.buffer) : this.doubles;
    this.#width = precision === "f32x4" ? 4 : 8;
    this.#stride = strideOf(precision);
    this.#arrays = new Map(arrays.map((name, i) => [name, i]));
    this.#slots = new Map(slots.map((name, i) => [name, i]));
  }

  /** Writes a number that the neurons of a block share, if the population has it. */
  putSlot(block: Block, slot: string, value: number): void {
    const place = this.#slots.get(slot);
    if (place !== undefined) this.doubles[block.slots / 8 + place] = value;
  }

  /** Writes a number of one neuron, if the population has such an array. */
  put(block: Block, array: string, neuron: number, value: number): void {
    const place = this.#place(block, array, neuron);
    if (place !== undefined) this.values[place] = value;
  }

  /** A number of one neuron. */
  get(block: Block, array: string, neuron: number): number | undefined {
    const place = this.#place(block, array, neuron);
    return place === undefined ? undefined : this.values[place];
  }

  /** The numbers of an array, one for each neuron; empty without such an array. */
  all(block: Block, array: string): Float32Array | Float64Array {
    const first = this.#place(block, array, block.from) ?? 0;
    return this.values.subarray(first, this.#arrays.has(array) ? first + block.to - block.from : first);
  }

  /** So many numbers from an address on. */
  from(address: number, count: number): Float32Array | Float64Array {
    return this.values.subarray(address / this.#width, address / this.#width + count);
  }

  #place(block: Block, array: string, neuron: number): number | undefined {
    const number = this.#arrays.get(array);
    return number === undefined ? undefined : (block.arrays + number * this.#stride) / this.#width + neuron - block.from;
  }

  /** Writes values times a factor for the neurons from `first` on, if the population has such an array. */
  putAll(block: Block, array: string, first: number, values: Float64Array, factor: number): void {
    const place = this.#place(block, array, first);
    if (place === undefined) return;
    for (let k = 0; k < values.length; k++) this.values[place + k] = factor * values[k]!;
  }

  /** Constants of compiled code, behind the slots. */
  putConstants(block: Block, slots: number, constants: readonly number[]): void {
    this.doubles.set(constants, block.slots / 8 + slots);
  }
}
