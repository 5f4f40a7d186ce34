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
  { id: "qif", title: "Quadratic integrate-and-fire neuron", load: async () => (await import("./qif.ts")).qif },
  { id: "theta", title: "Theta neuron", load: async () => (await import("./theta.ts")).theta },
  { id: "eif", title: "Exponential integrate-and-fire neuron", load: async () => (await import("./eif.ts")).eif },
  { id: "adex", title: "Adaptive exponential integrate-and-fire neuron", load: async () => (await import("./adex.ts")).adex },
  { id: "izhikevich", title: "Izhikevich's neuron", load: async () => (await import("./izhikevich.ts")).izhikevich },
  { id: "mat", title: "Multi-timescale adaptive threshold neuron", load: async () => (await import("./mat.ts")).mat },
  {
    id: "escape-lif",
    title: "Leaky integrate-and-fire neuron with escape noise",
    load: async () => (await import("./escape-lif.ts")).escapeLif,
  },
  { id: "gif", title: "Generalised integrate-and-fire neuron", load: async () => (await import("./gif.ts")).gif },
  { id: "fitzhugh-nagumo", title: "FitzHugh-Nagumo model", load: async () => (await import("./fitzhugh-nagumo.ts")).fitzhughNagumo },
  { id: "morris-lecar", title: "Morris-Lecar model", load: async () => (await import("./morris-lecar.ts")).morrisLecar },
  {
    id: "persistent-sodium",
    title: "Persistent sodium and potassium (I_Na,p + I_K)",
    load: async () => (await import("./persistent-sodium.ts")).persistentSodium,
  },
  { id: "hindmarsh-rose", title: "Hindmarsh-Rose model", load: async () => (await import("./hindmarsh-rose.ts")).hindmarshRose },
  {
    id: "mitchell-schaeffer",
    title: "Mitchell-Schaeffer model of the heart",
    load: async () => (await import("./mitchell-schaeffer.ts")).mitchellSchaeffer,
  },
  {
    id: "hodgkin-huxley",
    title: "Hodgkin-Huxley model of the squid giant axon",
    load: async () => (await import("./hodgkin-huxley.ts")).hodgkinHuxley,
  },
  {
    id: "hodgkin-huxley-slow",
    title: "Hodgkin-Huxley with slow sodium inactivation",
    load: async () => (await import("./hodgkin-huxley-slow.ts")).hodgkinHuxleySlow,
  },
  {
    id: "connor-stevens",
    title: "Connor-Stevens model with an A current",
    load: async () => (await import("./connor-stevens.ts")).connorStevens,
  },
  { id: "wang-buzsaki", title: "Wang-Buzsaki interneuron", load: async () => (await import("./wang-buzsaki.ts")).wangBuzsaki },
  { id: "traub-miles", title: "Traub-Miles pyramidal cell", load: async () => (await import("./traub-miles.ts")).traubMiles },
  { id: "wilson-cowan", title: "Wilson-Cowan model", load: async () => (await import("./wilson-cowan.ts")).wilsonCowan },
  { id: "wong-wang", title: "Wong-Wang model of a decision", load: async () => (await import("./wong-wang.ts")).wongWang },
];

/** The ids of the catalogue. */
export const modelIds: readonly string[] = catalogue.map((line) => line.id);
