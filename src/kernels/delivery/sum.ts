/** Connections that need not be stored: all to all, with one weight and one delay. */
import { InternalError } from "../../base/index.ts";
import { negate } from "../../language/index.ts";
import type { Projection } from "../../model/index.ts";
import { delayLawOf } from "../wiring/index.ts";
import type { Weighed } from "./weighed.ts";

/** Whether one number for each step, the same for all targets, says what a projection delivers; but for self-connections it leaves out. */
export function isSum({ input, law }: Weighed): boolean {
  return input.projection.connect?.kind === "all" && law.kind === "constant" && delayLawOf(input).kind === "constant";
}

/**
 * Where a projection from all to all leaves out self-connections, those: each neuron that is both source and target, with itself, and with
 * the opposite weight. They take from the sum what it has too much.
 */
export function leftOut(projection: Projection): Projection | undefined {
  const { from, to, connect, weight } = projection;
  if (connect?.kind !== "all" || connect.self || from.population !== to.population) return undefined;
  const both = { population: from.population, from: Math.max(from.from, to.from), to: Math.min(from.to, to.to) };
  if (both.from >= both.to) return undefined;
  if (weight.kind !== "expression") throw new InternalError("a constant weight was drawn");
  const opposite = { kind: "expression", tree: negate(weight.tree) } as const;
  return { ...projection, from: both, to: both, connect: { kind: "one-to-one", self: true }, weight: opposite };
}
