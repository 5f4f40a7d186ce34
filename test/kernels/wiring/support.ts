/** Projections by hand, and their connections as lists. */

import { fileSource } from "../../../src/base/index.ts";
import { Batch, blocksOf, Drawing, type Neurons, openWiring, type Projecting, type Wiring } from "../../../src/kernels/index.ts";
import { number, parseExpression } from "../../../src/language/index.ts";
import type { Connect, Geometry, Projection, Value } from "../../../src/model/index.ts";

export const tree = (text: string) => parseExpression(fileSource("test", text));
export const constant = (value: number): Value => ({ kind: "expression", tree: number(value) });
export const normal = (mean: number, sd: number): Value => ({ kind: "draw", draw: { kind: "normal", a: number(mean), b: number(sd) } });

export interface Given {
  readonly connect: Connect;
  readonly sources?: number;
  readonly targets?: number;
  readonly same?: boolean;
  readonly from?: readonly [number, number];
  readonly to?: readonly [number, number];
  readonly weight?: Value;
  readonly delay?: Value;
  readonly seed?: number;
  readonly key?: number;
  readonly columns?: Readonly<Record<string, Float64Array>>;
  readonly geometry?: Geometry;
  readonly asset?: Projecting["asset"];
}

/** A projection from A to B, or from A to A. */
export function projectingOf(given: Given): Projecting {
  const { sources = 100, targets = sources, same = false, weight = constant(1), seed = 1, key = 0 } = given;
  const neurons = (name: string, size: number): Neurons => ({
    name,
    size,
    ...(given.geometry === undefined ? {} : { geometry: given.geometry }),
    column: (of) => given.columns?.[of] ?? Number.NaN,
  });
  const pre = neurons("A", sources);
  const post = same ? pre : neurons("B", targets);
  const [preRange, postRange] = [given.from ?? [0, sources], given.to ?? [0, post.size]];
  const projection: Projection = {
    name: "p",
    from: { population: pre.name, from: preRange[0], to: preRange[1] },
    to: { population: post.name, from: postRange[0], to: postRange[1] },
    synapse: { kind: "jump", name: "delta" },
    into: "V",
    connect: given.connect,
    weight,
    ...(given.delay === undefined ? {} : { delay: given.delay }),
  };
  return { projection, key, seed, step: 0.1, pre, post, ...(given.asset === undefined ? {} : { asset: given.asset }) };
}

export interface Connection {
  readonly source: number;
  readonly target: number;
  /** Steps. */
  readonly delay: number;
  readonly weight: number;
}

/** All connections onto the targets [from, to), by source. */
export function connectionsOf(
  projecting: Projecting,
  from = projecting.projection.to.from,
  to = projecting.projection.to.to,
): Connection[] {
  const drawing = new Drawing();
  const wiring = openWiring(projecting, drawing, from, to);
  const batch = new Batch(drawing);
  const all: Connection[] = [];
  for (let source = projecting.projection.from.from; source < projecting.projection.from.to; source++) {
    batch.length = 0;
    wiring.connect(source, batch);
    for (let i = 0; i < batch.length; i++) all.push(connectionAt(wiring, batch, source, i));
  }
  return all;
}

export function connectionAt({ delay, weight }: Wiring, batch: Batch, source: number, i: number): Connection {
  return {
    ...{ source, target: batch.targets[i]! },
    delay: delay.kind === "constant" ? delay.value : batch.delays[i]!,
    weight: weight.kind === "constant" ? weight.value : weight.kind === "each" ? batch.weights[i]! : weight.at(batch.words[i]!),
  };
}

/** The same, with the targets cut into runs of so many blocks. */
export function connectionsInPieces(projecting: Projecting, blocks: number): Connection[] {
  const { from, to } = projecting.projection.to;
  const all = blocksOf(from, to);
  const pieces: Connection[] = [];
  for (let i = 0; i < all.length; i += blocks)
    pieces.push(...connectionsOf(projecting, all[i]!.from, all[Math.min(all.length, i + blocks) - 1]!.to));
  return pieces;
}

const keyOf = ({ source, target, delay, weight }: Connection) => `${source} ${target} ${delay} ${weight}`;

/** As a set with repetitions, in one text to compare. */
export const sorted = (connections: readonly Connection[]) => connections.map(keyOf).sort().join("\n");

/** Chi-square distance of counts from expected numbers, divided by sqrt(2 (cells - 1)) about its mean: standard normal for many cells. */
export function chiSquareScore(counts: ArrayLike<number>, expected: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += (counts[i]! - expected[i]!) ** 2 / expected[i]!;
  const freedom = counts.length - 1;
  return (sum - freedom) / Math.sqrt(2 * freedom);
}
