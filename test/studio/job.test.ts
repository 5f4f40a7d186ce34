/** What is made at a click behind the studio: it ends with another click, or with the document that it was of. */
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Agreement, SweepResult } from "../../src/contract/index.ts";
import { sweep as sweepDocument } from "../../src/index.ts";
import type { Described } from "../../studio/src/contract.ts";
import { openDocument, withValue, withView } from "../../studio/src/state/document.ts";
import { Job } from "../../studio/src/state/job.ts";
import { compareSource, sweepSource } from "../../studio/src/state/sources.ts";
import { crewInProcess, type InProcess } from "./in-process.ts";

const until = (test: () => boolean) => vi.waitFor(() => expect(test()).toBe(true), { timeout: 20_000, interval: 5 });

describe("a comparison", () => {
  const document = openDocument(
    "poisson.yaml",
    `
neurons:
  poisson: { equations: "tau*dV/dt = -V", initial: { V: 0 mV }, hazard: 20 Hz, parameters: { tau: 10 ms } }
populations: { E: { neuron: poisson, size: 400 } }
run: { duration: 300 ms, step: 0.5 ms, seed: 3, scale: [network, mesoscopic] }
record: { E: [activity] }`,
  );
  const settings = { scales: ["network", "mesoscopic"] as const };
  let workers: InProcess[];
  let comparison: Job<"compare">;
  let put: { readonly agreement: Agreement | undefined; readonly reason: string | undefined }[];

  beforeEach(() => {
    workers = [];
    put = [];
    comparison = new Job(crewInProcess(workers), "compare", compareSource);
    comparison.puts((agreement, reason) => put.push({ agreement, reason }));
    comparison.change(document);
  });

  test("waits for a click, and has a verdict; its worker ends with it", async () => {
    expect(workers).toHaveLength(0);
    comparison.toggle(document, settings);
    expect(comparison.state.value.kind).toBe("running");
    await until(() => put.length > 0);
    expect(put[0]!.agreement!.scales.map(({ label }) => label)).toEqual(["network", "mesoscopic"]);
    expect([comparison.state.value.kind, comparison.isPresent, workers[0]!.isEnded]).toEqual(["idle", true, true]);
  });

  test("that was stopped, or whose document has changed, says nothing (kills: an answer of other values)", async () => {
    comparison.toggle(document, settings);
    comparison.toggle(document, settings);
    expect([comparison.state.value.kind, workers[0]!.isEnded]).toEqual(["idle", true]);
    comparison.toggle(document, settings);
    comparison.change(withValue(document, "neurons.poisson.parameters.tau", "20 ms"));
    expect([comparison.state.value.kind, workers[1]!.isEnded]).toEqual(["idle", true]);
    expect([put, comparison.isPresent]).toEqual([[], false]);
  });

  test("goes on while other views change; of other values it is no longer present", async () => {
    comparison.toggle(document, settings);
    comparison.change(withView(document, "traces", { hidden: [], range: [0, 10] }));
    await until(() => put.length > 0);
    expect(comparison.isPresent).toBe(true);
    comparison.change(withValue(document, "neurons.poisson.parameters.tau", "20 ms"));
    expect(comparison.isPresent).toBe(false);
    comparison.change(document);
    expect(comparison.isPresent).toBe(true);
  });

  test("of a document with mistakes says which (kills: a refusal that is called a bug)", async () => {
    comparison.toggle(openDocument("wrong.yaml", "neurons: 3"), settings);
    await until(() => put.length > 0);
    expect(put[0]!.reason).toMatch(/neurons/);
  });
});

