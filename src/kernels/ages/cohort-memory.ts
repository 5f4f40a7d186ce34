/** The numbers of a population of cohorts in the memory of compiled code. */
import { InternalError } from "../../base/index.ts";
import type { Space } from "../population/space.ts";
import { type CohortKernels, type CohortModel, widthOf } from "./model.ts";

/** Sums of a step. */
const sumCount = 3;

export type Cells = Float32Array | Float64Array;

export class CohortMemory {
  /** Byte addresses, as compiled code takes them. */
  readonly slots: number;
  readonly common: number;
  readonly arrays: number;
  readonly inputs: number;
  readonly masses: number;
  /** Recorded expressions of every cohort, and of one, as doubles. */
  readonly outputs: number;
  readonly ofOne: number;
  readonly sums: number;
  /** How many cohorts there are, rounded up to whole vectors, as i32. */
  readonly count: number;
  /** States and hazard of one cohort, as doubles. */
  readonly single: number;
  readonly #model: CohortModel;
  readonly #length: number;
  readonly #places: ReadonlyMap<string, number>;
  #doubles!: Float64Array;
  #cells!: Cells;

  /** @param length  places of cohorts, a multiple of a vector's */
  constructor(model: CohortModel, { constants }: CohortKernels, length: number, space: Space) {
    const stride = length * widthOf(model.precision);
    const outputs = model.program.signals.length;
    this.#model = model;
    this.#length = length;
    this.#places = new Map(model.slots.map((slot, i) => [slot, i]));
    this.slots = space.take(8 * (model.slots.length + constants.length));
    this.common = this.slots + 8 * (model.slots.length - model.reading.common.length);
    this.arrays = space.take((model.arrays.length + 1) * stride);
    this.inputs = space.take(model.inputs.length * stride);
    this.masses = space.take(3 * 8 * length);
    this.outputs = space.take(outputs * stride);
    this.ofOne = space.take(8 * outputs);
    this.sums = space.take(8 * sumCount);
    this.count = space.take(8);
    this.single = space.take(8 * (model.arrays.length + 1));
  }

  open(memory: WebAssembly.Memory, { constants }: CohortKernels): void {
    this.#doubles = new Float64Array(memory.buffer);
    this.#cells = this.#model.precision === "f32x4" ? new Float32Array(memory.buffer) : this.#doubles;
    this.#doubles.set(constants, this.slots / 8 + this.#model.slots.length);
  }

  /** Array number `k` from an address on. */
  cells(address: number, k: number): Cells {
    const first = address / widthOf(this.#model.precision) + k * this.#length;
    return this.#cells.subarray(first, first + this.#length);
  }

  doubles(address: number, length: number): Float64Array {
    return this.#doubles.subarray(address / 8, address / 8 + length);
  }

  /** Neurons left, reciprocals, and neurons that there were, see `CohortArrays`. */
  get byCohort(): readonly [Float64Array, Float64Array, Float64Array] {
    const at = (k: number) => this.doubles(this.masses + 8 * k * this.#length, this.#length);
    return [at(0), at(1), at(2)];
  }

  /** Writes a number that all share, if the population has it. */
  put(slot: string, value: number): void {
    const place = this.#places.get(slot);
    if (place !== undefined) this.#doubles[this.slots / 8 + place] = value;
  }

  /** Place of a slot among the doubles. */
  placeOf(slot: string): number {
    const place = this.#places.get(slot);
    if (place === undefined) throw new InternalError(`${this.#model.population.name} has no ${slot}`);
    return this.slots / 8 + place;
  }

  write(place: number, value: number): void {
    this.#doubles[place] = value;
  }

  read(place: number): number {
    return this.#doubles[place]!;
  }
}
