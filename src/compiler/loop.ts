/** Parts of compiled loops over many units that share some numbers. */
import { countUses, type Graph } from "./ir/graph.ts";
import type { Format, Node, Value } from "./ir/node.ts";
import type { Code } from "./wasm/code.ts";
import { type Emitter, typeOf } from "./wasm/emit.ts";
import { opcode, vectorOpcode } from "./wasm/opcodes.ts";

/** Arguments of the function that hold the time and the address of the slots. */
export interface CommonArguments {
  readonly t: number;
  readonly p: number;
}

/**
 * Computes what does not depend on a state into local variables. Constants are read from memory: a constant in the code is built
 * anew in every turn of the loop, which cost up to 1.7 times the whole loop in vector code on one machine, 1.3 times in scalar code
 * on another, and nothing at best. Returns the constants that must stand behind the slots.
 */
export function emitCommon(
  graph: Graph,
  roots: readonly Value[],
  code: Code,
  emitter: Emitter,
  common: CommonArguments & { readonly slots: number },
): readonly number[] {
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
    loadCommon(code, { ...node, op: "slot", data: common.slots + constants.length }, common);
    code.set(local);
    emitter.bind(value, local);
    constants.push(node.data);
  }
  return constants;
}

/** Puts the lanes of an array at `pointer` + `offset` on the stack. */
export function loadArray(code: Code, pointer: number, offset: number, format: Format): void {
  code.get(pointer);
  if (format === "f64") code.loadF64(offset);
  else code.loadVector(offset);
}

/** The time or a slot in every lane. */
export function loadCommon(code: Code, node: Node, { t, p }: CommonArguments): void {
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
