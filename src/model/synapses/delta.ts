/** Spikes that jump. */
import type { SynapseKind } from "./kind.ts";

/** V -> V + weight. */
export const delta: SynapseKind = {
  id: "delta",
  title: "Jump of a state",
  weight: "the jump of the state at one spike",
  measures: "target",
  parameters: {},
  action: { kind: "jump" },
  source: "",
};
