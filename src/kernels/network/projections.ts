/** The projections of a network with all that their connections depend on. */
import { stream } from "../../base/index.ts";
import type { Projection } from "../../model/index.ts";
import type { Entering } from "../delivery/index.ts";
import type { Graded } from "../population/assemble.ts";
import { ownParameters } from "../population/model.ts";
import { constantsOfAll } from "../values.ts";
import type { Neurons, Projecting } from "../wiring/index.ts";
import { type Network, type NetworkPopulation, payloadBound, payloadsOf } from "./network.ts";

/** All projections of spikes, as delivery wants them: one for each arrival that they feed. */
export function enteringOf(network: Network): readonly Entering[] {
  const project = projectingIn(network);
  return network.experiment.projections.flatMap((projection, key) => {
    const source = populationOf(network, projection.from.population);
    return (network.routes.get(projection) ?? []).map(({ arrival, payload }): Entering => {
      return {
        ...project(projection, key),
        preOffset: source.offset,
        ring: arrival,
        ...(payload === undefined ? {} : { payload: { column: payloadsOf(network, source).indexOf(payload), bound: payloadBound } }),
      };
    });
  });
}

/** A projection that acts all the time, with its sources and the sums that its targets make. */
export interface GradedInput extends Projecting {
  readonly source: NetworkPopulation;
  readonly sums: Graded["sums"];
}

/** All projections that act all the time over connections that differ. */
export function gradedOf(network: Network): readonly GradedInput[] {
  const project = projectingIn(network);
  return network.graded.map(({ projection, key, sums }) => ({
    ...project(projection, key),
    source: populationOf(network, projection.from.population),
    sums,
  }));
}

function populationOf({ populations }: Network, name: string): NetworkPopulation {
  return populations.find(({ model }) => model.population.name === name)!;
}

/** Projections with what their connections depend on. */
function projectingIn(network: Network): (projection: Projection, key: number) => Projecting {
  const { experiment, seed, step } = network;
  const columns = new Map(network.populations.map((population) => [population.model.population.name, neuronsOf(network, population)]));
  return (projection, key) => {
    const { connect } = projection;
    const asset = connect?.kind === "pairs" ? experiment.assets[connect.asset] : undefined;
    const [pre, post] = [columns.get(projection.from.population)!, columns.get(projection.to.population)!];
    return { projection, key, seed, step, pre, post, ...(asset === undefined ? {} : { asset }) };
  };
}

/** Neurons as connections see them: values of their parameters by index, made when they are asked for. */
function neuronsOf({ seed }: Network, { model }: NetworkPopulation): Neurons {
  const { name, size, geometry } = model.population;
  const known = new Map<string, number | Float64Array>();
  const constants = constantsOfAll(model.flow, size);
  // Also of those that no equation reads, so that they have no array of their own.
  const own = ownParameters(model.flow);
  const valueAt = (parameter: string, index: number) =>
    constants(index, (what) => stream(seed, `${name} ${what}`, index)).lookup(parameter);
  return {
    name,
    size,
    ...(geometry === undefined ? {} : { geometry }),
    column(parameter) {
      const before = known.get(parameter);
      if (before !== undefined) return before;
      const isOwn = own.has(parameter) || model.arrays.includes(parameter);
      const made = isOwn ? Float64Array.from({ length: size }, (_, index) => valueAt(parameter, index)) : valueAt(parameter, 0);
      known.set(parameter, made);
      return made;
    },
  };
}
