/** The f-I curve of a document. A module of its own, so that the first picture need not wait for its code. */
import type { FiringCurve } from "../../../src/contract/index.ts";
import { firingUnit, type Opened } from "../../../src/session/index.ts";
import type { FiringSettings } from "../contract.ts";
import type { Effort } from "./messages.ts";

/** Throws a LapicqueError for a model without spikes or without an input. */
export async function curveOf(opened: Opened, { input, range }: FiringSettings, effort: Effort): Promise<FiringCurve> {
  const unit = await firingUnit(opened);
  try {
    const isThere = unit.system.parameters.some(({ name }) => name === input);
    return unit.curve({ effort, ...(isThere ? { input } : {}), ...(range ? { range } : {}) });
  } finally {
    unit.close();
  }
}
