/** Bytes -> callable functions over an arena. */

import { InternalError } from "../base/index.ts";
import { compileKernel, type KernelSource, type StepperLayout } from "../compiler/index.ts";
import type { Arena } from "./arena.ts";

/** A compiled function: reads states at `y` and slots at `p`, writes at `out`; byte addresses. */
export type Evaluate = (t: number, y: number, p: number, out: number) => void;

/** A compiled Runge-Kutta step; `work` as its layout says. */
export type Step = (t: number, h: number, y: number, p: number, work: number) => void;

/** Compiled steps in a row, see `MarchLayout`; byte addresses of states, slots, work block, march and outputs of the watched levels. */
export type March = (y: number, p: number, work: number, march: number, levels: number) => void;

/** A kernel that runs. */
export interface Instance {
  readonly steppers: Readonly<Record<string, StepperLayout>>;
  evaluate(name: string): Evaluate;
  step(name: string): Step;
  march(name: string): March;
}

/**
 * Modules used last, most recent first, with their instances by memory. An engine optimises a module while it runs, and what leads into
 * it: the points of a sweep, whose parameters are no part of the code, share what it has reached.
 */
const recent: { readonly bytes: Uint8Array; readonly module: WebAssembly.Module; readonly instances: Instances }[] = [];
type Instances = WeakMap<WebAssembly.Memory, WebAssembly.Instance>;
const mostRecent = 32;

function instanceOf(bytes: Uint8Array, memory: WebAssembly.Memory): WebAssembly.Instance {
  const at = recent.findIndex((one) => areEqual(one.bytes, bytes));
  const found = at < 0 ? { bytes, module: new WebAssembly.Module(bytes), instances: new WeakMap() } : recent.splice(at, 1)[0]!;
  recent.unshift(found);
  recent.length = Math.min(recent.length, mostRecent);
  const { module, instances } = found;
  const known = instances.get(memory) ?? new WebAssembly.Instance(module, { env: { memory } });
  instances.set(memory, known);
  return known;
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Compiles equations and connects them to a memory. Synchronous: kernels of single cells have a few kilobytes. */
export function instantiate(source: KernelSource, arena: Arena): Instance {
  const kernel = compileKernel(source);
  const { exports } = instanceOf(kernel.bytes, arena.memory);
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
    march: (name) => find(name) as March,
  };
}
