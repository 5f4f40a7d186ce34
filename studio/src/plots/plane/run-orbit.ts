/** The run of the document as a curve in the phase plane. */
import type { PhasePortrait, Signal, Spikes } from "../../../../src/contract/index.ts";
import { firstAtLeast } from "../traces/extremes.ts";

/** Samples in order of time. A coordinate that is none separates what a reset separates. */
export interface RunOrbit {
  readonly times: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** What was recorded of a run, or of the last stretch of a running simulation. */
export interface Recorded {
  readonly signals: readonly Signal[];
  readonly populations: Readonly<Record<string, { readonly spikes?: Spikes; readonly peak?: object }>>;
}

/** The orbit of the first neuron of the portrait's population, where the states of both axes were recorded at the same times. */
export function runOrbit({ axes, population }: PhasePortrait, { signals, populations }: Recorded): RunOrbit | undefined {
  const [x, y] = axes.map(({ state }) =>
    signals.find(({ channel }) => channel.population === population && channel.label === state && (channel.neuron ?? 0) === 0),
  );
  if (!x || (axes.length === 2 && y?.times.length !== x.times.length)) return undefined;
  const orbit = { times: x.times, x: x.values, y: y ? y.values : new Float64Array(x.values.length) };
  const { spikes, peak } = populations[population] ?? {};
  return spikes && peak
    ? interrupted(
        orbit,
        spikes.times.filter((_, k) => spikes.neurons[k] === 0),
      )
    : orbit;
}

/** The stretch of an orbit from one time to another. */
export function stretchOf({ times, x, y }: RunOrbit, [from, to]: readonly [number, number]): RunOrbit {
  const [first, end] = [firstAtLeast(times, from), firstAtLeast(times, to) + 1];
  return { times: times.subarray(first, end), x: x.subarray(first, end), y: y.subarray(first, end) };
}

/** With an interruption at each spike, between the samples around it. */
function interrupted({ times, x, y }: RunOrbit, spikes: Float64Array): RunOrbit {
  const count = times.length + spikes.length;
  const cut = { times: new Float64Array(count), x: new Float64Array(count), y: new Float64Array(count) };
  let next = 0;
  for (let k = 0; k < times.length; k++) {
    while (next < spikes.length && spikes[next]! <= times[k]!) {
      const at = k + next;
      cut.times[at] = spikes[next++]!;
      cut.x[at] = Number.NaN;
      cut.y[at] = Number.NaN;
    }
    cut.times[k + next] = times[k]!;
    cut.x[k + next] = x[k]!;
    cut.y[k + next] = y[k]!;
  }
  const end = times.length + next;
  return { times: cut.times.subarray(0, end), x: cut.x.subarray(0, end), y: cut.y.subarray(0, end) };
}
