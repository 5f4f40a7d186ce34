/** Cuts a network into partitions: as few as possible, each small enough for its rings to stay in the cache. */
import type { Part } from "../../contract/index.ts";
import type { Share, Partition as Targets } from "../delivery/index.ts";
import { vectorLength } from "../population/blocks.ts";
import { blockLength } from "../population/model.ts";
import type { Network } from "./network.ts";
import type { Cut } from "./part.ts";

/** Targets that a word of a connection can name. */
const mostTargets = 65536;
/**
 * Cells of all rings of a partition, of 4 bytes each, with 8 rows: 1.25 MiB. Half as many more cost less than two partitions of less, in
 * which a spike has fewer connections side by side.
 */
const bestCells = 40960;

/** Blocks of all populations, one after the other. */
function blocksOf({ populations }: Network) {
  return populations.flatMap(({ model, extents }) => extents.map((extent) => ({ ...extent, population: model.population.name })));
}

/**
 * What can be dealt out: the blocks of some population between two places that connections can be cut at, counted through all populations.
 * Where spikes cause others at the same moment, all of them are one.
 */
export function atomsOf(network: Network): readonly Cut[] {
  const blocks = blocksOf(network);
  if (network.cascades.length > 0) return [{ from: 0, to: blocks.length }];
  const begins = [...blocks.keys()].filter((k) => blocks[k]!.from % blockLength === 0);
  return begins.map((from, i) => ({ from, to: begins[i + 1] ?? blocks.length }));
}

/** Neurons of a cut. */
export function neuronsIn(network: Network, { from, to }: Cut): number {
  return blocksOf(network)
    .slice(from, to)
    .reduce((sum, block) => sum + block.to - block.from, 0);
}

/** Consecutive cuts of about equal numbers of neurons through the atoms [from, to). */
export function cutNetwork(network: Network, { from, to }: Part): readonly Cut[] {
  const atoms = atomsOf(network)
    .slice(from, to)
    .map((atom) => ({ ...atom, neurons: neuronsIn(network, atom) }));
  const neurons = atoms.reduce((sum, atom) => sum + atom.neurons, 0);
  const rings = Math.max(1, ...network.populations.map(({ model }) => model.assembly.arrivals.length));
  const count = Math.max(1, Math.ceil(neurons / mostTargets), Math.round((neurons * rings) / bestCells));
  const cuts: Cut[] = [];
  let [begin, passed] = [atoms[0]!.from, 0];
  for (const [k, atom] of atoms.entries()) {
    passed += atom.neurons;
    const isFull = passed >= ((cuts.length + 1) * neurons) / count;
    if (!isFull && k < atoms.length - 1) continue;
    cuts.push({ from: begin, to: atom.to });
    begin = atom.to;
  }
  return cuts;
}

/** The targets of a cut, as delivery numbers them: every block begins at a whole vector. */
export function targetsOf(network: Network, { from, to }: Cut): Targets {
  const shares: { population: string; from: number; to: number; local: number }[] = [];
  let size = 0;
  for (const block of blocksOf(network).slice(from, to)) {
    const last = shares.at(-1);
    const begin = padded(size);
    if (last?.population === block.population && begin === size) last.to = block.to;
    else shares.push({ population: block.population, from: block.from, to: block.to, local: begin });
    size = begin + block.to - block.from;
  }
  return { shares: shares satisfies readonly Share[], size: padded(size) };
}

function padded(size: number): number {
  return Math.ceil(size / vectorLength) * vectorLength;
}
