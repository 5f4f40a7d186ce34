/** The names that documents may use, from the registries. */
import { methods } from "../kernels/index.ts";
import type { Names } from "../model/index.ts";
import { scales } from "../scales/index.ts";

/** Scales and methods of this version, and the figures that the shell can draw. */
export function builtNames(figures: readonly string[]): Names {
  return { scales: scales.map(({ id }) => id), methods: ["auto", ...methods.map(({ id }) => id)], figures, synapses: [] };
}
