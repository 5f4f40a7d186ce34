/** What a view sees of what is computed. */
import { expect, test } from "vitest";
import type { PhasePortrait, Result } from "../../src/contract/index.ts";
import type { Computed } from "../../studio/src/contract.ts";
import { seenOf } from "../../studio/src/views/seen.ts";

// Views hand these on; what is in them does not matter here.
const [result, portrait] = [{ title: "run" } as Result, { title: "plane" } as PhasePortrait];
const [traces, plane] = [["result"], ["portrait", "result"]] as const;
const nothing: Computed = { reasons: {}, stale: [], coming: [] };

test("it is the same object while its parts are, whatever else comes or is stale (kills: a view that is drawn again for nothing)", () => {
  const before = seenOf({ ...nothing, result }, traces, undefined);
  expect(before).toEqual({ result, reasons: {}, stale: [], coming: [] });
  expect(seenOf({ result, portrait, reasons: { firing: "none" }, stale: ["result", "firing"], coming: [] }, traces, before)).toBe(before);
  expect(seenOf({ ...nothing, result: { ...result } }, traces, before)).not.toBe(before);
  expect(seenOf({ ...nothing, result, reasons: { result: "cut short" } }, traces, before)).not.toBe(before);
});

test("the plane sees the run too; a part that is gone is seen to be gone", () => {
  const before = seenOf({ ...nothing, result, portrait }, plane, undefined);
  expect(before).toEqual({ result, portrait, reasons: {}, stale: [], coming: [] });
  expect(seenOf({ ...nothing, portrait }, plane, before)).toEqual({ portrait, reasons: {}, stale: [], coming: [] });
});

test("that a picture is on its way matters where there is none yet", () => {
  const waiting = seenOf({ ...nothing, stale: ["portrait"] }, plane, undefined);
  expect(waiting.stale).toEqual(["portrait"]);
  expect(seenOf({ ...nothing, reasons: { portrait: "no plane" } }, plane, waiting)).toEqual({
    reasons: { portrait: "no plane" },
    stale: [],
    coming: [],
  });
});

test("a plane waits with the new run for the new portrait (kills: drawn twice, once with the run of another document)", () => {
  const before = seenOf({ ...nothing, result, portrait }, plane, undefined);
  const ran = { ...nothing, result: { ...result }, portrait };
  expect(seenOf({ ...ran, coming: ["portrait"] }, plane, before)).toBe(before);
  expect(seenOf(ran, plane, before)).toEqual({ ...ran });
  expect(seenOf({ ...ran, coming: ["portrait"] }, plane, undefined)).toEqual({ ...ran });
  expect(seenOf({ ...ran, coming: ["portrait"] }, traces, before).result).toBe(ran.result);
});
