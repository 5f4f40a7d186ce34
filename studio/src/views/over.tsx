/** Fixed points and cycles over a parameter. */
import { useStudio } from "../state/studio.ts";
import { lazily } from "./lazy.tsx";
import { variedPoint } from "./operating.ts";
import { useSettings, useShared } from "./shared.ts";
import type { View } from "./view.ts";

const Over = lazily(async () => (await import("../plots/over/over.tsx")).Over);

export const over: View = {
  id: "over",
  name: "Bifurcations",
  short: "Bif.",
  meaning: "fixed points and cycles of one neuron over a parameter",
  group: "One neuron",
  usual: ["units"],
  parts: ["over"],
  Show: ({ computed }) => <Over {...useShared(computed)} {...useSettings("over")} {...variedPoint(useStudio(), computed.over)} />,
};
