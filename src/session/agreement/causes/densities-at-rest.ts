/** Threshold networks as densities at rest: what causes of their differences are told by. */
import { steadyStates } from "../../../analysis/index.ts";
import { exp } from "../../../base/index.ts";
import { type DensityPlan, densityGrid, FrozenDensities, Medium, planDensities } from "../../../kernels/index.ts";
import { binary, number } from "../../../language/index.ts";
import type { Experiment, Population } from "../../../model/index.ts";
import { endsOf } from "../recorded-densities.ts";
import type { Trials } from "../trials.ts";
import type { Compared } from "./cause.ts";

/** The scale of densities. */
const scaleOfDensities = "fokker-planck";

/** A population at rest: its rate [1/ms], its masses {cells} on the grid of the plan, and the coefficient of variation of its intervals. */
export interface StateAtRest {
  readonly rate: number;
  readonly masses: Float64Array;
  readonly cv: number;
}

/** The one state of rest, population by population. */
export interface AtRest {
  readonly plan: DensityPlan;
  readonly states: readonly StateAtRest[];
}

/** A network and densities, where they are what is compared. */
export function networkAndDensities({ reference, other }: Compared): { readonly network: Trials; readonly densities: Trials } | undefined {
  const find = (id: string) => [reference, other].find(({ contestant }) => contestant.scale.id === id);
  const [network, densities] = [find("network"), find(scaleOfDensities)];
  return network && densities ? { network, densities } : undefined;
}

/**
 * Where densities rest; undefined where there is not one such state, or where it is not one of populations as a whole that have thresholds and share no other
 * states: those of synapses, which filter the noise.
 *
 * @param raised  by how much thresholds are higher, by population
 */
export function atRest(
  experiment: Experiment,
  { contestant, densities }: Trials,
  raised?: ReadonlyMap<string, number>,
): AtRest | undefined {
  const { stationary } = contestant.scale;
  const moved = raised ? withThresholds(experiment, raised) : experiment;
  if (!stationary || stationary.accepts(moved).length > 0) return undefined;
  const plan = planDensities(moved, {
    scheme: "backward-euler",
    grid: ({ population: { name }, reset }) => {
      const axis = densities.get(name)?.[0]?.channel.axes?.[0];
      const [low, high] = axis ? endsOf(axis) : [reset - 1, reset + 1];
      return densityGrid(low, high + (raised?.get(name) ?? 0), axis?.values.length ?? 1);
    },
  });
  const isPlain = plan.cells.every(({ reading, cell: { from, to, population } }) => {
    return (
      reading.firing.kind === "threshold" && reading.common.length === 0 && to - from === population.size && densities.has(population.name)
    );
  });
  if (!isPlain) return undefined;
  const problem = stationary.problem(moved);
  const found = steadyStates({ ...problem, spectrum: () => ({ eigenvalues: [] }) }, []);
  problem.system.close();
  if (found.length !== 1) return undefined;
  const { factor } = problem.activities[0]!;
  const rates = Float64Array.from(found[0]!.state, (logarithm) => factor * exp(logarithm));
  const time = 0.5 * (experiment.run.duration + experiment.run.transient);
  const media = plan.cells.map(({ reading, cell, grid }) => new Medium(reading, cell.from, grid, plan.step));
  for (const medium of media) medium.drive(time);
  const frozen = new FrozenDensities(plan, media, time);
  const states = plan.cells.map((_, i) => ({ rate: rates[i]!, masses: frozen.masses(i, rates), cv: frozen.irregularity(i, rates) }));
  for (const medium of media) medium.close();
  return { plan, states };
}

/** The same experiment with higher thresholds. The grid of a density ends at the threshold, so that ends which the document gives are none. */
function withThresholds(experiment: Experiment, raised: ReadonlyMap<string, number>): Experiment {
  const populations = experiment.populations.map((population): Population => {
    const { flow, name } = population;
    const by = raised.get(name);
    if (by === undefined || flow.spike?.kind !== "binary") return population;
    return { ...population, flow: { ...flow, spike: { ...flow.spike, right: binary("+", flow.spike.right, number(by)) } } };
  });
  const { [scaleOfDensities]: _, ...options } = experiment.run.options ?? {};
  return { ...experiment, populations, run: { ...experiment.run, options } };
}
