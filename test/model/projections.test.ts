/** What binding makes of projections: pairs, counts, weights, delays, in the numbers of published networks. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { evaluate, printText } from "../../src/language/index.ts";
import type { Draw, Projection, Value } from "../../src/model/index.ts";
import { bindText, bound, scienceNotes, sharedDocuments } from "./open.ts";

const none = () => Number.NaN;
const numberOf = (value: Value | undefined) => (value?.kind === "expression" ? evaluate(value.tree, none) : undefined);
const shown = (value: Value | undefined) => (value?.kind === "expression" ? printText(value.tree) : undefined);
/** `normal(a, b)`, or what it is truncated to. */
function numbersOf(draw: Draw): readonly unknown[] {
  if ("of" in draw) return [draw.kind, ...numbersOf(draw.of), evaluate(draw.low, none), evaluate(draw.high, none)];
  return draw.kind === "exponential" ? [draw.kind, evaluate(draw.mean, none)] : [draw.kind, evaluate(draw.a, none), evaluate(draw.b, none)];
}
const drawnIn = (value: Value | undefined) => (value?.kind === "draw" ? numbersOf(value.draw) : undefined);
const ends = ({ from, to }: Projection) => `${from.population}[${from.from}:${from.to}] -> ${to.population}[${to.from}:${to.to}]`;

const lif = `neurons:
  lif:
    equations: tau*dV/dt = -V + I
    inputs: { I: mV }
    initial: { V: 0 mV }
    spike: V > 20 mV
    reset: { V: 10 mV }
    parameters: { tau: 20 ms }
`;
/** Two populations E and I with one projection. */
const pair = (projection: string, rest = "", populations = "E: { neuron: lif, size: 8 }\n  I: { neuron: lif, size: 4 }") =>
  `${lif}${rest}populations:\n  ${populations}\nprojections:\n  - { ${projection} }\nrun: { duration: 1 s, step: 0.1 ms }\n`;
const jumps = "synapse: { kind: delta, into: V }";

