/** Exponential integrate-and-fire neuron (Fourcaud-Trocme et al. 2003). */
import type { Model } from "./model.ts";

const source = "Fourcaud-Trocme, Hansel, van Vreeswijk & Brunel 2003";

/** C V' = -g_L (V - E_L) + g_L Delta_T exp((V - V_T)/Delta_T) + I;  rheobase g_L (V_T - E_L - Delta_T) at V = V_T. */
export const eif: Model = {
  id: "eif",
  title: "Exponential integrate-and-fire neuron",
  family: "integrate-and-fire",
  phenomenon: "The spike's onset is a soft exponential threshold; fires from arbitrarily low rates (type I) through a saddle-node at V_T.",
  section: "neurons",
  units: "physical",
  equations: "C*dV/dt = -g_L*(V - E_L) + g_L*Delta_T*exp((V - V_T)/Delta_T) + I",
  inputs: { I: "uA/cm^2" },
  initial: { V: "E_L" },
  spike: "V > V_peak",
  reset: { V: "V_r" },
  refractory: "t_ref",
  parameters: {
    C: { value: "1 uF/cm^2", meaning: "membrane capacitance", range: ["0.5 uF/cm^2", "3 uF/cm^2"], source },
    g_L: { value: "0.1 mS/cm^2", meaning: "leak conductance", range: ["0.01 mS/cm^2", "1 mS/cm^2"], source },
    E_L: { value: "-65 mV", meaning: "leak reversal potential", range: ["-90 mV", "-50 mV"], source },
    V_T: { value: "-59.9 mV", meaning: "effective threshold", range: ["-65 mV", "-40 mV"], source },
    Delta_T: { value: "3.48 mV", meaning: "slope of the spike's onset", range: ["0.1 mV", "10 mV"], source },
    V_r: { value: "-68 mV", meaning: "reset potential", range: ["-90 mV", "-40 mV"], source },
    V_peak: {
      value: "-30 mV",
      meaning: "potential at which a spike is stamped",
      range: ["-40 mV", "40 mV"],
      source: "chosen: the published equation is at infinity 0.002 ms later",
    },
    t_ref: { value: "1.7 ms", meaning: "refractory period", range: ["0 ms", "10 ms"], source },
  },
  sets: {
    "fourcaud-trocme": {
      title: "fitted to the Wang-Buzsaki neuron",
      phenomenon: "Fires at the rates of the Wang-Buzsaki interneuron with one variable instead of three.",
      source,
      parameters: { V_T: "-59.9 mV", Delta_T: "3.48 mV" },
      input: "0.5 uA/cm^2",
    },
  },
  scales: ["cell", "network"],
  example: { input: "0.5 uA/cm^2", duration: "500 ms" },
  references: [
    `@article{fourcaud2003spike,
  author = {Fourcaud-Trocm{\\'e}, Nicolas and Hansel, David and van Vreeswijk, Carl and Brunel, Nicolas},
  title = {How spike generation mechanisms determine the neuronal response to fluctuating inputs},
  journal = {Journal of Neuroscience},
  volume = {23},
  pages = {11628--11640},
  year = {2003},
  doi = {10.1523/JNEUROSCI.23-37-11628.2003}
}`,
  ],
};
