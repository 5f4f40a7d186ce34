/** The partitions of one part of a network, with the connections onto them. */
import type { Part } from "../../contract/index.ts";
import { planDelivery } from "../delivery/index.ts";
import { cutNetwork, targetsOf } from "./cut.ts";
import type { Network } from "./network.ts";
import { NetworkPart } from "./part.ts";
import { enteringOf } from "./projections.ts";

/** Partitions of the atoms [from, to), ready to be opened. */
export function partsOf(network: Network, part: Part): readonly NetworkPart[] {
  const entering = enteringOf(network);
  return cutNetwork(network, part).map((cut) => {
    const plan = planDelivery(entering, targetsOf(network, cut), network.neurons, network.arithmetic);
    return new NetworkPart(network, cut, plan);
  });
}
