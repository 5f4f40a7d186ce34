/** How activities act on the neurons of a density: as drift and diffusion of the potential, on states that all share, or as values of inputs. */
import type { Experiment, Range } from "../../model/index.ts";
import { type Cell, delaysOf, isWithin, projectingOf } from "../ages/ways.ts";
import { type Assemblies, isAtOnce } from "../population/assemble.ts";
import { delayLawOf, expectedConnections, momentsOf, weightLawOf } from "../wiring/index.ts";
import type { Filter } from "./filters.ts";
import { diffusionBy, kickOf, poissonOf } from "./jump-noise.ts";
import { lagShares } from "./lag.ts";
import type { DensityReading } from "./reading.ts";
import type { Relays } from "./relays.ts";

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

/** Spikes from outside on one population, while they come at a rate: in the place of an activity, its time. Factor and diffusion are those of the rate. */
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
  assemblies: Pick<Assemblies, "routes" | "broadcasts">,
  step: number,
): readonly Coupling[] {
  return experiment.projections.flatMap((projection, key): readonly Coupling[] => {
    const sources = cellsWithin(cells, projection.from);
    if (sources.length === 0) return [];
    const all = projection.from.to - projection.from.from;
    const arrivals = arrivalsBy(experiment, key, cells, readings, assemblies, step);
    return sources.flatMap((source) => {
      const share = (cells[source]!.to - cells[source]!.from) / all;
      return arrivals.map((one) => ({ ...one, source, ...scaled(one, share) }));
    });
  });
}

/** All that comes from outside to the cells of an experiment: Poisson trains, and the spikes of relays after their delays. */
export function outsideOf(
  experiment: Experiment,
  cells: readonly Cell[],
  readings: ReadonlyMap<string, Receiving>,
  assemblies: Pick<Assemblies, "routes" | "broadcasts">,
  { step, relays }: { readonly step: number; readonly relays: Relays },
): readonly Outside[] {
  const sent = experiment.spikeSources.flatMap((source): readonly Outside[] => {
    const { rate, mean, meanSquare } = poissonOf(experiment, source)!;
    const reading = readings.get(source.to.population)!;
    const all = delayed(actions(reading, reachedBy(assemblies.routes.get(source), reading)!, rate, mean, meanSquare), [[0, 1]], step);
    return cellsWithin(cells, source.to).flatMap((target) => all.map((one) => ({ target, ...during(source, one, source.delay) })));
  });
  const relayed = experiment.projections.flatMap((projection, key): readonly Outside[] => {
    const course = relays.get(projection.from.population)?.filter(({ rate }) => rate > 0) ?? [];
    if (course.length === 0) return [];
    return arrivalsBy(experiment, key, cells, readings, assemblies, step).flatMap((one) =>
      course.map((stretch) => ({ ...during(stretch, one, 0), ...scaled(one, stretch.rate) })),
    );
  });
  return [...sent, ...relayed];

  /** What acts so long after it was sent, without its delay in steps. */
  function during<T extends Delayed>(
    { start, stop }: { readonly start: number; readonly stop: number },
    { delay, ...one }: T,
    more: number,
  ) {
    return { ...one, start: start + more + delay * step, stop: stop + more + delay * step };
  }
}

/** What a projection brings to a cell after a delay, over the activity of all neurons that it leaves from. */
type Arrival = Omit<Coupling, "source">;

/** @param key  number of the projection */
function arrivalsBy(
  experiment: Experiment,
  key: number,
  cells: readonly Cell[],
  readings: ReadonlyMap<string, Receiving>,
  { routes, broadcasts }: Pick<Assemblies, "routes" | "broadcasts">,
  step: number,
): readonly Arrival[] {
  const projection = experiment.projections[key]!;
  const projecting = projectingOf(experiment, projection, key, experiment.run.seed, step);
  const { mean, meanSquare } = momentsOf(projecting, weightLawOf(projecting));
  const isLater = projection.delay !== undefined && !isAtOnce(projection);
  const delays = [...(isLater ? delaysOf(delayLawOf(projecting), projecting) : new Map([[0, 1]]))];
  const broadcast = broadcasts.find((one) => one.projection === projection);
  const reading = readings.get(projection.to.population)!;
  const reached = reachedBy(routes.get(projection), reading) ?? [{ arrival: 0, state: projection.into, factor: 1 }];
  const squares = projection.connect?.kind === "all" ? 0 : meanSquare;
  return cellsWithin(cells, projection.to).flatMap((target) => {
    const { from, to } = cells[target]!;
    const all: readonly Action[] = broadcast
      ? [{ to: { kind: "slot", name: broadcast.slot }, factor: mean, diffusion: 0, colour: 0, tau: 0 }]
      : actions(reading, reached, expectedConnections(projecting, from, to).mean / (to - from), mean, squares);
    return delayed(all, delays, step).map((one) => ({ target, ...one }));
  });
}

/** Numbers of the cells whose neurons are all in a range. */
function cellsWithin(cells: readonly Cell[], range: Range): readonly number[] {
  return cells.flatMap(({ population, from, to }, i) => (isWithin(population.name, from, to, range) ? [i] : []));
}

const scaled = ({ factor, diffusion, colour }: Omit<Action, "to" | "tau">, by: number) => ({
  factor: by * factor,
  diffusion: by * diffusion,
  colour: by * colour,
});

type Jumps = DensityReading["jumps"];

/** What spikes do, whenever they arrive; tau is the time constant of the filter of their noise [ms]. */
interface Action extends Pick<Coupling, "to" | "factor" | "diffusion" | "colour"> {
  readonly tau: number;
}

type Delayed = Omit<Coupling, "source" | "target">;

/** Actions after delays, with the shares of the spikes that have each; the noise lags behind. */
function delayed(actions: readonly Action[], delays: Iterable<readonly [number, number]>, step: number): readonly Delayed[] {
  return actions.flatMap(({ tau, ...one }) => {
    const shares = new Map<number, number>();
    const lags = lagShares(tau, step);
    for (const [delay, part] of delays)
      for (const [lag, share] of lags.entries()) shares.set(delay + lag, (shares.get(delay + lag) ?? 0) + part * share);
    return [...shares].map(([delay, part]) => ({ ...one, delay, ...scaled(one, part) }));
  });
}

function reachedBy(routes: readonly { readonly arrival: number }[] | undefined, { jumps }: Receiving): Jumps | undefined {
  return routes?.flatMap(({ arrival }) => jumps.filter((jump) => jump.arrival === arrival));
}

/** What a stream of spikes does to each state that it raises in the mean, and to the one that diffuses, as noise. */
function actions({ filters, diffusing }: Receiving, jumps: Jumps, rate: number, mean: number, meanSquare: number): readonly Action[] {
  const raised = jumps.map(({ state, factor }) => ({ to: to(state), factor: rate * mean * factor, diffusion: 0, colour: 0, tau: 0 }));
  if (meanSquare === 0) return raised;
  const kick = kickOf(jumps, filters);
  if (kick === undefined || kick.gain === 0) return raised;
  const noise = diffusionBy(kick, rate, meanSquare);
  const own = raised.find((one) => one.to.name === diffusing);
  if (own === undefined) return [...raised, { to: to(diffusing), factor: 0, ...noise, tau: kick.tau }];
  return raised.map((one) => (one === own ? { ...own, ...noise } : one));
}

const to = (name: string) => ({ kind: "state", name }) as const;
