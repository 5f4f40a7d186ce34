/** What cannot be computed as densities, before single populations are looked at. */
import type { Reason } from "../../contract/index.ts";
import type { Demand, Experiment } from "../../model/index.ts";

/** What documents may ask of densities. */
const served: ReadonlySet<Demand["feature"]> = new Set<Demand["feature"]>(["projections", "synapses", "hazard", "activity"]);

/** Empty: the document is one about populations of neurons. */
export function densityReasons(experiment: Experiment, scale: string): readonly Reason[] {
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
