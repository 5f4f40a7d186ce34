/** Pairs of modes followed along the input of a neuron, with all coefficients of the low-dimensional equations. */
import { log } from "../../base/index.ts";
import { type RenewalLaw, renewalLaw } from "../renewal/law.ts";
import type { AgedSlopes } from "../renewal/stretches.ts";
import { type NeuronFamily, numericalSlopes } from "../response/numerical-slopes.ts";
import { type Couplings, couplingsBetween } from "./couplings.ts";
import { eigenmodes, leadingModes } from "./eigenvalues.ts";
import { type ModePair, modesOfPair, type PairCouplings, pairCouplings, pairNear, pairSize, pairsOf, separation } from "./pairs.ts";

/** A neuron for each value of an input, with its derivatives there. */
export interface InputNeuron {
  readonly at: NeuronFamily;
  /** @param law  of the neuron at that input */
  slopes(input: number, law: RenewalLaw): AgedSlopes;
  /** Which of the inputs of the derivatives it is. */
  readonly column: number;
}

/** Where nobody has written the derivatives down. */
export function numericalInput(family: NeuronFamily): InputNeuron {
  return { at: family, slopes: (input) => numericalSlopes(family, input), column: 0 };
}

/** Why there are no coefficients at an input: neurons fall silent, cannot be followed, have fewer modes that are known, or pairs of them meet. */
export interface NoCoefficients {
  readonly kind: "silent" | "unresolved" | "few" | "meeting";
  readonly input: number;
  /** Pairs of modes that there are. */
  readonly found: number;
}

/** Where the numbers of M pairs of modes stand in a row of coefficients; see `pairs.ts` for A and B. */
export interface ModeRow {
  readonly length: number;
  /** F_0, 1/sigma of the intervals, 1/E|T1 - T2|, and the hazard just after a spike. */
  readonly rate: 0;
  readonly lambdaInterval: 1;
  readonly lambdaSurvival: 2;
  readonly freshHazard: 3;
  /** How the rate answers a change of the input at once. */
  readonly prompt: 4;
  /** Mean and square of each pair. {M, 2} */
  readonly pairs: number;
  /** The activity is F_0 - sum of weights times (A, B). {M, 2} */
  readonly weights: number;
  /** {M, 2} and {M, 2, M, 2}: (drive + among (A, B)) dh/dt. */
  readonly drive: number;
  readonly among: number;
}

/** The row of so many pairs. */
export function modeRow(modes: number): ModeRow {
  const [pairs, weights, drive, among] = [0, 1, 2, 3].map((k) => 5 + 2 * modes * k) as [number, number, number, number];
  return {
    length: among + 4 * modes * modes,
    rate: 0,
    lambdaInterval: 1,
    lambdaSurvival: 2,
    freshHazard: 3,
    prompt: 4,
    pairs,
    weights,
    drive,
    among,
  };
}

/** All that is known at one input. */
export interface Anchor {
  readonly input: number;
  readonly pairs: readonly ModePair[];
  /** Derivatives of the pairs by the input. */
  readonly changes: readonly ModePair[];
  readonly row: Float64Array;
}

/** Halvings of a move along the pairs, and steps of half a scale up to where their order is known. */
const [mostMoves, mostSteps] = [6, 16];
/** Below this separation the couplings of a pair are interpolated between inputs at which it is larger by `apart` or more. */
const [close, apart] = [0.05, 0.15];

export class Branches {
  readonly row: ModeRow;
  readonly count: number;
  readonly #neuron: InputNeuron;
  readonly #responds: boolean;

  /** @param responds  whether the prompt response is asked for; without it and without pairs the rate alone is computed */
  constructor(neuron: InputNeuron, count: number, responds: boolean) {
    this.#neuron = neuron;
    this.#responds = responds;
    this.count = count;
    this.row = modeRow(count);
  }

  #law(input: number): RenewalLaw | NoCoefficients {
    const law = renewalLaw(this.#neuron.at(input));
    return law.kind === "law" ? law : { kind: law.kind, input, found: 0 };
  }

