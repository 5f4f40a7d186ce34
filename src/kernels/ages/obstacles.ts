/** What cannot be computed as cohorts, and why. */
import { stream } from "../../base/index.ts";
import type { Reason } from "../../contract/index.ts";
import type { Demand, Experiment, Population, Projection } from "../../model/index.ts";
import { type Assembly, assemble, isAtOnce } from "../population/assemble.ts";
import { flowMethods } from "../population/flow-step.ts";
import { ownParameters } from "../population/model.ts";
import { stimulationOf } from "../stimuli.ts";
import { constantsOf } from "../values.ts";
import { readAges } from "./reading.ts";

/** What documents may ask of cohorts, beside what is refused below for reasons of its own. */
const served: ReadonlySet<Demand["feature"]> = new Set<Demand["feature"]>([
  "projections",
  "synapses",
  "hazard",
  "activity",
  "poisson",
  "spike-trains",
  "initial-age",
]);

const codes = {
  remembers: "cohorts-remember",
  reset: "cohorts-reset",
  "not-decaying": "cohorts-decay",
  "not-exponential": "cohorts-exponent",
} as const;

/** Empty: the populations can be computed as cohorts. */
export function cohortReasons(experiment: Experiment, scale: string): readonly Reason[] {
  const { run, populations, rates, demands, projections, stimuli, spikeSources } = experiment;
  if (populations.length === 0) return [{ code: "scale-needs-neurons", data: { scale } }];
  if (rates.length > 0) return [{ code: "scale-ignores-rates", data: { scale, other: "`rates`" } }];
  const silent = populations.filter(({ flow }) => flow.hazard === undefined);
  if (silent.length > 0) return silent.map(({ name: where }) => ({ code: "cohorts-need-hazard", data: { scale, where } }));
  if (run.step === undefined) return [{ code: "cohorts-need-step", data: { scale } }];
  if (!flowMethods.some((method) => method === run.method))
    return [{ code: "network-method", data: { scale, method: run.method, known: [...flowMethods] } }];
  const outside = [
    ...demands
      .filter(({ feature }) => !served.has(feature))
      .map(({ feature, where }): Reason => ({ code: "scale-lacks", data: { scale, feature, where } })),
    ...spikeSources.map(({ name }): Reason => ({ code: "cohorts-input", data: { scale, where: `stimuli.${name}` } })),
    ...stimuli
      .filter(({ wave }) => wave.kind === "clamp")
      .map(({ name }): Reason => ({ code: "scale-lacks", data: { scale, feature: "voltage clamps", where: `stimuli.${name}` } })),
    ...projections.flatMap((projection) => projectionReasons(projection, scale)),
  ];
  if (outside.length > 0) return outside;
  const assemblies = assemble(experiment);
  return populations.flatMap((population) =>
    populationReasons(experiment, population, assemblies.populations.get(population.name)!, scale),
  );
}

/** States that every spike raises, and that decay between spikes: the rate then depends on more than the last spike. */
export function adaptingStates(experiment: Experiment): readonly { readonly where: string; readonly name: string }[] {
  const { populations } = assemble(experiment);
  return experiment.populations.flatMap(({ name: where, size }) => {
    const { flow, terms } = populations.get(where)!;
    const reading = readAges(flow, terms, constantsOf(flow, 0, size, () => stream(experiment.run.seed, where, 0)).lookup);
    return "hazard" in reading ? reading.accumulating.map(({ state: name }) => ({ where, name })) : [];
  });
}

function projectionReasons(projection: Projection, scale: string): readonly Reason[] {
  const { synapse, delay, name } = projection;
  const where = `projections.${name}`;
  if (synapse.kind === "spiking" && isAtOnce(projection)) return [{ code: "cohorts-synapse-at-once", data: { scale, where } }];
  if (synapse.kind === "graded" || (synapse.kind === "spiking" && synapse.pre !== undefined))
    return [{ code: "cohorts-synapse", data: { scale, where, kind: synapse.name } }];
  return delay?.kind === "expression" && /\b(pre|post|distance)\b/.test(JSON.stringify(delay.tree))
    ? [{ code: "cohorts-delay", data: { scale, where } }]
    : [];
}

function populationReasons(experiment: Experiment, population: Population, assembly: Assembly, scale: string): readonly Reason[] {
  const { flow, name: where } = population;
  const own = [...ownParameters(flow)];
  if (own.length > 0) return own.map((name): Reason => ({ code: "cohorts-differ", data: { scale, where, name } }));
  const drawn = flow.states.filter(({ initial }) => initial.kind === "draw");
  const reasons: Reason[] = drawn.map(({ name }) => ({ code: "cohorts-differ", data: { scale, where, name: `initial ${name}` } }));
  const stimulation = stimulationOf(experiment, population, experiment.run.seed);
  if (flow.noises.length > 0 || stimulation.noises.some(({ isOwn }) => isOwn))
    reasons.push({ code: "cohorts-noise", data: { scale, where } });
  if (flow.refractory?.time.kind === "draw") reasons.push({ code: "cohorts-refractory", data: { scale, where } });
  if (reasons.length > 0) return reasons;
  const { lookup } = constantsOf(flow, 0, population.size, () => stream(experiment.run.seed, where, 0));
  const reading = readAges(assembly.flow, assembly.terms, lookup);
  return "hazard" in reading ? [] : reading.map(({ kind, state }): Reason => ({ code: codes[kind], data: { scale, where, name: state } }));
}
