/** Electrical coupling. */
import type { SynapseKind } from "./kind.ts";

/** The input is the sum of weight*(V of the source - V of the target): a current where the weight is a conductance. Both neurons have a state V. */
export const gapJunction: SynapseKind = {
  id: "gap-junction",
  title: "Electrical coupling of two potentials V",
  weight: "the factor of the difference of the potentials: the conductance of one junction",
  measures: "sent",
  parameters: {},
  action: { kind: "graded", send: "pre.V - post.V" },
  source: "",
};
