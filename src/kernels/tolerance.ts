/** The `tolerance` of a document, state by state. */
import type { Program } from "./program.ts";

/**
 * Absolute tolerances: the tolerance times one unit of each state, as its initial value was written, or times the internal unit where
 * that is smaller. `errorScale` says what is made of them.
 */
export function absoluteTolerances({ states, flow }: Program, tolerance: number): Float64Array {
  return Float64Array.from(states, (_, i) => tolerance * Math.min(1, flow.states[i]?.factor ?? 1));
}
