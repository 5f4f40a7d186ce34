/** Integrals with kernels that depend on the displacement: products of Fourier transforms. */
import { cos, sin } from "../../base/index.ts";
import type { FieldAxis } from "../../model/index.ts";
import type { Arena } from "../arena.ts";
import { axesOf, type Convolution, type KernelTable, kernelTable } from "./kernel-table.ts";
import { cellsOf, eachIndex, stridesOf, waysRound } from "./layout.ts";
import { isSmooth, smoothFrom, Transform, transformDoubles } from "./transform.ts";

/** Two numbers of every cell stand in two places. */
export interface WorkPlaces {
  readonly from: number;
  readonly other: number;
}

/**
 * How the cells of a field lie where they are transformed: with room for what would come round the ends otherwise, and of the last axis in
 * pairs, each of which is one complex number.
 */
export interface TransformShape {
  /** Real numbers along each axis. */
  readonly real: readonly number[];
  /** Complex numbers: half as many along the last. */
  readonly complex: readonly number[];
  readonly along: readonly number[];
}

/** The shape in which the integral of an operator is computed. */
export function transformShape(operator: Convolution, axes: readonly FieldAxis[]): TransformShape {
  const along = axesOf(operator, axes);
  const last = axes.length - 1;
  const real = axes.map(({ points, outside }, k) => {
    const of = k === last ? 2 : 1;
    if (!along.includes(k)) return Math.ceil(points / of) * of;
    const fits = outside === "periodic" && points % of === 0 && isSmooth(points / of);
    // Lengths with other factors are computed as if the field were open, with a kernel that goes round.
    return fits ? points : of * smoothFrom(Math.ceil((2 * points - 1) / of), 1);
  });
  return { real, complex: halved(real), along };
}

const halved = (shape: readonly number[]) => shape.map((n, k) => (k === shape.length - 1 ? n / 2 : n));
const product = (shape: readonly number[]) => shape.reduce((all, n) => all * n, 1);

/** Doubles that the transform of an operator keeps in memory, and doubles of one of its two work places. */
export function convolutionDoubles(operator: Convolution, axes: readonly FieldAxis[]): { readonly kept: number; readonly work: number } {
  const { real, complex, along } = transformShape(operator, axes);
  return { kept: transformDoubles(along.map((axis) => complex[axis]!)), work: product(real) };
}

/**
 * (w * u)_i = sum_j w_(i - j) u_j over some axes of a field, with real w and u, by transforms of half the size: of the last axis, even and odd
 * cells are real and imaginary part of z. Where the last axis is one of the integral, with s_k = exp(-2 pi i k/m) and the transforms W_e and
 * W_o of even and odd displacements
 *
 *   Z'_k = A_k Z_k + B_k conj(Z_-k),   A = W_e + i W_o (1 - s)/2,   B = i W_o (1 + s)/2
 *
 * and where it is not, W_e and W_o are the kernels of even and odd cells: A = (W_e + W_o)/2, B = (W_e - W_o)/2.
 */
export class FourierConvolution {
  readonly #axes: readonly FieldAxis[];
  readonly #operator: Convolution;
  readonly #shape: TransformShape;
  readonly #transform: Transform;
  readonly #numbers: Float64Array;
  readonly #work: WorkPlaces;
  /** For each complex number that of the opposite wave vector, and its place among the coefficients. */
  readonly #opposite: Int32Array;
  readonly #place: Int32Array;
  /** A and B, real and imaginary part of each. */
  #coefficients: Float64Array = new Float64Array(0);

  /** @param work  two places of `convolutionDoubles(...).work` doubles, which others use between */
  constructor(operator: Convolution, axes: readonly FieldAxis[], arena: Arena, work: WorkPlaces, parameters: ReadonlyMap<string, number>) {
    this.#axes = axes;
    this.#operator = operator;
    this.#shape = transformShape(operator, axes);
    this.#numbers = arena.numbers;
    this.#work = work;
    const { complex, along } = this.#shape;
    this.#transform = new Transform(complex, along, arena);
    this.#opposite = oppositeOf(complex, along);
    this.#place = new Int32Array(product(complex));
    this.setKernel(parameters);
  }

