/** What a finished sweep holds: one row per point of the grid, averaged over seeds. Plain data. */
import type { Provenance } from "./result.ts";

/** A swept path, in document order. Words (a method's name) are values too. */
export interface SweepAxis {
  readonly path: string;
  /** Unit of the values; "" if dimensionless or words. */
  readonly unit: string;
  readonly values: readonly (number | string)[];
  readonly scale: "linear" | "log";
}

/** The measures at one point of the grid. */
export interface SweepRow {
  /** One value per axis. */
  readonly point: readonly (number | string)[];
  /** Mean over the seeds, one per measure; null where it is undefined (the CV of a silent neuron) or the run failed. */
  readonly values: readonly (number | null)[];
  /** Standard error of the mean over the seeds; null for a single seed. */
  readonly standardErrors: readonly (number | null)[];
}

/** A line through the same axes from theory, drawn over the points. */
export interface TheoryLine {
  /** What a figure's option `theory` calls it. */
  readonly id: "closed-form" | "renewal";
  readonly label: string;
  readonly measure: string;
  /** Values of the other axes, by path. */
  readonly others: Readonly<Record<string, number | string>>;
  /** Values of the axis named by `path`, and of the measure, in their units. */
  readonly path: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A sweep: axes, measures, and a row for every point. */
export interface SweepResult {
  readonly title: string;
  readonly units: "physical" | "none";
  /** Swept paths but `run.seed`, which makes ensembles. */
  readonly axes: readonly SweepAxis[];
  /** `E.rate` with unit `Hz`, ... */
  readonly measures: readonly { readonly name: string; readonly unit: string }[];
  readonly rows: readonly SweepRow[];
  readonly theory: readonly TheoryLine[];
  readonly provenance: Provenance;
  readonly notes: readonly string[];
}
