/** Activities that act at the moment at which they are fired: their step is an equation, which may have several solutions. */
import { binary, call, name, number, type Tree } from "../../language/index.ts";
import { leftState } from "../population/scheme.ts";
import type { AgeReading } from "./reading.ts";
import { finite, type Refractoriness } from "./scheme.ts";
import { isWithin, type Way } from "./ways.ts";

/** A way from a population of cohorts to its own hazard, without a state or a delay between. */
export interface Loop {
  /** Number of the population. */
  readonly run: number;
  readonly way: Way;
}

/** Values of the activity at which its equation is looked at, and halvings of the stretch in which a solution is. */
const [looks, halvings] = [32, 30] as const;
/** Solutions nearer than so many looks are one: cohorts fire one after the other, and each of them is a step in the equation. */
const together = 2;

interface Member {
  readonly model: { readonly reading: AgeReading };
  readonly cell: { readonly population: { readonly name: string }; readonly from: number; readonly to: number };
}

/** Whether a way makes the hazard of these neurons see an activity at once. */
export function actsAtOnce(way: Way, { hazardReads }: AgeReading): boolean {
  return way.kind === "activity" && way.delay === 0 && hazardReads.has(way.slot);
}

/** The loops of a network; `others` are ways that act at once on another population than their own, or on several. */
export function loopsOf(
  populations: readonly Member[],
  ways: readonly Way[],
): { readonly loops: readonly Loop[]; readonly others: readonly Way[] } {
  const inRange = ({ cell }: Member, range: Way["projection"]["to"]) => isWithin(cell.population.name, cell.from, cell.to, range);
  const loops: Loop[] = [];
  const others: Way[] = [];
  for (const way of ways) {
    const targets = [...populations.keys()].filter(
      (i) => inRange(populations[i]!, way.projection.to) && actsAtOnce(way, populations[i]!.model.reading),
    );
    if (targets.length === 0) continue;
    const sources = [...populations.keys()].filter((i) => inRange(populations[i]!, way.projection.from));
    const [run] = targets;
    if (targets.length === 1 && sources.length === 1 && sources[0] === run && !loops.some((loop) => loop.run === run))
      loops.push({ run: run!, way });
    else others.push(way);
  }
  return { loops, others };
}

/**
 * The solutions x in [0, 1] of x = part(x), lowest first: the part of the neurons that fires in a step, if that part acts at once. `part` is
 * between 0 and 1; solutions that are too near to one another to be told are one.
 */
export function solutionsOf(part: (x: number) => number): readonly number[] {
  // Nothing fires more than what fires at the most of a few activities.
  let most = 0;
  for (let x = 1; x > 1e-7; x /= 2) most = Math.max(most, part(x));
  if (most === 0) return [0];
  const width = (1.001 * Math.max(most, part(0))) / looks;
  const found: number[] = [];
  let before = part(0);
  if (before === 0) found.push(0);
  for (let k = 1; k <= looks; k++) {
    const excess = part(k * width) - k * width;
    if (before > 0 !== excess > 0) found.push(halved(part, (k - 1) * width, k * width, before > 0));
    before = excess;
  }
  return found.filter((x, k) => k === 0 || x - found[k - 1]! > together * width);
}

function halved(part: (x: number) => number, low: number, high: number, isAbove: boolean): number {
  let [from, to] = [low, high];
  for (let k = 0; k < halvings; k++) {
    const middle = (from + to) / 2;
    if (part(middle) - middle > 0 === isAbove) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/** Probability that a neuron fires in a step, by the hazard as everything is now: an expression to observe. */
export function firingTree({ hazard }: AgeReading, waits: Refractoriness, step: number): Tree {
  const fires = binary("-", number(1), call("exp", binary("*", number(-step), finite(hazard, step))));
  return waits === "within" ? call("where", binary(">", name(leftState), number(0.5)), number(0), fires) : fires;
}
