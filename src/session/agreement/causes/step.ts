/** Time is a grid. */
import { firingPopulations } from "../../activity-on.ts";
import type { CauseRule } from "./cause.ts";

/**
 * On a grid of step h a spike is stamped up to a step late, half of it on average, and so is what waits for it: the mean interval 1/r is longer by
 * h/2, the rate smaller by r h/2 of itself, and volleys come ever later.
 */
export const step: CauseRule = ({ experiment, reference, other, rates }) => {
  const h = Math.max(reference.last.step ?? 0, other.last.step ?? 0);
  if (h === 0) return [];
  const isPhysical = experiment.units === "physical";
  return firingPopulations(experiment).flatMap(({ name }) => {
    const size = ((rates.get(name) ?? 0) * h * (isPhysical ? 1 / 1000 : 1)) / 2;
    if (size === 0) return [];
    const words = `spikes on a grid of ${h}${isPhysical ? " ms" : ""}, O(h): rate times half a step is ${Number((100 * size).toPrecision(2))} %`;
    return [{ cause: "step", population: name, size, words, moves: ["mean", "time course"] }];
  });
};
