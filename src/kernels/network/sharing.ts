/** What the blocks of a network cost and say, so that they can be dealt to threads. */
import type { Sharing } from "../../contract/index.ts";
import { type Tree, visitTree } from "../../language/index.ts";
import { expectedConnections, type Projecting } from "../wiring/index.ts";
import { atomsOf } from "./cut.ts";
import { type Network, type NetworkPopulation, payloadsOf, sendPlace } from "./network.ts";
import { enteringOf, gradedOf } from "./projections.ts";

/**
 * What things take in fast arithmetic, measured on one machine [ns]: a neuron and step beside its equations, what is drawn for it, and what
 * arrives over one connection, at a spike or all the time.
 */
const [neuronCost, drawCost, arrivalCost, edgeCost] = [0.6, 1, 3, 1];
/** Of an operation on four neurons; and what others take in terms of an addition. */
const [operationCost, divisionWeight, choiceWeight, functionWeight] = [0.05, 6, 2, 20];
/** Doubles are two at a time, and connections of doubles take four times the room. */
const referenceFactor = 3;
/** Rate that is reckoned with before anything is known, 3 Hz as in cortex [1/ms]; spikes of a neuron in a step, where time has no unit. */
const [expectedRate, expectedSpikes] = [0.003, 0.0003];

/** By atoms. */
export function sharingOf(network: Network): Sharing {
  const { populations, experiment, step } = network;
  const [arriving, acting] = [connectionsOnto(enteringOf(network)), connectionsOnto(gradedOf(network))];
  const blocks = populations.flatMap((population) => population.extents.map((extent) => ({ population, extent })));
  const spikes = experiment.units === "physical" ? expectedRate * step : expectedSpikes;
  const factor = network.arithmetic === "fast" ? 1 : referenceFactor;
  const ofNeuron = new Map(
    populations.map((population) => {
      const { name } = population.model.population;
      const received = arrivalCost * spikes * (arriving.get(name) ?? 0) + edgeCost * (acting.get(name) ?? 0);
      return [population, factor * (stepCost(population) + received)] as const;
    }),
  );
  const costs = blocks.map(({ population, extent }) => ofNeuron.get(population)! * (extent.to - extent.from));
  const atoms = atomsOf(network);
  const first = atoms.map(({ from }) => blocks[from]!);
  return {
    work: atoms.map(({ from, to }) => costs.slice(from, to).reduce((sum, cost) => sum + cost, 0)),
    firstId: [...first.map(({ population, extent }) => population.offset + extent.from), network.neurons],
    firstNumber: [...first.map(({ population, extent }) => sendPlace(population, extent, 0)), network.numbers],
    columns: Math.max(0, ...populations.map((population) => payloadsOf(network, population).length)),
    steps: Math.round(experiment.run.duration / step),
  };
}

/** A neuron and step, without what arrives. */
function stepCost({ model: { scheme }, sources }: NetworkPopulation): number {
  let operations = 0;
  const trees = [...scheme.definitions.map((one) => one.tree), ...scheme.step.values()];
  for (const tree of trees) visitTree(tree, (node) => (operations += weightOf(node)));
  return neuronCost + operationCost * operations + drawCost * (scheme.uniforms + sources.length);
}

function weightOf(node: Tree): number {
  if (node.kind === "unary") return 1;
  if (node.kind === "binary") return node.op === "/" ? divisionWeight : 1;
  if (node.kind !== "call") return 0;
  return node.name === "where" || node.name === "min" || node.name === "max" ? choiceWeight : functionWeight;
}

/** Connections onto a neuron, by population, on average. */
function connectionsOnto(inputs: readonly Projecting[]): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const input of inputs) {
    const { name, size } = input.post;
    const { from, to } = input.projection.to;
    all.set(name, (all.get(name) ?? 0) + expectedConnections(input, from, to).mean / size);
  }
  return all;
}
