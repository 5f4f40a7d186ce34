/** What integers can hold, what memory can hold, what travels with spikes, and going on from what was saved. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Delivery, type Entering, planDelivery, weightLawOf } from "../../../src/kernels/index.ts";
import { number } from "../../../src/language/index.ts";
import type { Connect, Value } from "../../../src/model/index.ts";
import { constant, normal, tree } from "../wiring/support.ts";
import { arrivalsByHand, entering, takeRow, trainOf, whole } from "./support.ts";

const indegree = (count: number): Connect => ({ kind: "indegree", count, self: true });
const quantumOf = (inputs: readonly Entering[]) => planDelivery(inputs, whole("B", 100), 100, "fast").quanta.B![0]!;

describe("quanta", () => {
  test("a constant weight is exact to 1e-6, with any number of sources and beside another", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 20_000 }), (weight, count) => {
        const inputs = [entering({ connect: indegree(count), weight: constant(weight) })];
        const quantum = quantumOf(inputs);
        expect(Math.abs((Math.round(weight / quantum) * quantum) / weight - 1)).toBeLessThan(1e-6);
        expect(Math.round(weight / quantum) * count).toBeLessThan(2 ** 31);
        // Not more than twice as coarse as it must be.
        expect(Math.round(weight / quantum) * count).toBeGreaterThan(2 ** 29);
      }),
    );
    const both = [
      entering({ connect: indegree(1000), weight: constant(0.1) }),
      entering({ connect: indegree(250), weight: constant(-0.5), key: 1 }),
    ];
    for (const weight of [0.1, 0.5])
      expect(Math.abs((Math.round(weight / quantumOf(both)) * quantumOf(both)) / weight - 1)).toBeLessThan(1e-6);
  });

  test("no target's weights add up to 2^31 quanta, however connections are drawn", () => {
    // Weights of the widest law of one word, and few connections: sums that differ most from their means.
    const lognormal: Value = { kind: "draw", draw: { kind: "lognormal", a: number(1), b: number(3) } };
    for (const connect of [
      indegree(50),
      { kind: "total", count: 3000, self: true },
      { kind: "probability", probability: tree("0.2"), self: true },
    ] as const) {
      const inputs = [entering({ connect, targets: 100, weight: lognormal })];
      const quantum = quantumOf(inputs);
      const all = new Array<number>(100).fill(0).map((_, i) => i);
      const [sums] = arrivalsByHand(inputs, whole("B", 100), [all], 2, 0, ({ weight }) => Math.round(Math.abs(weight) / quantum)).slice(1);
      expect(Math.max(...sums!)).toBeLessThan(2 ** 31);
      // The largest weight that a word can draw, 10,000 times the mean, leaves so much to the others.
      expect(Math.max(...sums!)).toBeGreaterThan(2 ** 18);
    }
  });

  test("the quantum of a population does not depend on another's weights", () => {
    const [small, large] = [
      entering({ connect: indegree(10), weight: constant(1e-3) }),
      { ...entering({ connect: indegree(10), weight: constant(1e6) }), key: 1 },
    ];
    const other = { ...large, post: { ...large.post, name: "C" } };
    expect(quantumOf([small, other])).toBe(quantumOf([small]));
  });

  test("rounding leaves mean and spread of drawn weights, or words of 8 bytes are taken", () => {
    const cases = [
      [normal(87.81, 8.781), "word4", 87.81, 8.781],
      [normal(-351.23, 35.1), "word4", -351.23, 35.1],
      [{ kind: "draw", draw: { kind: "uniform", a: number(1), b: number(2) } }, "word4", 1.5, Math.sqrt(1 / 12)],
      [{ kind: "draw", draw: { kind: "lognormal", a: number(1), b: number(1.5) } }, "word8", 1, 1.5],
      // Narrower than a step of 13 bits: all would be rounded alike.
      [normal(1, 1e-6), "word8", 1, 1e-6],
    ] as const;
    for (const [weight, format, wantedMean, wantedSd] of cases) {
      const plan = planDelivery([entering({ connect: indegree(10), weight })], whole("B", 100), 100, "fast");
      expect(plan.channels.map((channel) => channel.format)).toEqual([format]);
      const { grain } = plan.routes[0]!;
      if (grain.kind !== "table") continue;
      expect(Math.max(...grain.table.values.map(Math.abs))).toBeLessThan(4096);
      const mean = grain.table.expectation((k) => k * grain.step);
      const sd = Math.sqrt(grain.table.expectation((k) => (k * grain.step - mean) ** 2));
      expect(Math.abs(mean / wantedMean - 1)).toBeLessThan(1e-5);
      // The variance of rounding is a twelfth of the step's square: below 1e-6 of the mean's.
      expect(Math.abs(sd - wantedSd)).toBeLessThan(1e-4 * Math.abs(wantedMean));
      // Root mean square of the rounding itself, over every 65,521st word.
      const law = weightLawOf(entering({ connect: indegree(1), weight }));
      const valueAt = law.kind === "drawn" ? law.at : () => Number.NaN;
      let [square, words] = [0, 0];
      for (let word = 0; word < 2 ** 32; word += 65_521, words++) square += (grain.table.at(word) * grain.step - valueAt(word)) ** 2;
      expect(Math.sqrt(square / words)).toBeLessThan(1e-3 * Math.abs(wantedMean));
    }
  });
});

test("weights of which a sample tells too little are found when they are known", () => {
  // One target of 100,000 receives a million times what the others do.
  const weight: Value = { kind: "expression", tree: tree("1 + 1e9*(post.index == 77777)") };
  const inputs = [entering({ connect: { kind: "all", self: true }, sources: 10, targets: 100_000, weight, delay: constant(0.1) })];
  const delivery = new Delivery(planDelivery(inputs, whole("B", 100_000), 10, "fast"), new WebAssembly.Memory({ initial: 1 }), 0);
  expect(delivery.build()).toEqual({ kind: "overflow", population: "B", ring: 0 });
});

test("more than an address can reach does not fit, and nothing is drawn", () => {
  const inputs = [entering({ connect: { kind: "total", count: 2e9, self: true }, weight: normal(1, 0.1) })];
  const plan = planDelivery(inputs, whole("B", 100), 100, "fast");
  expect(plan.bytes).toBeGreaterThan(8e9);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const refused = new Delivery(plan, memory, 0).build();
  expect(refused?.kind).toBe("does-not-fit");
  expect(memory.buffer.byteLength).toBe(65536);
});

test("the plan tells the memory, and no more than it is taken", () => {
  const inputs = [
    entering({
      connect: { kind: "total", count: 500_000, self: true },
      sources: 900,
      targets: 2000,
      weight: normal(1, 0.1),
      delay: normal(1.5, 0.75),
    }),
    entering({
      connect: { kind: "probability", probability: tree("0.1"), self: true },
      sources: 900,
      targets: 2000,
      weight: constant(1),
      key: 1,
    }),
  ];
  const plan = planDelivery(inputs, whole("B", 2000), 900, "fast");
  const delivery = new Delivery(plan, new WebAssembly.Memory({ initial: 1 }), 0);
  expect(delivery.build()).toBeUndefined();
  expect(delivery.bytes).toBeLessThan(plan.bytes);
  expect(delivery.bytes).toBeGreaterThan(0.8 * plan.bytes);
  expect(Math.abs(delivery.connections / plan.connections - 1)).toBeLessThan(0.01);
});

test("a wrong estimate of the number of connections costs time, not connections", () => {
  // A ring around few targets that the sample of pairs misses.
  const probability = tree("where(post.index >= 3000, where(post.index < 3008, 1, 0), 0)");
  const inputs = [
    entering({ connect: { kind: "probability", probability, self: true }, sources: 3000, targets: 5000, weight: constant(1) }),
  ];
  const plan = planDelivery(inputs, whole("B", 5000), 3000, "fast");
  const delivery = new Delivery(plan, new WebAssembly.Memory({ initial: 1 }), 0);
  expect(delivery.build()).toBeUndefined();
  expect(delivery.connections).toBe(24_000);
});

describe("payloads", () => {
  const payload = (column: number) => ({ column, bound: 2 });
  const values = (tick: number, ids: readonly number[], column: number) =>
    ids.map((id) => 2 * (((id * 7 + tick * 13 + column * 5) % 16) / 16) - 0.9);

  test.each(["fast", "reference"] as const)("multiply weights, in every group of delays (%s)", (arithmetic) => {
    const wide: Value = { kind: "draw", draw: { kind: "lognormal", a: number(1), b: number(3) } };
    const given = { sources: 30, targets: 20, delay: normal(3, 2) };
    const inputs = [
      entering({ connect: indegree(8), ...given, weight: normal(2, 0.2), payload: payload(0) }),
      entering({ connect: indegree(4), ...given, weight: wide, payload: payload(1), key: 1 }),
      entering({ connect: indegree(4), ...given, weight: constant(0.7), key: 2 }),
      entering({
        connect: { kind: "all", self: true },
        ...given,
        delay: constant(0.4),
        weight: constant(-0.2),
        payload: payload(1),
        key: 3,
      }),
    ];
    const [steps, train] = [100, trainOf(30, 60, 0.2)];
    const memory = new WebAssembly.Memory({ initial: 1 });
    const delivery = new Delivery(planDelivery(inputs, whole("B", 20), 30, arithmetic), memory, 0);
    expect(delivery.build()).toBeUndefined();
    const wanted = Array.from({ length: steps }, () => new Float64Array(20));
    for (const input of inputs) {
      for (const [tick, ids] of train.entries()) {
        const factors = new Map(ids.map((id, i) => [id, input.payload === undefined ? 1 : values(tick, ids, input.payload.column)[i]!]));
        const shifted = arrivalsByHand(
          [input],
          whole("B", 20),
          [ids],
          steps - tick,
          0,
          ({ weight, source }) => weight * factors.get(source)!,
        );
        for (const [after, row] of shifted.entries()) for (const [target, value] of row.entries()) wanted[tick + after]![target]! += value;
      }
    }
    const quantum = delivery.quantum("B", 0);
    // Each of at most 30 arrivals in a cell is rounded to 13 bits of its law's range when stored, and to a quantum when multiplied.
    const tolerance = arithmetic === "fast" ? 30 * (2 * (4 / 4095 / 2) + quantum) : 1e-12;
    for (let tick = 0; tick < steps; tick++) {
      const row = takeRow(delivery, memory, 0, tick);
      for (const [target, value] of row.entries()) expect(Math.abs(value * quantum - wanted[tick]![target]!)).toBeLessThan(tolerance);
      const ids = train[tick] ?? [];
      const columns = [0, 1].map((column) => Float64Array.from(values(tick, ids, column)));
      delivery.deliver(tick, Uint32Array.from(ids), ids.length, columns);
    }
  });
});

test.each(["fast", "reference"] as const)("a run goes on from what was saved (%s)", (arithmetic) => {
  const given = { sources: 30, targets: 20, same: false } as const;
  const inputs = [
    entering({ connect: indegree(8), ...given, weight: normal(2, 0.2), delay: normal(9, 5), payload: { column: 0, bound: 1 } }),
    entering({ connect: { kind: "all", self: true }, ...given, weight: constant(-0.2), delay: constant(1.3), key: 1 }),
  ];
  const train = trainOf(30, 150, 0.1);
  const start = () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const delivery = new Delivery(planDelivery(inputs, whole("B", 20), 30, arithmetic), memory, 0);
    expect(delivery.build()).toBeUndefined();
    return { memory, delivery };
  };
  const run = ({ memory, delivery }: ReturnType<typeof start>, from: number, to: number) => {
    const rows: Float64Array[] = [];
    for (let tick = from; tick < to; tick++) {
      rows.push(takeRow(delivery, memory, 0, tick));
      const ids = Uint32Array.from(train[tick]!);
      delivery.deliver(tick, ids, ids.length, [Float64Array.from(ids, (id) => id / 30)]);
    }
    return rows;
  };
  const uninterrupted = run(start(), 0, 150);
  const first = start();
  run(first, 0, 70);
  const saved = structuredClone(first.delivery.save());
  const second = start();
  second.delivery.restore(saved);
  expect(run(second, 70, 150)).toEqual(uninterrupted.slice(70));
});
