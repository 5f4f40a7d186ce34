/** Which scales can run a document, and why the others cannot. */
import { complain } from "../base/index.ts";
import { type Experiment, planned } from "../model/index.ts";
import { scales } from "../scales/index.ts";

export interface CheckedScale {
  readonly id: string;
  readonly accepts: boolean;
  /** Whether this version has it. */
  readonly isBuilt: boolean;
  /** Sentences; empty if it accepts. */
  readonly reasons: readonly string[];
}

/** Every scale with its answer; those that are planned refuse because they are not built. */
export async function checkScales(experiment: Experiment): Promise<readonly CheckedScale[]> {
  const checked: CheckedScale[] = [];
  for (const entry of scales) {
    const reasons = (await entry.load()).accepts(experiment).map((reason) => complain(reason).message);
    checked.push({ id: entry.id, accepts: reasons.length === 0, isBuilt: true, reasons });
  }
  const later = planned.scales.filter((id) => !scales.some((entry) => entry.id === id));
  return [...checked, ...later.map((id) => ({ id, accepts: false, isBuilt: false, reasons: ["not built yet"] }))];
}
