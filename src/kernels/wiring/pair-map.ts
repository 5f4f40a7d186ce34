/** Expressions over pairs of neurons, compiled. */
import { compileMap } from "../../compiler/index.ts";
import { constants, namesIn, type Tree } from "../../language/index.ts";
import { exportsOf } from "../exports.ts";
import { Distances } from "./distance.ts";
import type { Drawing } from "./drawing.ts";
import { columnOf, sameForAll } from "./expressions.ts";
import type { Projecting } from "./wiring.ts";

/** Pairs that are computed at once; even, because two are computed at a time. */
const most = 1024;

/** One neuron for all pairs, or one for each: indices in the population. */
export type Ends = number | Int32Array;

/** The export of `compileMap`. */
type Step = (t: number, y: number, x: number, p: number, count: number, first: number, list: number) => void;

/** Writes the values of a name for pairs [from, from + count) to `out`. */
type Gather = (sources: Ends, targets: Ends, from: number, count: number, out: Float64Array) => void;

/** The value of one expression for many pairs, with the bits that `evaluate` gives. */
export class PairMap {
  readonly #drawing: Drawing;
  readonly #gathers: readonly Gather[];
  readonly #values: number;
  readonly #inputs: number;
  readonly #slots: number;
  readonly #step: Step;

  constructor(projecting: Projecting, tree: Tree, drawing: Drawing) {
    const names = [...namesIn(tree)].filter((name) => !constants.has(name));
    const slots = names.filter((name) => sameForAll(projecting, name) !== undefined);
    const inputs = names.filter((name) => !slots.includes(name));
    const map = compileMap({ states: ["value"], inputs, slots, definitions: [], step: [tree], format: "f64x2", stride: 8 * most });
    this.#drawing = drawing;
    this.#gathers = inputs.map((name) => gatherOf(projecting, name));
    this.#values = drawing.take(8 * most);
    this.#inputs = drawing.take(8 * most * inputs.length);
    const common = [...slots.map((name) => sameForAll(projecting, name)!), ...map.constants];
    this.#slots = drawing.take(8 * common.length);
    new Float64Array(drawing.memory.buffer, this.#slots, common.length).set(common);
    // `compileMap` says what it exports; WebAssembly itself has no types to check it against.
    this.#step = exportsOf(map.bytes, drawing.memory).step as Step;
  }

  /** Values of `length` pairs, from place `start` of the ends on, to `out` from the same place on. */
  evaluate(sources: Ends, targets: Ends, start: number, length: number, out: Float64Array): void {
    const { buffer } = this.#drawing.memory;
    for (let done = 0; done < length; done += most) {
      const count = Math.min(most, length - done);
      for (const [i, gather] of this.#gathers.entries()) {
        gather(sources, targets, start + done, count, new Float64Array(buffer, this.#inputs + 8 * most * i, count));
      }
      this.#step(0, this.#values, this.#inputs, this.#slots, count + (count & 1), 0, 0);
      out.set(new Float64Array(buffer, this.#values, count), start + done);
    }
  }
}

function gatherOf(projecting: Projecting, name: string): Gather {
  const { pre, post } = projecting;
  if (name === "pre.index") return (sources, _targets, from, count, out) => gather(undefined, sources, from, count, out);
  if (name === "post.index") return (_sources, targets, from, count, out) => gather(undefined, targets, from, count, out);
  if (name === "distance") {
    const distances = new Distances(pre, post);
    return (sources, targets, from, count, out) => {
      for (let i = 0; i < count; i++) out[i] = distances.between(endOf(sources, from + i), endOf(targets, from + i));
    };
  }
  // A number would be the same for all.
  const column = columnOf(name, pre, post) as Float64Array;
  return name.startsWith("pre.")
    ? (sources, _targets, from, count, out) => gather(column, sources, from, count, out)
    : (_sources, targets, from, count, out) => gather(column, targets, from, count, out);
}

const endOf = (ends: Ends, i: number) => (typeof ends === "number" ? ends : ends[i]!);

/** The column's entry, or the index itself, of each end. */
function gather(column: Float64Array | undefined, ends: Ends, from: number, count: number, out: Float64Array): void {
  if (typeof ends === "number") {
    out.fill(column === undefined ? ends : column[ends]!, 0, count);
    return;
  }
  for (let i = 0; i < count; i++) out[i] = column === undefined ? ends[from + i]! : column[ends[from + i]!]!;
}
