/** What drives the neurons of a block from outside: common numbers, and arrays where neurons differ. */
import type { Stream } from "../../base/index.ts";
import { Drive } from "../drive.ts";
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
  readonly #common: Drive;
  /** One for each neuron, where they are driven apart. */
  readonly #own: readonly Drive[];
  readonly #driven: readonly Driven[];
  readonly #noise: readonly { readonly slot: string; readonly stream: Stream }[];
  readonly #values: Float64Array;

  /** @param lookups  parameters of each neuron of the block */
  constructor(model: PopulationModel, memory: BlockMemory, block: Block, lookups: readonly Lookup[]) {
    const { program, stimulation, drivenApart } = model;
    this.#memory = memory;
    this.#block = block;
    this.#values = new Float64Array(program.slots.length);
    this.#driven = stimulation.drivenSlots.flatMap((slot) => {
      const place = program.slots.indexOf(slot);
      return place < 0 ? [] : [{ slot, place, isArray: drivenApart.has(slot) }];
    });
    const first = stimulation.forNeuron(block.from, lookups[0]!);
    this.#common = new Drive(program, first.driving);
    for (const [slot, value] of first.values) memory.putSlot(block, slot, value);
    const apart = drivenApart.size === 0 ? [] : lookups;
    this.#own = apart.map((lookup, k) => {
      const { driving, values } = stimulation.forNeuron(block.from + k, lookup);
      for (const [slot, value] of values) memory.put(block, slot, block.from + k, value);
      return new Drive(program, driving);
    });
    this.#noise = stimulation.noises
      .filter((noise) => !noise.isOwn)
      .map(({ noise, streamOf }) => ({ slot: commonNoiseSlot(noise), stream: streamOf(block.from) }));
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
