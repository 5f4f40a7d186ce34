/** Mean and size of weights, before any is drawn. */
import { Xoshiro } from "../../base/index.ts";
import { evaluateValue } from "../values.ts";
import { spread } from "./expected.ts";
import { PairLookup } from "./expressions.ts";
import { Sequence } from "./sequences.ts";
import type { Law, Projecting } from "./wiring.ts";

/** Of a value over the connections of a projection. */
export interface Moments {
  readonly mean: number;
  /** Of the magnitude. */
  readonly meanSize: number;
  readonly meanSquare: number;
  readonly largestSize: number;
}

/** Words at which a law is looked at: the middles of as many equal parts. */
const parts = 4096;

/**
 * Moments of the weights of a projection. Of a law the largest size is exact, and the others are of its inversion at middles of equal
 * parts; of weights that differ by connection all are of a sample of pairs.
 */
export function momentsOf(projecting: Projecting, law: Law): Moments {
  if (law.kind === "constant") return summarise([law.value]);
  if (law.kind === "each") return summarise(sampleWeights(projecting));
  const width = 4294967296 / parts;
  const summary = summarise(Array.from({ length: parts }, (_, i) => law.at((i + 0.5) * width)));
  return { ...summary, largestSize: Math.max(Math.abs(law.at(0)), Math.abs(law.at(4294967295))) };
}

function summarise(values: ArrayLike<number>): Moments {
  let [sum, size, square, largest] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    sum += value;
    size += Math.abs(value);
    square += value * value;
    largest = Math.max(largest, Math.abs(value));
  }
  const n = Math.max(1, values.length);
  return { mean: sum / n, meanSize: size / n, meanSquare: square / n, largestSize: largest };
}

function sampleWeights(projecting: Projecting): ArrayLike<number> {
  const listed = projecting.asset?.columns.weight;
  if (listed !== undefined) return listed;
  const { from, to, weight } = projecting.projection;
  const lookup = new PairLookup(projecting);
  const generator = new Xoshiro(projecting.seed, "sample of weights").start(0, 0, projecting.key);
  const rng = new Sequence(() => generator);
  return spread(from.from, from.to).flatMap((source) =>
    spread(to.from, to.to).map((target) => {
      lookup.turnTo(source, target);
      return evaluateValue(weight, lookup.read, rng);
    }),
  );
}
