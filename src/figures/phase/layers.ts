/** Which parts of a portrait are drawn. */
import { LapicqueError } from "../../base/index.ts";

const names = ["field", "nullclines", "cycles", "separatrices", "run", "labels"] as const;

export type Layer = (typeof names)[number];

/** All layers but the hidden ones. Throws `figure-no-such` for a layer that there is none. */
export function layersOf(hidden: readonly string[] = []): ReadonlySet<Layer> {
  for (const name of hidden) {
    if (!names.some((known) => known === name)) {
      throw new LapicqueError("figure-no-such", { figure: "phase-plane", name, what: "a part of it", known: [...names] });
    }
  }
  return new Set(names.filter((name) => !hidden.includes(name)));
}

/** What each kind of line looks like: series 0 and 1 are the nullclines. */
export const inks = { nullclines: [0, 1], orbit: 2, cycle: 3 } as const;
