/** What takes longer than a frame behind the studio: when each study is asked for. The worker is one that answers at once. */
import { expect, test, vi } from "vitest";
import type { Computed, StudioDocument } from "../../studio/src/contract.ts";
import { openDocument, withValue, withView } from "../../studio/src/state/document.ts";
import type { OwnWorker } from "../../studio/src/state/own-worker.ts";
import { Studies } from "../../studio/src/state/studies.ts";
import type { StudyRequest } from "../../studio/src/worker/messages.ts";

const text = `
units: none
rates: { r: { equations: "dr/dt = -r + tanh(w*r)", parameters: { w: 2 } } }
run: { duration: 1 }`;
const path = "rates.r.parameters.w";
const shown = withView(openDocument("rates.yaml", text), "openOfNetworks", ["eigenvalues"]);

test("stationary states that took a moment begin with the dial, of a sound document whose view is open (kills: a study that waits for the first worker)", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  try {
    const asked: StudioDocument[] = [];
    const worker = {
      isBusy: false,
      ask: async (_: "study", { document }: StudyRequest) => {
        asked.push(document);
        return { value: {} };
      },
      end() {},
    };
    const described = { kind: "network", sound: true, dials: [] };
    // Of what is computed the studies look at the description alone, and of the worker at what is here.
    const computed = () => ({ described, reasons: {}, stale: [], coming: [] }) as unknown as Computed;
    const studies = new Studies(worker as unknown as OwnWorker, { computed, put() {}, held: () => undefined });
    const at = (value: string) => withValue(shown, path, value);
    studies.change(shown);
    studies.settle(shown);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(180);
    expect(asked).toEqual([shown]);
    studies.change(at("3"));
    expect(asked).toEqual([shown, at("3")]);
    await vi.advanceTimersByTimeAsync(0);
    studies.settle(at("3"));
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toHaveLength(2);
    described.sound = false;
    studies.change(at("4"));
    described.sound = true;
    studies.change(withView(at("5"), "openOfNetworks", []));
    studies.change({ ...at("6"), base: `${text}\n` });
    expect(asked).toHaveLength(2);
  } finally {
    vi.useRealTimers();
  }
});
