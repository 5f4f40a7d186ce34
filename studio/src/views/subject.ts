/** What is known of the document on show. */
import { useComputed } from "@preact/signals";
import { useStudio } from "../state/studio.ts";
import { recordedIn } from "./recorded.ts";
import type { Subject } from "./view.ts";

export function useSubject(): Subject {
  const { computed, described, kind, views, wanted, acceptance } = useStudio();
  // A result that grows records what it did.
  const channels = useComputed(() => computed.value.foreseen?.channels).value;
  const result = useComputed(() => (computed.value.foreseen ? undefined : computed.value.result)).value;
  const recorded = channels ?? (result && recordedIn(result));
  const known = acceptance.known.value;
  const sweep = useComputed(() => described.value?.sweep).value;
  return {
    kind: kind.value,
    wanted: wanted.value,
    isSweeping: views.value.sweep.over !== undefined,
    ...(sweep ? { sweep } : {}),
    ...(recorded ? { recorded } : {}),
    ...(known ? { acceptance: known } : {}),
  };
}
