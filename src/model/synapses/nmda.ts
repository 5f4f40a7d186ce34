/** Saturating NMDA gate of the source, sent continuously. */
import type { SynapseKind } from "./kind.ts";

/**
 * x' = -x/tau_x, s' = -s/tau_s + alpha*x*(1 - s); x -> x + 1 at a spike of the source. The input is the sum of weight*s over the sources. The
 * magnesium block stands in the neuron: g_N*(V_E - V)/(1 + Mg/(3.57 mM)*exp(-0.062*V/(1 mV))).
 */
export const nmda: SynapseKind = {
  id: "nmda",
  title: "Saturating NMDA gate, sent continuously",
  weight: "the factor of the gate s, which lies between 0 and 1",
  measures: "sent",
  parameters: {
    tau_x: { measures: "time", value: "2 ms", meaning: "time constant of the rise" },
    tau_s: { measures: "time", value: "100 ms", meaning: "time constant of the decay" },
    alpha: { measures: "rate", value: "0.5/ms", meaning: "rate at which the gate opens" },
  },
  action: {
    kind: "graded",
    pre: {
      equations: "dx/dt = -x/tau_x\nds/dt = -s/tau_s + alpha*x*(1 - s)",
      initial: { x: 0, s: 0 },
      "at-spike": "x = x + 1",
    },
    send: "s",
  },
  source: "Wang 2002, Neuron 36, 955",
  references: [
    `@article{wang2002probabilistic,
  author = {Wang, Xiao-Jing},
  title = {Probabilistic decision making by slow reverberation in cortical circuits},
  journal = {Neuron},
  volume = {36},
  number = {5},
  pages = {955--968},
  year = {2002}
}`,
  ],
};
