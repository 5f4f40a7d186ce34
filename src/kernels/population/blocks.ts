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
 * Cuts a population: no block has more than `blockLength` neurons, and none goes beyond an end of a range or of a stimulus, so that what
 * drives its neurons, and what all of them send, are numbers of the block.
 */
export function cutBlocks({ population, stimulation }: PopulationModel, ranges: readonly Range[]): readonly Extent[] {
  const bounds = ranges.flatMap(({ population: name, from, to }) => (name === population.name ? [from, to] : []));
  const cuts = [...new Set([0, ...stimulation.bounds, ...bounds, population.size])].sort((a, b) => a - b);
  const blocks: Extent[] = [];
  for (const [k, start] of cuts.slice(0, -1).entries()) {
    for (let from = start; from < cuts[k + 1]!; from += blockLength) {
      blocks.push({ index: blocks.length, from, to: Math.min(from + blockLength, cuts[k + 1]!) });
    }
  }
  return blocks;
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
