/**
 * The laws of every rule of connection, by many draws.
 * @module-tag slow
 */
import { describe, expect, test } from "vitest";
import { erfc, Xoshiro } from "../../src/base/index.ts";
import { Drawing, MonotoneTable, weightLawOf } from "../../src/kernels/index.ts";
import { number } from "../../src/language/index.ts";
import type { Connect, Value } from "../../src/model/index.ts";
import {
  type Connection,
  chiSquareScore,
  connectionsInPieces,
  connectionsOf,
  constant,
  normal,
  projectingOf,
  sorted,
  tree,
} from "../kernels/wiring/support.ts";

const probability = (p: number, self = true): Connect => ({ kind: "probability", probability: tree(String(p)), self });

const rules: Readonly<Record<string, Connect>> = {
  all: { kind: "all", self: true },
  "one-to-one": { kind: "one-to-one", self: true },
  probability: probability(0.1),
  indegree: { kind: "indegree", count: 20, self: true },
  total: { kind: "total", count: 30_000, self: true },
  outdegree: { kind: "outdegree", count: 500, self: true },
  "probability by pair": { kind: "probability", probability: tree("0.1 + 0.1*(post.index < 1500)"), self: true },
};

describe.each(Object.entries(rules))("%s", (_name, connect) => {
  const given = { connect, sources: 20, targets: 3000, weight: normal(2, 0.5), delay: normal(1, 0.3) };

  test("any cut between blocks gives the same connections, with the same weights and delays", () => {
    const whole = sorted(connectionsOf(projectingOf(given)));
    expect(whole.length).toBeGreaterThan(0);
    expect(sorted(connectionsInPieces(projectingOf(given), 1)) === whole).toBe(true);
    expect(sorted(connectionsInPieces(projectingOf(given), 2)) === whole).toBe(true);
  });

  test("connections stay within the ranges", () => {
    const ranged = connectionsOf(projectingOf({ ...given, from: [7, 20], to: [1000, 1100] }));
    expect(ranged.every(({ source, target }) => source >= 7 && source < 20 && target >= 1000 && target < 1100)).toBe(true);
    expect(ranged.length).toBeGreaterThan(12);
  });

  test("without self-connections there is none, and the others are there", () => {
    const all = connectionsOf(projectingOf({ connect: { ...connect, self: false } as Connect, sources: 300, same: true }));
    expect(all.filter(({ source, target }) => source === target)).toEqual([]);
    if (connect.kind !== "one-to-one") expect(new Set(all.map(({ target }) => target)).size).toBe(300);
  });

  test("another seed or projection draws other connections", () => {
    const one = sorted(connectionsOf(projectingOf(given)));
    expect(sorted(connectionsOf(projectingOf({ ...given, seed: 2 }))) === one).toBe(false);
    expect(sorted(connectionsOf(projectingOf({ ...given, key: 1 }))) === one).toBe(false);
  });
});

describe("numbers of connections", () => {
  test("all: every ordered pair once", () => {
    const all = connectionsOf(projectingOf({ connect: rules.all!, sources: 30, targets: 1500 }));
    expect(new Set(all.map(({ source, target }) => source * 1500 + target)).size).toBe(45_000);
    expect(all.length).toBe(45_000);
  });

  test("indegree: exactly as many to each target, multiple ones allowed", () => {
    const counts = new Uint32Array(3000);
    for (const { target } of connectionsOf(projectingOf({ connect: rules.indegree!, sources: 60, targets: 3000 }))) counts[target]!++;
    expect([...new Set(counts)]).toEqual([20]);
  });

  test("outdegree: exactly as many from each source, in any cut", () => {
    const given = projectingOf({ connect: rules.outdegree!, sources: 60, targets: 3000, weight: normal(1, 1) });
    const counts = new Uint32Array(60);
    for (const { source } of connectionsInPieces(given, 1)) counts[source]!++;
    expect([...new Set(counts)]).toEqual([500]);
  });

  test("total: exactly as many in all", () => {
    expect(connectionsOf(projectingOf({ connect: rules.total!, sources: 60, targets: 3000 })).length).toBe(30_000);
    expect(connectionsOf(projectingOf({ connect: { kind: "total", count: 30_000, self: false }, sources: 1500, same: true })).length).toBe(
      30_000,
    );
  });

  test.each([0, 1])("probability %d connects none or all", (p) => {
    expect(connectionsOf(projectingOf({ connect: probability(p), sources: 20, targets: 1030 })).length).toBe(p * 20 * 1030);
  });
});

