/** The white noise that stands for spikes which differ from neuron to neuron: from random connections, or from outside. */
import type { Reason } from "../../contract/index.ts";
import type { Experiment, SpikeSource } from "../../model/index.ts";
import type { Assemblies } from "../population/assemble.ts";
import { constantIn } from "../threshold-rule.ts";
import { type WeightMoments, weightMoments } from "../weight-moments.ts";
import type { Filter, Jump } from "./filters.ts";

/** A population as spikes reach it. */
interface Receiver {
  readonly potential: string;
  readonly jumps: readonly Jump[];
  readonly filters: ReadonlyMap<string, Filter>;
}

/** What one spike of weight 1 adds to the potential in all, and by which filter; undefined where its noise is not white. */
export function kickOf(jumps: readonly Jump[], filters: ReadonlyMap<string, Filter>): Filter | undefined {
  const found = jumps.map(({ state, factor }) => ({ factor, filter: filters.get(state) }));
  if (found.some(({ filter }) => filter === undefined)) return undefined;
  const acting = found.filter(({ factor, filter }) => factor * filter!.gain !== 0);
  const gain = acting.reduce((sum, { factor, filter }) => sum + factor * filter!.gain, 0);
  const [first, ...others] = acting.map(({ filter }) => filter!.tau);
  return { gain, tau: others.every((tau) => tau === first) ? (first ?? 0) : Number.NaN };
}

/**
 * Diffusion by a stream of spikes, half its rate times the mean square jump, and the same times the root of the time constant of their filter, by which the
 * threshold moves {displacementOf}. Filters of another form are taken as white.
 */
export function diffusionBy({ gain, tau }: Filter, rate: number, meanSquare: number) {
  const diffusion = 0.5 * rate * meanSquare * gain * gain;
  return { diffusion, colour: tau > 0 ? diffusion * Math.sqrt(tau) : 0 };
}

/** sqrt(2) |zeta(1/2)| */
const milne = 2.06525315223122;

/**
 * How far beyond threshold and reset the density seems to end where noise of diffusion D has been filtered: sqrt(D) |zeta(1/2)| sqrt(tau_s), to first order in
 * sqrt(tau_s/tau), with the mean of sqrt(tau_s) over the diffusion where filters differ.
 *
 * @param colour  sum of D sqrt(tau_s)
 * @see Fourcaud, Brunel 2002, Neural Comput. 14:2057, doi:10.1162/089976602320264015
 */
export function displacementOf(diffusion: number, colour: number): number {
  return colour > 0 ? (0.5 * milne * Math.sqrt(2 * diffusion) * colour) / diffusion : 0;
}

/** Rate of a Poisson source [1/ms] and moments of its weight; undefined where neurons differ in them, or the rate is redrawn. */
export function poissonOf(experiment: Experiment, one: SpikeSource): (WeightMoments & { readonly rate: number }) | undefined {
  const { source, weight, to } = one;
  if (source.kind !== "poisson" || source.redraw !== undefined || source.rate.kind !== "expression") return undefined;
  const { flow } = experiment.populations.find(({ name }) => name === to.population)!;
  const rate = constantIn(source.rate.tree, flow, undefined);
  const moments = weightMoments(weight, (name) => constantIn({ kind: "name", name }, flow, undefined));
  return moments && rate >= 0 && Number.isFinite(rate) ? { rate, ...moments } : undefined;
}

/** Why the spikes of an experiment are no white noise. */
export function noiseReasons(
  experiment: Experiment,
  readings: ReadonlyMap<string, Receiver>,
  routes: Assemblies["routes"],
): readonly Reason[] {
  const through = (where: string, of: Parameters<Assemblies["routes"]["get"]>[0], to: string): readonly Reason[] => {
    const { jumps, filters, potential } = readings.get(to)!;
    const states = (routes.get(of) ?? []).flatMap(({ arrival }) => jumps.filter((jump) => jump.arrival === arrival));
    const other = states.find(({ state }) => !filters.has(state));
    return other === undefined ? [] : [{ code: "density-noise", data: { where, state: other.state, potential } }];
  };
  const random = experiment.projections.filter(({ connect }) => connect !== undefined && connect.kind !== "all");
  return [
    ...random.flatMap((one) => through(`projections.${one.name}`, one, one.to.population)),
    ...experiment.spikeSources.flatMap((one): readonly Reason[] => {
      const where = `stimuli.${one.name}`;
      if (poissonOf(experiment, one) === undefined) return [{ code: "density-poisson", data: { where } }];
      return through(where, one, one.to.population);
    }),
  ];
}
