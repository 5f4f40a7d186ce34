/** What counts as acting all the time. */
import type { Experiment } from "../../../model/index.ts";

/** Whether something acts for more than half of the recorded time. */
export function isOn({ run }: Experiment, { start, stop }: { readonly start: number; readonly stop: number }): boolean {
  const both = Math.min(stop, run.duration) - Math.max(start, run.transient);
  return both > 0.5 * (run.duration - run.transient);
}
