/** Hodgkin-Huxley model of the squid giant axon (1952), with the resting potential at -65 mV. */
import type { Model, ModelSet, ModelStimulus } from "./model.ts";

const source = "Hodgkin & Huxley 1952; potentials shifted so that rest is near -65 mV";

/** The leak's reversal potential is where published versions differ; the Hopf current moves by g_L times the difference. */
function leak(title: string, potential: string, from: string): ModelSet {
  return {
    title,
    phenomenon: "Fires at about 68 Hz at 10 uA/cm^2; the current where rest loses stability moves by g_L times the change of E_L.",
    source: from,
    parameters: { E_L: potential },
    input: "10 uA/cm^2",
  };
}

/** The usual values under another stimulus. */
function shown(title: string, phenomenon: string, duration: string, ...stimuli: ModelStimulus[]): ModelSet {
  return { title, phenomenon, source, parameters: { E_L: "-54.4 mV" }, stimuli, duration, record: ["V", "I"] };
}

/**
 * C V' = I - g_Na m^3 h (V - E_Na) - g_K n^4 (V - E_K) - g_L (V - E_L);  x' = alpha_x (1 - x) - beta_x x for x = m, h, n. 6.3 degC.
 */
export const hodgkinHuxley: Model = {
  id: "hodgkin-huxley",
  title: "Hodgkin-Huxley model of the squid giant axon",
  family: "conductance-based",
  phenomenon:
    "The action potential from sodium and potassium conductances; fires at no less than about 50 Hz (type II), and rests or fires at one and the same current.",
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
    "alpha_m(V) = 0.1/ms/mV*(V + 40 mV)/(1 - exp(-(V + 40 mV)/(10 mV)))",
    "beta_m(V) = 4/ms*exp(-(V + 65 mV)/(18 mV))",
    "alpha_h(V) = 0.07/ms*exp(-(V + 65 mV)/(20 mV))",
    "beta_h(V) = 1/ms/(1 + exp(-(V + 35 mV)/(10 mV)))",
    "alpha_n(V) = 0.01/ms/mV*(V + 55 mV)/(1 - exp(-(V + 55 mV)/(10 mV)))",
    "beta_n(V) = 0.125/ms*exp(-(V + 65 mV)/(80 mV))",
  ].join("\n"),
  inputs: { I: "uA/cm^2" },
  initial: {
    V: "-65 mV",
    m: "alpha_m(V)/(alpha_m(V) + beta_m(V))",
    h: "alpha_h(V)/(alpha_h(V) + beta_h(V))",
    n: "alpha_n(V)/(alpha_n(V) + beta_n(V))",
  },
  spike: "V > 0 mV",
  parameters: {
    C: { value: "1 uF/cm^2", meaning: "membrane capacitance", range: ["0.5 uF/cm^2", "3 uF/cm^2"], source },
    g_Na: { value: "120 mS/cm^2", meaning: "sodium conductance", range: ["0 mS/cm^2", "300 mS/cm^2"], source },
    g_K: { value: "36 mS/cm^2", meaning: "potassium conductance", range: ["0 mS/cm^2", "100 mS/cm^2"], source },
    g_L: { value: "0.3 mS/cm^2", meaning: "leak conductance", range: ["0 mS/cm^2", "2 mS/cm^2"], source },
    E_Na: { value: "50 mV", meaning: "reversal potential of sodium", range: ["30 mV", "70 mV"], source },
    E_K: { value: "-77 mV", meaning: "reversal potential of potassium", range: ["-100 mV", "-60 mV"], source },
    E_L: { value: "-54.4 mV", meaning: "reversal potential of the leak", range: ["-80 mV", "-45 mV"], source },
  },
  sets: {
    "leak-54.4": leak("the usual rounding", "-54.4 mV", source),
    "leak-54.387": leak("10.613 mV above rest, as in the paper", "-54.387 mV", source),
    "leak-54.3": leak("the value that NEURON's hh uses", "-54.3 mV", "NEURON, mechanism hh"),
    "leak-54.402": leak("rest at -65.000 mV", "-54.402 mV", source),
    bistable: shown(
      "bistability",
      "At 8 uA/cm^2 rest and firing are both stable: a short pulse starts the spikes, a second one, well timed, stops them.",
      "220 ms",
      // A slow rise leaves the neuron at rest; the second pulse falls into the short phase in which it stops the spikes.
      { ramp: { from: "0 uA/cm^2", to: "8 uA/cm^2" }, duration: "100 ms" },
      { step: { amplitude: "8 uA/cm^2" }, start: "100 ms" },
      { step: { amplitude: "20 uA/cm^2" }, start: "120 ms", duration: "1 ms" },
      { step: { amplitude: "-10 uA/cm^2" }, start: "152 ms", duration: "1 ms" },
    ),
    "anode-break": shown("anode break excitation", "A spike follows the end of a hyperpolarising pulse.", "80 ms", {
      step: { amplitude: "-10 uA/cm^2" },
      start: "10 ms",
      duration: "30 ms",
    }),
    accommodation: shown(
      "accommodation",
      "The same current that fires when it is switched on does not when it rises slowly.",
      "300 ms",
      { step: { amplitude: "4 uA/cm^2" }, start: "20 ms", duration: "50 ms" },
      { ramp: { from: "0 uA/cm^2", to: "4 uA/cm^2" }, start: "120 ms", duration: "100 ms" },
      { step: { amplitude: "4 uA/cm^2" }, start: "220 ms", duration: "50 ms" },
    ),
  },
  scales: ["cell", "network"],
  example: { input: "10 uA/cm^2", duration: "100 ms" },
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
  ],
};
