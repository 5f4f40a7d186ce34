/** FitzHugh-Nagumo model (FitzHugh 1961, Nagumo et al. 1962), in plain numbers. */
import type { Model } from "./model.ts";

const source = "FitzHugh 1961, in the form of Izhikevich 2007";

/** v' = v - v^3/3 - w + I;  w' = epsilon (v + a - b w). Hopf where v^2 = 1 - epsilon b; the two Hopf currents add up to 2 a/b. */
export const fitzhughNagumo: Model = {
  id: "fitzhugh-nagumo",
  title: "FitzHugh-Nagumo model",
  family: "reduced",
  phenomenon:
    "Excitability in the plane: a cubic and a line; between two Andronov-Hopf points (I = 0.33 and 1.42) it oscillates, above them it is blocked.",
  section: "neurons",
  units: "none",
  equations: ["dv/dt = v - v^3/3 - w + I", "dw/dt = epsilon*(v + a - b*w)"].join("\n"),
  inputs: { I: 1 },
  initial: { v: -1.2, w: -0.625 },
  spike: "v > 1",
  parameters: {
    a: { value: 0.7, meaning: "offset of the w nullcline", range: [0, 1.5], source },
    b: { value: 0.8, meaning: "slope of the w nullcline is 1/b", range: [0.1, 2], source },
    epsilon: { value: 0.08, meaning: "rate of recovery", range: [0.001, 1], source },
  },
  sets: {
    classic: {
      title: "relaxation oscillation",
      phenomenon: "Slow drift along the branches of the cubic and fast jumps between them.",
      source,
      parameters: { a: 0.7, b: 0.8, epsilon: 0.08 },
      input: 0.5,
    },
    "anode-break": {
      title: "anode break excitation",
      phenomenon: "A spike follows the end of an inhibitory pulse: no fixed threshold.",
      source,
      parameters: { a: 0.7, b: 0.8, epsilon: 0.08 },
      stimuli: [{ step: { amplitude: -0.5 }, start: 20, duration: 40 }],
      duration: 150,
    },
    block: {
      title: "excitation block",
      phenomenon: "A slow ramp of current starts the spikes and stops them again: too strong a current blocks.",
      source,
      parameters: { a: 0.7, b: 0.8, epsilon: 0.08 },
      stimuli: [{ ramp: { from: 0, to: 1.8 }, start: 0, duration: 800 }],
      duration: 800,
    },
  },
  scales: ["cell"],
  example: { input: 0.5, duration: 200 },
  references: [
    `@article{fitzhugh1961impulses,
  author = {FitzHugh, Richard},
  title = {Impulses and physiological states in theoretical models of nerve membrane},
  journal = {Biophysical Journal},
  volume = {1},
  pages = {445--466},
  year = {1961},
  doi = {10.1016/S0006-3495(61)86902-6}
}`,
    `@article{nagumo1962active,
  author = {Nagumo, Jinichi and Arimoto, Suguru and Yoshizawa, Shuji},
  title = {An active pulse transmission line simulating nerve axon},
  journal = {Proceedings of the IRE},
  volume = {50},
  pages = {2061--2070},
  year = {1962},
  doi = {10.1109/JRPROC.1962.288235}
}`,
  ],
};
