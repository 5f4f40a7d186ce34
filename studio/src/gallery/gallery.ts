/** What the gallery holds: models with their sets, and examples. Plain data. */

/** Something to open. */
export interface GalleryItem {
  /** `adex.tonic`, `example:adex-adapting`: what `lapicque show` and `lapicque run` call it. */
  readonly id: string;
  readonly title: string;
  /** What is to be seen: one sentence, or nothing. */
  readonly phenomenon: string;
  readonly source: string;
}

/** Items that belong together: a model's sets, or the examples. */
export interface GalleryGroup {
  readonly id: string;
  readonly title: string;
  readonly items: readonly GalleryItem[];
}

/** A trace as a polyline in a box of 100 x 40, for a card. */
export interface Sketch {
  readonly points: string;
}
