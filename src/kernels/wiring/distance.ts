/** How far apart neurons sit. */
import { InternalError } from "../../base/index.ts";
import type { Geometry } from "../../model/index.ts";
import type { Neurons } from "./wiring.ts";

/** Positions of all neurons of a population, one array for each direction, in the unit of the lengths. */
export function positionsOf({ kind, lengths }: Geometry, size: number): readonly Float64Array[] {
  if (kind !== "sheet") return [Float64Array.from({ length: size }, (_, i) => ((i + 0.5) / size) * lengths[0]!)];
  const columns = columnsOf(lengths[0]!, lengths[1]!, size);
  const rows = Math.ceil(size / columns);
  return [
    Float64Array.from({ length: size }, (_, i) => (((i % columns) + 0.5) / columns) * lengths[0]!),
    Float64Array.from({ length: size }, (_, i) => ((Math.floor(i / columns) + 0.5) / rows) * lengths[1]!),
  ];
}

/**
 * Columns of a sheet of width a and height b: of the numbers beside sqrt(n a/b), the one for which the larger of the two spacings
 * a/columns and b/rows exceeds the smaller by the least factor; the smaller number where both do equally well.
 */
function columnsOf(a: number, b: number, size: number): number {
  const ideal = Math.sqrt((size * a) / b);
  const low = Math.min(size, Math.max(1, Math.floor(ideal)));
  const high = Math.min(size, low + 1);
  const unevenness = (columns: number) => {
    const ratio = (a * Math.ceil(size / columns)) / (b * columns);
    return Math.max(ratio, 1 / ratio);
  };
  return unevenness(high) < unevenness(low) ? high : low;
}

/** Distances between the neurons of two populations that share a space; along the shorter way where it is periodic. */
export class Distances {
  readonly #pre: readonly Float64Array[];
  readonly #post: readonly Float64Array[];
  readonly #periods: readonly number[];

  constructor(pre: Neurons, post: Neurons) {
    const space = pre.geometry;
    this.#pre = space === undefined ? [] : positionsOf(space, pre.size);
    this.#post = post.geometry === undefined ? [] : positionsOf(post.geometry, post.size);
    this.#periods = (space?.lengths ?? []).map((length) => (space!.periodic ? length : Number.POSITIVE_INFINITY));
  }

  /** Euclidean distance of two neurons, by index in their populations. */
  between(source: number, target: number): number {
    if (this.#pre.length === 0 || this.#pre.length !== this.#post.length)
      throw new InternalError("neurons without places have no distance");
    let sum = 0;
    for (let axis = 0; axis < this.#pre.length; axis++) {
      const apart = Math.abs(this.#pre[axis]![source]! - this.#post[axis]![target]!);
      const least = Math.min(apart, this.#periods[axis]! - apart);
      sum += least * least;
    }
    return Math.sqrt(sum);
  }
}
