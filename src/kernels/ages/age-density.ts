/** The density of the neurons of a population over the time since their last spike. */
import type { Axis, Channel } from "../../contract/index.ts";
import type { Experiment, Population } from "../../model/index.ts";
import { midpoints } from "../profiles.ts";
import type { CohortPopulation } from "./cohort-network.ts";
import type { CohortPortrait } from "./estimates.ts";
import { pool } from "./grid.ts";

/** Cells of the axis, at most. */
const mostCells = 400;

/** Ages that are told apart: cells of so many steps. */
export interface AgeCells {
  readonly count: number;
  /** Steps of a cell. */
  readonly width: number;
}

/** Cells up to the age at which the last neurons join the pool, whose ages are not known. */
export function ageCells(populations: readonly CohortPopulation[]): AgeCells {
  const oldest = Math.max(...populations.map(({ shape, model }) => shape.oldest + (model.waits === "apart" ? model.rest : 0)));
  const width = Math.ceil(oldest / mostCells);
  return { count: Math.max(2, Math.ceil(oldest / width)), width };
}

/** A channel of a density over these ages [1/time], of neurons [from, to). */
export function ageChannel(
  { units }: Experiment,
  { name, size }: Population,
  { from, to }: { readonly from: number; readonly to: number },
  { count, width }: AgeCells,
  step: number,
): Channel {
  const unit = units === "physical" ? "ms" : "";
  const axis: Axis = { name: "age", unit, factor: 1, values: midpoints(0, width * step, count) };
  const label = from === 0 && to === size ? "density" : `density of [${from}:${to}]`;
  return { id: `${name}.${label}`, population: name, label, unit: unit && "1/ms", factor: 1, kind: "profiles", axes: [axis] };
}

/** Adds the neurons of a population to cells {count}; those that have fired in the step to `tick` have age 0. */
export function addByAge(
  { grid, masses, rest, waiting }: CohortPortrait,
  tick: number,
  { count, width }: AgeCells,
  out: Float64Array,
): void {
  const add = (mass: number, begin: number, steps: number) => {
    // Steps [begin, begin + steps) of ages, all alike.
    const [first, end] = [begin / width, (begin + steps) / width];
    for (let cell = Math.floor(first); cell < Math.min(count, end); cell++) {
      const share = Math.min(end, cell + 1) - Math.max(first, cell);
      out[cell]! += (mass * share) / (end - first);
    }
  };
  for (let place = pool + 1; place < grid.count; place++) {
    const mass = masses[place]!;
    if (mass === 0) continue;
    const steps = grid.widthOf(place);
    add(mass, rest + grid.ageOf(place, tick) - (steps - 1) / 2, steps);
  }
  waiting?.each((mass, age) => add(mass, age, 1));
}
