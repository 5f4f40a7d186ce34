/** The names that documents may use, from the registries. */
import { methods } from "../kernels/index.ts";
import { type Names, synapseIds } from "../model/index.ts";
import { scales } from "../scales/index.ts";

/** Scales, methods and synapses of this version, and the figures that the shell can draw. */
export function builtNames(figures: readonly string[]): Names {
  return { scales: scales.map(({ id }) => id), methods: ["auto", ...methods.map(({ id }) => id)], figures, synapses: synapseIds };
}

/** Titles of scales and methods, by id. */
export const titles: ReadonlyMap<string, string> = new Map([...scales, ...methods].map(({ id, title }) => [id, title]));
