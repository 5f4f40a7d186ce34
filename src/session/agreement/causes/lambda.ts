/** By what rate the mesoscopic equation fills up the mass that chance has taken or added. */
import type { Cause } from "../../../contract/index.ts";
import { cohortReasons, MeanField, planCohorts } from "../../../kernels/index.ts";
import type { Experiment } from "../../../model/index.ts";
import { renewalLaw } from "../../../theory/index.ts";
import type { CauseRule, Compared } from "./cause.ts";

const id = "mesoscopic";

/** Smaller errors of the power are not worth a sentence. */
const smallest = 0.005;

/**
 * The power of the mesoscopic activity at low frequencies is r^3/(N Lambda^2) over |1 - G|^2, where that of N neurons has the variance sigma^2 of the
 * interval for 1/Lambda^2: with `lambda: survival`, Lambda = 1/E|T1 - T2| (Schwalger, Deger & Gerstner 2017), it is wrong by (sigma E|..|^-1)^-2 - 1 below
 * Lambda/(2 pi); with `interval-variance` it is right. Of populations that accumulate nothing.
 */
export const chosenLambda: CauseRule = (compared) => {
  const { experiment, reference, other } = compared;
  const isMesoscopic = [reference, other].map(({ contestant }) => contestant.scale.id === id);
  const choice = experiment.run.options?.[id]?.lambda ?? "survival";
  if (isMesoscopic[0] === isMesoscopic[1]) return [];
  if (choice === "none") return naive(compared);
  return choice === "survival" && isRenewal(experiment) ? survival(compared) : [];
};

/** Whether the next spike of every neuron depends on the last one alone. */
function isRenewal(experiment: Experiment): boolean {
  if (cohortReasons(experiment, id).length > 0) return false;
  const { seed } = experiment.run;
  const { populations } = planCohorts(experiment, { seed, precision: "f64x2", noise: "none", correction: "none", grid: "coarse" });
  return populations.every(({ model }) => model.reading.accumulating.length === 0);
}

function survival({ experiment, rates }: Compared): readonly Cause[] {
  const field = new MeanField(experiment);
  try {
    const isPhysical = experiment.units === "physical";
    const activities = field.populations.map(({ cell }) => (rates.get(cell.population.name) ?? 0) * (isPhysical ? 1 / 1000 : 1));
    return field.populations.flatMap(({ cell }, i): readonly Cause[] => {
      const law = renewalLaw(field.neuron(i, activities, field.shared(i, activities)));
      if (law.kind !== "law") return [];
      const error = (law.lambdaInterval * law.lambdaInterval) / (law.lambdaSurvival * law.lambdaSurvival) - 1;
      if (Math.abs(error) < smallest) return [];
      const below = (law.lambdaSurvival / (2 * Math.PI)) * (isPhysical ? 1000 : 1);
      const words =
        `lambda: survival makes the power ${Number((100 * Math.abs(error)).toPrecision(2))} % too ${error > 0 ? "high" : "low"} ` +
        `below ${Number(below.toPrecision(2))}${isPhysical ? " Hz" : ""} (\`lambda: interval-variance\` does not)`;
      return [
        { cause: "lambda", population: cell.population.name, size: Math.abs(error), words, moves: ["variance", "spectrum", "shape"] },
      ];
    });
  } finally {
    field.close();
  }
}

function naive({ experiment }: Compared): readonly Cause[] {
  const words = "lambda: none loses mass by chance until the population is silent (`lambda: survival` does not)";
  return experiment.populations.map(({ name }) => ({
    cause: "lambda",
    population: name,
    size: 1,
    words,
    moves: ["mean", "variance", "spectrum", "shape", "time course"],
  }));
}
