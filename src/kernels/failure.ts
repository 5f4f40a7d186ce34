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

/** A state beyond this is taken to be on its way to infinity: nothing that is measured in mV, pA or nS comes near. */
const LARGE = 1e6;

/**
 * The numbers left the finite ones, or no step is small enough.
 *
 * @param evidence  states or their rates, whichever tells which of them
 * @param values    the states
 */
export function diverged(about: Circumstances, evidence: ArrayLike<number>, trouble: Trouble, values: ArrayLike<number>): Failure {
  const { t, where, states, timeUnit, method, step } = about;
  const bad = states.findIndex((_, i) => !Number.isFinite(evidence[i]!));
  const largest = states.reduce((best, _, i) => (Math.abs(evidence[i]!) > Math.abs(evidence[best]!) ? i : best), 0);
  const at = bad < 0 ? largest : bad;
  const data = { name: states[at] ?? "", where, time: timeText(about) };
  const failed = (reason: Failure["reason"]): Failure => ({ kind: "diverged", t, reason });
  const steps = { ...data, method, step: `${step}${timeUnit}` };
  if (trouble === "unstable") return failed({ code: "step-unstable", data: steps });
  if (bad >= 0) return failed({ code: "not-finite", data });
  if (step > 0) return failed({ code: "grows-with-step", data: steps });
  return failed({ code: Math.abs(values[at] ?? 0) > LARGE ? "grows-without-bound" : "solution-ends", data });
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
