import type { Scale } from "../../contract/index.ts";
import type { Correction, Noise } from "../../kernels/index.ts";
import { cohortScale } from "../cohorts.ts";

/** The stochastic integral equation with conservation of mass (Schwalger, Deger & Gerstner 2017, doi 10.1371/journal.pcbi.1005507). */
export const mesoscopic: Scale = cohortScale({
  id: "mesoscopic",
  choices: { noise: ["binomial", "poisson", "gaussian"], lambda: ["survival", "interval-variance", "none"], grid: ["coarse", "uniform"] },
  options: ({ noise, lambda, grid }) => ({
    precision: "f32x4",
    // `accepts` has looked at the values.
    noise: noise as Noise,
    correction: lambda as Correction,
    grid: grid as "coarse" | "uniform",
  }),
});
