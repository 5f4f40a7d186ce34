/** Exponentially decaying input. */
import type { SynapseKind } from "./kind.ts";

/** One response: weight*exp(-t/tau); its area is weight*tau. */
export const exponential: SynapseKind = {
  id: "exponential",
  title: "Jump, then exponential decay",
  weight: "the peak of one response; with `norm: area` its area",
  measures: "target",
  parameters: { tau: { measures: "time", meaning: "time constant of the decay" } },
  action: {
    kind: "spiking",
    post: { equations: "tau*ds/dt = -s", "at-arrival": "s = s + weight" },
    output: "s",
    area: "s = s + weight/tau",
  },
  source: "",
};
