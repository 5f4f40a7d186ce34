/**
 * Passes of a discrete Fourier transform over arrays of complex numbers, compiled: for fields, which transform a sheet of 2, 3 and 5-smooth lengths at every stage of
 * every step. What is transformed once, of any length, needs no module: `fourierTransform` of the numerics.
 */
import { cos, sin } from "../base/index.ts";
import { Code } from "./wasm/code.ts";
import { assembleModule } from "./wasm/module.ts";
import { opcode, vectorOpcode } from "./wasm/opcodes.ts";

/** The factors of a length that a pass takes, largest first. */
export const fourierRadices = [4, 2, 3, 5] as const;

/** Bytes of a complex number: real part, imaginary part. */
export const complexBytes = 16;

/**
 * A module that imports `env.memory` and exports, for each radix r, `pass4`, `pass2`, `pass3` and `pass5`:
 * (x: i32, y: i32, count: i32, parts: i32, span: i32, roots: i32). A pass reads `count` blocks of r * parts * span complex numbers at x and
 * writes as many at y (another place). With w = exp(-2 pi i/(r parts)), for each p < parts, q < span and k < r
 *
 *   y[q + span (r p + k)] = w^(p k) sum_j exp(-2 pi i j k/r) x[q + span (p + parts j)]
 *
 * Passes over all factors of n, with parts = n/r, n/(r r'), ... and spans that grow by r, r', ... from that of one number of the transform,
 * make the transform in order (Stockham's autosort, in Cochran et al. 1967, doi 10.1109/TAU.1967.1161899). At `roots` stands, for each p and
 * k > 0, the number w^(p k) as (re, re, -im, im). All counts are at least 1.
 */
export function compileFourier(): Uint8Array {
  return assembleModule(fourierRadices.map((radix) => ({ exported: `pass${radix}`, code: new PassWriter(radix).code })));
}

/** The roots that a pass of the radix over `parts` reads. {parts, radix - 1, 4} */
export function fourierRoots(radix: number, parts: number): Float64Array {
  const roots = new Float64Array(4 * parts * (radix - 1));
  let at = 0;
  for (let p = 0; p < parts; p++)
    for (let k = 1; k < radix; k++) {
      const angle = (-2 * Math.PI * ((p * k) % (radix * parts))) / (radix * parts);
      const [re, im] = [cos(angle), sin(angle)];
      roots.set([re, re, -im, im], at);
      at += 4;
    }
  return roots;
}

const [x, y, count, parts, span, roots] = [0, 1, 2, 3, 4, 5];
const swapped = [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7];

class PassWriter {
  readonly code = new Code(["i32", "i32", "i32", "i32", "i32", "i32"]);
  readonly #radix: number;
  /** Bytes between what is read together, and between what is written together. */
  readonly #stride: number;
  readonly #step: number;
  /** Address of the next root, and what is left of parts and span. */
  readonly #root: number;
  readonly #partsLeft: number;
  readonly #spanLeft: number;
  /** Real and crossed factors of the roots, for k > 0. */
  readonly #factors: readonly (readonly [number, number])[];
  readonly #values: readonly number[];

