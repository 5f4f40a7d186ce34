/** The steps of populations of cohorts in one module, so that a step of all of them is one call. */
import type { CohortCode } from "./cohorts.ts";
import type { MapCode } from "./map.ts";
import { Code } from "./wasm/code.ts";
import { assembleModule, type ModuleFunction } from "./wasm/module.ts";

/** The functions of one population, and the byte addresses of its numbers. */
export interface CohortSteps {
  readonly cohorts: CohortCode;
  /** The states that all cohorts share; absent where there are none. */
  readonly common: MapCode | undefined;
  /** What a spike sets. */
  readonly enter: MapCode;
  readonly at: CohortAddresses;
}

export interface CohortAddresses {
  /** Arguments of `CohortCode`; at `count` stands how many cohorts there are, as i32. */
  readonly arrays: number;
  readonly inputs: number;
  readonly slots: number;
  readonly masses: number;
  readonly count: number;
  readonly sums: number;
  /** States of `common` and of `enter`. */
  readonly common: number;
  readonly single: number;
}

/**
 * A module that imports `env.memory` and exports `advance(middle: f64, end: f64)`, which moves the cohorts and what they share by the step
 * with this middle and then writes what a spike sets at its end, of all populations in their order; and of population number i alone
 * `cohorts.i(middle: f64)` and `enter.i(time: f64)`.
 */
export function compileCohortModule(populations: readonly CohortSteps[]): Uint8Array {
  const functions: ModuleFunction[] = [];
  const add = (code: Code, exported?: string) => functions.push(exported === undefined ? { code } : { code, exported }) - 1;
  const advance = new Code(["f64", "f64"]);
  for (const [i, { cohorts, common, enter, at }] of populations.entries()) {
    const [move, begin] = [add(cohorts.code), add(enter.code)];
    moveCohorts(advance, 0, move, at);
    if (common !== undefined) moveOne(advance, 0, add(common.code), at.common, at.slots);
    moveOne(advance, 1, begin, at.single, at.slots);
    const [alone, entering] = [new Code(["f64"]), new Code(["f64"])];
    moveCohorts(alone, 0, move, at);
    moveOne(entering, 0, begin, at.single, at.slots);
    add(alone, `cohorts.${i}`);
    add(entering, `enter.${i}`);
  }
  add(advance, "advance");
  return assembleModule(functions);
}

function moveCohorts(code: Code, time: number, index: number, at: CohortAddresses): void {
  code.get(time);
  for (const address of [at.arrays, at.inputs, at.slots, at.masses]) code.i32(address);
  code.i32(at.count);
  code.loadI32(0);
  code.i32(at.sums);
  code.call(index);
}

/** A map of one unit without inputs or events. */
function moveOne(code: Code, time: number, index: number, states: number, slots: number): void {
  code.get(time);
  for (const argument of [states, 0, slots, 1, 0, 0]) code.i32(argument);
  code.call(index);
}
