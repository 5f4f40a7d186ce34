/** Wang-Buzsaki model of a fast-spiking interneuron of the hippocampus (1996). */
import type { Model } from "./model.ts";

const source = "Wang & Buzsaki 1996; checked: rest at -64.0 mV, onset at 0.160 uA/cm^2 at rate 0";

/** C V' = I - g_Na m_inf(V)^3 h (V - E_Na) - g_K n^4 (V - E_K) - g_L (V - E_L);  x' = phi (alpha_x (1 - x) - beta_x x) for x = h, n. */
export const wangBuzsaki: Model = {
  id: "wang-buzsaki",
  title: "Wang-Buzsaki interneuron",
  family: "conductance-based",
  phenomenon: "Fast spikes that hardly adapt, from arbitrarily low rates to hundreds of hertz (type I).",
  section: "neurons",
  units: "physical",
  equations: [
    "C*dV/dt = I - I_Na - I_K - I_L",
    "I_Na = g_Na*m_inf^3*h*(V - E_Na)",
    "I_K = g_K*n^4*(V - E_K)",
    "I_L = g_L*(V - E_L)",
    "m_inf = alpha_m(V)/(alpha_m(V) + beta_m(V))",
    "dh/dt = phi*(alpha_h(V)*(1 - h) - beta_h(V)*h)",
    "dn/dt = phi*(alpha_n(V)*(1 - n) - beta_n(V)*n)",
    "alpha_m(V) = 0.1/ms/mV*(V + 35 mV)/(1 - exp(-(V + 35 mV)/(10 mV)))",
    "beta_m(V) = 4/ms*exp(-(V + 60 mV)/(18 mV))",
    "alpha_h(V) = 0.07/ms*exp(-(V + 58 mV)/(20 mV))",
    "beta_h(V) = 1/ms/(1 + exp(-(V + 28 mV)/(10 mV)))",
    "alpha_n(V) = 0.01/ms/mV*(V + 34 mV)/(1 - exp(-(V + 34 mV)/(10 mV)))",
    "beta_n(V) = 0.125/ms*exp(-(V + 44 mV)/(80 mV))",
  ].join("\n"),
  inputs: { I: "uA/cm^2" },
  initial: { V: "-65 mV", h: "alpha_h(V)/(alpha_h(V) + beta_h(V))", n: "alpha_n(V)/(alpha_n(V) + beta_n(V))" },
  spike: "V > -20 mV",
  parameters: {
    C: { value: "1 uF/cm^2", meaning: "membrane capacitance", range: ["0.5 uF/cm^2", "3 uF/cm^2"], source },
    g_Na: { value: "35 mS/cm^2", meaning: "sodium conductance", range: ["0 mS/cm^2", "100 mS/cm^2"], source },
    g_K: { value: "9 mS/cm^2", meaning: "potassium conductance", range: ["0 mS/cm^2", "30 mS/cm^2"], source },
    g_L: { value: "0.1 mS/cm^2", meaning: "leak conductance", range: ["0 mS/cm^2", "1 mS/cm^2"], source },
    E_Na: { value: "55 mV", meaning: "reversal potential of sodium", range: ["30 mV", "70 mV"], source },
    E_K: { value: "-90 mV", meaning: "reversal potential of potassium", range: ["-110 mV", "-70 mV"], source },
    E_L: { value: "-65 mV", meaning: "reversal potential of the leak", range: ["-80 mV", "-50 mV"], source },
    phi: { value: 5, meaning: "speed of the gates", range: [1, 10], source },
  },
  sets: {
    slow: {
      title: "just above the onset",
      phenomenon: "A few spikes a second, as sharp as at high rates.",
      source,
      parameters: { phi: 5 },
      input: "0.2 uA/cm^2",
      duration: "500 ms",
    },
    "slow-gates": {
      title: "slow gates",
      phenomenon: "With phi = 2 the after-hyperpolarisation is deep and the neuron no longer fires fast.",
      source: "the neuron of Wang & Buzsaki 1996 with phi = 2",
      parameters: { phi: 2 },
      input: "2 uA/cm^2",
    },
  },
  scales: ["cell", "network"],
  example: { input: "1 uA/cm^2", duration: "200 ms" },
  plane: ["V", "n"],
  references: [
    `@article{wang1996gamma,
  author = {Wang, Xiao-Jing and Buzs{\\'a}ki, Gy{\\"o}rgy},
  title = {Gamma oscillation by synaptic inhibition in a hippocampal interneuronal network model},
  journal = {Journal of Neuroscience},
  volume = {16},
  pages = {6402--6413},
  year = {1996},
  doi = {10.1523/JNEUROSCI.16-20-06402.1996}
}`,
  ],
};
