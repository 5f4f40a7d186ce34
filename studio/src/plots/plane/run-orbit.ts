/** A run as a curve in the phase plane, through its spikes, as the figure draws it. */
import type { Orbit, PhasePortrait, Result } from "../../../../src/contract/index.ts";
import { firstAtLeast } from "../../../../src/figures/index.ts";
import { withRun } from "../../../../src/session/index.ts";

/** Samples in order of time. A coordinate that is none separates what a reset separates. */
export interface RunOrbit {
  readonly times: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** What was recorded of a run, or of the last stretch of a running simulation. */
export type Recorded = Pick<Result, "signals" | "populations">;

/** The portrait with the run before the trajectories that were started, and the run as a curve, where it was recorded. */
export function withRunOrbit(
  portrait: PhasePortrait,
  recorded: Recorded | undefined,
): { readonly portrait: PhasePortrait; readonly run: RunOrbit | undefined } {
  const [orbit] = recorded ? withRun({ ...portrait, orbits: [] }, recorded).orbits : [];
  if (!orbit) return { portrait, run: undefined };
  return { portrait: { ...portrait, orbits: [orbit, ...portrait.orbits] }, run: curveOf(portrait, orbit) };
}

/** The orbit of the first neuron of the portrait's population; undefined where the states of the axes were not recorded together. */
export function runOrbit(portrait: PhasePortrait, recorded: Recorded): RunOrbit | undefined {
  return withRunOrbit(portrait, recorded).run;
}

function curveOf(portrait: PhasePortrait, orbit: Orbit): RunOrbit {
  const [x, y] = portrait.axes.map(({ state }) => orbit.states[portrait.states.findIndex(({ name }) => name === state)]!);
  // The gap at a spike is one in time too; a search needs times that ascend.
  const times = orbit.times.slice();
  for (let k = 1; k < times.length; k++) if (Number.isNaN(times[k]!)) times[k] = times[k - 1]!;
  return { times, x: x!, y: y ?? new Float64Array(x!.length) };
}

/** The stretch of an orbit from one time to another. */
export function stretchOf({ times, x, y }: RunOrbit, [from, to]: readonly [number, number]): RunOrbit {
  const [first, end] = [firstAtLeast(times, from), firstAtLeast(times, to) + 1];
  return { times: times.subarray(first, end), x: x.subarray(first, end), y: y.subarray(first, end) };
}
