/** Pulses of pulse-coupled oscillators. */
import type { SynapseKind } from "./kind.ts";

/** One response: weight*alpha^2*t*exp(-alpha*t), of area weight. */
export const pulse: SynapseKind = {
  id: "pulse",
  title: "Pulse alpha^2*t*exp(-alpha*t)",
  weight: "the area of one response",
  measures: "area",
  parameters: { alpha: { measures: "rate", meaning: "inverse width of the pulse" } },
  action: {
    kind: "spiking",
    post: { equations: "dx/dt = -alpha*x\nds/dt = alpha*(x - s)", "at-arrival": "x = x + alpha*weight" },
    output: "s",
  },
  source: "Abbott & van Vreeswijk 1993, Phys. Rev. E 48, 1483",
  references: [
    `@article{abbott1993asynchronous,
  author = {Abbott, Larry F. and van Vreeswijk, Carl},
  title = {Asynchronous states in networks of pulse-coupled oscillators},
  journal = {Physical Review E},
  volume = {48},
  number = {2},
  pages = {1483--1490},
  year = {1993}
}`,
  ],
};
