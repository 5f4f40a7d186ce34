/** What the scales say of a document, as views need it. */
import type { Subject } from "./view.ts";

/** Why there are no stationary states. */
export function withoutSteady({ acceptance }: Subject): string | undefined {
  const reasons = acceptance?.withoutSteady ?? [];
  return reasons.length === 0 ? undefined : `No scale has stationary states of it: ${sentencesOf(reasons)}`;
}

/** Why there are no homogeneous states of fields. */
export function withoutWaves(subject: Subject): string | undefined {
  const field = subject.acceptance?.scales.find(({ id }) => id === "field");
  if (!field || field.accepts) return withoutSteady(subject);
  return `There is no field of which waves could grow: ${sentencesOf(field.reasons)}`;
}

/** Why its scales cannot be compared. */
export function withoutOther({ acceptance }: Subject): string | undefined {
  if (!acceptance) return undefined;
  const fitting = acceptance.scales.filter(({ accepts }) => accepts);
  if (fitting.length > 1) return undefined;
  const only = fitting[0] ? `Only the scale ${fitting[0].id} can run it.` : "No scale can run it.";
  return `${only} ${sentencesOf(acceptance.scales.flatMap(({ id, reasons }) => reasons.slice(0, 1).map((reason) => `${id}: ${reason}`)))}`;
}

const sentencesOf = (reasons: readonly string[]) => reasons.map((reason) => reason.replace(/[^.]$/, "$&.")).join(" ");
