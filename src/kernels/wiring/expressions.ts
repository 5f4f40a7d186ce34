/** Expressions of a projection, evaluated for one connection after another. */
import { InternalError } from "../../base/index.ts";
import { constants, evaluate, namesIn, type Tree } from "../../language/index.ts";
import { Distances } from "./distance.ts";
import type { Projecting } from "./wiring.ts";

/** The value of a name where all connections have the same; undefined where they differ. */
export function sameForAll({ pre, post }: Projecting, name: string): number | undefined {
  const constant = constants.get(name);
  if (constant !== undefined) return constant;
  if (name === "distance" || name === "pre.index" || name === "post.index") return undefined;
  const column = columnOf(name, pre, post);
  return typeof column === "number" ? column : undefined;
}

/** Whether a tree has the same value for all connections. */
export function isSameForAll(projecting: Projecting, tree: Tree): boolean {
  return [...namesIn(tree)].every((name) => sameForAll(projecting, name) !== undefined);
}

/** Values of `pre.X` or `post.X` by index in the population, or one for all. */
export function columnOf(name: string, pre: Projecting["pre"], post: Projecting["post"]): number | Float64Array {
  if (name.startsWith("pre.")) return pre.column(name.slice(4));
  if (name.startsWith("post.")) return post.column(name.slice(5));
  throw new InternalError(`a projection cannot read ${name}`);
}

/** Reads names for one pair of neurons after another. */
export class PairLookup {
  readonly #projecting: Projecting;
  readonly #distances: Distances;
  readonly #readers = new Map<string, () => number>();
  #source = 0;
  #target = 0;

  constructor(projecting: Projecting) {
    this.#projecting = projecting;
    this.#distances = new Distances(projecting.pre, projecting.post);
  }

  /** Turns to a pair, by index in their populations. */
  turnTo(source: number, target: number): void {
    this.#source = source;
    this.#target = target;
  }

  readonly read = (name: string): number => {
    let reader = this.#readers.get(name);
    if (reader === undefined) {
      reader = this.#readerOf(name);
      this.#readers.set(name, reader);
    }
    return reader();
  };

  evaluate(tree: Tree): number {
    return evaluate(tree, this.read);
  }

  #readerOf(name: string): () => number {
    const { pre, post } = this.#projecting;
    const same = sameForAll(this.#projecting, name);
    if (same !== undefined) return () => same;
    if (name === "distance") return () => this.#distances.between(this.#source, this.#target);
    if (name === "pre.index") return () => this.#source;
    if (name === "post.index") return () => this.#target;
    // A number was the same for all.
    const column = columnOf(name, pre, post) as Float64Array;
    return name.startsWith("pre.") ? () => column[this.#source]! : () => column[this.#target]!;
  }
}
