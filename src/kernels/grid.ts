/** Times n * step, rounded once. */

/**
 * Time number n of a grid. Where 1/step is an integer (0.1, 0.25, 0.02) the quotient n / (1/step) is taken: it is the decimal
 * that a person would write, so that 7 * 0.1 is 0.7 and falls on an edge at 0.7.
 */
export function gridTime(n: number, step: number): number {
  const perUnit = perUnitOf(step);
  return perUnit > 0 ? n / perUnit : n * step;
}

/** 1/step where that is an integer, else 0. */
function perUnitOf(step: number): number {
  const perUnit = Math.round(1 / step);
  return perUnit > 0 && Math.abs(perUnit * step - 1) < 1e-12 ? perUnit : 0;
}

/** The times of `gridTime` after a beginning, for those who ask for many. */
export class Grid {
  readonly #from: number;
  readonly #step: number;
  readonly #perUnit: number;

  constructor(from: number, step: number) {
    this.#from = from;
    this.#step = step;
    this.#perUnit = perUnitOf(step);
  }

  at(n: number): number {
    return this.#from + (this.#perUnit > 0 ? n / this.#perUnit : n * this.#step);
  }
}

/** Number of the first grid time that is not before t. */
export function gridIndex(t: number, step: number): number {
  let n = Math.max(0, Math.floor(t / step) - 1);
  while (gridTime(n, step) < t) n++;
  return n;
}

/**
 * The largest of 1, 2, 5 times a power of ten that is not above x: a sampling interval that reads well. Of 0 and infinity, the interval of a run
 * without an end, x itself.
 */
export function roundDown125(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return x;
  let decade = 1;
  while (decade > x) decade /= 10;
  while (decade * 10 <= x) decade *= 10;
  const exponentSteps = [5, 2, 1];
  for (const step of exponentSteps) if (step * decade <= x) return Number((step * decade).toPrecision(1));
  return decade;
}

/** The first multiple of `length` after t. */
export function nextMultiple(t: number, length: number): number {
  let n = Math.floor(t / length) + 1;
  while (n * length <= t) n++;
  return n * length;
}

/** The nodes of a fixed step's grid, one after the other. */
export class Nodes {
  /** The first node after the time that was last asked for; infinity without a step. */
  next = Number.POSITIVE_INFINITY;
  #number = 0;

  find(step: number | undefined, t: number): void {
    if (step === undefined) {
      this.next = Number.POSITIVE_INFINITY;
      return;
    }
    do this.next = gridTime(++this.#number, step);
    while (this.next <= t);
  }
}

/** An age in whole steps, at least 0; NaN and infinity are the oldest there is. */
export function ticksOf(age: number, step: number): number {
  return age < Number.POSITIVE_INFINITY ? Math.max(0, Math.round(age / step)) : Number.POSITIVE_INFINITY;
}
