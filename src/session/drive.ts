/** Drives one simulation to its end in stretches short enough that a key press, a message or a progress bar gets its turn. */
import { type Complaint, complain } from "../base/index.ts";
import type { Ending, Outcome } from "../contract/index.ts";
import type { Cancellation, Host, Progress } from "./host.ts";

/** Wall time that one stretch aims at, and after which the event loop gets a turn [ms]: two stretches stay below the 20 ms at which a delay is felt. */
const STRETCH = 8;
const TURN = 8;

/** What a stretch took, and how long it was. */
interface Taken {
  readonly stretch: number;
  readonly cost: number;
}

/** The part of the cost that does not shrink with the stretch, from two stretches of different length. */
function fixedCost(before: Taken, after: Taken): number {
  const slope = (after.cost - before.cost) / (after.stretch - before.stretch);
  return Math.min(Math.max(0, after.cost - slope * after.stretch), after.cost);
}

export interface DriveOptions {
  readonly signal?: Cancellation;
  readonly progress?: Progress;
  /** Called after every turn of the event loop with the time reached: the place for streaming. */
  readonly onTurn?: (time: number) => Promise<void>;
  /** Time at which the simulation goes on; absent: 0. */
  readonly start?: number;
  /** The place for checkpoints. */
  readonly mark?: Mark;
  /** Unit of time; absent: ms. */
  readonly unit?: "ms" | "";
}

/** `reached` is called when another `every` is over, and when somebody asks to stop, with the time that was reached. */
export interface Mark {
  readonly every: number;
  readonly reached: (time: number) => Promise<void>;
}

/** A simulation, or several threads that compute one. */
export interface Driven {
  /** Wall time that one call shall take [ms]; absent: so little that a thread which waits for it is not missed. */
  readonly stretch?: number;
  advance(until: number): Outcome | Promise<Outcome>;
}

/**
 * Advances to `end` and says how it went. Stretches are sized by the wall clock, which cannot change a result: a scale takes the
 * same steps however its run is split.
 */
export async function drive(host: Host, simulation: Driven, end: number, drain: () => void, options: DriveOptions = {}): Promise<Ending> {
  const began = host.now();
  let turned = began;
  // The first stretches are so short that they show what a call costs by itself.
  let stretch = end / 1e6;
  let last: Taken | undefined;
  let fixed = 0;
  const { start = 0, mark, unit = "ms" } = options;
  let time = start;
  let isAtRest = false;
  while (time < end) {
    if (options.signal?.aborted) {
      if (isAtRest) await mark?.reached(time);
      return ended("cancelled", time, { code: "run-cancelled", data: { time: `${Number(time.toPrecision(6))}${unit && ` ${unit}`}` } });
    }
    const before = host.now();
    const next = mark ? after(time, mark.every) : end;
    const target = Math.min(time + stretch, next, end);
    const isWhole = time + stretch <= target;
    const outcome = await simulation.advance(target);
    drain();
    if (outcome.kind !== "reached" && outcome.kind !== "paused") return failed(outcome);
    isAtRest = outcome.kind === "reached";
    time = outcome.kind === "paused" ? outcome.t : target;
    const now = host.now();
    const taken = { stretch, cost: Math.max(now - before, 0.01) };
    // One that was cut short says nothing about the others.
    if (isWhole) {
      if (last && last.stretch !== stretch) fixed = fixedCost(last, taken);
      last = taken;
      // Where a call alone costs more than is aimed at (many neurons, a busy machine), shorter stretches would never arrive.
      stretch *= Math.min(4, Math.max(0.25, Math.max(simulation.stretch ?? STRETCH, 2 * fixed) / taken.cost));
    }
    if (isAtRest && time === next && time < end) await mark?.reached(time);
    if (now - turned < TURN) continue;
    const speed = (time - start) / (now - began);
    options.progress?.({ fraction: time / end, secondsLeft: (end - time) / speed / 1000, what: "", run: { time, end, unit, speed } });
    await host.pause();
    await options.onTurn?.(time);
    turned = host.now();
  }
  return { kind: "completed", time: end, error: null, message: null, remedy: null };
}

/** The first multiple of an interval after a time. */
function after(time: number, every: number): number {
  let k = Math.floor(time / every) + 1;
  // A quotient is rounded.
  while (k * every <= time) k++;
  return k * every;
}

/** The ending of a run that cannot go on, in words. */
export function failed(outcome: Exclude<Outcome, { kind: "reached" | "paused" }>): Ending {
  return ended(outcome.kind, outcome.t, outcome.reason, outcome.error);
}

function ended(kind: Ending["kind"], time: number, reason: Complaint, error: number | null = null): Ending {
  const { message, hint } = complain(reason);
  return { kind, time, error, message, remedy: hint, ...reason };
}
