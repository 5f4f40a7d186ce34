import type { Scale } from "../../contract/index.ts";
import { cohortScale } from "../cohorts.ts";
import { stationary } from "./stationary/problem.ts";

/** The integral equation of infinitely many neurons (Gerstner 2000), in which no mass is lost and nothing is drawn. */
export const refractoryDensity: Scale = {
  ...cohortScale({
    id: "refractory-density",
    choices: { grid: ["uniform", "coarse"] },
    options: ({ grid }) => ({
      precision: "f64x2",
      noise: "none",
      correction: "none",
      // `accepts` has looked at the value.
      grid: grid as "coarse" | "uniform",
    }),
  }),
  stationary,
};
