/** What is recorded of populations of densities, as channels. */
import type { Channel } from "../../contract/index.ts";
import type { Recording } from "../../model/index.ts";
import { midpoints } from "../profiles.ts";
import { recordedTaps, signalsOf } from "../taps.ts";
import { spread } from "./grid.ts";
import type { DensityPlan } from "./plan.ts";
import type { DensityPopulation } from "./population.ts";
import { reads } from "./reading.ts";
import { activityTapsOf, type DensityTap, mean } from "./recorder.ts";

/** What is computed of a population beside its masses. */
export interface DensityObservables {
  /** Relative entropy against the stationary state; absent: there is none. */
  readonly entropy?: (population: number) => number;
  /** Mean of e^(mu v); absent: no exponent is known. */
  readonly moment?: (population: number) => number;
}

type Tap = DensityTap<DensityPopulation>;
type Look = Tap["look"];

/** The channels of a run. */
export function densityTaps(plan: DensityPlan, observed: DensityObservables): readonly Tap[] {
  const { experiment, step } = plan;
  return experiment.populations.flatMap((population): readonly Tap[] => [
    ...activityTapsOf(experiment, population, step),
    ...(plan.relays.has(population.name) ? [] : ownTaps(plan, population.name, observed)),
  ]);
}

function ownTaps(plan: DensityPlan, name: string, observed: DensityObservables): readonly Tap[] {
  const ours = plan.experiment.recordings.filter(({ population }) => population === name);
  return [...ours.flatMap((recording) => measured(plan, recording, observed)), ...signalTaps(plan, name)];
}

function measured(plan: DensityPlan, { population, from, to, what }: Recording, { entropy, moment }: DensityObservables): readonly Tap[] {
  const first = plan.cells.find(({ cell }) => cell.population.name === population)!;
  const { reading, grid } = first;
  const state = reading.flow.states.find(({ name }) => name === reading.potential)!;
  const isWhole = from === 0 && to === reading.population.size;
  const tap = (label: string, unit: string, factor: number, look: Look, more: Partial<Channel> = {}): Tap => {
    const full = isWhole ? label : `${label} of [${from}:${to}]`;
    const channel: Channel = { id: `${population}.${full}`, population, label: full, unit, factor, kind: "samples", ...more };
    return { channel, population, from, to, when: more.kind === "profiles" ? "profile" : "sample", look };
  };
  const perUnit = state.unit === "" ? "" : `1/${state.unit}`;
  switch (what.kind) {
    case "mass": {
      const mass = tap("mass", "", 1, (all, cells) => [mean(all, cells, (i) => all[i]!.mass)]);
      if (reading.waiting.kind === "none") return [mass];
      return [mass, tap("mass refractory", "", 1, (all, cells) => [mean(all, cells, (i) => all[i]!.waiting)])];
    }
    case "density": {
      const values = midpoints(grid.low, grid.width, grid.cells);
      const axes = [{ name: reading.potential, unit: state.unit, factor: state.factor, values }];
      return [tap("density", perUnit, 1 / state.factor, densityLook(grid.width), { kind: "profiles", axes })];
    }
    case "sup":
      return [tap("sup", perUnit, 1 / state.factor, (all, cells) => [largest(densityLook(grid.width)(all, cells))])];
    case "entropy":
      return entropy ? [tap("entropy", "", 1, (all, cells) => [mean(all, cells, entropy)])] : [];
    case "moment":
      return moment ? [tap("moment", "", 1, (all, cells) => [mean(all, cells, moment)])] : [];
    default:
      return [];
  }
}

function densityLook(width: number): Look {
  return (populations, cells) => {
    const density = new Float64Array(populations[cells[0]!]!.masses.length);
    const all = cells.reduce((sum, i) => sum + populations[i]!.size, 0);
    for (const i of cells) {
      const { size, medium } = populations[i]!;
      const masses = inPlace(populations[i]!.masses, medium.displacement / width);
      for (let k = 0; k < density.length; k++) density[k]! += (size * masses[k]!) / (all * width);
    }
    return density;
  };
}

/**
 * Masses where their neurons are, so many cells above the places that the masses have while threshold and reset are moved. What would be above the threshold, a part
 * of the order of the square of that distance, is mirrored at it: there the density is not 0, as theory without the filter would have it.
 */
function inPlace(masses: Float64Array, by: number): Float64Array {
  if (by === 0) return masses;
  const [whole, n] = [Math.floor(by), masses.length];
  const part = by - whole;
  const moved = new Float64Array(n);
  const add = (at: number, mass: number) => {
    moved[Math.max(0, at < n ? at : 2 * n - 1 - at)]! += mass;
  };
  for (let k = 0; k < n; k++) {
    add(k + whole, (1 - part) * masses[k]!);
    add(k + whole + 1, part * masses[k]!);
  }
  return moved;
}

/** The largest of values that are not negative. */
export function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]!);
  return most;
}

/** What neurons share, and means over them: of single neurons nothing is known. */
function signalTaps({ experiment, cells }: DensityPlan, name: string): readonly Tap[] {
  const { reading } = cells.find(({ cell }) => cell.population.name === name)!;
  const signals = signalsOf(experiment, reading.population);
  return recordedTaps(experiment, reading.population).flatMap(({ channel, column, mean: over }): readonly Tap[] => {
    if (column === undefined) return [];
    const isOwn = reads(reading.program, signals[column]!.tree, reading.potential);
    const { from, to } = over ?? { from: channel.neuron!, to: channel.neuron! + 1 };
    if (isOwn && over === undefined) return [];
    const look: Look = (all, ours) => [mean(all, ours, (i) => meanOver(all[i]!, column))];
    return [{ channel, population: name, from, to, when: "sample", look }];
  });
}

/** Mean of a recorded expression over the neurons that do not wait, and those that do, which are at the reset. */
function meanOver({ medium, masses, operator, waiting }: DensityPopulation, column: number): number {
  const values = medium.signal(column);
  const { displacement, grid, reading } = medium;
  const held = displacement === 0 ? operator.entry : spread(grid, reading.reset - displacement);
  let [sum, mass] = [0, 0];
  for (let i = 0; i < masses.length; i++) {
    const here = masses[i]! + waiting * held[i]!;
    sum += here * values[i]!;
    mass += here;
  }
  return sum / mass;
}
