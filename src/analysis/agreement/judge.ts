/** From two numbers with their errors to a verdict. */
import { exp, log } from "../../base/index.ts";
import type { Verdict } from "../../contract/index.ts";
import type { Estimate } from "./estimate.ts";
import { studentQuantile } from "./laws.ts";

/** Each end of an interval is passed with this probability: 99 % lie within. */
export const tail = 0.005;

/** What is said of a difference. */
export interface Judged {
  readonly verdict: Verdict;
  /** null: the reference is 0 and the other is not. */
  readonly difference: number | null;
  readonly interval: readonly [number, number];
  /** How many times more data would probably decide; undefined where it is decided. */
  readonly factor: number | undefined;
}

/**
 * The verdict on an interval: two one-sided tests at 0.5 % each for equivalence (Schuirmann 1987, J. Pharmacokinet. Biopharm. 15, 657), and
 * the same the other way round for a difference.
 */
export function verdictOf([low, high]: readonly [number, number], margin: number): Verdict {
  if (low > -margin && high < margin) return "agrees";
  return low > margin || high < -margin ? "differs" : "undecided";
}

/** Of the distance to the margin that an estimate shows, so much of its error at least is believed: nearer ones may be chance. */
const nearest = 1 / 2;

/** How many times more data would decide, with some 5 chances in 6: the interval shrinks with the root, and the estimate still moves. */
export function factorFor(difference: number, error: number, quantile: number, margin: number): number {
  const distance = Math.max(Math.abs(margin - Math.abs(difference)), nearest * error);
  const root = ((quantile + 1) * error) / distance;
  return Math.max(1.2, root * root);
}

/** A run that is too short for its errors decides nothing. */
export function settled(judged: Judged, lacking: number): Judged {
  if (lacking <= 1) return judged;
  return { ...judged, verdict: "undecided", factor: Math.max(lacking, judged.factor ?? 0) };
}

/** Compares two means: relative difference with the errors of both, by Student's law. */
export function judgeMeans(reference: Estimate, other: Estimate, margin: number): Judged {
  const [a, b] = [reference.value, other.value];
  if (a === 0) return judgeZero(reference, other);
  const parts = [b / a, 1].map((factor, k) => (factor * [reference, other][k]!.error) / a);
  const error = Math.sqrt(parts[0]! * parts[0]! + parts[1]! * parts[1]!);
  return settled(
    judge(b / a - 1, error, commonDegrees(parts, reference, other), margin, (x) => x),
    lackingOf(reference, other),
  );
}

/** Compares two positive numbers by their ratio, whose logarithm is nearer to a normal law. */
export function judgeRatio(reference: Estimate, other: Estimate, margin: number): Judged {
  const [a, b] = [reference.value, other.value];
  if (!(a > 0 && b > 0)) return judgeZero(reference, other);
  const parts = [reference, other].map(({ value, error }) => error / value);
  const error = Math.sqrt(parts[0]! * parts[0]! + parts[1]! * parts[1]!);
  const back = (x: number) => exp(x) - 1;
  return settled(judge(log(b / a), error, commonDegrees(parts, reference, other), margin, back), lackingOf(reference, other));
}

function judge(estimate: number, error: number, degrees: number, margin: number, back: (x: number) => number): Judged {
  const quantile = error > 0 ? studentQuantile(tail, degrees) : 0;
  const interval = [back(estimate - quantile * error), back(estimate + quantile * error)] as const;
  const verdict = verdictOf(interval, margin);
  const difference = back(estimate);
  return { verdict, difference, interval, factor: verdict === "undecided" ? factorFor(difference, error, quantile, margin) : undefined };
}

/** No margin is a part of 0: what is silent agrees with what is silent, and differs from what surely is not. */
function judgeZero(reference: Estimate, other: Estimate): Judged {
  if (reference.value === other.value) return { verdict: "agrees", difference: 0, interval: [0, 0], factor: undefined };
  const error = Math.sqrt(reference.error * reference.error + other.error * other.error);
  const size = Math.abs(other.value - reference.value);
  const isSure = error === 0 || size > studentQuantile(tail, Math.min(reference.degrees, other.degrees)) * error;
  const interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  return { verdict: isSure ? "differs" : "undecided", difference: null, interval, factor: isSure ? undefined : 10 };
}

/** Degrees of freedom of a sum of errors: Welch 1947, Satterthwaite 1946. */
export function commonDegrees(parts: readonly number[], reference: Estimate, other: Estimate): number {
  const squares = parts.map((part) => part * part);
  const sum = squares[0]! + squares[1]!;
  const each = [reference, other].map(({ degrees }, k) => (squares[k]! * squares[k]!) / degrees);
  return each[0]! + each[1]! > 0 ? (sum * sum) / (each[0]! + each[1]!) : Number.POSITIVE_INFINITY;
}

/** How many times longer the series of both should be for their errors to be trusted. */
export const lackingOf = (a: Estimate, b: Estimate) => Math.max(a.lacking, b.lacking);
