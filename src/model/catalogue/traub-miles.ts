/** Traub-Miles model of a pyramidal cell's soma (1991) in the form of Ermentrout and Terman. */
import type { Model } from "./model.ts";

const source = "Ermentrout & Terman 2010, after Traub & Miles 1991; checked: type I, onset at 0.119 uA/cm^2";

/** C V' = I - g_Na m^3 h (V - E_Na) - g_K n^4 (V - E_K) - g_L (V - E_L);  x' = alpha_x (1 - x) - beta_x x for x = m, h, n. */
export const traubMiles: Model = {
  id: "traub-miles",
  title: "Traub-Miles pyramidal cell",
  family: "conductance-based",
  phenomenon: "An excitatory cell that fires regularly from arbitrarily low rates (type I).",
  section: "neurons",
  units: "physical",
  equations: [
    "C*dV/dt = I - I_Na - I_K - I_L",
    "I_Na = g_Na*m^3*h*(V - E_Na)",
    "I_K = g_K*n^4*(V - E_K)",
    "I_L = g_L*(V - E_L)",
    "dm/dt = alpha_m(V)*(1 - m) - beta_m(V)*m",
    "dh/dt = alpha_h(V)*(1 - h) - beta_h(V)*h",
    "dn/dt = alpha_n(V)*(1 - n) - beta_n(V)*n",
    "alpha_m(V) = 0.32/ms/mV*(V + 54 mV)/(1 - exp(-(V + 54 mV)/(4 mV)))",
    "beta_m(V) = 0.28/ms/mV*(V + 27 mV)/(exp((V + 27 mV)/(5 mV)) - 1)",
    "alpha_h(V) = 0.128/ms*exp(-(V + 50 mV)/(18 mV))",
    "beta_h(V) = 4/ms/(1 + exp(-(V + 27 mV)/(5 mV)))",
    "alpha_n(V) = 0.032/ms/mV*(V + 52 mV)/(1 - exp(-(V + 52 mV)/(5 mV)))",
    "beta_n(V) = 0.5/ms*exp(-(V + 57 mV)/(40 mV))",
  ].join("\n"),
  inputs: { I: "uA/cm^2" },
  initial: {
    V: "-67 mV",
    m: "alpha_m(V)/(alpha_m(V) + beta_m(V))",
    h: "alpha_h(V)/(alpha_h(V) + beta_h(V))",
    n: "alpha_n(V)/(alpha_n(V) + beta_n(V))",
  },
  spike: "V > 0 mV",
  parameters: {
    C: { value: "1 uF/cm^2", meaning: "membrane capacitance", range: ["0.5 uF/cm^2", "3 uF/cm^2"], source },
    g_Na: { value: "100 mS/cm^2", meaning: "sodium conductance", range: ["0 mS/cm^2", "300 mS/cm^2"], source },
    g_K: { value: "80 mS/cm^2", meaning: "potassium conductance", range: ["0 mS/cm^2", "200 mS/cm^2"], source },
    g_L: { value: "0.1 mS/cm^2", meaning: "leak conductance", range: ["0 mS/cm^2", "1 mS/cm^2"], source },
    E_Na: { value: "50 mV", meaning: "reversal potential of sodium", range: ["30 mV", "70 mV"], source },
    E_K: { value: "-100 mV", meaning: "reversal potential of potassium", range: ["-110 mV", "-70 mV"], source },
    E_L: { value: "-67 mV", meaning: "reversal potential of the leak", range: ["-80 mV", "-50 mV"], source },
  },
  sets: {
    slow: {
      title: "just above the onset",
      phenomenon: "A few spikes a second.",
      source,
      parameters: { g_L: "0.1 mS/cm^2" },
      input: "0.25 uA/cm^2",
      duration: "500 ms",
    },
  },
  scales: ["cell", "network"],
  example: { input: "1.5 uA/cm^2", duration: "200 ms" },
  plane: ["V", "n"],
  references: [
    `@book{traub1991neuronal,
  author = {Traub, Roger D. and Miles, Richard},
  title = {Neuronal Networks of the Hippocampus},
  publisher = {Cambridge University Press},
  year = {1991},
  doi = {10.1017/CBO9780511895401}
}`,
    `@book{ermentrout2010mathematical,
  author = {Ermentrout, G. Bard and Terman, David H.},
  title = {Mathematical Foundations of Neuroscience},
  publisher = {Springer},
  year = {2010},
  doi = {10.1007/978-0-387-87708-2}
}`,
  ],
};
