/** Lyapunov exponents: how fast small deviations grow or decay on average. */
import { LapicqueError, log, stream } from "../../base/index.ts";
import type { Experiment } from "../../model/index.ts";
import type { Placed } from "./connections.ts";
import { Crowd } from "./crowd.ts";
import { isAutonomous } from "./options.ts";
import type { Tangent } from "./tangent.ts";

/** A crowd, with its deviations. */
interface Followed {
  readonly unit: Crowd;
  readonly tangent: Tangent;
  /** Its first row. */
  readonly first: number;
}

/**
 * Deviations begin at random and are made orthonormal again and again; the exponents are the mean logarithmic growth of the orthogonal parts.
 * In an autonomous network the first deviation is the flow itself, whose exponent is 0: the others, orthogonal to it, are those of the map
 * from event to event.
 *
 * @see Benettin, Galgani, Giorgilli, Strelcyn 1980, Meccanica 15:9, doi:10.1007/BF02128236
 */
export class Exponents {
  readonly columns: number;
  readonly #followed: readonly Followed[];
  readonly #matrix: Float64Array;
  readonly #flow: Float64Array;
  readonly #isAutonomous: boolean;
  readonly #transient: number;
  /** Spikes between two orthonormalisations: about one of each neuron. */
  readonly #every: number;
  #spikes = 0;
  /** Sum of the logarithms of growth, by column. */
  readonly #growth: Float64Array;
  #began = Number.NaN;
  #ended = Number.NaN;

  constructor(experiment: Experiment, placed: readonly Placed[], count: number, seed: number) {
    this.#isAutonomous = isAutonomous(experiment);
    this.#transient = experiment.run.transient;
    this.columns = count + (this.#isAutonomous ? 1 : 0);
    let rows = 0;
    this.#followed = placed.map(({ units: [unit], population }): Followed => {
      if (!(unit instanceof Crowd)) throw new LapicqueError("exponents-of-crowds", { where: `populations.${population.name}` });
      const tangent = unit.follow(this.columns);
      const first = rows;
      rows += tangent.rows;
      return { unit, tangent, first };
    });
    this.#every = placed.reduce((sum, { population }) => sum + population.size, 0);
    this.#matrix = new Float64Array(rows * this.columns);
    this.#flow = new Float64Array(rows);
    this.#growth = new Float64Array(this.columns);
    const rng = stream(seed, "deviations", 0);
    for (const { tangent, first } of this.#followed) {
      tangent.copyTo(this.#matrix, first, 0);
      for (const row of tangent.free())
        for (let c = 0; c < this.columns; c++) this.#matrix[(first + row) * this.columns + c] = rng.normal();
      tangent.copyFrom(this.#matrix, first);
    }
  }

  /** A spike at t, of any neuron. */
  spike(t: number): void {
    if (++this.#spikes % this.#every === 0) this.#renew(t);
  }

  #renew(t: number): void {
    const { columns } = this;
    const matrix = this.#matrix;
    for (const { unit, tangent, first } of this.#followed) {
      tangent.copyTo(matrix, first, t);
      if (!this.#isAutonomous) continue;
      unit.look(t);
      tangent.flow(this.#flow, first, (neuron, variable) => unit.read(neuron, variable));
    }
    if (this.#isAutonomous) for (let row = 0; row < this.#flow.length; row++) matrix[row * columns] = this.#flow[row]!;
    const isCounted = !Number.isNaN(this.#began);
    for (let c = 0; c < columns; c++) {
      const length = orthonormalise(matrix, columns, c);
      if (isCounted) this.#growth[c]! += log(length);
    }
    for (const { tangent, first } of this.#followed) tangent.copyFrom(matrix, first);
    if (isCounted) this.#ended = t;
    else if (t >= this.#transient) this.#began = t;
  }

  /** From the largest on [1/ms]; NaN where there were too few spikes. */
  values(): readonly number[] {
    const growth = this.#growth.subarray(this.#isAutonomous ? 1 : 0);
    return Array.from(growth, (sum) => sum / (this.#ended - this.#began));
  }
}

/** Makes a column orthogonal to those before it, twice for the sake of rounding, and of length 1. Returns the length that it had. */
function orthonormalise(matrix: Float64Array, columns: number, c: number): number {
  for (let round = 0; round < 2; round++) {
    for (let before = 0; before < c; before++) {
      let product = 0;
      for (let at = 0; at < matrix.length; at += columns) product += matrix[at + before]! * matrix[at + c]!;
      for (let at = 0; at < matrix.length; at += columns) matrix[at + c]! -= product * matrix[at + before]!;
    }
  }
  let square = 0;
  for (let at = c; at < matrix.length; at += columns) square += matrix[at]! * matrix[at]!;
  const length = Math.sqrt(square);
  for (let at = c; at < matrix.length; at += columns) matrix[at]! /= length;
  return length;
}
