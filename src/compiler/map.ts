/** One step of many independent neurons, in scalar or vector code from the same equations. */
import { InternalError } from "../base/index.ts";
import type { Tree } from "../language/index.ts";
import { Expansion } from "./ir/expand.ts";
import { Graph } from "./ir/graph.ts";
import type { Format, Value } from "./ir/node.ts";
import { emitCommon, loadArray, loadCommon } from "./loop.ts";
import { Lowering, type Names } from "./lower.ts";
import { Code } from "./wasm/code.ts";
import { Emitter } from "./wasm/emit.ts";
import { assembleModule } from "./wasm/module.ts";
import { opcode, vectorOpcode } from "./wasm/opcodes.ts";

export interface MapSource extends Names {
  /** Arrays that are read beside the states and not changed; names for the trees. */
  readonly inputs?: readonly string[];
  /** The states after the step, in the order of `states`, over the states before it and the inputs. */
  readonly step: readonly Tree[];
  /** A condition over the same: the numbers of the neurons for which it holds are listed. */
  readonly event?: Tree;
  readonly format: Format;
  /** Distance between the arrays of two consecutive states [bytes]. */
  readonly stride: number;
  /** By state: a magnitude below which it becomes 0, because arithmetic on subnormal numbers takes forty times as long. */
  readonly cutOff?: Readonly<Record<string, number>>;
}

/**
 * A module that imports `env.memory` and exports `step(t: f64, y: i32, x: i32, p: i32, count: i32, first: i32, list: i32)`: replaces the
 * states of `count` neurons. State i of neuron j stands at y + i stride + j width and input i at x + i stride + j width, with a width of
 * 4 bytes in f32x4 and 8 otherwise; `count` is a positive multiple of `lanes`. At p stand the slots, common to all neurons, then
 * `constants`, all as f64. Numbers `first + j` of the neurons whose event holds are appended, ascending, to the list of i32 whose length
 * stands at `list` and whose items follow it; it needs room for `lanes` items beyond the last.
 */
export interface MapKernel {
  readonly bytes: Uint8Array;
  readonly lanes: number;
  readonly constants: readonly number[];
}

/** The function of a `MapKernel`, to be put into a module. */
export interface MapCode {
  readonly code: Code;
  readonly lanes: number;
  readonly constants: readonly number[];
}

/** Arguments of the exported function. */
const t = 0;
const y = 1;
const x = 2;
const p = 3;
const count = 4;
const first = 5;
const list = 6;

const shapes = {
  f64: { lanes: 1, width: 8, bitmask: undefined },
  f64x2: { lanes: 2, width: 8, bitmask: vectorOpcode.i64x2Bitmask },
  f32x4: { lanes: 4, width: 4, bitmask: vectorOpcode.i32x4Bitmask },
} as const;

/** Compiles one step to a module of its own. */
export function compileMap(source: MapSource): MapKernel {
  const { code, lanes, constants } = mapCode(source);
  return { bytes: assembleModule([{ exported: "step", code }]), lanes, constants };
}

/** Compiles one step. What is the same for all neurons is computed before the loop. */
export function mapCode(source: MapSource): MapCode {
  const { graph, roots, event } = translate(source);
  const { states, inputs = [], format, stride } = source;
  const { lanes, width } = shapes[format];
  const code = new Code(["f64", "i32", "i32", "i32", "i32", "i32", "i32"]);
  const moving = inputs.length > 0 ? [y, x] : [y];
  const emitter = new Emitter(graph, code, (node) => {
    if (node.op !== "state") return loadCommon(code, node, { t, p });
    const isState = node.data < states.length;
    loadArray(code, isState ? y : x, (isState ? node.data : node.data - states.length) * stride, format);
  });
  const all = event === undefined ? roots : [...roots, event];
  const constants = emitCommon(graph, all, code, emitter, { t, p, slots: source.slots.length });
  const end = code.local("i32");
  code.get(y);
  code.get(count);
  code.i32(width);
  code.op(opcode.i32Mul, opcode.i32Add);
  code.set(end);
  const listing = event === undefined ? undefined : new Listing(code, lanes, shapes[format].bitmask);
  code.loop();
  emitter.prepare(all);
  const changed = [...roots.entries()].filter(([state, root]) => !isStateItself(graph, root, state));
  for (const [, root] of changed) emitter.keep(root);
  if (event !== undefined) emitter.keep(event);
  for (const [state, root] of changed) {
    code.get(y);
    emitter.push(root);
    if (format === "f64") code.storeF64(state * stride);
    else code.storeVector(state * stride);
  }
  listing?.append(() => emitter.push(event!));
  for (const pointer of moving) {
    code.get(pointer);
    code.i32(lanes * width);
    code.op(opcode.i32Add);
    code.set(pointer);
  }
  code.get(y);
  code.get(end);
  code.op(opcode.i32LtU, opcode.brIf);
  code.index(0);
  code.op(opcode.end);
  listing?.close();
  return { code, lanes, constants };
}

