/** Densities over a potential at several scales, brought to the same values. */
import { type Estimate, judgeParts, partsBelow } from "../../analysis/index.ts";
import type { ComparedDistribution, ComparedQuantity, Profile } from "../../contract/index.ts";
import type { Population } from "../../model/index.ts";
import { endsOf, potentialAxis } from "./recorded-densities.ts";
import type { Trials } from "./trials.ts";

/** The densities of a population at the scales that have one, over the values of the coarsest. */
export interface Distributions {
  readonly drawn: ComparedDistribution;
  /** Edges between bins, in the unit of the axis. */
  readonly edges: Float64Array;
  /** Parts of the neurons below each, by scale. */
  readonly parts: ReadonlyMap<Trials, readonly Estimate[]>;
}

/** What the trials have recorded of a population; undefined of fewer than two scales. */
export function distributionsOf(all: readonly Trials[], population: Population, isDriven: boolean): Distributions | undefined {
  const found = all.flatMap((one) => {
    const profiles = one.densities.get(population.name) ?? [];
    const [first] = profiles;
    const axis = first && potentialAxis(first.channel, population);
    return axis ? [{ one, profiles, axis, isRandom: one.last.isDeterministic !== true }] : [];
  });
  if (found.length < 2) return undefined;
  const { axis } = found.reduce((least, next) => (next.axis.values.length < least.axis.values.length ? next : least));
  const [low, high] = endsOf(axis);
  const { length } = axis.values;
  const inside = Float64Array.from({ length }, (_, k) => low + ((k + 1) * (high - low)) / length);
  const { name, unit, factor } = axis;
  return {
    edges: inside.map((edge) => edge / factor),
    parts: new Map(
      found.map(({ one, profiles, isRandom }) => {
        const trials = profiles.map((profile) => belowEach(profile, inside));
        return [one, partsBelow({ below: Array.from(inside, (_, k) => trials.map((trial) => trial[k]!)), isRandom, isDriven })];
      }),
    ),
    drawn: {
      name,
      unit,
      scales: found.map(({ one, profiles, axis: own, isRandom }) => ({
        scale: one.contestant.label,
        at: own.values.map((value) => value / own.factor),
        density: meanOver(profiles, own.values.length),
        isCounted: isRandom,
      })),
    },
  };
}

/** Parts below each edge at each moment {edges}{moments}: within a cell a density is even. */
function belowEach({ channel, times, values }: Profile, edges: Float64Array): readonly Float64Array[] {
  const axis = channel.axes![0]!;
  const cells = axis.values.length;
  const [low, high] = endsOf(axis);
  const width = (high - low) / cells;
  const below = Array.from(edges, () => new Float64Array(times.length));
  const sums = new Float64Array(cells + 1);
  for (let moment = 0; moment < times.length; moment++) {
    for (let k = 0; k < cells; k++) sums[k + 1] = sums[k]! + (values[moment * cells + k]! * width) / axis.factor;
    for (const [k, edge] of edges.entries()) {
      const at = Math.min(Math.max((edge - low) / width, 0), cells);
      const cell = Math.min(Math.floor(at), cells - 1);
      below[k]![moment] = sums[cell]! + (at - cell) * (sums[cell + 1]! - sums[cell]!);
    }
  }
  return below;
}

function meanOver(profiles: readonly Profile[], cells: number): Float64Array {
  const mean = new Float64Array(cells);
  const moments = profiles.reduce((sum, { times }) => sum + times.length, 0);
  for (const { values } of profiles) for (const [k, value] of values.entries()) mean[k % cells]! += value / moments;
  return mean;
}

/** The distance of two distributions as a quantity, without what the session adds. */
export function distanceOf(
  { parts, edges }: Distributions,
  reference: Trials,
  other: Trials,
  margin: number,
):
  | (Pick<ComparedQuantity, "name" | "at" | "values" | "standardErrors" | "difference" | "interval" | "margin" | "verdict"> & {
      readonly factor: number | undefined;
    })
  | undefined {
  const [a, b] = [parts.get(reference), parts.get(other)];
  if (!a || !b) return undefined;
  const { at, factor, ...judged } = judgeParts(a, b, margin);
  return {
    name: "distribution",
    at: edges[at]!,
    values: [a[at]!.value, b[at]!.value],
    standardErrors: [a[at]!.error, b[at]!.error],
    margin,
    factor,
    ...judged,
  };
}
