import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LapicqueError } from "../../src/base/index.ts";
import { readOptions } from "../../src/figures/options.ts";
import { escapeXml } from "../../src/figures/paint/svg.ts";
import { colourOf, dark, light } from "../../src/figures/paint/theme.ts";
import { thinLine } from "../../src/figures/paint/thin.ts";
import { thinCurve } from "../../src/figures/paint/thin-curve.ts";
import { spread } from "../../src/figures/scene/labels.ts";
import { withPeaks } from "../../src/figures/signals/peaks.ts";
import { signalTable, within } from "../../src/figures/signals/select.ts";
import { breakLines, measure, shorten } from "../../src/figures/text/metrics.ts";
import { groupDigits, minus, plain, plainText, type RichText, typesetName, typesetUnit } from "../../src/figures/text/rich-text.ts";
import { grid, signal } from "./fixtures.ts";

/** Sub- and superscripts as _{...} and ^{...}. */
const marked = (text: RichText) => text.map((run) => (run.shift ? `${run.shift === "sub" ? "_" : "^"}{${run.text}}` : run.text)).join("");

describe("thinned lines", () => {
  const thin = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    thinLine(x.length, (k, out) => {
      out[0] = x[k]!;
      out[1] = y[k]!;
    });

  test("every half point keeps its lowest and highest sample (a mutant that averages or drops every second sample fails)", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 400 }), (heights) => {
        const x = heights.map((_, k) => k * 0.07);
        const [line] = thin(x, heights);
        const extremes = (column: number, xs: ArrayLike<number>, ys: ArrayLike<number>) => {
          const inside = Array.from(xs).flatMap((value, k) => (Math.floor(value * 2) === column ? [ys[k]!] : []));
          return [Math.min(...inside), Math.max(...inside)];
        };
        const [px, py] = [line!.filter((_, k) => k % 2 === 0), line!.filter((_, k) => k % 2 === 1)];
        for (let column = 0; column <= Math.floor(x.at(-1)! * 2); column++) {
          const [low, high] = extremes(column, x, heights);
          // Points on a straight line are left out: then the line itself passes where they were.
          if (!px.some((value) => Math.floor(value * 2) === column)) continue;
          const [drawnLow, drawnHigh] = extremes(column, px, py);
          expect(drawnLow).toBeGreaterThanOrEqual(low!);
          expect(drawnHigh).toBeLessThanOrEqual(high!);
        }
        expect([Math.min(...py), Math.max(...py)]).toEqual([Math.min(...heights), Math.max(...heights)]);
        expect(line!.length / 2).toBeLessThanOrEqual(2 * (Math.floor(x.at(-1)! * 2) + 1));
      }),
      { seed: 1 },
    );
  });

  test("no sample is further from the drawn line than a twentieth of a point, one sample a column", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 200 }), (steps) => {
        let height = 0;
        const y = steps.map((step) => {
          height += step * step * step * 0.01;
          return height;
        });
        const [line] = thin(
          y.map((_, k) => k),
          y,
        );
        for (let k = 0, part = 0; k < y.length; k++) {
          while (line![2 * part + 2]! < k) part++;
          const [x0, y0, x1, y1] = line!.slice(2 * part, 2 * part + 4) as unknown as [number, number, number, number];
          expect(Math.abs(y0 + ((y1 - y0) * (k - x0)) / (x1 - x0) - y[k]!)).toBeLessThanOrEqual(0.05 + 1e-12);
        }
      }),
      { seed: 2 },
    );
  });

  test("a straight line of 100000 samples is two points, a square wave keeps its corners", () => {
    expect(thin(grid(100_000, 0.005), grid(100_000, 0.001))[0]!.length).toBe(4);
    const square = thin([0, 1, 2, 2, 3, 4, 4, 5], [0, 0, 0, 9, 9, 9, 0, 0]);
    expect([...square[0]!]).toEqual([0, 0, 2, 0, 2, 9, 4, 9, 4, 0, 5, 0]);
  });

  test("values that are not finite interrupt the line", () => {
    expect(thin([0, 1, 2, 3, 4], [0, 1, Number.NaN, 3, Number.POSITIVE_INFINITY]).map((part) => [...part])).toEqual([
      [0, 0, 1, 1],
      [3, 3],
    ]);
  });
});

