/** What is kept of cohorts to go on from. */
import type { GridState } from "./grid.ts";
import type { GridWatchState } from "./grid-watch.ts";
import type { WaitingState } from "./waiting.ts";

/** What is kept of a population beside its memory, to go on from. */
export interface CohortRunState {
  readonly waiting: WaitingState | undefined;
  readonly present: number;
  readonly watch: GridWatchState;
  readonly grid: GridState;
  readonly earlier: readonly number[];
  readonly changed: readonly (readonly [string, number])[];
  readonly held: readonly (readonly [string, number])[];
}