/** |score| of a standard normal exceeds 4 once in 16,000 times; the seeds are fixed. */
const limit = 4;

describe("laws", () => {
  test.each([0.003, 0.1, 0.5, 0.9])("probability %d: pairs are independent trials", (p) => {
    const [sources, targets] = [2000, 50];
    const outdegrees = new Uint32Array(targets + 1);
    const together = [0, 0];
    const perSource = Array.from({ length: sources }, () => new Set<number>());
    const all = connectionsOf(projectingOf({ connect: probability(p), sources, targets }));
    for (const { source, target } of all) perSource[source]!.add(target);
    for (const set of perSource) {
      outdegrees[set.size]!++;
      together[0]! += set.has(0) && set.has(1) ? 1 : 0;
      together[1]! += set.has(3) && set.has(40) ? 1 : 0;
    }
    expect(all.length).toBe(perSource.reduce((sum, set) => sum + set.size, 0));
    const expected = binomialLaw(targets, p).map((probability) => probability * sources);
    const { counts, means } = pooled(outdegrees, expected);
    expect(Math.abs(chiSquareScore(counts, means))).toBeLessThan(limit);
    for (const both of together) expect(Math.abs(both - sources * p * p)).toBeLessThan(limit * Math.sqrt(sources * p * p) + 1);
  });

  test("probability: each target is as likely as every other, across the block's edge too", () => {
    const [sources, targets, p] = [2000, 1100, 0.1];
    const counts = new Uint32Array(targets);
    for (const { target } of connectionsOf(projectingOf({ connect: probability(p), sources, targets }))) counts[target]!++;
    // Binomial: the variance is (1 - p) times that of the Poisson law for which chi-square is made.
    const score =
      (chiSquareScore(counts, new Float64Array(targets).fill(sources * p)) * Math.sqrt(2 * (targets - 1)) + targets - 1) / (1 - p);
    expect(Math.abs(score - (targets - 1)) / Math.sqrt(2 * (targets - 1))).toBeLessThan(limit);
  });

  test("total: numbers per source and per target are multinomial, and independent", () => {
    const [sources, targets, total] = [80, 2500, 200_000];
    const [bySource, byTarget, byCell] = [new Uint32Array(sources), new Uint32Array(targets), new Uint32Array(4)];
    for (const { source, target } of connectionsOf(
      projectingOf({ connect: { kind: "total", count: total, self: true }, sources, targets }),
    )) {
      bySource[source]!++;
      byTarget[target]!++;
      byCell[(source < 40 ? 0 : 1) + (target < 1250 ? 0 : 2)]!++;
    }
    expect(Math.abs(chiSquareScore(bySource, new Float64Array(sources).fill(total / sources)))).toBeLessThan(limit);
    expect(Math.abs(chiSquareScore(byTarget, new Float64Array(targets).fill(total / targets)))).toBeLessThan(limit);
    expect(chiSquareScore(byCell, new Float64Array(4).fill(total / 4))).toBeLessThan(limit);
  });

  test("total without self-connections: every other pair is equally likely", () => {
    const [size, total] = [12, 66_000];
    const counts = new Uint32Array(size * size);
    for (const { source, target } of connectionsOf(
      projectingOf({ connect: { kind: "total", count: total, self: false }, sources: size, same: true }),
    )) {
      counts[source * size + target]!++;
    }
    const others = [...counts].filter((_, pair) => Math.floor(pair / size) !== pair % size);
    expect(Math.abs(chiSquareScore(others, new Float64Array(others.length).fill(total / others.length)))).toBeLessThan(limit);
  });

  test.each([true, false])("indegree, self %s: sources are uniform", (self) => {
    const [size, count] = [12, 5500];
    const counts = new Uint32Array(size * size);
    for (const { source, target } of connectionsOf(
      projectingOf({ connect: { kind: "indegree", count, self }, sources: size, same: true }),
    )) {
      counts[source * size + target]!++;
    }
    const pairs = [...counts].filter((_, pair) => self || Math.floor(pair / size) !== pair % size);
    expect(Math.abs(chiSquareScore(pairs, new Float64Array(pairs.length).fill((count * size) / pairs.length)))).toBeLessThan(limit);
  });

  test.each([true, false])("outdegree, self %s: targets are uniform", (self) => {
    const [size, count] = [12, 5500];
    const counts = new Uint32Array(size * size);
    for (const { source, target } of connectionsOf(
      projectingOf({ connect: { kind: "outdegree", count, self }, sources: size, same: true }),
    )) {
      counts[source * size + target]!++;
    }
    const pairs = [...counts].filter((_, pair) => self || Math.floor(pair / size) !== pair % size);
    expect(Math.abs(chiSquareScore(pairs, new Float64Array(pairs.length).fill((count * size) / pairs.length)))).toBeLessThan(limit);
  });

  test("a probability that falls with the distance is met at every distance, on a ring", () => {
    const size = 200;
    const connect: Connect = { kind: "probability", probability: tree("0.8*exp(-distance/5)"), self: false };
    const geometry = { kind: "ring", lengths: [100], periodic: true } as const;
    const counts = new Float64Array(size / 2 + 1);
    const repeats = 15;
    for (let seed = 1; seed <= repeats; seed++) {
      for (const { source, target } of connectionsOf(projectingOf({ connect, sources: size, same: true, geometry, seed }))) {
        const apart = Math.abs(source - target);
        counts[Math.min(apart, size - apart)]!++;
      }
    }
    expect(counts[0]).toBe(0);
    for (let apart = 1; apart <= size / 2; apart++) {
      // So many steps of 0.5 um, in both directions but at the far end.
      const pairs = size * repeats * (apart === size / 2 ? 1 : 2);
      const p = 0.8 * Math.exp(-(apart * 0.5) / 5);
      expect(Math.abs(counts[apart]! - pairs * p)).toBeLessThan(limit * Math.sqrt(pairs * p * (1 - p)) + 1);
    }
  });

  test("weights and delays have the moments of their laws, and are independent", () => {
    const all = connectionsOf(
      projectingOf({ connect: rules.all!, sources: 100, targets: 2000, weight: normal(87.81, 8.781), delay: normal(1.5, 0.75) }),
    );
    const n = all.length;
    const mean = (value: (connection: Connection) => number) => all.reduce((sum, connection) => sum + value(connection), 0) / n;
    expect(Math.abs(mean(({ weight }) => weight) - 87.81)).toBeLessThan((limit * 8.781) / Math.sqrt(n));
    const variance = mean(({ weight }) => (weight - 87.81) ** 2);
    expect(Math.abs(variance / 8.781 ** 2 - 1)).toBeLessThan(limit * Math.sqrt(2 / n));
    // In steps: normal of mean 15 and deviation 7.5, rounded, those below 1 put there.
    const law = Array.from({ length: 80 }, (_, k) => below((k + 0.5 - 15) / 7.5) - (k === 1 ? 0 : below((k - 0.5 - 15) / 7.5)));
    const counts = new Uint32Array(80);
    for (const { delay } of all) counts[delay]!++;
    const { counts: found, means } = pooled(counts, [0, ...law.slice(1).map((share) => share * n)]);
    expect(counts[0]).toBe(0);
    expect(Math.abs(chiSquareScore(found, means))).toBeLessThan(limit);
    const correlation = mean(({ weight, delay }) => (weight - 87.81) * (delay - 15)) / (8.781 * 7.5);
    expect(Math.abs(correlation)).toBeLessThan(limit / Math.sqrt(n));
  });
});

