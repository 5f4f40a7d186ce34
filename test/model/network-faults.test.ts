/** Wrong networks: which sentence, and where it points. Numbers are those of the sixty faults. `§` stands before the place. */
import { describe, expect, test } from "vitest";
import type { Asset } from "../../src/model/index.ts";
import { bindText, place } from "./open.ts";

const base = `parameters: { tau: 20 ms }
neurons:
  lif:
    equations: tau*dV/dt = -V + I + J*1 mV
    inputs: { I: mV, J: 1 }
    initial: { V: 0 mV }
    spike: V > 20 mV
    reset: { V: 10 mV }
  rate: { equations: tau*dr/dt = -r + x, inputs: { x: 1 }, initial: { r: 0 } }
synapses:
  own:
    parameters: { q: 3 ms }
    pre: { equations: dp/dt = -p/q, initial: { p: 0 }, at-spike: { p: p + 1 } }
    post:
      equations: ds/dt = -s/q
      at-arrival: s = s + weight*p
  gate:
    pre: { equations: dx/dt = -x/(2 ms), initial: { x: 0 }, at-spike: { x: x + 1 } }
    send: x
populations:
  E: { neuron: lif, size: 8, parameters: { k: 1, d: "uniform(1, 2)" }, place: { ring: 1 mm } }
  I: { neuron: lif, size: 4 }
  R: { neuron: rate, size: 4 }
projections:
  - { from: E, to: I, synapse: { kind: exponential, into: I, tau: 5 ms }, weight: 1 mV, delay: 1 ms, connect: { probability: 0.1 } }
  - { from: E, to: I, synapse: { kind: own, into: I }, weight: 1 mV, connect: { indegree: 2 } }
  - { from: E, to: I, synapse: { kind: gate, into: J }, weight: 1, connect: all }
stimuli:
  - { to: E, synapse: { kind: exponential, into: I, tau: 5 ms }, poisson: { rate: 10 Hz, weight: 1 mV } }
run: { duration: 1 s, step: 0.1 ms }
record: { E: [spikes, activity] }
`;

function spoil(from: string, to: string): { text: string; at: string } {
  if (!base.includes(from)) throw new Error(`the base has no ${from}`);
  const marked = base.replace(from, () => to);
  const before = marked.slice(0, marked.indexOf("§")).split("\n");
  return { text: marked.replace("§", ""), at: `doc.yaml:${before.length}:${(before.at(-1)?.length ?? 0) + 1}` };
}

const exponential = "synapse: { kind: exponential, into: I, tau: 5 ms }, weight: 1 mV, delay: 1 ms, connect: { probability: 0.1 }";
const poisson = "poisson: { rate: 10 Hz, weight: 1 mV }";
/** The first projection with other keys. */
const first = (keys: string) => [exponential, keys] as const;
const use = (synapse: string, rest = "weight: 1 mV, connect: all") => first(`synapse: { ${synapse} }, ${rest}`);
const exp = "kind: exponential, into: I, tau: 5 ms";

