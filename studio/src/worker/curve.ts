/** The f-I curve of a document. A module of its own, so that the first picture need not wait for its code. */
import type { FiringCurve } from "../../../src/contract/index.ts";
import { firingUnit, type Opened } from "../../../src/session/index.ts";
import type { FiringSettings } from "../contract.ts";
import type { Effort } from "./messages.ts";

/** Throws a LapicqueError for a model without spikes or without an input. */
export async function curveOf(opened: Opened, { input, range }: FiringSettings, effort: Effort): Promise<FiringCurve> {
  const unit = await firingUnit(opened);
  try {
    const { parameters, inputCount } = unit.system;
    const inputs = parameters.slice(parameters.length - inputCount).map(({ name }) => name);
    const chosen = inputs.find((name) => name === input) ?? inputs[0];
    return unit.curve({ effort, ...(chosen === undefined ? {} : { input: chosen }), ...(range ? { range } : {}) });
  } finally {
    unit.close();
  }
}
