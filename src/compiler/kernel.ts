/** Equations of one unit (a neuron, a set of rate equations) -> a WebAssembly module. */
import { InternalError } from "../base/index.ts";
import type { Tree } from "../language/index.ts";
import type { Tableau } from "../numerics/index.ts";
import { Expansion } from "./ir/expand.ts";
import { Graph } from "./ir/graph.ts";
import type { Value } from "./ir/node.ts";
import { Lowering, type Names } from "./lower.ts";
import { marchCode } from "./march.ts";
import { denseCode, type StepperLayout, stepperCode, stepperLayout } from "./stepper.ts";
import { Code } from "./wasm/code.ts";
import { Emitter } from "./wasm/emit.ts";
import { assembleModule, type ModuleFunction } from "./wasm/module.ts";

export interface KernelSource extends Names {
  /** By exported name: the outputs of each function, trees over states, slots, definitions and `t`. */
  readonly functions: Readonly<Record<string, readonly Tree[]>>;
  /** By exported name: a Runge-Kutta step over the function `of`, whose outputs are the rates of the states. */
  readonly steppers?: Readonly<Record<string, StepperSource>>;
}

export interface StepperSource {
  readonly tableau: Tableau;
  readonly of: string;
  /**
   * For a method with an error estimate: the function whose outputs are m levels, their m derivatives by time and, level by level, their
   * derivatives by the states. The stepper then also marches, see `MarchLayout`.
   */
  readonly watches?: string;
}

/**
 * A module that imports `env.memory` and exports, all without result and all addresses in bytes:
 * - every function as `name(t: f64, y: i32, p: i32, out: i32)`: reads states at y and slots at p, writes its outputs at out;
 * - every stepper as `name(t: f64, h: f64, y: i32, p: i32, work: i32)` (see `StepperLayout`; k_0 is given), and where its
 *   tableau has dense output `nameDense` of the same arguments; where it watches levels `nameMarch(y, p, work, march, levels)`.
 * Blocks are aligned to 8 bytes; only `out` may be `y` or `p`.
 */
export interface Kernel {
  readonly bytes: Uint8Array;
  /** Number of outputs of each function. */
  readonly outputs: Readonly<Record<string, number>>;
  readonly steppers: Readonly<Record<string, StepperLayout>>;
}

/** Compiles equations. Parameters stay in the slots, so one kernel serves all their values. */
export function compileKernel(source: KernelSource): Kernel {
  const names = Object.keys(source.functions);
  const functions: ModuleFunction[] = names.map((name) => ({ exported: name, code: functionCode(source, source.functions[name]!) }));
  const steppers: Record<string, StepperLayout> = {};
  for (const [name, stepper] of Object.entries(source.steppers ?? {})) {
    const { tableau, of, watches } = stepper;
    const rates = names.indexOf(of);
    const n = source.states.length;
    if (source.functions[of]?.length !== n) throw new InternalError(`the stepper ${name} needs a function of ${n} outputs`);
    const layout = stepperLayout(tableau, n);
    steppers[name] = layout;
    const step = functions.length;
    functions.push({ exported: name, code: stepperCode(tableau, n, rates) });
    if (tableau.dense !== undefined) functions.push({ exported: `${name}Dense`, code: denseCode(tableau, n, rates) });
    if (watches === undefined) continue;
    const trees = source.functions[watches]!;
    const m = trees.length / (n + 2);
    const mayDepend = (level: number, state: number) => !isZero(trees[2 * m + level * n + state]!);
    const parts = { tableau, layout, n, m, step, rates, levels: names.indexOf(watches), mayDepend };
    functions.push({ exported: `${name}March`, code: marchCode(parts) });
  }
  return {
    bytes: assembleModule(functions),
    outputs: Object.fromEntries(names.map((name) => [name, source.functions[name]!.length])),
    steppers,
  };
}

const isZero = (tree: Tree) => tree.kind === "number" && tree.value === 0;

/** Arguments of a function: (t, y, p, out). */
const t = 0;
const y = 1;
const p = 2;
const out = 3;

function functionCode(names: Names, outputs: readonly Tree[]): Code {
  const source = new Graph();
  const values = new Lowering(source, "f64", names).numbers(outputs);
  const expansion = new Expansion(source, values);
  // Stored two at a time, because a step reads them two at a time: a wide load after narrow stores would have to wait for them.
  const roots = Array.from({ length: Math.ceil(values.length / 2) }, (_, i) => {
    const [low, high] = values.slice(2 * i, 2 * i + 2) as [Value, Value?];
    return high === undefined ? expansion.value(low) : expansion.pair(low, high);
  });
  const code = new Code(["f64", "i32", "i32", "i32"]);
  const emitter = new Emitter(expansion.graph, code, (node) => {
    if (node.op === "time") {
      code.get(t);
      return;
    }
    code.get(node.op === "state" ? y : p);
    code.loadF64(8 * node.data);
  });
  emitter.prepare(roots);
  // All before the first is stored, so that the output may lie where the states were.
  for (const root of roots) emitter.keep(root);
  for (const [index, root] of roots.entries()) {
    code.get(out);
    emitter.push(root);
    if (expansion.graph.nodes[root]!.format === "f64") code.storeF64(16 * index);
    else code.storeVector(16 * index);
  }
  return code;
}
