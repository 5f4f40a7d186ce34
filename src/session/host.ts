import type { FromThread, ToThread } from "./threads/messages.ts";

/**
 * The world outside, as the shell hands it to the session: files, clock, the event loop. The session knows no path syntax, no
 * process and no page; the same code runs in Node, in a browser and in tests.
 */
export interface Host {
  /** Bytes of a file. Rejects with any error; its message is shown to the user. */
  read(path: string): Promise<Uint8Array>;
  /** Path of a file that the document at `from` names as `name`. */
  resolve(from: string, name: string): string;
  /** Monotonic wall clock [ms]. */
  now(): number;
  /** CPU time used so far by this program [ms]; 0 always, where it cannot be known. */
  cpu(): number;
  /** Memory that could be had now [bytes]; absent where it cannot be known. */
  memory?(): number;
  /** Lets the event loop take one turn (a macrotask: a promise alone lets neither Ctrl-C nor a message in). */
  pause(): Promise<void>;
  /** SHA-256 in lower-case hexadecimal. */
  sha256(bytes: Uint8Array): Promise<string>;
  /** Program and system, for the provenance: `node 20.20.2 linux x64`. */
  readonly platform: string;
  /** Threads that compute while this one listens. Absent: everything is computed here. */
  readonly threads?: Threads;
}

/** Where threads are begun. */
export interface Threads {
  /** How many work at the same time, each with a core for itself. */
  readonly count: number;
  /** Begins one that answers as `servePart` does. Rejects with any error. */
  begin(): Promise<Thread>;
}

/** A thread that shares memory with this one. */
export interface Thread {
  post(message: ToThread): void;
  /** Hears its answers, and why it has ended where nobody has ended it. */
  listen(hear: (message: FromThread) => void, died: (reason: string) => void): void;
  /** Ends it at once, whatever it does. */
  end(): void;
}

/** Where results are written: one folder. Every method rejects with an error whose message says what the system said. */
export interface Folder {
  /** The folder as the user would write it. */
  readonly path: string;
  /** Replaces the file, making the folders on its way. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Adds to the end of a file that `write` made. */
  append(name: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes the file; no error if there is none. */
  remove(name: string): Promise<void>;
}

/** Whether somebody asked to stop. An AbortSignal is one. */
export interface Cancellation {
  readonly aborted: boolean;
  /** Calls back when it is asked. Absent: a call to another thread is waited for. */
  addEventListener?(type: "abort", listener: () => void): void;
  removeEventListener?(type: "abort", listener: () => void): void;
}

/** How far a session is. */
export interface Stage {
  /** Part of the work that is done, in [0, 1]. */
  readonly fraction: number;
  /** Estimated wall time left [s]; NaN where it is not known. */
  readonly secondsLeft: number;
  /** What is done now, where it is not the run itself. */
  readonly what: string;
  /** Time that a run has reached, its end, their unit, and how much of it passes in a unit of wall time. */
  readonly run?: { readonly time: number; readonly end: number; readonly unit: "ms" | ""; readonly speed: number };
}

/** Hears how far a session is. */
export type Progress = (stage: Stage) => void;
