/** Projections with what is known of their weights before any is drawn. */
import { type Law, type Moments, momentsOf, weightLawOf } from "../wiring/index.ts";
import type { Entering } from "./types.ts";

export interface Weighed {
  readonly input: Entering;
  readonly law: Law;
  readonly moments: Moments;
}

/** Looks at each law once, however many projections have it. */
export function weigh(inputs: readonly Entering[]): readonly Weighed[] {
  const known = new Map<string, Moments>();
  return inputs.map((input) => {
    const law = weightLawOf(input);
    const name = law.kind === "drawn" ? law.name : "";
    const moments = known.get(name) ?? momentsOf(input, law);
    if (law.kind === "drawn") known.set(name, moments);
    return { input, law, moments };
  });
}
