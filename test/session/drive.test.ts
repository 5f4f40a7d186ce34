/** Driving a simulation: stretches, turns of the event loop, cancellation, endings. */
import { describe, expect, test } from "vitest";
import type { Outcome, Simulation } from "../../src/contract/index.ts";
import { drive } from "../../src/session/drive.ts";
import type { Host } from "../../src/session/host.ts";

/** A clock that a simulation moves: each unit of simulated time costs `cost` ms, and each call `fixed` ms. */
function bench(cost: number, fail?: (until: number) => Outcome | undefined, fixed: (call: number) => number = () => 0) {
  let clock = 0;
  const asked: number[] = [];
  const pauses: number[] = [];
  let drained = 0;
  const host = { now: () => clock, cpu: () => clock, pause: async () => void pauses.push(clock) } as unknown as Host;
  const simulation: Simulation = {
    time: 0,
    advance: (until) => {
      clock += (until - (asked.at(-1) ?? 0)) * cost + fixed(asked.length);
      asked.push(until);
      return fail?.(until) ?? { kind: "reached" };
    },
    drain: () => {},
    set: () => {},
    kick: () => {},
    close: () => {},
  };
  return { host, simulation, asked, pauses, drain: () => void drained++, drained: () => drained };
}

describe("drive", () => {
  test("a short run is a handful of stretches and needs no turn of the event loop", async () => {
    const { host, simulation, asked, pauses, drain, drained } = bench(0.001);
    expect((await drive(host, simulation, 1000, drain)).kind).toBe("completed");
    expect(asked.length).toBeLessThan(20);
    expect([asked.at(-1), pauses.length, drained()]).toEqual([1000, 0, asked.length]);
  });

  test("in a long run the event loop never waits more than 20 ms once the first stretch has shown the speed", async () => {
    const { host, simulation, pauses, drain } = bench(5);
    await drive(host, simulation, 1000, drain);
    const gaps = pauses.slice(1).map((time, k) => time - pauses[k]!);
    expect(Math.max(...gaps)).toBeLessThan(20);
    expect(pauses.length).toBeGreaterThan(200);
  });

  test("a run whose every call costs 40 ms, or as much as a busy machine makes it cost, arrives", async () => {
    // The mutant that only looks at the cost shrinks each stretch to a quarter of the one before, and never gets there.
    const busy = (call: number) => (call % 7 < 3 ? 100 : 5);
    for (const fixed of [() => 40, busy]) {
      const { host, simulation, asked, drain } = bench(1, undefined, fixed);
      expect((await drive(host, simulation, 1000, drain)).kind).toBe("completed");
      expect(asked.length).toBeLessThan(300);
    }
  });

  test("a cancelled run ends at the time it has reached", async () => {
    const { host, simulation, asked, drain } = bench(1);
    const signal = { aborted: false };
    const ending = await drive(host, simulation, 1000, drain, {
      signal,
      onTurn: async (time) => {
        if (time > 500) signal.aborted = true;
      },
    });
    expect(ending).toMatchObject({ kind: "cancelled", time: asked.at(-1) });
    expect(ending.time).toBeLessThan(600);
    expect(ending.message).toMatch(/kept/);
  });

  test("numerical failure ends the run after its recordings were drained, with the sentence of its code", async () => {
    const { host, simulation, drain, drained } = bench(1, (until) =>
      until > 3 ? { kind: "diverged", t: 2.5, reason: { code: "run-cancelled", data: { time: 2.5 } } } : undefined,
    );
    const ending = await drive(host, simulation, 1000, drain);
    expect(ending).toMatchObject({ kind: "diverged", time: 2.5, message: expect.stringContaining("2.5") });
    expect(drained()).toBeGreaterThan(0);
  });

  test("progress runs from 0 to 1 and time left falls to 0", async () => {
    const { host, simulation, drain } = bench(1);
    const seen: number[][] = [];
    await drive(host, simulation, 1000, drain, { progress: ({ fraction, secondsLeft }) => void seen.push([fraction, secondsLeft]) });
    expect(seen[0]![1]).toBeGreaterThan(0.9);
    seen.forEach(([fraction, left]) => {
      expect(left).toBeCloseTo(1 - fraction!, 6);
    });
  });

  test("a mark is reached at every multiple of its interval but the end, whatever the stretches are", async () => {
    const { host, simulation, asked, drain } = bench(0.7);
    const marks: number[] = [];
    const mark = { every: 0.1, reached: async (time: number) => void marks.push(time) };
    expect((await drive(host, simulation, 1, drain, { mark, start: 0.25 })).kind).toBe("completed");
    // Multiples, not sums: 7 times 0.1 is above 0.7.
    expect(marks).toEqual([3, 4, 5, 6, 7, 8, 9].map((k) => k * 0.1));
    for (const time of marks) expect(asked).toContain(time);
  });

  test("a mark is reached where somebody stops, if anything was computed", async () => {
    for (const isAtOnce of [true, false]) {
      const { host, simulation, asked, drain } = bench(1);
      const marks: number[] = [];
      const signal = { aborted: isAtOnce };
      const progress = ({ fraction }: { readonly fraction: number }) => {
        signal.aborted ||= fraction > 0.5;
      };
      const mark = { every: 1e9, reached: async (time: number) => void marks.push(time) };
      const { kind, time } = await drive(host, simulation, 1000, drain, { mark, signal, progress });
      expect([kind, marks]).toEqual(["cancelled", isAtOnce ? [] : [time]]);
      expect(time).toBe(asked.at(-1) ?? 0);
    }
  });
});
