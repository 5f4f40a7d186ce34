/** What the things that are made at a click depend on: while that stays, what was made is of the document as it is. */
import type { Described, StudioDocument } from "../contract.ts";

/** Of a comparison: all values, and what is compared. */
export const compareSource = ({ base, values, views }: StudioDocument): string => JSON.stringify([base, values, views.compare]);

/** Of a sweep: all values but those that it sweeps. */
export function sweepSource({ base, values, views: { sweep } }: StudioDocument, described: Described | undefined): string {
  const swept = sweep.over ? [sweep.over.path] : (described?.sweep?.axes ?? []).map(({ dial }) => dial);
  return JSON.stringify([base, Object.entries(values).filter(([path]) => !swept.includes(path)), sweep]);
}
