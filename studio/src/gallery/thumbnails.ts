/** Pictures of the examples, of their own results, and the scales that can run them: `tools/thumbnails.mjs` makes them. */
import made from "./thumbnails.json";

const files = import.meta.glob("./thumbnails/*.png", { query: "?url", import: "default", eager: true });

/** What is known of an example beforehand. */
export interface Made {
  /** The beginning of the SHA-256 of its text. */
  readonly of: string;
  /** The figure that is shown. */
  readonly figure: string;
  /** The scales that can run it. */
  readonly scales: readonly string[];
}

export const madeOf: Readonly<Record<string, Made>> = made;

/** The address of the picture of an example; undefined if it has none. */
export const thumbnailOf = (name: string, theme: "light" | "dark"): string | undefined => files[`./thumbnails/${name}.${theme}.png`];
