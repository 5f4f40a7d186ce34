/** Where firing begins and ends over the input: rheobases, kind of onset, depolarisation block. */
import { foldBeside } from "./cycle-fold.ts";
import type { FiringNeuron } from "./neuron.ts";
import { followRest, type RestEvent } from "./rest-branch.ts";
import type { Steady } from "./steady.ts";

/** A resting state and the input at which it is one. */
export interface Rest {
  readonly input: number;
  readonly state: Float64Array;
}

/** Doublings of an input that is lowered until the neuron comes to rest. */
const mostLowerings = 14;

/** The resting state without the input, or, of a neuron that fires by itself, with as little of it below 0 as keeps it quiet. */
export function findRest(neuron: FiringNeuron): Rest | undefined {
  const start = neuron.system.states.map(({ value }) => value);
  const unit = neuron.unit;
  for (let k = 0; k <= mostLowerings; k++) {
    const input = k === 0 ? 0 : -unit * power(2, k - 1);
    const steady = neuron.settle(input, start, { isRough: true });
    // What moves on below the threshold, perhaps for ever downwards, is no rest.
    if (steady.kind === "silent" && !steady.isRestless) return { input, state: Float64Array.from(steady.state.subarray(0, start.length)) };
  }
  return undefined;
}

function power(base: number, exponent: number): number {
  return Array.from({ length: exponent }, () => base).reduce((product, factor) => product * factor, 1);
}

/** The end of the resting state when the input rises slowly, and where it is stable again: depolarisation block. */
export interface RestRange {
  readonly ramp: RestEvent | null;
  readonly block: RestEvent | null;
}

/** The block is looked for up to this many times the way from the rest to its end. */
const farBlock = 25;
/** The end of the rest is looked for up to so many units of the input. */
const farRamp = 1e5;

/** Follows the resting state upwards. */
export function restRange(neuron: FiringNeuron, rest: Rest): RestRange {
  const { system, p, index, sizes, unit } = neuron;
  const lost = ({ isStableAfter }: RestEvent) => !isStableAfter;
  const regained = ({ isStableAfter, isRising }: RestEvent) => isStableAfter && isRising;
  const events = followRest(system, p, index, sizes, rest.state, { from: rest.input, unit }, (seen) => {
    const end = seen.find(lost);
    if (!end) return rest.input + farRamp * unit;
    const isOver = end.kind === "threshold" || seen.some((one) => regained(one) && one.input > end.input);
    return isOver ? Number.NEGATIVE_INFINITY : rest.input + farBlock * Math.max(end.input - rest.input, unit);
  });
  const ramp = events.find(lost) ?? null;
  return { ramp, block: events.find((one) => ramp !== null && regained(one) && one.input > ramp.input) ?? null };
}

/** Parts of the way from the rest to a rheobase: how near to it the onset of firing is looked at, and how far. */
const beside = 1e-7;
/** Halvings of a bracket of a rheobase; 40 leave 1e-12 of it. */
const halvings = { exact: 40, quick: 10 } as const;
export type Effort = keyof typeof halvings;

/** Inputs between which what is asked changes: the greatest found without it, and the least with it. */
function bracket(
  low: number,
  high: number,
  effort: Effort,
  holds: (input: number) => boolean,
  isEnough: (width: number) => boolean = () => false,
): number {
  let [without, withIt] = [low, high];
  for (let k = 0; k < halvings[effort] && !isEnough(withIt - without); k++) {
    const middle = 0.5 * (without + withIt);
    if (holds(middle)) withIt = middle;
    else without = middle;
  }
  return withIt;
}

/**
 * Below a fold of cycles a neuron fires for a while, the longer the nearer it is. Where it has fired so often, the rheobase is narrowed down
 * to `part` of the way from the rest; the fold itself is looked for this much farther up, and is it if it lies as near as that.
 */
const ghost = { spikes: 8, part: 1e-4, above: 2e-3 } as const;

/** Where firing begins: the input, and the rate of the jump where it is a fold of cycles [1/ms]. */
export interface Onset {
  readonly input: number;
  readonly rate?: number;
}

