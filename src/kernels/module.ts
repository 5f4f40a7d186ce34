/** Bytes -> callable functions over an arena. */

import { InternalError } from "../base/index.ts";
import { compileKernel, type KernelSource, type StepperLayout } from "../compiler/index.ts";
import type { Arena } from "./arena.ts";

/** A compiled function: reads states at `y` and slots at `p`, writes at `out`; byte addresses. */
export type Evaluate = (t: number, y: number, p: number, out: number) => void;

/** A compiled Runge-Kutta step; `work` as its layout says. */
export type Step = (t: number, h: number, y: number, p: number, work: number) => void;

/** A kernel that runs. */
export interface Instance {
  readonly steppers: Readonly<Record<string, StepperLayout>>;
  evaluate(name: string): Evaluate;
  step(name: string): Step;
}

/** Compiles equations and connects them to a memory. Synchronous: kernels of single cells have a few kilobytes. */
export function instantiate(source: KernelSource, arena: Arena): Instance {
  const kernel = compileKernel(source);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(kernel.bytes), { env: { memory: arena.memory } });
  const find = (name: string) => {
    const exported = exports[name];
    if (typeof exported !== "function") throw new InternalError(`the kernel does not export ${name}`);
    return exported;
  };
  return {
    steppers: kernel.steppers,
    // The compiler fixes the signatures of what it exports; WebAssembly itself has no types to check them against.
    evaluate: (name) => find(name) as Evaluate,
    step: (name) => find(name) as Step,
  };
}
