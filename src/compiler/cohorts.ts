/** One step of cohorts of neurons that fired last at the same time, each with its own state and its own mass. */
import { InternalError } from "../base/index.ts";
import type { Tree } from "../language/index.ts";
import { Expansion } from "./ir/expand.ts";
import { Graph } from "./ir/graph.ts";
import type { Node } from "./ir/node.ts";
import { type CommonArguments, emitCommon, loadArray, loadCommon } from "./loop.ts";
import { Lowering, type Names } from "./lower.ts";
import { Code } from "./wasm/code.ts";
import { Emitter } from "./wasm/emit.ts";
import { opcode, vectorOpcode } from "./wasm/opcodes.ts";

export interface CohortSource extends Names {
  /** Arrays that are read beside the states and not changed; names for the trees. */
  readonly inputs?: readonly string[];
  /** The states after the step, in the order of `states`. */
  readonly step: readonly Tree[];
  /** Expected number of spikes of one neuron of the cohort in the step, the integral of its hazard over it. */
  readonly expected: Tree;
  /** Of states and hazards. Masses are doubles, and so are sums. */
  readonly format: "f32x4" | "f64x2";
  /** Bytes between the arrays of two consecutive states, and between those of masses and reciprocals. */
  readonly stride: number;
  readonly massStride: number;
  /** Whether variances are wanted, so that there are reciprocals. */
  readonly withVariance: boolean;
}

/**
 * A function of (t: f64, y: i32, x: i32, p: i32, m: i32, count: i32, sums: i32). With P = 1 -
 * exp(-expected), the mass of each cohort becomes m (1 - P), and its states move. States stand as in `MapKernel`, one more array behind
 * them for what is expected; masses at m, and behind them 1/n for a cohort that once had n neurons, as f64. At `sums` are written, as f64,
 * the sums over all cohorts of P m and, with the variance v = m (1 - m/n), of P v and v, as they are before the step. `count` is a positive
 * multiple of the lanes of the format.
 */
export interface CohortCode {
  readonly code: Code;
  readonly constants: readonly number[];
}

/** Arguments of the function. */
const [t, y, x, p, m, count, sums] = [0, 1, 2, 3, 4, 5, 6] as const;
const common: CommonArguments = { t, p };
/** Bytes of a vector. */
const vector = 16;
/**
 * Compiles the step, in two loops: of states and hazards, and of masses. In one loop each vector is a chain of some hundred operations that
 * wait for one another, and too few of them fit into the processor's window to overlap: it took 1.5 times as long.
 */
export function cohortCode(source: CohortSource): CohortCode {
  const code = new Code(["f64", "i32", "i32", "i32", "i32", "i32", "i32"]);
  const lanes = source.format === "f32x4" ? 4 : 2;
  const ofStates = writeStates(code, source, lanes);
  const ofMasses = writeMasses(code, source, lanes, source.slots.length + ofStates.length);
  return { code, constants: [...ofStates, ...ofMasses] };
}

/** Moves the states and leaves what is expected behind them. Returns the constants that must stand behind the slots. */
function writeStates(code: Code, source: CohortSource, lanes: number): readonly number[] {
  const { states, inputs = [], slots, step, expected, format, stride } = source;
  if (step.length !== states.length) throw new InternalError("a step of cohorts must have one result for each state");
  const graph = new Graph();
  const o = graph.operations(format);
  const lowered = new Lowering(graph, format, { ...source, states: [...states, ...inputs] }).numbers([...step, expected]);
  const integral = lowered.at(-1)!;
  const results = [...lowered.slice(0, -1), o.select(o.lt(integral, o.constant(0)), o.constant(0), integral)];
  const expansion = new Expansion(graph, results);
  const roots = results.map((value) => expansion.value(value));
  const [from, input] = [copyOf(code, y), copyOf(code, x)];
  const emitter = new Emitter(expansion.graph, code, (node) => {
    if (node.op !== "state") return loadCommon(code, node, common);
    const isState = node.data < states.length;
    return loadArray(code, isState ? from : input, (isState ? node.data : node.data - states.length) * stride, format);
  });
  const constants = emitCommon(expansion.graph, roots, code, emitter, { ...common, slots: slots.length });
  const end = endOf(code, y, vector / lanes);
  const changed = [...roots.entries()].filter(([state, root]) => !isStateItself(expansion.graph.nodes[root]!, state));
  loopUntil(code, end, [from, ...(inputs.length > 0 ? [input] : [])], vector, () => {
    emitter.prepare(roots);
    for (const [, root] of changed) emitter.keep(root);
    for (const [state, root] of changed) {
      code.get(from);
      emitter.push(root);
      code.storeVector(state * stride);
    }
  });
  return constants;
}

