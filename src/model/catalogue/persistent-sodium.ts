/** The model of persistent sodium and potassium (Izhikevich 2007, chapter 4). */
import type { Model, ModelSet } from "./model.ts";

const source = "Izhikevich 2007, Fig. 4.1 and section 6.1";
const checked = `${source}; checked: saddle-node at 4.51 and Andronov-Hopf point at 14.66 uA/cm^2, as in the book`;

function regime(
  title: string,
  phenomenon: string,
  input: string,
  [E_L, V_n, tau_n]: readonly [number, number, number],
  duration = "100 ms",
): ModelSet {
  return {
    title,
    phenomenon,
    source: checked,
    parameters: { E_L: `${E_L} mV`, V_n: `${V_n} mV`, tau_n: `${tau_n} ms` },
    input,
    duration,
  };
}

/** C V' = I - g_L (V - E_L) - g_Na m_inf(V) (V - E_Na) - g_K n (V - E_K);  tau_n n' = n_inf(V) - n;  x_inf = 1/(1 + e^((V_x - V)/k_x)). */
export const persistentSodium: Model = {
  id: "persistent-sodium",
  title: "Persistent sodium and potassium (I_Na,p + I_K)",
  family: "reduced",
  phenomenon: "The smallest conductance-based neuron: shows all four ways from rest to firing when leak and potassium are shifted.",
  section: "neurons",
  units: "physical",
  equations: [
    "C*dV/dt = I - g_L*(V - E_L) - g_Na*m_inf*(V - E_Na) - g_K*n*(V - E_K)",
    "tau_n*dn/dt = n_inf - n",
    "m_inf = 1/(1 + exp((V_m - V)/k_m))",
    "n_inf = 1/(1 + exp((V_n - V)/k_n))",
  ].join("\n"),
  inputs: { I: "uA/cm^2" },
  initial: { V: "-65 mV", n: "n_inf" },
  spike: "V > -30 mV",
  parameters: {
    C: { value: "1 uF/cm^2", meaning: "membrane capacitance", range: ["0.5 uF/cm^2", "3 uF/cm^2"], source },
    g_L: { value: "8 mS/cm^2", meaning: "leak conductance", range: ["0 mS/cm^2", "20 mS/cm^2"], source },
    g_Na: { value: "20 mS/cm^2", meaning: "persistent sodium conductance", range: ["0 mS/cm^2", "50 mS/cm^2"], source },
    g_K: { value: "10 mS/cm^2", meaning: "potassium conductance", range: ["0 mS/cm^2", "30 mS/cm^2"], source },
    E_L: { value: "-80 mV", meaning: "reversal potential of the leak", range: ["-90 mV", "-60 mV"], source: checked },
    E_Na: { value: "60 mV", meaning: "reversal potential of sodium", range: ["30 mV", "80 mV"], source },
    E_K: { value: "-90 mV", meaning: "reversal potential of potassium", range: ["-110 mV", "-70 mV"], source },
    V_m: { value: "-20 mV", meaning: "half-activation of sodium", range: ["-40 mV", "0 mV"], source },
    k_m: { value: "15 mV", meaning: "width of sodium's activation", range: ["5 mV", "30 mV"], source },
    V_n: { value: "-25 mV", meaning: "half-activation of potassium", range: ["-60 mV", "-10 mV"], source: checked },
    k_n: { value: "5 mV", meaning: "width of potassium's activation", range: ["2 mV", "20 mV"], source },
    tau_n: { value: "1 ms", meaning: "time constant of potassium", range: ["0.05 ms", "5 ms"], source: checked },
  },
  sets: {
    snic: regime(
      "high threshold: saddle-node on a circle",
      "Fires at arbitrarily low rates from 4.51 uA/cm^2 on.",
      "5 uA/cm^2",
      [-80, -25, 1],
      "150 ms",
    ),
    homoclinic: regime(
      "fast potassium: saddle homoclinic orbit",
      "Rest and firing are both stable below 4.51 uA/cm^2.",
      "5 uA/cm^2",
      [-80, -25, 0.16],
    ),
    hopf: regime(
      "low threshold: supercritical Andronov-Hopf",
      "From 14.66 uA/cm^2 on a small oscillation grows out of rest; at 40 it has grown to spikes.",
      "40 uA/cm^2",
      [-78, -45, 1],
      "60 ms",
    ),
    bistable: {
      title: "rest or firing",
      phenomenon: "Below the saddle-node a pulse starts the spikes, an opposite one stops them.",
      source: checked,
      parameters: { E_L: "-80 mV", V_n: "-25 mV", tau_n: "0.16 ms" },
      stimuli: [
        { step: { amplitude: "3.5 uA/cm^2" } },
        { step: { amplitude: "30 uA/cm^2" }, start: "20 ms", duration: "1 ms" },
        { step: { amplitude: "-15 uA/cm^2" }, start: "60.2 ms", duration: "0.5 ms" },
      ],
      duration: "100 ms",
      record: ["V", "I"],
    },
  },
  scales: ["cell", "network"],
  example: { input: "10 uA/cm^2", duration: "100 ms" },
  references: [
    `@book{izhikevich2007dynamical,
  author = {Izhikevich, Eugene M.},
  title = {Dynamical Systems in Neuroscience: The Geometry of Excitability and Bursting},
  publisher = {MIT Press},
  year = {2007},
  doi = {10.7551/mitpress/2526.001.0001}
}`,
  ],
};