const rows: readonly (readonly [name: string, from: string, to: string, code: string])[] = [
  ["26 size 0", "size: 4 }\n  R", "size: §0 }\n  R", "bad-size"],
  ["26 a negative size", "size: 4 }\n  R", "size: §-4 }\n  R", "bad-size"],
  ["26 a fractional size", "size: 4 }\n  R", "size: §2.5 }\n  R", "bad-size"],
  ["27 size 1e12", "size: 4 }\n  R", "size: §1e12 }\n  R", "size-too-large"],
  ["28 a probability above 1", "probability: 0.1", "probability: §1.5", "bad-probability"],
  ["28 a negative probability", "probability: 0.1", "probability: §-0.5", "bad-probability"],
  ["28 one that is above 1 for some pairs", "probability: 0.1", "probability: §pre.index/4", "bad-probability"],
  ["35 a delay below the step", "delay: 1 ms", "delay: §0.05 ms", "no-multiple-of-step"],
  ["36 a negative delay", "delay: 1 ms", "delay: §-1 ms", "negative-time"],
  ["36 a delay between steps", "delay: 1 ms", "delay: §1.25 ms", "no-multiple-of-step"],
  ["36 the delay of a stimulus between steps", `${poisson} }`, `${poisson}, delay: §0.25 ms }`, "no-multiple-of-step"],
  ["a delay that is a potential", "delay: 1 ms", "delay: §1 mV", "wrong-dimension"],

  ["no weight", ...first(`synapse: { ${exp} }, connect: all`), "no-weight"],
  ["a weight in another unit", ...use(exp, "weight: §1 pA, connect: all"), "wrong-dimension"],
  ["an area where a peak is meant", ...use(exp, "weight: §1 mV*ms, connect: all"), "wrong-dimension"],
  ["a peak where an area is meant", ...use(`${exp}, norm: area`, "weight: §1 mV, connect: all"), "wrong-dimension"],
  ["the norm of a jump", ...use("kind: delta, into: V, §norm: area"), "no-norm"],
  ["the peak of a pulse", ...use("kind: pulse, into: I, alpha: 1/ms, §norm: peak", "weight: 1 mV*ms, connect: all"), "no-norm"],
  ["a jump of an input", ...use("kind: delta, into: §I"), "no-such-target"],
  ["a current into a state", ...use("kind: exponential, into: §V, tau: 5 ms"), "no-such-target"],
  ["a time constant of 0", ...use("kind: exponential, into: I, tau: §0 ms"), "not-positive"],
  ["a negative rise", ...use("kind: biexponential, into: I, rise: §-1 ms, decay: 5 ms"), "not-positive"],
  ["a rate for a time", ...use("kind: exponential, into: I, tau: §5 Hz"), "wrong-dimension"],
  ["no decay", ...first("synapse: §{ kind: biexponential, into: I, rise: 1 ms }, weight: 1 mV, connect: all"), "missing-key"],
  ["a time constant that differs between neurons", ...use("kind: exponential, into: I, tau: §pre.d*1 ms"), "synapse-parameter-varies"],
  ["a drawn time constant", ...use('kind: exponential, into: I, tau: §"normal(5 ms, 1 ms)"'), "synapse-parameter-varies"],
  [
    "a gap junction of neurons without V",
    "from: E, to: I, synapse: { kind: gate, into: J }, weight: 1",
    "from: R, to: R, synapse: { kind: §gap-junction, into: x }, weight: 1",
    "unknown-name",
  ],
  [
    "spikes from neurons that never fire",
    "from: E, to: I, synapse: { kind: exponential",
    "from: §R, to: I, synapse: { kind: exponential",
    "no-source-spikes",
  ],
  ["a rule for the activity", ...use("kind: activity, into: I", "weight: 1 mV*s, connect: §all"), "activity-connects"],
  ["an activity that is no input", ...first("synapse: { kind: activity, into: I }"), "no-weight"],

  ["as many in one-to-one", ...use(exp, "weight: 1 mV, connect: §one-to-one"), "sizes-differ"],
  ["a count that is not whole", "indegree: 2 ", "indegree: §2.5 ", "not-whole"],
  ["a negative count", "indegree: 2 ", "indegree: §-2 ", "negative-value"],
  ["a count that differs between neurons", "indegree: 2 ", "indegree: §pre.index ", "count-varies"],
  ["a random count", "indegree: 2 ", 'indegree: §"normal(5, 1)" ', "random-count"],
  [
    "a drawn parameter in an expression",
    ...use(exp, 'weight: §2*w, parameters: { w: "normal(1 mV, 0.1 mV)" }, connect: all'),
    "draw-in-expression",
  ],
  [
    "a drawn parameter read twice",
    ...use(exp, 'weight: w, delay: §w*1 ms/mV, parameters: { w: "normal(1 mV, 0.1 mV)" }, connect: all'),
    "draw-in-expression",
  ],
  [
    "a drawn parameter that is weight and delay",
    ...use("kind: pulse, alpha: 1/ms, into: J", 'weight: w, delay: §w, parameters: { w: "normal(1 ms, 0.1 ms)" }, connect: all'),
    "draw-read-twice",
  ],
  ["distance without a place", "probability: 0.1", "probability: exp(-§distance/(1 mm))", "no-place"],
  [
    "distance between two places",
    "size: 4 }\n  R: { neuron: rate, size: 4 }\nprojections:\n",
    `size: 4, place: { line: 1 mm } }\n  R: { neuron: rate, size: 4 }\nprojections:\n  - { from: E, to: I, synapse: { ${exp} }, weight: 1 mV*exp(-§distance/(1 mm)), connect: all }\n`,
    "other-place",
  ],
  ["a coordinate without a place", "-V + I", "-V + I + §position/(1 um)*1 mV", "no-place"],
  ["a coordinate of a side without a place", "weight: 1 mV, delay", "weight: 1 mV*§post.position/(1 mm), delay", "no-place"],
  ["two places", "{ ring: 1 mm }", "§{ ring: 1 mm, line: 1 mm }", "one-place"],
  ["an open ring", "{ ring: 1 mm }", "{ ring: 1 mm, periodic: §false }", "open-ring"],
  ["a ring without a length", "{ ring: 1 mm }", "{ ring: §0 mm }", "not-positive-value"],
  [
    "a neuron that is its only partner",
    "from: E, to: I, synapse: { kind: own, into: I }, weight: 1 mV, connect: { indegree: 2 }",
    'from: "E[0:1]", to: "E[0:1]", synapse: { kind: own, into: I }, weight: 1 mV, connect: { indegree: §2, self: false }',
    "no-partner",
  ],

  [
    "own: a weight that its equations do not fit",
    "kind: own, into: I }, weight: 1 mV",
    "kind: own, into: I }, weight: §1 pA",
    "wrong-dimension",
  ],
  ["own: equations that do not fit one another", "ds/dt = -s/q", "ds/dt = §-s", "wrong-dimension"],
  ["own: a state of `pre` read all the time in `post`", "ds/dt = -s/q", "ds/dt = -s/q*§p", "unknown-name"],
  ["own: a variable of the source in `post`", "ds/dt = -s/q", "ds/dt = -s/q*§pre.k", "synapse-other-side"],
  ["own: the weight outside an arrival", "ds/dt = -s/q", "ds/dt = -s/q + §weight/q", "synapse-weight"],
  ["own: noise", "ds/dt = -s/q", "ds/dt = -s/q + 1 mV/sqrt(ms)*§xi", "noise-elsewhere"],
  [
    "own: a name in both blocks",
    "equations: ds/dt = -s/q\n      at-arrival: s = s",
    "equations: |\n        ds/dt = -s/q\n        §dp/dt = -p/q\n      at-arrival: s = s",
    "synapse-name-twice",
  ],
  ["own: no initial value in `pre`", "initial: { p: 0 }, ", "", "no-initial"],
  ["own: an unknown name", "s + weight*p", "s + weight*§z", "unknown-name"],
  ["own: an assignment to no state", "at-spike: { p: p + 1 }", "at-spike: { §z: p + 1 }", "no-such-state"],
  ["own: nothing at an arrival", "      at-arrival: s = s + weight*p\n", "", "no-arrival"],
  ["own: a time constant of 0", "q: 3 ms", "q: 3 ms - 3 ms", "division-by-zero"],
  ["own: `send` and `post`", "    send: x", "    post: { equations: ds/dt = -s/(2 ms) }\n    send: x", "send-and-post"],
  ["own: what is sent is not linear in the target", "send: x", "send: §x*exp(post.V/(1 mV))", "send-not-linear"],
  [
    "own: what is sent cannot be read off spikes of a stimulus",
    "{ kind: exponential, into: I, tau: 5 ms }, poisson",
    "{ kind: gate, into: J }, poisson",
    "stimulus-without-pre",
  ],
  [
    "own: a stimulus has no source neuron",
    "{ kind: exponential, into: I, tau: 5 ms }, poisson",
    "{ kind: own, into: I }, poisson",
    "stimulus-without-pre",
  ],

  ["a negative rate", "rate: 10 Hz", "rate: §-10 Hz", "negative-value"],
  ["a rate in another unit", "rate: 10 Hz", "rate: §10 mV", "wrong-dimension"],
  ["a weight of a stimulus in another unit", "weight: 1 mV } }", "weight: §1 nS } }", "wrong-dimension"],
  [
    "spikes that jump by nothing",
    "{ to: E, synapse: { kind: exponential, into: I, tau: 5 ms }, poisson: { rate: 10 Hz, weight: 1 mV } }",
    "{ to: E.V, spikes: §times.csv }",
    "no-weight",
  ],
  ["a redraw between steps", `${poisson} }`, `${poisson}, redraw: §0.25 ms }`, "no-multiple-of-step"],
  ["an age before birth", "{ ring: 1 mm }", "{ ring: 1 mm }, initial-age: §-5 ms", "negative-time"],
  ["the activity of what never fires", "record: { E", "record: { R: [§activity], E", "no-spikes"],
];

