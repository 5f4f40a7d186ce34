/** Quadratic integrate-and-fire neuron (Latham et al. 2000), with units. */
import type { Model } from "./model.ts";

const source = "Gerstner, Kistler, Naud & Paninski 2014, section 5.3; values of a published tutorial (davrot/pytutorial)";

/**
 * tau V' = a_0 (V - V_rest) (V - V_c) + R I. Saddle-node at V = (V_rest + V_c)/2, R I = a_0 (V_c - V_rest)^2/4. Above it, with x = V - (V_rest + V_c)/2
 * and k^2 = R I/a_0 - (V_c - V_rest)^2/4, the period is tau/(a_0 k) (atan(x_peak/k) - atan(x_r/k)).
 */
export const qif: Model = {
  id: "qif",
  title: "Quadratic integrate-and-fire neuron",
  family: "integrate-and-fire",
  phenomenon: "What every type I neuron looks like near its onset: the rate grows as the square root of the distance from the saddle-node.",
  section: "neurons",
  units: "physical",
  equations: "tau*dV/dt = a_0*(V - V_rest)*(V - V_c) + R*I",
  inputs: { I: "nA" },
  initial: { V: "V_rest" },
  spike: "V > V_peak",
  reset: { V: "V_r" },
  parameters: {
    tau: { value: "10 ms", meaning: "membrane time constant", range: ["1 ms", "100 ms"], source },
    a_0: { value: "0.1/mV", meaning: "curvature", range: ["0.01/mV", "1/mV"], source },
    V_rest: { value: "-70 mV", meaning: "resting potential without current", range: ["-90 mV", "-60 mV"], source },
    V_c: { value: "-55 mV", meaning: "critical potential: the threshold of a short pulse", range: ["-65 mV", "-40 mV"], source },
    R: { value: "10 MOhm", meaning: "input resistance", range: ["1 MOhm", "200 MOhm"], source },
    V_r: { value: "-70 mV", meaning: "reset potential", range: ["-90 mV", "-50 mV"], source },
    V_peak: { value: "-40 mV", meaning: "potential at which a spike is stamped", range: ["-45 mV", "40 mV"], source },
  },
  sets: {
    onset: {
      title: "just above the saddle-node",
      phenomenon: "V lingers where the saddle-node was, then escapes: the ghost of the fixed point sets the period.",
      source,
      parameters: { V_r: "-70 mV" },
      input: "0.57 nA",
      duration: "1 s",
    },
    bistable: {
      title: "reset above the critical potential",
      phenomenon: "Rest and firing are both stable: a pulse starts the spikes, and they go on.",
      source: "Gerstner, Kistler, Naud & Paninski 2014, section 5.3, with V_r above V_c",
      parameters: { V_r: "-52 mV" },
      stimuli: [{ step: { amplitude: "3 nA" }, start: "20 ms", duration: "15 ms" }],
      duration: "100 ms",
    },
  },
  scales: ["cell", "network"],
  example: { input: "2.2 nA", duration: "200 ms" },
  references: [
    `@article{latham2000intrinsic,
  author = {Latham, Peter E. and Richmond, B. J. and Nelson, P. G. and Nirenberg, S.},
  title = {Intrinsic dynamics in neuronal networks. {I}. Theory},
  journal = {Journal of Neurophysiology},
  volume = {83},
  pages = {808--827},
  year = {2000},
  doi = {10.1152/jn.2000.83.2.808}
}`,
    `@book{gerstner2014neuronal,
  author = {Gerstner, Wulfram and Kistler, Werner M. and Naud, Richard and Paninski, Liam},
  title = {Neuronal Dynamics: From Single Neurons to Networks and Models of Cognition},
  publisher = {Cambridge University Press},
  year = {2014},
  doi = {10.1017/CBO9781107447615}
}`,
  ],
};
