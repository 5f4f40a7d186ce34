/** The table of reference numbers, but for the groups that take longest; the slow proofs compute it whole. */
import { describe, expect, test } from "vitest";
import { row, worst } from "../../src/verify/row.ts";
import { expectRows } from "./groups.ts";

const long: ReadonlySet<string> = new Set([
  "Bifurcations over the input",
  "Noise",
  "Firing rates and rheobases",
  "Models of the catalogue",
  "Densities over time",
  "Fields",
  "Stationary densities",
  "Spiking networks",
  "Networks from event to event",
]);
expectRows((title) => !long.has(title), 240);

describe("rows", () => {
  test("a row is ok within its tolerance, its end included", () => {
    expect(row("a", 1.5, 1, 0.5, "s").ok).toBe(true);
    expect(row("a", 1.51, 1, 0.5, "s").ok).toBe(false);
  });
  test("NaN is never ok", () => expect(row("a", Number.NaN, 1, 10, "s").ok).toBe(false));
  test("lists of different length are never ok", () => expect(worst("a", [1, 2], [1], 10, "s").ok).toBe(false));
});
