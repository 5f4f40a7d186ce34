/** Hindmarsh-Rose model (1984), in plain numbers. */
import type { Model } from "./model.ts";

const source = "Hindmarsh & Rose 1984; checked: bursts, chaos near I = 3.25 and tonic spiking above";

/** x' = y - a x^3 + b x^2 - z + I;  y' = c - d x^2 - y;  z' = r (s (x - x_0) - z). */
export const hindmarshRose: Model = {
  id: "hindmarsh-rose",
  title: "Hindmarsh-Rose model",
  family: "reduced",
  phenomenon:
    "A slow third variable carries a bistable plane back and forth between rest and firing: bursts, and chaos between two kinds of them.",
  section: "neurons",
  units: "none",
  equations: ["dx/dt = y - a*x^3 + b*x^2 - z + I", "dy/dt = c - d*x^2 - y", "dz/dt = r*(s*(x - x_0) - z)"].join("\n"),
  inputs: { I: 1 },
  initial: { x: -1.6, y: -12, z: 0 },
  spike: "x > 1",
  parameters: {
    a: { value: 1, meaning: "cubic coefficient", range: [0.5, 2], source },
    b: { value: 3, meaning: "quadratic coefficient", range: [2, 4], source },
    c: { value: 1, meaning: "height of the y nullcline", range: [0, 3], source },
    d: { value: 5, meaning: "curvature of the y nullcline", range: [3, 7], source },
    r: {
      value: 0.006,
      meaning: "rate of the slow variable",
      range: [0.0005, 0.05],
      source: "usual since Hindmarsh & Rose 1984, who have 0.001 and 0.005",
    },
    s: { value: 4, meaning: "coupling of the slow variable to x", range: [1, 8], source },
    x_0: { value: -1.6, meaning: "x where the slow variable rests", range: [-2, -1], source },
  },
  sets: {
    bursting: {
      title: "bursting",
      phenomenon: "Bursts of four: z grows while it fires and falls while it rests.",
      source,
      parameters: { r: 0.006 },
      input: 2.8,
      duration: 2000,
    },
    chaos: {
      title: "chaotic bursting",
      phenomenon: "Bursts without order, although nothing is random.",
      source,
      parameters: { r: 0.006 },
      input: 3.25,
      duration: 2000,
    },
    spiking: {
      title: "tonic spiking",
      phenomenon: "Strongly driven it fires without pause.",
      source,
      parameters: { r: 0.006 },
      input: 4,
      duration: 500,
    },
  },
  scales: ["cell"],
  example: { input: 2.8, duration: 2000 },
  plane: ["x", "y"],
  references: [
    `@article{hindmarsh1984model,
  author = {Hindmarsh, J. L. and Rose, R. M.},
  title = {A model of neuronal bursting using three coupled first order differential equations},
  journal = {Proceedings of the Royal Society B},
  volume = {221},
  pages = {87--102},
  year = {1984},
  doi = {10.1098/rspb.1984.0024}
}`,
  ],
};
