/** Spikes over time. */
import { lazily } from "./lazy.tsx";
import { overTime } from "./over-time.tsx";
import { isSpikes, needs, noSpikes } from "./recorded.ts";

export const raster = overTime(
  {
    id: "raster",
    name: "Raster",
    meaning: "spikes over time",
    group: "Over time",
    usual: ["network"],
    lacks: needs(isSpikes, noSpikes),
  },
  lazily(async () => (await import("../plots/network/index.ts")).Raster),
);
