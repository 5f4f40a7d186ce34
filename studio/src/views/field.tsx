/** Fields over place and time; of fields over a plane some moments. */
import { lazily } from "./lazy.tsx";
import { overTime } from "./over-time.tsx";
import { isDensity, isProfile, needs } from "./recorded.ts";

export const field = overTime(
  {
    id: "field",
    name: "Field",
    meaning: "fields over place and time",
    group: "Over time",
    usual: ["network"],
    lacks: needs(
      (one) => isProfile(one) && !isDensity(one),
      "No field is recorded: add its states under `record:`, of a document with `fields:`.",
    ),
  },
  lazily(async () => (await import("../plots/network/profiles.tsx")).Field),
);
