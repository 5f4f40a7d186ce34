/** Runge-Kutta methods as data, checked when they are made. */
import { InternalError } from "../base/index.ts";
import { orderDefect } from "./order-conditions.ts";

/**
 * An explicit Runge-Kutta method with its embedded error estimate and dense output.
 *
 *   k_i = f(t + c_i h, y + h sum_j a_ij k_j),   y(t + h) = y + h sum_i b_i k_i,   error = h sum_i bError_i k_i
 *
 * `c`, `a`, `b` have s entries (row i of `a` has i). `bError` has s entries, or s + 1 when it also uses f(t + h, y(t + h)).
 */
export interface Tableau {
  readonly id: string;
  /** Order of `b`. */
  readonly order: number;
  /** Order of `b - bError`; 0 where there is no error estimate. */
  readonly embeddedOrder: number;
  readonly c: readonly number[];
  readonly a: readonly (readonly number[])[];
  readonly b: readonly number[];
  /** Empty: no error estimate. */
  readonly bError: readonly number[];
  /** A second, coarser estimate that damps the first: error = e^2/sqrt(e^2 + 0.01 coarse^2) in norms (Hairer's DOP853). */
  readonly bErrorCoarse: readonly number[];
  /** The last stage is f(t + h, y(t + h)), the first of the next step. Derived from the coefficients. */
  readonly fsal: boolean;
  readonly dense: Dense | undefined;
  readonly source: string;
}

/**
 * Continuous extension: y(t + theta h) = y + h sum_i k_i sum_d weights[i][d] theta^(d+1).
 *
 * The sum runs over the s stages, then (unless the method is FSAL) k_s = f(t + h, y(t + h)), then the `extra` stages, whose
 * rows of `a` refer to all those before.
 */
export interface Dense {
  readonly order: number;
  readonly extra: { readonly c: readonly number[]; readonly a: readonly (readonly number[])[] };
  readonly weights: readonly (readonly number[])[];
}

/** Coefficients as printed in the source. */
export interface TableauData extends Omit<Tableau, "fsal" | "embeddedOrder" | "bError" | "bErrorCoarse" | "dense"> {
  readonly embeddedOrder?: number;
  readonly bError?: readonly number[];
  readonly bErrorCoarse?: readonly number[];
  readonly dense?: Dense;
}

/** Rounding of coefficients of size up to 10^3, summed; a wrong digit among the first twelve is far above. */
const tolerance = 1e-11;

/**
 * Makes a tableau and checks it: row sums, order conditions of `b`, of the embedded solution and of the dense output at
 * theta = 1/3. A method that claims an order it has not is a bug and throws InternalError.
 */
export function tableau(data: TableauData): Tableau {
  const { id, c, a, b, order, source } = data;
  const stages = b.length;
  const bError = data.bError ?? [];
  const last = a[stages - 1] ?? [];
  const fsal = stages > 1 && c[stages - 1] === 1 && b[stages - 1] === 0 && b.slice(0, -1).every((weight, i) => weight === last[i]);
  const made: Tableau = {
    id,
    order,
    embeddedOrder: data.embeddedOrder ?? 0,
    c,
    a,
    b,
    bError,
    bErrorCoarse: data.bErrorCoarse ?? [],
    fsal,
    dense: data.dense,
    source,
  };
  check(made);
  return made;
}

function check(method: Tableau): void {
  const { id, a, b, bError, bErrorCoarse, order, embeddedOrder, dense } = method;
  const { rows, nodes } = extended(method);
  const claim = (what: string, defect: number) => {
    if (!(defect <= tolerance)) throw new InternalError(`tableau ${id}: ${what} fails by ${defect}`);
  };
  claim("number of rows", Math.abs(a.length - b.length));
  rows.forEach((row, i) => {
    claim(`row sum ${i}`, Math.abs(row.reduce((sum, x) => sum + x, 0) - nodes[i]!));
  });
  claim(`order ${order}`, orderDefect(rows, b, order, 1));
  for (const error of [bError, bErrorCoarse]) {
    if (error.length === 0) continue;
    const embedded = error.map((e, i) => (b[i] ?? 0) - e);
    claim(`embedded order ${embeddedOrder}`, orderDefect(rows, embedded, error === bError ? embeddedOrder : 1, 1));
  }
  if (dense === undefined) return;
  for (const theta of [1 / 3, 1])
    claim(`dense order ${dense.order}`, orderDefect(rows, denseWeights(dense, theta), theta === 1 ? order : dense.order, theta));
}

/** All stages that the dense output may use: rows of a, and nodes c. */
function extended(method: Tableau): { rows: readonly (readonly number[])[]; nodes: readonly number[] } {
  const end = method.fsal ? [] : [method.b];
  const extra = method.dense?.extra;
  return {
    rows: [...method.a, ...end, ...(extra?.a ?? [])],
    nodes: [...method.c, ...end.map(() => 1), ...(extra?.c ?? [])],
  };
}

/** Weights of the stages at `theta`: y(t + theta h) = y + h sum_i w_i k_i. */
export function denseWeights(dense: Dense, theta: number): number[] {
  return dense.weights.map((row) => theta * row.reduceRight((sum, weight) => sum * theta + weight, 0));
}
