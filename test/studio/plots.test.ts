/** What the plots of the studio compute without a page: gestures, windows, decimation, sweeps, sentences. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PhasePortrait, Result, Signal } from "../../src/contract/index.ts";
import type { LiveFrame, PlaneSettings, Window } from "../../studio/src/contract.ts";
import { slug } from "../../studio/src/plots/export/files.ts";
import { Recorder } from "../../studio/src/plots/live/recorder.ts";
import { sweepOf } from "../../studio/src/plots/live/sweep.ts";
import { planeKey } from "../../studio/src/plots/plane/plane-keys.ts";
import { changedWindow } from "../../studio/src/plots/plane/plane-window.ts";
import { cycleLines, eigenvaluesText, fixedPointLines } from "../../studio/src/plots/plane/portrait.ts";
import { runOrbit } from "../../studio/src/plots/plane/run-orbit.ts";
import { type Contact, Gestures, type Intents } from "../../studio/src/plots/stage/gestures.ts";
import { kept, zoomed } from "../../studio/src/plots/stage/range.ts";
import { sentences, withUnitText } from "../../studio/src/plots/stage/text.ts";
import { readingAt, spikesWithin } from "../../studio/src/plots/time/overlay.ts";
import { changedStretch, stretchByKey } from "../../studio/src/plots/time/time-window.ts";
import { thinResult } from "../../studio/src/plots/traces/extremes.ts";
import { adaptingResult, result, signal, train } from "../figures/fixtures.ts";

describe("gestures", () => {
  function recorded() {
    const seen: string[] = [];
    const intents: Intents = {
      press: (_, { shift }) => seen.push(shift ? "press shift" : "press"),
      drag: ({ x, y }) => seen.push(`drag ${x},${y}`),
      release: () => seen.push("release"),
      cancel: () => seen.push("cancel"),
      double: () => seen.push("double"),
      hover: (at) => seen.push(at ? `hover ${at.x}` : "hover off"),
      zoom: ({ x, y }, factor, dx, dy) => seen.push(`zoom ${x},${y} ${Number(factor.toFixed(3))} ${dx},${dy}`),
    };
    return { seen, gestures: new Gestures(() => intents) };
  }
  const at = (x: number, y: number, more: Partial<Contact> = {}): Contact => ({
    id: 1,
    x,
    y,
    kind: "mouse",
    shift: false,
    moves: false,
    ...more,
  });

  test("a press, a movement that is none, a drag, a release", () => {
    const { seen, gestures } = recorded();
    gestures.down(at(10, 10), 0);
    gestures.move(at(12, 10));
    gestures.move(at(20, 10));
    gestures.move(at(11, 10));
    gestures.up(at(11, 10));
    expect(seen).toEqual(["press", "drag 20,10", "drag 11,10", "release"]);
  });

  test("two presses at one place are a double press within 350 ms, not later, not elsewhere; a third is a press", () => {
    const { seen, gestures } = recorded();
    const press = (x: number, time: number) => {
      gestures.down(at(x, 0), time);
      gestures.up(at(x, 0));
    };
    for (const [x, time] of [
      [0, 0],
      [1, 300],
      [1, 400],
      [1, 900],
      [50, 1000],
    ] as const)
      press(x, time);
    expect(seen.filter((what) => what !== "release")).toEqual(["press", "double", "press", "press", "press"]);
  });

  test("a second finger takes the press back and zooms about the middle", () => {
    const { seen, gestures } = recorded();
    gestures.down(at(100, 100, { kind: "touch" }), 0);
    gestures.down(at(200, 100, { kind: "touch", id: 2 }), 10);
    gestures.move(at(300, 100, { kind: "touch", id: 2 }));
    gestures.up(at(300, 100, { id: 2 }));
    gestures.up(at(100, 100));
    expect(seen).toEqual(["press", "cancel", "zoom 200,100 0.5 50,0"]);
  });

  test("with Ctrl or the right button the view moves and nothing is pressed", () => {
    const { seen, gestures } = recorded();
    gestures.down(at(0, 0, { moves: true }), 0);
    gestures.move(at(5, -3, { moves: true }));
    gestures.up(at(5, -3));
    expect(seen).toEqual(["zoom 5,-3 1 5,-3"]);
  });

  test("a wheel zooms by a factor two at most; sideways or with Shift it moves", () => {
    const { seen, gestures } = recorded();
    gestures.wheel({ x: 1, y: 2 }, 0, 100, false);
    gestures.wheel({ x: 1, y: 2 }, 0, -1e5, false);
    gestures.wheel({ x: 1, y: 2 }, 40, 1, false);
    gestures.wheel({ x: 1, y: 2 }, 0, 40, true);
    expect(seen).toEqual(["zoom 1,2 1.15 0,0", "zoom 1,2 0.5 0,0", "zoom 1,2 1 -20,0", "zoom 1,2 1 -20,0"]);
  });
});

describe("ranges", () => {
  const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });

  test("zooming keeps the value under the pointer where it is, and back is back", () => {
    fc.assert(
      fc.property(
        number,
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (low, width, share) => {
          const at = low + share * width;
          const [a, b] = zoomed([low, low + width], at, 0.25);
          // Rounding of a few units in the last place of numbers up to 1100, over a width of at least 0.025.
          expect((at - a) / (b - a)).toBeCloseTo(share, 8);
          const [c, d] = zoomed([a, b], at, 4);
          expect(c).toBeCloseTo(low, 9);
          expect(d).toBeCloseTo(low + width, 9);
        },
      ),
      { seed: 3 },
    );
  });

  test("a kept range lies within its limits, has its width, or is all of them", () => {
    expect(kept([-5, 5], [0, 100], 1)).toEqual([0, 10]);
    expect(kept([95, 105], [0, 100], 1)).toEqual([90, 100]);
    expect(kept([50, 50], [0, 100], 1)).toEqual([49.5, 50.5]);
    expect(kept([-50, 150], [0, 100], 1)).toEqual([0, 100]);
  });

  test("traces: zooming out to everything forgets the stretch; keys move and zoom", () => {
    expect(changedStretch([0, 1000], [400, 600], 500, 10, 0)).toBeUndefined();
    expect(changedStretch([0, 1000], [400, 600], 500, 1, 1e6)).toEqual([800, 1000]);
    expect(stretchByKey("+", [0, 1000], [0, 1000], 250)?.range).toEqual([125, 625]);
    expect(stretchByKey("PageDown", [0, 1000], [0, 100], 0)?.range).toEqual([80, 180]);
    expect(stretchByKey("x", [0, 1000], [0, 100], 0)).toBeUndefined();
  });

  test("a plane that can no longer be resolved is not zoomed further", () => {
    const window: Window = [-60, -60 + 1e-6, 0, 1];
    expect(changedWindow(window, { x: -60, y: 0 }, 0.01, { x: 0, y: 0 })).toEqual(window);
  });
});

describe("decimation", () => {
  const recording = (values: Float64Array): Result => {
    const times = Float64Array.from(values, (_, k) => k);
    return result("noise", values.length, [signal("cell", "V", "mV", times, values)], {});
  };

  test("the lowest and highest sample of every column stay, at their times (kills: averages, every n-th sample)", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 996 }), fc.integer({ min: 0, max: 40_000 }), (seed, from) => {
        const values = Float64Array.from({ length: 80_000 }, (_, k) => Math.sin(k * 0.37 * seed) + ((k * seed) % 997 === 0 ? 50 : 0));
        const all = recording(values);
        const { result: thin, samplesPerColumn } = thinResult(all, from, from + 39_999, 100);
        const { times, values: kept } = thin.signals[0]!;
        expect(samplesPerColumn).toBeCloseTo(40_000 / 300, 1);
        expect(times.length).toBeLessThanOrEqual(602);
        for (const [k, time] of times.entries()) expect(kept[k]).toBe(values[time]);
        expect(Math.max(...kept)).toBe(Math.max(...values.subarray(from, from + 40_000)));
        expect(Math.min(...kept)).toBe(Math.min(...values.subarray(from, from + 40_000)));
        const spikes = Array.from(values.subarray(from, from + 40_000)).filter((value) => value > 40).length;
        expect(Array.from(kept).filter((value) => value > 40).length).toBe(spikes);
        expect(Array.from(times).every((time, k) => k === 0 || time > times[k - 1]!)).toBe(true);
      }),
      { seed: 4, numRuns: 20 },
    );
  });

  test("what fits, and what has gaps, is drawn sample by sample", () => {
    const few = recording(new Float64Array(1000));
    expect(thinResult(few, 0, 999, 800).result).toBe(few);
    const gaps = recording(new Float64Array(100_000).fill(Number.NaN, 5, 6));
    expect(thinResult(gaps, 0, 99_999, 100).result).toBe(gaps);
  });
});

describe("the running mode", () => {
  const { channel } = signal("cell", "V", "mV", new Float64Array(0), new Float64Array(0)) as Signal;
  const frame = (from: number, to: number, spikes: readonly number[] = []): LiveFrame => {
    const times = Float64Array.from({ length: (to - from) * 10 }, (_, k) => from + k / 10);
    return { time: to, signals: [{ channel, times, values: times }], spikes: { cell: train(Float64Array.from(spikes)) } };
  };

  test("the screen: the present sweep up to the beam, a gap, the sweep before", () => {
    const recorder = new Recorder(200);
    for (let k = 0; k < 13; k++) recorder.add(frame(10 * k, 10 * (k + 1), [10 * k + 5]));
    const screen = sweepOf(recorder, 100, adaptingResult(100));
    const { times, values } = screen.signals[0]!;
    const beam = times.indexOf(30);
    expect(values[beam]).toBeNaN();
    expect(values[0]).toBe(100);
    expect(values[beam - 1]).toBeCloseTo(129.9, 9);
    expect(times[beam + 1]).toBeCloseTo(34, 9);
    expect(values.at(-1)).toBeCloseTo(99.9, 9);
    expect(Array.from(times).every((time, k) => k === 0 || time >= times[k - 1]!)).toBe(true);
    expect(Array.from(screen.populations.cell!.spikes!.times)).toEqual([5, 15, 25, 35, 45, 55, 65, 75, 85, 95]);
    expect([screen.transient, screen.outcome.time]).toEqual([0, 100]);
  });

  test("an hour of frames keeps the last stretch alone (kills: a recorder that forgets nothing)", () => {
    const recorder = new Recorder(200);
    for (let k = 0; k < 3600; k++) recorder.add(frame(20 * k, 20 * (k + 1)));
    expect(recorder.samples).toBeLessThanOrEqual(2 * 200 * 10 + 400);
    expect(recorder.signals(recorder.time - 100)[0]!.times.length).toBeCloseTo(1000, -1);
    recorder.clear();
    expect([recorder.samples, recorder.time]).toEqual([0, 0]);
  });

  test("the run in the plane goes up to the peak at each spike and on from the reset", () => {
    const times = Float64Array.of(0, 1, 2, 3);
    const signals = [
      signal("cell", "V", "mV", times, Float64Array.of(-60, -50, -58, -57)),
      signal("cell", "w", "pA", times, Float64Array.of(0, 1, 60, 59)),
    ];
    const spikes = train(Float64Array.of(1.5));
    const orbit = runOrbit(planePortrait, { signals, populations: { cell: { size: 1, spikes, peak: { label: "V", level: 0 } } } })!;
    expect(Array.from(orbit.x)).toEqual([-60, -50, 0, Number.NaN, -58, -57]);
    expect(Array.from(orbit.y)).toEqual([0, 1, 1, Number.NaN, 60, 59]);
    expect(Array.from(orbit.times)).toEqual([0, 1, 1, 1, 2, 3]);
    expect(runOrbit(planePortrait, { signals, populations: { cell: { size: 1, spikes } } })!.x.length).toBe(4);
    expect(runOrbit(planePortrait, { signals: signals.slice(0, 1), populations: {} })).toBeUndefined();
  });
});

const planePortrait: PhasePortrait = {
  title: "AdEx",
  population: "cell",
  units: "physical",
  states: [
    { name: "V", unit: "mV" },
    { name: "w", unit: "pA" },
  ],
  axes: [
    { state: "V", unit: "mV", low: -80, high: -40 },
    { state: "w", unit: "pA", low: -100, high: 300 },
  ],
  others: [],
  parameters: {},
  field: { columns: 0, rows: 0, u: new Float64Array(0), v: new Float64Array(0) },
  nullclines: [],
  fixedPoints: [
    {
      at: [-70, 0],
      eigenvalues: [
        [-0.05, 0.3],
        [-0.05, -0.3],
      ],
      type: "stable focus",
      stable: true,
    },
    {
      at: [-48, 90],
      eigenvalues: [
        [0.4, 0],
        [-0.01, 0],
      ],
      type: "saddle",
      stable: false,
    },
  ],
  cycles: [],
  separatrices: [],
  orbits: [],
  threshold: [],
  reset: [],
  moments: [],
  words: [],
  notes: [],
};

describe("keys of the phase plane", () => {
  const settings: PlaneSettings = { starts: [], hidden: [] };
  function pressed(key: string, cursor: { x: number; y: number } | undefined, held: object = {}) {
    let changed: PlaneSettings | undefined;
    let said = "";
    let to = cursor;
    const window: Window = [-80, -40, -100, 300];
    const known = planeKey(
      {
        portrait: planePortrait,
        settings,
        window,
        cursor,
        change: (next) => {
          changed = next;
        },
        go: (at, news) => {
          to = at;
          said = news;
        },
      },
      { key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held },
    );
    return { known, changed, said, to };
  }

  test("arrows move the cursor by a fiftieth of the window and say where it is", () => {
    expect(pressed("ArrowRight", { x: -70, y: 0 })).toMatchObject({
      known: true,
      to: { x: -69.2, y: 0 },
      said: "V = \u221269.2 mV, w = 0 pA",
    });
    expect(pressed("ArrowLeft", { x: -80, y: 0 }).to).toEqual({ x: -80, y: 0 });
  });

  test("Enter starts at the cursor, with Shift backwards", () => {
    expect(pressed("Enter", { x: -60, y: 10 }).changed?.starts).toEqual([{ at: { V: -60, w: 10 }, backwards: false }]);
    expect(pressed("Enter", { x: -60, y: 10 }, { shiftKey: true }).changed?.starts[0]?.backwards).toBe(true);
  });

  test("F goes from fixed point to fixed point and reads each", () => {
    const first = pressed("f", undefined);
    expect(first.to).toEqual({ x: -70, y: 0 });
    expect(first.said).toBe("stable focus, V = \u221270 mV, w = 0 pA, eigenvalues \u22120.05 \u00b1 0.3i /ms");
    expect(pressed("f", { x: -70, y: 0 }).to).toEqual({ x: -48, y: 90 });
    expect(pressed("f", { x: -48, y: 90 }).to).toEqual({ x: -70, y: 0 });
  });

  test("plus zooms about the cursor, Control and an arrow move by a fifth, other keys are left to the page", () => {
    expect(pressed("+", { x: -60, y: 100 }).changed?.window).toEqual([-70, -50, 0, 200]);
    expect(pressed("ArrowUp", undefined, { ctrlKey: true }).changed?.window).toEqual([-80, -40, -20, 380]);
    expect(pressed("Tab", undefined).known).toBe(false);
    expect(pressed("z", undefined, { ctrlKey: true }).known).toBe(false);
  });
});

describe("sentences", () => {
  test("fixed points, cycles and eigenvalues", () => {
    expect(fixedPointLines(planePortrait, planePortrait.fixedPoints[1]!)[2]).toBe("eigenvalues 0.4, \u22120.01 /ms");
    expect(
      eigenvaluesText([
        [0, 2],
        [0, -2],
        [-3, 0],
      ]),
    ).toBe("0 \u00b1 2i, \u22123");
    const cycle = { period: 47.7, stable: true, multipliers: [[0.1, 0]] as const, spikes: 1, times: new Float64Array(0), states: [] };
    expect(cycleLines(planePortrait, cycle)).toEqual(["stable limit cycle, 1 spike a period", "period 47.7 ms", "multiplier 0.1"]);
  });

  test("a reading of the traces holds the value at or before the time", () => {
    const recording = result("three", 2, [signal("cell", "V", "mV", Float64Array.of(0, 1, 2), Float64Array.of(-70, -60, -50))], {});
    expect(readingAt(recording, 1)).toEqual(["t = 1 ms", "V = \u221260 mV"]);
    expect(readingAt(recording, 1.9)[1]).toBe("V = \u221260 mV");
    expect(readingAt(recording, 0)[1]).toBe("V = \u221270 mV");
  });

  test("spikes within a stretch, ends included", () => {
    const fired = result("three", 3, [], { cell: { size: 1, spikes: train(Float64Array.of(1, 2, 3)) } });
    expect(spikesWithin(fired, [1, 3])).toBe("Spikes: cell: 3.");
    expect(spikesWithin(fired, [1.5, 2.5])).toBe("Spikes: cell: 1.");
  });
});

test("findings become sentences with units as they are printed", () => {
  expect(sentences(["rest ends at I = -8.5 uA/cm^2 (here)", "period 5 ms"])).toBe(
    "Rest ends at I = \u22128.5 \u00b5A/cm\u00b2 (here). Period 5 ms.",
  );
  expect(withUnitText(0.5, "mV^-1")).toBe("0.5 mV\u207b\u00b9");
});

test("file names of titles", () => {
  expect(slug("AdEx, adapting: w & V")).toBe("adex-adapting-w-v");
  expect(slug("\u795e\u7ecf")).toBe("lapicque");
});
