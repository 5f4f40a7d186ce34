/** Results of populations of Poisson neurons with a common modulation: what figures over spikes are tried on. */
import { sin, stream } from "../../src/base/index.ts";
import type { PopulationResult, Result, Spikes } from "../../src/contract/index.ts";
import { result } from "./fixtures.ts";

/** Name, neurons, rate [Hz]. */
export type Sketch = readonly [string, number, number];

/** Sizes of the eight populations of Potjans and Diesmann 2014, table 5, and about their rates. */
export const microcircuit: readonly Sketch[] = [
  ["L23E", 20683, 0.9],
  ["L23I", 5834, 2.9],
  ["L4E", 21915, 4.4],
  ["L4I", 5479, 5.7],
  ["L5E", 4850, 7.1],
  ["L5I", 1065, 8.3],
  ["L6E", 14395, 1.1],
  ["L6I", 2948, 7.7],
];

/** One Poisson process of the whole population, thinned by 1 + depth sin(2 pi f t); each spike belongs to a random neuron. */
function poisson([, size, rate]: Sketch, duration: number, depth: number, entity: number): Spikes {
  const rng = stream(5, "figures", entity);
  const mean = 1000 / (size * rate * (1 + depth));
  const [times, neurons]: [number[], number[]] = [[], []];
  for (let time = mean * rng.exponential(); time < duration; time += mean * rng.exponential()) {
    if (rng.uniform() * (1 + depth) > 1 + depth * sin(2 * Math.PI * 0.02 * time)) continue;
    times.push(time);
    neurons.push(Math.floor(rng.uniform() * size));
  }
  return { times: Float64Array.from(times), neurons: Uint32Array.from(neurons) };
}

/** Independent Poisson neurons whose rates go up and down together with 20 Hz by the part `depth`. */
export function network(sketches: readonly Sketch[], duration: number, depth = 0, more: object = {}): Result {
  const populations = sketches.map(([name, size, rate], k): [string, PopulationResult] => [
    name,
    { size, spikes: poisson([name, size, rate], duration, depth, k) },
  ]);
  return result("Poisson neurons with a common rhythm", duration, [], Object.fromEntries(populations), { scale: "network", ...more });
}

/** Given trains, one for each neuron of one population `n`. */
export function trainsResult(trains: readonly (readonly number[])[], duration: number, more: object = {}): Result {
  const events = trains.flatMap((train, neuron) => train.map((time) => [time, neuron] as const)).sort((a, b) => a[0] - b[0]);
  const spikes = { times: Float64Array.from(events, ([time]) => time), neurons: Uint32Array.from(events, ([, neuron]) => neuron) };
  return result("Given trains", duration, [], { n: { size: trains.length, spikes } }, more);
}
