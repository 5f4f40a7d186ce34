/** The partitions of one part of a network, with the connections onto them. */
import { stream } from "../../base/index.ts";
import type { Part } from "../../contract/index.ts";
import { type Entering, planDelivery } from "../delivery/index.ts";
import { constantsOf } from "../values.ts";
import type { Neurons } from "../wiring/index.ts";
import { cutNetwork, targetsOf } from "./cut.ts";
import { type Network, type NetworkPopulation, payloadBound, payloadsOf } from "./network.ts";
import { NetworkPart } from "./part.ts";

/** Partitions of the atoms [from, to), ready to be opened. */
export function partsOf(network: Network, part: Part): readonly NetworkPart[] {
  const entering = enteringOf(network);
  return cutNetwork(network, part).map((cut) => {
    const plan = planDelivery(entering, targetsOf(network, cut), network.neurons, network.arithmetic);
    return new NetworkPart(network, cut, plan);
  });
}

/** All projections, as delivery wants them: one for each arrival that they feed. */
export function enteringOf(network: Network): readonly Entering[] {
  const { experiment, seed, step, routes } = network;
  const columns = new Map(network.populations.map((population) => [population.model.population.name, neuronsOf(network, population)]));
  const find = (name: string) => network.populations.find(({ model }) => model.population.name === name)!;
  return experiment.projections.flatMap((projection, key) => {
    const source = find(projection.from.population);
    return (routes.get(projection) ?? []).map(({ arrival, payload }): Entering => {
      const { connect } = projection;
      const asset = connect?.kind === "pairs" ? experiment.assets[connect.asset] : undefined;
      return {
        projection,
        key,
        seed,
        step,
        pre: columns.get(projection.from.population)!,
        post: columns.get(projection.to.population)!,
        ...(asset === undefined ? {} : { asset }),
        preOffset: source.offset,
        ring: arrival,
        ...(payload === undefined ? {} : { payload: { column: payloadsOf(network, source).indexOf(payload), bound: payloadBound } }),
      };
    });
  });
}

/** Neurons as connections see them: values of their parameters by index, made when they are asked for. */
function neuronsOf({ seed }: Network, { model }: NetworkPopulation): Neurons {
  const { name, size, geometry } = model.population;
  const known = new Map<string, number | Float64Array>();
  const valueAt = (parameter: string, index: number) =>
    constantsOf(model.flow, index, size, (what) => stream(seed, `${name} ${what}`, index)).lookup(parameter);
  return {
    name,
    size,
    ...(geometry === undefined ? {} : { geometry }),
    column(parameter) {
      const before = known.get(parameter);
      if (before !== undefined) return before;
      const isOwn = model.arrays.includes(parameter);
      const made = isOwn ? Float64Array.from({ length: size }, (_, index) => valueAt(parameter, index)) : valueAt(parameter, 0);
      known.set(parameter, made);
      return made;
    },
  };
}
