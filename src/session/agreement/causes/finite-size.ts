/** Populations are finite. */
import { firingPopulations } from "../../activity-on.ts";
import { type CauseRule, isOfMeans } from "./cause.ts";

/** The theory of populations is of first order in 1/N: means are moved by what is of this order where the input acts non-linearly. */
export const finiteSize: CauseRule = (compared) => {
  if (!isOfMeans(compared)) return [];
  return firingPopulations(compared.experiment).map(({ name, size }) => ({
    cause: "finite size",
    population: name,
    size: 1 / size,
    words: `finite size, O(1/N): 1/${size}`,
    moves: ["mean", "variance", "spectrum", "shape", "time course"],
  }));
};
