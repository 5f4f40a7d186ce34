/** What drives the neurons of a block from outside: common numbers, and arrays where neurons differ. */
import type { Stream } from "../../base/index.ts";
import { Drive, held } from "../drive.ts";
import type { Lookup } from "../values.ts";
import type { BlockMemory } from "./block-memory.ts";
import type { Block } from "./blocks.ts";
import { commonNoiseSlot, type PopulationModel } from "./model.ts";

/** A slot that drives write: its place in the program, and whether it is an array here. */
interface Driven {
  readonly slot: string;
  readonly place: number;
  readonly isArray: boolean;
}

export class Surroundings {
  readonly #memory: BlockMemory;
  readonly #block: Block;
  readonly #model: PopulationModel;
  #common!: Drive;
  /** One for each neuron, where they are driven apart. */
  #own: readonly Drive[] = [];
  #lookups: readonly Lookup[] = [];
  #held: ReadonlyMap<string, number> = new Map();
  readonly #driven: readonly Driven[];
  readonly #noise: readonly { readonly slot: string; readonly stream: Stream }[];
  readonly #values: Float64Array;

  /** @param lookups  parameters of each neuron of the block */
  constructor(model: PopulationModel, memory: BlockMemory, block: Block, lookups: readonly Lookup[]) {
    const { program, stimulation, drivenApart } = model;
    this.#model = model;
    this.#memory = memory;
    this.#block = block;
    this.#values = new Float64Array(program.slots.length);
    this.#driven = stimulation.drivenSlots.flatMap((slot) => {
      const place = program.slots.indexOf(slot);
      return place < 0 ? [] : [{ slot, place, isArray: drivenApart.has(slot) }];
    });
    this.#noise = stimulation.noises
      .filter((noise) => !noise.isOwn)
      .map(({ noise, streamOf }) => ({ slot: commonNoiseSlot(noise), stream: streamOf(block.from) }));
    this.furnish(lookups, []);
  }

  /** Inputs that have been given a constant. */
  get held(): readonly (readonly [string, number])[] {
    return [...this.#held];
  }

  /** Takes the values of stimuli from the parameters of the neurons, constants apart; edges are found anew. */
  furnish(lookups: readonly Lookup[], constants: Iterable<readonly [string, number]>): void {
    this.#held = new Map(constants);
    const { stimulation, program, drivenApart } = this.#model;
    const { from } = this.#block;
    const drive = (neuron: number, lookup: Lookup, put: (slot: string, value: number) => void) => {
      const { driving, values } = stimulation.forNeuron(neuron, lookup);
      for (const [slot, value] of values) put(slot, value);
      let kept = driving;
      for (const [input, value] of this.#held) kept = held(kept, input, value);
      return new Drive(program, kept);
    };
    this.#common = drive(from, lookups[0]!, (slot, value) => this.#memory.putSlot(this.#block, slot, value));
    const apart = drivenApart.size === 0 ? [] : lookups;
    this.#own = apart.map((lookup, k) => drive(from + k, lookup, (slot, value) => this.#memory.put(this.#block, slot, from + k, value)));
    this.#lookups = lookups;
  }

  /** A constant takes the place of all that drives an input. */
  hold(input: string, value: number): void {
    this.furnish(this.#lookups, [...this.#held, [input, value]]);
  }

  /** Writes what holds from `time` on, the beginning of tick number `tick`. */
  apply(time: number, tick: number): void {
    if (this.#common.next <= time) {
      this.#common.apply(time, this.#values, 0);
      for (const { slot, place, isArray } of this.#driven) if (!isArray) this.#memory.putSlot(this.#block, slot, this.#values[place]!);
    }
    for (const [k, drive] of this.#own.entries()) {
      if (drive.next > time) continue;
      drive.apply(time, this.#values, 0);
      for (const { slot, place, isArray } of this.#driven) {
        if (isArray) this.#memory.put(this.#block, slot, this.#block.from + k, this.#values[place]!);
      }
    }
    for (const { slot, stream } of this.#noise) this.#memory.putSlot(this.#block, slot, stream.at(tick).normal());
  }
}