describe("a wrong network is refused where it is wrong", () => {
  test("what the rows begin from is right", () => {
    const { errors, warnings, experiment } = bindText(base);
    expect(errors.map((error) => `${place(error)} ${error.message}`)).toEqual([]);
    expect(warnings).toEqual([]);
    expect(experiment?.projections).toHaveLength(3);
  });

  test.each(rows)("%s", (_name, from, to, code) => {
    const { text, at } = spoil(from, to);
    const { errors, experiment } = bindText(text);
    expect(experiment).toBeUndefined();
    const places = errors.map((error) => `${place(error)} ${error.message}`);
    if (to.includes("§")) expect(places[0]).toContain(`${at} ${code}`);
    else expect(places[0]).toContain(code);
    expect(new Set(errors.map((error) => error.code)).size, places.join("\n")).toBe(1);
  });

  test("28 a probability that is above 1 at some distances is refused", () => {
    const text = base.replace("from: E, to: I, synapse: { kind: exponential", "from: E, to: E, synapse: { kind: exponential");
    // Half a circumference of 1 mm is the largest distance.
    const errors = (slope: number) => bindText(text.replace("0.1 }", `0.5 + ${slope}*distance/(1 mm) }`)).errors.map(({ code }) => code);
    expect([errors(0.99), errors(1.01)]).toEqual([[], ["bad-probability"]]);
  });

  test("a population that excites and inhibits is warned of (Dale)", () => {
    const { warnings, errors } = bindText(base.replace("weight: 1 mV, delay", "weight: -1 mV, delay"));
    expect(errors).toEqual([]);
    expect(warnings.map(({ code, data }) => [code, data.name])).toEqual([["dale", "E"]]);
  });
});

