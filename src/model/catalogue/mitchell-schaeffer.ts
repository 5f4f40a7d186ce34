/** Mitchell-Schaeffer model of the heart's membrane (2003). */
import type { Model } from "./model.ts";

const source = "Mitchell & Schaeffer 2003";

/**
 * v' = h v^2 (1 - v)/tau_in - v/tau_out + J;  h' = (1 - h)/tau_open below v_gate, -h/tau_close above. For tau_in << tau_out << tau_open, tau_close
 * an action potential that begins with h lasts about tau_close ln(h/h_min), h_min = 4 tau_in/tau_out.
 */
export const mitchellSchaeffer: Model = {
  id: "mitchell-schaeffer",
  title: "Mitchell-Schaeffer model of the heart",
  family: "reduced",
  phenomenon: "The action potential of the heart with its plateau; the shorter the rest before it, the shorter it is (restitution).",
  section: "neurons",
  units: "physical",
  equations: ["dv/dt = h*v^2*(1 - v)/tau_in - v/tau_out + J", "dh/dt = where(v < v_gate, (1 - h)/tau_open, -h/tau_close)"].join("\n"),
  inputs: { J: "1/ms" },
  initial: { v: 0, h: 1 },
  spike: "v > v_gate",
  parameters: {
    tau_in: { value: "0.3 ms", meaning: "time constant of the inward current", range: ["0.1 ms", "1 ms"], source },
    tau_out: { value: "6 ms", meaning: "time constant of the outward current", range: ["2 ms", "20 ms"], source },
    tau_open: { value: "120 ms", meaning: "time constant of the gate's opening", range: ["20 ms", "500 ms"], source },
    tau_close: { value: "150 ms", meaning: "time constant of the gate's closing", range: ["20 ms", "500 ms"], source },
    v_gate: { value: 0.13, meaning: "potential at which the gate changes direction", range: [0.05, 0.3], source },
  },
  sets: {
    restitution: {
      title: "restitution",
      phenomenon: "A beat after a short rest is shorter than one after a long rest.",
      source,
      parameters: { tau_open: "120 ms" },
      stimuli: [
        { step: { amplitude: "0.2/ms" }, start: "20 ms", duration: "1 ms" },
        { step: { amplitude: "0.2/ms" }, start: "820 ms", duration: "1 ms" },
        { step: { amplitude: "0.2/ms" }, start: "1180 ms", duration: "1 ms" },
      ],
      duration: "1600 ms",
    },
    block: {
      title: "every second stimulus fails",
      phenomenon: "Paced every 300 ms the gate has no time to recover: long beats and failing ones take turns.",
      source,
      parameters: { tau_open: "120 ms" },
      stimuli: [{ pulses: { amplitude: "0.2/ms", period: "300 ms", width: "1 ms" }, start: "20 ms" }],
      duration: "4 s",
    },
  },
  scales: ["cell"],
  example: { stimuli: [{ pulses: { amplitude: "0.2/ms", period: "600 ms", width: "1 ms" }, start: "20 ms" }], duration: "2 s" },
  references: [
    `@article{mitchell2003two,
  author = {Mitchell, Colleen C. and Schaeffer, David G.},
  title = {A two-current model for the dynamics of cardiac membrane},
  journal = {Bulletin of Mathematical Biology},
  volume = {65},
  pages = {767--793},
  year = {2003},
  doi = {10.1016/S0092-8240(03)00041-7}
}`,
  ],
};
