/**
 * Stationary states over a number of the document that take long to follow.
 * @module-tag slow
 */
import { expect, test } from "vitest";
import { run } from "../cli/virtual-shell.ts";

// mpmath and scipy, see test/slow/threshold-rates.test.ts; the fold by maximising eta over the rate.
test("the fold at which the silent state of a spiking network ends", async () => {
  const over = (await run(["steady", "example:brunel", "--set", "g=3", "--over", "eta=0.83:0.84", "--json"])).json();
  expect(over.folds.length).toBe(1);
  expect(Math.abs(over.folds[0].parameter - 0.8363798554281)).toBeLessThan(1e-9);
  expect(Math.abs(over.folds[0].activity - 0.344705)).toBeLessThan(1e-4);
});
