/** The catalogue: one line a model. Lazy, so that a program's start does not contain every model. */
import type { Model } from "./model.ts";

/** A line of the catalogue. */
export interface ModelLine {
  readonly id: string;
  readonly title: string;
  readonly load: () => Promise<Model>;
}

/** Every model by id. */
export const catalogue: readonly ModelLine[] = [
  { id: "adex", title: "Adaptive exponential integrate-and-fire neuron", load: async () => (await import("./adex.ts")).adex },
];

/** The ids of the catalogue. */
export const modelIds: readonly string[] = catalogue.map((line) => line.id);
