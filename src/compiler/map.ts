/** One step of many independent neurons, in scalar or vector code from the same equations. */
import { InternalError } from "../base/index.ts";
import type { Tree } from "../language/index.ts";
import { Expansion } from "./ir/expand.ts";
import { countUses, Graph } from "./ir/graph.ts";
import type { Format, Node, Value } from "./ir/node.ts";
import { Lowering, type Names } from "./lower.ts";
import { Code } from "./wasm/code.ts";
import { Emitter, typeOf } from "./wasm/emit.ts";
import { assembleModule } from "./wasm/module.ts";
import { opcode, vectorOpcode } from "./wasm/opcodes.ts";

export interface MapSource extends Names {
  /** The states after the step, in the order of `states`, over the states before it. */
  readonly step: readonly Tree[];
  readonly format: Format;
  /** Distance between the arrays of two consecutive states [bytes]. */
  readonly stride: number;
  /** By state: a magnitude below which it becomes 0, because arithmetic on subnormal numbers takes forty times as long. */
  readonly cutOff?: Readonly<Record<string, number>>;
}

/**
 * A module that imports `env.memory` and exports `step(t: f64, y: i32, p: i32, count: i32)`: replaces the states of `count`
 * neurons. State i of neuron j stands at y + i stride + j width, with a width of 4 bytes in f32x4 and 8 otherwise; `count` is a positive
 * multiple of `lanes`. At p stand the slots, common to all neurons, then `constants`, all as f64.
 */
export interface MapKernel {
  readonly bytes: Uint8Array;
  readonly lanes: number;
  readonly constants: readonly number[];
}

/** Arguments of the exported function: (t, y, p, count). */
const t = 0;
const y = 1;
const p = 2;
const count = 3;

const shapes = { f64: { lanes: 1, width: 8 }, f64x2: { lanes: 2, width: 8 }, f32x4: { lanes: 4, width: 4 } } as const;

/** Compiles one step. What is the same for all neurons is computed before the loop. */
export function compileMap(source: MapSource): MapKernel {
  const { graph, roots } = translate(source);
  const { lanes, width } = shapes[source.format];
  const code = new Code(["f64", "i32", "i32", "i32"]);
  const pointer = code.local("i32");
  const emitter = new Emitter(graph, code, (node) => {
    if (node.op === "state") loadState(code, pointer, node, source.stride);
    else loadCommon(code, node);
  });
  const constants = emitCommon(graph, roots, code, emitter, source.slots.length);
  code.get(y);
  code.set(pointer);
  code.get(count);
  code.i32(width);
  code.op(opcode.i32Mul);
  code.get(y);
  code.op(opcode.i32Add);
  code.set(count);
  code.loop();
  emitter.prepare(roots);
  for (const root of roots) emitter.keep(root);
  for (const [state, root] of roots.entries()) {
    code.get(pointer);
    emitter.push(root);
    if (source.format === "f64") code.storeF64(state * source.stride);
    else code.storeVector(state * source.stride);
  }
  code.get(pointer);
  code.i32(lanes * width);
  code.op(opcode.i32Add, opcode.localTee);
  code.index(pointer);
  code.get(count);
  code.op(opcode.i32LtU, opcode.brIf);
  code.index(0);
  code.op(opcode.end);
  return { bytes: assembleModule([{ exported: "step", code }]), lanes, constants };
}

function translate(source: MapSource): { graph: Graph; roots: readonly Value[] } {
  const { states, step, format, cutOff } = source;
  if (step.length !== states.length) throw new InternalError("a step of a map must have one result for each state");
  const graph = new Graph();
  const o = graph.operations(format);
  const results = new Lowering(graph, format, source).numbers(step).map((value, i) => {
    const least = cutOff?.[states[i]!];
    return least === undefined ? value : o.select(o.lt(o.abs(value), o.constant(least)), o.constant(0), value);
  });
  const expansion = new Expansion(graph, results);
  return { graph: expansion.graph, roots: results.map((value) => expansion.value(value)) };
}

/**
 * Computes what does not depend on a state into local variables. Constants are read from memory: a constant in the code is built
 * anew in every turn of the loop, which cost up to 1.7 times the whole loop in vector code on one machine, 1.3 times in scalar code
 * on another, and nothing at best. Returns the constants that must stand behind the slots.
 */
function emitCommon(graph: Graph, roots: readonly Value[], code: Code, emitter: Emitter, slots: number): readonly number[] {
  const { nodes } = graph;
  const varies = nodes.map((node) => node.op === "state");
  for (const [value, { args }] of nodes.entries()) varies[value] ||= args.some((arg) => varies[arg]);
  const uses = countUses(graph, roots);
  const wanted = new Set(roots.filter((root) => !varies[root]));
  for (const [value, { args }] of nodes.entries()) {
    if (uses[value]! > 0 && varies[value]) for (const arg of args) if (!varies[arg]) wanted.add(arg);
  }
  const constants: number[] = [];
  for (const value of wanted) {
    const node = nodes[value]!;
    if (node.op !== "constant") {
      emitter.prepare([value]);
      emitter.keep(value);
      continue;
    }
    const local = code.local(typeOf(node));
    loadCommon(code, { ...node, op: "slot", data: slots + constants.length });
    code.set(local);
    emitter.bind(value, local);
    constants.push(node.data);
  }
  return constants;
}

function loadState(code: Code, pointer: number, node: Node, stride: number): void {
  code.get(pointer);
  if (node.format === "f64") code.loadF64(node.data * stride);
  else code.loadVector(node.data * stride);
}

/** The time or a slot in every lane. */
function loadCommon(code: Code, node: Node): void {
  if (node.op === "time") code.get(t);
  else {
    code.get(p);
    code.loadF64(8 * node.data);
  }
  if (node.format === "f64x2") code.vector(vectorOpcode.f64x2Splat);
  if (node.format !== "f32x4") return;
  code.op(opcode.f32DemoteF64);
  code.vector(vectorOpcode.f32x4Splat);
}
