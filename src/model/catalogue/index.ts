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
  { id: "lif", title: "Leaky integrate-and-fire neuron", load: async () => (await import("./lif.ts")).lif },
  { id: "eif", title: "Exponential integrate-and-fire neuron", load: async () => (await import("./eif.ts")).eif },
  { id: "adex", title: "Adaptive exponential integrate-and-fire neuron", load: async () => (await import("./adex.ts")).adex },
  { id: "izhikevich", title: "Izhikevich's neuron", load: async () => (await import("./izhikevich.ts")).izhikevich },
  {
    id: "hodgkin-huxley",
    title: "Hodgkin-Huxley model of the squid giant axon",
    load: async () => (await import("./hodgkin-huxley.ts")).hodgkinHuxley,
  },
  { id: "fitzhugh-nagumo", title: "FitzHugh-Nagumo model", load: async () => (await import("./fitzhugh-nagumo.ts")).fitzhughNagumo },
  { id: "wilson-cowan", title: "Wilson-Cowan model", load: async () => (await import("./wilson-cowan.ts")).wilsonCowan },
];

/** The ids of the catalogue. */
export const modelIds: readonly string[] = catalogue.map((line) => line.id);
