/** Whether weights add up to what integers hold, where only a sample of them was known beforehand. */
import type { Batch } from "../wiring/index.ts";
import type { Part } from "./part.ts";
import { overlaps } from "./plan.ts";
import type { DeliveryPlan, Grain, Route } from "./types.ts";

/** Integers of 32 bits are below it. */
const limit = 2147483648;

/** Thrown where the weights that reach one target add up to more than a ring can hold. */
export class Overflow extends Error {
  readonly population: string;
  readonly ring: number;

  constructor(population: string, ring: number) {
    super("weights add up to too much");
    this.population = population;
    this.ring = ring;
  }
}

/** Sums of |weight| in quanta, by local target, for the rings that need to be watched. */
export class Loads {
  readonly #plan: DeliveryPlan;
  readonly #sums: ReadonlyMap<number, Float64Array>;

  constructor(plan: DeliveryPlan) {
    this.#plan = plan;
    this.#sums = new Map(plan.watched.map((ring) => [ring, new Float64Array(plan.partition.size)]));
    for (const route of plan.routes) if (route.channel === undefined) this.#addSum(route);
  }

  /** Connections of a part, whose integers have been made. */
  add({ route: { input, channel }, origin, from, to }: Part, { targets, integers }: Batch): void {
    const sums = this.#sums.get(channel.ring);
    if (sums === undefined) return;
    const factor = Math.abs(channel.multiplier) * (input.payload?.bound ?? 1);
    for (let i = from; i < to; i++) sums[targets[i]! + origin]! += factor * Math.abs(integers[i]!);
  }

  /** Throws `Overflow`. */
  verify(): void {
    for (const [ring, sums] of this.#sums) {
      const target = sums.findIndex((sum) => !(sum < limit));
      if (target < 0) continue;
      const share = this.#plan.partition.shares.findLast(({ local }) => local <= target)!;
      throw new Overflow(share.population, ring);
    }
  }

  #addSum({ input, grain }: Route): void {
    const { from } = input.projection;
    const load = (from.to - from.from) * quantaOf(grain) * (input.payload?.bound ?? 1);
    const sums = this.#sums.get(input.ring);
    for (const { from: first, to, origin } of overlaps(input, this.#plan.partition)) {
      for (let target = first + origin; target < to + origin; target++) if (sums !== undefined) sums[target]! += load;
    }
  }
}

const quantaOf = (grain: Grain) => (grain.kind === "constant" ? Math.abs(grain.quanta) : 0);
