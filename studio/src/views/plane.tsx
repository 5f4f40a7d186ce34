/** The phase plane. */
import { Plane } from "../plots/index.ts";
import { useStudio } from "../state/studio.ts";
import { useSettings, useShared } from "./shared.ts";
import type { View } from "./view.ts";

export const plane: View = {
  id: "plane",
  name: "Phase plane",
  short: "Plane",
  meaning: "nullclines, fixed points and cycles of one neuron",
  group: "One neuron",
  usual: ["units"],
  parts: ["portrait", "result"],
  Show: ({ computed }) => <Plane {...useShared(computed)} {...useSettings("plane")} listen={useStudio().live.listen} />,
};
