/** What a tour is: a lecture deck taken by hand. Plain data; the parts of the page that walk it are beside this file. */
import type { ViewId, Views } from "../contract.ts";

/** What a step opens: a name of the gallery, or a text of its own. */
export type Opens = { readonly source: string } | { readonly name: string; readonly text: string };

/** What ticks a step off. */
export type Goal =
  /** A number of the document, in the unit of its dial, within these bounds. */
  | { readonly kind: "dial"; readonly path: string; readonly least?: number; readonly most?: number }
  /** A view is open. */
  | { readonly kind: "view"; readonly view: ViewId }
  /** A trajectory has been started in the phase plane. */
  | { readonly kind: "start" }
  /** Two scales have been compared, this one among them. */
  | { readonly kind: "comparison"; readonly scale?: string };

/** One step: a sentence, a picture, a thing to do. */
export interface TourStep {
  /** In addresses, for ever. */
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  /** What to do, and what then happens. */
  readonly task: string;
  readonly opens: Opens;
  /** Values set in it. */
  readonly values?: Readonly<Record<string, string>>;
  readonly views: readonly ViewId[];
  /** What the views show, where it is not what they choose themselves. */
  readonly settings?: Partial<Views>;
  /** A stretch of time that is highlighted in all views [ms]. */
  readonly highlight?: readonly [from: number, to: number];
  /** Absent where there is nothing to be ticked off. */
  readonly goal?: Goal;
}

export interface Tour {
  /** In addresses, for ever. */
  readonly id: string;
  readonly title: string;
  /** What is to be seen on the way: one sentence. */
  readonly about: string;
  readonly steps: readonly TourStep[];
}

/** A visitor on a tour. */
export interface Place {
  readonly tour: Tour;
  /** Counted from 0. */
  readonly step: number;
}

/** The goal of a dial that is to be turned. */
export const turn = (path: string, bounds: { readonly least?: number; readonly most?: number }): Goal => ({
  kind: "dial",
  path,
  ...bounds,
});
