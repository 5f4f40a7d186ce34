/** Integrals with kernels that depend on where they are felt: sums over all pairs of cells. */

import { namesIn } from "../../language/index.ts";
import type { FieldAxis } from "../../model/index.ts";
import { axesOf, type Convolution } from "./kernel-table.ts";
import { cellsOf, cellWidth, eachIndex, midpoints, stridesOf, waysRound } from "./layout.ts";
import { valuesOver } from "./pointwise.ts";

/** Numbers of the matrices of such a kernel. */
export function integralWeights(operator: Convolution, axes: readonly FieldAxis[]): number {
  const read = namesIn(operator.kernel);
  return axes.reduce((product, { name, points }) => {
    if (operator.axes.includes(name)) return product * points * points;
    return read.has(name) ? product * points : product;
  }, 1);
}

/** (W u)_i = sum_j w(x_i - x_j; x_i, y) u_j over some axes of a field, with one matrix for each place y along the others that the kernel reads. */
export class DirectIntegral {
  readonly #axes: readonly FieldAxis[];
  readonly #operator: Convolution;
  readonly #numbers: Float64Array;
  /** Offsets of the cells of the integral, and of the places along the other axes with the number of the matrix of each. */
  readonly #inner: Int32Array;
  readonly #outer: Int32Array;
  readonly #matrix: Int32Array;
  readonly #gathered: Float64Array;
  #weights: Float64Array = new Float64Array(0);

  constructor(operator: Convolution, axes: readonly FieldAxis[], numbers: Float64Array, parameters: ReadonlyMap<string, number>) {
    this.#axes = axes;
    this.#operator = operator;
    this.#numbers = numbers;
    const along = axesOf(operator, axes);
    const others = axes.flatMap((_, k) => (along.includes(k) ? [] : [k]));
    const read = namesIn(operator.kernel);
    this.#inner = offsets(axes, along);
    this.#outer = offsets(axes, others);
    this.#gathered = new Float64Array(this.#inner.length);
    const shape = others.map((k) => axes[k]!.points);
    const kept = stridesOf(shape.map((n, k) => (read.has(axes[others[k]!]!.name) ? n : 1)));
    this.#matrix = new Int32Array(this.#outer.length);
    eachIndex(shape, (index, at) => {
      this.#matrix[at] = index.reduce((sum, i, k) => (read.has(axes[others[k]!]!.name) ? sum + i * kept[k]! : sum), 0);
    });
    this.setKernel(parameters);
  }

  /** Takes the kernel anew, with other values of its parameters. */
  setKernel(parameters: ReadonlyMap<string, number>): void {
    const read = namesIn(this.#operator.kernel);
    const along = axesOf(this.#operator, this.#axes);
    const others = this.#axes.flatMap(({ name }, k) => (along.includes(k) || !read.has(name) ? [] : [k]));
    const places = [...others, ...along, ...along];
    const shape = places.map((k) => this.#axes[k]!.points);
    const count = shape.reduce((product, n) => product * n, 1);
    const columns: Record<string, Float64Array> = {};
    const volume = along.reduce((product, k) => product * cellWidth(this.#axes[k]!), 1);
    const column = (name: string, valueAt: (index: readonly number[]) => number) => {
      const values = new Float64Array(count);
      eachIndex(shape, (index, at) => {
        values[at] = valueAt(index);
      });
      columns[name] = values;
    };
    places.slice(0, others.length + along.length).forEach((k, place) => {
      const axis = this.#axes[k]!;
      if (!read.has(axis.name)) return;
      const middles = midpoints(axis);
      column(axis.name, (index) => middles[index[place]!]!);
    });
    along.forEach((k, number) => {
      const axis = this.#axes[k]!;
      const width = cellWidth(axis);
      const [at, from] = [others.length + number, others.length + along.length + number];
      const name = this.#operator.displacements[this.#operator.axes.indexOf(axis.name)]!;
      column(name, (index) => width * waysRound(axis, index[at]! - index[from]!)[0]!);
    });
    const weights = valuesOver(this.#operator.kernel, columns, parameters, count);
    for (let k = 0; k < count; k++) weights[k]! *= volume;
    this.#weights = weights;
  }

  apply(from: number, to: number): void {
    const numbers = this.#numbers;
    const inner = this.#inner;
    const n = inner.length;
    const gathered = this.#gathered;
    for (let place = 0; place < this.#outer.length; place++) {
      const offset = this.#outer[place]!;
      for (let j = 0; j < n; j++) gathered[j] = numbers[from + offset + inner[j]!]!;
      let row = this.#matrix[place]! * n * n;
      for (let i = 0; i < n; i++, row += n) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += this.#weights[row + j]! * gathered[j]!;
        numbers[to + offset + inner[i]!] = sum;
      }
    }
  }
}

/** Places in a row of all cells of those along some axes, the others at their first. */
function offsets(axes: readonly FieldAxis[], along: readonly number[]): Int32Array {
  const strides = stridesOf(axes.map(({ points }) => points));
  const found = new Int32Array(cellsOf(along.map((k) => axes[k]!)));
  eachIndex(
    along.map((k) => axes[k]!.points),
    (index, at) => {
      found[at] = index.reduce((sum, i, k) => sum + i * strides[along[k]!]!, 0);
    },
  );
  return found;
}
