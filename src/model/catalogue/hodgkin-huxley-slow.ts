/** Hodgkin-Huxley neuron with slow inactivation of sodium (Fleidervish et al. 1996; Soudry and Meir 2012): excitability over seconds. */
import type { Model, ModelStimulus } from "./model.ts";

const axon = "Hodgkin & Huxley 1952";
const slow = "Fleidervish, Friedman & Gutnick 1996; compared with two published mechanism files";
const fast = "Soudry & Meir 2012, compared with the published program: faster spikes and a slower, steeper gate";

/** Short stimuli at a rate [Hz], as in the experiments on extended time scales. */
const pulses = (rate: number, amplitude: number): ModelStimulus => ({
  pulses: { amplitude: `${amplitude} uA/cm^2`, period: `${1000 / rate} ms`, width: "0.5 ms" },
});

/**
 * The model of 1952 with I_Na = g_Na m^3 h s (V - E_Na) and, over seconds, s' = delta(V) (1 - s) - gamma(V) s; the other gates run phi times as fast.
 * gamma = gamma_s/(1 + e^(-(V - V_s)/k_s)), delta = delta_s e^(-(V + 85 mV)/(30 mV)).
 */
export const hodgkinHuxleySlow: Model = {
  id: "hodgkin-huxley-slow",
  title: "Hodgkin-Huxley with slow sodium inactivation",
  family: "conductance-based",
  phenomenon: "Excitability over seconds: stimulated again and again the neuron answers later and later, then not always.",
  section: "neurons",
  units: "physical",
  equations: [
    "C*dV/dt = I - I_Na - I_K - I_L",
    "I_Na = g_Na*m^3*h*s*(V - E_Na)",
    "I_K = g_K*n^4*(V - E_K)",
    "I_L = g_L*(V - E_L)",
    "dm/dt = phi*(alpha_m(V)*(1 - m) - beta_m(V)*m)",
    "dh/dt = phi*(alpha_h(V)*(1 - h) - beta_h(V)*h)",
    "dn/dt = phi*(alpha_n(V)*(1 - n) - beta_n(V)*n)",
    "ds/dt = delta(V)*(1 - s) - gamma(V)*s",
    "alpha_m(V) = 0.1/ms/mV*(V + 40 mV)/(1 - exp(-(V + 40 mV)/(10 mV)))",
    "beta_m(V) = 4/ms*exp(-(V + 65 mV)/(18 mV))",
    "alpha_h(V) = 0.07/ms*exp(-(V + 65 mV)/(20 mV))",
    "beta_h(V) = 1/ms/(1 + exp(-(V + 35 mV)/(10 mV)))",
    "alpha_n(V) = 0.01/ms/mV*(V + 55 mV)/(1 - exp(-(V + 55 mV)/(10 mV)))",
    "beta_n(V) = 0.125/ms*exp(-(V + 65 mV)/(80 mV))",
    "delta(V) = delta_s*exp(-(V + 85 mV)/(30 mV))",
    "gamma(V) = gamma_s/(1 + exp(-(V - V_s)/k_s))",
  ].join("\n"),
  inputs: { I: "uA/cm^2" },
  initial: {
    V: "-65 mV",
    m: "alpha_m(V)/(alpha_m(V) + beta_m(V))",
    h: "alpha_h(V)/(alpha_h(V) + beta_h(V))",
    n: "alpha_n(V)/(alpha_n(V) + beta_n(V))",
    s: "delta(V)/(delta(V) + gamma(V))",
  },
  spike: "V > 0 mV",
  parameters: {
    C: { value: "1 uF/cm^2", meaning: "membrane capacitance", range: ["0.5 uF/cm^2", "3 uF/cm^2"], source: axon },
    g_Na: { value: "120 mS/cm^2", meaning: "sodium conductance", range: ["0 mS/cm^2", "300 mS/cm^2"], source: axon },
    g_K: { value: "36 mS/cm^2", meaning: "potassium conductance", range: ["0 mS/cm^2", "100 mS/cm^2"], source: axon },
    g_L: { value: "0.3 mS/cm^2", meaning: "leak conductance", range: ["0 mS/cm^2", "2 mS/cm^2"], source: axon },
    E_Na: { value: "50 mV", meaning: "reversal potential of sodium", range: ["30 mV", "70 mV"], source: axon },
    E_K: { value: "-77 mV", meaning: "reversal potential of potassium", range: ["-100 mV", "-60 mV"], source: axon },
    E_L: { value: "-54 mV", meaning: "reversal potential of the leak", range: ["-80 mV", "-45 mV"], source: fast },
    phi: { value: 1, meaning: "speed of the fast gates", range: [0.5, 4], source: axon },
    delta_s: { value: "0.001/ms", meaning: "recovery from slow inactivation at -85 mV", range: ["0.00001/ms", "0.01/ms"], source: slow },
    gamma_s: { value: "0.0034/ms", meaning: "slow inactivation when depolarised", range: ["0/ms", "0.02/ms"], source: slow },
    V_s: { value: "-17 mV", meaning: "half-activation of slow inactivation", range: ["-50 mV", "0 mV"], source: slow },
    k_s: { value: "10 mV", meaning: "width of slow inactivation", range: ["1 mV", "20 mV"], source: slow },
  },
  sets: {
    fleidervish: {
      title: "cumulative adaptation",
      phenomenon: "A step of a second fires 56 spikes, a second one soon after only 13, a third after three seconds of rest 49.",
      source: slow,
      parameters: { gamma_s: "0.0034/ms" },
      stimuli: ["0.1 s", "1.3 s", "5 s"].map((start) => ({ step: { amplitude: "15 uA/cm^2" }, start, duration: "1 s" })),
      duration: "6.5 s",
      record: ["V", "s", "I"],
    },
    "soudry-meir": {
      title: "repeated stimulation",
      phenomenon: "Stimuli at 20 Hz: each spike inactivates a little sodium; over tens of seconds the answers come later, then some fail.",
      source: fast,
      parameters: {
        C: "0.5 uF/cm^2",
        phi: 2,
        delta_s: "0.00005/ms",
        gamma_s: "0.00051/ms",
        k_s: "3.3333333333333335 mV",
      },
      stimuli: [pulses(20, 7.9)],
      duration: "30 s",
      record: ["V", "s"],
    },
  },
  scales: ["cell"],
  example: { input: "15 uA/cm^2", duration: "2 s", record: ["V", "s"] },
  plane: ["V", "n"],
  references: [
    `@article{hodgkin1952quantitative,
  author = {Hodgkin, Alan L. and Huxley, Andrew F.},
  title = {A quantitative description of membrane current and its application to conduction and excitation in nerve},
  journal = {Journal of Physiology},
  volume = {117},
  pages = {500--544},
  year = {1952},
  doi = {10.1113/jphysiol.1952.sp004764}
}`,
    `@article{fleidervish1996slow,
  author = {Fleidervish, Ilya A. and Friedman, Alon and Gutnick, Michael J.},
  title = {Slow inactivation of {Na+} current and slow cumulative spike adaptation in mouse and guinea-pig neocortical neurones in slices},
  journal = {Journal of Physiology},
  volume = {493},
  pages = {83--97},
  year = {1996},
  doi = {10.1113/jphysiol.1996.sp021366}
}`,
    `@article{gal2010dynamics,
  author = {Gal, Asaf and Eytan, Danny and Wallach, Avner and Sandler, Maya and Schiller, Jackie and Marom, Shimon},
  title = {Dynamics of excitability over extended timescales in cultured cortical neurons},
  journal = {Journal of Neuroscience},
  volume = {30},
  pages = {16332--16342},
  year = {2010},
  doi = {10.1523/JNEUROSCI.4859-10.2010}
}`,
    `@article{soudry2012conductance,
  author = {Soudry, Daniel and Meir, Ron},
  title = {Conductance-based neuron models and the slow dynamics of excitability},
  journal = {Frontiers in Computational Neuroscience},
  volume = {6},
  pages = {4},
  year = {2012},
  doi = {10.3389/fncom.2012.00004}
}`,
  ],
};
