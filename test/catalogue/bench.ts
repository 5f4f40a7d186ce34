/** Runs the documents of the catalogue, as `show NAME --yaml` prints them. */
import { exp, log } from "../../src/base/index.ts";
import type { Result, Signal } from "../../src/contract/index.ts";
import { builtNames, type Changes, obstacles, openModel, portableHost, run } from "../../src/session/index.ts";

const environment = { host: portableHost, names: builtNames(["traces", "raster"]) };

/** The result of a model or set, `adex.tonic`. */
export async function play(name: string, changes: Changes = {}): Promise<Result> {
  const opened = await openModel(environment, name, changes);
  const [error] = obstacles(opened);
  if (error) throw error;
  return (await run(portableHost, opened, {}))[0]!.result;
}

/** Its spike times. */
export async function spikes(name: string, changes: Changes = {}): Promise<readonly number[]> {
  return spikesIn(await play(name, changes));
}

export function spikesIn(result: Result): readonly number[] {
  return Array.from(result.populations.cell?.spikes?.times ?? []);
}

/** Its intervals. */
export async function intervals(name: string, changes: Changes = {}): Promise<readonly number[]> {
  return intervalsOf(await spikes(name, changes));
}

export const intervalsOf = (times: readonly number[]): readonly number[] => times.slice(1).map((t, k) => t - times[k]!);
export const within = (times: readonly number[], from: number, to: number): readonly number[] => times.filter((t) => t >= from && t < to);
export const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
export const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((one) => (one - mean(values)) * (one - mean(values)))));

export function signal(result: Result, label: string): Signal {
  const found = result.signals.find(({ channel }) => channel.label === label);
  if (!found) throw new Error(`no ${label}`);
  return found;
}

/** Slope of log(interval) over log(distance of the input from the onset), from two inputs: -1/2 at a saddle-node on a circle. */
export async function onsetExponent(
  name: string,
  onset: number,
  unit: string,
  near: number,
  far: number,
  duration: string,
): Promise<number> {
  const period = async (distance: number) => (await intervals(name, { set: [`I=${onset + distance}${unit}`], duration })).at(-1)!;
  return (log(await period(far)) - log(await period(near))) / (log(far) - log(near));
}

export { exp };
