/** The names that registries above this layer give to the document schema, and those that are known but come later. */

/** Ids of everything that a document may name. Made by the session from the registries of scales, methods, figures and so on. */
export interface Names {
  readonly scales: readonly string[];
  readonly methods: readonly string[];
  readonly figures: readonly string[];
  readonly synapses: readonly string[];
}

/**
 * Names with a settled meaning that are not built yet. The schema accepts them; `bind` reports each as missing and leaves it out
 * where the rest stands without it.
 */
export const planned: Names = {
  scales: [
    "cell",
    "rate",
    "network",
    "event-driven",
    "mesoscopic",
    "refractory-density",
    "low-dimensional",
    "fokker-planck",
    "voltage-conductance",
    "field",
  ],
  methods: ["auto", "rodas", "rk4", "euler", "heun", "exponential-euler", "euler-sequential"],
  figures: [
    "traces",
    "raster",
    "curve",
    "phase-plane",
    "activity",
    "rates",
    "isi",
    "eigenmodes",
    "correlation",
    "psth",
    "spectrum",
    "density",
    "joint-density",
    "field",
    "entropy",
    "map",
    "planform",
    "dispersion",
    "retinal",
    "eigenvalues",
    "bifurcation",
  ],
  synapses: [],
};

/** Every name of a kind that a document may use: what is built, then what is planned. */
export function knownNames(names: Names, kind: keyof Names): readonly string[] {
  return [...new Set([...names[kind], ...planned[kind]])];
}

/** Whether a name is planned and not built. */
export function isPlanned(names: Names, kind: keyof Names, name: string): boolean {
  return planned[kind].includes(name) && !names[kind].includes(name);
}
