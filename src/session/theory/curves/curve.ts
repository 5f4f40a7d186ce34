/** What a theory that a figure draws looks at. */
import type { Linearised, Result, TheoryCurve } from "../../../contract/index.ts";
import type { Experiment } from "../../../model/index.ts";
import type { Responding } from "../noisy.ts";
import type { Renewal, Uncovered } from "../renewal.ts";

/** One population of a run. */
export interface Setting {
  readonly experiment: Experiment;
  readonly result: Result;
  readonly population: string;
  /** The population alone. */
  renewal(): Renewal | Uncovered;
  /** The population with all that drive it, around their mean activities. */
  linearised(): Promise<Linearised | Uncovered>;
  /** The same without the swing of sines and chirps. */
  modulated(): Promise<Responding | Uncovered>;
}

export type Lines = readonly Pick<TheoryCurve, "quantity" | "label" | "x" | "y" | "responses">[];

/** The lines of a population in one figure, or why there is none. */
export type TheoryRule = (setting: Setting) => Lines | Uncovered | Promise<Lines | Uncovered>;
