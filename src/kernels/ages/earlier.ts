/**
 * What neurons know of their spikes before the last one, in the mean (quasi-renewal: Naud & Gerstner 2012; Schwalger, Deger & Gerstner 2017,
 * eq. 16): of a cohort of n out of N neurons a younger one has fired with as well by n/N, which lowers its hazard by the factor
 * 1 - n/N (1 - exp(-k x)), k x being what such a spike has left.
 */
import { exp } from "../../base/index.ts";
import { evaluate } from "../../language/index.ts";
import type { Lookup } from "../values.ts";
import { type AgeGrid, pool } from "./grid.ts";
import type { Accumulating } from "./reading.ts";

/** Terms of the series of 1 - exp(-y) that are kept of cohorts in the pool, where y <= `fadedSum`: an error of 1e-7. */
const degree = 4;
/** What is left of a spike, as the exponent of the hazard, when its cohort joins the pool. */
export const fadedSum = 0.1;

/** A product of powers of the variables, summed over the cohorts of the pool. */
interface Moment {
  readonly powers: readonly number[];
  /** Factor of a step. */
  readonly decay: number;
  readonly coefficient: number;
  sum: number;
}

export class EarlierSpikes {
  readonly #owns: readonly ArrayLike<number>[];
  readonly #born: Float64Array;
  readonly #moments: readonly Moment[];
  /** Of the sum of k x over k of the first variable. */
  readonly #scale: number;

  /**
   * @param owns  the part of each variable that is due to the last spike, by cohort
   * @param born  neurons that each cohort had
   */
  constructor(
    accumulating: readonly Accumulating[],
    lookup: Lookup,
    owns: readonly ArrayLike<number>[],
    born: Float64Array,
    size: number,
    step: number,
  ) {
    this.#owns = owns;
    this.#born = born;
    const rates = accumulating.map(({ decay }) => evaluate(decay, lookup));
    const sensitivities = accumulating.map(({ sensitivity }) => evaluate(sensitivity, lookup));
    this.#scale = 1 / (size * sensitivities[0]!);
    this.#moments = powersUpTo(degree, accumulating.length).map((powers) => ({
      powers,
      decay: exp(-step * powers.reduce((sum, power, l) => sum + power * rates[l]!, 0)),
      coefficient: -powers.reduce((product, power, l) => product * term(-sensitivities[l]!, power), 1),
      sum: 0,
    }));
  }

  /** A cohort joins the pool. */
  leave(place: number): void {
    const born = this.#born[place]!;
    if (born === 0) return;
    for (const moment of this.#moments) {
      moment.sum += moment.powers.reduce((product, power, l) => product * integerPower(this.#owns[l]![place]!, power), born);
    }
  }

  /**
   * Writes what each cohort knows at the end of the step, `seen` being what is left then of a spike of each. Of those of its own cohort that
   * fired at other steps, half did before a neuron. Of those that have fired before the run the document says all that there is of earlier
   * spikes. Returns what one that enters then will know.
   */
  write(grid: AgeGrid, tick: number, seen: ArrayLike<number>, out: Float32Array | Float64Array): number {
    let sum = 0;
    for (const moment of this.#moments) {
      moment.sum *= moment.decay;
      sum += moment.coefficient * moment.sum;
    }
    const born = this.#born;
    const scale = this.#scale;
    out[pool] = grid.isFromBefore(pool, tick) ? 0 : scale * sum;
    let place = 1;
    // Cohorts stand in the order of their spikes.
    for (; place < grid.count && grid.isFromBefore(place, tick); place++) {
      out[place] = 0;
      sum += born[place]! * seen[place]!;
    }
    for (; place < grid.count; place++) {
      const own = born[place]! * seen[place]!;
      const steps = grid.stepsOf(place);
      out[place] = scale * (steps === 1 ? sum : sum + own * (0.5 - 0.5 / steps));
      sum += own;
    }
    return scale * sum;
  }

  save(): readonly number[] {
    return this.#moments.map(({ sum }) => sum);
  }

  restore(sums: readonly number[]): void {
    for (const [i, sum] of sums.entries()) this.#moments[i]!.sum = sum;
  }
}

/** x^n/n!. */
function term(x: number, n: number): number {
  let product = 1;
  for (let i = 1; i <= n; i++) product *= x / i;
  return product;
}

function integerPower(x: number, n: number): number {
  let product = 1;
  for (let i = 0; i < n; i++) product *= x;
  return product;
}

/** All exponents of so many variables with a sum from 1 to `most`. */
function powersUpTo(most: number, variables: number): readonly (readonly number[])[] {
  const extend = (all: readonly (readonly number[])[]) =>
    all.flatMap((powers) => {
      const left = most - powers.reduce((sum, power) => sum + power, 0);
      return Array.from({ length: left + 1 }, (_, power) => [...powers, power]);
    });
  let all: readonly (readonly number[])[] = [[]];
  for (let l = 0; l < variables; l++) all = extend(all);
  return all.filter((powers) => powers.some((power) => power > 0));
}
