/** What delivery to a partition will need, from expected numbers alone. */
import { wordBytes } from "../../compiler/index.ts";
import { expectedConnections } from "../wiring/index.ts";
import type { Arithmetic, DeliveryPlan, Entering, Partition, Route } from "./types.ts";

/** Deviations by which the number of connections may exceed its mean before memory must grow beyond the plan. */
const deviations = 6;

/**
 * Chooses formats, rows and quanta. `inputs` are all projections of the network, whoever owns their targets: what is chosen for a projection
 * is the same in every partition, so that results do not depend on the cut.
 *
 * @param neurons  number of neuron ids, of all partitions
 */
export function planDelivery(inputs: readonly Entering[], partition: Partition, neurons: number, arithmetic: Arithmetic): DeliveryPlan {
  const routes: Route[] = [];
  let variance = 0;
  for (const input of inputs) {
    let connections = 0;
    for (const { from, to } of overlaps(input, partition)) {
      const expected = expectedConnections(input, from, to);
      connections += expected.mean;
      variance += expected.variance;
    }
    if (connections > 0) routes.push({ input, format: "reference", multiplier: 1, connections });
  }
  const connections = routes.reduce((sum, route) => sum + route.connections, 0);
  const targetBits = bitsFor(partition.size);
  const rings = 1 + Math.max(-1, ...inputs.map(({ ring }) => ring));
  const rows = 64;
  const ringBytes = 8 * rings * rows * (1 << targetBits);
  const margin = deviations * Math.sqrt(variance) * wordBytes.reference;
  return {
    ...{ arithmetic, partition, neurons, rings, targetBits, rows, routes, connections },
    columns: 1 + Math.max(-1, ...inputs.map(({ payload }) => payload?.column ?? -1)),
    quanta: Object.fromEntries(partition.shares.map(({ population }) => [population, new Array<number>(rings).fill(1)])),
    bytes: Math.ceil(connections * wordBytes.reference + margin + ringBytes + 24 * neurons),
  };
}

/** Bits that count up to n. */
export function bitsFor(n: number): number {
  return n <= 1 ? 0 : 32 - Math.clz32(n - 1);
}

/** The parts of a projection's targets that the partition owns, with the local index of neuron 0 of the population. */
export function overlaps({ projection }: Entering, { shares }: Partition): readonly { from: number; to: number; origin: number }[] {
  return shares
    .filter(({ population }) => population === projection.to.population)
    .map((share) => ({
      from: Math.max(share.from, projection.to.from),
      to: Math.min(share.to, projection.to.to),
      origin: share.local - share.from,
    }))
    .filter(({ from, to }) => from < to);
}
