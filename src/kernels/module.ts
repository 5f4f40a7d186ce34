/** Bytes -> callable functions over an arena. */

import { InternalError } from "../base/index.ts";
import { compileKernel, type Kernel, type KernelSource, type StepperLayout } from "../compiler/index.ts";
import type { Arena } from "./arena.ts";
import { Recent } from "./recent.ts";

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
 * Kernels used last, with their instances by memory. Compiling takes longer than most uses of what is compiled, and an
 * engine optimises a module while it runs: the points of a sweep and the turns of a dial, whose parameters are no part of the code, share
 * what it has reached.
 */
const recent = new Recent<Compiled>(32);

interface Compiled {
  readonly source: KernelSource;
  readonly kernel: Kernel;
  readonly module: WebAssembly.Module;
  readonly instances: WeakMap<WebAssembly.Memory, WebAssembly.Instance>;
}

function compile(source: KernelSource): Compiled {
  const kernel = compileKernel(source);
  return { source, kernel, module: new WebAssembly.Module(kernel.bytes), instances: new WeakMap() };
}

function instanceOf({ module, instances }: Compiled, memory: WebAssembly.Memory): WebAssembly.Instance {
  const known = instances.get(memory) ?? new WebAssembly.Instance(module, { env: { memory } });
  instances.set(memory, known);
  return known;
}

/** Whether plain data are the same, to the sign of a zero. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [one, other] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => isSame(one[key], other[key]));
}

/** Compiles equations and connects them to a memory. Synchronous: kernels of single cells have a few kilobytes. */
export function instantiate(source: KernelSource, arena: Arena): Instance {
  const found = recent.take(
    (one) => isSame(one.source, source),
    () => compile(source),
  );
  const { exports } = instanceOf(found, arena.memory);
  const find = (name: string) => {
    const exported = exports[name];
    if (typeof exported !== "function") throw new InternalError(`the kernel does not export ${name}`);
    return exported;
  };
  return {
    steppers: found.kernel.steppers,
    // The compiler fixes the signatures of what it exports; WebAssembly itself has no types to check them against.
    evaluate: (name) => find(name) as Evaluate,
    step: (name) => find(name) as Step,
    march: (name) => find(name) as March,
  };
}
