/** Activity of populations over time, on all scales that the document is run on. */
import { lazily } from "./lazy.tsx";
import { overTime } from "./over-time.tsx";
import { isActivity, needs } from "./recorded.ts";

export const activity = overTime(
  {
    id: "activity",
    name: "Activity",
    meaning: "activity of populations over time",
    group: "Over time",
    usual: ["network"],
    parts: ["result", "beside"],
    lacks: needs(isActivity, "Neither spikes nor activity are recorded: add `activity` under `record:`."),
  },
  lazily(async () => (await import("../plots/network/index.ts")).Activity),
);
