/**
 * Izhikevich's neuron (2003, 2004), with units: v in mV, time in ms, hence u and I in mV/ms. The published numbers stand unchanged
 * before the units that make the equation dimensionally sound.
 */
import type { Model, ModelSet, ModelStimulus } from "./model.ts";

const classes = "Izhikevich 2003, Fig. 2, and the published script";
const panels = "Izhikevich 2004, Fig. 1, and the published script";

type Values = readonly [a: number, b: number, c: number, d: number, v: number];

function parameters([a, b, c, d]: Values) {
  return { a: `${a}/ms`, b: `${b}/ms`, c: `${c} mV`, d: `${d} mV/ms` };
}

function firingClass(title: string, phenomenon: string, input: number, values: Values): ModelSet {
  return {
    title,
    phenomenon,
    source: classes,
    parameters: parameters(values),
    initial: { v: `${values[4]} mV`, u: "b*v" },
    input: `${input} mV/ms`,
  };
}

/** The class of thalamo-cortical cells after inhibition. */
const inhibited: ModelSet = {
  ...firingClass("thalamo-cortical, burst (TC)", "A burst when an inhibition of -25 mV/ms ends.", 0, [0.02, 0.25, -65, 0.05, -87]),
  stimuli: [pulse(-25, 0, 50)],
  duration: "200 ms",
};

/** A rectangle of current [mV/ms] from a time to another [ms]; to the end of the run without the latter. */
function pulse(amplitude: number, start: number, stop?: number): ModelStimulus {
  const duration = stop === undefined ? {} : { duration: `${stop - start} ms` };
  return { step: { amplitude: `${amplitude} mV/ms` }, start: `${start} ms`, ...duration };
}

/** A straight line of current [mV/ms] between two times [ms], zero outside. */
function ramp(from: number, to: number, start: number, stop: number): ModelStimulus {
  return { ramp: { from: `${from} mV/ms`, to: `${to} mV/ms` }, start: `${start} ms`, duration: `${stop - start} ms` };
}

/** A pattern of 2004 with the stimulus, the duration [ms] and the Euler step [ms] of the published script. */
function pattern(
  title: string,
  phenomenon: string,
  values: Values,
  [duration, step]: readonly [number, number],
  stimuli: readonly ModelStimulus[],
  more: Partial<ModelSet> = {},
): ModelSet {
  return {
    title,
    phenomenon,
    source: panels,
    initial: { v: `${values[4]} mV`, u: "b*v" },
    stimuli,
    duration: `${duration} ms`,
    record: ["v", "I"],
    published: { method: "euler-sequential", step: `${step} ms` },
    ...more,
    parameters: { ...parameters(values), ...more.parameters },
  };
}

/** Panels G and L use 4.1 v + 108 in the place of 5 v + 140. */
const shallow = { parameters: { k_1: "4.1/ms", k_0: "108 mV/ms" } };

/** Panel R: the recovery variable follows v without decay, around -65 mV. */
const accommodating = {
  equations: ["dv/dt = k_2*v^2 + k_1*v + k_0 - u + I", "du/dt = a*b*(v + 65 mV)"].join("\n"),
  initial: { v: "-65 mV", u: "-16 mV/ms" },
};