describe("published networks", () => {
  const shared = new Map(sharedDocuments().map(({ name, text }) => [name.split("/").at(-1)!, text]));

  test.skipIf(shared.size === 0)("Brunel 2000: four pairs, fixed in-degrees, jumps of 0.1 and -0.5 mV after 1.5 ms", () => {
    const { projections, spikeSources, recordings } = bound(shared.get("brunel.yaml")!);
    expect(
      projections.map((one) => [ends(one), one.connect, numberOf(one.weight), numberOf(one.delay), one.synapse.kind, one.into]),
    ).toEqual(
      [
        ["E[0:10000] -> E[0:10000]", 1000, 0.1],
        ["E[0:10000] -> I[0:2500]", 1000, 0.1],
        ["I[0:2500] -> E[0:10000]", 250, -0.5],
        ["I[0:2500] -> I[0:2500]", 250, -0.5],
      ].map(([where, count, weight]) => [where, { kind: "indegree", count, self: true }, weight, 1.5, "jump", "V"]),
    );
    // 20,000 per second are 20 per millisecond.
    expect(spikeSources.map(({ to, into, source }) => [to.population, into, source.kind === "poisson" && numberOf(source.rate)])).toEqual([
      ["E", "V", 20],
      ["I", "V", 20],
    ]);
    expect(recordings.map(({ population, what }) => `${population} ${what.kind}`)).toEqual([
      "E spikes",
      "E activity",
      "I spikes",
      "I activity",
    ]);
  });

  const notes = scienceNotes("networks.md");
  test.skipIf(notes === undefined)("Potjans & Diesmann 2014: all 64 numbers of synapses, to the digit", () => {
    const tables = matricesIn(notes!);
    const populations = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"];
    const sizes = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948];
    const { projections } = bound(`${lif}populations:
${populations.map((name, i) => `  ${name}: { neuron: lif, size: ${sizes[i]} }`).join("\n")}
projections:
  - from: [${populations.join(", ")}]
    to: [${populations.join(", ")}]
    parameters: { C: [${tables.probabilities.map((row) => `[${row.join(", ")}]`).join(", ")}] }
    ${jumps}
    connect: { total: "round(log1p(-C)/log1p(-1/(pre.size*post.size)))" }
    weight: 0.1 mV
run: { duration: 1 s }
`);
    const counts = new Map(
      projections.map((one) => [`${one.to.population} ${one.from.population}`, one.connect && "count" in one.connect && one.connect.count]),
    );
    const found = populations.map((to) => populations.map((from) => Number(counts.get(`${to} ${from}`) ?? 0)));
    expect(found).toEqual(tables.counts);
    expect(found.flat().reduce((sum, count) => sum + count, 0)).toBe(298_880_970);
  });

  test.skipIf(shared.size === 0)("its sketch: weights of 87.81 pA, twice as much from L4E to L23E, drawn for each connection", () => {
    const { projections, spikeSources } = bound(shared.get("01-pd.yaml")!);
    // C/tau_m * 0.15 mV over the peak of one response, Potjans & Diesmann 2014: 585.39 pA/mV.
    const weight = 87.80849352920845;
    for (const one of projections.filter(({ name }) => name === "excitatory")) {
      const factor = ends(one) === "L4E[0:21915] -> L23E[0:20683]" ? 2 : 1;
      const [kind, law, mean, sd, low, high] = drawnIn(one.weight)!;
      expect([kind, law, low, high]).toEqual(["truncated", "normal", 0, Number.POSITIVE_INFINITY]);
      expect(mean).toBeCloseTo(factor * weight, 9);
      expect(sd).toBeCloseTo(0.1 * factor * weight, 9);
      expect(drawnIn(one.delay)).toEqual(["truncated", "normal", 1.5, 0.75, 0.05, Number.POSITIVE_INFINITY]);
    }
    // No thalamic connection to L2/3E: its probability is 0.
    expect(projections.filter(({ name }) => name === "thalamic").map(ends)).toEqual(["TC[0:902] -> L4E[0:21915]"]);
    expect(spikeSources.map(({ to, delay, source }) => [to.population, delay, source.kind === "poisson" && numberOf(source.rate)])).toEqual(
      [
        ["L23E", 1.5, 12.8],
        ["L4E", 1.5, 16.8],
        ["L23I", 1.5, 12],
      ],
    );
  });

  test.skipIf(shared.size === 0)("its sketch at a tenth: sizes and numbers of synapses scale with f and f^2", () => {
    const { populations, projections } = bound(shared.get("01-pd.yaml")!.replace("  f: 1\n", "  f: 0.1\n"));
    expect(populations.map(({ size }) => size)).toEqual([2068, 583, 2192, 902]);
    const first = projections[0]!.connect;
    expect(first && "count" in first && first.count).toBe(454_998);
  });

  test.skipIf(shared.size === 0)("Wang 2002: a matrix of weights between three groups; rates drawn anew every 50 ms", () => {
    const { projections, spikeSources } = bound(shared.get("02-wang.yaml")!);
    const plus = 1.7 * 0.165;
    const minus = (1 - (0.15 * 0.7) / 0.85) * 0.165;
    const rest = "E[480:1600]";
    const expected = [
      ["E[0:240]", "E[0:240]", plus],
      ["E[240:480]", "E[0:240]", minus],
      [rest, "E[0:240]", minus],
      ["E[0:240]", "E[240:480]", minus],
      ["E[240:480]", "E[240:480]", plus],
      [rest, "E[240:480]", minus],
      ["E[0:240]", rest, 0.165],
      ["E[240:480]", rest, 0.165],
      [rest, rest, 0.165],
    ] as const;
    expect(projections.map(ends)).toEqual(expected.map(([from, to]) => `${from} -> ${to}`));
    for (const [i, one] of projections.entries()) expect(numberOf(one.weight)).toBeCloseTo(expected[i]![2], 12);
    expect(spikeSources[1]).toMatchObject({ to: { population: "E", from: 0, to: 240 }, into: "g_X", start: 1000, stop: 3000 });
    const { source } = spikeSources[1]!;
    expect(source).toMatchObject({ kind: "poisson", each: "stimulus", redraw: 50 });
    expect(source.kind === "poisson" && drawnIn(source.rate)).toEqual(["normal", 0.048, 0.004]);
  });

  test.skipIf(shared.size === 0)("clusters: what differs between connections stays an expression of the two numbers", () => {
    const { projections, populations } = bound(shared.get("13-clusters.yaml")!);
    const [clusters, ring] = projections;
    expect(clusters!.connect).toMatchObject({ kind: "probability" });
    const probability = (pre: number, post: number) =>
      clusters!.connect?.kind === "probability" && evaluate(clusters!.connect.probability, (name) => (name === "pre.index" ? pre : post));
    expect([probability(0, 79), probability(79, 80), probability(3999, 3920)]).toEqual([0.4854, 0.1942, 0.4854]);
    expect(shown(clusters!.weight)).toBe("where(floor(pre.index/80) == floor(post.index/80), 1.9, 1)*0.024/ms");
    expect(populations[1]!.geometry).toEqual({ kind: "ring", lengths: [1000], periodic: true });
    // exp(-1/2) of the peak at a distance of 0.1 mm.
    const at = ring!.connect?.kind === "probability" ? evaluate(ring!.connect.probability, () => 100) : Number.NaN;
    expect(at).toBeCloseTo(0.5 * Math.exp(-0.5), 14);
  });

  test.skipIf(shared.size === 0)("plastic synapses are left out, and said to be missing", () => {
    const found = bindText(shared.get("09-hebb.yaml")!);
    expect(found.experiment?.projections).toEqual([]);
    expect(found.missing.map(({ name }) => name)).toContain("plastic synapses (synapses.hebb)");
    expect(found.experiment?.demands).toContainEqual({ feature: "plasticity", where: "projections.J" });
  });
});