describe("a sweep", () => {
  /** Nothing but the potential is recorded: rates are counted all the same. */
  const text = `
neurons:
  lif: { equations: "tau*dV/dt = -V + I", inputs: { I: mV }, initial: { V: 0 mV }, spike: V > 20 mV, reset: { V: 10 mV }, parameters: { tau: 20 ms } }
populations: { E: { neuron: lif } }
stimuli: [{ to: E.I, step: { amplitude: 30 mV } }]
run: { duration: 400 ms }
record: { E: [V] }`;
  const tau = "neurons.lif.parameters.tau";
  const over = { path: tau, low: 5, high: 40, points: 4 };
  const settings = { over: { path: tau, low: "5 ms", high: "40 ms", points: 4 }, measure: "E.rate" };
  const document = withView(openDocument("lif.yaml", text), "sweep", { over });
  const own = `${text.replace("record: { E: [V] }", "record: { E: [spikes] }")}
sweep: { over: { ${tau}: { from: 5 ms, to: 40 ms, points: 4 } }, measure: [E.rate] }`;
  let workers: InProcess[];
  let sweep: Job<"sweep">;
  let put: (SweepResult | undefined)[];

  const begin = (described?: Described) => {
    workers = [];
    put = [];
    // A clock that leaps: every point is shown.
    let time = 0;
    sweep = new Job(crewInProcess(workers, { now: () => (time += 1000) }), "sweep", (one) => sweepSource(one, described));
    sweep.puts((swept) => put.push(swept));
    sweep.change(document);
  };
  const valuesOf = ({ rows }: SweepResult) => rows.map(({ point, values }) => [...point, ...values]);

  test("over a dial has the numbers of the command line, which come one after the other (kills: a picture at the end alone)", async () => {
    begin();
    void sweep.start(document, settings);
    await until(() => sweep.state.value.kind === "idle");
    const expected = valuesOf((await sweepDocument(own)).result);
    expect(expected).toHaveLength(4);
    expect(put.map((one) => valuesOf(one!))).toEqual([1, 2, 3, 4, 4].map((count) => expected.slice(0, count)));
    // From 10 to 20 mV towards 30 mV takes tau log 2: 400 ms hold so many, after the first from 0, which takes tau log 3.
    const count = (value: number) => Math.floor((400 - value * Math.log(3)) / (value * Math.log(2))) + 1;
    expect(expected.map(([value, rate]) => Math.round(Number(rate) * 0.4) - count(Number(value)))).toEqual([0, 0, 0, 0]);
  });

  test("that the document names is that of the command line too", async () => {
    begin();
    const named = openDocument("lif.yaml", own);
    sweep.change(named);
    void sweep.start(named, {});
    await until(() => sweep.state.value.kind === "idle");
    expect(valuesOf(put.at(-1)!)).toEqual(valuesOf((await sweepDocument(own)).result));
  });

  test("that is stopped keeps the points that it has, and its worker goes (kills: partial results lost)", async () => {
    begin();
    void sweep.start(document, settings);
    await until(() => put.length > 0);
    sweep.toggle(document, settings);
    const kept = put.length;
    expect([sweep.state.value.kind, sweep.isPresent, workers[0]!.isEnded]).toEqual(["idle", true, true]);
    await new Promise((done) => setTimeout(done, 100));
    expect(put).toHaveLength(kept);
    expect(put.at(-1)!.rows.length).toBeLessThan(4);
  });

  test("does not depend on the number that it is over, but on all others (kills: a click on the curve that makes it stale)", async () => {
    begin();
    void sweep.start(document, settings);
    await until(() => sweep.state.value.kind === "idle");
    sweep.change(withValue(document, tau, "12 ms"));
    expect(sweep.isPresent).toBe(true);
    sweep.change(withValue(document, "stimuli.stimulus_1.step.amplitude", "40 mV"));
    expect(sweep.isPresent).toBe(false);
  });

  test("of the document's own depends on no dial of its axes", () => {
    const axes = [{ path: "tau", dial: tau, isNumeric: true, count: 4 }];
    // Of what is described a sweep reads nothing else.
    const described = { sweep: { axes, measures: [] } } as unknown as Described;
    const named = openDocument("lif.yaml", own);
    const source = (one: typeof named) => sweepSource(one, described);
    expect(source(withValue(named, tau, "12 ms"))).toBe(source(named));
    expect(source(withValue(named, "run.duration", "1 s"))).not.toBe(source(named));
  });
});
