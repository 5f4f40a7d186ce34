/** What cannot be computed as densities, before single populations are looked at. */
import type { Reason } from "../../contract/index.ts";
import type { Demand, Experiment } from "../../model/index.ts";

type Feature = Demand["feature"];

/** What documents may ask of all densities. */
const usual: readonly Feature[] = ["projections", "synapses", "hazard", "activity"];

/**
 * Empty: the document is one about populations of neurons.
 *
 * @param more  what the scale serves beside that
 */
export function densityReasons(experiment: Experiment, scale: string, more: readonly Feature[] = []): readonly Reason[] {
  const served = new Set([...usual, ...more]);
  const { run, populations, rates, demands, projections, stimuli } = experiment;
  if (populations.length === 0) return [{ code: "scale-needs-neurons", data: { scale } }];
  if (rates.length > 0) return [{ code: "scale-ignores-rates", data: { scale, other: "`rates`" } }];
  if (run.step === undefined) return [{ code: "density-step", data: { scale } }];
  return [
    ...demands
      .filter(({ feature }) => !served.has(feature))
      .map(({ feature, where }): Reason => ({ code: "scale-lacks", data: { scale, feature, where } })),
    ...stimuli
      .filter(({ wave }) => wave.kind === "clamp")
      .map(({ name }): Reason => ({ code: "scale-lacks", data: { scale, feature: "voltage clamps", where: `stimuli.${name}` } })),
    ...projections.flatMap(({ synapse, delay, name }): readonly Reason[] => {
      const where = `projections.${name}`;
      if (synapse.kind === "graded" || (synapse.kind === "spiking" && synapse.pre !== undefined))
        return [{ code: "cohorts-synapse", data: { scale, where, kind: synapse.name } }];
      return delay?.kind === "expression" && /\b(pre|post|distance)\b/.test(JSON.stringify(delay.tree))
        ? [{ code: "cohorts-delay", data: { scale, where } }]
        : [];
    }),
  ];
}
