/** Neuron with a multi-timescale adaptive threshold (Kobayashi, Tsubo and Shinomoto 2009). */
import type { Model, ModelSet } from "./model.ts";

const source = "Kobayashi, Tsubo & Shinomoto 2009";
const typical = `${source}, Fig. 5B; compared with a published program that redraws it`;

/** What differs between the classes: three numbers [mV]. */
function firingClass(title: string, phenomenon: string, [alpha_1, alpha_2, omega]: readonly [number, number, number]): ModelSet {
  return {
    title,
    phenomenon,
    source: typical,
    parameters: { alpha_1: `${alpha_1} mV`, alpha_2: `${alpha_2} mV`, omega: `${omega} mV` },
  };
}

/**
 * tau_m V' = -(V - E_L) + R I, never reset; fires where V > E_L + omega + theta_1 + theta_2 and the last spike is t_ref ago;
 * tau_j theta_j' = -theta_j, a spike adds alpha_j.
 */
export const mat: Model = {
  id: "mat",
  title: "Multi-timescale adaptive threshold neuron",
  family: "integrate-and-fire",
  phenomenon:
    "The voltage is a linear filter that no spike resets; the threshold jumps instead, and three numbers make four classes of neuron.",
  section: "neurons",
  units: "physical",
  equations: [
    "tau_m*dV/dt = -(V - E_L) + R*I",
    "tau_1*dtheta_1/dt = -theta_1",
    "tau_2*dtheta_2/dt = -theta_2",
    "threshold = E_L + omega + theta_1 + theta_2",
  ].join("\n"),
  inputs: { I: "nA" },
  initial: { V: "E_L", theta_1: "0 mV", theta_2: "0 mV" },
  spike: "V > threshold",
  reset: { theta_1: "theta_1 + alpha_1", theta_2: "theta_2 + alpha_2" },
  refractory: "t_ref",
  parameters: {
    tau_m: { value: "5 ms", meaning: "membrane time constant", range: ["1 ms", "50 ms"], source },
    R: { value: "50 MOhm", meaning: "input resistance", range: ["5 MOhm", "500 MOhm"], source },
    E_L: { value: "-65 mV", meaning: "resting potential", range: ["-90 mV", "-50 mV"], source: typical },
    tau_1: { value: "10 ms", meaning: "fast time constant of the threshold", range: ["2 ms", "50 ms"], source },
    tau_2: { value: "200 ms", meaning: "slow time constant of the threshold", range: ["50 ms", "1000 ms"], source },
    alpha_1: { value: "30 mV", meaning: "fast rise of the threshold at a spike", range: ["-5 mV", "60 mV"], source: typical },
    alpha_2: { value: "2 mV", meaning: "slow rise of the threshold at a spike", range: ["0 mV", "10 mV"], source: typical },
    omega: { value: "20 mV", meaning: "resting threshold, from the resting potential", range: ["5 mV", "40 mV"], source: typical },
    t_ref: { value: "2 ms", meaning: "refractory period", range: ["0.5 ms", "10 ms"], source },
  },
  sets: {
    "regular-spiking": firingClass("regular spiking (RS)", "A high fast jump and a slow one: spikes that adapt.", [30, 2, 20]),
    "intrinsically-bursting": firingClass(
      "intrinsically bursting (IB)",
      "A small fast jump: quick spikes at first, then adaptation.",
      [7.5, 1.5, 19],
    ),
    "fast-spiking": firingClass("fast spiking (FS)", "Hardly any slow jump: fast and steady.", [10, 0.2, 10]),
    chattering: firingClass(
      "chattering (CH)",
      "The fast jump is downwards: each spike invites the next, until the slow jumps have added up.",
      [-0.5, 0.4, 26],
    ),
  },
  scales: ["cell", "network"],
  example: { input: "0.6 nA", duration: "500 ms", record: ["V", "threshold"] },
  references: [
    `@article{kobayashi2009made,
  author = {Kobayashi, Ryota and Tsubo, Yasuhiro and Shinomoto, Shigeru},
  title = {Made-to-order spiking neuron model equipped with a multi-timescale adaptive threshold},
  journal = {Frontiers in Computational Neuroscience},
  volume = {3},
  pages = {9},
  year = {2009},
  doi = {10.3389/neuro.10.009.2009}
}`,
  ],
};
