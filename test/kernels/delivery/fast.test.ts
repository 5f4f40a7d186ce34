import { describe, expect, test } from "vitest";
import { Delivery, type DeliveryPlan, type Entering, type Partition, planDelivery } from "../../../src/kernels/index.ts";
import { number } from "../../../src/language/index.ts";
import type { Value } from "../../../src/model/index.ts";
import { type Connection, constant, normal, tree } from "../wiring/support.ts";
import { arrivalsByHand, entering, type Train, takeRow, trainOf, whole } from "./support.ts";

const random = { weight: normal(2, 0.3), delay: normal(1, 0.5) };
const lognormal: Value = { kind: "draw", draw: { kind: "lognormal", a: number(1), b: number(3) } };

/** Quanta of one connection, from its exact weight. */
function quantaOf(plan: DeliveryPlan) {
  return ({ weight }: Connection, input: Entering) => {
    const { grain } = plan.routes.findLast((route) => route.input.key === input.key)!;
    switch (grain.kind) {
      case "constant":
        return grain.quanta;
      case "table":
        return grain.multiplier * Math.round(weight / grain.step);
      case "direct":
        return Math.round(weight / grain.quantum);
      default:
        throw new Error("no integers");
    }
  };
}

/** Runs a train, and holds every ring against connections added one by one; in small networks whether connections are read ahead or not. */
function expectSums(inputs: readonly Entering[], partition: Partition, neurons: number, train: Train, steps: number): DeliveryPlan {
  const plan = planDelivery(inputs, partition, neurons, "fast");
  for (const readsAhead of neurons > 100 ? [true] : [false, true]) expectSumsOf({ ...plan, readsAhead }, inputs, partition, train, steps);
  return plan;
}

function expectSumsOf(plan: DeliveryPlan, inputs: readonly Entering[], partition: Partition, train: Train, steps: number): void {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const delivery = new Delivery(plan, memory, 64);
  expect(delivery.build()).toBeUndefined();
  const rings = Array.from({ length: plan.rings }, (_, k) => arrivalsByHand(inputs, partition, train, steps, k, quantaOf(plan)));
  for (let tick = 0; tick < steps; tick++) {
    for (const [k, rows] of rings.entries()) expectSame(takeRow(delivery, memory, k, tick), rows[tick]!);
    const ids = Uint32Array.from(train[tick] ?? []);
    delivery.deliver(tick, ids, ids.length);
  }
}

/** As `toEqual`, which takes its time over long arrays. */
function expectSame(found: Float64Array, wanted: Float64Array): void {
  expect(found.findIndex((value, i) => value !== wanted[i])).toBe(-1);
}

const formatsOf = ({ channels }: DeliveryPlan) => new Set(channels.map(({ format }) => format));

