/**
 * The cohorts of a population, oldest first. The first is the pool of all neurons that have not fired for so long that their last spike no
 * longer tells them apart. On a uniform grid every step has a cohort of its own, unless nobody fired in it; on a coarse one neighbours
 * become one as they grow old, so that a cohort is never wider than a part of its age.
 */

import { exp, log } from "../../base/index.ts";

/** Where the numbers of cohorts stand. */
export interface CohortArrays {
  /** Each cohort's own: states, and what is expected of it. Of cohorts that join, their mean over the neurons left. */
  readonly states: readonly (Float32Array | Float64Array)[];
  /** Numbers of those of which it is the mean over all that there were; in the pool, the part of the last spike in it is not known. */
  readonly ofAll: ReadonlySet<number>;
  /** Number of the one that is the age, which of neurons in the pool is not known either; -1 without it. */
  readonly ticks: number;
  /** Neurons left, and those that there were. */
  readonly masses: Float64Array;
  readonly born: Float64Array;
  /** (m - v)/m^2, v being the variance of the number of neurons left: 1/n for n that fired at the same time. */
  readonly reciprocals: Float64Array;
}

export interface GridShape {
  /** Age at which a cohort joins the pool [steps]. */
  readonly oldest: number;
  /** Ages that are told apart in any case [steps]. */
  readonly young: number;
  /** Whether cohorts keep their width, or join as they grow old. */
  readonly kind: "uniform" | "coarse";
}

/** Age, beyond those that are told apart, over the largest width of a cohort: where it begins, and how far it goes. */
const resolutions = { first: 16, least: 2, most: 256 } as const;
/** Relative error of the activity that a coarse grid may have, by its own estimate, see `gridError`. */
const tolerance = 1e-3;
/**
 * Part of the way, in logarithms, by which the resolution moves at a look to where the error would be tolerated. The error scatters with the
 * cohorts, in populations in step over orders of magnitude: what is too large counts for more than what is small.
 */
const haste = { up: 0.25, down: 0.1 } as const;
/** Masses below are nobody: arithmetic on the subnormal numbers that they would come to takes forty times as long. */
const nobody = 1e-28;
/** Steps between two looks for cohorts that can join. */
const interval = 16;

/** The place of the pool. */
export const pool = 0;

/** Cohorts for which there must be room. */
export function capacityOf({ oldest, young, kind }: GridShape): number {
  let count = 2 + 2 * interval;
  if (kind === "uniform") return count + oldest;
  const { most } = resolutions;
  // Two neighbours are together wider than what one of them may be.
  for (let age = 0; age < oldest; count++) age += age < young + 2 * most ? 1 : Math.max(1, Math.floor((age - young) / most / 2));
  return count;
}

export class AgeGrid {
  /** Cohorts, the pool included. */
  count = 1;
  readonly #shape: GridShape;
  readonly #arrays: CohortArrays;
  readonly #onPool: (place: number) => void;
  /** The steps at which the youngest and the oldest of a cohort came, and at how many steps between them anybody did. */
  readonly #entered: Float64Array;
  readonly #first: Float64Array;
  readonly #steps: Float64Array;
  /** By state, what its numbers are means over: those left, all that there were; and whether they are known in the pool. */
  readonly #isOfAll: readonly boolean[];
  readonly #isInPool: readonly boolean[];
  /** Places of cohorts that stay, in order. */
  readonly #stay: Int32Array;
  #resolution: number;
  #nextLook = Number.NEGATIVE_INFINITY;

  /** @param onPool  hears of each cohort before it joins the pool */
  constructor(shape: GridShape, arrays: CohortArrays, onPool: (place: number) => void) {
    this.#shape = shape;
    this.#arrays = arrays;
    this.#onPool = onPool;
    this.#isOfAll = arrays.states.map((_, k) => arrays.ofAll.has(k));
    this.#isInPool = arrays.states.map((_, k) => k !== arrays.ticks && !arrays.ofAll.has(k));
    this.#entered = new Float64Array(arrays.masses.length);
    this.#first = new Float64Array(arrays.masses.length);
    this.#steps = new Float64Array(arrays.masses.length);
    this.#stay = new Int32Array(arrays.masses.length);
    this.#resolution = shape.kind === "uniform" ? Number.POSITIVE_INFINITY : resolutions.first;
  }

  /** Adds a cohort at a tick and returns its place, where the caller writes its numbers. */
  add(tick: number): number {
    const place = this.count++;
    this.#entered[place] = tick;
    this.#first[place] = tick;
    this.#steps[place] = 1;
    return place;
  }

