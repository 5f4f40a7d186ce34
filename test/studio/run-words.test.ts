/** A run in words. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Result } from "../../src/contract/index.ts";
import { figures } from "../../src/figures/index.ts";
import { builtNames, count, foresee, needsWords, openText, portableHost, sizeWords, spell } from "../../src/session/index.ts";
import { outcomeWords, progressWords, speedWords } from "../../studio/src/shell/run-words.ts";

const environment = { host: portableHost, names: builtNames(figures.map(({ id }) => id)) };
const needs = { neurons: 12_500, connections: 15_625_000, bytes: 68e6, seconds: 0.76, channels: [], scale: "network" };
const completed = { kind: "completed", time: 1100, error: null, message: null, remedy: null } as const;
// What the words are made of.
const result = { units: "physical", transient: 100, duration: 1000, outcome: completed, wall_s: 2.2 } as Result;

describe("the words of a run", () => {
  test("count in the way that people read", () => {
    expect([999, 12_500, 15_625_000, 302_000_000, 1.5e9].map(count)).toEqual([
      "999",
      "12,500",
      "15.6 million",
      "302 million",
      "1.5 billion",
    ]);
    expect([0.01, 0.76, 3.2, 61, 400].map(spell)).toEqual(["0.1 s", "0.8 s", "4 s", "61 s", "7 min"]);
  });

  test("say speeds from the side on which the number is above 1", () => {
    expect(speedWords(2.54)).toBe("2.5 times faster than real time");
    expect(speedWords(0.0333)).toBe("30 times slower than real time");
    expect([speedWords(0.99), speedWords(1.02)]).toEqual(["as fast as real time", "as fast as real time"]);
  });

  test("say what it will take, how far it is and how it went; nothing about real time where time has no unit", () => {
    expect(needsWords(needs)).toBe("12,500 neurons, 15.6 million connections, 68 MB, about 0.8 s of computing");
    expect(needsWords({ neurons: 100, connections: 0, bytes: 4e3 })).toBe("100 neurons, 1 MB");
    const running = { kind: "running", time: 350, speed: 0.5, secondsLeft: 1.5 } as const;
    expect(progressWords(running, result)).toBe("350 ms of 1.10 s, 2 times slower than real time, 2 s left");
    // What is not recorded is not drawn. Kills: an empty raster without a word.
    expect(progressWords({ ...running, time: 50 }, result)).toBe(
      "50 ms of 1.10 s, recorded from 100 ms on, 2 times slower than real time, 2 s left",
    );
    expect(progressWords({ ...running, speed: 0, secondsLeft: Number.NaN }, { ...result, units: "none" })).toBe("350 of 1100");
    expect(outcomeWords(result, needs)).toBe("1.10 s in 3 s (2 times slower than real time). 12,500 neurons, 15.6 million connections.");
    const stopped = { ...result, outcome: { ...completed, kind: "cancelled" as const, time: 420 } };
    expect(outcomeWords(stopped, needs)).toBe("Ended at 420 ms of 1.10 s. 12,500 neurons, 15.6 million connections.");
  });

  test.each([
    ["nnlif", "fokker-planck", "1,200 cells of density"],
    // 2 populations without modes: each is one rate.
    ["finite-size", "rate", "2 rate units"],
    // Everybody to everybody is one number for all, not a million connections.
    ["finite-size", "network", "1,000 neurons"],
    // 4 fields of 96 x 96.
    ["hallucinations", "field", "36,864 cells of fields"],
  ])("say what is computed of %s at the scale %s: %s (kills: neurons where there are none)", async (name, scale, words) => {
    const opened = await openText(environment, readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8"), name, {
      scale,
    });
    expect(sizeWords((await foresee(portableHost, opened)).needs)).toBe(words);
  });

  test("say how many cohorts, and modes, in the place of neurons", async () => {
    const text = readFileSync(new URL("../../examples/finite-size.yaml", import.meta.url), "utf8");
    const on = async (scale: string) => (await foresee(portableHost, await openText(environment, text, "x", { scale }))).needs;
    // One mode for each population where nothing is said; more where it is: the words count them.
    expect(sizeWords(await on("mesoscopic"))).toMatch(/^[\d,]+ cohorts$/);
    const { options } = await openText(environment, text, "x", { scale: "low-dimensional" }).then(({ experiment }) => ({
      options: experiment!.run.options,
    }));
    expect(options?.["low-dimensional"]).toBeUndefined();
    expect(sizeWords(await on("low-dimensional"))).toMatch(/^\d+ modes?$/);
  });
});