describe("files of events", () => {
  const pairs = base.replace("connect: { probability: 0.1 }", "connect: { pairs: edges.csv }");
  const columns = (values: Readonly<Record<string, readonly number[]>>): Asset => ({
    columns: Object.fromEntries(Object.entries(values).map(([name, each]) => [name, Float64Array.from(each)])),
  });
  const bindPairs = (values: Readonly<Record<string, readonly number[]>>, text = pairs) =>
    bindText(text, new Map([["edges.csv", columns(values)]]));

  test("a list of connections: its weights and delays stand in the place of the projection's, in internal units", () => {
    const text = pairs.replace("weight: 1 mV, delay: 1 ms, connect: { pairs", "connect: { pairs");
    const { experiment, errors } = bindPairs({ pre: [0, 7], post: [3, 0], weight_V: [0.001, 0.002], delay_s: [0.001, 0.0015] }, text);
    expect(errors).toEqual([]);
    const { connect } = experiment!.projections[0]!;
    const asset = connect?.kind === "pairs" ? experiment!.assets[connect.asset]! : undefined;
    expect(Object.entries(asset!.columns).map(([name, values]) => [name, ...values])).toEqual([
      ["pre", 0, 7],
      ["post", 3, 0],
      ["weight", 1, 2],
      ["delay", 1, 1.5],
    ]);
  });

  test.each([
    ["a source that there is not", { pre: [0, 8], post: [0, 1] }, "pair-out-of-range", "row 2 of `pre` is 8"],
    ["a negative target", { pre: [0], post: [-1] }, "pair-out-of-range", "row 1 of `post` is -1"],
    ["half a neuron", { pre: [0.5], post: [1] }, "pair-out-of-range", "row 1 of `pre` is 0.5"],
    ["no targets", { pre: [0], to: [1] }, "pairs-columns", "no columns `pre` and `post`"],
    ["the weight twice", { pre: [0], post: [1], weight_mV: [1] }, "given-twice", "`weight`"],
  ])("%s", (_name, values: Readonly<Record<string, readonly number[]>>, code, says) => {
    const { errors } = bindPairs(values);
    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(errors[0]!.message).toContain(says);
  });

  test("an array without headers: its first two columns", () => {
    const text = pairs.replace("edges.csv", "edges.npy");
    const { experiment } = bindText(
      text,
      new Map([["edges.npy", { ...columns({ "edges[0]": [1, 2], "edges[1]": [3, 0] }), shape: [2, 2] }]]),
    );
    const { connect } = experiment!.projections[0]!;
    expect(connect?.kind === "pairs" && [...experiment!.assets[connect.asset]!.columns.pre!]).toEqual([1, 2]);
  });

  test("spike times are sorted, with their neurons", () => {
    const text = base.replace("poisson: { rate: 10 Hz, weight: 1 mV }", "spikes: { file: times.csv, weight: 2 mV }, start: 5 ms");
    const { experiment, errors } = bindText(text, new Map([["times.csv", columns({ time_ms: [3, 1, 2], neuron: [0, 7, 0] })]]));
    expect(errors.map(place)).toEqual([]);
    const [source] = experiment!.spikeSources;
    expect(source).toMatchObject({ into: "I", start: 5, to: { population: "E", from: 0, to: 8 }, source: { kind: "spikes" } });
    const asset = source!.source.kind === "spikes" ? experiment!.assets[source!.source.asset]! : undefined;
    expect(Object.entries(asset!.columns).map(([name, values]) => [name, ...values])).toEqual([
      ["time", 1, 2, 3],
      ["neuron", 7, 0, 0],
    ]);
  });
});
