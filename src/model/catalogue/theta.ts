/** Theta neuron (Ermentrout and Kopell 1986), in plain numbers. */
import type { Model } from "./model.ts";

const source = "Ermentrout & Kopell 1986";

/** theta' = (1 - cos theta) + (1 + cos theta) I. With v = tan(theta/2) it is v' = v^2 + I from -infinity to infinity; the period is pi/sqrt(I). */
export const theta: Model = {
  id: "theta",
  title: "Theta neuron",
  family: "reduced",
  phenomenon: "The quadratic integrate-and-fire neuron on a circle: fires each time it passes pi, with the period pi/sqrt(I).",
  section: "neurons",
  units: "none",
  equations: "dtheta/dt = (1 - cos(theta)) + (1 + cos(theta))*(eta + I)",
  inputs: { I: 1 },
  initial: { theta: "-pi/2" },
  spike: "theta > pi",
  reset: { theta: "theta - 2*pi" },
  parameters: { eta: { value: 0, meaning: "excitability: rests below 0, fires above", range: [-2, 2], source } },
  sets: {
    excitable: {
      title: "excitable",
      phenomenon: "At rest on a stable point; a pulse that carries it past the unstable one makes it go once around.",
      source,
      parameters: { eta: -0.25 },
      initial: { theta: "-2*atan(0.5)" },
      stimuli: [
        { step: { amplitude: 1 }, start: 10, duration: 0.8 },
        { step: { amplitude: 1 }, start: 30, duration: 2 },
      ],
      duration: 60,
    },
    bursting: {
      title: "parabolic bursting",
      phenomenon: "A slow wave carries it back and forth over the saddle-node: each burst speeds up and slows down again.",
      source,
      parameters: { eta: -0.5 },
      stimuli: [{ sine: { amplitude: 1, frequency: 0.01 } }],
      duration: 300,
      record: ["theta", "I"],
    },
  },
  scales: ["cell"],
  example: { input: 0.25, duration: 50 },
  references: [
    `@article{ermentrout1986parabolic,
  author = {Ermentrout, G. Bard and Kopell, Nancy},
  title = {Parabolic bursting in an excitable system coupled with a slow oscillation},
  journal = {SIAM Journal on Applied Mathematics},
  volume = {46},
  pages = {233--253},
  year = {1986},
  doi = {10.1137/0146017}
}`,
  ],
};
