/** Mean and variance of what the neurons of a segment receive, by the rates of all segments. */
import type { Reason } from "../../../contract/index.ts";
import { constantIn, weightMoments } from "../../../kernels/index.ts";
import { connectionsOf, type Experiment, type Population, type Projection, type SpikeSource, type Stimulus } from "../../../model/index.ts";
import { type Gate, type LeakyUnit, needs } from "./leaky.ts";
import { responseOf } from "./response.ts";
import { type Segment, shareOf } from "./segments.ts";
import { isOn } from "./stretch.ts";

/** Spikes of one origin at one segment: `count` trains of the same rate. */
export interface Stream {
  /** Index of the segment that sends; undefined: from outside, at `rate` [1/ms]. */
  readonly source: number | undefined;
  readonly rate: number;
  readonly count: number;
  /** Mean and mean square of the jump of V that one spike makes in the long run. */
  readonly jump: number;
  readonly square: number;
  /** Time constant of the filter between the two [ms]; NaN: it has another form. */
  readonly filter: number;
}

/** What a segment receives. */
export interface Inputs {
  readonly streams: readonly Stream[];
  /** Drift of V by constant inputs [V/ms]. */
  readonly drift: number;
  /** Variance per time by white noise from outside [V^2/ms]. */
  readonly noise: number;
}

/** Those that send: segments whose rates are looked for, and populations with a rate from outside [1/ms]. */
export interface Senders {
  readonly segments: readonly Segment[];
  readonly relays: ReadonlyMap<string, number>;
}

/** The inputs of a segment, or why they are no such thing. */
export function inputsOf(experiment: Experiment, senders: Senders, segment: Segment, unit: LeakyUnit): Inputs | Reason {
  const population = experiment.populations.find(({ name }) => name === segment.population)!;
  const streams: Stream[] = [];
  for (const projection of experiment.projections) {
    if (shareOf(projection.to, segment) === 0) continue;
    const found = projected(experiment, senders, projection, unit);
    if ("code" in found) return found;
    streams.push(...found);
  }
  for (const source of experiment.spikeSources) {
    if (shareOf(source.to, segment) === 0) continue;
    const found = sent(source, population, unit);
    if ("code" in found) return found;
    if (isOn(experiment, source)) streams.push(found);
  }
  let [drift, noise] = [0, 0];
  for (const stimulus of experiment.stimuli)
    for (const target of stimulus.targets) {
      if (shareOf(target, segment) === 0) continue;
      const found = driven(stimulus, population, unit.gates.get(target.input));
      if ("code" in found) return found;
      if (!isOn(experiment, stimulus)) continue;
      drift += found.drift;
      noise += found.noise;
    }
  return { streams, drift, noise };
}

function projected(
  experiment: Experiment,
  { segments, relays }: Senders,
  projection: Projection,
  unit: LeakyUnit,
): readonly Stream[] | Reason {
  const { name, synapse, connect, from, to, into } = projection;
  const where = `projections.${name}`;
  const gate = unit.gates.get(into);
  if (synapse.kind === "activity") return needs(where, "single spikes, not the activity as a whole");
  const response = responseOf(synapse);
  if (response === undefined || gate === undefined)
    return needs(where, "a synapse whose responses to single spikes add up, without a memory of them");
  const moments = momentsOf(experiment, projection);
  const connections = connectionsOf(experiment, projection);
  if (moments === undefined || connections === undefined || connect?.kind === "pairs")
    return needs(where, "weights and numbers of connections that do not depend on the pair of neurons");
  const count = connections / (to.to - to.from);
  const area = gate.gain * response.area;
  const filter = joined(gate.filter, response.filter);
  const one = { jump: area * moments.mean, square: area * area * moments.meanSquare, filter };
  const relayed = relays.get(from.population);
  if (relayed !== undefined) return [{ source: undefined, rate: relayed, count, ...one }];
  return segments.flatMap((segment, source) => {
    const share = shareOf(from, segment);
    return share === 0 ? [] : [{ source, rate: 0, count: count * share, ...one }];
  });
}

function momentsOf(experiment: Experiment, { weight, from }: Projection) {
  const size = (name: string) => experiment.populations.find((one) => one.name === name)?.size ?? Number.NaN;
  return weightMoments(weight, (name) => (name === "pre.size" ? size(from.population) : Number.NaN));
}

function sent({ name, into, synapse, source, weight, start }: SpikeSource, { flow }: Population, { gates }: LeakyUnit): Stream | Reason {
  const where = `stimuli.${name}`;
  const gate = gates.get(into);
  if (source.kind !== "poisson") return needs(where, "Poisson trains");
  const response = synapse === undefined ? { area: 1, filter: 0 } : responseOf(synapse);
  if (response === undefined || gate === undefined)
    return needs(where, "a synapse whose responses to single spikes add up, without a memory of them");
  const rate = source.rate.kind === "expression" ? constantIn(source.rate.tree, flow, undefined) : Number.NaN;
  const moments = weightMoments(weight, (parameter) => constantIn({ kind: "name", name: parameter }, flow, undefined));
  if (!Number.isFinite(rate) || moments === undefined || start === undefined)
    return needs(where, "a constant rate and weight that all neurons share");
  const area = gate.gain * response.area;
  const filter = joined(gate.filter, response.filter);
  return { source: undefined, rate, count: 1, jump: area * moments.mean, square: area * area * moments.meanSquare, filter };
}

/** One exponential, none, or more than that. */
function joined(a: number, b: number): number {
  return a === 0 ? b : b === 0 ? a : Number.NaN;
}

function driven({ name, wave, each }: Stimulus, { flow }: Population, gate: Gate | undefined): { drift: number; noise: number } | Reason {
  const where = `stimuli.${name}`;
  const constant = (value: Extract<Stimulus["wave"], { kind: "step" }>["amplitude"]) =>
    value.kind === "expression" ? constantIn(value.tree, flow, undefined) : Number.NaN;
  if (gate !== undefined && wave.kind === "step") {
    const drift = gate.gain * constant(wave.amplitude);
    if (Number.isFinite(drift)) return { drift, noise: 0 };
  }
  if (gate !== undefined && wave.kind === "white-noise" && each === "neuron") {
    const [mean, intensity] = [constant(wave.mean), gate.gain * constant(wave.intensity)];
    if (Number.isFinite(mean) && Number.isFinite(intensity)) return { drift: gate.gain * mean, noise: intensity * intensity };
  }
  return needs(where, "a constant input that all neurons share, or white noise with `each: neuron`");
}
