/** What may stand at a cursor, and what is asked when it is looked for. */
import type { CursorPlace } from "./cursor-place.ts";
import type { Outline } from "./outline.ts";

/** One thing that may be written at the cursor. */
export interface Candidate {
  readonly label: string;
  readonly kind: "key" | "word" | "name" | "function" | "unit";
  /** A few words beside it: its unit, its value, its title. */
  readonly detail?: string;
  /** What it is, in a sentence. */
  readonly meaning?: string;
  /** What is written in front of the cursor, if it is not the label; and behind it. */
  readonly apply?: string;
  readonly behind?: string;
  /** A unit that another word for it may mean: `ms` for `msec`. */
  readonly isMeant?: boolean;
}

/** What may be written in the place of a stretch of the text. */
export interface Completion {
  readonly from: number;
  readonly to: number;
  /** Those that suit best first. */
  readonly candidates: readonly Candidate[];
}

/** What layers above know of documents. */
export interface Knowledge {
  /** Titles of scales, methods and figures by their ids; what has none is called by its id. */
  readonly titles: ReadonlyMap<string, string>;
  /** What can be measured of a population, with its meaning. */
  readonly measures: Readonly<Record<string, { readonly meaning: string }>>;
  /** The options of a figure, each with its meaning and the words that it may be. */
  figureOptions(id: string): Promise<Readonly<Record<string, { readonly meaning: string; readonly words?: readonly string[] }>>>;
}

/** A cursor in a text. */
export interface Situation {
  readonly place: CursorPlace;
  readonly path: readonly (string | number)[];
  /** The document without the word at the cursor. */
  readonly outline: Outline;
  readonly knowledge: Knowledge;
}

/** Looks for candidates of one sort. */
export type Look = (situation: Situation) => Promise<readonly Candidate[]>;

/** Words, each with a meaning where there is one. */
export function asWords(names: readonly string[], meaningOf: (name: string) => string | undefined = () => undefined): readonly Candidate[] {
  return names.map((label) => {
    const meaning = meaningOf(label);
    return { label, kind: "word" as const, ...(meaning ? { detail: meaning } : {}) };
  });
}

/** Whether a path is of a pattern, in which `*` is any one step. */
export function isAt(path: readonly (string | number)[], ...patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const steps = pattern.split(".");
    return steps.length === path.length && steps.every((step, i) => step === "*" || step.split("|").includes(`${path[i]}`));
  });
}
