/** The run of a network behind the studio: when it begins, how it grows, that it stops. The worker answers in process. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Result } from "../../src/contract/index.ts";
import { run as runDocument } from "../../src/index.ts";
import type { Foreseen } from "../../studio/src/contract.ts";
import { openDocument, withValue } from "../../studio/src/state/document.ts";
import { NetworkRun } from "../../studio/src/state/network-run.ts";
import { crewInProcess, type InProcess, type Manner } from "./in-process.ts";

const text = `
neurons:
  lif: { equations: "tau*dV/dt = -V", initial: { V: 0 mV }, spike: V > 20 mV, reset: { V: 10 mV }, parameters: { tau: 20 ms } }
populations: { E: { neuron: lif, size: 200 } }
stimuli: [{ to: E.V, poisson: { rate: 15000 Hz, weight: 0.1 mV } }]
run: { duration: 40 ms, step: 0.1 ms, seed: 5, scale: network }
record: { E: [spikes, activity] }`;
const document = openDocument("network.yaml", text);
const turned = withValue(document, "neurons.lif.parameters.tau", "15 ms");
const short: Foreseen = { scale: "network", neurons: 200, connections: 0, bytes: 1e5, seconds: 0.1, channels: [] };
const long: Foreseen = { ...short, seconds: 100 };

describe("the run of a network", () => {
  const manner: Manner = {};
  let workers: InProcess[];
  let network: NetworkRun;
  let put: { readonly result: Result | undefined; readonly reason: string | undefined }[];
  const asked = () => workers.flatMap(({ asked }) => asked);
  const until = (test: () => boolean) => vi.waitFor(() => expect(test()).toBe(true), { timeout: 60_000, interval: 5 });

  beforeEach(() => {
    vi.stubGlobal("requestAnimationFrame", (act: () => void) => setTimeout(act, 0));
    manner.isDeaf = false;
    workers = [];
    put = [];
    let time = 0;
    // A clock of which 10 ms pass whenever somebody looks at it: a short run has many stretches.
    manner.now = () => (time += 10);
    network = new NetworkRun(crewInProcess(workers, manner));
    network.puts((result, reason) => put.push({ result, reason }));
  });
  afterEach(() => void vi.unstubAllGlobals());

  test("that is short begins by itself, grows, and ends with the numbers of the command line", async () => {
    network.change(document);
    network.settle(document, short);
    expect(network.state.value.kind).toBe("idle");
    await until(() => put.at(-1)?.result?.outcome.kind === "completed");
    expect(network.state.value.kind).toBe("idle");
    expect(network.isPresent).toBe(true);
    const [expected] = await runDocument(text);
    const { result } = put.at(-1)!;
    expect(result!.populations).toEqual(expected!.populations);
    expect(result!.signals).toEqual(expected!.signals);
    const growing = put.slice(0, -1).map((one) => one.result!);
    expect(growing.length).toBeGreaterThan(0);
    for (const { outcome, populations } of growing) {
      expect(outcome.kind).toBe("cancelled");
      const { times } = expected!.populations.E!.spikes!;
      expect([...populations.E!.spikes!.times]).toEqual([...times.filter((time) => time <= outcome.time)]);
    }
  });

  test("of a density grows too: what is on the page on the way are the first profiles of the last (kills: a picture at the end alone)", async () => {
    const density = `
units: none
neurons:
  nlif: { equations: dV/dt = -V + sqrt(2)*xi, initial: { V: "normal(0, 0.5)" }, spike: V > 2, reset: { V: 1 } }
populations: { n: { neuron: nlif, size: 1000 } }
run: { duration: 0.5, step: 0.001, every: 0.01, scale: fokker-planck, options: { fokker-planck: { cells: 60, V: [-4, 2] } } }
record: { n: [density] }`;
    const whole = openDocument("density.yaml", density);
    network.change(whole);
    network.settle(whole, short);
    await until(() => put.at(-1)?.result?.outcome.kind === "completed");
    const [last] = put.at(-1)!.result!.profiles!;
    const growing = put.slice(0, -1).map(({ result }) => result!.profiles![0]!);
    expect(growing.length).toBeGreaterThan(0);
    for (const { times, values } of growing) {
      expect([...times]).toEqual([...last!.times.subarray(0, times.length)]);
      expect([...values]).toEqual([...last!.values.subarray(0, 60 * times.length)]);
    }
  });

  test("that is over in a moment is drawn as a whole (kills: a picture for each frame, which the next one takes the place of)", async () => {
    // A clock that stands still until the run is under way, so that nothing is thought to take long: then 4 ms for each stretch.
    let looks = 0;
    manner.now = () => 4 * Math.max(0, ++looks - 24);
    const seen: string[] = [];
    const end = network.state.subscribe(({ kind }) => seen.push(kind));
    network.change(document);
    network.settle(document, short);
    await until(() => put.length > 0);
    end();
    // Frames have come, each with less to go than a picture stays.
    expect(seen).toContain("running");
    expect(put.map(({ result }) => result?.outcome.kind)).toEqual(["completed"]);
  });

  test("that is long waits for a click; one that does not fit waits for ever, and says why", async () => {
    network.change(document);
    network.settle(document, long);
    await new Promise((done) => setTimeout(done, 500));
    expect(asked()).toEqual([]);
    expect(put).toEqual([{ result: undefined, reason: "Press Run, or the key R: it will take about 2 min." }]);
    network.settle(document, { ...short, refusal: "it does not fit" });
    await new Promise((done) => setTimeout(done, 500));
    expect(asked()).toEqual([]);
    expect(put.at(-1)!.reason).toBe("it does not fit");
    network.settle(document, long);
    network.start();
    expect(asked()).toEqual(["watch"]);
    network.forget();
  });

  test("of a moment begins at once, of seconds when the dials have rested (kills: one rest for all)", () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      network.settle(document, { ...short, seconds: 2 });
      vi.advanceTimersByTime(349);
      expect(asked()).toEqual([]);
      network.settle(document, { ...short, seconds: 0.5 });
      vi.advanceTimersByTime(0);
      expect(asked()).toEqual(["watch"]);
    } finally {
      vi.useRealTimers();
    }
    network.forget();
  });

  test("that was short begins with the dial, and is given up where it turns out to be long (kills: a run that waits to be foreseen, one that nobody stops)", async () => {
    network.change(document);
    network.settle(document, short);
    await until(() => put.at(-1)?.result?.outcome.kind === "completed");
    network.change(turned);
    expect(asked()).toEqual(["watch", "watch"]);
    network.settle(turned, short);
    await until(() => network.state.value.kind === "idle");
    expect(asked()).toEqual(["watch", "watch"]);
    const [expected] = await runDocument(text.replace("tau: 20 ms", "tau: 15 ms"));
    expect(put.at(-1)!.result!.populations).toEqual(expected!.populations);
    const again = withValue(document, "neurons.lif.parameters.tau", "16 ms");
    network.change(again);
    network.settle(again, long);
    expect(asked()).toEqual(["watch", "watch", "watch", "halt"]);
    expect([network.state.value.kind, network.isPresent]).toEqual(["idle", false]);
    // Of what is long nothing begins by itself, nor of another text.
    network.change(turned);
    network.change(openDocument("network.yaml", `${text}\n`));
    expect(asked()).toEqual(["watch", "watch", "watch", "halt"]);
  });

  test("that begins with the dial and finds a mistake leaves the picture as it was (kills: a picture that goes where a slider ends at 0)", async () => {
    network.change(document);
    network.settle(document, short);
    await until(() => put.at(-1)?.result?.outcome.kind === "completed");
    const before = put.length;
    const wrong = withValue(document, "neurons.lif.parameters.tau", "15 mV");
    network.change(wrong);
    expect(asked()).toEqual(["watch", "watch"]);
    await until(() => network.state.value.kind === "idle");
    network.settle(wrong, undefined);
    expect([put.length, network.isPresent]).toEqual([before, false]);
  });

  test("of other values is given up; a view that changes disturbs nothing (kills: a run for every zoom)", async () => {
    network.change(document);
    network.settle(document, long);
    network.start();
    const other = { ...document, views: { ...document.views, traces: { hidden: [], range: [0, 1] as const } } };
    network.change(other);
    network.settle(other, short);
    expect(asked()).toEqual(["watch"]);
    network.change(turned);
    expect(asked()).toEqual(["watch", "halt"]);
    expect([network.state.value.kind, network.isPresent]).toEqual(["idle", false]);
    network.settle(turned, short);
    await until(() => put.at(-1)?.result?.outcome.kind === "completed");
    const [expected] = await runDocument(text.replace("tau: 20 ms", "tau: 15 ms"));
    expect(put.at(-1)!.result!.populations).toEqual(expected!.populations);
    network.settle(turned, short);
    await new Promise((done) => setTimeout(done, 400));
    expect(asked().filter((call) => call === "watch")).toHaveLength(2);
  });

  test("stops where it is, and keeps what it has", async () => {
    network.change(document);
    network.settle(document, long);
    network.start();
    await until(() => network.state.value.kind === "running");
    network.stop();
    await until(() => network.state.value.kind === "idle");
    const { result } = put.at(-1)!;
    expect(result!.outcome.kind).toBe("cancelled");
    expect(result!.outcome.time).toBeLessThan(40);
    network.settle(document, short);
    await new Promise((done) => setTimeout(done, 400));
    expect(asked().filter((call) => call === "watch")).toHaveLength(1);
  });

  test("in a worker that does not hear ends with it, within 50 ms", async () => {
    vi.useFakeTimers();
    manner.isDeaf = true;
    network.change(document);
    network.settle(document, short);
    network.start();
    network.stop();
    vi.advanceTimersByTime(49);
    expect(network.state.value.kind).toBe("connecting");
    vi.advanceTimersByTime(1);
    vi.useRealTimers();
    expect([network.state.value.kind, workers[0]!.isEnded]).toEqual(["idle", true]);
    manner.isDeaf = false;
    network.start();
    await until(() => put.at(-1)?.result?.outcome.kind === "completed");
    expect(workers).toHaveLength(2);
  });
});
