/** What is recorded of a population, as channels. */
import type { Channel } from "../contract/index.ts";
import type { Tree } from "../language/index.ts";
import type { Experiment, Population, Recording, Run } from "../model/index.ts";
import { clampInput } from "./machine.ts";
import type { Program } from "./program.ts";

/** A recorded expression. */
export interface Signal {
  readonly recording: Recording;
  readonly tree: Tree;
}

/** The recorded expressions of a population. */
export function signalsOf(experiment: Experiment, population: Population): readonly Signal[] {
  return experiment.recordings.flatMap((recording) =>
    recording.population === population.name && recording.what.kind === "signal" ? [{ recording, tree: recording.what.tree }] : [],
  );
}

/** A channel and where its numbers come from. */
export interface Tap {
  readonly channel: Channel;
  /** Column of the recorded values; absent for events. */
  readonly column?: number;
  /** Neurons averaged over. */
  readonly mean?: { readonly from: number; readonly to: number };
}

/** The spikes of a population, and the recorded signals neuron by neuron; columns are those of `signalsOf`. */
export function recordedTaps(experiment: Experiment, population: Population): readonly Tap[] {
  const { name, flow } = population;
  const taps: Tap[] = [];
  if (flow.spike !== undefined || flow.hazard !== undefined) {
    taps.push({ channel: { id: `${name}.spikes`, population: name, label: "spikes", unit: "", factor: 1, kind: "events" } });
  }
  const inputs = new Set(flow.inputs.map((input) => input.name));
  signalsOf(experiment, population).forEach(({ recording: { from, to, what }, tree }, column) => {
    if (what.kind !== "signal") return;
    const { label, unit, factor } = what;
    const role = tree.kind === "name" && inputs.has(tree.name) ? ({ role: "input" } as const) : {};
    const common = { population: name, label, ...role, unit, factor, kind: "samples" } as const;
    if (what.mean) taps.push({ channel: { id: `${name}.${label} ${from}-${to}`, ...common }, column, mean: { from, to } });
    else for (let i = from; i < to; i++) taps.push({ channel: { id: `${name}[${i}].${label}`, ...common, neuron: i }, column });
  });
  return taps;
}

/** A channel of spikes per neuron and time, and the neurons that it counts. */
export interface ActivityTap {
  readonly channel: Channel;
  readonly from: number;
  readonly to: number;
}

/** The activities that are recorded of a population, in bins of so many steps. */
export function activityTaps(
  { recordings, units, run }: Experiment,
  { name, size, groups }: Population,
  step: number,
): readonly ActivityTap[] {
  return recordings.flatMap(({ population, from, to, what }) => {
    if (what.kind !== "activity" || population !== name) return [];
    const isPhysical = units === "physical";
    const isWhole = from === 0 && to === size;
    const group = Object.entries(groups).find(([, range]) => range[0] === from && range[1] === to)?.[0];
    const label = isWhole ? "activity" : `activity of ${group ?? `[${from}:${to}]`}`;
    const channel: Channel = {
      id: `${name}.${label}`,
      population: name,
      label,
      unit: isPhysical ? "Hz" : "",
      factor: isPhysical ? 0.001 : 1,
      kind: "samples",
      lag: binTicks(run, step) * (step / 2),
    };
    return [{ channel, from, to }];
  });
}

/** Steps of a bin of activity. */
export function binTicks({ bin }: Run, step: number): number {
  return Math.max(1, Math.round((bin ?? step) / step));
}

/** The channels of a population that a program computes: what is recorded, and the currents of clamps in columns of their own. */
export function tapsOf(experiment: Experiment, population: Population, program: Program): readonly Tap[] {
  const { name, flow, size } = population;
  const taps = [...recordedTaps(experiment, population)];
  const clamped = [...new Set(program.clamps.map((clamp) => clamp.state))];
  for (const [k, state] of clamped.entries()) {
    const input = flow.inputs.find((one) => one.name === clampInput(program, state));
    const quantity = input ?? { unit: "", factor: 1 };
    for (let i = 0; i < size; i++) {
      const channel: Channel = {
        id: `${name}[${i}].${state} clamp`,
        population: name,
        label: `clamp current of ${state}`,
        unit: quantity.unit,
        factor: quantity.factor,
        kind: "samples",
        neuron: i,
      };
      taps.push({ channel, column: program.signals.length + k });
    }
  }
  return taps;
}
