/** The running simulation behind the studio: it goes on, follows the dials, and begins anew where it must. */
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { portableHost } from "../../src/session/index.ts";
import type { StudioDocument } from "../../studio/src/contract.ts";
import { openDocument, withoutValue, withText, withValue } from "../../studio/src/state/document.ts";
import type { AdvanceAnswer, FromWorker, ToWorker } from "../../studio/src/worker/messages.ts";
import { answer } from "../../studio/src/worker/serve.ts";

const text = readFileSync(new URL("../../examples/adex-adapting.yaml", import.meta.url), "utf8");
const first = openDocument("adex-adapting.yaml", text);

describe("the running simulation", () => {
  let ask: (call: ToWorker["call"], input: unknown) => Promise<unknown>;
  const advance = async (document: StudioDocument, dt: number, fresh = false) =>
    (await ask("advance", { document, dt, fresh })) as AdvanceAnswer;

  beforeEach(() => {
    let latest: FromWorker | undefined;
    const respond = answer(portableHost, (message) => {
      latest = message;
    });
    ask = async (call, input) => {
      // A test asks as the page does; the map of calls ties name and input together there.
      await respond({ id: 1, call, input } as ToWorker);
      if (latest?.kind !== "answer") throw new Error(latest?.kind === "failure" ? latest.message : "no answer");
      return latest.output;
    };
  });

  test("goes on from where it was, with every sample once", async () => {
    const one = await advance(first, 20, true);
    const two = await advance(first, 20);
    expect([one.begun, two.begun]).toEqual([true, false]);
    expect([one.frame.time, two.frame.time]).toEqual([20, 40]);
    const [before, after] = [one.frame.signals[0]!.times, two.frame.signals[0]!.times];
    expect(after[0]! - before.at(-1)!).toBeCloseTo(after[1]! - after[0]!, 9);
  });

  test("a dial that is turned is followed without a beginning, one that is put back or another text begins anew", async () => {
    await advance(first, 10, true);
    const turned = withValue(first, "neurons.cell.parameters.a", "4 nS");
    expect((await advance(turned, 10)).begun).toBe(false);
    expect((await advance(withoutValue(turned, "neurons.cell.parameters.a"), 10)).begun).toBe(true);
    expect((await advance(withText(first, text.replace("V > V_peak", "V > V_T")), 10)).begun).toBe(true);
  });

  test("an input that is turned off silences it, as it does in a run (kills: values that are read and not set)", async () => {
    const [path] = ["stimuli.stimulus_1.step.amplitude"];
    const loud = await advance(first, 200, true);
    expect(loud.frame.spikes.cell!.times.length).toBeGreaterThan(3);
    await advance(withValue(first, path!, "0 pA"), 1);
    expect((await advance(withValue(first, path!, "0 pA"), 200)).frame.spikes.cell!.times.length).toBe(0);
  });

  test("a kick moves the state at once, in its own unit", async () => {
    const quiet = withValue(first, "stimuli.stimulus_1.step.amplitude", "0 pA");
    const before = (await advance(quiet, 50, true)).frame.signals[0]!.values.at(-1)!;
    await ask("kick", { state: "cell.V", by: 5 });
    const after = (await advance(quiet, 0.2)).frame.signals[0]!.values[0]!;
    // A tenth of a millisecond later it has decayed by less than a hundredth of its 17 ms.
    expect(after - before).toBeCloseTo(5, 0);
  });
});
