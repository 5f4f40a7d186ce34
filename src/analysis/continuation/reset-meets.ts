/** Where the reset of a neuron of one state meets its unstable fixed point: from there on it does not leave it. */
import type { System } from "../../contract/index.ts";
import type { CyclePoint } from "./cycle-curve.ts";

/** A value of the parameter and the fixed point there {1}. */
export interface Landing {
  readonly value: number;
  readonly y: Float64Array;
}

const mostIterations = 40;

/** Share of the range within which the fixed point must lie beyond the end of the branch. */
const near = 1e-3;

/**
 * The parameter at which the rate just after the reset is zero, and the state there; undefined where that is not what ends the branch.
 * The period grows as the logarithm of the distance to it, so that the branch itself comes no nearer than it was followed.
 *
 * @param points  of a branch of cycles, the end last
 */
export function resetMeetsPoint(
  { jump, states, rhs, jacobian }: System,
  p: Float64Array,
  parameter: number,
  points: readonly CyclePoint[],
  range: number,
): Landing | undefined {
  const [before, last] = points.slice(-2);
  if (!jump?.resets || states.length !== 1 || !before || !last || last.orbit.kind !== "spiking" || last.value === before.value)
    return undefined;
  const [from, to] = [before.orbit.nodes[0]![0]!, last.orbit.nodes[0]![0]!];
  // Resets are to a value, which may itself be the parameter.
  const landing = (value: number) => Float64Array.of(to + ((to - from) * (value - last.value)) / (last.value - before.value));
  const out = new Float64Array(1);
  const rate = (value: number) => {
    p[parameter] = value;
    rhs(landing(value), p, out);
    return out[0]!;
  };
  let [a, b] = [before.value, last.value];
  let [fa, fb] = [rate(a), rate(b)];
  for (let iteration = 0; iteration < mostIterations && fb !== 0 && fa !== fb; iteration++) {
    const next = b - (fb * (b - a)) / (fb - fa);
    if (next === b || !Number.isFinite(next)) break;
    [a, fa] = [b, fb];
    [b, fb] = [next, rate(next)];
    if (Math.abs(b - a) <= 2 * Number.EPSILON * Math.abs(b)) break;
  }
  const y = landing(b);
  if (!(Math.abs(b - last.value) <= near * range)) return undefined;
  p[parameter] = b;
  jacobian(y, p, out);
  return out[0]! > 0 ? { value: b, y } : undefined;
}
