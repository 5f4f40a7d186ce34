/** Columns of numbers or words with their units: what a CSV file holds, and what stands beside every figure. */

/** One column. */
export interface TableColumn {
  readonly name: string;
  /** The unit as the user writes it; "" for none. */
  readonly unit: string;
  /** All columns of a table have the same length. NaN is an empty cell. */
  readonly values: Float64Array | readonly string[];
}

/** Columns of one length. */
export interface Table {
  readonly columns: readonly TableColumn[];
}
