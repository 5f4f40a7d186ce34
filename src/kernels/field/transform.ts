/** Discrete Fourier transforms along axes of an array of complex numbers, in compiled code. */
import { InternalError } from "../../base/index.ts";
import { compileFourier, fourierRadices, fourierRoots } from "../../compiler/index.ts";
import type { Arena } from "../arena.ts";

type Pass = (x: number, y: number, count: number, parts: number, span: number, roots: number) => void;

/** The smallest number that is at least `size`, a product of 2, 3 and 5, and a multiple of `of` (1 or 2). */
export function smoothFrom(size: number, of: 1 | 2): number {
  for (let n = Math.max(of, size); ; n++) if (n % of === 0 && isSmooth(n)) return n;
}

/** Whether a number is a product of 2, 3 and 5. */
export function isSmooth(n: number): boolean {
  for (const factor of [2, 3, 5]) while (n % factor === 0) n /= factor;
  return n === 1;
}

/** The radices of the passes of a transform. */
function radicesOf(length: number): readonly number[] {
  const radices: number[] = [];
  for (const radix of fourierRadices)
    while (length % radix === 0) {
      radices.push(radix);
      length /= radix;
    }
  if (length !== 1) throw new InternalError("a transform of a length with a prime factor beyond 5");
  return radices;
}

/** One pass over the array. `roots` is the address of its roots. */
export interface Stage {
  readonly pass: Pass;
  readonly count: number;
  readonly parts: number;
  readonly span: number;
  readonly roots: number;
}

/** The one module of all transforms. */
let module: WebAssembly.Module | undefined;

/** Doubles of the tables of a transform of these lengths. */
export function transformDoubles(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + eachPass(length).reduce((all, { radix, parts }) => all + 4 * parts * (radix - 1), 0), 0);
}

function eachPass(length: number): readonly { readonly radix: number; readonly parts: number }[] {
  let parts = length;
  return radicesOf(length).map((radix) => {
    parts /= radix;
    return { radix, parts };
  });
}

/**
 * The transform X_k = sum_j x_j exp(-2 pi i j k/n) along some axes of an array {shape}, the last axis fastest. Lengths of those axes are
 * products of 2, 3 and 5. Cost O(size log size).
 */
export class Transform {
  readonly #along: readonly number[];
  /** By axis of `along`: its passes without the place of the axis in an array. */
  readonly #passes: readonly (readonly Omit<Stage, "count" | "span">[])[];
  readonly #stages: readonly Stage[];

  /** @param along  axes that are transformed */
  constructor(shape: readonly number[], along: readonly number[], arena: Arena) {
    module ??= new WebAssembly.Module(compileFourier());
    const { exports } = new WebAssembly.Instance(module, { env: { memory: arena.memory } });
    this.#along = along;
    this.#passes = along.map((axis) =>
      eachPass(shape[axis]!).map(({ radix, parts }) => {
        const table = fourierRoots(radix, parts);
        const roots = arena.take(table.length);
        arena.numbers.set(table, roots);
        // The compiler fixes the signature of what it exports.
        return { pass: exports[`pass${radix}`] as Pass, parts, roots: 8 * roots };
      }),
    );
    this.#stages = this.stagesOver(shape);
  }

  /** The passes over an array of another shape, whose lengths along the transformed axes are the same. */
  stagesOver(shape: readonly number[]): readonly Stage[] {
    return this.#along.flatMap((axis, k) => {
      const count = shape.slice(0, axis).reduce((product, n) => product * n, 1);
      let span = shape.slice(axis + 1).reduce((product, n) => product * n, 1);
      let left = shape[axis]!;
      return this.#passes[k]!.map((pass): Stage => {
        const stage = { ...pass, count, span };
        span *= left / pass.parts;
        left = pass.parts;
        return stage;
      });
    });
  }

  /** Transforms what stands at `from`, with `other` as the second place; both are written over. Returns the place of the result, one of the two. Places are indices of doubles. */
  run(from: number, other: number, stages = this.#stages): number {
    let [x, y] = [from, other];
    for (const { pass, count, parts, span, roots } of stages) {
      pass(8 * x, 8 * y, count, parts, span, roots);
      [x, y] = [y, x];
    }
    return x;
  }
}
