/** The names that registries above this layer give to documents. */

/** Ids of everything that a document may name. Made by the session from the registries of scales, methods, figures and so on. */
export interface Names {
  readonly scales: readonly string[];
  readonly methods: readonly string[];
  readonly figures: readonly string[];
  readonly synapses: readonly string[];
}

/**
 * All names that a document may use, whoever reads it: a program that draws only some of the figures, or none, reads the same documents, and
 * `bind` reports what it lacks. They are those of the registries.
 */
export const vocabulary: Names = {
  scales: [
    "cell",
    "rate",
    "network",
    "event-driven",
    "mesoscopic",
    "refractory-density",
    "low-dimensional",
    "field",
    "fokker-planck",
    "voltage-conductance",
  ],
  methods: [
    "auto",
    "dormand-prince8",
    "tsitouras5",
    "rodas",
    "exact",
    "rk4",
    "heun",
    "euler",
    "exponential-euler",
    "euler-sequential",
    "euler-maruyama",
    "milstein",
  ],
  figures: [
    "traces",
    "raster",
    "activity",
    "density",
    "joint-density",
    "field",
    "planform",
    "retinal",
    "rates",
    "isi",
    "spectrum",
    "eigenmodes",
    "correlation",
    "psth",
    "entropy",
    "map",
    "curve",
    "phase-plane",
    "bifurcation",
    "eigenvalues",
    "dispersion",
    "compare",
    "f-i",
  ],
  synapses: [],
};
