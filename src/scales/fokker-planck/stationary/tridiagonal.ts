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
    for (let i = 0; i < last; i++) b[i + 1]! += up[i]! * reciprocal[i]! * b[i]!;
    b[last]! *= -reciprocal[last]!;
    for (let i = last - 1; i >= 0; i--) b[i] = (-b[i]! + down[i + 1]! * b[i + 1]!) * reciprocal[i]!;
  }

  /** Replaces b by the solution of (T - sigma)^T x = b: what each cell holds counts for, where b is what it counts for at once {cells}. */
  solveTransposed(b: Float64Array): void {
    const [up, down, reciprocal] = [this.#up, this.#down, this.#reciprocal];
    const last = b.length - 1;
    for (let i = 0; i < last; i++) b[i + 1]! += down[i + 1]! * reciprocal[i]! * b[i]!;
    b[last]! *= -reciprocal[last]!;
    for (let i = last - 1; i >= 0; i--) b[i] = (-b[i]! + up[i]! * b[i + 1]!) * reciprocal[i]!;
  }
}
