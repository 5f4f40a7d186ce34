/** How far apart neurons sit. */
import { InternalError } from "../../base/index.ts";
import type { Geometry } from "../../model/index.ts";
import type { Neurons } from "./wiring.ts";

/** Positions of all neurons of a population, one array for each direction, in the unit of the lengths; `Geometry` says where they are. */
export function positionsOf({ kind, lengths }: Geometry, size: number): readonly Float64Array[] {
  if (kind !== "sheet") return [Float64Array.from({ length: size }, (_, i) => ((i + 0.5) / size) * lengths[0]!)];
  const [width, height] = [lengths[0]!, lengths[1]!];
  const columns = Math.max(1, Math.round(Math.sqrt((size * width) / height)));
  const rows = Math.ceil(size / columns);
  return [
    Float64Array.from({ length: size }, (_, i) => (((i % columns) + 0.5) / columns) * width),
    Float64Array.from({ length: size }, (_, i) => ((Math.floor(i / columns) + 0.5) / rows) * height),
  ];
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
