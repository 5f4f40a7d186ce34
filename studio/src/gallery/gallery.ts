/** What the gallery holds: models with their sets, and examples by subject. Plain data. */

/** Something to open. */
export interface GalleryItem {
  /** `adex.tonic`, `example:adex-adapting`: what `lapicque show` and `lapicque run` call it. */
  readonly id: string;
  readonly title: string;
  /** What is to be seen: one sentence, or nothing. */
  readonly phenomenon: string;
  readonly source: string;
}

/** Items that belong together: a model's sets, or the examples of a subject. */
export interface GalleryGroup {
  readonly id: string;
  readonly title: string;
  readonly items: readonly GalleryItem[];
  /** The tour of the subject, by its name. */
  readonly tour?: string;
}

/** How names of examples begin. */
export const EXAMPLE = "example:";

/** The picture of a model: a trace as a polyline in a box of 100 x 40. */
export type Sketch = string;
