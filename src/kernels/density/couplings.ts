/** How activities act on the neurons of a density: as drift and diffusion of the potential, on states that all share, or as values of inputs. */
import type { Experiment } from "../../model/index.ts";
import { type Cell, delaysOf, isWithin, projectingOf } from "../ages/ways.ts";
import { type Assemblies, isAtOnce } from "../population/assemble.ts";
import { delayLawOf, expectedConnections, momentsOf, weightLawOf } from "../wiring/index.ts";
import type { Filter } from "./filters.ts";
import { diffusionBy, kickOf, poissonOf } from "./jump-noise.ts";
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
  /** Diffusion times the root of the time constant [ms] of what has filtered it. */
  readonly colour: number;
}

/** Poisson spikes from outside on one population, while they come: in the place of an activity, its time. Factor and diffusion are those of the rate. */
export interface Outside extends Omit<Coupling, "source" | "delay"> {
  /** [ms] */
  readonly start: number;
  readonly stop: number;
}

/** A population as couplings see it: the state that noise moves, and how spikes reach it. */
export interface Receiving extends Pick<DensityReading, "jumps"> {
  readonly diffusing: string;
  readonly filters: ReadonlyMap<string, Filter>;
}

/** All couplings between the cells of an experiment. */
export function couplingsOf(
  experiment: Experiment,
  cells: readonly Cell[],
  readings: ReadonlyMap<string, Receiving>,
  { routes, broadcasts }: Pick<Assemblies, "routes" | "broadcasts">,
  step: number,
): readonly Coupling[] {
  return experiment.projections.flatMap((projection, key): readonly Coupling[] => {
    const projecting = projectingOf(experiment, projection, key, experiment.run.seed, step);
    const { mean, meanSquare } = momentsOf(projecting, weightLawOf(projecting));
    const isLater = projection.delay !== undefined && !isAtOnce(projection);
    const delays = isLater ? delaysOf(delayLawOf(projecting), projecting) : new Map([[0, 1]]);
    const broadcast = broadcasts.find((one) => one.projection === projection);
    const reading = readings.get(projection.to.population)!;
    const reached = reachedBy(routes.get(projection), reading) ?? [{ arrival: 0, state: projection.into, factor: 1 }];
    const covered = (range: typeof projection.to) =>
      cells.flatMap(({ population, from, to }, i) => (isWithin(population.name, from, to, range) ? [i] : []));
    const all = projection.from.to - projection.from.from;
    return covered(projection.to).flatMap((target) =>
      covered(projection.from).flatMap((source): readonly Coupling[] => {
        const share = (cells[source]!.to - cells[source]!.from) / all;
        const after = <T extends Action>(one: T) =>
          [...delays].map(([delay, part]) => ({
            ...one,
            source,
            target,
            delay,
            factor: part * one.factor,
            diffusion: part * one.diffusion,
            colour: part * one.colour,
          }));
        if (broadcast) return after({ to: { kind: "slot", name: broadcast.slot }, factor: mean * share, diffusion: 0, colour: 0 });
        const { from, to } = cells[target]!;
        const indegree = (expectedConnections(projecting, from, to).mean / (to - from)) * share;
        const isSame = projection.connect?.kind === "all";
        return actions(reading, reached, indegree, mean, isSame ? 0 : meanSquare).flatMap(after);
      }),
    );
  });
}

/** All that comes from outside to the cells of an experiment. */
export function outsideOf(
  experiment: Experiment,
  cells: readonly Cell[],
  readings: ReadonlyMap<string, Receiving>,
  { routes }: Pick<Assemblies, "routes">,
): readonly Outside[] {
  return experiment.spikeSources.flatMap((source): readonly Outside[] => {
    const { rate, mean, meanSquare } = poissonOf(experiment, source)!;
    const reading = readings.get(source.to.population)!;
    const times = { start: source.start + source.delay, stop: source.stop + source.delay };
    const all = actions(reading, reachedBy(routes.get(source), reading)!, rate, mean, meanSquare);
    return cells.flatMap(({ population, from, to }, target) =>
      isWithin(population.name, from, to, source.to) ? all.map((one) => ({ target, ...times, ...one })) : [],
    );
  });
}

type Jumps = DensityReading["jumps"];

/** What spikes do, whenever they arrive. */
type Action = Pick<Coupling, "to" | "factor" | "diffusion" | "colour">;

function reachedBy(routes: readonly { readonly arrival: number }[] | undefined, { jumps }: Receiving): Jumps | undefined {
  return routes?.flatMap(({ arrival }) => jumps.filter((jump) => jump.arrival === arrival));
}

/** What a stream of spikes does to each state that it raises in the mean, and to the one that diffuses, as noise. */
function actions({ filters, diffusing }: Receiving, jumps: Jumps, rate: number, mean: number, meanSquare: number): readonly Action[] {
  const raised = jumps.map(({ state, factor }) => ({ to: to(state), factor: rate * mean * factor, diffusion: 0, colour: 0 }));
  if (meanSquare === 0) return raised;
  const kick = kickOf(jumps, filters);
  if (kick === undefined || kick.gain === 0) return raised;
  const noise = diffusionBy(kick, rate, meanSquare);
  const own = raised.find((one) => one.to.name === diffusing);
  if (own === undefined) return [...raised, { to: to(diffusing), factor: 0, ...noise }];
  return raised.map((one) => (one === own ? { ...own, ...noise } : one));
}

const to = (name: string) => ({ kind: "state", name }) as const;