  constructor(radix: number) {
    const { code } = this;
    this.#radix = radix;
    [this.#stride, this.#step, this.#root] = [code.local("i32"), code.local("i32"), code.local("i32")];
    [this.#partsLeft, this.#spanLeft] = [code.local("i32"), code.local("i32")];
    this.#factors = Array.from({ length: radix - 1 }, () => [code.local("v128"), code.local("v128")] as const);
    this.#values = Array.from({ length: radix }, () => code.local("v128"));
    this.#write();
  }

  #write(): void {
    const { code } = this;
    this.#assign(this.#step, () => this.#shifted(span));
    this.#assign(this.#stride, () => {
      code.get(this.#step);
      code.get(parts);
      code.op(opcode.i32Mul);
    });
    this.#repeat(count, count, () => {
      this.#assign(this.#root, () => code.get(roots));
      this.#repeat(parts, this.#partsLeft, () => {
        this.#loadRoots();
        this.#repeat(span, this.#spanLeft, () => this.#butterfly());
        // What was written reaches to the end of the r parts.
        this.#move(y, this.#step, this.#radix - 1);
      });
      this.#move(x, this.#stride, this.#radix - 1);
    });
  }

  /** Runs the body so many times, counting down in `left`. */
  #repeat(times: number, left: number, body: () => void): void {
    const { code } = this;
    if (times !== left) this.#assign(left, () => code.get(times));
    code.loop();
    body();
    code.get(left);
    code.i32(1);
    code.op(opcode.i32Sub);
    code.tee(left);
    code.op(opcode.brIf);
    code.index(0);
    code.op(opcode.end);
  }

  #loadRoots(): void {
    const { code } = this;
    this.#factors.flat().forEach((factor, k) => {
      this.#assign(factor, () => {
        code.get(this.#root);
        code.loadVector(complexBytes * k);
      });
    });
    this.#assign(this.#root, () => {
      code.get(this.#root);
      code.i32(2 * complexBytes * (this.#radix - 1));
      code.op(opcode.i32Add);
    });
  }

  /** One number of each of the r parts. */
  #butterfly(): void {
    const { code } = this;
    this.#values.forEach((value, j) => {
      this.#assign(value, () => {
        this.#address(x, this.#stride, j);
        code.loadVector(0);
      });
    });
    const sums = this.#radix === 4 ? this.#four() : this.#radix === 2 ? this.#two() : this.#odd();
    sums.forEach((sum, k) => {
      this.#address(y, this.#step, k);
      if (k === 0) sum();
      else this.#product(sum, this.#factors[k - 1]!);
      code.storeVector(0);
    });
    for (const pointer of [x, y])
      this.#assign(pointer, () => {
        code.get(pointer);
        code.i32(complexBytes);
        code.op(opcode.i32Add);
      });
  }

  #two(): readonly (() => void)[] {
    const [a, b] = this.#values as [number, number];
    return [() => this.#combine(a, "+", b), () => this.#combine(a, "-", b)];
  }

  #four(): readonly (() => void)[] {
    const { code } = this;
    const [a, b, c, d] = this.#values as [number, number, number, number];
    const [even, odd, evenLess, oddLess] = [code.local("v128"), code.local("v128"), code.local("v128"), code.local("v128")];
    this.#assign(even, () => this.#combine(a, "+", c));
    this.#assign(evenLess, () => this.#combine(a, "-", c));
    this.#assign(odd, () => this.#combine(b, "+", d));
    // (b - d) times -i.
    this.#assign(oddLess, () => {
      this.#combine(b, "-", d);
      this.#quarterTurn();
    });
    return [
      () => this.#combine(even, "+", odd),
      () => this.#combine(evenLess, "+", oddLess),
      () => this.#combine(even, "-", odd),
      () => this.#combine(evenLess, "-", oddLess),
    ];
  }

  /** With a_j = x_j + x_(r-j), b_j = x_j - x_(r-j): sums k and r - k are x_0 + sum_j cos(2 pi j k/r) a_j -+ i sum_j sin(2 pi j k/r) b_j. */
  #odd(): readonly (() => void)[] {
    const { code } = this;
    const r = this.#radix;
    const half = (r - 1) / 2;
    const [first] = this.#values as [number];
    const pairs = Array.from({ length: half }, (_, j) => {
      const [a, b] = [code.local("v128"), code.local("v128")];
      const [one, other] = [this.#values[j + 1]!, this.#values[r - 1 - j]!];
      this.#assign(a, () => this.#combine(one, "+", other));
      this.#assign(b, () => this.#combine(one, "-", other));
      return { a, b };
    });
    const scaled = (value: number, factor: number) => {
      code.get(value);
      code.f64x2(factor, factor);
      code.vector(vectorOpcode.f64x2Mul);
    };
    const angle = (j: number, k: number) => (2 * Math.PI * (((j + 1) * k) % r)) / r;
    const parts = Array.from({ length: half }, (_, index) => {
      const k = index + 1;
      const [even, odd] = [code.local("v128"), code.local("v128")];
      this.#assign(even, () => {
        code.get(first);
        pairs.forEach(({ a }, j) => {
          scaled(a, cos(angle(j, k)));
          code.vector(vectorOpcode.f64x2Add);
        });
      });
      this.#assign(odd, () => {
        pairs.forEach(({ b }, j) => {
          scaled(b, sin(angle(j, k)));
          if (j > 0) code.vector(vectorOpcode.f64x2Add);
        });
        this.#quarterTurn();
      });
      return { even, odd };
    });
    const whole = () => {
      code.get(first);
      for (const { a } of pairs) {
        code.get(a);
        code.vector(vectorOpcode.f64x2Add);
      }
    };
    const above = parts.map(
      ({ even, odd }) =>
        () =>
          this.#combine(even, "+", odd),
    );
    const below = parts
      .map(
        ({ even, odd }) =>
          () =>
            this.#combine(even, "-", odd),
      )
      .reverse();
    return [whole, ...above, ...below];
  }

  #combine(a: number, sign: "+" | "-", b: number): void {
    this.code.get(a);
    this.code.get(b);
    this.code.vector(sign === "+" ? vectorOpcode.f64x2Add : vectorOpcode.f64x2Sub);
  }

  /** What is on the stack times -i: (re, im) becomes (im, -re). */
  #quarterTurn(): void {
    const { code } = this;
    const value = this.#spare();
    code.tee(value);
    code.get(value);
    code.shuffle(swapped);
    code.f64x2(1, -1);
    code.vector(vectorOpcode.f64x2Mul);
  }

  /** z times w: (re, im) (re w, re w) + (im, re) (-im w, im w). */
  #product(push: () => void, [real, crossed]: readonly [number, number]): void {
    const { code } = this;
    const value = this.#spare();
    push();
    code.tee(value);
    code.get(real);
    code.vector(vectorOpcode.f64x2Mul);
    code.get(value);
    code.get(value);
    code.shuffle(swapped);
    code.get(crossed);
    code.vector(vectorOpcode.f64x2Mul);
    code.vector(vectorOpcode.f64x2Add);
  }

  #spareLocal: number | undefined;
  #spare(): number {
    this.#spareLocal ??= this.code.local("v128");
    return this.#spareLocal;
  }

  /** pointer + k * distance, on the stack. */
  #address(pointer: number, distance: number, k: number): void {
    const { code } = this;
    code.get(pointer);
    if (k === 0) return;
    code.get(distance);
    if (k > 1) {
      code.i32(k);
      code.op(opcode.i32Mul);
    }
    code.op(opcode.i32Add);
  }

  #move(pointer: number, distance: number, k: number): void {
    this.#assign(pointer, () => this.#address(pointer, distance, k));
  }

  #shifted(value: number): void {
    this.code.get(value);
    this.code.i32(4);
    this.code.op(opcode.i32Shl);
  }

  #assign(local: number, push: () => void): void {
    push();
    this.code.set(local);
  }
}
