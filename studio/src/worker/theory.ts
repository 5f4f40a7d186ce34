/** What theory says of a run, for the figures that draw it. A module of its own, so that the first picture need not wait for its code. */
import type { Result } from "../../../src/contract/index.ts";
import { type Opened, withTheory } from "../../../src/session/index.ts";

/** The result as the command line draws it. A run that was stopped has no lines: they would be of a stretch that nobody asked for. */
export async function withLines({ experiment }: Opened, result: Result): Promise<Result> {
  return experiment && result.outcome.kind === "completed" ? withTheory(experiment, result) : result;
}
