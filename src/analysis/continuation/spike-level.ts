/** Where cycles of a neuron without reset begin or cease to reach the level at which spikes are noted. */
import { rangeOf } from "../cycles/closed-orbit.ts";
import type { CycleCurve, CyclePoint } from "./cycle-curve.ts";

/** Halvings: the parameter is then known to a millionth of the step between two points. */
const halvings = 20;

const tolerance = { derivatives: 1e-7, gaps: 1e-9 } as const;

/** The parameter between two neighbouring points of a branch, of which one has spikes and the other none. */
export function spikesEnd(curve: CycleCurve, firing: CyclePoint, silent: CyclePoint): number {
  const row = new Float64Array(firing.tangent.length);
  row[row.length - 1] = 1;
  let [inside, outside] = [firing.value, silent.value];
  let orbit = firing.orbit;
  for (let k = 0; k < halvings; k++) {
    const middle = 0.5 * (inside + outside);
    const found = curve.correct(orbit, middle, row, tolerance);
    if (!found) return middle;
    curve.p[curve.parameter] = middle;
    if (rangeOf(curve.system, curve.p, found.orbit).spikes > 0) [inside, orbit] = [middle, found.orbit];
    else outside = middle;
  }
  return 0.5 * (inside + outside);
}
