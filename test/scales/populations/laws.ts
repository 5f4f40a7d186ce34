/** What every population must do, whatever its neurons and its scale: measured here, judged in the fast and the slow tests. */
import type { Scale } from "../../../src/contract/index.ts";
import { network } from "../../../src/scales/network/index.ts";
import type { CatalogueNeuron } from "./neurons.ts";
import { run } from "./support.ts";

/** Nothing drawn, and cohorts as fine as steps: by scale. */
export const deterministic: Readonly<Record<string, string>> = { "refractory-density": "grid: uniform", "low-dimensional": "noise: none" };

/** Steps at which the flow of a neuron has come to its order: gates follow spikes of less than a millisecond. */
export const stepOf = ({ isReset, id }: CatalogueNeuron) => (isReset || id === "mat" ? 0.1 : 0.02);

/**
 * Mean activities at a step, a half, a quarter and an eighth of it, with what is left where the terms of first and second order are taken out by
 * extrapolation: an error that is a series in whole powers of the step leaves an eighth of an eighth.
 */
export function convergence(neuron: CatalogueNeuron, scale: Scale) {
  const means = [1, 2, 4, 8].map((parts) => {
    const text = neuron.document({
      duration: 60,
      step: stepOf(neuron) / parts,
      scale: scale.id,
      options: deterministic[scale.id]!,
      record: "activity",
    });
    return run(text, scale).activities.n!.mean;
  });
  const first = means.slice(1).map((mean, i) => 2 * mean - means[i]!);
  const second = first.slice(1).map((mean, i) => (4 * mean - first[i]!) / 3);
  const differences = means.slice(1).map((mean, i) => mean / means[i]! - 1);
  return { means, differences, left: second[1]! / second[0]! - 1 };
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

/** Mean activity over runs with seeds of their own, and its standard error. */
export function rateOf(neuron: CatalogueNeuron, scale: Scale, seeds: number, size: number) {
  const rates = Array.from({ length: seeds }, (_, k) => {
    const choices = { sizes: { n: size }, duration: 400, transient: 100, step: stepOf(neuron), seed: k + 1, record: "activity" };
    const isNone = scale.id in deterministic;
    const text = neuron.document(isNone ? { ...choices, scale: scale.id, options: deterministic[scale.id]! } : choices);
    return mean(run(text, scale).values.get("n.activity")!);
  });
  const rate = mean(rates);
  const spread = seeds < 2 ? 0 : mean(rates.map((one) => (one - rate) ** 2)) / (seeds - 1);
  return { rate, se: Math.sqrt(spread) };
}

/** Rates of the scale and of the network, and how far apart they are in standard errors. */
export function agreement(neuron: CatalogueNeuron, scale: Scale, { seeds, size }: { readonly seeds: number; readonly size: number }) {
  const ours = rateOf(neuron, scale, scale.id in deterministic ? 1 : seeds, size);
  const theirs = rateOf(neuron, network, seeds, size);
  return { ours: ours.rate, theirs: theirs.rate, se: Math.hypot(ours.se, theirs.se) };
}