/** Takes from the masses what fires, and adds up. `slots` numbers stand before its constants, which it returns. */
function writeMasses(code: Code, source: CohortSource, lanes: number, slots: number): readonly number[] {
  const { states, format, stride, massStride, withVariance } = source;
  const graph = new Graph();
  const o = graph.operations(format);
  const d = graph.operations("f64x2");
  // -P = exp(-expected) - 1: its sign costs nothing where sums are stored.
  const change = graph.call("expm1", format, [o.neg(graph.leaf("state", format, 0))]);
  const halves = format === "f32x4" ? [0, 1] : [0];
  const parts = halves.map((half) => {
    const mass = graph.leaf("state", "f64x2", 1 + half);
    const own = format === "f32x4" ? graph.make("promote", "f64x2", [change], half) : change;
    const lost = d.mul(own, mass);
    const after = d.add(mass, lost);
    if (!withVariance) return { after, terms: [lost] };
    const variance = d.mul(mass, d.sub(d.constant(1), d.mul(mass, graph.leaf("state", "f64x2", 3 + half))));
    return { after, terms: [lost, d.mul(own, variance), variance] };
  });
  const terms = parts[0]!.terms.map((_, k) => parts.map((part) => part.terms[k]!).reduce((sum, term) => d.add(sum, term)));
  const values = [...parts.map(({ after }) => after), ...terms];
  const expansion = new Expansion(graph, values);
  const roots = values.map((value) => expansion.value(value));
  const [expected, mass] = [copyOf(code, y), copyOf(code, m)];
  const emitter = new Emitter(expansion.graph, code, (node) => {
    if (node.op !== "state") return loadCommon(code, node, common);
    if (node.data === 0) return loadArray(code, expected, states.length * stride, format);
    const place = node.data - 1;
    code.get(mass);
    return code.loadVector(Math.floor(place / 2) * massStride + vector * (place % 2));
  });
  const constants = emitCommon(expansion.graph, roots, code, emitter, { ...common, slots });
  const totals = terms.map(() => code.local("v128"));
  const end = endOf(code, m, 8);
  loopUntil(code, end, [mass, expected], 8 * lanes, () => {
    emitter.prepare(roots);
    for (const root of roots) emitter.keep(root);
    for (const half of halves) {
      code.get(mass);
      emitter.push(roots[half]!);
      code.storeVector(vector * half);
    }
    for (const [i, total] of totals.entries()) {
      code.get(total);
      emitter.push(roots[halves.length + i]!);
      code.vector(vectorOpcode.f64x2Add);
      code.set(total);
    }
  });
  for (const [i, total] of totals.entries()) storeSum(code, i, total);
  return constants;
}

function copyOf(code: Code, argument: number): number {
  const local = code.local("i32");
  code.get(argument);
  code.set(local);
  return local;
}

/** Address behind the last number of an array whose numbers have so many bytes. */
function endOf(code: Code, pointer: number, width: number): number {
  const end = code.local("i32");
  code.get(pointer);
  code.get(count);
  code.i32(width);
  code.op(opcode.i32Mul, opcode.i32Add);
  code.set(end);
  return end;
}

/** A loop in which pointers advance, the first by `bytes`, the others by a vector, until the first is at the end. */
function loopUntil(code: Code, end: number, pointers: readonly number[], bytes: number, body: () => void): void {
  code.loop();
  body();
  for (const [i, pointer] of pointers.entries()) {
    code.get(pointer);
    code.i32(i === 0 ? bytes : vector);
    code.op(opcode.i32Add);
    code.set(pointer);
  }
  code.get(pointers[0]!);
  code.get(end);
  code.op(opcode.i32LtU, opcode.brIf);
  code.index(0);
  code.op(opcode.end);
}

/** The first two sums are of -P. */
function storeSum(code: Code, place: number, total: number): void {
  code.get(sums);
  for (const lane of [0, 1]) {
    code.get(total);
    code.lane(vectorOpcode.f64x2ExtractLane, lane);
  }
  code.op(opcode.f64Add);
  if (place < 2) code.op(opcode.f64Neg);
  code.storeF64(8 * place);
}

function isStateItself({ op, data }: Node, state: number): boolean {
  return op === "state" && data === state;
}
