/** Adaptive exponential integrate-and-fire neuron (Brette and Gerstner 2005). */
import type { Model, ModelSet, Protocol } from "./model.ts";

const naud = "Naud, Marcille, Clopath & Gerstner 2008, as adapted in the Brian2 example of P. Mueller";
const brette = "Brette & Gerstner 2005";
const touboul = "Touboul & Brette 2008";
const course = "single-cell course, deck 002";

/** The sets of Naud et al. differ in these; V_T = -50 mV and Delta_T = 2 mV in all. */
function pattern(
  title: string,
  phenomenon: string,
  input: string,
  values: readonly [C: number, g_L: number, E_L: number, a: number, tau_w: number, b: number, V_r: number],
): ModelSet {
  const [C, g_L, E_L, a, tau_w, b, V_r] = values;
  return {
    title,
    phenomenon,
    source: naud,
    parameters: {
      C: `${C} pF`,
      g_L: `${g_L} nS`,
      E_L: `${E_L} mV`,
      V_T: "-50 mV",
      Delta_T: "2 mV",
      a: `${a} nS`,
      tau_w: `${tau_w} ms`,
      b: `${b} pA`,
      V_r: `${V_r} mV`,
      V_peak: "0 mV",
    },
    input,
  };
}

/** What the sets with the first paper's membrane share. */
const original = { C: "281 pF", g_L: "30 nS", E_L: "-70.6 mV", V_T: "-50.4 mV", Delta_T: "2 mV", a: "4 nS", V_peak: "0 mV" };

function bretteGerstner(
  [title, phenomenon, source]: readonly [string, string, string],
  input: string,
  tau_w: string,
  b: string,
  V_r: string,
  more = {},
): ModelSet {
  return {
    title,
    phenomenon,
    source,
    parameters: { ...original, tau_w, b, V_r, ...more },
    input,
  };
}

function courseSet(title: string, phenomenon: string, drive: Protocol, a: string, tau_w: string, b: string, V_r: string): ModelSet {
  return {
    title,
    phenomenon,
    source: course,
    parameters: { C: "20 pF", g_L: "1 nS", E_L: "-65 mV", V_T: "-50 mV", Delta_T: "2 mV", a, tau_w, b, V_r, V_peak: "0 mV" },
    ...drive,
  };
}