describe("peaks of sampled spikes", () => {
  const points = (level: number | null, times: number[], values: number[], spikes: number[]) => {
    const { x, y } = withPeaks(Float64Array.from(times), Float64Array.from(values), Float64Array.from(spikes), level);
    return Array.from(x, (time, k) => [time, y[k]]);
  };

  test("a spike between two samples rises to the level at its own time and falls to the sample after it", () => {
    expect(points(0, [0, 1, 2], [-50, -45, -58], [1.4])).toEqual([
      [0, -50],
      [1, -45],
      [1.4, 0],
      [1.4, -58],
      [2, -58],
    ]);
  });

  test("two spikes between two samples are both drawn", () => {
    expect(points(0, [0, 1], [-50, -58], [0.3, 0.7])).toEqual([
      [0, -50],
      [0.3, 0],
      [0.3, -58],
      [0.7, 0],
      [0.7, -58],
      [1, -58],
    ]);
  });

  test("without a level the rise is continued to the moment of the spike; a falling trace is not", () => {
    expect(points(null, [0, 1, 2], [-50, -45, -58], [1.4])[2]).toEqual([1.4, -43]);
    expect(points(null, [0, 1, 2], [-40, -45, -58], [1.4])[2]).toEqual([1.4, -45]);
    // The sample before the spike before must not be used: it would give -50 + 8 * 0.4.
    expect(points(null, [0, 1, 2], [-58, -50, -58], [0.5, 1.4])[4]).toEqual([1.4, -50]);
  });

  test("a sample at the moment of the spike counts as after the reset, unless it is at the peak", () => {
    expect(points(0, [0, 1], [-45, -58], [1])).toEqual([
      [0, -45],
      [1, 0],
      [1, -58],
      [1, -58],
    ]);
    expect(points(30, [0, 1, 2], [10, 35, -65], [1])).toEqual([
      [0, 10],
      [1, 35],
      [1, 30],
      [1, -65],
      [2, -65],
    ]);
  });

  test("spikes before the first and after the last sample are not drawn: nothing is known there", () => {
    expect(points(0, [1, 2], [-58, -50], [0.5, 3])).toEqual([
      [1, -58],
      [2, -50],
    ]);
  });
});

describe("samples", () => {
  const one = signal("cell", "V", "mV", Float64Array.of(0, 1, 2, 3), Float64Array.of(10, 11, 12, 13));

  test("a stretch includes both its ends", () => {
    expect([...within(one, 1, 2).values]).toEqual([11, 12]);
    expect([...within(one, 0.5, 1.5).values]).toEqual([11]);
    expect([...within(one, 4, 5).values]).toEqual([]);
  });

  test("signals with times of their own share one table, with empty cells", () => {
    const other = signal("cell", "w", "pA", Float64Array.of(1, 2.5), Float64Array.of(5, 6));
    const { columns } = signalTable([one, other], "ms");
    expect(columns.map(({ name, unit, values }) => [name, unit, [...values]])).toEqual([
      ["time", "ms", [0, 1, 2, 2.5, 3]],
      ["V", "mV", [10, 11, 12, Number.NaN, 13]],
      ["w", "pA", [Number.NaN, 5, Number.NaN, 6, Number.NaN]],
    ]);
  });
});

test("headers name the population and the neuron only where they are needed", () => {
  const named = (...channels: [string, string, number][]) =>
    signalTable(
      channels.map(([population, label, neuron]) => signal(population, label, "", Float64Array.of(0), Float64Array.of(0), { neuron })),
      "",
    )
      .columns.slice(1)
      .map(({ name }) => name);
  expect(named(["cell", "V", 0], ["cell", "w", 0])).toEqual(["V", "w"]);
  expect(named(["cell", "V", 0], ["cell", "V", 1])).toEqual(["V[0]", "V[1]"]);
  expect(named(["E", "V", 0], ["I", "V", 0])).toEqual(["E.V", "I.V"]);
  const one = signal("cell", "V", "mV", Float64Array.of(0), Float64Array.of(0));
  expect(signalTable([one], "ms", [one]).columns.map(({ name }) => name)).toEqual(["time", "V", "V recorded"]);
});

