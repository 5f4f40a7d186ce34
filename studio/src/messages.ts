/** Messages between the page and its worker: one typed map of calls, and one of events. */
import type { Computed, StudioDocument } from "./contract.ts";

/** A value set by path since the last document that was shown: the worker need not read the whole text again. */
export interface Change {
  readonly path: string;
  readonly value: string;
}

/** What the worker is asked: the name of a call, what it is given, what comes back. */
export interface Calls {
  /** Computes what the views of a document need and sends the parts as they come; a later `show` or `cancel` overtakes it. */
  show: [
    input: { readonly revision: number; readonly document: StudioDocument; readonly changes?: readonly Change[] },
    output: "done" | "overtaken",
  ];
  cancel: [input: null, output: null];
}

/** What the worker says by itself. */
export interface Events {
  /** Parts of what is computed; a part with value undefined is not there any more. */
  part: { readonly revision: number; readonly part: Part; readonly value: Computed[Part]; readonly reason?: string };
  /** Everything that follows a slider is there; what follows now may be cut short. */
  settled: { readonly revision: number };
}

/** The parts that are computed one after the other. */
export type Part = "described" | "result" | "portrait" | "firing";

/** On the wire. Numbered calls, their answers, and events. */
export type ToWorker = { [K in keyof Calls]: { readonly id: number; readonly call: K; readonly input: Calls[K][0] } }[keyof Calls];
export type FromWorker =
  | { readonly kind: "answer"; readonly id: number; readonly output: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly message: string }
  | { [K in keyof Events]: { readonly kind: "event"; readonly event: K; readonly value: Events[K] } }[keyof Events];
