/** Systems with the matrix of a discretised density, less a multiple of the identity. */
import type { DensityOperator } from "../../../kernels/index.ts";

/** T - sigma with the exchange T of an operator without what enters at its reset, in factors. Sigma is not negative: no pivot is needed. */
export class ShiftedExchange {
  readonly #up: Float64Array;
  readonly #down: Float64Array;
  readonly #reciprocal: Float64Array;

  constructor({ up, down, out }: Pick<DensityOperator, "up" | "down" | "out">, sigma: number) {
    const cells = out.length;
    this.#up = up.slice();
    this.#down = down.slice();
    this.#reciprocal = new Float64Array(cells);
    // Losses of a cell but upwards are carried as numbers of their own, so that no difference is taken.
    let kept = sigma + out[0]!;
    for (let i = 0; i < cells; i++) {
      const rise = i + 1 < cells ? up[i]! : 0;
      this.#reciprocal[i] = 1 / (kept + rise);
      if (i + 1 < cells) kept = sigma + out[i + 1]! + down[i + 1]! * kept * this.#reciprocal[i]!;
    }
  }

  /** Replaces b by the solution of (T - sigma) x = b {cells}. */
  solve(b: Float64Array): void {
    const [up, down, reciprocal] = [this.#up, this.#down, this.#reciprocal];
    const last = b.length - 1;
    // What the next cell needs is carried in a variable: to read what was just written takes as long as to compute it.
    let carried = b[0]!;
    for (let i = 0; i < last; i++) {
      carried = b[i + 1]! + up[i]! * reciprocal[i]! * carried;
      b[i + 1] = carried;
    }
    carried *= -reciprocal[last]!;
    b[last] = carried;
    for (let i = last - 1; i >= 0; i--) {
      carried = (-b[i]! + down[i + 1]! * carried) * reciprocal[i]!;
      b[i] = carried;
    }
  }

  /** Replaces b by the solution of (T - sigma)^T x = b: what each cell holds counts for, where b is what it counts for at once {cells}. */
  solveTransposed(b: Float64Array): void {
    const [up, down, reciprocal] = [this.#up, this.#down, this.#reciprocal];
    const last = b.length - 1;
    let carried = b[0]!;
    for (let i = 0; i < last; i++) {
      carried = b[i + 1]! + down[i + 1]! * reciprocal[i]! * carried;
      b[i + 1] = carried;
    }
    carried *= -reciprocal[last]!;
    b[last] = carried;
    for (let i = last - 1; i >= 0; i--) {
      carried = (-b[i]! + up[i]! * carried) * reciprocal[i]!;
      b[i] = carried;
    }
  }
}
