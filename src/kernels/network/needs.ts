/** What a network will need, from expected numbers alone. */
import type { Needs, Part, Sharing } from "../../contract/index.ts";
import { longestDelay, planDelivery } from "../delivery/index.ts";
import { strideOf } from "../population/model.ts";
import { expectedConnections, weightLawOf } from "../wiring/index.ts";
import { atomsOf, cutNetwork, targetsOf } from "./cut.ts";
import type { Network } from "./network.ts";
import { enteringOf, gradedOf } from "./projections.ts";

/** Bytes of a spike while it is recorded: its time, its neuron, and the room of arrays that grow; and the rate that is reckoned with [1/ms]. */
const [spikeBytes, expectedRate] = [32, 0.01];

/** Nothing is compiled or allocated. */
export function needsOf(network: Network, { work, steps }: Sharing): Needs {
  const { populations, neurons, experiment } = network;
  const whole: Part = { from: 0, to: atomsOf(network).length };
  const entering = enteringOf(network);
  const plans = cutNetwork(network, whole).map((cut) => planDelivery(entering, targetsOf(network, cut), neurons, network.arithmetic));
  const states = populations.reduce((sum, { model, extents }) => sum + extents.length * model.arrays.length * strideOf(model.precision), 0);
  const edges = edgesOf(network, plans.length);
  const recorded = spikeBytes * expectedRate * neurons * (experiment.run.duration - experiment.run.transient);
  return {
    neurons,
    connections: Math.round(plans.reduce((sum, plan) => sum + plan.connections, edges.connections)),
    bytes: Math.round(states + recorded + plans.reduce((sum, plan) => sum + plan.bytes, edges.bytes)),
    seconds: 1e-9 * steps * work.reduce((sum, one) => sum + one, 0),
  };
}

/** Bytes of a connection that acts all the time, without and with a weight of its own, and of a value that comes over it. */
const [edgeBytes, weightedBytes, valueBytes] = [4, 12, 8];

/** Connections that act all the time: their number, and what they take, with the values on their way to each of so many partitions. */
function edgesOf(network: Network, partitions: number): { readonly connections: number; readonly bytes: number } {
  let [connections, bytes] = [0, 0];
  for (const input of gradedOf(network)) {
    const { from, to } = input.projection.to;
    const { mean } = expectedConnections(input, from, to);
    connections += mean;
    bytes += (weightLawOf(input).kind === "constant" ? edgeBytes : weightedBytes) * mean;
    bytes += 2 * valueBytes * (1 + longestDelay(input)) * input.pre.size * input.sums.length * partitions;
  }
  return { connections, bytes };
}