/** The smallest step from rest that makes the neuron fire for ever; null if none up to `most` does. */
export function stepRheobase(neuron: FiringNeuron, rest: Rest, ramp: RestEvent | null, most: number, effort: Effort): Onset | null {
  let lingering = 0;
  const holds = (input: number) => {
    const { kind, spikes } = neuron.settle(input, rest.state, { isRough: true });
    if (kind === "silent") lingering = spikes;
    return kind !== "silent";
  };
  const scale = Math.max(neuron.unit, (ramp?.input ?? rest.input) - rest.input);
  const isEnough = (width: number) => lingering >= ghost.spikes && width <= ghost.part * scale;
  const sharpened = (found: number): Onset => {
    if (lingering < ghost.spikes || effort === "quick") return { input: found };
    const above = found + ghost.above * scale;
    const fold = foldBeside(neuron, above, neuron.settle(above, rest.state), 2 * ghost.above * scale, -1);
    return fold && Math.abs(fold.input - found) < ghost.above * scale ? { input: fold.input, rate: 1 / fold.period } : { input: found };
  };
  if (ramp) {
    const below = ramp.input - beside * scale;
    if (holds(below)) return sharpened(bracket(rest.input, below, effort, holds, isEnough));
    // Beyond a saddle-node there is no rest, however long its ghost is lingered at; so it is enough that it fires farther on.
    if (ramp.kind !== "Andronov-Hopf" && holds(ramp.input + 1e-3 * scale)) return { input: ramp.input };
  }
  const from = ramp?.input ?? rest.input;
  for (let high = from + 1e-3 * scale, low = from; ; low = high, high = from + 1.5 * (high - from)) {
    if (holds(Math.min(high, most))) return sharpened(bracket(low, Math.min(high, most), effort, holds, isEnough));
    if (high >= most) return null;
  }
}

/** The smallest step from rest with at least one spike; `step` is one with many. */
export function singleRheobase(neuron: FiringNeuron, rest: Rest, step: number): number {
  const holds = (input: number) => neuron.spikesOnce(input, rest.state);
  const scale = Math.max(neuron.unit, step - rest.input);
  if (!holds(step - beside * scale)) return step;
  return bracket(rest.input, step - beside * scale, "exact", holds);
}

/** An input with firing and one without. */
interface Edge {
  readonly input: number;
  readonly steady: Steady;
}

/**
 * The input at which sustained firing ends, between one with it and a greater one without: the fold of its cycle, or, where the cycle no
 * longer meets the spike condition or ends in another way, by halving.
 */
export function endOfFiring(neuron: FiringNeuron, start: Float64Array, firing: Edge, silent: Edge): number {
  const way = silent.input - firing.input;
  const fold = foldBeside(neuron, firing.input, firing.steady, 2 * way, 1);
  if (fold && fold.input > firing.input && fold.input < silent.input) return fold.input;
  const isSilent = (input: number) => neuron.settle(input, start, { isRough: true }).kind === "silent";
  return bracket(firing.input, silent.input, "exact", isSilent, (width) => width < 1e-9 * Math.abs(silent.input));
}

/** Input beyond the onset at which rates are compared, in parts of the way from the rest; and that at which a jump is measured. */
const near = { closer: 1e-4, farther: 1e-2, jump: 1e-7 } as const;
/** At a jump the rate hardly changes over two decades; from zero it doubles as a logarithm, or rises tenfold as a root. */
const jumps = 0.75;

/** Type I if firing begins at arbitrarily low rates; II, with the rate [1/ms], if it begins with a jump. */
export type Excitability = { readonly type: "I" } | { readonly type: "II"; readonly rate: number };

/** How firing begins; null where none is seen beyond the onset. */
export function excitabilityAt(neuron: FiringNeuron, rest: Rest, onset: Onset, effort: Effort): Excitability | null {
  const scale = Math.max(neuron.unit, onset.input - rest.input);
  const rate = (offset: number) => neuron.settle(onset.input + offset * scale, rest.state).rate;
  const [closer, farther] = [rate(near.closer), rate(near.farther)];
  if (!(farther > 0)) return null;
  if (closer < jumps * farther) return { type: "I" };
  return { type: "II", rate: onset.rate ?? (effort === "quick" ? closer : rate(near.jump) || closer) };
}
