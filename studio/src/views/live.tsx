/** The running simulation. */
import { useStudio } from "../state/studio.ts";
import { lazily } from "./lazy.tsx";
import { useSettings, useShared } from "./shared.ts";
import type { View } from "./view.ts";

const Live = lazily(async () => (await import("../plots/live/live.tsx")).Live);

export const live: View = {
  id: "live",
  name: "Running",
  short: "Run",
  meaning: "one neuron, going on while it is changed",
  group: "One neuron",
  usual: ["units"],
  parts: ["result"],
  lacks: ({ kind }) => (kind === "network" ? "It is for single neurons; a network is run by the bar above." : undefined),
  Show: ({ computed }) => {
    const { live } = useStudio();
    return (
      <Live
        {...useShared(computed)}
        {...useSettings("live")}
        running={live.running.value}
        trouble={live.trouble.value}
        listen={live.listen}
        toggle={() => live.toggle()}
        restart={() => live.restart()}
        kick={(state, by) => live.kick(state, by)}
      />
    );
  },
};
