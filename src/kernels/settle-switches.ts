/** Switching conditions after a jump. */
import { evaluateLevels, levelSlope, levelValue } from "./level-reader.ts";
import type { Body } from "./method.ts";
import { isAtZero } from "./spike-rule.ts";

/** Sets every switch to what holds just after t; returns whether one changed. A level at zero counts by where it is going. */
export function setSwitches(body: Body): boolean {
  const { machine, p, resolution } = body;
  const { levels, numbers, program } = machine;
  if (program.switches.length === 0) return false;
  evaluateLevels(body, body.t, body.y);
  let hasChanged = false;
  let truth = 0;
  for (let j = 0; j < levels.length; j++) {
    const { effect } = levels[j]!;
    if (effect.kind === "spike" || (effect.kind === "count" && effect.by < 0)) continue;
    const value = levelValue(body, j);
    const flow = levelSlope(body, j, body.slope);
    const present = numbers[p + effect.slot]!;
    // The level of a count is x - (present + 1).
    const wanted =
      effect.kind === "truth"
        ? truthOf(value, flow, resolution, machine.truths[truth++]!.atZero)
        : present + 1 + wholeBelow(value, flow, resolution);
    if (wanted === present || Number.isNaN(wanted)) continue;
    numbers[p + effect.slot] = wanted;
    hasChanged = true;
  }
  return hasChanged;
}

function truthOf(value: number, flow: number, resolution: number, atZero: boolean): number {
  if (!isAtZero(value, flow, resolution)) return value > 0 ? 1 : 0;
  return flow > 0 || (flow === 0 && atZero) ? 1 : 0;
}

/** Integer part just after now. */
function wholeBelow(x: number, flow: number, resolution: number): number {
  const nearest = Math.round(x);
  if (!isAtZero(x - nearest, flow, resolution)) return Math.floor(x);
  return flow < 0 ? nearest - 1 : nearest;
}
