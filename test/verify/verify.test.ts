/** Every row of the table of reference numbers that the program ships. */
import { afterAll, describe, expect, test } from "vitest";
import { builtNames, portableHost } from "../../src/session/index.ts";
import { groups } from "../../src/verify/index.ts";
import { lab } from "../../src/verify/lab.ts";
import { row, worst } from "../../src/verify/row.ts";

const bench = lab({ host: portableHost, names: builtNames(["traces"]) });
let count = 0;

describe("reference numbers", () => {
  for (const group of groups)
    test(group.title, async () => {
      const rows = await (await group.load())(bench);
      count += rows.length;
      expect(rows.filter(({ ok }) => !ok)).toEqual([]);
      for (const { source, tolerance } of rows) {
        expect(source).not.toBe("");
        expect(tolerance).toBeGreaterThanOrEqual(0);
      }
    });
  afterAll(() => expect(count).toBeGreaterThanOrEqual(270));
});

describe("rows", () => {
  test("a row is ok within its tolerance, its end included", () => {
    expect(row("a", 1.5, 1, 0.5, "s").ok).toBe(true);
    expect(row("a", 1.51, 1, 0.5, "s").ok).toBe(false);
  });
  test("NaN is never ok", () => expect(row("a", Number.NaN, 1, 10, "s").ok).toBe(false));
  test("lists of different length are never ok", () => expect(worst("a", [1, 2], [1], 10, "s").ok).toBe(false));
});
