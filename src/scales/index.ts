/** The scales, loaded when they are asked for. */
import type { ScaleEntry } from "../contract/index.ts";

export const scales: readonly ScaleEntry[] = [
  { id: "cell", title: "single neurons, spikes located to rounding", load: async () => (await import("./cell/index.ts")).cell },
  { id: "rate", title: "rate equations", load: async () => (await import("./rate/index.ts")).rate },
];
