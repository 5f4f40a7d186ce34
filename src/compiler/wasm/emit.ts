/** Graph -> instructions of one function. */
import { InternalError } from "../../base/index.ts";
import { countUses, type Graph } from "../ir/graph.ts";
import { isLeaf, isTruth, type Node, type Value } from "../ir/node.ts";
import type { Code } from "./code.ts";
import { instructions } from "./instructions.ts";
import { opcode, type ValueType, vectorOpcode } from "./opcodes.ts";

/** Puts the value of a `time`, `state` or `slot` node on the stack. */
export type EmitLeaf = (node: Node) => void;

/** Values nested deeper than this get a local variable, so that the recursion below stays shallow. */
const maxDepth = 64;

/**
 * Writes values of a graph into a function. Whatever is used more than once is computed once, in index order, into a local
 * variable; the rest is computed where it is used. What nothing uses is not computed at all.
 */
export class Emitter {
  readonly #graph: Graph;
  readonly #code: Code;
  readonly #leaf: EmitLeaf;
  readonly #locals = new Map<Value, number>();

  constructor(graph: Graph, code: Code, leaf: EmitLeaf) {
    this.#graph = graph;
    this.#code = code;
    this.#leaf = leaf;
  }

  /** Computes shared values among all that `roots` need. */
  prepare(roots: readonly Value[]): void {
    const { nodes } = this.#graph;
    const uses = countUses(this.#graph, roots, this.#locals);
    const depth = new Uint8Array(nodes.length);
    for (let value = 0; value < nodes.length; value++) {
      if (uses[value] === 0 || this.#locals.has(value)) continue;
      const node = nodes[value]!;
      if (node.op === "constant" || node.op === "truth") continue;
      let deepest = 0;
      for (const arg of node.args) deepest = Math.max(deepest, depth[arg]!);
      if (uses[value]! > 1 || deepest >= maxDepth) this.keep(value);
      else depth[value] = deepest + 1;
    }
  }

  /** Computes one value into a local variable now. */
  keep(value: Value): void {
    if (this.#locals.has(value)) return;
    this.push(value);
    const local = this.#code.local(typeOf(this.#graph.nodes[value]!));
    this.#code.set(local);
    this.#locals.set(value, local);
  }

  /** Says that a local variable holds a value. */
  bind(value: Value, local: number): void {
    this.#locals.set(value, local);
  }

  /** Leaves a value on the stack. */
  push(value: Value): void {
    const local = this.#locals.get(value);
    if (local !== undefined) {
      this.#code.get(local);
      return;
    }
    const node = this.#graph.nodes[value]!;
    if (isLeaf(node)) this.#pushLeaf(node);
    else if (node.format === "f64") this.#pushScalar(node);
    else this.#pushVector(node);
  }

  #pushLeaf(node: Node): void {
    const code = this.#code;
    if (node.op === "truth") {
      if (node.format === "f64") code.i32(node.data);
      else code.vectorMask(node.data === 1);
    } else if (node.op !== "constant") this.#leaf(node);
    else if (node.format === "f64") code.f64(node.data);
    else if (node.format === "f64x2") code.f64x2(node.data, node.data);
    else code.f32x4(node.data);
  }

  #pushScalar(node: Node): void {
    const code = this.#code;
    switch (node.op) {
      case "lane":
        this.push(node.args[0]!);
        code.lane(vectorOpcode.f64x2ExtractLane, node.data);
        return;
      case "shiftLeft":
      case "shiftRight":
        this.push(node.args[0]!);
        code.op(opcode.i64ReinterpretF64);
        code.i64(node.data);
        code.op(node.op === "shiftLeft" ? opcode.i64Shl : opcode.i64ShrU, opcode.f64ReinterpretI64);
        return;
      case "bitAnd":
      case "bitOr":
        for (const arg of node.args) {
          this.push(arg);
          code.op(opcode.i64ReinterpretF64);
        }
        code.op(node.op === "bitAnd" ? opcode.i64And : opcode.i64Or, opcode.f64ReinterpretI64);
        return;
      default:
        this.#pushArguments(node);
        code.op(instructionOf(node));
    }
  }

  #pushVector(node: Node): void {
    const code = this.#code;
    switch (node.op) {
      case "pack":
        this.#pushPack(node.args[0]!, node.args[1]!);
        return;
      case "promote":
        this.push(node.args[0]!);
        if (node.data === 1) {
          this.push(node.args[0]!);
          code.shuffle(upperHalf);
        }
        code.vector(vectorOpcode.promoteLow);
        return;
      case "demote":
        for (const arg of node.args) {
          this.push(arg);
          code.vector(vectorOpcode.demote);
        }
        code.shuffle(lowerHalves);
        return;
      case "shiftLeft":
      case "shiftRight":
        this.push(node.args[0]!);
        code.i32(node.data);
        code.vector(instructionOf(node));
        return;
      default:
        this.#pushArguments(node);
        code.vector(instructionOf(node));
    }
  }

  #pushPack(low: Value, high: Value): void {
    const code = this.#code;
    const [a, b] = [this.#graph.nodes[low]!, this.#graph.nodes[high]!];
    if (a.op === "constant" && b.op === "constant") {
      code.f64x2(a.data, b.data);
      return;
    }
    this.push(low);
    code.vector(vectorOpcode.f64x2Splat);
    if (low === high) return;
    this.push(high);
    code.lane(vectorOpcode.f64x2ReplaceLane, 1);
  }

  /** `select` takes its condition last. */
  #pushArguments(node: Node): void {
    const [first, ...rest] = node.args;
    if (node.op === "select") {
      for (const arg of rest) this.push(arg);
      this.push(first!);
    } else for (const arg of node.args) this.push(arg);
  }
}

const upperHalf = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
const lowerHalves = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

function instructionOf(node: Node): number {
  const instruction = instructions[node.format][node.op];
  if (instruction === undefined) throw new InternalError(`no instruction for ${node.op} in ${node.format}`);
  return instruction;
}

/** The type of the local variable that holds a value. */
export function typeOf(node: Node): ValueType {
  if (node.format !== "f64") return "v128";
  return isTruth(node) ? "i32" : "f64";
}
