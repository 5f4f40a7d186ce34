/** Wilson-Cowan model of an excitatory and an inhibitory population (1972), in plain numbers. */
import type { Model } from "./model.ts";

const source = "Wilson & Cowan 1972, Fig. 11";

/** E' = -E + (k_e - r E) S_e(c1 E - c2 I + P);  I' = -I + (k_i - r I) S_i(c3 E - c4 I + Q);  S(x) = 1/(1 + e^(-a(x - th))) - 1/(1 + e^(a th)); r = 1. */
export const wilsonCowan: Model = {
  id: "wilson-cowan",
  title: "Wilson-Cowan model",
  family: "rate",
  phenomenon: "Two populations that excite and inhibit each other: steady states, switches between them, and a limit cycle.",
  section: "rates",
  units: "none",
  equations: [
    "dE/dt = -E + (k_e - E)*S(c1*E - c2*I + P, a_e, th_e)",
    "dI/dt = -I + (k_i - I)*S(c3*E - c4*I + Q, a_i, th_i)",
    "S(x, a, th) = 1/(1 + exp(-a*(x - th))) - 1/(1 + exp(a*th))",
    "k_e = 1 - 1/(1 + exp(a_e*th_e))",
    "k_i = 1 - 1/(1 + exp(a_i*th_i))",
  ].join("\n"),
  inputs: {},
  initial: { E: 0.1, I: 0.05 },
  parameters: {
    c1: { value: 16, meaning: "excitation of E by E", range: [0, 30], source },
    c2: { value: 12, meaning: "inhibition of E by I", range: [0, 30], source },
    c3: { value: 15, meaning: "excitation of I by E", range: [0, 30], source },
    c4: { value: 3, meaning: "inhibition of I by I", range: [0, 30], source },
    a_e: { value: 1.3, meaning: "steepness of E's response", range: [0.1, 5], source },
    th_e: { value: 4, meaning: "threshold of E's response", range: [0, 10], source },
    a_i: { value: 2, meaning: "steepness of I's response", range: [0.1, 5], source },
    th_i: { value: 3.7, meaning: "threshold of I's response", range: [0, 10], source },
    P: { value: 1.25, meaning: "drive of E", range: [-5, 10], source },
    Q: { value: 0, meaning: "drive of I", range: [-5, 10], source },
  },
  sets: {
    oscillation: {
      title: "limit cycle",
      phenomenon: "Excitation rises, recruits inhibition, and both fall back: an oscillation without any oscillating input.",
      source,
      parameters: { P: 1.25, Q: 0 },
    },
    rest: {
      title: "steady state without drive",
      phenomenon: "Activity dies out to the resting state.",
      source: "the populations of Wilson & Cowan 1972, Fig. 11, with P = 0",
      parameters: { P: 0, Q: 0 },
    },
  },
  scales: ["rate"],
  example: { duration: 60 },
  references: [
    `@article{wilson1972excitatory,
  author = {Wilson, Hugh R. and Cowan, Jack D.},
  title = {Excitatory and inhibitory interactions in localized populations of model neurons},
  journal = {Biophysical Journal},
  volume = {12},
  pages = {1--24},
  year = {1972},
  doi = {10.1016/S0006-3495(72)86068-5}
}`,
  ],
};
