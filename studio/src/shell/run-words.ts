/** A run in words: what it will take, how far it is, how it went. */
import type { Result } from "../../../src/contract/index.ts";
import type { Foreseen } from "../contract.ts";
import type { RunState } from "../state/network-run.ts";

/** `12,500`, `15.6 million`. */
export function count(n: number): string {
  if (n < 1e6) return n.toLocaleString("en");
  return n < 1e9 ? `${Number((n / 1e6).toPrecision(3))} million` : `${Number((n / 1e9).toPrecision(3))} billion`;
}

/** `0.8 s`, `12 s`, `3 min`. */
export function spell(seconds: number): string {
  if (seconds < 1) return `${Math.max(0.1, Math.ceil(seconds * 10) / 10)} s`;
  return seconds < 100 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}

/** `1.2 times as fast as real time`, `3 times slower than real time`. @param speed  model time over wall time */
export function speedWords(speed: number): string {
  const isFast = speed >= 1;
  return `${Number((isFast ? speed : 1 / speed).toPrecision(2))} times ${isFast ? "faster" : "slower"} than real time`;
}

/** `12,500 neurons, 15.6 million connections`. */
export function sizeWords({ neurons, connections }: Foreseen): string {
  const cells = `${count(neurons)} ${neurons === 1 ? "neuron" : "neurons"}`;
  return connections === 0 ? cells : `${cells}, ${count(connections)} connections`;
}

/** Everything that a run will take. */
export function needsWords(foreseen: Foreseen): string {
  const { bytes, seconds } = foreseen;
  const memory = bytes < 1e9 ? `${Math.max(1, Math.round(bytes / 1e6))} MB` : `${(bytes / 1e9).toPrecision(2)} GB`;
  return [sizeWords(foreseen), memory, ...(seconds === undefined ? [] : [`about ${spell(seconds)} of computing`])].join(", ");
}

/** A time of the model: seconds from one second on. */
function modelTime(time: number, { units }: Pick<Result, "units">): string {
  if (units === "none") return `${Number(time.toPrecision(3))}`;
  return time < 1000 ? `${Math.round(time)} ms` : `${(time / 1000).toFixed(2)} s`;
}

/** How far a run is: `0.35 s of 1.10 s, 1.2 times faster than real time, 0.6 s left`. */
export function progressWords({ time, speed, secondsLeft }: Extract<RunState, { kind: "running" }>, result: Result): string {
  const end = result.transient + result.duration;
  const pace = result.units === "none" || speed === 0 ? [] : [speedWords(speed)];
  const left = Number.isFinite(secondsLeft) ? [`${spell(secondsLeft)} left`] : [];
  return [`${modelTime(time, result)} of ${modelTime(end, result)}`, ...pace, ...left].join(", ");
}

/** How a run went. */
export function outcomeWords(result: Result, foreseen: Foreseen): string {
  const { outcome, transient, duration, wall_s, units } = result;
  const done = modelTime(outcome.time, result);
  if (outcome.kind !== "completed") return `Ended at ${done} of ${modelTime(transient + duration, result)}. ${sizeWords(foreseen)}.`;
  const speed = units === "none" ? "" : ` (${speedWords(outcome.time / 1000 / wall_s)})`;
  return `${done} in ${spell(wall_s)}${speed}. ${sizeWords(foreseen)}.`;
}