/** The standard normal law. */
const below = (x: number) => 0.5 * erfc(-x * Math.SQRT1_2);

function binomialLaw(n: number, p: number): number[] {
  const law = [(1 - p) ** n];
  for (let k = 0; k < n; k++) law.push((law[k]! * (n - k) * p) / ((k + 1) * (1 - p)));
  return law;
}

/** Neighbouring cells together until each is expected at least ten times. */
function pooled(counts: ArrayLike<number>, expected: readonly number[]) {
  const result = { counts: [0], means: [0] };
  for (const [i, mean] of expected.entries()) {
    result.counts[result.counts.length - 1]! += counts[i]!;
    result.means[result.means.length - 1]! += mean;
    if (result.means.at(-1)! < 10) continue;
    result.counts.push(0);
    result.means.push(0);
  }
  const [count, mean] = [result.counts.pop()!, result.means.pop()!];
  result.counts[result.counts.length - 1]! += count;
  result.means[result.means.length - 1]! += mean;
  return result;
}

describe("values of each connection", () => {
  const columns = { gain: Float64Array.from({ length: 50 }, (_, i) => i / 7) };

  test("expressions read indices, distance and drawn parameters of both sides", () => {
    const geometry = { kind: "sheet", lengths: [4, 2], periodic: true } as const;
    const weight: Value = { kind: "expression", tree: tree("pre.gain*100 + post.gain + distance") };
    const delay: Value = { kind: "expression", tree: tree("0.1*(1 + pre.index + 3*post.index) + 0.04") };
    const all = connectionsOf(projectingOf({ connect: rules.all!, sources: 50, same: true, geometry, columns, weight, delay }));
    expect(all.length).toBe(2500);
    // 50 neurons on 4 x 2: round(sqrt(50*4/2)) = 10 columns and 5 rows.
    const position = (i: number) => [((i % 10) + 0.5) * 0.4, (Math.floor(i / 10) + 0.5) * 0.4] as const;
    const least = (a: number, period: number) => Math.min(Math.abs(a), period - Math.abs(a));
    for (const connection of all) {
      const [[x, y], [u, v]] = [position(connection.source), position(connection.target)];
      const distance = Math.sqrt(least(x - u, 4) ** 2 + least(y - v, 2) ** 2);
      expect(
        Math.abs(connection.weight - (columns.gain[connection.source]! * 100 + columns.gain[connection.target]! + distance)),
      ).toBeLessThan(1e-12);
      expect(connection.delay).toBe(1 + connection.source + 3 * connection.target);
    }
  });

  test("the arguments of a law may differ between connections", () => {
    const weight: Value = { kind: "draw", draw: { kind: "normal", a: tree("10*post.index"), b: tree("1 + pre.index") } };
    const all = connectionsOf(projectingOf({ connect: { kind: "indegree", count: 4000, self: true }, sources: 3, targets: 3, weight }));
    for (const source of [0, 1, 2]) {
      const some = all
        .filter((connection) => connection.source === source)
        .map(({ weight, target }) => (weight - 10 * target) / (1 + source));
      const mean = some.reduce((sum, z) => sum + z, 0) / some.length;
      const variance = some.reduce((sum, z) => sum + z * z, 0) / some.length;
      expect(Math.abs(mean)).toBeLessThan(limit / Math.sqrt(some.length));
      expect(Math.abs(variance - 1)).toBeLessThan(limit * Math.sqrt(2 / some.length));
    }
  });

  test("no delay is one step; a constant one is in whole steps; drawn ones are at least one", () => {
    const delays = (delay?: Value) =>
      new Set(
        connectionsOf(projectingOf({ connect: rules.all!, sources: 20, ...(delay === undefined ? {} : { delay }) })).map(
          (one) => one.delay,
        ),
      );
    expect([...delays()]).toEqual([1]);
    expect([...delays(constant(0.7))]).toEqual([7]);
    expect(Math.min(...delays(normal(-3, 1)))).toBe(1);
  });
});

