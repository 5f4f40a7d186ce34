/** Stationary states of populations whose neurons are told apart by their last spike: activities that agree with the rates they make. */
import type { ActivityReading, Reason, Stationary, StationaryProblem, SystemQuantity } from "../../../contract/index.ts";
import { adaptingStates, cohortReasons, residualSystem } from "../../../kernels/index.ts";
import type { Experiment } from "../../../model/index.ts";
import { searchOf } from "../../self-consistent.ts";
import { linearised } from "./linearised.ts";
import { relaxed } from "./relax.ts";
import { leadingEigenvalues } from "./spectrum.ts";
import { highestRates, Transfers } from "./transfers.ts";

export const stationary: Stationary = { accepts, problem, linearised };

function accepts(experiment: Experiment): readonly Reason[] {
  const reasons = cohortReasons(experiment, "refractory-density");
  return reasons.length > 0 ? reasons : adaptingStates(experiment).map((data): Reason => ({ code: "stationary-adapts", data }));
}

/** The problem F_i(A) - A_i = 0, whose spectrum is that of the refractory density equations. */
function problem(experiment: Experiment): StationaryProblem {
  const transfers = new Transfers(experiment);
  const { field, count } = transfers;
  const [unit, factor] = experiment.units === "physical" ? ["Hz", 0.001] : ["", 1];
  const most = highestRates(transfers);
  const several = new Set(field.populations.map(({ cell }) => cell.population.name)).size < count;
  const nameOf = ({ cell }: (typeof field.populations)[number]) =>
    several ? `${cell.population.name}[${cell.from}:${cell.to}]` : cell.population.name;
  const unknowns = field.populations.map((one, i): SystemQuantity => ({ name: nameOf(one), unit, factor, value: 0, range: [0, most[i]!] }));
  const clipped = (x: Float64Array) => x.map((one) => Math.max(0, one));
  const system = residualSystem({
    name: experiment.populations.map(({ name }) => name).join(", "),
    units: experiment.units,
    unknowns,
    residual: (x, out) => {
      const at = clipped(x);
      for (let i = 0; i < count; i++) out[i] = transfers.rate(i, at) - x[i]!;
    },
    jacobian: (x, out) => {
      const at = clipped(x);
      for (let i = 0; i < count; i++) {
        transfers.gradient(i, at, out.subarray(i * count, (i + 1) * count));
        out[i * count + i]! -= 1;
      }
    },
    notes: [],
    close: () => transfers.close(),
  });
  const activities = experiment.populations.map(({ name, size }): ActivityReading => {
    const parts = field.populations.flatMap(({ cell }, i) =>
      cell.population.name === name ? [{ i, share: (cell.to - cell.from) / size }] : [],
    );
    return { name, unit, factor, of: (x) => parts.reduce((sum, { i, share }) => sum + share * x[i]!, 0) };
  });
  const spectrum = (x: Float64Array) => {
    const at = clipped(x);
    return leadingEigenvalues(
      transfers,
      Array.from(at, (_, i) => transfers.resting(i, at)),
    );
  };
  const keys = Array.from({ length: count }, (_, i) => field.key(i));
  const { starts, complete } = searchOf({ keys, most, rate: (i, rates) => transfers.rate(i, rates), isCheap: false });
  const near = (p: Float64Array) => starts!(p).map((guess) => relaxed(system, guess, most));
  return { system, activities, spectrum, complete, starts: complete ? starts! : near, gaps: () => transfers.gaps };
}
