/** Deliveries into small partitions, beside the same by hand. */
import { type Arithmetic, Delivery, type Entering, type Partition, planDelivery } from "../../../src/kernels/index.ts";
import { type Connection, connectionsOf, type Given, projectingOf } from "../wiring/support.ts";

/** A projection from population A (ids from `preOffset`) into ring k of B, or of A. */
export function entering(
  given: Given & { readonly ring?: number; readonly preOffset?: number; readonly payload?: Entering["payload"] },
): Entering {
  const { ring = 0, preOffset = 0, payload } = given;
  return { ...projectingOf(given), ring, preOffset, ...(payload === undefined ? {} : { payload }) };
}

/** All targets of one population in one partition. */
export const whole = (population: string, size: number): Partition => ({
  shares: [{ population, from: 0, to: size, local: 0 }],
  size: 4 * Math.ceil(size / 4),
});

export function deliveryOf(inputs: readonly Entering[], partition: Partition, neurons: number, arithmetic: Arithmetic, base = 0): Delivery {
  const delivery = new Delivery(planDelivery(inputs, partition, neurons, arithmetic), new WebAssembly.Memory({ initial: 1 }), base);
  const refused = delivery.build();
  if (refused !== undefined) throw new Error("does not fit");
  return delivery;
}

/** Reads the row of a step and clears it, as a population does. */
export function takeRow(delivery: Delivery, memory: WebAssembly.Memory, k: number, tick: number): Float64Array {
  const { plan } = delivery;
  const [address, length] = [delivery.ringRow(k, tick), plan.partition.size];
  const row =
    plan.arithmetic === "fast" ? new Int32Array(memory.buffer, address, length) : new Float64Array(memory.buffer, address, length);
  const values = Float64Array.from(row);
  row.fill(0);
  return values;
}

/** Spikes by step. */
export type Train = readonly (readonly number[])[];

/** Pseudo-random spikes of so many neurons: a fixed congruence, nothing that is under test. */
export function trainOf(neurons: number, steps: number, share: number): Train {
  let state = 12345;
  const next = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  return Array.from({ length: steps }, () => Array.from({ length: neurons }, (_, i) => i).filter(() => next() < share));
}

/** What arrives at each step by local target, by adding up connections one after another in ascending (step, source, place). */
export function arrivalsByHand(
  inputs: readonly Entering[],
  partition: Partition,
  train: Train,
  steps: number,
  ring: number,
  weightOf: (connection: Connection, input: Entering) => number,
): Float64Array[] {
  const rows = Array.from({ length: steps }, () => new Float64Array(partition.size));
  const lists = inputs
    .filter((input) => input.ring === ring)
    .flatMap((input) =>
      partition.shares
        .filter(({ population }) => population === input.projection.to.population)
        .map(({ from, to, local }) => {
          const bySource = new Map<number, Connection[]>();
          for (const connection of connectionsOf(input, Math.max(from, input.projection.to.from), Math.min(to, input.projection.to.to))) {
            const id = connection.source + input.preOffset;
            bySource.set(id, [...(bySource.get(id) ?? []), connection]);
          }
          return { input, origin: local - from, bySource };
        }),
    );
  for (const [tick, ids] of train.entries()) {
    for (const id of ids) {
      for (const { input, origin, bySource } of lists) {
        for (const connection of bySource.get(id) ?? []) {
          const at = tick + connection.delay;
          if (at < steps) rows[at]![connection.target + origin]! += weightOf(connection, input);
        }
      }
    }
  }
  return rows;
}
