/** Densities of one population over its potential: bars where neurons were counted, lines where the density was computed. */
import { coarser } from "../../analysis/index.ts";
import type { ComparedDistribution } from "../../contract/index.ts";
import type { Ink, Mark } from "../scene/scene.ts";
import type { Drawn } from "./over-time.ts";

/** More bars than this are no bars on a page. */
const mostBars = 60;

/** Ends of the potentials at which any density is more than this part of the largest. */
const visible = 1e-3;

export function distributionMarks({ scales }: ComparedDistribution, inkOf: (scale: string) => Ink): Drawn {
  const [low, high] = shownPotentials([{ name: "", unit: "", scales }]);
  const parts = scales.map(({ scale, at, density, isCounted }) => {
    const shown = at.filter((one) => one >= low && one <= high).length;
    const group = isCounted ? Math.ceil(shown / mostBars) : 1;
    return { ink: inkOf(scale), isCounted, x: coarser(at, group), y: coarser(density, group) };
  });
  const highest = Math.max(0, ...parts.flatMap(({ y }) => [...y]));
  return {
    y: { kind: "linear", low: 0, high: highest > 0 ? 1.06 * highest : 1 },
    marks: [
      ...parts.flatMap(({ isCounted, ink, x, y }): readonly Mark[] => (isCounted ? bars(x, y, ink) : [])),
      ...parts.flatMap(({ isCounted, ink, x, y }): readonly Mark[] => (isCounted ? [] : [{ kind: "line", x, y, ink, width: 1.8 }])),
    ],
  };
}

/** Each bar is as wide as its bin, so that its area is its part of the neurons. */
function bars(x: Float64Array, y: Float64Array, ink: Ink): readonly Mark[] {
  const half = x.length > 1 ? (x[1]! - x[0]!) / 2 : 0.5;
  const corners = Float64Array.from({ length: 2 * x.length }, (_, k) => x[k >> 1]! + (k % 2 === 0 ? -half : half));
  const heights = corners.map((_, k) => y[k >> 1]!);
  return [
    { kind: "area", x: corners, low: heights.map(() => 0), high: heights, ink, opacity: 0.35 },
    { kind: "line", x: corners, y: heights, ink, width: 0.8, opacity: 0.7 },
  ];
}

/** From where to where neurons are, over all distributions. */
export function shownPotentials(distributions: readonly ComparedDistribution[]): readonly [number, number] {
  const ends = distributions.flatMap(({ scales }) =>
    scales.flatMap(({ at, density }) => {
      const least = visible * Math.max(...density);
      const inside = [...at].filter((_, k) => density[k]! > least);
      const half = at.length > 1 ? (at[1]! - at[0]!) / 2 : 0;
      return inside.length === 0 ? [] : [inside[0]! - half, inside.at(-1)! + half];
    }),
  );
  return ends.length === 0 ? [0, 1] : [Math.min(...ends), Math.max(...ends)];
}
