/** Times and criteria in words. */
import { pow } from "../../base/index.ts";
import type { Reason } from "../../contract/index.ts";
import type { DensityPlan } from "../../kernels/index.ts";
import type { Experiment } from "../../model/index.ts";
import type { BlowUpTime } from "./blow-up.ts";
import type { Criterion } from "./criterion.ts";

/** A time with as many digits as it is known to. */
export function said(time: number, { units }: Experiment, error?: number): string {
  let digits = 6;
  if (error !== undefined) for (digits = 0; digits < 12 && error < 2 * pow(0.1, digits); digits++);
  return `${Number(time.toFixed(digits))}${units === "physical" ? " ms" : ""}`;
}

/** Number with a few digits. */
const short = (value: number, digits = 4) => `${Number(value.toPrecision(digits))}`;

/**
 * The sentence about a blow-up.
 *
 * @param where  the populations that it is one of
 */
export function saidOfBlowUp(
  { cells, experiment, step }: DensityPlan,
  where: readonly string[],
  found: BlowUpTime,
  criterion: Criterion | undefined,
): Reason {
  const { time, error, byStep, onCoarse, order } = found;
  const count = cells[0]!.grid.cells;
  const runs =
    byStep.length < 3
      ? ""
      : `\n    runs at steps of ${[step, step / 2, step / 4].map((one) => short(one)).join(", ")}: t = ${byStep.map((one) => short(one, 7)).join(", ")} (order ${order === undefined ? "not clear" : short(order, 3)} in time)` +
        (onCoarse === undefined
          ? ""
          : `; on ${Math.floor(count / 2)} cells in the place of ${count}: ${short(onCoarse, 7)} (order 2 in ${cells[0]!.reading.potential} assumed)`);
  const theory =
    criterion === undefined
      ? ""
      : `\n    sufficient criterion of the theorem: M(0) = ${short(criterion.moment)} ${isMet(criterion) ? ">" : "<="} ${short(criterion.bound)} with mu = ${short(criterion.exponent)}: ${isMet(criterion) ? "met" : "not met, and not needed"}`;
  return {
    code: "density-blow-up",
    data: {
      where,
      time: said(time, experiment, error),
      error: error === undefined ? "" : ` +- ${short(error, 2)}`,
      orders: runs,
      criterion: theory,
    },
  };
}

/** What has been left out of the noise of spikes that pass synapses, with the units of the potential. */
export function saidOfFilters({ cells, couplings, outside }: DensityPlan, displacements: readonly number[]): readonly Reason[] {
  return cells.flatMap(({ cell, reading }, i): readonly Reason[] => {
    const onto = [...couplings, ...outside].filter(({ target, to }) => target === i && to.name === reading.potential);
    const { unit, factor } = reading.flow.states.find(({ name }) => name === reading.potential)!;
    const where = cell.population.name;
    const by = `${short(displacements[i]! / factor, 2)}${unit && ` ${unit}`}`;
    const hasRise = onto.some(({ factor: mean, diffusion, colour }) => mean === 0 && diffusion > 0 && colour === 0);
    return [
      ...(displacements[i]! > 0 ? [{ code: "density-filtered", data: { where, by } } as const] : []),
      ...(hasRise ? [{ code: "density-white", data: { where } } as const] : []),
    ];
  });
}

/** Whether the theorem says that the solution cannot live for ever. */
export function isMet({ moment, bound }: Criterion): boolean {
  return moment > bound;
}

/** The sentence about the criterion alone. */
export function saidOfCriterion(where: string, criterion: Criterion): Reason {
  const { moment, bound, exponent } = criterion;
  const verdict = isMet(criterion) ? "is met" : "is not met";
  return { code: "density-criterion", data: { where, moment: short(moment), bound: short(bound), exponent: short(exponent), verdict } };
}
