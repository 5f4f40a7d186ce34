/** An experiment as a network: populations, blocks and connections, before anything is compiled or allocated. */
import { InternalError } from "../../base/index.ts";
import { name } from "../../language/index.ts";
import type { Experiment, Flow, Projection, SpikeSource } from "../../model/index.ts";
import { type Assemblies, assemble } from "../population/assemble.ts";
import { cutBlocks, type Extent } from "../population/blocks.ts";
import type { FlowMethod } from "../population/flow-step.ts";
import { type PopulationModel, type Precision, populationModel } from "../population/model.ts";
import { signalsOf } from "../taps.ts";
import { countedRanges, type Histogram, type HistogramTap, histogramTaps } from "./histogram.ts";

/** Integers and floats where they do, or doubles throughout. */
export type Arithmetic = "fast" | "reference";

/** One population of a network. */
export interface NetworkPopulation {
  readonly model: PopulationModel;
  /** Id of its first neuron: ids run through all populations in document order. */
  readonly offset: number;
  readonly extents: readonly Extent[];
  /** Where its blocks put the numbers that all parts of the network hear of: the place of the first, how many each block and each neuron has. */
  readonly numbers: { readonly from: number; readonly perBlock: number; readonly perNeuron: number };
  /** Its neurons as they are counted, with the number of the signal that is. */
  readonly histogram?: Histogram & { readonly signal: number; readonly taps: readonly HistogramTap[] };
  /** Spike sources that reach it, with the arrival that each feeds. */
  readonly sources: readonly { readonly source: SpikeSource; readonly arrival: number }[];
}

export interface Network {
  readonly experiment: Experiment;
  readonly arithmetic: Arithmetic;
  readonly seed: number;
  readonly step: number;
  readonly neurons: number;
  /** Numbers that all parts of the network hear of. */
  readonly numbers: number;
  readonly populations: readonly NetworkPopulation[];
  readonly routes: Assemblies["routes"];
  readonly broadcasts: Assemblies["broadcasts"];
  readonly graded: Assemblies["graded"];
  readonly cascades: Assemblies["cascades"];
}

/** Whether what a neuron sends has no jumps: it does not fire, and no noise moves it. */
export function movesSmoothly({ spike, hazard, noises }: Flow): boolean {
  return spike === undefined && hazard === undefined && noises.length === 0;
}

export interface NetworkOptions {
  readonly seed: number;
  readonly arithmetic: Arithmetic;
  /** Bins of the populations whose densities are recorded. */
  readonly histograms?: ReadonlyMap<string, Histogram>;
}

/** Prepares an experiment that the scale has accepted. */
export function networkOf(experiment: Experiment, { seed, arithmetic, histograms }: NetworkOptions): Network {
  const { step, method } = experiment.run;
  if (step === undefined) throw new InternalError("a network was planned without a step");
  const { populations, routes, broadcasts, graded, cascades } = assemble(experiment);
  const common = [...broadcasts.map(({ projection }) => projection), ...cascades];
  const ranges = [...experiment.spikeSources.map(({ to }) => to), ...common.flatMap(({ from, to }) => [from, to])];
  let [offset, numbers] = [0, 0];
  const all = experiment.populations.map((population): NetworkPopulation => {
    const assembly = populations.get(population.name)!;
    const recorded = signalsOf(experiment, population).map((signal) => signal.tree);
    const bins = histograms?.get(population.name);
    const signals = bins ? [...recorded, name(bins.state)] : recorded;
    const histogram = bins && { ...bins, signal: recorded.length, taps: histogramTaps(experiment, population, bins) };
    const precision: Precision = arithmetic === "reference" ? "f64x2" : "f32x4";
    // The scale has accepted the method.
    const model = populationModel({ experiment, population, assembly, signals, step, method: method as FlowMethod, precision, seed });
    const sources = experiment.spikeSources
      .filter((source) => source.to.population === population.name)
      .flatMap((source) => routes.get(source)!.map(({ arrival }) => ({ source, arrival })));
    const extents = cutBlocks(model, ranges);
    const counted = histogram ? histogram.bins * countedRanges(histogram.taps).length : 0;
    const perBlock = assembly.sends.length + model.program.signals.length + counted;
    const made = {
      model,
      offset,
      extents,
      sources,
      numbers: { from: numbers, perBlock, perNeuron: assembly.said.length },
      ...(histogram && { histogram }),
    };
    offset += population.size;
    numbers += perBlock * extents.length + assembly.said.length * population.size;
    return made;
  });
  return { experiment, arithmetic, seed, step, neurons: offset, numbers, populations: all, routes, broadcasts, graded, cascades };
}

/** Place of the sum over a block of what its neurons send. Blocks stand one behind the other: sums, then what single neurons say. */
export function sendPlace({ numbers }: NetworkPopulation, { index, from }: Extent, send: number): number {
  return numbers.from + index * numbers.perBlock + from * numbers.perNeuron + send;
}

/** Place of what the first neuron of a block says, `said` being its place among all that is said; the others follow. */
export function saidPlace(population: NetworkPopulation, block: Extent, said: number): number {
  return sendPlace(population, block, population.numbers.perBlock) + said * (block.to - block.from);
}

/** Place of the sum over a block of a recorded expression. */
export function signalPlace(population: NetworkPopulation, block: Extent, signal: number): number {
  return sendPlace(population, block, population.model.assembly.sends.length + signal);
}

/** Place of the counts over a block of range `range` of those that are counted. */
export function histogramPlace(population: NetworkPopulation, block: Extent, range: number): number {
  const { program } = population.model;
  return signalPlace(population, block, program.signals.length) + range * (population.histogram?.bins ?? 0);
}

/** States of a population that travel with its spikes. */
export function payloadsOf({ experiment, routes }: Network, { model }: NetworkPopulation): readonly string[] {
  const isOurs = ({ from }: Projection) => from.population === model.population.name;
  const all = experiment.projections.filter(isOurs).flatMap((projection) => routes.get(projection) ?? []);
  return [...new Set(all.flatMap(({ payload }) => (payload === undefined ? [] : [payload])))];
}

/** Magnitude of what travels with a spike, above which sums of integers might overflow: shares of a resource are at most 1. */
export const payloadBound = 16;
