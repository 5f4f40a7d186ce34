/** What all neurons of a population share, in flight: states that no spike sets, with all that drives them and all that arrives. */
import type { Stream } from "../../base/index.ts";
import { compileMap, type MapKernel, type NamedTree } from "../../compiler/index.ts";
import type { Tree } from "../../language/index.ts";
import { Drive, type Driving, held } from "../drive.ts";
import { commonNoiseSlot } from "../population/model.ts";
import { type StepFunction, stepOf } from "../population/modules.ts";
import type { Space } from "../population/space.ts";
import { type Constants, constantsOf, refuseDraws } from "../values.ts";
import type { CohortPopulation } from "./cohort-network.ts";
import { type CohortModel, isShared } from "./model.ts";

/** What is kept to go on from. */
export interface SharedState {
  readonly slots: Float64Array;
  readonly held: readonly (readonly [string, number])[];
}

/** The common states of one population of cohorts, moved with the steps of the cohorts but without them. */
export class SharedRun {
  readonly model: CohortModel;
  readonly from: number;
  readonly size: number;
  readonly #kernels: { readonly step: MapKernel; readonly observe: MapKernel; readonly constants: readonly number[] };
  readonly #places: ReadonlyMap<string, number>;
  /** Byte addresses. */
  readonly #slots: number;
  readonly #common: number;
  readonly #outputs: number;
  readonly #signals: number;
  readonly #driven: readonly { readonly slot: string; readonly place: number }[];
  readonly #drivenValues: Float64Array;
  readonly #noises: readonly { readonly slot: string; readonly stream: Stream }[];
  readonly #held = new Map<string, number>();
  #numbers!: Float64Array;
  #step!: StepFunction;
  #observe!: StepFunction;
  #drive!: Drive;

  constructor({ model, cell }: CohortPopulation, space: Space) {
    this.model = model;
    this.from = cell.from;
    this.size = cell.to - cell.from;
    const { program, stimulation, reading, scheme, present, slots } = model;
    const constants: number[] = [];
    const compile = (states: readonly string[], definitions: readonly NamedTree[], step: readonly Tree[], own: readonly string[]) => {
      const reserved = Array.from({ length: constants.length }, (_, k) => `reserved.${k}`);
      const kernel = compileMap({ states, inputs: [], slots: [...own, ...reserved], definitions, step, format: "f64", stride: 8 });
      constants.push(...kernel.constants);
      return kernel;
    };
    const first = slots.length - reading.common.length;
    const besides = slots.map((slot, i) => (i < first ? slot : `common.${i}`));
    const signals = program.signals.filter((signal) => isShared(model, signal));
    const outputs = signals.map((_, k) => `observed.${k}`);
    const step = compile(reading.common, scheme.definitions, [...scheme.common.values()], besides);
    const observe = compile(outputs, present, signals, slots);
    this.#kernels = { step, observe, constants };
    this.#places = new Map(slots.map((slot, i) => [slot, i]));
    this.#slots = space.take(8 * (slots.length + constants.length));
    this.#common = this.#slots + 8 * first;
    this.#signals = signals.length;
    this.#outputs = space.take(8 * signals.length);
    this.#drivenValues = new Float64Array(program.slots.length);
    this.#driven = stimulation.drivenSlots.flatMap((slot) => {
      const place = program.slots.indexOf(slot);
      return place < 0 ? [] : [{ slot, place }];
    });
    this.#noises = stimulation.noises.map(({ noise, streamOf }) => ({ slot: commonNoiseSlot(noise), stream: streamOf(cell.from) }));
  }

  /** Connects the population to its memory, and puts there what the document begins with. */
  open(memory: WebAssembly.Memory): void {
    const { step, observe, constants } = this.#kernels;
    const { slots, flow } = this.model;
    this.#numbers = new Float64Array(memory.buffer);
    this.#numbers.set(constants, this.#slots / 8 + slots.length);
    this.#step = stepOf(step, memory);
    this.#observe = stepOf(observe, memory);
    const { initial } = this.#furnish();
    for (const [i, { name }] of flow.states.entries()) this.#put(name, initial[i]!);
  }

  #put(slot: string, value: number): void {
    const place = this.#places.get(slot);
    if (place !== undefined) this.#numbers[this.#slots / 8 + place] = value;
  }

  #furnish(): Constants {
    const { flow, scheme, stimulation, population, program } = this.model;
    const constants = constantsOf(flow, this.from, population.size, refuseDraws);
    for (const [i, { name }] of flow.parameters.entries()) this.#put(name, constants.parameters[i]!);
    this.#put("index", this.from);
    this.#put("size", population.size);
    if (scheme.block !== undefined) {
      const entries = scheme.block.compute(constants.lookup);
      for (const [k, entry] of scheme.block.entries.entries()) this.#put(entry, entries[k]!);
    }
    const { driving, values } = stimulation.forNeuron(this.from, constants.lookup);
    for (const [slot, value] of values) this.#put(slot, value);
    let kept: Driving = driving;
    for (const [input, value] of this.#held) kept = held(kept, input, value);
    this.#drive = new Drive(program, kept);
    return constants;
  }

  /** Place of a slot or common state among the numbers. */
  placeOf(slot: string): number {
    const place = this.#places.get(slot);
    if (place === undefined) throw new RangeError(`${this.model.population.name} has no ${slot}`);
    return this.#slots / 8 + place;
  }

  /** Writes what drives the population from `time` on, the beginning of the step after a tick. */
  drive(time: number, tick: number): void {
    if (this.#drive.next <= time) {
      this.#drive.apply(time, this.#drivenValues, 0);
      for (const { slot, place } of this.#driven) this.#put(slot, this.#drivenValues[place]!);
    }
    for (const { slot, stream } of this.#noises) this.#put(slot, stream.at(tick).normal());
  }

  /** Moves the common states by the step that ends at `tick`. */
  advance(tick: number): void {
    this.#step((tick - 0.5) * this.model.step, this.#common, 0, this.#slots, 1, 0, 0);
  }

  /** What is recorded of the common states at a time: the signals that all neurons share, in their order. */
  observe(time: number): Float64Array {
    if (this.#signals > 0) this.#observe(time, this.#outputs, 0, this.#slots, 1, 0, 0);
    return this.#numbers.subarray(this.#outputs / 8, this.#outputs / 8 + this.#signals);
  }

  /** A constant takes the place of all that drives an input. */
  hold(input: string, value: number): void {
    this.#held.set(input, value);
    this.#furnish();
  }

  save(): SharedState {
    const first = this.#slots / 8;
    return { slots: this.#numbers.slice(first, first + this.model.slots.length), held: [...this.#held] };
  }

  restore({ slots, held: inputs }: SharedState): void {
    for (const [name, value] of inputs) this.#held.set(name, value);
    this.#furnish();
    this.#numbers.set(slots, this.#slots / 8);
  }
}
