/** The stretch of time that is shown, moved by wheel, fingers and keys. */
import type { Result } from "../../../../src/contract/index.ts";
import { kept, moved, type Range, zoomed } from "../stage/range.ts";

/** Shortest stretch that can be shown, as a share of the whole: about as fine as doubles resolve the ticks of. */
const NARROWEST = 1e-7;

/** What was recorded: from the end of the transient to where the run ended, or would have ended if it had not been stopped. */
export function wholeStretch({ transient, duration, outcome }: Result): Range {
  return [transient, outcome.kind === "cancelled" ? transient + duration : Math.max(outcome.time, transient)];
}

/** The stretch after zooming by `factor` about `at` and moving by `by`; undefined for all of it. */
export function changedStretch(whole: Range, now: Range, at: number, factor: number, by: number): Range | undefined {
  const next = kept(moved(zoomed(now, at, factor), by), whole, NARROWEST * (whole[1] - whole[0]));
  return next[0] <= whole[0] && next[1] >= whole[1] ? undefined : next;
}

/** What a key does to the stretch shown. Undefined: nothing. */
export function stretchByKey(key: string, whole: Range, now: Range, cursor: number): { readonly range: Range | undefined } | undefined {
  const width = now[1] - now[0];
  switch (key) {
    case "+":
    case "=":
      return { range: changedStretch(whole, now, cursor, 0.5, 0) };
    case "-":
      return { range: changedStretch(whole, now, cursor, 2, 0) };
    case "PageUp":
      return { range: changedStretch(whole, now, cursor, 1, -0.8 * width) };
    case "PageDown":
      return { range: changedStretch(whole, now, cursor, 1, 0.8 * width) };
    case "0":
      return { range: undefined };
    default:
      return undefined;
  }
}

/** Where a key moves the cursor. Undefined: nowhere. */
export function cursorByKey(key: string, now: Range, cursor: number): number | undefined {
  const step = (now[1] - now[0]) / 100;
  const place = { ArrowLeft: cursor - step, ArrowRight: cursor + step, Home: now[0], End: now[1] }[key];
  return place === undefined ? undefined : Math.min(now[1], Math.max(now[0], place));
}
