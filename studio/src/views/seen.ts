/** What a view sees of what is computed: it is drawn again when that changes, and not when other parts come. */
import { useComputed } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Computed } from "../contract.ts";
import { useStudio } from "../state/studio.ts";
import type { View } from "./view.ts";

/** The parts that a view draws; the same object while they stay. What is stale matters to it only while it has no picture. */
export function useSeen({ parts }: Pick<View, "parts">): Computed {
  const { computed } = useStudio();
  const before = useRef<Computed>();
  return useComputed(() => {
    before.current = seenOf(computed.value, parts, before.current);
    return before.current;
  }).value;
}

/**
 * What is seen of `computed`, or `before` where it is that. A view that stands on a part which is on its way waits for it: its other parts
 * would not fit what it stands on. Exported for tests.
 *
 * @param parts  what is drawn, what the view stands on first
 */
export function seenOf(computed: Computed, parts: View["parts"], before: Computed | undefined): Computed {
  const [ground] = parts;
  const { reasons, stale, coming } = computed;
  const isWaiting = computed[ground] === undefined && stale.includes(ground);
  const isSame =
    before &&
    parts.every((part) => before[part] === computed[part] && before.reasons[part] === reasons[part]) &&
    before.stale.length > 0 === isWaiting;
  if (before && (isSame || (before[ground] !== undefined && coming.some((part) => part === ground)))) return before;
  const pick = <T extends object>(from: T) =>
    Object.fromEntries(parts.flatMap((part) => (part in from ? [[part, from[part as keyof T]]] : [])));
  return { ...pick(computed), reasons: pick(reasons), stale: isWaiting ? [ground] : [], coming: [] };
}
