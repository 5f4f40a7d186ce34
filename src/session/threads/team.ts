/** The commanding side: the parts of one run, each in a thread, as if they were one simulation. */
import { complain, InternalError, LapicqueError } from "../../base/index.ts";
import type { Chunk, Outcome, Part, Plan, Snapshot } from "../../contract/index.ts";
import type { Cancellation, Thread, Threads } from "../host.ts";
import { systemReason } from "../system-reason.ts";
import { makeBoard } from "./board.ts";
import { mergeChunks } from "./merge.ts";
import type { FromThread, PartCalls, ToThread } from "./messages.ts";

/** A thread with the call that it works at. One that has died rejects that call and every later one. */
class Member {
  readonly #thread: Thread;
  /** The part of it that is made. */
  built = 0;
  #pending: { readonly resolve: (output: unknown) => void; readonly reject: (reason: Error) => void } | undefined;
  #death: Error | undefined;

  /** @param heard  called when `built` has changed */
  constructor(thread: Thread, heard: () => void) {
    this.#thread = thread;
    thread.listen(
      (message) => {
        if (message.kind !== "built") return this.#hear(message);
        this.built = message.part;
        heard();
      },
      (reason) => this.#die(new LapicqueError("thread-died", { reason })),
    );
  }

  call<K extends keyof PartCalls>(call: K, input: PartCalls[K][0]): Promise<PartCalls[K][1]> {
    return new Promise((resolve, reject) => {
      if (this.#death !== undefined) return reject(this.#death);
      // The answer is that of the call: there is one at a time.
      this.#pending = { resolve: resolve as (output: unknown) => void, reject };
      // The call and its input are of one entry of the map, which a generic type cannot say.
      this.#thread.post({ call, input } as ToThread);
    });
  }

  #hear(message: Exclude<FromThread, { kind: "built" }>): void {
    const pending = this.#pending;
    this.#pending = undefined;
    if (message.kind === "answer") pending?.resolve(message.output);
    else pending?.reject(message.kind === "complaint" ? complain(message.complaint) : new InternalError(message.message));
  }

  #die(reason: Error): void {
    this.#death = reason;
    this.#pending?.reject(reason);
    this.#pending = undefined;
  }

  end(): void {
    this.#thread.end();
  }
}

/** Who looks on while the threads are made ready. */
export interface Watch {
  readonly signal?: Cancellation;
  /** Hears the part that is made. */
  readonly built?: (part: number) => void;
}

/** Waits for some work, or until somebody asks to stop. Whether that was so; what becomes of the work is then nobody's concern. */
function stopped(work: Promise<unknown>, signal: Cancellation | undefined): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(true);
    signal?.addEventListener?.("abort", stop);
    if (signal?.aborted) stop();
    work.then(() => resolve(signal?.aborted === true), reject).finally(() => signal?.removeEventListener?.("abort", stop));
  });
}

/** Owns its threads until `close`. */
export class Team {
  /** This thread listens meanwhile; a cancelled run has to end within 100 ms. */
  readonly stretch = 30;
  readonly #members: readonly Member[];
  #chunks: readonly Chunk[] = [];
  readonly #plan: Plan;

  private constructor(members: readonly Member[], plan: Plan) {
    this.#members = members;
    this.#plan = plan;
  }

  /** Begins a thread for each part, and makes them ready. Where somebody asks to stop meanwhile they are ended, ready or not. */
  static async begin(threads: Threads, scale: string, plan: Plan, parts: readonly Part[], watch: Watch = {}): Promise<Team> {
    const board = makeBoard(parts, plan.sharing!);
    const members: Member[] = [];
    const team = new Team(members, plan);
    // The slowest thread is waited for.
    const heard = () => watch.built?.(Math.min(...members.map(({ built }) => built)));
    try {
      for (const _ of parts) members.push(new Member(await threads.begin(), heard));
    } catch (error) {
      team.close();
      throw new LapicqueError("thread-died", { reason: `${systemReason(error)}` });
    }
    const isStopped = await stopped(
      team.#all((member, part) => member.call("create", { scale, plan, board, part })),
      watch.signal,
    );
    if (isStopped) team.close();
    return team;
  }

  /** Asks all. Where one fails, the others wait for it in vain: all are ended. */
  async #all<T>(ask: (member: Member, part: number) => Promise<T>): Promise<readonly T[]> {
    try {
      return await Promise.all(this.#members.map(ask));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  async advance(until: number): Promise<Outcome> {
    const advanced = await this.#all((member) => member.call("advance", { until }));
    this.#chunks = mergeChunks(
      this.#plan.channels,
      advanced.map(({ chunks }) => chunks),
    );
    const outcomes = advanced.map(({ outcome }) => outcome);
    // All have stopped at the same step; the first that could not go on says why.
    return outcomes.find(({ kind }) => kind !== "reached" && kind !== "paused") ?? outcomes[0]!;
  }

  drain(sink: (chunk: Chunk) => void): void {
    for (const chunk of this.#chunks) sink(chunk);
    this.#chunks = [];
  }

  /** A snapshot of each part, at a time that all have reached. */
  save(): Promise<readonly Snapshot[]> {
    return this.#all((member) => member.call("save", null));
  }

  /** Goes on from the snapshots of as many parts: before the first `advance`. */
  async restore(snapshots: readonly Snapshot[]): Promise<void> {
    await this.#all((member, part) => member.call("restore", snapshots[part]!));
  }

  close(): void {
    for (const member of this.#members) member.end();
  }
}
