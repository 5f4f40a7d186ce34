/** The scales, loaded when they are asked for. */
import type { Scale, ScaleEntry } from "../contract/index.ts";

export const scales: readonly ScaleEntry[] = [
  { id: "cell", title: "single neurons, spikes located to rounding", load: once(async () => (await import("./cell/index.ts")).cell) },
  { id: "rate", title: "rate equations: written, of a network of units, or by the transfer functions of neurons", load: once(rateScale) },
  { id: "network", title: "spiking networks on a grid of time", load: once(async () => (await import("./network/index.ts")).network) },
  {
    id: "event-driven",
    title: "linear neurons from event to event, exact to rounding",
    load: once(async () => (await import("./event-driven/index.ts")).eventDriven),
  },
  {
    id: "mesoscopic",
    title: "finite populations of neurons with escape noise",
    onRequest: true,
    load: once(async () => (await import("./mesoscopic/index.ts")).mesoscopic),
  },
  {
    id: "refractory-density",
    title: "infinite populations by the time since the last spike",
    onRequest: true,
    load: once(async () => (await import("./refractory-density/index.ts")).refractoryDensity),
  },
  {
    id: "low-dimensional",
    title: "populations as a few modes of their age structure",
    onRequest: true,
    load: once(async () => (await import("./low-dimensional/index.ts")).lowDimensional),
  },
  { id: "field", title: "equations over space", load: once(async () => (await import("./field/index.ts")).field) },
  {
    id: "fokker-planck",
    title: "infinite populations by the density of their membrane potential",
    onRequest: true,
    load: once(async () => (await import("./fokker-planck/index.ts")).fokkerPlanck),
  },
  {
    id: "voltage-conductance",
    title: "infinite populations by the density of their potential and conductance",
    onRequest: true,
    load: once(async () => (await import("./voltage-conductance/index.ts")).voltageConductance),
  },
];

/** Networks of rate units are computed as networks of neurons are, transfer functions as modes are; no scale imports another. */
async function rateScale(): Promise<Scale> {
  const [{ rateOver }, { network }, { transferRate }] = await Promise.all([
    import("./rate/index.ts"),
    import("./network/index.ts"),
    import("./low-dimensional/index.ts"),
  ]);
  return rateOver(network, transferRate);
}

/** What is imported again takes a turn of the event loop even where it is there: a scale is asked for at every turn of a dial. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: T | undefined;
  return async () => {
    loaded ??= await load();
    return loaded;
  };
}
