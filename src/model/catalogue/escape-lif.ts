/** Leaky integrate-and-fire neuron with escape noise (Gerstner and van Hemmen 1992; Gerstner et al. 2014, chapter 9). */
import type { Model } from "./model.ts";

const source = "as in Schwalger, Deger & Gerstner 2017";
const own = "chosen: the rate is about 15 Hz and the intervals vary widely";

/** tau_m V' = -V + mu + R I; fires with the hazard c exp((V - V_th)/Delta_u); V -> V_r, held for t_ref. */
export const escapeLif: Model = {
  id: "escape-lif",
  title: "Leaky integrate-and-fire neuron with escape noise",
  family: "stochastic",
  phenomenon: "Fires at random, the more likely the nearer V is to the threshold: intervals have a distribution in closed form.",
  section: "neurons",
  units: "physical",
  equations: "tau_m*dV/dt = -V + mu + R*I",
  inputs: { I: "nA" },
  initial: { V: "V_r" },
  hazard: "c*exp((V - V_th)/Delta_u)",
  reset: { V: "V_r" },
  refractory: "t_ref",
  parameters: {
    tau_m: { value: "20 ms", meaning: "membrane time constant", range: ["2 ms", "100 ms"], source },
    mu: { value: "15 mV", meaning: "drive, from rest", range: ["-10 mV", "60 mV"], source: own },
    R: { value: "10 MOhm", meaning: "input resistance", range: ["1 MOhm", "200 MOhm"], source: "chosen: 1 mV for 0.1 nA" },
    c: { value: "10 Hz", meaning: "hazard at the threshold", range: ["0.1 Hz", "1000 Hz"], source },
    V_th: { value: "10 mV", meaning: "threshold", range: ["5 mV", "30 mV"], source },
    Delta_u: { value: "5 mV", meaning: "softness of the threshold", range: ["0.2 mV", "20 mV"], source: own },
    V_r: { value: "0 mV", meaning: "reset potential, measured from rest", range: ["-10 mV", "10 mV"], source },
    t_ref: { value: "4 ms", meaning: "refractory period", range: ["0 ms", "20 ms"], source },
  },
  sets: {
    sharp: {
      title: "sharp threshold",
      phenomenon: "A little noise: nearly as regular as without.",
      source: "the neuron of Schwalger, Deger & Gerstner 2017 with Delta_u = 0.5 mV",
      parameters: { Delta_u: "0.5 mV", mu: "20 mV" },
    },
    modulated: {
      title: "modulated input",
      phenomenon: "Spikes prefer the crests of the input, but not every crest has one.",
      source: "chosen: below the threshold on average",
      parameters: { mu: "5 mV" },
      stimuli: [{ sine: { amplitude: "1 nA", frequency: "5 Hz" } }],
      duration: "2 s",
    },
  },
  scales: ["cell", "network", "mesoscopic", "refractory-density"],
  example: { input: "0 nA", duration: "1 s" },
  references: [
    `@article{gerstner1992associative,
  author = {Gerstner, Wulfram and van Hemmen, J. Leo},
  title = {Associative memory in a network of "spiking" neurons},
  journal = {Network: Computation in Neural Systems},
  volume = {3},
  pages = {139--164},
  year = {1992},
  doi = {10.1088/0954-898X/3/2/004}
}`,
    `@article{schwalger2017towards,
  author = {Schwalger, Tilo and Deger, Moritz and Gerstner, Wulfram},
  title = {Towards a theory of cortical columns: From spiking neurons to interacting neural populations of finite size},
  journal = {PLoS Computational Biology},
  volume = {13},
  pages = {e1005507},
  year = {2017},
  doi = {10.1371/journal.pcbi.1005507}
}`,
  ],
};
