/**
 * Portable functions against their stated bounds, with as many arguments as take a minute.
 * @module-tag slow
 */
import { expect, test } from "vitest";
import { draws, greatestError } from "../base/accuracy.ts";
import { statedBounds } from "../base/bounds.ts";

test.each(Object.keys(draws) as (keyof typeof draws)[])("%s stays within its bound on 2^17 points", (name) => {
  const { error, at } = greatestError(name, 2 ** 17);
  expect(error, `at ${at.join(", ")}`).toBeLessThan(statedBounds().get(name)!);
});
