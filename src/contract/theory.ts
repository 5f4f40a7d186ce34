/** What theory says of a run: numbers of populations, and lines that figures draw over simulated points. Plain data. */

/** A population whose neurons have intervals that are independent, with one law. */
export interface PopulationTheory {
  /** The theory, as a legend names it. */
  readonly label: string;
  /** [1/ms]; plain numbers under `units: none`. */
  readonly rate: number;
  readonly cv: number;
}

/** What a sine makes of the activity of a population: amplitude times sin(2 pi frequency t + that of the sine + phase). */
export interface SineResponse {
  readonly stimulus: string;
  /** [1/ms]; plain numbers under `units: none`. */
  readonly frequency: number;
  /** [1/ms]; plain numbers under `units: none`. */
  readonly amplitude: number;
  /** Between -pi and pi; negative where the activity comes later. */
  readonly phase: number;
}

/** A line, or points where theory has points, of one population in one figure. */
export interface TheoryCurve {
  /** The figure that draws it. */
  readonly figure: string;
  /** Which of the quantities that the figure can draw. */
  readonly quantity: string;
  readonly population: string;
  /** The theory, as a legend names it. */
  readonly label: string;
  /** In the units of the figure's axes; ascending where it is a line. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Of a line over time under sines. */
  readonly responses?: readonly SineResponse[];
}

/** Theory beside one run. */
export interface TheoryResult {
  readonly populations: Readonly<Record<string, PopulationTheory>>;
  readonly curves: readonly TheoryCurve[];
}
