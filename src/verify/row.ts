/** A row of the table of reference numbers. */

export interface Row {
  readonly name: string;
  readonly value: number;
  readonly reference: number;
  /** |value - reference|. */
  readonly error: number;
  readonly tolerance: number;
  /** Where the reference comes from. */
  readonly source: string;
  readonly ok: boolean;
}

/** Compares a computed value with its reference; NaN is never ok. */
export function row(name: string, value: number, reference: number, tolerance: number, source: string): Row {
  const error = Math.abs(value - reference);
  return { name, value, reference, error, tolerance, source, ok: error <= tolerance };
}

/** Largest difference between two lists of times, as a row with reference 0; lists of different length differ by infinity. */
export function worst(name: string, values: ArrayLike<number>, references: readonly number[], tolerance: number, source: string): Row {
  let error = values.length === references.length ? 0 : Number.POSITIVE_INFINITY;
  references.forEach((reference, k) => {
    error = Math.max(error, Math.abs((values[k] ?? Number.NaN) - reference));
  });
  return row(name, error, 0, tolerance, source);
}
