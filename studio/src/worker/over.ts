/** Fixed points and cycles of a document over one of its numbers. A module of its own, so that the first picture need not wait for its code. */
import type { Continuation } from "../../../src/contract/index.ts";
import { type Opened, phaseOver, planeOf } from "../../../src/session/index.ts";
import type { OverSettings, ShownDial } from "../contract.ts";
import { variedDial } from "../state/varied.ts";

/** Throws for a document without a number to vary; a LapicqueError as `phaseOver` does. */
export async function diagramOf(opened: Opened, dials: readonly ShownDial[], settings: OverSettings): Promise<Continuation> {
  const dial = variedDial(dials, settings);
  if (!dial?.ends) throw new Error("The document has no input or parameter that could be varied.");
  const [low, high] = dial.ends.map((end) => `${end} ${dial.unit}`.trim());
  return phaseOver(opened, `${dial.name}=${low}:${high}`, { population: planeOf(opened).population });
}