/** v' = k_2 v^2 + k_1 v + k_0 - u + I;  u' = a (b v - u);  v > v_peak: v -> c, u -> u + d. */
export const izhikevich: Model = {
  id: "izhikevich",
  title: "Izhikevich's neuron",
  family: "integrate-and-fire",
  phenomenon: "Twenty patterns of spiking and bursting from four parameters.",
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
    "regular-spiking": firingClass(
      "regular spiking (RS)",
      "Excitatory cells of the cortex: the intervals grow.",
      14,
      [0.02, 0.2, -65, 8, -63],
    ),
    "intrinsically-bursting": firingClass("intrinsically bursting (IB)", "A burst, then single spikes.", 11, [0.02, 0.2, -55, 4, -70]),
    chattering: firingClass("chattering (CH)", "Bursts again and again.", 10, [0.02, 0.2, -50, 2, -70]),
    "fast-spiking": firingClass("fast spiking (FS)", "Inhibitory cells: fast and hardly adapting.", 10, [0.1, 0.2, -65, 2, -70]),
    "low-threshold-spiking": firingClass(
      "low-threshold spiking (LTS)",
      "Inhibitory cells that fire easily and adapt.",
      10,
      [0.02, 0.25, -65, 2, -63],
    ),
    "thalamo-cortical": firingClass(
      "thalamo-cortical, tonic (TC)",
      "Depolarised from rest it fires regularly.",
      1.5,
      [0.02, 0.25, -65, 0.05, -63],
    ),
    "thalamo-cortical-burst": inhibited,
    resonator: firingClass("resonator (RZ)", "Rings below the threshold and fires at its own frequency.", 0.5, [0.1, 0.26, -65, 2, -63]),
    "tonic-spiking": pattern(
      "A: tonic spiking",
      "Spikes as long as the current lasts.",
      [0.02, 0.2, -65, 6, -70],
      [100, 0.25],
      [pulse(14, 10)],
    ),
    "phasic-spiking": pattern(
      "B: phasic spiking",
      "One spike at the onset of the current.",
      [0.02, 0.25, -65, 6, -64],
      [200, 0.25],
      [pulse(0.5, 20)],
    ),
    "tonic-bursting": pattern(
      "C: tonic bursting",
      "Bursts as long as the current lasts.",
      [0.02, 0.2, -50, 2, -70],
      [220, 0.25],
      [pulse(15, 22)],
    ),
    "phasic-bursting": pattern("D: phasic bursting", "One burst at the onset.", [0.02, 0.25, -55, 0.05, -64], [200, 0.2], [pulse(0.6, 20)]),
    "mixed-mode": pattern(
      "E: mixed mode",
      "A burst at the onset, then single spikes.",
      [0.02, 0.2, -55, 4, -70],
      [160, 0.25],
      [pulse(10, 16)],
    ),
    "frequency-adaptation": pattern(
      "F: spike-frequency adaptation",
      "The intervals grow.",
      [0.01, 0.2, -65, 8, -70],
      [85, 0.25],
      [pulse(30, 8.5)],
    ),
    "class-1": pattern(
      "G: class 1 excitability",
      "Along a ramp of current the rate begins at zero.",
      [0.02, -0.1, -55, 6, -60],
      [300, 0.25],
      [ramp(0, 20.25, 30, 300)],
      shallow,
    ),
    "class-2": pattern(
      "H: class 2 excitability",
      "Along a ramp of current the rate begins high.",
      [0.2, 0.26, -65, 0, -64],
      [300, 0.25],
      [pulse(-0.5, 0), ramp(0, 4.05, 30, 300)],
    ),
    "spike-latency": pattern(
      "I: spike latency",
      "The spike comes long after the pulse.",
      [0.02, 0.2, -65, 6, -70],
      [100, 0.2],
      [pulse(7.04, 10, 13)],
    ),
    "subthreshold-oscillation": pattern(
      "J: subthreshold oscillation",
      "After the spike v rings.",
      [0.05, 0.26, -60, 0, -62],
      [200, 0.25],
      [pulse(2, 20, 25)],
    ),
    "resonator-pattern": pattern(
      "K: resonator",
      "Of two pairs of pulses it answers the one at its own frequency.",
      [0.1, 0.26, -60, -1, -62],
      [400, 0.25],
      [pulse(0.65, 40, 44), pulse(0.65, 60, 64), pulse(0.65, 280, 284), pulse(0.65, 320, 324)],
    ),
    integrator: pattern(
      "L: integrator",
      "Two pulses count the more the closer they are.",
      [0.02, -0.1, -55, 6, -60],
      [100, 0.25],
      [pulse(9, 100 / 11, 100 / 11 + 2), pulse(9, 100 / 11 + 5, 100 / 11 + 7), pulse(9, 70, 72), pulse(9, 80, 82)],
      shallow,
    ),
    "rebound-spike": pattern(
      "M: rebound spike",
      "A spike when an inhibition ends.",
      [0.03, 0.25, -60, 4, -64],
      [200, 0.2],
      [pulse(-15, 20, 25)],
    ),
    "rebound-burst": pattern(
      "N: rebound burst",
      "A burst when an inhibition ends.",
      [0.03, 0.25, -52, 0, -64],
      [200, 0.2],
      [pulse(-15, 20, 25)],
    ),
    "threshold-variability": pattern(
      "O: threshold variability",
      "A pulse that fails alone succeeds after an inhibition.",
      [0.03, 0.25, -60, 4, -64],
      [100, 0.25],
      [pulse(1, 10, 15), pulse(-6, 70, 75), pulse(1, 80, 85)],
    ),
    bistability: pattern(
      "P: bistability",
      "One pulse switches the firing on; a second, well timed, switches it off in the published scheme; solved exactly it does not.",
      [0.1, 0.26, -60, 0, -61],
      [300, 0.25],
      [pulse(0.24, 0), pulse(1, 37.5, 42.5), pulse(1, 216, 221)],
    ),
    "depolarising-after-potential": pattern(
      "Q: depolarising after-potential",
      "After the spike v stays above rest; solved exactly, eight spikes follow.",
      [1, 0.2, -60, -21, -70],
      [50, 0.1],
      [pulse(20, 9, 11)],
    ),
    accommodation: pattern(
      "R: accommodation",
      "A slow ramp to 8 mV/ms is followed without a spike, a fast one to 4 mV/ms is not.",
      [0.02, 1, -55, 4, -65],
      [400, 0.5],
      [ramp(0, 8, 0, 200), ramp(0, 4, 300, 312.5)],
      accommodating,
    ),
    "inhibition-induced-spiking": pattern(
      "S: inhibition-induced spiking",
      "It fires while it is inhibited.",
      [-0.02, -1, -60, 8, -63.8],
      [350, 0.5],
      [pulse(80, 0), pulse(-5, 50, 250)],
    ),
    "inhibition-induced-bursting": pattern(
      "T: inhibition-induced bursting",
      "It bursts while it is inhibited; solved exactly the bursts run away, so only their beginning is shown.",
      [-0.026, -1, -45, -2, -63.8],
      [350, 0.5],
      [pulse(80, 0), pulse(-5, 50, 250)],
      { duration: "130 ms" },
    ),
  },
  scales: ["cell", "network"],
  example: { input: "10 mV/ms", duration: "500 ms" },
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
