/** A system with its parameters, and how large its states are. */
import type { System } from "../../contract/index.ts";
import { sizesOf } from "./sizes.ts";

export interface Setting {
  readonly system: System;
  /** Parameters and inputs in internal units. */
  readonly p: Float64Array;
  /** Where a run begins {n}. */
  readonly start: Float64Array;
  /** Sizes of the states below which differences do not count {n}. */
  readonly sizes: Float64Array;
}

/** The system as the document has it, or with other parameters and another start. */
export function settingOf(system: System, p?: ArrayLike<number>, start?: ArrayLike<number>): Setting {
  const parameters = Float64Array.from(p ?? system.parameters.map((parameter) => parameter.value));
  return {
    system,
    p: parameters,
    start: Float64Array.from(start ?? system.states.map((state) => state.value)),
    sizes: sizesOf(system, parameters),
  };
}
