/** Which views there are of a document, which stand beside those that are open, and which are open. */
import type { ViewId, Views } from "../contract.ts";
import { openViews } from "../state/document.ts";
import { views as all } from "./index.ts";
import type { Subject, View } from "./view.ts";

/** A view, and why the document has no such picture. */
export interface Offer {
  readonly view: View;
  readonly lack?: string;
}

export function offersOf(subject: Subject): readonly Offer[] {
  return all.map((view) => {
    const lack = view.lacks?.(subject);
    return { view, ...(lack === undefined ? {} : { lack }) };
  });
}

/** Most views that a document opens by itself: more are too small to be read. */
const MOST = 3;
/** Views that it opens if it says nothing of its figures. */
const FEW = 2;

/** The views that suit a network's document: the figures that it asks for, else the first of what it records. */
export function suited(offers: readonly Offer[], { wanted, recorded }: Subject): readonly ViewId[] {
  const there = offers.flatMap(({ view, lack }) => (lack === undefined && view.figure !== undefined ? [view] : []));
  const asked = Object.keys(wanted).flatMap((figure) => there.filter((view) => view.figure === figure));
  if (asked.length > 0) return asked.slice(0, MOST).map(({ id }) => id);
  // Before it is known what is recorded, nothing lacks.
  return recorded === undefined
    ? []
    : there
        .filter(({ usual }) => usual.includes("network"))
        .slice(0, FEW)
        .map(({ id }) => id);
}

/** The views that are open, in their order; those that this version does not have are left out. */
export function openOf(views: Views, subject: Subject, offers: readonly Offer[]): readonly View[] {
  const open = openViews(views, subject.kind) ?? suited(offers, subject);
  return all.filter(({ id }) => open.includes(id));
}
