/** Recorded signals over time. */
import { Traces } from "../plots/index.ts";
import { needs } from "./recorded.ts";
import { useSettings, useShared } from "./shared.ts";
import type { View } from "./view.ts";

export const traces: View = {
  id: "traces",
  name: "Traces",
  meaning: "recorded signals over time",
  group: "Over time",
  usual: ["units", "network"],
  parts: ["result"],
  figure: "traces",
  lacks: needs(
    ({ kind, label }) => kind === "samples" && !label.startsWith("activity"),
    "No signal is recorded beside the activity: name states under `record:`.",
  ),
  Show: ({ computed }) => <Traces {...useShared(computed)} {...useSettings("traces")} />,
};
