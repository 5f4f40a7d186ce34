/** Generalised integrate-and-fire neuron (Mensi et al. 2012, Pozzorini et al. 2015) with one exponential in each kernel. */
import type { Model } from "./model.ts";

const source = "Pozzorini et al. 2015, start values of the published fitting toolbox";

/**
 * C V' = -g_L (V - E_L) + I - eta; fires with the hazard lambda_0 exp((V - V_T - gamma)/Delta_V); a spike adds to eta (a current) and to
 * gamma (a moving threshold), both of which decay; V -> V_r, held for t_ref.
 */
export const gif: Model = {
  id: "gif",
  title: "Generalised integrate-and-fire neuron",
  family: "stochastic",
  phenomenon:
    "Escape noise with a spike-triggered current and a moving threshold: adapts, and predicts recorded spikes within milliseconds.",
  section: "neurons",
  units: "physical",
  equations: [
    "C*dV/dt = -g_L*(V - E_L) + I - eta",
    "tau_eta*deta/dt = -eta",
    "tau_gamma*dgamma/dt = -gamma",
    "threshold = V_T + gamma",
  ].join("\n"),
  inputs: { I: "nA" },
  initial: { V: "E_L", eta: "0 nA", gamma: "0 mV" },
  hazard: "lambda_0*exp((V - threshold)/Delta_V)",
  reset: { V: "V_r", eta: "eta + J_eta", gamma: "gamma + J_gamma" },
  refractory: "t_ref",
  parameters: {
    C: { value: "0.2 nF", meaning: "membrane capacitance", range: ["0.02 nF", "1 nF"], source },
    g_L: {
      value: "0.01 uS",
      meaning: "leak conductance",
      range: ["0.001 uS", "0.1 uS"],
      source: `${source}, whose comment says nS: with C = 0.2 nF only uS gives tau = 20 ms`,
    },
    E_L: { value: "-65 mV", meaning: "leak reversal potential", range: ["-90 mV", "-50 mV"], source },
    V_r: { value: "-50 mV", meaning: "reset potential", range: ["-80 mV", "-40 mV"], source },
    t_ref: { value: "4 ms", meaning: "refractory period", range: ["0 ms", "10 ms"], source },
    V_T: { value: "-48 mV", meaning: "threshold of a neuron that has not fired", range: ["-60 mV", "-30 mV"], source },
    Delta_V: { value: "0.5 mV", meaning: "softness of the threshold", range: ["0.1 mV", "10 mV"], source },
    lambda_0: { value: "1 Hz", meaning: "hazard at the threshold", range: ["0.1 Hz", "1000 Hz"], source },
    J_eta: { value: "0.2 nA", meaning: "spike-triggered current, at once after the spike", range: ["0 nA", "1 nA"], source },
    tau_eta: { value: "100 ms", meaning: "decay of the spike-triggered current", range: ["5 ms", "1000 ms"], source },
    J_gamma: { value: "10 mV", meaning: "rise of the threshold at a spike", range: ["0 mV", "50 mV"], source },
    tau_gamma: { value: "100 ms", meaning: "decay of the threshold", range: ["5 ms", "1000 ms"], source },
  },
  sets: {
    toolbox: {
      title: "fluctuating current",
      phenomenon: "Driven by a fluctuating current as in the experiments: the threshold jumps at each spike and falls back.",
      source,
      parameters: { J_gamma: "10 mV" },
      stimuli: [{ noise: { mean: "0.3 nA", sd: "0.25 nA", tau: "3 ms" } }],
      duration: "2 s",
      record: ["V", "threshold", "I"],
    },
    "without-adaptation": {
      title: "without adaptation",
      phenomenon: "Nothing remembers the spikes: the rate stays as it begins.",
      source: "the neuron of Pozzorini et al. 2015 without its kernels",
      parameters: { J_eta: "0 nA", J_gamma: "0 mV" },
      input: "0.25 nA",
    },
  },
  scales: ["cell", "network", "mesoscopic"],
  example: { input: "0.5 nA", duration: "1 s", record: ["V", "threshold", "eta"] },
  references: [
    `@article{mensi2012parameter,
  author = {Mensi, Skander and Naud, Richard and Pozzorini, Christian and Avermann, Michael and Petersen, Carl C. H. and Gerstner, Wulfram},
  title = {Parameter extraction and classification of three cortical neuron types reveals two distinct adaptation mechanisms},
  journal = {Journal of Neurophysiology},
  volume = {107},
  pages = {1756--1775},
  year = {2012},
  doi = {10.1152/jn.00408.2011}
}`,
    `@article{pozzorini2015automated,
  author = {Pozzorini, Christian and Mensi, Skander and Hagens, Olivier and Naud, Richard and Koch, Christof and Gerstner, Wulfram},
  title = {Automated high-throughput characterization of single neurons by means of simplified spiking models},
  journal = {PLoS Computational Biology},
  volume = {11},
  pages = {e1004275},
  year = {2015},
  doi = {10.1371/journal.pcbi.1004275}
}`,
  ],
};
