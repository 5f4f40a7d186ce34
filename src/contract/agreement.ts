/** What a comparison of scales holds: numbers of each with their standard errors, a verdict for each number and for all. Plain data. */
import type { Provenance } from "./result.ts";

/** `agrees`: the whole 99 % interval lies inside the margin. `differs`: it lies outside. `undecided`: neither, so far. */
export type Verdict = "agrees" | "differs" | "undecided";

/** The independent runs of one scale. */
export interface ComparedScale {
  readonly scale: string;
  /** Its id; with a number where a scale stands twice. */
  readonly label: string;
  /** One for each trial: a run of the document with it gives the same numbers. */
  readonly seeds: readonly number[];
  /** Whether the seed changes anything. What is not random has no standard errors, no variance and no spectrum. */
  readonly isRandom: boolean;
  readonly step: number | null;
  readonly wall_s: number;
  readonly cpu_s: number;
}

/** A number of two scales, the first of which is the reference. Rates in Hz (per unit of time under `units: none`). */
export interface ComparedQuantity {
  readonly population: string;
  /** `mean`, `variance`, `spectrum 0-200 Hz` (level), `shape 0-200 Hz`, `time course`, `residence low`, `residence high`, `switches`, `distribution`, `blow-up` (a time). */
  readonly name: string;
  readonly unit: string;
  /** Labels: reference, other. */
  readonly scales: readonly [string, string];
  readonly values: readonly [number, number];
  readonly standardErrors: readonly [number, number];
  /**
   * other / reference - 1. Of the shape of a spectrum the root mean square of that over the frequencies, without what chance adds; of a time course
   * where it is largest, in parts of the activity there (of its mean where it is lower); of a distribution the largest difference between the parts of the
   * neurons below a potential, without a sign. null where the reference is 0 and the other is not.
   */
  readonly difference: number | null;
  /** Its 99 % confidence interval. */
  readonly interval: readonly [number, number];
  readonly margin: number;
  /** Of a time course: when it differs most, begin and end of a stretch from the begin of the recording [ms]. */
  readonly during?: readonly [number, number];
  /** Of a distribution: the potential at which the parts of the neurons below it differ most, in the unit of the document. */
  readonly at?: number;
  readonly verdict: Verdict;
  /** Recorded time of all trials together that would probably decide it [ms]; null where it is decided. */
  readonly longer: number | null;
  /** What is known to make the scales differ here, with its size, the largest first. */
  readonly knownCauses: readonly string[];
}

/** What is not compared, and why. */
export interface LeftOut {
  readonly population: string;
  readonly name: string;
  readonly scales: readonly [string, string];
  readonly reason: string;
}

/** A reason why scales differ that can be told from the document or from a scale. */
export interface Cause {
  /** `random in-degrees`, `step`, `finite size`, `lambda`, ... */
  readonly cause: string;
  readonly population: string;
  /** Relative size of what it leaves out or adds, of what the sentence says. */
  readonly size: number;
  /** A sentence with the size. */
  readonly words: string;
  /** First words of the names of quantities that it moves: `mean`, `spectrum`. */
  readonly moves: readonly string[];
}

/** What is drawn of one scale's population. Times in ms, rates in Hz, frequencies in Hz. */
export interface ComparedActivity {
  /** Label of the scale. */
  readonly scale: string;
  /** Activity over a stretch of time: of the first trial, or mean over the trials where the drive changes. */
  readonly times: Float64Array;
  readonly activity: Float64Array;
  /** Standard errors of a mean over trials. */
  readonly activityError?: Float64Array;
  /** Spectrum with one standard error in parts of it; absent for what is not random. */
  readonly frequencies?: Float64Array;
  readonly density?: Float64Array;
  readonly densityError?: Float64Array;
}

/** Densities of a population over its potential, as means over the recorded time and the trials; of neurons that are not refractory. */
export interface ComparedDistribution {
  /** The state, and its unit. */
  readonly name: string;
  readonly unit: string;
  readonly scales: readonly {
    /** Label. */
    readonly scale: string;
    /** Middles of equal bins, in the unit, and the density there, in one over it. */
    readonly at: Float64Array;
    readonly density: Float64Array;
    /** Whether neurons were counted. */
    readonly isCounted: boolean;
  }[];
}

export interface ComparedPopulation {
  readonly name: string;
  readonly size: number;
  readonly activities: readonly ComparedActivity[];
  /** Where two scales have densities over the same state. */
  readonly distribution?: ComparedDistribution;
}

/** Scales of one document over one another. */
export interface Agreement {
  readonly title: string;
  readonly units: "physical" | "none";
  readonly scales: readonly ComparedScale[];
  readonly trials: number;
  /** Recorded time of each trial [ms]. */
  readonly duration: number;
  /** Width of the bins of variance and time course [ms]. */
  readonly bin: number;
  readonly populations: readonly ComparedPopulation[];
  readonly quantities: readonly ComparedQuantity[];
  readonly leftOut: readonly LeftOut[];
  readonly causes: readonly Cause[];
  readonly verdict: Verdict;
  /** The verdict and its reason, a sentence. */
  readonly words: string;
  readonly provenance: Provenance;
  readonly notes: readonly string[];
}
