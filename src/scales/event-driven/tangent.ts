/** What becomes of small deviations of a unit: the linearised map of events, for several deviations at once. */
import { exp } from "../../base/index.ts";
import { dot } from "../../numerics/index.ts";
import type { Law } from "./law.ts";

/**
 * Deviations of a crowd at equal times, one column each: of neuron i it is scale*own_i + offset, as in `Crowd`. At an event that a deviation
 * delays by s (its shift) the state x jumps to y = J x at t + s instead of t; seen at equal times afterwards
 *
 *   deviation after = J (deviation before + s f(x)) - s f(y)
 *
 * with f the rates. Rows are coordinates: potentials, how late refractory neurons are, common variables; a matrix {rows, columns} is row
 * by row.
 */
export class Tangent {
  readonly #law: Law;
  readonly #columns: number;
  readonly #size: number;
  /** {neurons, columns} */
  readonly #own: Float64Array;
  /** Of refractory neurons, how late they are {neurons, columns}; 0 else. */
  readonly #late: Float64Array;
  readonly #isHeld: Uint8Array;
  /** Offset and common variables, of each column {variables}. */
  readonly #common: Float64Array[];
  #other: Float64Array;
  readonly #front: Float64Array;
  readonly #rates: Float64Array;
  #scale = 1;
  #t: number;

  constructor(law: Law, size: number, columns: number, begin: number) {
    const variables = law.flow.size;
    this.#law = law;
    this.#columns = columns;
    this.#size = size;
    this.#own = new Float64Array(size * columns);
    this.#late = new Float64Array(size * columns);
    this.#isHeld = new Uint8Array(size);
    this.#common = Array.from({ length: columns }, () => new Float64Array(variables));
    this.#other = new Float64Array(variables);
    this.#front = new Float64Array(variables);
    this.#rates = new Float64Array(variables);
    this.#t = begin;
  }

  get rows(): number {
    // The first variable is each neuron's own, and how late it is; the last one is 1 and does not deviate.
    return 2 * this.#size + this.#law.flow.size - 2;
  }

  /** Rows in which deviations may begin: the potentials and the states of synapses. */
  free(): readonly number[] {
    const { matrix } = this.#law.flow;
    const potentials = Array.from({ length: this.#size }, (_, i) => i);
    // What nothing moves, a stimulus, does not deviate.
    const states = matrix.flatMap((row, v) => (v > 0 && row[v] !== 0 ? [2 * this.#size + v - 1] : []));
    return [...potentials, ...states];
  }

  #come(t: number): void {
    if (t === this.#t) return;
    const { flow } = this.#law;
    for (let c = 0; c < this.#columns; c++) {
      const present = this.#common[c]!;
      flow.advance(present, t - this.#t, this.#other);
      this.#common[c] = this.#other;
      this.#other = present;
    }
    this.#scale *= exp(flow.matrix[0]![0]! * (t - this.#t));
    this.#t = t;
  }

  /** Writes all rows at t into the matrix, from row `first` on. */
  copyTo(matrix: Float64Array, first: number, t: number): void {
    this.#come(t);
    const columns = this.#columns;
    for (let i = 0; i < this.#size; i++) {
      for (let c = 0; c < columns; c++) {
        const own = this.#own[i * columns + c]!;
        matrix[(first + i) * columns + c] = this.#isHeld[i] === 1 ? own : this.#scale * own + this.#common[c]![0]!;
        matrix[(first + this.#size + i) * columns + c] = this.#late[i * columns + c]!;
      }
    }
    for (let v = 1; v < this.#front.length - 1; v++)
      for (let c = 0; c < columns; c++) matrix[(first + 2 * this.#size + v - 1) * columns + c] = this.#common[c]![v]!;
  }

  /** Takes all rows from the matrix, at the time of the last `copyTo`. */
  copyFrom(matrix: Float64Array, first: number): void {
    const columns = this.#columns;
    this.#scale = 1;
    for (let k = 0; k < this.#own.length; k++) {
      this.#own[k] = matrix[first * columns + k]!;
      this.#late[k] = matrix[(first + this.#size) * columns + k]!;
    }
    for (let c = 0; c < columns; c++) {
      this.#common[c]![0] = 0;
      for (let v = 1; v < this.#front.length - 1; v++) this.#common[c]![v] = matrix[(first + 2 * this.#size + v - 1) * columns + c]!;
    }
  }

  /** The rates of the crowd itself, as a deviation. `read` gives its variables at the time of the last `copyTo`. */
  flow(out: Float64Array, first: number, read: (neuron: number, variable: number) => number): void {
    const { matrix } = this.#law.flow;
    const rate = (neuron: number, variable: number) => {
      let sum = 0;
      for (let v = 0; v < matrix.length; v++) if (matrix[variable]![v] !== 0) sum += matrix[variable]![v]! * read(neuron, v);
      return sum;
    };
    for (let i = 0; i < this.#size; i++) {
      const isHeld = this.#isHeld[i] === 1;
      out[first + i] = isHeld ? 0 : rate(i, 0);
      // What is ahead in time is released earlier.
      out[first + this.#size + i] = isHeld ? -1 : 0;
    }
    for (let v = 1; v < matrix.length - 1; v++) out[first + 2 * this.#size + v - 1] = rate(0, v);
  }

  /** A spike at t of a neuron with these variables before it; writes the shift of each column. */
  fire(t: number, neuron: number, before: Float64Array, isHeld: boolean, shifts: Float64Array): void {
    this.#come(t);
    const { flow, crossing, reset } = this.#law;
    const columns = this.#columns;
    const row = reset[0]?.row;
    flow.slope(before, this.#rates);
    const rise = crossing!.rise(before);
    const after = this.#front;
    after.set(before);
    if (row !== undefined) after[0] = dot(row, before);
    const rateBefore = row === undefined ? this.#rates[0]! : dot(row, this.#rates);
    const rateAfter = isHeld ? 0 : dot(flow.matrix[0]!, after);
    for (let c = 0; c < columns; c++) {
      const k = neuron * columns + c;
      const common = this.#common[c]!;
      this.#front.set(common);
      this.#front[0] = this.#scale * this.#own[k]! + common[0]!;
      const shift = -crossing!.level(this.#front) / rise;
      shifts[c] = shift;
      const deviation = (row === undefined ? this.#front[0]! : dot(row, this.#front)) + (rateBefore - rateAfter) * shift;
      this.#own[k] = isHeld ? deviation : (deviation - common[0]!) / this.#scale;
      this.#late[k] = isHeld ? shift : 0;
    }
    this.#isHeld[neuron] = isHeld ? 1 : 0;
  }

  /** The neuron's refractoriness ends at t, where it has these variables. */
  release(t: number, neuron: number, variables: Float64Array): void {
    this.#come(t);
    const rate = dot(this.#law.flow.matrix[0]!, variables);
    for (let c = 0; c < this.#columns; c++) {
      const k = neuron * this.#columns + c;
      this.#own[k] = (this.#own[k]! - rate * this.#late[k]! - this.#common[c]![0]!) / this.#scale;
      this.#late[k] = 0;
    }
    this.#isHeld[neuron] = 0;
  }

  /** An arrival at t that is late by the shifts. */
  receive(t: number, jump: Float64Array, weight: number, shifts: Float64Array): void {
    this.#come(t);
    this.#law.flow.slope(jump, this.#rates);
    for (let c = 0; c < this.#columns; c++) {
      const common = this.#common[c]!;
      for (let v = 0; v < common.length; v++) common[v]! -= weight * shifts[c]! * this.#rates[v]!;
    }
  }
}