/** C V' = -g_L (V - E_L) + g_L Delta_T exp((V - V_T)/Delta_T) - w + I;  tau_w w' = a (V - E_L) - w. */
export const adex: Model = {
  id: "adex",
  title: "Adaptive exponential integrate-and-fire neuron",
  family: "integrate-and-fire",
  phenomenon:
    "Two variables and one reset give most patterns of cortical neurons: tonic, adapting, bursting, delayed, transient and irregular spiking.",
  section: "neurons",
  units: "physical",
  equations: ["C*dV/dt = -g_L*(V - E_L) + g_L*Delta_T*exp((V - V_T)/Delta_T) - w + I", "tau_w*dw/dt = a*(V - E_L) - w"].join("\n"),
  inputs: { I: "pA" },
  initial: { V: "E_L", w: "0 pA" },
  spike: "V > V_peak",
  reset: { V: "V_r", w: "w + b" },
  parameters: {
    C: { value: "281 pF", meaning: "membrane capacitance", range: ["10 pF", "1000 pF"], source: brette },
    g_L: { value: "30 nS", meaning: "leak conductance", range: ["0.5 nS", "100 nS"], source: brette },
    E_L: { value: "-70.6 mV", meaning: "leak reversal potential", range: ["-90 mV", "-50 mV"], source: brette },
    V_T: { value: "-50.4 mV", meaning: "effective threshold", range: ["-60 mV", "-40 mV"], source: brette },
    Delta_T: { value: "2 mV", meaning: "slope of the spike's onset", range: ["0.1 mV", "10 mV"], source: brette },
    a: { value: "4 nS", meaning: "subthreshold adaptation", range: ["-20 nS", "100 nS"], source: brette },
    tau_w: { value: "144 ms", meaning: "time constant of adaptation", range: ["1 ms", "1000 ms"], source: brette },
    b: { value: "80.5 pA", meaning: "adaptation added by a spike", range: ["0 pA", "1000 pA"], source: brette },
    V_r: { value: "-70.6 mV", meaning: "reset potential", range: ["-90 mV", "-40 mV"], source: brette },
    V_peak: { value: "20 mV", meaning: "potential at which a spike is stamped", range: ["-30 mV", "40 mV"], source: brette },
  },
  sets: {
    tonic: pattern("tonic spiking", "Regular spikes from the first to the last.", "500 pA", [200, 10, -70, 2, 30, 0, -58]),
    adaptation: pattern(
      "spike-frequency adaptation",
      "Every spike adds to w, so the intervals grow.",
      "500 pA",
      [200, 12, -70, 2, 300, 60, -58],
    ),
    "initial-burst": pattern("initial burst", "A burst at the onset, then single spikes.", "400 pA", [130, 18, -58, 4, 150, 120, -50]),
    "regular-bursting": pattern(
      "regular bursting",
      "The reset lands below or above the V nullcline: bursts end when w has lifted it above.",
      "210 pA",
      [200, 10, -58, 2, 120, 100, -46],
    ),
    "delayed-accelerating": pattern(
      "delayed and accelerating",
      "Depolarisation lowers w, for a is negative: spikes begin late and come faster and faster.",
      "300 pA",
      [200, 12, -70, -10, 300, 0, -58],
    ),
    "delayed-regular-bursting": pattern(
      "delayed regular bursting",
      "Without a fixed point at rest (a = -g_L) it bursts after a delay.",
      "110 pA",
      [100, 10, -65, -10, 90, 30, -47],
    ),
    transient: pattern(
      "transient spiking",
      "One spike at the onset, then rest at a stable focus.",
      "180 pA",
      [100, 10, -65, 10, 90, 100, -47],
    ),
    irregular: pattern(
      "irregular spiking",
      "Intervals of many lengths although nothing is random; in the end ten of them take turns: an island in chaos.",
      "160 pA",
      [100, 12, -60, -11, 130, 30, -48],
    ),
    "brette-gerstner": bretteGerstner(
      ["regular spiking, the first paper's neuron", "Adapting spikes; fitted to a detailed model of a pyramidal cell.", brette],
      "1000 pA",
      "144 ms",
      "80.5 pA",
      "-70.6 mV",
      { V_peak: "20 mV" },
    ),
    "brette-gerstner-bursting": bretteGerstner(
      ["bursting", "A high reset and a large, short adaptation: bursts.", "Brian2 example after Brette & Gerstner 2005"],
      "800 pA",
      "20 ms",
      "500 pA",
      "-45.4 mV",
    ),
    "brette-gerstner-fast": bretteGerstner(
      ["fast spiking (a = 2C/tau_w)", "No spike-triggered adaptation; a resonant membrane.", "Brian2 example after Brette & Gerstner 2005"],
      "800 pA",
      "144 ms",
      "0 pA",
      "-70.6 mV",
      { a: "2*C/tau_w" },
    ),
    "touboul-brette": bretteGerstner(
      ["chaotic spiking, Fig. 8", "At V_r = -48 mV no two intervals are the same: the map from reset to reset is chaotic.", touboul],
      "800 pA",
      "40 ms",
      "80 pA",
      "-48 mV",
    ),
    "touboul-brette-doubled": bretteGerstner(
      ["period doubling, Fig. 8", "At V_r = -48.6 mV two intervals take turns.", touboul],
      "800 pA",
      "40 ms",
      "80 pA",
      "-48.6 mV",
    ),
    "touboul-brette-bursting": bretteGerstner(
      [
        "bursting, Fig. 8",
        "At V_r = -46.5 mV the same neuron fires bursts of six: beyond the chaos each burst has one spike more.",
        touboul,
      ],
      "800 pA",
      "40 ms",
      "80 pA",
      "-46.5 mV",
    ),
    "course-regular": courseSet(
      "regular spiking at 20 pA",
      "Rests at 10 pA, fires and adapts at 20 pA.",
      { input: "20 pA" },
      "0.1 nS",
      "100 ms",
      "2 pA",
      "-65 mV",
    ),
    "course-bursting": courseSet(
      "bursts at 20 pA, fast at 50 pA",
      "Bursts, because the reset lies to the right of the V nullcline's minimum.",
      { input: "20 pA" },
      "0.2 nS",
      "100 ms",
      "3 pA",
      "-46 mV",
    ),
    "course-rebound": courseSet(
      "spikes after inhibition",
      "While the neuron is inhibited w falls; when the inhibition ends it fires.",
      { stimuli: [{ step: { amplitude: "-60 pA" }, duration: "250 ms" }] },
      "1 nS",
      "150 ms",
      "3 pA",
      "-46 mV",
    ),
  },
  scales: ["cell", "network"],
  example: { input: "800 pA", duration: "500 ms" },
  references: [
    `@article{brette2005adaptive,
  author = {Brette, Romain and Gerstner, Wulfram},
  title = {Adaptive exponential integrate-and-fire model as an effective description of neuronal activity},
  journal = {Journal of Neurophysiology},
  volume = {94},
  pages = {3637--3642},
  year = {2005},
  doi = {10.1152/jn.00686.2005}
}`,
    `@article{naud2008firing,
  author = {Naud, Richard and Marcille, Nicolas and Clopath, Claudia and Gerstner, Wulfram},
  title = {Firing patterns in the adaptive exponential integrate-and-fire model},
  journal = {Biological Cybernetics},
  volume = {99},
  pages = {335--347},
  year = {2008},
  doi = {10.1007/s00422-008-0264-7}
}`,
    `@article{touboul2008dynamics,
  author = {Touboul, Jonathan and Brette, Romain},
  title = {Dynamics and bifurcations of the adaptive exponential integrate-and-fire model},
  journal = {Biological Cybernetics},
  volume = {99},
  pages = {319--334},
  year = {2008},
  doi = {10.1007/s00422-008-0267-4}
}`,
  ],
};
