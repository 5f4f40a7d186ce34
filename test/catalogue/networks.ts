/** Runs the shipped examples of networks, and measures them. */
import { readFileSync } from "node:fs";
import {
  activitySpectrum,
  binsBetween,
  fanoFactor,
  intervalVariation,
  meanOver,
  populationActivity,
  synchrony,
  trainsOf,
} from "../../src/analysis/index.ts";
import type { Result } from "../../src/contract/index.ts";
import { builtNames, type Changes, obstacles, openText, portableHost, run } from "../../src/session/index.ts";

const figures = ["traces", "raster", "activity", "rates", "isi", "spectrum", "psth", "correlation"];
const environment = { host: portableHost, names: builtNames(figures) };

/** The result of `examples/NAME.yaml`. */
export async function playExample(name: string, changes: Changes = {}): Promise<Result> {
  const text = readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8");
  const opened = await openText(environment, text, `${name}.yaml`, changes);
  const [error] = obstacles(opened);
  if (error) throw error;
  const { result } = (await run(portableHost, opened, {}))[0]!;
  if (result.outcome.kind !== "completed") throw new Error(`${name} ended as ${result.outcome.kind}`);
  return result;
}

/** Neurons [from, to) of a population between two times, the recorded stretch without. */
export interface Choice {
  readonly neurons?: readonly [number, number];
  readonly from?: number;
  readonly to?: number;
}

/** Spike trains of a choice, one for each neuron, and its stretch of time. */
export function trainsIn(result: Result, population: string, { neurons, from = result.transient, to = result.outcome.time }: Choice = {}) {
  const { size, spikes } = result.populations[population]!;
  const all = trainsOf(spikes!.times, spikes!.neurons, size).slice(...(neurons ?? [0, size]));
  return { trains: all.map((train) => train.filter((t) => t > from && t <= to)), from, to };
}

/** Spikes per neuron and second. */
export function rateOf(result: Result, population: string, choice: Choice = {}): number {
  const { trains, from, to } = trainsIn(result, population, choice);
  return (1000 * trains.reduce((sum, { length }) => sum + length, 0)) / (trains.length * (to - from));
}

/** Mean CV of the intervals. */
export function variationOf(result: Result, population: string): number {
  return meanOver(trainsIn(result, population).trains, intervalVariation)!;
}

/** Mean Fano factor of counts in windows of 100 ms. */
export function fanoOf(result: Result, population: string): number {
  const { trains, from, to } = trainsIn(result, population);
  return meanOver(trains, (train) => fanoFactor(train, binsBetween(from, to, 100)))!;
}

/** Golomb's chi of the counts in bins. */
export function chiOf(result: Result, population: string, bin: number): number {
  const { trains, from, to } = trainsIn(result, population);
  return synchrony(trains, binsBetween(from, to, bin))!;
}

/** Frequency of the highest peak of the spectrum of the activity, from `lowest` on [Hz]; segments in bins of 0.5 ms. */
export function rhythmOf(result: Result, population: string, lowest: number, segment: number): number {
  const { size, spikes } = result.populations[population]!;
  const { values } = populationActivity(spikes!.times, size, binsBetween(result.transient, result.outcome.time, 0.5));
  const { frequencies, density } = activitySpectrum(values, { step: 0.5, segment })!;
  const peaks = [...density.keys()].filter((k) => 1000 * frequencies[k]! >= lowest);
  return 1000 * frequencies[peaks.reduce((best, k) => (density[k]! > density[best]! ? k : best))]!;
}

/** One trial of two seconds of `match-to-sample`. */
export interface Trial {
  /** Angle between the bump in the last quarter second of the delay and the cue [degrees]. */
  readonly error: number;
  /** Length of the mean of exp(i angle) over the spikes: 1 at one place, 0 all around. */
  readonly sharpness: number;
  /** Spikes of the neurons that compare. */
  readonly answer: number;
}

export function trialOf(result: Result, trial: number): Trial {
  const begin = 2000 * trial;
  const { trains } = trainsIn(result, "E", { from: begin + 1250, to: begin + 1500 });
  let [x, y, count] = [0, 0, 0];
  for (const [neuron, { length }] of trains.entries()) {
    const angle = (2 * Math.PI * (neuron + 0.5)) / trains.length;
    x += length * Math.cos(angle);
    y += length * Math.sin(angle);
    count += length;
  }
  const turns = Math.atan2(y, x) / (2 * Math.PI) - (0.5 + 0.618 * trial);
  const answers = trainsIn(result, "match", { from: begin + 1500, to: begin + 1760 }).trains;
  const answer = answers.reduce((sum, { length }) => sum + length, 0);
  return { error: 360 * (turns - Math.round(turns)), sharpness: Math.hypot(x, y) / count, answer };
}
