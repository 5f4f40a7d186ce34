import type { Options, Plan, Reason, Scale } from "../../contract/index.ts";
import type { Experiment } from "../../model/index.ts";
import { unitScale } from "../units.ts";
import { isRandom, isSilent } from "./kinds.ts";
import { stationaryOver } from "./stationary.ts";

/** The entries of `rates` as ordinary (or stochastic) differential equations, with the methods of single cells. */
const entries: Scale = unitScale({
  id: "rate",
  populations: (experiment) => experiment.rates,
  refuse: ({ populations }) =>
    populations.length > 0 ? [{ code: "scale-ignores-rates", data: { scale: "rate", other: "populations of neurons" } }] : [],
});

/** Doubles throughout: without spikes there is nothing that floats make much faster. */
const inDoubles = (options: Options): Options => ({ arithmetic: "reference", ...options });

/**
 * Rate equations: entries of `rates`, which exist once; networks of units without spikes, on a grid of time to the second order of the step;
 * and populations that fire at random, by the transfer function of their neurons: A = F_0(h).
 *
 * @param network  computes the networks
 * @param transfer  computes the populations
 */
export function rateOver(network: Scale, transfer: Scale): Scale {
  const scaleOf = (experiment: Experiment) => (isSilent(experiment) ? network : isRandom(experiment) ? transfer : entries);
  const accepts = (experiment: Experiment): readonly Reason[] =>
    experiment.rates.length === 0 && scaleOf(experiment) === entries
      ? [{ code: "scale-needs-rates", data: { scale: "rate" } }]
      : scaleOf(experiment).accepts(experiment);
  return {
    ...entries,
    stationary: stationaryOver(network),
    accepts,
    plan: (experiment, options): Plan => {
      if (!isSilent(experiment)) return scaleOf(experiment).plan(experiment, options);
      const plan = network.plan(experiment, inDoubles(options));
      return { ...plan, needs: { ...plan.needs, instead: { kind: "units", count: plan.needs.neurons } } };
    },
    create: (plan, part, exchange) => scaleOf(plan.experiment).create(plan, part, exchange),
  };
}