describe("text", () => {
  test.each([
    ["tau_m", "\u03c4_{m}"],
    ["g_L*(V - E_L)", "g_{L}\u00b7(V \u2212 E_{L})"],
    ["m^3*h", "m^{3}\u00b7h"],
    ["Delta_T", "\u0394_{T}"],
    ["g_Na_max", "g_{Na,max}"],
    ["theta", "\u03b8"],
    ["mean(V)", "mean(V)"],
    ["alphabet", "alphabet"],
    ["xi_1", "\u03be_{1}"],
    ["\u03c4_m", "\u03c4_{m}"],
  ])("the name %s reads %s", (name, wanted) => {
    expect(marked(typesetName(name))).toBe(wanted);
  });

  test.each([
    ["uA/cm^2", "\u00b5A/cm^{2}"],
    ["MOhm", "M\u03a9"],
    ["mV*s", "mV\u00b7s"],
    ["1/us", "1/\u00b5s"],
    ["um", "\u00b5m"],
    ["mV*ms^-1", "mV\u00b7ms^{\u22121}"],
    ["ms^(-1/2)", "ms^{\u22121/2}"],
    ["degC", "\u00b0C"],
  ])("the unit %s reads %s", (unit, wanted) => {
    expect(marked(typesetUnit(unit))).toBe(wanted);
  });

  test("numbers carry the true minus sign, no negative zero, and thin spaces from five digits on", () => {
    expect([minus("-0.00"), minus("-1.5"), groupDigits("12345.67891"), groupDigits("1234"), groupDigits("\u221210000")]).toEqual([
      "0.00",
      "\u22121.5",
      "12\u2009345.67891",
      "1234",
      "\u221210\u2009000",
    ]);
  });

  test("widths are those of the font: digits 1303/2048, W 2025/2048 of the size", () => {
    // Advance widths of DejaVu Sans 2.37, from its hmtx table; rounded to thousandths in the table of advances.
    expect(measure(plain("0"), 1)).toBeCloseTo(1303 / 2048, 3);
    expect(measure(plain("W"), 100)).toBeCloseTo(202500 / 2048, 0);
    expect(measure([{ text: "0" }, { text: "0", shift: "sub" }], 10)).toBeCloseTo(6.36 * 1.72, 2);
  });

  test("broken lines keep every word in order, and fit", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary-ascii", maxLength: 30 }), { maxLength: 20 }), (words) => {
        const lines = breakLines(words.join(" "), 18, 300, 2);
        expect(lines.length).toBeLessThanOrEqual(2);
        for (const line of lines) expect(measure(plain(line), 18)).toBeLessThanOrEqual(300);
      }),
      { seed: 3 },
    );
    expect(breakLines("one two three", 18, 80, 3)).toEqual(["one two", "three"]);
    // abcd is 24.3 points wide, e 6.2 and the ellipsis 10.
    expect([shorten("abcdefghij", 10, 40), shorten("abcdefghij", 10, 41), shorten("abcdef", 10, 41)]).toEqual([
      "abcd\u2026",
      "abcde\u2026",
      "abcdef",
    ]);
    expect(shorten("x".repeat(1_000_000), 10, 41)).toBe("xxxxx\u2026");
  });

  test("escaped text holds no markup and nothing that XML forbids", () => {
    expect(escapeXml(`<a b="c">&\0\u0008\ud800</a>`)).toBe("&lt;a b=&quot;c&quot;&gt;&amp;\ufffd\ufffd\ufffd&lt;/a&gt;");
    expect(escapeXml("\u{1f9e0} \u03c4")).toBe("\u{1f9e0} \u03c4");
  });

  test("plain text leaves the shifts out", () => {
    expect(plainText(typesetName("tau_m"))).toBe("\u03c4m");
  });
});

describe("colours", () => {
  /** Relative luminance and contrast after WCAG 2.2. */
  const luminance = (colour: string) => {
    const [r, g, b] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const contrast = (a: string, b: string) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light! + 0.05) / (dark! + 0.05);
  };

  test("text has a contrast of at least 4.5, and the first four series at least 3, on both backgrounds", () => {
    for (const theme of [light, dark]) {
      for (const ink of ["text", "soft"] as const) expect(contrast(colourOf(ink, theme), theme.background)).toBeGreaterThanOrEqual(4.5);
      for (const series of [0, 1, 2, 3])
        expect([series, contrast(colourOf(series, theme), theme.background) >= 2.99]).toEqual([series, true]);
    }
  });

  test("series beyond the last begin again", () => {
    expect(colourOf(6, light)).toBe(colourOf(0, light));
  });
});

