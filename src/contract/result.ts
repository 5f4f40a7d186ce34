/** What a finished run holds: everything that files, figures, comparisons and the JSON report are made from. Plain data. */

import type { Code, Data } from "../base/index.ts";
import type { ActivityMeasures, Channel, Measures, Reason } from "./scale.ts";
import type { TheoryResult } from "./theory.ts";

/** How the run ended, in words too. `time` is where it stopped. */
export interface Ending {
  readonly kind: "completed" | "cancelled" | "blow-up" | "event-storm" | "diverged" | "no-convergence" | "not-unique" | "does-not-fit";
  readonly time: number;
  /** Uncertainty of `time`, where the method knows it. */
  readonly error: number | null;
  readonly message: string | null;
  readonly remedy: string | null;
  readonly code?: Code;
  readonly data?: Data;
}

/** Spikes of one population, in order of time. */
export interface Spikes {
  readonly times: Float64Array;
  readonly neurons: Uint32Array;
}

/** One recorded signal on its own time base; values in the unit of the channel (already divided by `factor`). */
export interface Signal {
  readonly channel: Channel;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Recorded profiles: {times, cells of the axes}, row by row, in the unit of the channel (already divided by `factor`). */
export interface Profile {
  readonly channel: Channel;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** What a run left of one population. */
export interface PopulationResult {
  readonly size: number;
  /** Absent for units without spikes (rates), and at scales without single neurons. */
  readonly spikes?: Spikes;
  /** At scales without single neurons. */
  readonly activity?: ActivityMeasures;
  /**
   * What a spike looks like in a sampled trace, for neurons with a reset (absent without one): the label of the state that the
   * spike condition compares, and the level it reaches just before the reset, in the state's unit; null where that level varies.
   */
  readonly peak?: { readonly label: string; readonly level: number | null };
}

/** A recorded spike train compared with the model's: coincidence factor per window and repetition. */
export interface ComparisonResult {
  /** The population whose spikes were compared. */
  readonly population: string;
  readonly windows: readonly number[];
  /** gamma[window][repetition]. */
  readonly gamma: readonly (readonly number[])[];
  /** Mean coincidence factor between repetitions, per window. */
  readonly reliability: readonly number[];
  /** Recorded spikes, one repetition after another, for the raster. */
  readonly recorded: readonly Float64Array[];
  /** Recorded signals to draw under the model's signal of the same label; `neuron` of the channel is the repetition. */
  readonly signals: readonly Signal[];
}

/** What made a result: enough to make it again, bit for bit. */
export interface Provenance {
  readonly version: string;
  readonly document_sha256: string;
  readonly platform: string;
  readonly options: Readonly<Record<string, string | number>>;
}

/** One run of a document on one scale. Times in ms (plain numbers under `units: none`). */
export interface Result {
  readonly title: string;
  readonly scale: string;
  readonly units: "physical" | "none";
  readonly seed: number;
  /** Recorded stretch: from the end of the transient [ms]. */
  readonly transient: number;
  readonly duration: number;
  readonly step: number | null;
  readonly outcome: Ending;
  /** The seed has changed nothing, and would not. Absent: it may. */
  readonly isDeterministic?: true;
  readonly populations: Readonly<Record<string, PopulationResult>>;
  readonly signals: readonly Signal[];
  /** Absent: none were recorded. */
  readonly profiles?: readonly Profile[];
  readonly comparison?: ComparisonResult;
  /** What the scale knows of the run as a whole. */
  readonly measures?: Measures;
  /** What theory says, where figures of the document draw it and it covers the document. */
  readonly theory?: TheoryResult;
  readonly provenance: Provenance;
  /** What the scale remarks, which `notes` says in words. Absent: nothing. */
  readonly remarks?: readonly Reason[];
  /** What the document records and the scale does not compute. Absent: nothing. */
  readonly lacks?: readonly { readonly population: string; readonly name: string }[];
  /** Things worth saying that are no errors: figures left out, values rounded. */
  readonly notes: readonly string[];
  readonly wall_s: number;
  readonly cpu_s: number;
  readonly build_s: number;
}