describe("lists of pairs", () => {
  const rows = 5000;
  const pre = Float64Array.from({ length: rows }, (_, row) => (row * 7) % 13);
  const post = Float64Array.from({ length: rows }, (_, row) => (row * 31) % 2100);
  const connect: Connect = { kind: "pairs", asset: "list" };
  const ranges = { sources: 20, targets: 2200, from: [3, 20], to: [50, 2200] } as const;

  test("rows become connections of their ranges, with weights and delays of the file", () => {
    const columns = { pre, post, weight: pre.map((_, row) => row / 3), delay: pre.map((_, row) => (row % 9) / 10) };
    const wanted = Array.from(pre, (source, row) => ({
      ...{ source: source + 3, target: post[row]! + 50, delay: Math.max(1, row % 9), weight: row / 3 },
    }));
    expect(sorted(connectionsOf(projectingOf({ connect, ...ranges, asset: { columns } }))) === sorted(wanted)).toBe(true);
  });

  test("drawn weights and delays of a row do not depend on the cut", () => {
    const projecting = projectingOf({ connect, ...ranges, weight: normal(1, 1), delay: normal(2, 1), asset: { columns: { pre, post } } });
    const whole = connectionsOf(projecting);
    expect(new Set(whole.map(({ weight }) => weight)).size).toBeGreaterThan(rows - 5);
    expect(sorted(connectionsInPieces(projecting, 1)) === sorted(whole)).toBe(true);
  });
});

