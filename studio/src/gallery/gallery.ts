/** What the gallery holds: models with their sets, and examples. Plain data. */
import type { Foreseen } from "../contract.ts";

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

/** The picture of a card: a trace as a polyline in a box of 100 x 40, or the size of a network. */
export type Sketch = { readonly kind: "trace"; readonly points: string } | { readonly kind: "size"; readonly size: Foreseen };
