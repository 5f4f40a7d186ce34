/** What is said between a run and the threads that compute its parts. */
import type { Complaint } from "../../base/index.ts";
import type { Chunk, Outcome, Plan, Snapshot } from "../../contract/index.ts";
import type { Board } from "./board.ts";

/** What a thread is asked: the name of a call, what it is given, what comes back. */
export interface PartCalls {
  /** Makes part number `part` of those on the board ready. */
  create: [input: { readonly scale: string; readonly plan: Plan; readonly board: Board; readonly part: number }, output: null];
  /** Goes on, in step with all other parts; what was recorded comes with the answer. */
  advance: [input: { readonly until: number }, output: Advanced];
  /** What the part needs to go on from where all parts have arrived. */
  save: [input: null, output: Snapshot];
  /** Goes on from there: before the first `advance`. */
  restore: [input: Snapshot, output: null];
}

/** What an `advance` has brought. */
export interface Advanced {
  readonly outcome: Outcome;
  readonly chunks: readonly Chunk[];
}

export type ToThread = { [K in keyof PartCalls]: { readonly call: K; readonly input: PartCalls[K][0] } }[keyof PartCalls];

/** Each call has one answer: its output, what the user can mend, or what else went wrong. Before that of `create`: the part that is made. */
export type FromThread =
  | { readonly kind: "built"; readonly part: number }
  | { readonly kind: "answer"; readonly output: unknown }
  | { readonly kind: "complaint"; readonly complaint: Complaint }
  | { readonly kind: "failure"; readonly message: string };
