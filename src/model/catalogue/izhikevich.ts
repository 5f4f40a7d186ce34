/**
 * Izhikevich's neuron (2003, 2004), with units: v in mV, time in ms, hence u and I in mV/ms. The published numbers stand unchanged
 * before the units that make the equation dimensionally sound.
 */
import type { Model, ModelSet } from "./model.ts";

const classes = "Izhikevich 2003, Fig. 2, and the published script";
const panels = "Izhikevich 2004, Fig. 1, and the published script";

type Values = readonly [a: number, b: number, c: number, d: number, v: number];

function parameters([a, b, c, d]: Values) {
  return { a: `${a}/ms`, b: `${b}/ms`, c: `${c} mV`, d: `${d} mV/ms` };
}

function firingClass(title: string, input: number, values: Values): ModelSet {
  return { title, source: classes, parameters: parameters(values), initial: { v: `${values[4]} mV`, u: "b*v" }, input: `${input} mV/ms` };
}

/** A pattern of 2004 without its stimulus, which belongs to the document. */
function pattern(title: string, values: Values, more: Readonly<Record<string, string>> = {}): ModelSet {
  return { title, source: panels, parameters: { ...parameters(values), ...more }, initial: { v: `${values[4]} mV`, u: "b*v" } };
}

/** Panels G and L use 4.1 v + 108 in the place of 5 v + 140. */
const shallow = { k_1: "4.1/ms", k_0: "108 mV/ms" };

/** v' = k_2 v^2 + k_1 v + k_0 - u + I;  u' = a (b v - u);  v > v_peak: v -> c, u -> u + d. */
export const izhikevich: Model = {
  id: "izhikevich",
  title: "Izhikevich's neuron",
  section: "neurons",
  units: "physical",
  equations: ["dv/dt = k_2*v^2 + k_1*v + k_0 - u + I", "du/dt = a*(b*v - u)"].join("\n"),
  inputs: { I: "mV/ms" },
  initial: { v: "-65 mV", u: "b*v" },
  spike: "v > v_peak",
  reset: { v: "c", u: "u + d" },
  parameters: {
    a: { value: "0.02/ms", meaning: "rate of recovery", range: ["-0.1/ms", "1/ms"], source: classes },
    b: { value: "0.2/ms", meaning: "coupling of recovery to v", range: ["-2/ms", "2/ms"], source: classes },
    c: { value: "-65 mV", meaning: "reset of v", range: ["-80 mV", "-40 mV"], source: classes },
    d: { value: "8 mV/ms", meaning: "recovery added by a spike", range: ["-30 mV/ms", "30 mV/ms"], source: classes },
    k_2: { value: "0.04/ms/mV", meaning: "curvature of the v nullcline", range: ["0.01/ms/mV", "0.2/ms/mV"], source: classes },
    k_1: { value: "5/ms", meaning: "slope of the v nullcline at 0 mV", range: ["3/ms", "8/ms"], source: classes },
    k_0: { value: "140 mV/ms", meaning: "height of the v nullcline at 0 mV", range: ["50 mV/ms", "250 mV/ms"], source: classes },
    v_peak: { value: "30 mV", meaning: "potential at which a spike is stamped", range: ["20 mV", "40 mV"], source: classes },
  },
  sets: {
    "regular-spiking": firingClass("regular spiking (RS)", 14, [0.02, 0.2, -65, 8, -63]),
    "intrinsically-bursting": firingClass("intrinsically bursting (IB)", 11, [0.02, 0.2, -55, 4, -70]),
    chattering: firingClass("chattering (CH)", 10, [0.02, 0.2, -50, 2, -70]),
    "fast-spiking": firingClass("fast spiking (FS)", 10, [0.1, 0.2, -65, 2, -70]),
    "low-threshold-spiking": firingClass("low-threshold spiking (LTS)", 10, [0.02, 0.25, -65, 2, -63]),
    "thalamo-cortical": firingClass("thalamo-cortical (TC)", 1.5, [0.02, 0.25, -65, 0.05, -63]),
    resonator: firingClass("resonator (RZ)", 0.5, [0.1, 0.26, -65, 2, -63]),
    "tonic-spiking": pattern("A: tonic spiking", [0.02, 0.2, -65, 6, -70]),
    "phasic-spiking": pattern("B: phasic spiking", [0.02, 0.25, -65, 6, -64]),
    "tonic-bursting": pattern("C: tonic bursting", [0.02, 0.2, -50, 2, -70]),
    "phasic-bursting": pattern("D: phasic bursting", [0.02, 0.25, -55, 0.05, -64]),
    "mixed-mode": pattern("E: mixed mode", [0.02, 0.2, -55, 4, -70]),
    "frequency-adaptation": pattern("F: spike-frequency adaptation", [0.01, 0.2, -65, 8, -70]),
    "class-1": pattern("G: class 1 excitability", [0.02, -0.1, -55, 6, -60], shallow),
    "class-2": pattern("H: class 2 excitability", [0.2, 0.26, -65, 0, -64]),
    "spike-latency": pattern("I: spike latency", [0.02, 0.2, -65, 6, -70]),
    "subthreshold-oscillation": pattern("J: subthreshold oscillation", [0.05, 0.26, -60, 0, -62]),
    "resonator-pattern": pattern("K: resonator", [0.1, 0.26, -60, -1, -62]),
    integrator: pattern("L: integrator", [0.02, -0.1, -55, 6, -60], shallow),
    "rebound-spike": pattern("M: rebound spike", [0.03, 0.25, -60, 4, -64]),
    "rebound-burst": pattern("N: rebound burst", [0.03, 0.25, -52, 0, -64]),
    "threshold-variability": pattern("O: threshold variability", [0.03, 0.25, -60, 4, -64]),
    bistability: pattern("P: bistability", [0.1, 0.26, -60, 0, -61]),
    "depolarising-after-potential": pattern("Q: depolarising after-potential", [1, 0.2, -60, -21, -70]),
    "inhibition-induced-spiking": pattern("S: inhibition-induced spiking", [-0.02, -1, -60, 8, -63.8]),
    "inhibition-induced-bursting": pattern("T: inhibition-induced bursting", [-0.026, -1, -45, -2, -63.8]),
  },
  scales: ["cell", "network"],
  example: { amplitude: "10 mV/ms", duration: "500 ms" },
  references: [
    `@article{izhikevich2003simple,
  author = {Izhikevich, Eugene M.},
  title = {Simple model of spiking neurons},
  journal = {IEEE Transactions on Neural Networks},
  volume = {14},
  pages = {1569--1572},
  year = {2003},
  doi = {10.1109/TNN.2003.820440}
}`,
    `@article{izhikevich2004which,
  author = {Izhikevich, Eugene M.},
  title = {Which model to use for cortical spiking neurons?},
  journal = {IEEE Transactions on Neural Networks},
  volume = {15},
  pages = {1063--1070},
  year = {2004},
  doi = {10.1109/TNN.2004.832719}
}`,
  ],
};
