/** Expressions over arrays, cell by cell, in compiled code. */
import { compileMap, type MapKernel, type NamedTree } from "../../compiler/index.ts";
import type { Tree } from "../../language/index.ts";
import { Arena } from "../arena.ts";
import { exportsOf } from "../exports.ts";

/** Cells that compiled code takes at once. */
export const lanes = 2;

/** Doubles of a row of `cells` numbers. */
export const rowLength = (cells: number) => Math.ceil(cells / lanes) * lanes;

/** Where names stand: rows of numbers, one for each cell, and numbers that all cells share. */
export interface Names {
  /** In the order of memory, one row after the other. */
  readonly rows: readonly string[];
  readonly slots: readonly string[];
  readonly definitions: readonly NamedTree[];
}

type Step = (t: number, y: number, x: number, p: number, count: number, first: number, list: number) => void;

/** Some expressions, ready to be computed. */
export class Pointwise {
  readonly #step: Step;
  readonly #constants: readonly number[];

  constructor({ rows, slots, definitions }: Names, trees: readonly Tree[], cells: number, memory: WebAssembly.Memory) {
    const results = trees.map((_, k) => `result.${k}`);
    const kernel: MapKernel = compileMap({
      states: results,
      slots,
      definitions,
      inputs: rows,
      step: trees,
      format: "f64x2",
      stride: 8 * rowLength(cells),
    });
    // The compiler fixes the signature of what it exports.
    this.#step = exportsOf(kernel.bytes, memory).step as Step;
    this.#constants = kernel.constants;
  }

  /** Doubles that the constants of the expressions take behind the slots. */
  get constants(): readonly number[] {
    return this.#constants;
  }

  /**
   * @param out   place of the first result, one row after the other
   * @param rows  place of the first row
   * @param p     place of the slots, with the constants behind them
   */
  run(t: number, out: number, rows: number, p: number, cells: number): void {
    this.#step(t, 8 * out, 8 * rows, 8 * p, rowLength(cells), 0, 0);
  }
}

/** The values of one expression over columns of equal length, for what is computed once. */
export function valuesOver(
  tree: Tree,
  columns: Readonly<Record<string, Float64Array>>,
  values: ReadonlyMap<string, number>,
  count: number,
): Float64Array {
  const rows = Object.keys(columns);
  const slots = [...values.keys()];
  const length = rowLength(count);
  const room = 4096;
  const arena = new Arena((rows.length + 1) * length + slots.length + room);
  const expression = new Pointwise({ rows, slots, definitions: [] }, [tree], count, arena.memory);
  const at = arena.take(rows.length * length);
  rows.forEach((row, k) => {
    arena.numbers.set(columns[row]!, at + k * length);
  });
  const out = arena.take(length);
  const p = arena.take(slots.length + expression.constants.length);
  arena.numbers.set([...values.values(), ...expression.constants], p);
  expression.run(0, out, at, p, count);
  const found = arena.numbers.slice(out, out + count);
  arena.release();
  return found;
}
