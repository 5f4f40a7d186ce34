/** A run in words: how far it is, how it went. */
import type { Result } from "../../../src/contract/index.ts";
import { sizeWords, spell } from "../../../src/session/index.ts";
import type { Foreseen } from "../contract.ts";
import type { RunState } from "../state/network-run.ts";

/** `1.2 times faster than real time`, `3 times slower than real time`, `as fast as real time`. @param speed  model time over wall time */
export function speedWords(speed: number): string {
  const isFast = speed >= 1;
  const times = Number((isFast ? speed : 1 / speed).toPrecision(2));
  return times === 1 ? "as fast as real time" : `${times} times ${isFast ? "faster" : "slower"} than real time`;
}

/** A time of the model: seconds from one second on. */
function modelTime(time: number, { units }: Pick<Result, "units">): string {
  if (units === "none") return `${Number(time.toPrecision(3))}`;
  return time < 1000 ? `${Math.round(time)} ms` : `${(time / 1000).toFixed(2)} s`;
}

/** How far a run is: `0.35 s of 1.10 s, recorded from 0.50 s on, 1.2 times faster than real time, 0.6 s left`. */
export function progressWords({ time, speed, secondsLeft }: Extract<RunState, { kind: "running" }>, result: Result): string {
  const end = result.transient + result.duration;
  const pace = result.units === "none" || speed === 0 ? [] : [speedWords(speed)];
  const silent = time < result.transient ? [`recorded from ${modelTime(result.transient, result)} on`] : [];
  const left = Number.isFinite(secondsLeft) ? [`${spell(secondsLeft)} left`] : [];
  return [`${modelTime(time, result)} of ${modelTime(end, result)}`, ...silent, ...pace, ...left].join(", ");
}

/** How a run went. */
export function outcomeWords(result: Result, foreseen: Foreseen): string {
  const { outcome, transient, duration, wall_s, units } = result;
  const done = modelTime(outcome.time, result);
  const what = ` ${sizeWords(foreseen)}.`;
  if (outcome.kind !== "completed") return `Ended at ${done} of ${modelTime(transient + duration, result)}.${what}`;
  const speed = units === "none" ? "" : ` (${speedWords(outcome.time / 1000 / wall_s)})`;
  return `${done} in ${spell(wall_s)}${speed}.${what}`;
}
