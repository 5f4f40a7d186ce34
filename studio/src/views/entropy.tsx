/** Relative entropy of densities over time. */
import { lazily } from "./lazy.tsx";
import { overTime } from "./over-time.tsx";
import { needs } from "./recorded.ts";

export const entropy = overTime(
  {
    id: "entropy",
    name: "Entropy",
    meaning: "relative entropy of densities against their stationary states",
    group: "Over time",
    usual: ["network"],
    lacks: needs(
      ({ kind, label }) => kind === "samples" && label === "entropy",
      "No entropy is recorded: add `entropy` under `record:`, at a scale with densities.",
    ),
  },
  lazily(async () => (await import("../plots/network/profiles.tsx")).Entropy),
);