describe("sums of integers are those of the connections added one after another, to the last bit", () => {
  test.each([
    ["indegree", { kind: "indegree", count: 7, self: true }],
    ["total", { kind: "total", count: 900, self: true }],
    ["probability", { kind: "probability", probability: tree("0.3"), self: true }],
    ["all", { kind: "all", self: true }],
  ] as const)("%s, words of 4 bytes", (_name, connect) => {
    const inputs = [entering({ connect, sources: 40, targets: 30, ...random })];
    expect(formatsOf(expectSums(inputs, whole("B", 30), 40, trainOf(40, 50, 0.2), 60))).toEqual(new Set(["word4"]));
  });

  test("wide laws in words of 8 bytes, beside narrow ones in words of 4 and two rings", () => {
    const inputs = [
      entering({ connect: { kind: "indegree", count: 9, self: true }, sources: 40, targets: 50, ...random }),
      entering({
        connect: { kind: "total", count: 500, self: true },
        sources: 40,
        targets: 50,
        weight: lognormal,
        delay: normal(2, 1),
        key: 1,
      }),
      entering({ connect: { kind: "total", count: 500, self: true }, sources: 40, targets: 50, weight: constant(-1.7), key: 2, ring: 1 }),
      entering({ connect: { kind: "indegree", count: 3, self: true }, sources: 40, targets: 50, weight: normal(-4, 0.5), key: 3 }),
    ];
    const plan = expectSums(inputs, whole("B", 50), 40, trainOf(40, 60, 0.2), 80);
    expect(plan.routes.map(({ channel }) => channel!.format)).toEqual(["word4", "word8", "word4", "word4"]);
    // Projections from one population into one ring stand in one channel.
    expect(plan.routes[3]!.channel).toEqual(plan.routes[0]!.channel);
  });

  test("weights by expression", () => {
    const weight: Value = { kind: "expression", tree: tree("(pre.index - post.index)/7") };
    const inputs = [
      entering({ connect: { kind: "indegree", count: 9, self: true }, sources: 40, targets: 50, weight, delay: constant(0.3) }),
    ];
    expect(formatsOf(expectSums(inputs, whole("B", 50), 40, trainOf(40, 20, 0.2), 30))).toEqual(new Set(["word8"]));
  });

  test.each([1, 2, 7, 8, 9, 16, 17, 63, 64, 65, 128, 129, 1000])("a delay of %d steps", (steps) => {
    const inputs = [
      entering({ connect: { kind: "indegree", count: 2, self: true }, sources: 9, weight: constant(3), delay: constant(steps / 10) }),
    ];
    expectSums(inputs, whole("B", 9), 9, trainOf(9, 20, 0.3), steps + 25);
  });

  test("delays around the ends of groups, and far beyond the ring, of one source", () => {
    const delay: Value = { kind: "expression", tree: tree("0.1*(1 + post.index)") };
    const inputs = [entering({ connect: { kind: "probability", probability: tree("0.5"), self: true }, sources: 3, targets: 700, delay })];
    expectSums(inputs, whole("B", 700), 3, [[0, 1, 2], [1], [], [0, 2], ...Array.from({ length: 90 }, () => [1])], 900);
  });

  test("every neuron fires in every step", { tags: "slow" }, () => {
    const inputs = [
      entering({
        connect: { kind: "indegree", count: 20, self: true },
        sources: 100,
        targets: 300,
        weight: normal(2, 0.3),
        delay: normal(3, 1),
      }),
    ];
    const all = Array.from({ length: 100 }, (_, i) => i);
    expectSums(inputs, whole("B", 300), 100, new Array<number[]>(70).fill(all), 100);
  });

  test.each([true, false])("all to all with one weight and one delay is one number for each step (self: %s)", (self) => {
    const given = { sources: 50, same: true, weight: constant(-0.37), delay: constant(1.9) };
    const inputs = [
      entering({ connect: { kind: "all", self }, ...given, from: [3, 40], to: [10, 50] }),
      entering({ connect: { kind: "total", count: 100, self: true }, ...given, key: 1 }),
    ];
    const plan = expectSums(inputs, whole("A", 50), 50, trainOf(50, 60, 0.1), 90);
    expect(plan.connections).toBe(self ? 100 : 130);
  });

  test("two source populations and two target populations, in any cut", { tags: "slow" }, () => {
    const inputs = [
      entering({ connect: { kind: "total", count: 9000, self: true }, sources: 40, targets: 2100, ...random }),
      entering({
        connect: { kind: "indegree", count: 5, self: true },
        sources: 60,
        targets: 2100,
        weight: lognormal,
        delay: normal(4, 3),
        key: 1,
        preOffset: 40,
      }),
      entering({ connect: { kind: "all", self: true }, sources: 60, targets: 2100, weight: constant(1.3), key: 2, preOffset: 40, ring: 1 }),
    ];
    const train = trainOf(100, 30, 0.2);
    const all = expectSums(inputs, whole("B", 2100), 100, train, 60);
    for (const [from, to] of [
      [0, 1024],
      [1024, 2100],
    ] as const) {
      const partition = { shares: [{ population: "B", from, to, local: 0 }], size: to - from };
      const plan = expectSums(inputs, partition, 100, train, 60);
      expect(plan.quanta).toEqual(all.quanta);
      expect(plan.routes.map(({ grain }) => ({ ...grain, table: 0 }))).toEqual(all.routes.map(({ grain }) => ({ ...grain, table: 0 })));
    }
  });

  test("cells too large for words of 4 bytes hold the same integers in words of 8", () => {
    const inputs = [entering({ connect: { kind: "total", count: 900, self: true }, sources: 40, targets: 30, ...random })];
    const far = { shares: [{ population: "B", from: 0, to: 30, local: 70_000 }], size: 70_032 };
    expect(formatsOf(expectSums(inputs, far, 40, trainOf(40, 20, 0.2), 40))).toEqual(new Set(["word8"]));
  });
});
