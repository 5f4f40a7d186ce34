/** Coupling through the population activity. */
import type { SynapseKind } from "./kind.ts";

/** The input is weight*A(t), A the spikes of all sources per neuron and time. */
export const activity: SynapseKind = {
  id: "activity",
  title: "Activity of the sources",
  weight: "the factor of the activity A(t) (spikes per neuron and time); absent: 1 where that fits the input",
  measures: "area",
  parameters: {},
  action: { kind: "activity" },
  source: "",
};
