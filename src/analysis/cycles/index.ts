/** Limit cycles and separatrices of systems. */
import type { LimitCycle, System } from "../../contract/index.ts";
import { type FindOptions, findCycles } from "./find.ts";
import { portray } from "./portray.ts";

export { withDynamics } from "./dynamics.ts";
export type { FindOptions } from "./find.ts";
export { type Manifold, separatricesOf } from "./separatrices.ts";

/** The limit cycles of a system at the parameters p, stable and unstable, smallest in state 0 first; in the user's units. */
export function limitCycles(system: System, p: Float64Array, options: FindOptions): readonly LimitCycle[] {
  return findCycles(system, p, options).map((solved) => portray(system, p, solved));
}