  /** Takes the kernel anew, with other values of its parameters. */
  setKernel(parameters: ReadonlyMap<string, number>): void {
    const table = kernelTable(this.#operator, this.#axes, parameters);
    const { complex, along } = this.#shape;
    const shape = this.#shape.real.map((n, k) => (along.includes(k) || table.shape[k]! > 1 ? n : k === complex.length - 1 ? 2 : 1));
    this.#coefficients = this.#coefficientsOf(table, shape);
    const kept = halved(shape);
    const strides = stridesOf(kept).map((stride, k) => (kept[k] === 1 ? 0 : stride));
    eachIndex(complex, (index, at) => {
      let place = 0;
      for (let k = 0; k < index.length; k++) place += index[k]! * strides[k]!;
      this.#place[at] = place;
    });
  }

  /** @param shape  of the real numbers that the kernel is made of */
  #coefficientsOf(table: KernelTable, shape: readonly number[]): Float64Array {
    const { along } = this.#shape;
    const complex = halved(shape);
    const size = product(complex);
    const numbers = this.#numbers;
    const { from, other } = this.#work;
    numbers.fill(0, from, from + 2 * size);
    this.#scatter(table, shape, from);
    const place = this.#transform.run(from, other, this.#transform.stagesOver(complex));
    const opposite = oppositeOf(complex, along);
    const last = complex.length - 1;
    const isAlong = along.includes(last);
    const m = complex[last]!;
    const scale = 1 / along.reduce((all, k) => all * this.#shape.complex[k]!, 1);
    const coefficients = new Float64Array(4 * size);
    for (let i = 0; i < size; i++) {
      const [a, b] = [place + 2 * i, place + 2 * opposite[i]!];
      const evenRe = 0.5 * (numbers[a]! + numbers[b]!);
      const evenIm = 0.5 * (numbers[a + 1]! - numbers[b + 1]!);
      const oddRe = 0.5 * (numbers[a + 1]! + numbers[b + 1]!);
      const oddIm = 0.5 * (numbers[b]! - numbers[a]!);
      if (isAlong) {
        const angle = (-2 * Math.PI * (i % m)) / m;
        const [c, s] = [cos(angle), sin(angle)];
        // i W_o/2, then times 1 - s and 1 + s.
        const [re, im] = [-0.5 * oddIm, 0.5 * oddRe];
        coefficients[4 * i] = scale * (evenRe + re * (1 - c) + im * s);
        coefficients[4 * i + 1] = scale * (evenIm + im * (1 - c) - re * s);
        coefficients[4 * i + 2] = scale * (re * (1 + c) - im * s);
        coefficients[4 * i + 3] = scale * (im * (1 + c) + re * s);
      } else {
        coefficients[4 * i] = 0.5 * scale * (evenRe + oddRe);
        coefficients[4 * i + 1] = 0.5 * scale * (evenIm + oddIm);
        coefficients[4 * i + 2] = 0.5 * scale * (evenRe - oddRe);
        coefficients[4 * i + 3] = 0.5 * scale * (evenIm - oddIm);
      }
    }
    return coefficients;
  }

  /** Puts every displacement of the kernel where the transform wants it. */
  #scatter(table: KernelTable, shape: readonly number[], from: number): void {
    const numbers = this.#numbers;
    const strides = stridesOf(shape);
    const { along } = this.#shape;
    const taps = this.#axes.map((axis, k) => {
      if (!along.includes(k)) {
        // What does not depend on the last axis stands in both parts of its pair.
        if (table.shape[k] === 1) return Array.from({ length: shape[k]! }, (_, at) => ({ at, index: 0, weight: 1 }));
        return Array.from({ length: axis.points }, (_, at) => ({ at, index: at, weight: 1 }));
      }
      const isPadded = shape[k]! !== axis.points || axis.outside === "zero";
      const shifts = Array.from({ length: isPadded ? 2 * axis.points - 1 : axis.points }, (_, i) => (isPadded ? i - axis.points + 1 : i));
      return shifts.flatMap((shift) => {
        const ways = waysRound(axis, shift);
        const at = (shift + shape[k]!) % shape[k]!;
        return ways.map((way) => ({ at, index: table.middle[k]! + way, weight: 1 / ways.length }));
      });
    });
    eachIndex(
      taps.map((each) => each.length),
      (index) => {
        let [at, source, weight] = [from, 0, 1];
        for (let k = 0; k < index.length; k++) {
          const tap = taps[k]![index[k]!]!;
          at += tap.at * strides[k]!;
          source += tap.index * table.strides[k]!;
          weight *= tap.weight;
        }
        numbers[at]! += weight * table.values[source]!;
      },
    );
  }

  /** The integral of what stands at `from`, to `to`: rows of one number for each cell. */
  apply(from: number, to: number): void {
    const { from: work, other } = this.#work;
    const shape = this.#shape.real;
    const points = this.#axes.map((axis) => axis.points);
    const isWhole = shape.every((n, k) => n === points[k]);
    const cells = cellsOf(this.#axes);
    if (isWhole) this.#numbers.copyWithin(work, from, from + cells);
    else {
      this.#numbers.fill(0, work, work + product(shape));
      this.#eachRun(points, shape, (field, padded, length) => this.#numbers.copyWithin(work + padded, from + field, from + field + length));
    }
    const spectrum = this.#transform.run(work, other);
    this.#multiply(spectrum);
    const result = this.#transform.run(spectrum, spectrum === work ? other : work);
    if (isWhole) this.#numbers.copyWithin(to, result, result + cells);
    else
      this.#eachRun(points, shape, (field, padded, length) =>
        this.#numbers.copyWithin(to + field, result + padded, result + padded + length),
      );
  }

  /** Visits the rows of cells along the last axis: where each begins in the field and where in the padded array. */
  #eachRun(points: readonly number[], shape: readonly number[], visit: (field: number, padded: number, length: number) => void): void {
    const length = points.at(-1)!;
    const strides = stridesOf(shape);
    eachIndex(points.slice(0, -1), (index, run) => {
      let padded = 0;
      for (let k = 0; k < index.length; k++) padded += index[k]! * strides[k]!;
      visit(run * length, padded, length);
    });
  }

  /** Z'_k to the place of Z_-k: a second forward transform is then the inverse one. */
  #multiply(z: number): void {
    const numbers = this.#numbers;
    const c = this.#coefficients;
    const opposite = this.#opposite;
    const place = this.#place;
    for (let i = 0; i < opposite.length; i++) {
      const j = opposite[i]!;
      if (j < i) continue;
      const a = z + 2 * i;
      const b = z + 2 * j;
      const p = 4 * place[i]!;
      const q = 4 * place[j]!;
      const re = numbers[a]!;
      const im = numbers[a + 1]!;
      const reOf = numbers[b]!;
      const imOf = numbers[b + 1]!;
      numbers[b] = c[p]! * re - c[p + 1]! * im + c[p + 2]! * reOf + c[p + 3]! * imOf;
      numbers[b + 1] = c[p]! * im + c[p + 1]! * re - c[p + 2]! * imOf + c[p + 3]! * reOf;
      numbers[a] = c[q]! * reOf - c[q + 1]! * imOf + c[q + 2]! * re + c[q + 3]! * im;
      numbers[a + 1] = c[q]! * imOf + c[q + 1]! * reOf - c[q + 2]! * im + c[q + 3]! * re;
    }
  }
}

/** By complex number, the one whose index along the transformed axes is the negative. */
function oppositeOf(shape: readonly number[], along: readonly number[]): Int32Array {
  const strides = stridesOf(shape);
  const opposite = new Int32Array(product(shape));
  eachIndex(shape, (index, at) => {
    let other = at;
    for (const k of along) other += strides[k]! * (((shape[k]! - index[k]!) % shape[k]!) - index[k]!);
    opposite[at] = other;
  });
  return opposite;
}
