/** Reduced model of a decision between two alternatives (Wong and Wang 2006). */
import type { Model, ModelSet } from "./model.ts";

const source = "Wong & Wang 2006, appendix, without AMPA in the recurrent synapses; compared with two published programs";

/** Fluctuations of the AMPA input: sigma = 0.02 nA in the paper's tau I' = -I + sigma sqrt(tau) xi has the standard deviation sigma/sqrt(2). */
const noise = (input: string) => ({ to: input, noise: { sd: "0.0141421356 nA", tau: "2 ms" } });

function shown(title: string, phenomenon: string, mu_0: string, coherence: number, more: Partial<ModelSet> = {}): ModelSet {
  return { title, phenomenon, source, parameters: { mu_0, coherence }, stimuli: [], duration: "1 s", ...more };
}

/**
 * S_i' = -S_i/tau_S + (1 - S_i) gamma H(x_i);  H(x) = (a x - b)/(1 - e^(-d (a x - b)));
 * x_1 = J_same S_1 - J_other S_2 + I_0 + J_ext mu_0 (1 + coherence) + I_1, x_2 likewise with 1 - coherence.
 */
export const wongWang: Model = {
  id: "wong-wang",
  title: "Wong-Wang model of a decision",
  family: "rate",
  phenomenon: "Two populations compete for the evidence: slow integration, then one wins and the choice is kept as working memory.",
  section: "rates",
  units: "physical",
  equations: [
    "dS_1/dt = -S_1/tau_S + (1 - S_1)*gamma*r_1",
    "dS_2/dt = -S_2/tau_S + (1 - S_2)*gamma*r_2",
    "r_1 = H(J_same*S_1 - J_other*S_2 + I_0 + J_ext*mu_0*(1 + coherence) + I_1)",
    "r_2 = H(J_same*S_2 - J_other*S_1 + I_0 + J_ext*mu_0*(1 - coherence) + I_2)",
    "H(x) = (a*x - b)/(1 - exp(-d*(a*x - b)))",
  ].join("\n"),
  inputs: { I_1: "nA", I_2: "nA" },
  initial: { S_1: 0.1, S_2: 0.1 },
  parameters: {
    mu_0: { value: "30 Hz", meaning: "strength of the stimulus", range: ["0 Hz", "100 Hz"], source },
    coherence: { value: 0, meaning: "evidence for the first alternative", range: [-1, 1], source },
    J_same: { value: "0.2609 nA", meaning: "coupling of a population to itself", range: ["0 nA", "0.5 nA"], source },
    J_other: { value: "0.0497 nA", meaning: "inhibition by the other population", range: ["0 nA", "0.2 nA"], source },
    J_ext: { value: "0.00052 nA/Hz", meaning: "current for a stimulus of 1 Hz", range: ["0 nA/Hz", "0.002 nA/Hz"], source },
    I_0: { value: "0.3255 nA", meaning: "background current", range: ["0.28 nA", "0.4 nA"], source },
    gamma: { value: 0.641, meaning: "gate opened by a spike", range: [0.1, 1], source },
    tau_S: { value: "100 ms", meaning: "time constant of the NMDA gate", range: ["10 ms", "300 ms"], source },
    a: { value: "270 Hz/nA", meaning: "slope of the input-output curve", range: ["100 Hz/nA", "500 Hz/nA"], source },
    b: { value: "108 Hz", meaning: "offset of the input-output curve", range: ["50 Hz", "200 Hz"], source },
    d: { value: "0.154 s", meaning: "curvature of the input-output curve", range: ["0.05 s", "0.5 s"], source },
  },
  sets: {
    decision: shown("a hard decision", "Without evidence noise decides: both rise together, then one wins.", "30 Hz", 0, {
      stimuli: [noise("I_1"), noise("I_2")],
      duration: "2 s",
      record: ["S_1", "S_2", "r_1", "r_2"],
    }),
    evidence: shown("an easy decision", "With 50 % coherence the first alternative wins soon.", "30 Hz", 0.5),
    rest: shown("before the stimulus", "Three stable states: no choice yet, and the memory of either choice.", "0 Hz", 0, {
      duration: "1 s",
    }),
    memory: shown("working memory", "The stimulus is over and the choice remains.", "0 Hz", 0, {
      initial: { S_1: 0.6, S_2: 0.1 },
      duration: "1 s",
    }),
  },
  scales: ["rate"],
  example: { stimuli: [noise("I_1"), noise("I_2")], duration: "2 s", record: ["S_1", "S_2", "r_1", "r_2"] },
  references: [
    `@article{wong2006recurrent,
  author = {Wong, Kong-Fatt and Wang, Xiao-Jing},
  title = {A recurrent network mechanism of time integration in perceptual decisions},
  journal = {Journal of Neuroscience},
  volume = {26},
  pages = {1314--1328},
  year = {2006},
  doi = {10.1523/JNEUROSCI.3733-05.2006}
}`,
  ],
};
