/** How spikes come from one population of cohorts to another: in the mean over connections, weights and delays. */
import { InternalError } from "../../base/index.ts";
import type { Experiment, Population, Projection, Range } from "../../model/index.ts";
import type { Assemblies } from "../population/assemble.ts";
import { arrivalInput } from "../population/scheme.ts";
import { constantsOf, refuseDraws } from "../values.ts";
import { delayLawOf, expectedConnections, type Law, momentsOf, type Neurons, type Projecting, weightLawOf } from "../wiring/index.ts";

/** Neurons [from, to) of a population that are told apart from others of it by nothing. */
export interface Cell {
  readonly population: Population;
  readonly from: number;
  readonly to: number;
}

/** Whether the neurons [from, to) of a population are all in a range. */
export function isWithin(population: string, from: number, to: number, range: Range): boolean {
  return population === range.population && from >= range.from && to <= range.to;
}

/** The mean of what a projection brings. */
export interface Way {
  readonly projection: Projection;
  /** Slot of the targets that it adds to. */
  readonly slot: string;
  /** What each target receives when one neuron of the sources fires. */
  readonly factor: number;
  /** Steps from the spike to the arrival. 0: at once, or, of an activity, in the step that begins with the spike. */
  readonly delay: number;
  readonly kind: "arrival" | "activity" | "kick";
}

/** All ways of an experiment. */
export function waysOf(experiment: Experiment, { routes, broadcasts, cascades }: Assemblies, seed: number, step: number): readonly Way[] {
  return experiment.projections.flatMap((projection, key): readonly Way[] => {
    const projecting = projectingOf(experiment, projection, key, seed, step);
    const sources = projection.from.to - projection.from.from;
    const broadcast = broadcasts.find((one) => one.projection === projection);
    if (broadcast !== undefined) {
      const delay = projection.delay === undefined ? 0 : meanOf(delayLawOf(projecting), projecting);
      return [{ projection, slot: broadcast.slot, factor: meanWeight(projecting) / (sources * step), delay, kind: "activity" }];
    }
    const { from, to } = projection.to;
    const indegree = expectedConnections(projecting, from, to).mean / (to - from);
    const factor = (meanWeight(projecting) * indegree) / sources;
    if (cascades.includes(projection)) return [{ projection, slot: projection.into, factor, delay: 0, kind: "kick" }];
    const delay = meanOf(delayLawOf(projecting), projecting);
    return routes.get(projection)!.map(({ arrival }) => ({ projection, slot: arrivalInput(arrival), factor, delay, kind: "arrival" }));
  });
}

function meanWeight(projecting: Projecting): number {
  return momentsOf(projecting, weightLawOf(projecting)).mean;
}

/** Mean of a law of delays, in whole steps. */
export function meanOf(law: Law, projecting: Projecting): number {
  const delays = delaysOf(law, projecting);
  if (delays.size === 1) return [...delays.keys()][0]!;
  return Math.max(1, Math.round([...delays].reduce((sum, [delay, share]) => sum + delay * share, 0)));
}

/** Equal parts of a law at whose middles it is looked at. */
const parts = 4096;

/** The delays of a law, in whole steps, with the share of the connections that have each. */
export function delaysOf(law: Law, { projection }: Projecting): ReadonlyMap<number, number> {
  if (law.kind === "constant") return new Map([[law.value, 1]]);
  if (law.kind !== "drawn") throw new InternalError(`the delay of ${projection.name} differs between connections`);
  const shares = new Map<number, number>();
  for (let i = 0; i < parts; i++) {
    const delay = law.at(((i + 0.5) * 4294967296) / parts);
    shares.set(delay, (shares.get(delay) ?? 0) + 1 / parts);
  }
  return shares;
}

/** A projection as its rules see it; `key` is its number in the document. */
export function projectingOf(experiment: Experiment, projection: Projection, key: number, seed: number, step: number): Projecting {
  const neurons = (name: string) => neuronsOf(experiment.populations.find((population) => population.name === name)!);
  const asset = projection.connect?.kind === "pairs" ? experiment.assets[projection.connect.asset] : undefined;
  const { from, to } = projection;
  return {
    projection,
    key,
    seed,
    step,
    pre: neurons(from.population),
    post: neurons(to.population),
    ...(asset === undefined ? {} : { asset }),
  };
}

/** Neurons as connections see them: all have the same parameters, and states are nothing to them. */
function neuronsOf({ name, size, geometry, flow }: Population): Neurons {
  const { lookup } = constantsOf({ ...flow, states: [] }, 0, size, refuseDraws);
  return { name, size, ...(geometry === undefined ? {} : { geometry }), column: lookup };
}

/** Cuts populations where projections, stimuli or recordings begin to tell their neurons apart. */
export function cellsOf(experiment: Experiment): readonly Cell[] {
  const ranges: readonly Range[] = [
    ...experiment.projections.flatMap(({ from, to }) => [from, to]),
    ...experiment.stimuli.flatMap(({ targets }) => targets),
    ...experiment.spikeSources.map(({ to }) => to),
    ...experiment.recordings,
  ];
  return experiment.populations.flatMap((population) => {
    const ours = ranges.filter((range) => range.population === population.name);
    const cuts = [...new Set([0, ...ours.flatMap(({ from, to }) => [from, to]), population.size])].sort((a, b) => a - b);
    return cuts.slice(0, -1).map((from, i) => ({ population, from, to: cuts[i + 1]! }));
  });
}