  /** Age of the middle of a cohort at a tick, since it was added, and its width [steps]. */
  ageOf(place: number, tick: number): number {
    return tick - 0.5 * (this.#entered[place]! + this.#first[place]!);
  }

  widthOf(place: number): number {
    return this.#entered[place]! - this.#first[place]! + 1;
  }

  /** At how many steps the neurons of a cohort fired: no more than it is wide. */
  stepsOf(place: number): number {
    return this.#steps[place]!;
  }

  /** Whether all of a cohort have fired last before the run began, or never; of the pool, at a tick. */
  isFromBefore(place: number, tick: number): boolean {
    return place === pool ? tick < this.#shape.oldest : this.#entered[place]! <= 0;
  }

  /**
   * Lets cohorts join, from time to time.
   *
   * @param keepsEmpty  whether cohorts with nobody left stay: as those do whose spikes still matter to others
   */
  age(tick: number, keepsEmpty = this.#arrays.ofAll.size > 0): void {
    if (tick < this.#nextLook) return;
    this.#nextLook = tick + interval;
    const { oldest } = this.#shape;
    const { masses, born } = this.#arrays;
    const [stay, entered, first] = [this.#stay, this.#entered, this.#first];
    let last = 0;
    for (let place = 0; place < this.count; place++) {
      if (masses[place]! < nobody) masses[place] = 0;
      if (place === pool || (masses[place] === 0 && !(keepsEmpty && born[place]! > 0))) continue;
      const age = tick - entered[place]!;
      if (age >= oldest) {
        this.#onPool(place);
        this.#join(place, pool);
      } else if (last > 0 && entered[place]! - first[stay[last]!]! < this.#widest(age)) this.#join(place, stay[last]!);
      else stay[++last] = place;
    }
    this.#closeUp(last + 1);
  }

  /** Chooses how wide cohorts may be by the error of the grid as it is, which grows as the square of the width. */
  refine(error: number): void {
    if (this.#shape.kind === "uniform") return;
    const { least, most } = resolutions;
    const excess = log(Math.max(error, 0.1 * tolerance) / tolerance);
    const factor = exp(0.5 * (excess > 0 ? haste.up : haste.down) * excess);
    this.#resolution = Math.min(most, Math.max(least, this.#resolution * factor));
  }

  #widest(age: number): number {
    return (age - this.#shape.young) / this.#resolution;
  }

  /** Moves the first so many cohorts that stay to places one after the other. */
  #closeUp(count: number): void {
    const { states, masses, born, reciprocals } = this.#arrays;
    const stay = this.#stay;
    let first = 1;
    while (first < count && stay[first] === first) first++;
    for (const values of states) {
      if (values instanceof Float32Array) gatherSingles(values, stay, first, count);
      else gather(values, stay, first, count);
    }
    for (const values of [masses, born, reciprocals, this.#entered, this.#first, this.#steps]) gather(values, stay, first, count);
    for (const values of [masses, born, reciprocals]) values.fill(0, count, this.count);
    this.count = count;
  }

  /** States become means, of nobody the means of both; numbers add up, and so do variances. */
  #join(from: number, into: number): void {
    const { states, masses, born, reciprocals } = this.#arrays;
    const m = masses[from]!;
    const n = masses[into]!;
    const mass = m + n;
    const left = mass > 0 ? m / mass : 0.5;
    const were = born[from]! / (born[from]! + born[into]!);
    for (let k = 0; k < states.length; k++) {
      if (into === pool && !this.#isInPool[k]) continue;
      const values = states[k]!;
      const share = this.#isOfAll[k] ? were : left;
      if (share === 1) values[into] = values[from]!;
      else if (share > 0) values[into]! += share * (values[from]! - values[into]!);
    }
    if (mass > 0) reciprocals[into] = (m * m * reciprocals[from]! + n * n * reciprocals[into]!) / (mass * mass);
    masses[into] = mass;
    born[into]! += born[from]!;
    this.#entered[into] = this.#entered[from]!;
    this.#steps[into]! += this.#steps[from]!;
  }

  save(): GridState {
    return {
      count: this.count,
      nextLook: this.#nextLook,
      resolution: this.#resolution,
      entered: this.#entered.slice(0, this.count),
      first: this.#first.slice(0, this.count),
      steps: this.#steps.slice(0, this.count),
    };
  }

  restore({ count, nextLook, resolution, entered, first, steps }: GridState): void {
    this.count = count;
    this.#nextLook = nextLook;
    this.#resolution = resolution;
    this.#entered.set(entered);
    this.#first.set(first);
    this.#steps.set(steps);
  }
}

export interface GridState {
  readonly count: number;
  readonly nextLook: number;
  readonly resolution: number;
  readonly entered: Float64Array;
  readonly first: Float64Array;
  readonly steps: Float64Array;
}

/** Moves numbers from `places` to the places [first, end), from front to back. Singles and doubles apart: code for one type is faster. */
function gather(values: Float64Array, places: Int32Array, first: number, end: number): void {
  if (isShift(places, first, end)) values.copyWithin(first, places[first]!, places[end - 1]! + 1);
  else for (let i = first; i < end; i++) values[i] = values[places[i]!]!;
}

function gatherSingles(values: Float32Array, places: Int32Array, first: number, end: number): void {
  if (isShift(places, first, end)) values.copyWithin(first, places[first]!, places[end - 1]! + 1);
  else for (let i = first; i < end; i++) values[i] = values[places[i]!]!;
}

/** Whether places that grow follow one another without a gap. */
function isShift(places: Int32Array, first: number, end: number): boolean {
  return first < end && places[end - 1]! - places[first]! === end - 1 - first;
}
