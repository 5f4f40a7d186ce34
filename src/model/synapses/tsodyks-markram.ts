/** Short-term depression and facilitation. */
import type { SynapseKind } from "./kind.ts";

/**
 * At a spike of the source u -> u + U*(1 - u), then u*x of the resources x is released: x -> x - u*x, with u after its jump. Between spikes u decays
 * to 0 with tau_f and x recovers to 1 with tau_d. What is released arrives as weight*u*x and decays with tau. For depression alone choose tau_f far
 * below the intervals between spikes.
 */
export const tsodyksMarkram: SynapseKind = {
  id: "tsodyks-markram",
  title: "Short-term depression and facilitation",
  weight: "the peak of the response if all resources were released at once",
  measures: "target",
  parameters: {
    U: { measures: "number", meaning: "part of the resources that the first spike releases" },
    tau_f: { measures: "time", meaning: "time constant of the facilitation" },
    tau_d: { measures: "time", meaning: "time constant of the recovery" },
    tau: { measures: "time", meaning: "time constant of the decay" },
  },
  action: {
    kind: "spiking",
    pre: {
      equations: "tau_f*du/dt = -u\ntau_d*dx/dt = 1 - x",
      initial: { u: 0, x: 1 },
      "at-spike": "u = u + U*(1 - u)\nrelease = u*x\nx = x - release",
    },
    post: { equations: "tau*ds/dt = -s", "at-arrival": "s = s + weight*release" },
    output: "s",
  },
  source: "Tsodyks, Pawelzik & Markram 1998, Neural Comput. 10, 821",
  references: [
    `@article{tsodyks1998neural,
  author = {Tsodyks, Misha and Pawelzik, Klaus and Markram, Henry},
  title = {Neural networks with dynamic synapses},
  journal = {Neural Computation},
  volume = {10},
  number = {4},
  pages = {821--835},
  year = {1998}
}`,
  ],
};