/** The tables of connection probabilities and of numbers of synapses: eight rows `| L23E | ... |` each. */
function matricesIn(text: string): { probabilities: readonly (readonly string[])[]; counts: readonly (readonly number[])[] } {
  const rows = (after: string) =>
    text
      .slice(text.indexOf(after))
      .split("\n")
      .filter((line) => /^\| L\d+[EI] \|/.test(line))
      .slice(0, 8)
      .map((line) =>
        line
          .split("|")
          .slice(2, 10)
          .map((cell) => cell.trim()),
      );
  return {
    probabilities: rows("**Connection probabilities C**"),
    counts: rows("**Number of synapses** per pair").map((row) => row.map(Number)),
  };
}

describe("projections", () => {
  test("a drawn parameter is drawn for each connection where it is read alone", () => {
    const { projections } = bound(
      pair(`from: E, to: I, ${jumps}, connect: all, weight: J, parameters: { J: "normal(1 mV, a)", a: 0.2 mV }`),
    );
    expect(drawnIn(projections[0]!.weight)).toEqual(["normal", 1, 0.2]);
  });

  test("`except` changes one pair, also of groups", () => {
    const text = pair(
      `from: [E.a, E.b], to: I, ${jumps}, connect: all, weight: J, parameters: { J: 1 mV }, except: [{ from: E.b, to: I, parameters: { J: 2*3 mV } }]`,
      "",
      "E: { neuron: lif, size: 8, groups: { a: [0, 4], b: [4, 8] } }\n  I: { neuron: lif, size: 4 }",
    );
    expect(bound(text).projections.map((one) => [ends(one), numberOf(one.weight)])).toEqual([
      ["E[0:4] -> I[0:4]", 1],
      ["E[4:8] -> I[0:4]", 6],
    ]);
  });

  test("`size` is that of the range that is named; drawn parameters of a neuron stay names", () => {
    const text = pair(
      `from: E.a, to: I, ${jumps}, connect: all, weight: post.q*1 mV/pre.size + pre.k`,
      "",
      'E: { neuron: lif, size: 8, groups: { a: [0, 4] }, parameters: { k: 3 mV } }\n  I: { neuron: lif, size: 4, parameters: { q: "uniform(0, 1)" } }',
    );
    expect(shown(bound(text).projections[0]!.weight)).toBe("post.q*1 mV/4 + 3");
  });

  test("whole numbers survive the rounding of a product: 0.1*30 is 3", () => {
    const text = pair(
      `from: E, to: I, ${jumps}, connect: { indegree: 0.1*pre.size }, weight: 1 mV`,
      "",
      "E: { neuron: lif, size: 30 }\n  I: { neuron: lif }",
    );
    expect(bound(text).projections[0]!.connect).toEqual({ kind: "indegree", count: 3, self: true });
  });

  test("`self: false` stands in the rule or beside it", () => {
    const inside = bound(pair(`from: E, to: E, ${jumps}, connect: { probability: 0.5, self: false }, weight: 1 mV`));
    const beside = bound(pair(`from: E, to: E, ${jumps}, connect: all, self: false, weight: 1 mV`));
    expect([inside, beside].map(({ projections }) => projections[0]!.connect)).toMatchObject([{ self: false }, { self: false }]);
  });

  test("the activity needs no weight where A(t) fits the input, and no rule", () => {
    const text = `neurons: { n: { inputs: { A: Hz, B: mV }, equations: "dx/dt = A + B/(1 mV*s)", initial: { x: 0 }, spike: x > 1, reset: { x: 0 } } }
populations: { p: { neuron: n, size: 3 } }
projections:
  - { from: p, to: p, synapse: { kind: activity, into: A } }
  - { from: p, to: p, synapse: { kind: activity, into: B }, weight: 2 mV*s }
run: { duration: 1 s }
`;
    const { projections } = bound(text);
    expect(projections.map(({ weight, connect }) => [numberOf(weight), connect])).toEqual([
      [1, undefined],
      [2000, undefined],
    ]);
  });

  test("an experiment with projections is plain data", () => {
    const experiment = bound(readFileSync(new URL("../../examples/brunel.yaml", import.meta.url), "utf8"));
    expect(structuredClone(experiment)).toEqual(experiment);
  });
});
