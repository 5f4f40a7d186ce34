/** What a network cannot compute, and why. */
import type { Reason } from "../../contract/index.ts";
import { flowMethods, isAtOnce, isCommon, isDrawable, jumpsOf, makeProgram, splitNoise, stimulationOf } from "../../kernels/index.ts";
import { constantValue } from "../../language/index.ts";
import type { Demand, Experiment, Population, Synapse, Value } from "../../model/index.ts";
import { optionReasons } from "./options.ts";

const scale = "network";

/** What documents may ask of a network. */
const served: ReadonlySet<Demand["feature"]> = new Set<Demand["feature"]>([
  "projections",
  "synapses",
  "hazard",
  "poisson",
  "spike-trains",
  "activity",
  "redraw",
  "initial-age",
]);

/** Beyond them the lists of blocks alone would take the memory; and bytes that a neuron takes at least. */
const [mostNeurons, fewestBytes] = [1e8, 20];

/** Empty: the experiment can be run as a network. */
export function reasonsAgainst(experiment: Experiment): readonly Reason[] {
  const { run, populations, rates, demands } = experiment;
  if (populations.length === 0) return [{ code: "scale-needs-neurons", data: { scale } }];
  if (rates.length > 0) return [{ code: "scale-ignores-rates", data: { scale, other: "`rates`" } }];
  const neurons = populations.reduce((sum, { size }) => sum + size, 0);
  if (neurons > mostNeurons) return [{ code: "does-not-fit", data: { gigabytes: Number(((neurons * fewestBytes) / 1e9).toPrecision(2)) } }];
  if (run.step === undefined) return [{ code: "network-needs-step", data: {} }];
  if (!flowMethods.some((method) => method === run.method))
    return [{ code: "network-method", data: { scale, method: run.method, known: [...flowMethods] } }];
  return [
    ...optionReasons(experiment),
    ...demands
      .filter(({ feature }) => !served.has(feature))
      .map(({ feature, where }): Reason => ({ code: "scale-lacks", data: { scale, feature, where } })),
    ...populations.flatMap((population) => populationReasons(experiment, population)),
    ...synapseReasons(experiment),
    ...instantReasons(experiment),
    ...activityReasons(experiment),
    ...clampReasons(experiment),
  ];
}

function populationReasons(experiment: Experiment, population: Population): readonly Reason[] {
  const { flow, name: where } = population;
  const reasons: Reason[] = [];
  const { hazard: _, ...smooth } = flow;
  const program = makeProgram(smooth, stimulationOf(experiment, population, experiment.run.seed).drives, [], "written");
  if (splitNoise(program) === undefined) reasons.push({ code: "noise-not-linear", data: { where } });
  const values = [
    ...(flow.reset?.assignments ?? []).map((one) => one.value),
    ...(flow.refractory === undefined ? [] : [flow.refractory.time]),
  ];
  if (!values.every(isDrawable)) reasons.push({ code: "network-truncated", data: { where } });
  return reasons;
}

function synapseReasons({ projections, spikeSources }: Experiment): readonly Reason[] {
  const used: readonly { readonly name: string; readonly synapse: Synapse | undefined }[] = [
    ...projections.map(({ name, synapse }) => ({ name: `projections.${name}`, synapse })),
    ...spikeSources.map(({ name, synapse }) => ({ name: `stimuli.${name}`, synapse })),
  ];
  return used.flatMap(({ name: where, synapse }): readonly Reason[] => {
    const isAdding = synapse?.kind !== "spiking" || jumpsOf(synapse.post) !== undefined;
    return isAdding ? [] : [{ code: "arrival-not-additive", data: { where } }];
  });
}

/** Spikes that act at the moment at which they are sent jump, from all to all alike. */
function instantReasons({ projections }: Experiment): readonly Reason[] {
  const unserved = projections.filter((one) => isAtOnce(one) && !(one.synapse.kind === "jump" && isCommon(one)));
  return unserved.map(({ name }): Reason => ({ code: "cascade-not-all", data: { where: `projections.${name}` } }));
}

/** The activity is one number for all targets, and so are its weight and its delay. */
function activityReasons({ projections }: Experiment): readonly Reason[] {
  const differs = (value: Value) => value.kind === "draw" || constantValue(value.tree) === undefined;
  const unserved = projections.filter(
    ({ synapse, weight, delay }) => synapse.kind === "activity" && [weight, ...(delay === undefined ? [] : [delay])].some(differs),
  );
  return unserved.map(({ name }): Reason => ({ code: "activity-differs", data: { where: `projections.${name}` } }));
}

function clampReasons({ stimuli }: Experiment): readonly Reason[] {
  const clamps = stimuli.filter(({ wave }) => wave.kind === "clamp");
  return clamps.map(({ name }): Reason => ({ code: "scale-lacks", data: { scale, feature: "voltage clamps", where: `stimuli.${name}` } }));
}
