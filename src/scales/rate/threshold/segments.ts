/** Neurons that are alike: a population, cut where projections and stimuli begin and end. */
import type { Experiment, Range } from "../../../model/index.ts";

export interface Segment {
  readonly population: string;
  readonly from: number;
  readonly to: number;
  /** `E`, or the name of a group, `E.selective`, or `E[0:240]`. */
  readonly name: string;
}

/** The segments of all populations, in their order. */
export function segmentsOf({ populations, projections, stimuli, spikeSources }: Experiment): readonly Segment[] {
  const ranges: readonly Range[] = [
    ...projections.flatMap(({ from, to }) => [from, to]),
    ...spikeSources.map(({ to }) => to),
    ...stimuli.flatMap(({ targets }) => targets),
  ];
  return populations.flatMap(({ name: population, size, groups }) => {
    const ends = new Set([0, size]);
    for (const one of ranges) if (one.population === population) ends.add(one.from).add(one.to);
    const cuts = [...ends].sort((a, b) => a - b);
    return cuts.slice(1).map((to, k): Segment => {
      const from = cuts[k]!;
      const group = Object.entries(groups).find(([, [a, b]]) => a === from && b === to)?.[0];
      const name = cuts.length === 2 ? population : group === undefined ? `${population}[${from}:${to}]` : `${population}.${group}`;
      return { population, from, to, name };
    });
  });
}

/** Share of a range that is in a segment. */
export function shareOf({ population, from, to }: Range, segment: Segment): number {
  if (population !== segment.population || segment.from < from || segment.to > to) return 0;
  return (segment.to - segment.from) / (to - from);
}
