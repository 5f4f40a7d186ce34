/** Holds groups of the table of reference numbers that the program ships. */
import { afterAll, describe, expect, test } from "vitest";
import { builtNames, portableHost } from "../../src/session/index.ts";
import { groups } from "../../src/verify/index.ts";
import { lab } from "../../src/verify/lab.ts";

/** Computes the rows of the groups whose titles are wanted; there are at least so many rows. */
export function expectRows(isWanted: (title: string) => boolean, least: number): void {
  const bench = lab({ host: portableHost, names: builtNames(["traces"]) });
  let count = 0;
  describe("reference numbers", () => {
    for (const group of groups.filter(({ title }) => isWanted(title)))
      test(group.title, async () => {
        const rows = await (await group.load())(bench);
        count += rows.length;
        expect(rows.filter(({ ok }) => !ok)).toEqual([]);
        for (const { source, tolerance } of rows) {
          expect(source).not.toBe("");
          expect(tolerance).toBeGreaterThanOrEqual(0);
        }
      });
    afterAll(() => expect(count).toBeGreaterThanOrEqual(least));
  });
}
