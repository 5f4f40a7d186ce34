/** Stationary states of a network, and their branches over a number of the document. */
import { useStudio } from "../state/studio.ts";
import { withoutSteady } from "./accepted.ts";
import { lazily } from "./lazy.tsx";
import { steadyPoint } from "./operating.ts";
import { useSettings, useShared } from "./shared.ts";
import type { View } from "./view.ts";

const Steady = lazily(async () => (await import("../plots/steady/steady.tsx")).Steady);

export const steady: View = {
  id: "steady",
  name: "Steady states",
  short: "Steady",
  meaning: "stationary states and their branches over a number of the document",
  group: "Stationary states and scales",
  usual: ["network"],
  parts: ["branches", "steady"],
  lacks: withoutSteady,
  Show: ({ computed }) => <Steady {...useShared(computed)} {...useSettings("steady")} {...steadyPoint(useStudio(), computed.branches)} />,
};
