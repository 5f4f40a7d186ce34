/** The f-I curve. */
import { Firing } from "../plots/index.ts";
import { useStudio } from "../state/studio.ts";
import { operatingPoint } from "./operating.ts";
import { useSettings, useShared } from "./shared.ts";
import type { View } from "./view.ts";

export const firing: View = {
  id: "firing",
  name: "f\u2013I curve",
  short: "f\u2013I",
  meaning: "firing rate over a constant input",
  group: "One neuron",
  usual: ["units"],
  parts: ["firing"],
  Show: ({ computed }) => <Firing {...useShared(computed)} {...useSettings("firing")} {...operatingPoint(useStudio(), computed.firing)} />,
};