describe("options", () => {
  const kinds = { signals: { kind: "names", meaning: "" }, from: { kind: "time", meaning: "" }, x: { kind: "text", meaning: "" } } as const;
  const code = (given: Record<string, unknown>, units: "physical" | "none" = "physical") => {
    try {
      return readOptions("traces", kinds, given, units);
    } catch (error) {
      if (error instanceof LapicqueError) return error.code;
      throw error;
    }
  };

  test("a name is a list of one, times are in ms, and plain numbers under units: none", () => {
    expect(code({ signals: "V", from: "0.2 s", x: "cell.I" })).toEqual({ signals: ["V"], from: 200, x: "cell.I" });
    expect(code({ signals: ["V", "w"], from: 0 })).toEqual({ signals: ["V", "w"], from: 0 });
    expect(code({ from: 7 }, "none")).toEqual({ from: 7 });
  });

  test.each([
    [{ sygnals: "V" }, "figure-option-unknown"],
    [{ toString: "V" }, "figure-option-unknown"],
    [{ signals: [1] }, "figure-option-value"],
    [{ signals: [] }, "figure-option-value"],
    [{ x: 1 }, "figure-option-value"],
    [{ from: null }, "figure-option-value"],
    [{ from: "infinity" }, "figure-option-value"],
    [{ from: "20 mV" }, "wrong-dimension"],
  ])("%j: %s", (given, wanted) => {
    expect(code(given)).toBe(wanted);
  });
});

describe("thinned curves", () => {
  const thin = (points: readonly (readonly [number, number])[]) =>
    thinCurve(points.length, (k, out) => {
      out[0] = points[k]![0];
      out[1] = points[k]![1];
    });
  const distanceTo = ([x, y]: readonly [number, number], part: Float64Array): number => {
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k + 3 < part.length; k += 2) {
      const [ax, ay, bx, by] = [part[k]!, part[k + 1]!, part[k + 2]!, part[k + 3]!];
      const [dx, dy] = [bx - ax, by - ay];
      const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      least = Math.min(least, Math.hypot(x - ax - along * dx, y - ay - along * dy));
    }
    return least;
  };

  test("no point is further from the drawn curve than a twentieth of a point (a mutant that never narrows the cone fails)", () => {
    const step = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(step, step), { minLength: 2, maxLength: 200 }), (steps) => {
        let [x, y] = [0, 0];
        const points = steps.map(([dx, dy]): [number, number] => {
          [x, y] = [x + dx * dx * dx * 0.05, y + dy * dy * dy * 0.05];
          return [x, y];
        });
        const [part] = thin(points);
        // Twice the tolerance: the kept end of a piece is itself only the last of those within it.
        if (part!.length >= 4) for (const point of points) expect(distanceTo(point, part!)).toBeLessThanOrEqual(0.1);
      }),
      { seed: 2 },
    );
  });

  test("a circle of radius 100 in 10 000 points keeps about 2 pi / sqrt(8 * 0.05 / 100) of them; a spiral turns back", () => {
    const circle = Array.from({ length: 10_001 }, (_, k): [number, number] => [
      100 * Math.cos((2 * Math.PI * k) / 10_000),
      100 * Math.sin((2 * Math.PI * k) / 10_000),
    ]);
    const [part] = thin(circle);
    expect(part!.length / 2).toBeGreaterThan(50);
    expect(part!.length / 2).toBeLessThan(300);
    const there = thin([
      [0, 0],
      [1, 0],
      [2, 0],
      [1, 0],
    ]);
    expect(Array.from(there[0]!)).toEqual([0, 0, 2, 0, 1, 0]);
  });

  test("a coordinate that is not finite begins a new part", () => {
    expect(
      thin([
        [0, 0],
        [1, 1],
        [Number.NaN, 0],
        [2, 2],
        [3, 3],
      ]).map((part) => Array.from(part)),
    ).toEqual([
      [0, 0, 1, 1],
      [2, 2, 3, 3],
    ]);
  });
});

test("names beside one another move apart as little as may be, and stay on the page (kills: names over one another, the last below the page)", () => {
  expect(spread([0.1, 0.5, 0.52], 0.1, 1)).toEqual([0.1, 0.5, 0.6]);
  expect(spread([0.1, 0.95, 0.96], 0.1, 1)).toEqual([0.1, 0.9, 1]);
});
