/** Rosenbrock methods as data, checked when they are made. */
import { InternalError } from "../base/index.ts";
import { invert } from "./linear.ts";
import { orderDefect, type Rows } from "./order-conditions.ts";

/**
 * A Rosenbrock method in the form without products by the Jacobian J:
 *
 *   (1/(h gamma) - J) u_i = f(t + alpha_i h, y + sum_j a_ij u_j) + sum_j c_ij/h u_j + h gamma_i df/dt,
 *   y(t + h) = y + sum_i b_i u_i,    error = sum_i bError_i u_i,
 *   y(t + theta h) = (1 - theta) y + theta (y1 + (1 - theta)(d_1 + theta (d_2 + theta d_3))),   d_l = sum_i dense_li u_i.
 *
 * @see Hairer, Wanner, Solving Ordinary Differential Equations II, section IV.7, eq. (7.25)
 */
export interface RosenbrockTableau {
  readonly id: string;
  readonly order: number;
  readonly embeddedOrder: number;
  readonly denseOrder: number;
  readonly gamma: number;
  readonly alpha: readonly number[];
  readonly gammas: readonly number[];
  readonly a: Rows;
  readonly c: Rows;
  readonly b: readonly number[];
  readonly bError: readonly number[];
  readonly dense: Rows;
  readonly source: string;
}

/** Coefficients of size 10^2 printed to 16 digits, in products of up to five. */
const tolerance = 1e-9;

/** Makes a Rosenbrock method and checks row sums and all order conditions it claims; a wrong coefficient throws InternalError. */
export function rosenbrockTableau(data: RosenbrockTableau): RosenbrockTableau {
  const { id, gamma, alpha, gammas, a, c, b, bError, dense, order, embeddedOrder, denseOrder } = data;
  const claim = (what: string, defect: number) => {
    if (!(defect <= tolerance)) throw new InternalError(`Rosenbrock tableau ${id}: ${what} fails by ${defect}`);
  };
  // Back to the defining form: u = Gamma k, so that Gamma = (1/gamma - C)^-1 and every weight of u is multiplied by Gamma^-1's inverse.
  const full = invert(c.map((row, i) => b.map((_, j) => (i === j ? 1 / gamma : -(row[j] ?? 0)))));
  if (full === undefined) throw new InternalError(`Rosenbrock tableau ${id} is singular`);
  const timesGamma = (row: readonly number[]) => b.map((_, j) => row.reduce((sum, value, i) => sum + value * full[i]![j]!, 0));
  const alphas = a.map(timesGamma);
  const betas = alphas.map((row, i) => row.map((value, j) => value + full[i]![j]!));
  alphas.forEach((row, i) => {
    claim(`alpha ${i}`, Math.abs(total(row) - alpha[i]!));
    claim(`gamma ${i}`, Math.abs(total(full[i]!) - gammas[i]!));
  });
  claim(`order ${order}`, orderDefect(alphas, timesGamma(b), order, 1, betas));
  const embedded = b.map((weight, i) => weight - bError[i]!);
  claim(`embedded order ${embeddedOrder}`, orderDefect(alphas, timesGamma(embedded), embeddedOrder, 1, betas));
  const theta = 1 / 3;
  const inner = b.map((weight, i) => {
    const d = dense.reduceRight((sum, row) => sum * theta + row[i]!, 0);
    return theta * (weight + (1 - theta) * d);
  });
  claim(`dense order ${denseOrder}`, orderDefect(alphas, timesGamma(inner), denseOrder, theta, betas));
  return data;
}

function total(row: readonly number[]): number {
  return row.reduce((sum, value) => sum + value, 0);
}
