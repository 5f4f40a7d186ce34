/** The scale: which documents it computes, what a run needs. */
import { InternalError } from "../../base/index.ts";
import type { Plan, Reason, Scale } from "../../contract/index.ts";
import { recordedTaps, samplingInterval } from "../../kernels/index.ts";
import { namesIn } from "../../language/index.ts";
import { type Demand, type Experiment, type Projection, treesOf } from "../../model/index.ts";
import { closedFormOf } from "./closed-form.ts";
import { connectionNeeds, limitReasons } from "./limits.ts";
import { optionReasons } from "./options.ts";
import { isClosedForm, Network } from "./simulation.ts";

const id = "event-driven";

/**
 * Neurons, with their synapses, whose equations between events are linear with constant coefficients. Each event is found to rounding: the
 * state is a closed form, a spike a zero of it. No step, no error but that of rounding.
 */
export const eventDriven: Scale = {
  id,
  accepts(experiment): readonly Reason[] {
    const { populations, rates } = experiment;
    if (populations.length === 0) return [{ code: "scale-needs-neurons", data: { scale: id } }];
    const reasons: Reason[] = [];
    if (rates.length > 0) reasons.push({ code: "scale-ignores-rates", data: { scale: id, other: "`rates`" } });
    reasons.push(...experiment.demands.filter(isRefused).map(({ feature, where }) => lacks(feature, where)));
    reasons.push(...experiment.projections.flatMap(delayReasons), ...limitReasons(experiment));
    if (experiment.run.method !== "auto") reasons.push({ code: "method-with-events", data: { method: experiment.run.method } });
    const forms = populations.map((population) => closedFormOf(experiment, population));
    for (const form of forms) if (!isClosedForm(form)) reasons.push(...form);
    if (reasons.length === 0) return optionReasons(experiment, forms.filter(isClosedForm));
    // Neurons by themselves are not what it is for: other scales say what is wrong with them.
    return isNetwork(experiment) ? reasons : [{ code: "scale-needs-projections", data: { scale: id } }, ...reasons];
  },
  plan(experiment, options): Plan {
    const neurons = experiment.populations.reduce((sum, { size }) => sum + size, 0);
    return {
      experiment,
      options,
      channels: experiment.populations.flatMap((population) => recordedTaps(experiment, population).map(({ channel }) => channel)),
      // What one neuron does at once changes all others: the network is one piece.
      atoms: 1,
      needs: { neurons, ...connectionNeeds(experiment) },
      clock: { kind: "free" },
      chosen: { method: "events", every: samplingInterval(experiment) },
    };
  },
  create(plan, { from, to }) {
    if (from !== 0 || to !== 1) throw new InternalError("a network of events was cut");
    return new Network(plan);
  },
};

function isNetwork({ projections, run }: Experiment): boolean {
  return projections.length > 0 || run.scales.includes(id);
}

/** Projections and synapses are looked at one by one. */
function isRefused({ feature }: Demand): boolean {
  return feature !== "projections" && feature !== "synapses";
}

function lacks(feature: string, where: string): Reason {
  return { code: "scale-lacks", data: { scale: id, feature, where } };
}

/** Delays are drawn here, where no distances are known; all else of a connection is the wiring's. */
function delayReasons({ name, delay }: Projection): readonly Reason[] {
  const reads = delay === undefined ? [] : treesOf(delay).flatMap((tree) => [...namesIn(tree)]);
  return reads.includes("distance") ? [lacks("delays by distance", `projections.${name}`)] : [];
}
