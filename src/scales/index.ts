/** The scales, loaded when they are asked for. */
import type { ScaleEntry } from "../contract/index.ts";

export const scales: readonly ScaleEntry[] = [
  { id: "cell", title: "single neurons, spikes located to rounding", load: once(async () => (await import("./cell/index.ts")).cell) },
  { id: "rate", title: "rate equations", load: once(async () => (await import("./rate/index.ts")).rate) },
  { id: "network", title: "spiking networks on a grid of time", load: once(async () => (await import("./network/index.ts")).network) },
  {
    id: "event-driven",
    title: "linear neurons from event to event, exact to rounding",
    load: once(async () => (await import("./event-driven/index.ts")).eventDriven),
  },
];

/** What is imported again takes a turn of the event loop even where it is there: a scale is asked for at every turn of a dial. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: T | undefined;
  return async () => {
    loaded ??= await load();
    return loaded;
  };
}
