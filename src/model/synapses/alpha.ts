/** Alpha function. */
import type { SynapseKind } from "./kind.ts";

/** One response: weight*t/tau*exp(1 - t/tau), with its peak at tau; its area is weight*tau*e. The limit of `biexponential` at rise = decay = tau. */
export const alpha: SynapseKind = {
  id: "alpha",
  title: "Alpha function",
  weight: "the peak of one response, one `tau` after the arrival; with `norm: area` its area",
  measures: "target",
  parameters: { tau: { measures: "time", meaning: "time from the arrival to the peak" } },
  action: {
    kind: "spiking",
    post: { equations: "tau*dx/dt = -x\ntau*ds/dt = x - s", "at-arrival": "x = x + weight*exp(1)" },
    output: "s",
    area: "x = x + weight/tau",
  },
  source: "Rall 1967, J. Neurophysiol. 30, 1138",
  references: [
    `@article{rall1967distinguishing,
  author = {Rall, Wilfrid},
  title = {Distinguishing theoretical synaptic potentials computed for different soma-dendritic distributions of synaptic input},
  journal = {Journal of Neurophysiology},
  volume = {30},
  number = {5},
  pages = {1138--1168},
  year = {1967}
}`,
  ],
};
