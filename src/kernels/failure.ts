/** How a run of a neuron can fail, with the names and the time a person needs. */
import type { Outcome } from "../contract/index.ts";
import type { Trouble } from "./method.ts";

export type Failure = Exclude<Outcome, { readonly kind: "reached" | "paused" }>;

/** What a failure says about the neuron that it happened to. */
export interface Circumstances {
  readonly t: number;
  /** "cell", or "cell[3]" in a population of several. */
  readonly where: string;
  readonly states: readonly string[];
  /** Written after times: " ms", or nothing. */
  readonly timeUnit: string;
  readonly method: string;
  readonly step: number;
}

const timeText = ({ t, timeUnit }: Circumstances) => `${Number(t.toPrecision(12))}${timeUnit}`;

/** The numbers left the finite ones, or no step is small enough; `values` are states or their rates, whichever tells which of them. */
export function diverged(about: Circumstances, values: ArrayLike<number>, trouble: Trouble): Failure {
  const { t, where, states, timeUnit, method, step } = about;
  const bad = states.findIndex((_, i) => !Number.isFinite(values[i]!));
  const largest = states.reduce((best, _, i) => (Math.abs(values[i]!) > Math.abs(values[best]!) ? i : best), 0);
  const name = states[bad < 0 ? largest : bad] ?? "";
  const data = { name, where, time: timeText(about) };
  if (trouble === "unstable")
    return { kind: "diverged", t, reason: { code: "step-unstable", data: { ...data, method, step: `${step}${timeUnit}` } } };
  return { kind: "diverged", t, reason: { code: bad < 0 ? "grows-without-bound" : "not-finite", data } };
}

export function noConvergence(about: Circumstances): Failure {
  const { t, where, method } = about;
  return { kind: "no-convergence", t, reason: { code: "no-convergence", data: { where, time: timeText(about), method } } };
}

/** More than `count` events within one unit of time. */
export function storm(about: Circumstances, count: number, what: string): Failure {
  const { t, where, timeUnit } = about;
  return {
    kind: "event-storm",
    t,
    reason: { code: "event-storm", data: { where, time: timeText(about), count, window: `1${timeUnit}`, what } },
  };
}

export function resetDoesNotClear(about: Circumstances, values: ArrayLike<number>): Failure {
  const { t, where, states } = about;
  const list = states.map((state, i) => `${state} = ${Number(values[i]!.toPrecision(6))}`).join(", ");
  return { kind: "event-storm", t, reason: { code: "reset-does-not-clear", data: { where, time: timeText(about), states: list } } };
}
