/** What a document sweeps, as views need it. */
import type { Subject } from "./view.ts";

const numbersIn = ({ sweep }: Subject) => (sweep?.axes ?? []).filter(({ isNumeric, path }) => isNumeric && path !== "run.seed");

/** Why there is no curve. */
export function withoutCurve(subject: Subject): string | undefined {
  if (subject.isSweeping || numbersIn(subject).length > 0) return undefined;
  return "Nothing is swept: press the name of a dial, then Sweep over this; or add `sweep:` to the document.";
}

/** Why there is no map. */
export function withoutMap(subject: Subject): string | undefined {
  if (!subject.isSweeping && numbersIn(subject).filter(({ count }) => count > 1).length > 1) return undefined;
  return subject.isSweeping
    ? "One number is swept, as a curve: a map is over two, which the document names under `sweep:`."
    : "A map needs two numbers with several values each under `sweep: { over: ... }`.";
}
