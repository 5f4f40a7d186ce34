/** What a document is to the page: single units, or a network. */
import { firstScale, foresee, type Host, type Opened } from "../../../src/session/index.ts";
import type { Foreseen, Kind } from "../contract.ts";
import { reasonOf } from "./reason.ts";

/** Scales of single units: their runs follow a dial, and they have a plane, traces and an f-I curve. */
const ofUnits: ReadonlySet<string> = new Set(["cell", "rate"]);

/** By the scale that runs it; a document that none runs is left to the run, which says why. */
export async function kindOf(opened: Opened): Promise<Kind> {
  try {
    // A network of rate units is one by what it takes to run, whatever its scale is called.
    const isConnected = (opened.experiment?.projections.length ?? 0) > 0;
    return !isConnected && ofUnits.has(await firstScale(opened)) ? "units" : "network";
  } catch {
    return "units";
  }
}

/** What the run of a network will take. */
export async function foreseenOf(host: Host, opened: Opened): Promise<Foreseen> {
  const { scale, needs, channels, refusal } = await foresee(host, opened);
  return { scale, ...needs, channels, ...(refusal ? { refusal: reasonOf(refusal) } : {}) };
}
