/** Compiled loops that every population uses, over one memory. */
import { compileCollect, compileDraws, type MapKernel } from "../../compiler/index.ts";
import { exportsOf } from "../exports.ts";
import type { Precision } from "./model.ts";

/** See `MapKernel`: time, states, inputs, slots, neurons, number of the first, list of events. */
export type StepFunction = (t: number, y: number, x: number, p: number, count: number, first: number, list: number) => void;

/** See `compileDraws` and `compileCollect`. */
export interface SharedLoops {
  readonly collect: (row: number, out: number, count: number, quantum: number) => void;
  readonly uniform: (generator: number, out: number, count: number) => void;
  readonly poisson: (generator: number, table: number, out: number, count: number, weight: number) => void;
}

/** The step of a compiled map. */
export function stepOf(kernel: MapKernel, memory: WebAssembly.Memory): StepFunction {
  // The compiler fixes the signatures of what it exports; WebAssembly itself has no types to check them against.
  return exportsOf(kernel.bytes, memory).step as unknown as StepFunction;
}

/** The loops for one precision. */
export function sharedLoops(precision: Precision, memory: WebAssembly.Memory): SharedLoops {
  const format = precision === "f32x4" ? "f32" : "f64";
  return { ...exportsOf(compileCollect(format), memory), ...exportsOf(compileDraws(format), memory) } as unknown as SharedLoops;
}
