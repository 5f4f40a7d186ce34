/** Fixed points: filled if stable, hollow if not, half-filled for saddles, named beside. */
import type { FixedPoint, PhasePortrait } from "../../contract/index.ts";
import type { Mark } from "../scene/scene.ts";
import { plain } from "../text/rich-text.ts";

/** Ends of the axes. */
export interface Ends {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Labels farther right than this part of the axis stand on the left of their point. */
const RIGHT = 0.72;

export function fixedPointMarks(portrait: PhasePortrait, isNamed: boolean, ends: Ends): readonly Mark[] {
  const { fixedPoints, axes, states } = portrait;
  const [a, b] = axes.map(({ state }) => states.findIndex(({ name }) => name === state));
  const place = ({ at }: FixedPoint) => ({ x: at[a!]!, y: b === undefined ? 0 : at[b]! });
  const { left, right, bottom, top } = ends;
  const isInside = ({ x, y }: { x: number; y: number }) => x >= left && x <= right && y >= bottom && y <= top;
  const seen = fixedPoints.map((point) => ({ point, ...place(point) })).filter(isInside);
  const discs = seen.map(({ point, x, y }): Mark => {
    const look = point.type.startsWith("saddle") ? { half: true } : point.stable ? {} : { hollow: true };
    return { kind: "points", x: Float64Array.of(x), y: Float64Array.of(y), ink: "text", radius: 5.5, ...look };
  });
  if (!isNamed) return discs;
  const labels = seen.map(({ point, x, y }, k): Mark => {
    const isRight = (x - left) / (right - left) > RIGHT;
    // Beside one another names would overlap: every second one stands below its point.
    const isHigh = (y - bottom) / (top - bottom) > 0.92;
    return {
      kind: "label",
      x,
      y,
      dx: isRight ? -10 : 10,
      dy: k % 2 === 1 || isHigh ? 14 : -13,
      text: plain(point.type),
      anchor: isRight ? "end" : "start",
      ink: "text",
      halo: true,
    };
  });
  return [...discs, ...labels];
}
