/** Leaky integrate-and-fire neuron (Lapicque 1907). */
import type { Model } from "./model.ts";

const course = "single-cell course, deck 002: fixed points -55 mV at 10 pA and -49 mV at 16 pA, reset -70 mV";
const cortical = "cortical values of Naud, Marcille, Clopath & Gerstner 2008 (tonic spiking), with their V_T as threshold";
const brunel = "Brunel 2000";

/** C V' = -g_L (V - E_L) + I;  at V > V_th: V -> V_r. With V_r < E_L + I/g_L > V_th the period is t_ref + C/g_L ln((E_L + I/g_L - V_r)/(E_L + I/g_L - V_th)). */
export const lif: Model = {
  id: "lif",
  title: "Leaky integrate-and-fire neuron",
  family: "integrate-and-fire",
  phenomenon: "Adds up its input and leaks: regular spikes above the rheobase, at a rate that is a logarithm in closed form.",
  section: "neurons",
  units: "physical",
  equations: "C*dV/dt = -g_L*(V - E_L) + I",
  inputs: { I: "pA" },
  initial: { V: "E_L" },
  spike: "V > V_th",
  reset: { V: "V_r" },
  refractory: "t_ref",
  parameters: {
    C: { value: "200 pF", meaning: "membrane capacitance", range: ["10 pF", "1000 pF"], source: cortical },
    g_L: { value: "10 nS", meaning: "leak conductance", range: ["0.5 nS", "100 nS"], source: cortical },
    E_L: { value: "-70 mV", meaning: "leak reversal potential", range: ["-90 mV", "-50 mV"], source: cortical },
    V_th: { value: "-50 mV", meaning: "threshold", range: ["-65 mV", "-35 mV"], source: cortical },
    V_r: { value: "-58 mV", meaning: "reset potential", range: ["-90 mV", "-40 mV"], source: cortical },
    t_ref: { value: "2 ms", meaning: "refractory period", range: ["0 ms", "10 ms"], source: brunel },
  },
  sets: {
    course: {
      title: "the course's neuron: rheobase 15 pA",
      phenomenon: "Silent at 10 pA with the fixed point at -55 mV; at 20 pA the fixed point lies above the threshold and it fires.",
      source: course,
      parameters: { C: "20 pF", g_L: "1 nS", E_L: "-65 mV", V_th: "-50 mV", V_r: "-70 mV", t_ref: "0 ms" },
      input: "20 pA",
    },
  },
  scales: ["cell", "network"],
  example: { input: "300 pA", duration: "500 ms" },
  references: [
    `@article{lapicque1907recherches,
  author = {Lapicque, Louis},
  title = {Recherches quantitatives sur l'excitation {\\'e}lectrique des nerfs trait{\\'e}e comme une polarisation},
  journal = {Journal de Physiologie et de Pathologie G{\\'e}n{\\'e}rale},
  volume = {9},
  pages = {620--635},
  year = {1907}
}`,
  ],
};
