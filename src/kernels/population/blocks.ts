/** Blocks: neurons of one population that are computed together, with their memory. */
import type { Range } from "../../model/index.ts";
import { blockLength, type PopulationModel, strideOf } from "./model.ts";
import type { Space } from "./space.ts";

/** A run of neurons of one population, [from, to). */
export interface Extent {
  /** Number of the block in its population, which no cut of the network changes. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts a population at every `blockLength` neurons, between which connections are drawn for themselves, and at the ends of ranges and
 * stimuli, so that what drives the neurons of a block, and what all of them send, are numbers of the block.
 */
export function cutBlocks({ population, stimulation }: PopulationModel, ranges: readonly Range[]): readonly Extent[] {
  const bounds = ranges.flatMap(({ population: name, from, to }) => (name === population.name ? [from, to] : []));
  const even = Array.from({ length: Math.ceil(population.size / blockLength) }, (_, k) => k * blockLength);
  const cuts = [...new Set([...even, ...stimulation.bounds, ...bounds, population.size])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => ({ index, from, to: cuts[index + 1]! }));
}

/** Neurons of a vector of floats; counts of neurons are rounded up to it. */
export const vectorLength = 4;
/** Four generators of four words. */
const generatorBytes = 64;

/** A block and where its numbers stand. */
export class Block implements Extent {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** Neurons, rounded up to whole vectors. Those beyond `to` are computed and never heard of. */
  readonly padded: number;
  readonly arrays: number;
  readonly slots: number;
  readonly generator: number;
  /** End of its memory, which begins at `arrays`. */
  readonly end: number;

  /** @param numbers  slots, and constants of compiled code behind them */
  constructor({ index, from, to }: Extent, model: PopulationModel, numbers: number, space: Space) {
    this.index = index;
    this.from = from;
    this.to = to;
    this.padded = Math.ceil((to - from) / vectorLength) * vectorLength;
    this.arrays = space.take(model.arrays.length * strideOf(model.precision));
    this.slots = space.take(8 * numbers);
    this.generator = space.take(generatorBytes);
    this.end = this.generator + generatorBytes;
  }
}

/** Words of a generator's state. */
export const generatorWords = generatorBytes / 4;
