/** Where the colours of a heat map end: what the largest cells are held against. */
import { describe, expect, test } from "vitest";
import { quantile } from "../../src/analysis/index.ts";
import type { Profile } from "../../src/contract/index.ts";
import { heatMap } from "../../src/figures/signals/heat-map.ts";

const cells = 50;

function highOf(values: Float64Array): number {
  const times = Float64Array.from({ length: values.length / cells }, (_, k) => k);
  const axis = { name: "V", unit: "", factor: 1, values: Float64Array.from({ length: cells }, (_, k) => k) };
  const channel = { id: "d", population: "n", label: "density", unit: "", factor: 1, kind: "profiles" as const, axes: [axis] };
  const profile: Profile = { channel, times, values };
  const mark = heatMap(profile, 0, times.length, "n", "sequential")!.mark;
  return mark.kind === "cells" ? mark.high : Number.NaN;
}

/** By the definition, with all values in order: twice the 99th percentile where the largest is more than four times that. */
function expected(values: Float64Array): number {
  const sorted = values.map(Math.abs).sort();
  const [usual, most] = [quantile(sorted, 0.99)!, sorted.at(-1)!];
  return usual > 0 && most > 4 * usual ? 2 * usual : most;
}

const numbers = (of: (k: number) => number) => Float64Array.from({ length: 40 * cells }, (_, k) => of(k));
/** Spread over [0, 1), in no order. */
const spread = (k: number) => (k * 0.618033988749895) % 1;

describe("colours end where they do with all cells in order, although only the largest are sorted (kills: a rank that is one off)", () => {
  test.each([
    ["spread evenly", numbers(spread)],
    ["one cell 40 times the others", numbers((k) => spread(k) + (k === 777 ? 40 : 0))],
    ["as many outliers as may be, and one more", numbers((k) => spread(k) + (k < 21 ? 40 : 0))],
    ["as many outliers as may be", numbers((k) => spread(k) + (k < 20 ? 40 : 0))],
    ["one fewer", numbers((k) => spread(k) + (k < 19 ? 40 : 0))],
    ["over thirty powers of ten", numbers((k) => 10 ** (-30 * spread(k)))],
    ["nothing but one cell", numbers((k) => (k === 3 ? 1 : 0))],
    ["below the last cut but for one cell", numbers((k) => (k === 3 ? 1 : 1e-12 * spread(k)))],
    ["nothing at all", numbers(() => 0)],
  ])("%s", (_, values) => {
    expect(highOf(values)).toBe(expected(values));
  });
});
