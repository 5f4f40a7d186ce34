import fc from "fast-check";
import { expect, test } from "vitest";
import { sharing } from "../../studio/src/state/sharing.ts";

test("the result equals what came, and what is equal to before is the same object", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
      expect(sharing<unknown>(before, after)).toEqual(after);
      expect(sharing<unknown>(before, structuredClone(before))).toBe(before);
    }),
    { seed: 5 },
  );
});

test("of a list only the part that changed is new", () => {
  const before = { title: "x", dials: [{ value: 1 }, { value: 2 }] };
  const mixed = sharing(before, { title: "x", dials: [{ value: 1 }, { value: 3 }] });
  expect(mixed.dials[0]).toBe(before.dials[0]);
  expect(mixed.dials[1]).toEqual({ value: 3 });
  expect(mixed).not.toBe(before);
});
