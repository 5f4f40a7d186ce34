/** The fold of cycles at which tonic firing ends. */

import { followCycles } from "../continuation/cycle-branch.ts";
import { CycleCurve } from "../continuation/cycle-curve.ts";
import type { ClosedOrbit } from "../cycles/closed-orbit.ts";
import { cut } from "../cycles/solve.ts";
import type { FiringNeuron } from "./neuron.ts";
import type { Steady } from "./steady.ts";

const tolerance = { derivatives: 1e-10, gaps: 1e-12 } as const;

/** The input at which two cycles meet and vanish, and their period [ms]. */
export interface CycleFold {
  readonly input: number;
  readonly period: number;
}

/**
 * Follows the cycle of tonic firing at `input`, with sign -1 towards lower inputs, to where it folds back; undefined if it does not fold
 * within `way`, or cannot be followed.
 */
export function foldBeside(
  neuron: FiringNeuron,
  input: number,
  { kind, state, rate }: Steady,
  way: number,
  sign: 1 | -1,
): CycleFold | undefined {
  if (kind !== "tonic") return undefined;
  const { system, index, sizes } = neuron;
  const p = Float64Array.from(neuron.at(input));
  const node = Float64Array.from(state.subarray(0, sizes.length));
  const orbit: ClosedOrbit | undefined = system.jump!.resets
    ? { kind: "spiking", nodes: [node], shares: [], period: 1 / rate }
    : cut(system, p, node, 1 / rate, tolerance.gaps, sizes);
  if (!orbit) return undefined;
  const curve = new CycleCurve(system, p, index, sizes, way);
  const row = curve.rowOf(orbit, { node: new Float64Array(sizes.length), period: 0, parameter: sign });
  const found = curve.correct(orbit, input, row, tolerance);
  const point = found && curve.pointAt(found, row, tolerance);
  if (!point) return undefined;
  const { events } = followCycles(curve, point, input - way, input + way, { vanishes: () => false, isKnown: () => false });
  const fold = events.find(({ type }) => type === "fold of cycles")?.point;
  return fold && { input: fold.value, period: fold.orbit.period };
}
