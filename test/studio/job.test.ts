/** The comparison of scales behind the studio: it begins with a click, and ends with one, or with the document that it was of. */
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Agreement } from "../../src/contract/index.ts";
import { portableHost } from "../../src/session/index.ts";
import { Comparison } from "../../studio/src/state/comparison.ts";
import { openDocument, withValue, withView } from "../../studio/src/state/document.ts";
import type { FromWorker, ToWorker } from "../../studio/src/worker/messages.ts";
import { answer } from "../../studio/src/worker/serve.ts";

const text = `
neurons:
  poisson: { equations: "tau*dV/dt = -V", initial: { V: 0 mV }, hazard: 20 Hz, parameters: { tau: 10 ms } }
populations: { E: { neuron: poisson, size: 400 } }
run: { duration: 300 ms, step: 0.5 ms, seed: 3, scale: [network, mesoscopic] }
record: { E: [activity] }`;
const document = openDocument("poisson.yaml", text);
const settings = { scales: ["network", "mesoscopic"] as const };

/** A worker in process. */
class InProcess {
  onmessage: ((event: { readonly data: readonly FromWorker[] }) => void) | null = null;
  isEnded = false;
  readonly #respond = answer(portableHost, (one) => this.isEnded || this.onmessage?.({ data: [one] }));
  postMessage(message: ToWorker): void {
    void this.#respond(message);
  }
  terminate(): void {
    this.isEnded = true;
  }
}

describe("a comparison", () => {
  let workers: InProcess[];
  let comparison: Comparison;
  let put: { readonly agreement: Agreement | undefined; readonly reason: string | undefined }[];
  const until = (test: () => boolean) => vi.waitFor(() => expect(test()).toBe(true), { timeout: 20_000, interval: 5 });

  beforeEach(() => {
    workers = [];
    put = [];
    comparison = new Comparison(() => {
      const worker = new InProcess();
      workers.push(worker);
      // What the engine asks of a worker.
      return worker as unknown as Worker;
    });
    comparison.puts((agreement, reason) => put.push({ agreement, reason }));
    comparison.change(document);
    comparison.settle(document);
  });

  test("waits for a click, and has a verdict; its worker ends with it", async () => {
    expect(workers).toHaveLength(0);
    comparison.toggle(settings);
    expect(comparison.state.value.kind).toBe("running");
    await until(() => put.length > 0);
    expect(put[0]!.agreement!.scales.map(({ label }) => label)).toEqual(["network", "mesoscopic"]);
    expect([comparison.state.value.kind, comparison.isPresent, workers[0]!.isEnded]).toEqual(["idle", true, true]);
  });

  test("that was stopped, or whose document has changed, says nothing (kills: an answer of other values)", async () => {
    comparison.toggle(settings);
    comparison.toggle(settings);
    expect([comparison.state.value.kind, workers[0]!.isEnded]).toEqual(["idle", true]);
    comparison.toggle(settings);
    comparison.change(withValue(document, "neurons.poisson.parameters.tau", "20 ms"));
    expect([comparison.state.value.kind, workers[1]!.isEnded]).toEqual(["idle", true]);
    expect([put, comparison.isPresent]).toEqual([[], false]);
  });

  test("goes on while other views change; of other values it is no longer present", async () => {
    comparison.toggle(settings);
    comparison.change(withView(document, "traces", { hidden: [], range: [0, 10] }));
    await until(() => put.length > 0);
    expect(comparison.isPresent).toBe(true);
    comparison.change(withValue(document, "neurons.poisson.parameters.tau", "20 ms"));
    expect(comparison.isPresent).toBe(false);
    comparison.change(document);
    expect(comparison.isPresent).toBe(true);
  });
});
