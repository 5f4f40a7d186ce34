/** Spikes before the last one count as if they were random. */
import { cohortReasons, planCohorts, quasiRenewalGap } from "../../../kernels/index.ts";
import { type CauseRule, isOfMeans } from "./cause.ts";

/**
 * Populations of cohorts know the last spike and average over the earlier ones as if those were a Poisson process (Naud & Gerstner 2012,
 * doi 10.1371/journal.pcbi.1002711), which lowers the hazard less than spikes in order do: `quasiRenewalGap` is the size. It is less for spike trains
 * that are nearly as irregular, and for jumps that matter little one by one.
 */
export const quasiRenewal: CauseRule = (compared) => {
  const { experiment } = compared;
  if (!isOfMeans(compared) || cohortReasons(experiment, "mesoscopic").length > 0) return [];
  const { seed } = experiment.run;
  const { populations } = planCohorts(experiment, { seed, precision: "f64x2", noise: "none", correction: "none", grid: "coarse" });
  const gaps = new Map<string, number>();
  for (const one of populations) {
    const { name } = one.cell.population;
    const gap = quasiRenewalGap(one);
    if (gap !== undefined && gap > (gaps.get(name) ?? 0)) gaps.set(name, gap);
  }
  return [...gaps].map(([population, size]) => ({
    cause: "quasi-renewal",
    population,
    size,
    words: `quasi-renewal: spikes before the last one count as if they had come at random, which leaves out up to ${Number((100 * size).toPrecision(2))} % of the adaptation`,
    moves: ["mean", "variance", "spectrum", "shape", "time course"],
  }));
};