  /**
   * The first pairs, with the input over which the rate changes by a factor e. They are told by their order along the curve |P_L| = 1, at `start` or,
   * where the curve ends there on the real axis, at the next input at which it does not; else the slowest at `start` are taken.
   */
  first(start: number): { readonly anchor: Anchor; readonly scale: number } | NoCoefficients {
    const law = this.#law(start);
    if (law.kind !== "law") return law;
    const rise = this.#riseAt(start, law.rate);
    const scale = Math.abs(rise);
    for (let k = 0; k < mostSteps; k++) {
      const input = start + 0.5 * k * rise;
      const there = k === 0 ? law : this.#law(input);
      if (there.kind !== "law") break;
      const modes = leadingModes(there, this.count);
      if (modes.length === this.count) return { anchor: this.#anchor(input, there, pairsOf(modes)), scale };
    }
    for (let asked = this.count; ; asked++) {
      const { modes } = eigenmodes(law, asked);
      const pairs = pairsOf(modes);
      if (pairs.length >= this.count) return { anchor: this.#anchor(start, law, pairs.slice(0, this.count)), scale };
      if (modes.length < asked || asked > 2 * this.count) return { kind: "few", input: start, found: pairs.length };
    }
  }

  /** The change of the input over which the rate rises by a factor e, to some per cent: it is looked for from steps of 1 on. */
  #riseAt(input: number, rate: number): number {
    for (let step = 1, attempt = 0; attempt < 12; attempt++) {
      const moved = this.#law(input + step);
      const change = moved.kind === "law" ? log(moved.rate / rate) : Number.POSITIVE_INFINITY;
      if (Math.abs(change) > 1e-3 && Math.abs(change) < 0.2) return step / change;
      step *= Math.abs(change) >= 0.2 ? 0.1 : 10;
    }
    // A rate that does not depend on the input.
    return Math.max(1, Math.abs(input));
  }

  #anchor(input: number, law: RenewalLaw, pairs: readonly ModePair[]): Anchor {
    if (pairs.length === 0 && !this.#responds) return { input, pairs, changes: [], row: this.#rowOf(law, [], { prompt: 0 }, noCouplings) };
    const { at, slopes, column } = this.#neuron;
    const modes = pairs.flatMap((pair) => modesOfPair(law, pair));
    const couplings = couplingsBetween(law, modes, at(input).initial.length, slopes(input, law), column);
    const found = pairCouplings(pairs, modes, couplings);
    return { input, pairs, changes: found.changes, row: this.#rowOf(law, pairs, couplings, found) };
  }

  #rowOf(law: RenewalLaw, pairs: readonly ModePair[], { prompt }: Pick<Couplings, "prompt">, couplings: PairCouplings): Float64Array {
    const row = new Float64Array(this.row.length);
    row.set([law.rate, law.lambdaInterval, law.lambdaSurvival, law.hazard(0), prompt]);
    row.set(
      pairs.flatMap(({ mean, square }) => [mean, square]),
      this.row.pairs,
    );
    row.set(couplings.weights, this.row.weights);
    row.set(couplings.drive, this.row.drive);
    row.set(couplings.among, this.row.among);
    return row;
  }

  /** Follows the pairs from an anchor to an input. */
  move(from: Anchor, input: number): Anchor | NoCoefficients {
    return this.#move(from, input, 0);
  }

  #move(from: Anchor, input: number, halvings: number): Anchor | NoCoefficients {
    const law = this.#law(input);
    if (law.kind !== "law") return law;
    const by = input - from.input;
    const near = from.pairs.map((pair, n) => followed(law, pair, from.changes[n]!, by));
    const pairs = near.filter((pair) => pair !== undefined);
    if (pairs.length === this.count) {
      const meeting = pairs.findIndex((pair) => separation(pair) < close);
      return meeting < 0 ? this.#anchor(input, law, pairs) : this.#aroundMeeting(from, input, pairs, meeting);
    }
    if (halvings === mostMoves) {
      const beyond = near.findIndex((pair, n) => pair === undefined && from.pairs[n]!.mean < 0.9 * law.abscissa);
      return beyond < 0 ? { kind: "meeting", input, found: this.count } : { kind: "few", input, found: beyond };
    }
    const middle = this.#move(from, 0.5 * (from.input + input), halvings + 1);
    return "kind" in middle ? middle : this.#move(middle, input, halvings + 1);
  }

  /** Where a pair is one double root, or nearly so: everything from six inputs around, by the polynomial of degree 5. */
  #aroundMeeting(from: Anchor, input: number, pairs: readonly ModePair[], meeting: number): Anchor | NoCoefficients {
    const { mean } = pairs[meeting]!;
    const step = Math.abs((apart * apart * mean * mean) / from.changes[meeting]!.square);
    const row = new Float64Array(this.row.length);
    const slopes = new Float64Array(this.row.length);
    for (const [offset, value, slope] of sixPoints) {
      const law = this.#law(input + offset * step);
      if (law.kind !== "law") return law;
      const near = pairs.map((pair, n) => followed(law, pair, from.changes[n]!, offset * step));
      if (!near.every((pair) => pair !== undefined)) return { kind: "meeting", input, found: this.count };
      const around = this.#anchor(input + offset * step, law, near).row;
      for (let k = 0; k < row.length; k++) {
        row[k]! += value * around[k]!;
        slopes[k]! += (slope / step) * around[k]!;
      }
    }
    const at = this.row.pairs;
    const changes = pairs.map((_, n): ModePair => ({ mean: slopes[at + 2 * n]!, square: slopes[at + 2 * n + 1]! }));
    return { input, pairs, changes, row };
  }
}

const nothing = new Float64Array(0);
const noCouplings: PairCouplings = { changes: [], weights: nothing, drive: nothing, among: nothing };

/** Places, with the weights of the value and of the derivative at 0 of the polynomial through them. */
const sixPoints = [-3, -2, -1, 1, 2, 3].map((k): readonly [number, number, number] => {
  const value = [0.75, -0.3, 0.05][Math.abs(k) - 1]!;
  const slope = [3 / 4, -3 / 20, 1 / 60][Math.abs(k) - 1]!;
  return [k, value, Math.sign(k) * slope];
});

/** The pair at a neighbouring input, where it is next to where its derivatives lead; undefined where it is not. */
function followed(law: RenewalLaw, { mean, square }: ModePair, change: ModePair, by: number): ModePair | undefined {
  const moved = { mean: by * change.mean, square: by * change.square };
  const guess = { mean: mean + moved.mean, square: square + moved.square };
  const found = pairNear(law, guess);
  const size = pairSize(guess);
  const distance = (a: ModePair) => size * Math.abs(a.mean) + Math.abs(a.square);
  const missed = found && distance({ mean: found.mean - guess.mean, square: found.square - guess.square });
  return missed !== undefined && missed <= 0.3 * distance(moved) + 1e-6 * size * size ? found : undefined;
}
