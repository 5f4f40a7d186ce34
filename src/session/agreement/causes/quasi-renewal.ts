/** Spikes before the last one count as if they were random. */
import { expm1 } from "../../../base/index.ts";
import { cohortReasons, constantIn, planCohorts } from "../../../kernels/index.ts";
import { type CauseRule, isOfMeans } from "./cause.ts";

/**
 * States that every spike raises by J enter the hazard as exp(-k x). Populations of cohorts know the last spike and average over the earlier ones as if
 * those were a Poisson process (Naud & Gerstner 2012, doi 10.1371/journal.pcbi.1002711): then a spike counts with (1 - e^(-k J))/k in place of J, which is
 * less. What is missing is the size; it is less for spike trains that are nearly as irregular, and for jumps that matter little one by one.
 */
export const quasiRenewal: CauseRule = (compared) => {
  const { experiment } = compared;
  if (!isOfMeans(compared) || cohortReasons(experiment, "mesoscopic").length > 0) return [];
  const { seed } = experiment.run;
  const { populations } = planCohorts(experiment, { seed, precision: "f64x2", noise: "none", correction: "none", grid: "coarse" });
  return populations.flatMap(({ model, cell: { population } }) =>
    model.reading.accumulating.flatMap(({ state, jump, sensitivity }) => {
      const product = constantIn(jump, population.flow, undefined) * constantIn(sensitivity, population.flow, undefined);
      if (!Number.isFinite(product) || product === 0) return [];
      const size = Math.abs(1 + expm1(-product) / product);
      const words = `quasi-renewal: a spike before the last one counts with ${Number((100 * (1 - size)).toPrecision(2))} % of its jump of ${state}, as in a Poisson train`;
      return [
        {
          cause: "quasi-renewal",
          population: population.name,
          size,
          words,
          moves: ["mean", "variance", "spectrum", "shape", "time course"],
        },
      ];
    }),
  );
};