/** The list of events while it grows: a pointer to its next item. */
class Listing {
  readonly #code: Code;
  readonly #lanes: number;
  readonly #bitmask: number | undefined;
  readonly #next: number;
  readonly #mask: number;

  constructor(code: Code, lanes: number, bitmask: number | undefined) {
    this.#code = code;
    this.#lanes = lanes;
    this.#bitmask = bitmask;
    this.#next = code.local("i32");
    this.#mask = code.local("i32");
    // list + 4 (length + 1)
    code.get(list);
    code.get(list);
    code.loadI32(0);
    code.i32(1);
    code.op(opcode.i32Add);
    code.i32(2);
    code.op(opcode.i32Shl, opcode.i32Add);
    code.set(this.#next);
  }

  /** Most turns have no event, so the writing is skipped; within it there are no branches: an item is written over if it was none. */
  append(pushCondition: () => void): void {
    const code = this.#code;
    pushCondition();
    if (this.#bitmask !== undefined) code.vector(this.#bitmask);
    code.op(opcode.localTee);
    code.index(this.#mask);
    code.if();
    for (let lane = 0; lane < this.#lanes; lane++) {
      code.get(this.#next);
      code.get(first);
      code.i32(lane);
      code.op(opcode.i32Add);
      code.storeI32(0);
      code.get(this.#next);
      code.get(this.#mask);
      code.i32(lane);
      code.op(opcode.i32ShrU);
      code.i32(1);
      code.op(opcode.i32And);
      code.i32(2);
      code.op(opcode.i32Shl, opcode.i32Add);
      code.set(this.#next);
    }
    code.op(opcode.end);
    code.get(first);
    code.i32(this.#lanes);
    code.op(opcode.i32Add);
    code.set(first);
  }

  /** Writes the length: (next - list)/4 - 1. */
  close(): void {
    const code = this.#code;
    code.get(list);
    code.get(this.#next);
    code.get(list);
    code.op(opcode.i32Sub);
    code.i32(2);
    code.op(opcode.i32ShrU);
    code.i32(1);
    code.op(opcode.i32Sub);
    code.storeI32(0);
  }
}

/** Whether the new value of a state is the old one: it is a constant of each neuron. */
function isStateItself(graph: Graph, root: Value, state: number): boolean {
  const { op, data } = graph.nodes[root]!;
  return op === "state" && data === state;
}

function translate(source: MapSource): { graph: Graph; roots: readonly Value[]; event: Value | undefined } {
  const { states, inputs = [], step, event, format, cutOff } = source;
  if (step.length !== states.length) throw new InternalError("a step of a map must have one result for each state");
  const graph = new Graph();
  const o = graph.operations(format);
  const lowering = new Lowering(graph, format, { ...source, states: [...states, ...inputs] });
  const results = lowering.numbers(step).map((value, i) => {
    const least = cutOff?.[states[i]!];
    return least === undefined ? value : o.select(o.lt(o.abs(value), o.constant(least)), o.constant(0), value);
  });
  const condition = event === undefined ? undefined : lowering.truth(event);
  const expansion = new Expansion(graph, condition === undefined ? results : [...results, condition]);
  const copy = (value: Value) => expansion.value(value);
  return { graph: expansion.graph, roots: results.map(copy), event: condition === undefined ? undefined : copy(condition) };
}
