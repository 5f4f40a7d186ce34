/** Mends of what is too much: an entry that nobody knows, one of two that exclude each other. */
import { removeEntries } from "../../model/index.ts";
import { type Mend, type Mends, stretchOf, toNear } from "./mend.ts";

/** A longer entry is told by its key alone [characters]. */
const SHORT = 40;

/** Takes out the entry that the complaint is about, or one of those beside it. */
const without =
  (...beside: readonly string[]): Mend =>
  ({ text, error }) => {
    const [from] = stretchOf(text, error.span) ?? [];
    const removals = from === undefined ? [] : removeEntries(text, from, beside);
    return removals.map(({ removed, text }) => ({ label: `Remove \`${shortened(removed)}\``, text }));
  };

function shortened(entry: string): string {
  return entry.length <= SHORT && !entry.includes("\n") ? entry : entry.split(":", 1)[0]!;
}

export const superfluous: Mends = {
  "unknown-key": (asked) => [...toNear(asked), ...without()(asked)],
  "duplicate-key": (asked) => without(`${asked.error.data.name}`)(asked),
  "no-value": without(),
  "include-and-model": without("model"),
  "set-without-model": without(),
  "parameter-and-input": without(),
  "spike-and-hazard": without("spike"),
  "reset-without-spike": without(),
  "send-and-post": without("send"),
  "activity-connects": without(),
};
