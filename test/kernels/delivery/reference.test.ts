import { describe, expect, test } from "vitest";
import { Delivery, type Entering, type Partition, planDelivery } from "../../../src/kernels/index.ts";
import { constant, normal, tree } from "../wiring/support.ts";
import { arrivalsByHand, entering, takeRow, trainOf, whole } from "./support.ts";

/** Runs a train through a delivery; what arrived at each step in ring k. */
function arrivals(
  inputs: readonly Entering[],
  partition: Partition,
  neurons: number,
  train: readonly (readonly number[])[],
  steps: number,
  ring = 0,
) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const delivery = new Delivery(planDelivery(inputs, partition, neurons, "reference"), memory, 128);
  expect(delivery.build()).toBeUndefined();
  return Array.from({ length: steps }, (_, tick) => {
    const row = takeRow(delivery, memory, ring, tick);
    const ids = Uint32Array.from(train[tick] ?? []);
    delivery.deliver(tick, ids, ids.length);
    return row;
  });
}

const random = { weight: normal(2, 0.7), delay: normal(1, 0.5) };

describe("the reference path", () => {
  test.each([
    ["all", { kind: "all", self: true }],
    ["indegree", { kind: "indegree", count: 7, self: true }],
    ["total", { kind: "total", count: 900, self: true }],
    ["probability", { kind: "probability", probability: tree("0.3"), self: true }],
  ] as const)("%s: sums are those of the connections added one after another, to the last bit", (_name, connect) => {
    const inputs = [entering({ connect, sources: 40, targets: 30, ...random })];
    const train = trainOf(40, 60, 0.2);
    const byHand = arrivalsByHand(inputs, whole("B", 30), train, 60, 0, ({ weight }) => weight);
    expect(arrivals(inputs, whole("B", 30), 40, train, 60)).toEqual(byHand);
    expect(byHand.some((row) => row.some((value) => value !== 0))).toBe(true);
  });

  test("two rings are kept apart, and sums do not depend on the cut", () => {
    const inputs = [
      entering({ connect: { kind: "indegree", count: 9, self: true }, sources: 40, targets: 2100, ...random }),
      entering({ connect: { kind: "total", count: 20_000, self: true }, sources: 40, targets: 2100, ...random, key: 1, ring: 1 }),
    ];
    const train = trainOf(40, 30, 0.3);
    for (const ring of [0, 1]) {
      const all = arrivals(inputs, whole("B", 2100), 40, train, 40, ring);
      const halves = [
        { shares: [{ population: "B", from: 0, to: 1024, local: 0 }], size: 1024 },
        { shares: [{ population: "B", from: 1024, to: 2100, local: 0 }], size: 1076 },
      ].map((partition) => arrivals(inputs, partition, 40, train, 40, ring));
      for (const [tick, row] of all.entries()) expect([...halves[0]![tick]!, ...halves[1]![tick]!]).toEqual([...row]);
      expect(all).toEqual(arrivalsByHand(inputs, whole("B", 2100), train, 40, ring, ({ weight }) => weight));
    }
  });

  test.each([1, 2, 3, 8, 64, 65, 130])("a delay of %d steps arrives after as many", (steps) => {
    const inputs = [
      entering({ connect: { kind: "one-to-one", self: true }, sources: 5, weight: constant(3), delay: constant(steps / 10) }),
    ];
    const rows = arrivals(inputs, whole("B", 5), 5, [[1, 4], [1]], steps + 3);
    for (const [tick, row] of rows.entries()) {
      expect([...row].slice(0, 5)).toEqual([0, tick === steps || tick === steps + 1 ? 3 : 0, 0, 0, tick === steps ? 3 : 0]);
    }
  });
});
