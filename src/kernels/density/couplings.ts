/** How activities act on the neurons of a density: as drift and diffusion of the potential, on states that all share, or as values of inputs. */
import type { Experiment } from "../../model/index.ts";
import { type Cell, isWithin, meanOf, projectingOf } from "../ages/ways.ts";
import { type Assemblies, isAtOnce } from "../population/assemble.ts";
import { delayLawOf, expectedConnections, momentsOf, weightLawOf } from "../wiring/index.ts";
import type { DensityReading } from "./reading.ts";

/** One activity [1/ms] on one population. */
export interface Coupling {
  /** Numbers of the cells of neurons. */
  readonly source: number;
  readonly target: number;
  /** Steps until it acts. */
  readonly delay: number;
  /** A state that moves at a rate of factor times A, or a slot whose value is factor times A. */
  readonly to: { readonly kind: "state" | "slot"; readonly name: string };
  readonly factor: number;
  /** Diffusion of the state over A, of spikes that differ from neuron to neuron: half their mean square jump. 0 where all receive the same. */
  readonly diffusion: number;
}

/** All couplings between the cells of an experiment. */
export function couplingsOf(
  experiment: Experiment,
  cells: readonly Cell[],
  readings: ReadonlyMap<string, Pick<DensityReading, "jumps">>,
  { routes, broadcasts }: Pick<Assemblies, "routes" | "broadcasts">,
  step: number,
): readonly Coupling[] {
  return experiment.projections.flatMap((projection, key): readonly Coupling[] => {
    const projecting = projectingOf(experiment, projection, key, experiment.run.seed, step);
    const { mean, meanSquare } = momentsOf(projecting, weightLawOf(projecting));
    const isLater = projection.delay !== undefined && !isAtOnce(projection);
    const delay = isLater ? meanOf(delayLawOf(projecting), projecting, "delay") : 0;
    const broadcast = broadcasts.find((one) => one.projection === projection);
    const { jumps } = readings.get(projection.to.population)!;
    const arrivals = routes.get(projection)?.flatMap(({ arrival }) => jumps.filter((jump) => jump.arrival === arrival));
    const reached = arrivals ?? [{ state: projection.into, factor: 1 }];
    const covered = (range: typeof projection.to) =>
      cells.flatMap(({ population, from, to }, i) => (isWithin(population.name, from, to, range) ? [i] : []));
    const all = projection.from.to - projection.from.from;
    return covered(projection.to).flatMap((target) =>
      covered(projection.from).flatMap((source): readonly Coupling[] => {
        const share = (cells[source]!.to - cells[source]!.from) / all;
        const ends = { source, target, delay };
        if (broadcast) return [{ ...ends, to: { kind: "slot", name: broadcast.slot }, factor: mean * share, diffusion: 0 }];
        const { from, to } = cells[target]!;
        const indegree = (expectedConnections(projecting, from, to).mean / (to - from)) * share;
        const isSame = projection.connect?.kind === "all";
        return reached.map(({ state, factor }) => ({
          ...ends,
          to: { kind: "state", name: state },
          factor: mean * indegree * factor,
          diffusion: isSame ? 0 : 0.5 * indegree * meanSquare * factor * factor,
        }));
      }),
    );
  });
}
