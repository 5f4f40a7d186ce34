/** Explicit Runge-Kutta steps over a compiled function, every stage written out. */
import type { Tableau } from "../numerics/index.ts";
import { Code } from "./wasm/code.ts";
import { opcode, vectorOpcode } from "./wasm/opcodes.ts";

/**
 * Where things stand in the work block of a step, in doubles from its start; n is the number of states.
 *
 *   k_0 ... k_(rows - 1) | yNew | error | coarse error | stage
 *
 * The rows are the stages, f(t + h, yNew) where no stage is that, and the extra stages of the dense output.
 */
export interface StepperLayout {
  /** Stages of the method. */
  readonly stages: number;
  readonly rows: number;
  /** Where f(t + h, yNew) stands; a step of a method that is not FSAL leaves it to its caller. */
  readonly end: number;
  readonly leavesEnd: boolean;
  readonly yNew: number;
  readonly error: number;
  readonly coarse: number;
  readonly workLength: number;
}

/** Arguments of the exported functions: (t, h, y, p, work). */
const t = 0;
const h = 1;
const y = 2;
const p = 3;
const work = 4;

export function stepperLayout(tableau: Tableau, n: number): StepperLayout {
  const stages = tableau.b.length;
  const rows = endRow(tableau) + 1 + (tableau.dense?.extra.a.length ?? 0);
  const leavesEnd = tableau.fsal || tableau.bError.length > stages;
  const places = { yNew: rows * n, error: (rows + 1) * n, coarse: (rows + 2) * n, workLength: (rows + 4) * n };
  return { stages, rows, end: endRow(tableau) * n, leavesEnd, ...places };
}

/** The row of f(t + h, yNew): the last stage of an FSAL method, else one row more. */
function endRow(tableau: Tableau): number {
  return tableau.fsal ? tableau.b.length - 1 : tableau.b.length;
}

/**
 * One step of `tableau` over function number `rates`.
 *
 *   k_i = f(t + c_i h, y + h (a_i0 k_0 + a_i1 k_1 + ...)),   yNew = y + h (b_0 k_0 + ...),   error = h (e_0 k_0 + ...)
 *
 * k_0 is there already. Sums run upwards in the index and leave out zero coefficients. With `fsal` yNew is the argument of the
 * last stage.
 */
export function stepperCode(tableau: Tableau, n: number, rates: number): Code {
  const writer = new StepWriter(n, rates, stepperLayout(tableau, n));
  const { a, b, c, bError, bErrorCoarse, fsal } = tableau;
  const { stages, yNew, error, coarse } = writer.layout;
  for (let i = 1; i < stages; i++) {
    writer.combine(a[i]!, yNew, true);
    writer.evaluate(c[i]!, yNew, i);
  }
  if (!fsal) writer.combine(b, yNew, true);
  if (bError.length > stages) writer.evaluate(1, yNew, stages);
  writer.combine(bError, error, false);
  writer.combine(bErrorCoarse, coarse, false);
  return writer.code;
}

/** The extra stages of the dense output, after an accepted step with f(t + h, yNew) in its row. */
export function denseCode(tableau: Tableau, n: number, rates: number): Code {
  const writer = new StepWriter(n, rates, stepperLayout(tableau, n));
  const { coarse } = writer.layout;
  const { a, c } = tableau.dense!.extra;
  const first = endRow(tableau) + 1;
  for (const [i, row] of a.entries()) {
    writer.combine(row, coarse + n, true);
    writer.evaluate(c[i]!, coarse + n, first + i);
  }
  return writer.code;
}

class StepWriter {
  readonly code = new Code(["f64", "f64", "i32", "i32", "i32"]);
  readonly layout: StepperLayout;
  readonly #n: number;
  readonly #rates: number;
  readonly #hPair: number;

  constructor(n: number, rates: number, layout: StepperLayout) {
    this.#n = n;
    this.#rates = rates;
    this.layout = layout;
    this.#hPair = this.code.local("v128");
    this.code.get(h);
    this.code.vector(vectorOpcode.f64x2Splat);
    this.code.set(this.#hPair);
  }

  /** h sum_j weights[j] k_j, with y added or not, into the work block; two states at a time. */
  combine(weights: readonly number[], target: number, addY: boolean): void {
    const terms = [...weights.entries()].filter(([, weight]) => weight !== 0);
    if (weights.length === 0) return;
    let state = 0;
    for (; state + 1 < this.#n; state += 2) this.#combinePair(terms, state, target, addY);
    if (state < this.#n) this.#combineOne(terms, state, target, addY);
  }

  #combinePair(terms: readonly (readonly [number, number])[], state: number, target: number, addY: boolean): void {
    const { code } = this;
    code.get(work);
    if (addY) {
      code.get(y);
      code.loadVector(8 * state);
    }
    code.get(this.#hPair);
    for (const [position, [row, weight]] of terms.entries()) {
      code.f64x2(weight, weight);
      code.get(work);
      code.loadVector(8 * (row * this.#n + state));
      code.vector(vectorOpcode.f64x2Mul);
      if (position > 0) code.vector(vectorOpcode.f64x2Add);
    }
    code.vector(vectorOpcode.f64x2Mul);
    if (addY) code.vector(vectorOpcode.f64x2Add);
    code.storeVector(8 * (target + state));
  }

  #combineOne(terms: readonly (readonly [number, number])[], state: number, target: number, addY: boolean): void {
    const { code } = this;
    code.get(work);
    if (addY) {
      code.get(y);
      code.loadF64(8 * state);
    }
    code.get(h);
    for (const [position, [row, weight]] of terms.entries()) {
      code.f64(weight);
      code.get(work);
      code.loadF64(8 * (row * this.#n + state));
      code.op(opcode.f64Mul);
      if (position > 0) code.op(opcode.f64Add);
    }
    code.op(opcode.f64Mul);
    if (addY) code.op(opcode.f64Add);
    code.storeF64(8 * (target + state));
  }

  /** k_row = f(t + c h, work[at ...]). */
  evaluate(c: number, at: number, row: number): void {
    const { code } = this;
    code.get(t);
    if (c !== 0) {
      if (c !== 1) code.f64(c);
      code.get(h);
      if (c !== 1) code.op(opcode.f64Mul);
      code.op(opcode.f64Add);
    }
    this.#workAddress(at);
    code.get(p);
    this.#workAddress(row * this.#n);
    code.call(this.#rates);
  }

  #workAddress(offset: number): void {
    this.code.get(work);
    this.code.i32(8 * offset);
    this.code.op(opcode.i32Add);
  }
}
