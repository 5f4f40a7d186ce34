/**
 * The cohorts of a population, oldest first. The first is the pool of all neurons that have not fired for so long that their last spike no
 * longer tells them apart. On a uniform grid every step has a cohort of its own, unless nobody fired in it; on a coarse one neighbours
 * become one as they grow old, so that a cohort is never wider than a part of its age.
 */

/** Where the numbers of cohorts stand. */
export interface CohortArrays {
  readonly states: readonly (Float32Array | Float64Array)[];
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
  /** Age, beyond those, over the largest width of a cohort; infinity: cohorts keep their width. */
  readonly resolution: number;
}

/** Steps between two looks for cohorts that can join. */
const interval = 16;

/** The place of the pool. */
export const pool = 0;

/** Cohorts for which there must be room. */
export function capacityOf({ oldest, young, resolution }: GridShape): number {
  let count = 2 + 2 * interval;
  // Two neighbours are together wider than what one of them may be.
  for (let age = 0; age < oldest; count++)
    age += age < young + 2 * resolution ? 1 : Math.max(1, Math.floor((age - young) / resolution / 2));
  return count;
}

export class AgeGrid {
  /** Cohorts, the pool included. */
  count = 1;
  readonly #shape: GridShape;
  readonly #arrays: CohortArrays;
  /** Arrays that the pool keeps as they are when a cohort joins it. */
  readonly #keeps: ReadonlySet<number>;
  readonly #onPool: (place: number) => void;
  /** The step at which the youngest of a cohort came, and for how many steps they did. */
  readonly #entered: Float64Array;
  readonly #width: Float64Array;
  #nextLook = Number.NEGATIVE_INFINITY;

  /** @param onPool  hears of each cohort before it joins the pool */
  constructor(shape: GridShape, arrays: CohortArrays, keeps: ReadonlySet<number>, onPool: (place: number) => void) {
    this.#shape = shape;
    this.#arrays = arrays;
    this.#keeps = keeps;
    this.#onPool = onPool;
    this.#entered = new Float64Array(arrays.masses.length);
    this.#width = new Float64Array(arrays.masses.length);
  }

  /** Adds a cohort at a tick and returns its place, where the caller writes its numbers. */
  add(tick: number): number {
    const place = this.count++;
    this.#entered[place] = tick;
    this.#width[place] = 1;
    return place;
  }

  /** Age of the middle of a cohort at a tick, since it was added, and its width [steps]. */
  ageOf(place: number, tick: number): number {
    return tick - this.#entered[place]! + (this.#width[place]! - 1) / 2;
  }

  widthOf(place: number): number {
    return this.#width[place]!;
  }

  /** Lets cohorts join, from time to time. Returns whether it did. */
  age(tick: number): boolean {
    if (tick < this.#nextLook) return false;
    this.#nextLook = tick + interval;
    const before = this.count;
    const { oldest } = this.#shape;
    let last = pool;
    for (let place = 1; place < before; place++) {
      if (this.#isEmpty(place)) continue;
      const age = tick - this.#entered[place]!;
      if (age >= oldest) {
        this.#onPool(place);
        this.#join(place, pool, this.#keeps);
      } else if (last !== pool && this.#width[last]! + this.#width[place]! <= this.#widest(age)) this.#join(place, last, none);
      else if (++last !== place) this.#move(place, last);
    }
    this.count = last + 1;
    const { masses, born, reciprocals } = this.#arrays;
    for (const values of [masses, born, reciprocals]) values.fill(0, this.count, before);
    return true;
  }

  #isEmpty(place: number): boolean {
    return this.#arrays.masses[place] === 0 && this.#arrays.born[place] === 0;
  }

  #widest(age: number): number {
    return (age - this.#shape.young) / this.#shape.resolution;
  }

  /** States become means over the neurons left, those of nobody the means of both; numbers add up, and so do variances. */
  #join(from: number, into: number, keeps: ReadonlySet<number>): void {
    const { states, masses, born, reciprocals } = this.#arrays;
    const [m, n] = [masses[from]!, masses[into]!];
    const mass = m + n;
    const share = mass > 0 ? m / mass : 0.5;
    for (let k = 0; k < states.length; k++) {
      if (share === 0 || keeps.has(k)) continue;
      const values = states[k]!;
      values[into] = share === 1 ? values[from]! : values[into]! + share * (values[from]! - values[into]!);
    }
    if (mass > 0) reciprocals[into] = (m * m * reciprocals[from]! + n * n * reciprocals[into]!) / (mass * mass);
    masses[into] = mass;
    born[into]! += born[from]!;
    this.#entered[into] = this.#entered[from]!;
    this.#width[into]! += this.#width[from]!;
  }

  #move(from: number, to: number): void {
    const { states, masses, born, reciprocals } = this.#arrays;
    for (let k = 0; k < states.length; k++) states[k]![to] = states[k]![from]!;
    masses[to] = masses[from]!;
    born[to] = born[from]!;
    reciprocals[to] = reciprocals[from]!;
    this.#entered[to] = this.#entered[from]!;
    this.#width[to] = this.#width[from]!;
  }

  save(): GridState {
    return {
      count: this.count,
      nextLook: this.#nextLook,
      entered: this.#entered.slice(0, this.count),
      width: this.#width.slice(0, this.count),
    };
  }

  restore({ count, nextLook, entered, width }: GridState): void {
    this.count = count;
    this.#nextLook = nextLook;
    this.#entered.set(entered);
    this.#width.set(width);
  }
}

export interface GridState {
  readonly count: number;
  readonly nextLook: number;
  readonly entered: Float64Array;
  readonly width: Float64Array;
}

const none: ReadonlySet<number> = new Set();
