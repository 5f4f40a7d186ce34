/** What the blocks of a network cost and say, so that they can be dealt to threads. */
import type { Sharing } from "../../contract/index.ts";
import { expectedConnections, type Projecting } from "../wiring/index.ts";
import { atomsOf } from "./cut.ts";
import { type Network, payloadsOf, sendPlace } from "./network.ts";
import { enteringOf, gradedOf } from "./projections.ts";

/** Of a neuron in a step, beside its states; of each state; of what arrives over one connection, at a spike or all the time [ns]. */
const [neuronCost, stateCost, arrivalCost, edgeCost] = [1, 1, 2, 1];
/** Spikes of a neuron in a step that are reckoned with before anything is known: 10 Hz at 0.1 ms. */
const expectedSpikes = 0.001;

/** By atoms. */
export function sharingOf(network: Network): Sharing {
  const { populations, experiment, step } = network;
  const [arriving, acting] = [connectionsOnto(enteringOf(network)), connectionsOnto(gradedOf(network))];
  const blocks = populations.flatMap((population) => population.extents.map((extent) => ({ population, extent })));
  const costs = blocks.map(({ population: { model }, extent }) => {
    const { name } = model.population;
    const received = arrivalCost * expectedSpikes * (arriving.get(name) ?? 0) + edgeCost * (acting.get(name) ?? 0);
    return (neuronCost + stateCost * model.arrays.length + received) * (extent.to - extent.from);
  });
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
