/** Stationary states of a document, and their branches. A module of its own, so that the first picture need not wait for its code. */
import type { Continuation, SteadyResult } from "../../../src/contract/index.ts";
import { type Opened, steady, steadyDiagram } from "../../../src/session/index.ts";
import type { OverSettings, ShownDial } from "../contract.ts";
import { steadyDial } from "../state/varied.ts";

/** The states at the values of the document. Throws a LapicqueError as `steady` does. */
export function steadyOf(opened: Opened): Promise<SteadyResult> {
  return steady(opened);
}

/** The branches over one of its numbers, with what happens on them in words. Throws for a document without such a number; as `steady` does. */
export async function branchesOf(opened: Opened, dials: readonly ShownDial[], settings: OverSettings): Promise<Continuation> {
  const dial = steadyDial(dials, settings);
  if (!dial?.ends) throw new Error("The document has no number that could be varied.");
  const [low, high] = dial.ends;
  const found = await steady(opened, { over: `${dial.path}=${low}:${high}` });
  const { changes } = found.over!;
  // The last sentences are those of the branches; the others are of the states at the document's own value, which a dial changes.
  return { ...steadyDiagram(found)!, words: found.words.slice(-Math.max(1, changes.length)) };
}
