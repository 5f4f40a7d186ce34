/** Densities over the potential or the age, and time. */
import { lazily } from "./lazy.tsx";
import { overTime } from "./over-time.tsx";
import { isProfile, needs } from "./recorded.ts";

export const density = overTime(
  {
    id: "density",
    name: "Density",
    meaning: "how neurons are distributed over potential or age, over time",
    group: "Over time",
    usual: ["network"],
    lacks: needs(
      (one) => isProfile(one) && one.label === "density" && one.axes?.length === 1,
      "No density is recorded: add `density` under `record:`, at a scale that has one.",
    ),
  },
  lazily(async () => (await import("../plots/network/profiles.tsx")).Density),
);
