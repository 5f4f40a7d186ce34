/** What a network will need, from expected numbers alone. */
import type { Needs, Part, Sharing } from "../../contract/index.ts";
import { planDelivery } from "../delivery/index.ts";
import { strideOf } from "../population/model.ts";
import { atomsOf, cutNetwork, targetsOf } from "./cut.ts";
import type { Network } from "./network.ts";
import { enteringOf } from "./parts.ts";

/** Bytes of a spike while it is recorded: its time, its neuron, and the room of arrays that grow; and the rate that is reckoned with [1/ms]. */
const [spikeBytes, expectedRate] = [32, 0.01];

/** Nothing is compiled or allocated. */
export function needsOf(network: Network, { work, steps }: Sharing): Needs {
  const { populations, neurons, experiment } = network;
  const whole: Part = { from: 0, to: atomsOf(network).length };
  const entering = enteringOf(network);
  const plans = cutNetwork(network, whole).map((cut) => planDelivery(entering, targetsOf(network, cut), neurons, network.arithmetic));
  const states = populations.reduce((sum, { model, extents }) => sum + extents.length * model.arrays.length * strideOf(model.precision), 0);
  const recorded = spikeBytes * expectedRate * neurons * (experiment.run.duration - experiment.run.transient);
  return {
    neurons,
    connections: Math.round(plans.reduce((sum, plan) => sum + plan.connections, 0)),
    bytes: Math.round(states + recorded + plans.reduce((sum, plan) => sum + plan.bytes, 0)),
    seconds: 1e-9 * steps * work.reduce((sum, one) => sum + one, 0),
  };
}