describe("compiled draws", () => {
  test("words, integers and the state of a key are those of the generator in JavaScript", () => {
    const drawing = new Drawing();
    const at = drawing.take(4000);
    const generator = new Xoshiro(2 ** 40 + 5, "connections").start(1, 2, 3);
    drawing.start(2 ** 40 + 5, 1, 2, 3);
    drawing.fill(at, at + 40);
    const words = new Uint32Array(drawing.memory.buffer, at, 1000);
    expect([...words.subarray(0, 10)]).toEqual(Array.from({ length: 10 }, () => generator.uint32()));
    // A third of all words is rejected for this n.
    const n = 3 * 2 ** 30;
    drawing.integers(at, at + 4000, n, 0, -1);
    expect([...words]).toEqual(Array.from({ length: 1000 }, () => generator.below(n)));
    drawing.integers(at, at + 4000, 1000, 7, 500);
    const skipping = Array.from({ length: 1000 }, () => 7 + generator.below(1000)).map((value) => (value >= 500 ? value + 1 : value));
    expect([...words]).toEqual(skipping);
    const counted = drawing.scratch(400);
    drawing.scatter(counted, 100, 5000);
    const counts = new Uint32Array(100);
    for (let i = 0; i < 5000; i++) counts[generator.below(100)]!++;
    expect(new Uint32Array(drawing.memory.buffer, counted, 100)).toEqual(counts);
    expect(drawing.generator.uint32()).toBe(generator.uint32());
  });

  test("a table gives the function's value for every word, at the ends of all values too", () => {
    const falling = (word: number) => 40 - Math.floor(Math.sqrt(word / 2 ** 22)) * 3;
    const table = new MonotoneTable(falling);
    const probes = [0, 1, 2 ** 32 - 1, 2 ** 31, ...Array.from(table.last).flatMap((word) => [word, Math.min(2 ** 32 - 1, word + 1)])];
    const drawing = new Drawing();
    drawing.place(table);
    const at = drawing.take(4 * probes.length);
    const words = new Int32Array(drawing.memory.buffer, at, probes.length);
    words.set(probes);
    drawing.lookUp(at, at + 4 * probes.length, table);
    expect([...words]).toEqual(probes.map(falling));
    expect(table.expectation((value) => value)).toBeCloseTo(40 - 3 * (2 / 3) * 32 + 1.5, 1);
  });
});

describe("values that no connection can have are refused with the projection's name", () => {
  const expression = (text: string): Value => ({ kind: "expression", tree: tree(text) });
  test.each([
    ["weight", { weight: expression("1/(pre.index - 3)") }],
    ["weight", { weight: expression("0/0") }],
    ["delay", { delay: expression("1/(pre.index - 3)") }],
    ["delay", { delay: constant(1e9) }],
    ["delay", { delay: { kind: "draw", draw: { kind: "normal", a: tree("pre.index"), b: tree("0/0*pre.index") } } }],
  ] as const)("a %s", (what, values) => {
    const refused = () => connectionsOf(projectingOf({ connect: rules.all!, sources: 10, ...values }));
    expect(refused).toThrow(expect.objectContaining({ code: "bad-connection", data: expect.objectContaining({ what, name: "p" }) }));
  });
});

test("laws that differ in the values of their arguments alone are told apart", () => {
  const of = (value: number) => {
    const weight: Value = { kind: "draw", draw: { kind: "uniform", a: tree("pre.low"), b: number(2) } };
    const law = weightLawOf({ ...projectingOf({ connect: rules.all!, weight }), pre: { name: "A", size: 100, column: () => value } });
    return law.kind === "drawn" ? law.name : "";
  };
  expect(of(0)).not.toBe(of(1));
  expect(of(0)).toBe(of(0));
});
