/** Whether what a step asks for has been done: a function of the document and of what was computed of it. */
import type { Computed, StudioDocument } from "../contract.ts";
import { numberIn } from "../panels/slider.ts";
import { openViews } from "../state/document.ts";
import type { Goal } from "./tour.ts";

/** What a goal is looked for in. */
export interface Reached {
  readonly document: StudioDocument;
  readonly computed: Computed;
}

export function isReached(goal: Goal, { document, computed }: Reached): boolean {
  const { described, agreement, stale } = computed;
  switch (goal.kind) {
    case "dial": {
      const dial = described?.dials.find(({ path }) => path === goal.path);
      const written = document.values[goal.path] ?? dial?.original;
      const value = dial && written !== undefined ? numberIn(written, dial.unit) : undefined;
      return value !== undefined && isWithin(goal, value);
    }
    case "view":
      return (openViews(document.views, described?.kind ?? "units") ?? []).includes(goal.view);
    case "start":
      return document.views.plane.starts.length > 0;
    case "comparison": {
      if (!agreement || stale.includes("agreement")) return false;
      return goal.scale === undefined || agreement.scales.some(({ scale }) => scale === goal.scale);
    }
    default:
      return goal satisfies never;
  }
}

/** Whether a value is where a dial shall be turned to. */
export function isWithin(
  { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: Pick<Extract<Goal, { kind: "dial" }>, "least" | "most">,
  value: number,
): boolean {
  return value >= least && value <= most;
}
