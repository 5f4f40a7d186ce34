/** How far a visitor has come in each tour, kept by the browser. */
import { keep, kept } from "../state/storage.ts";

const KEY = "lapicque.tours";
const VERSION = 1;

/** Names of steps. */
export interface Progress {
  /** Where the visitor was last. */
  readonly at?: string;
  /** Steps that were ticked off, or had nothing to tick off and were left. */
  readonly done: readonly string[];
}

type All = Readonly<Record<string, Progress>>;

/** How far the visitor has come in a tour. */
export function progressOf(tour: string): Progress {
  return all()[tour] ?? { done: [] };
}

/** The visitor is at a step. */
export function keepPlace(tour: string, step: string): void {
  change(tour, (before) => ({ ...before, at: step }));
}

/** A step is done. */
export function keepDone(tour: string, step: string): void {
  change(tour, (before) => (before.done.includes(step) ? before : { ...before, done: [...before.done, step] }));
}

function change(tour: string, next: (before: Progress) => Progress): void {
  keep(KEY, JSON.stringify({ version: VERSION, tours: { ...all(), [tour]: next(progressOf(tour)) } }));
}

/** Whatever cannot be read counts as nothing. */
function all(): All {
  try {
    const { version, tours } = JSON.parse(kept(KEY) ?? "{}") as { version?: unknown; tours?: unknown };
    if (version !== VERSION || typeof tours !== "object" || tours === null) return {};
    return Object.fromEntries(Object.entries(tours).flatMap(([tour, one]) => (isProgress(one) ? [[tour, one]] : [])));
  } catch {
    return {};
  }
}

function isProgress(one: unknown): one is Progress {
  if (typeof one !== "object" || one === null) return false;
  const { at, done } = one as Readonly<Record<string, unknown>>;
  return (at === undefined || typeof at === "string") && Array.isArray(done) && done.every((step) => typeof step === "string");
}
