/** What moves over the phase plane: starts, cursor, the run with its highlighted stretch, and where the running simulation is. */
import { type Ink, type Panel, positioner, type Shape, thinCurve } from "../../../../src/figures/index.ts";
import { type Point, pageAt } from "../stage/frame.ts";
import { type RunOrbit, stretchOf } from "./run-orbit.ts";

/** What is drawn, in data coordinates. */
export interface Moving {
  /** The orbit of the document's run. */
  readonly run: RunOrbit | undefined;
  /** The stretch of it that is highlighted [ms]. */
  readonly stretch: readonly [number, number] | undefined;
  readonly starts: readonly { readonly at: Point; readonly backwards: boolean; readonly isHeld: boolean }[];
  /** Where the keys are. */
  readonly cursor: Point | undefined;
  /** What the pointer is on. */
  readonly ring: Point | undefined;
  /** The last stretch of the running simulation, up to now. */
  readonly trail: RunOrbit | undefined;
}

/** The series whose colour marks what was put in or highlighted. */
const MARK: Ink = 4;

/** A trail fades in so many pieces. */
const PIECES = 5;

export function movingShapes(panel: Panel, { run, stretch, starts, cursor, ring, trail }: Moving): readonly Shape[] {
  const lines: Shape[] = [];
  if (run && stretch) {
    const part = stretchOf(run, stretch);
    lines.push(...orbitShapes(panel, part, { ink: MARK, width: 7, opacity: 0.45 }));
    lines.push(...orbitShapes(panel, part, { ink: "text", width: 2, opacity: 1 }));
  }
  if (trail) lines.push(...trailShapes(panel, trail));
  const { x, y, width, height } = panel.frame;
  const shapes: Shape[] = [{ kind: "clip", box: { x: x - 1, y: y - 1, width: width + 2, height: height + 2 }, shapes: lines }];
  for (const { at, backwards, isHeld } of starts) shapes.push(startShape(pageAt(panel, at), backwards, isHeld));
  if (ring) shapes.push(circle(pageAt(panel, ring), 9, "text", 1.5));
  if (cursor) shapes.push(...crosshair(panel, pageAt(panel, cursor)));
  return shapes;
}

interface Look {
  readonly ink: Ink;
  readonly width: number;
  readonly opacity: number;
}

function orbitShapes({ frame, x: xAxis, y: yAxis }: Panel, { x, y }: RunOrbit, { ink, width, opacity }: Look): Shape[] {
  const px = positioner(xAxis.scale, frame.x, frame.x + frame.width);
  const py = positioner(yAxis.scale, frame.y + frame.height, frame.y);
  const parts = thinCurve(x.length, (k, out) => {
    out[0] = px(x[k]!);
    out[1] = py(y[k]!);
  });
  return parts.length > 0 ? [{ kind: "path", parts, stroke: { ink, width, cap: "round" }, opacity }] : [];
}

/** Fainter the longer ago; a disc where the run is now. */
function trailShapes(panel: Panel, trail: RunOrbit): Shape[] {
  const { times, x, y } = trail;
  const [begin, now] = [times[0], times.at(-1)];
  if (begin === undefined || now === undefined) return [];
  const shapes = Array.from({ length: PIECES }, (_, k) => {
    const from = begin + ((now - begin) * k) / PIECES;
    const to = begin + ((now - begin) * (k + 1)) / PIECES;
    return orbitShapes(panel, stretchOf(trail, [from, to]), { ink: MARK, width: 2, opacity: (k + 1) / PIECES });
  }).flat();
  const at = pageAt(panel, { x: x.at(-1)!, y: y.at(-1)! });
  if (!Number.isFinite(at.x)) return shapes;
  return [...shapes, { kind: "discs", centres: Float64Array.of(at.x, at.y), radius: 5, fill: MARK, stroke: { ink: "text", width: 1.5 } }];
}

/** A disc; backwards in time a ring, whose colour tells it from an unstable fixed point. */
function startShape({ x, y }: Point, backwards: boolean, isHeld: boolean): Shape {
  return {
    kind: "discs",
    centres: Float64Array.of(x, y),
    radius: isHeld ? 6.5 : 5,
    fill: backwards ? "background" : MARK,
    stroke: { ink: backwards ? MARK : "text", width: backwards ? 3 : 1.5 },
  };
}

function circle({ x, y }: Point, radius: number, ink: Ink, width: number): Shape {
  const points = Float64Array.from({ length: 66 }, (_, k) => {
    const angle = (Math.PI * Math.floor(k / 2)) / 16;
    return k % 2 === 0 ? x + radius * Math.cos(angle) : y + radius * Math.sin(angle);
  });
  return { kind: "path", parts: [points], stroke: { ink, width, cap: "butt" } };
}

function crosshair({ frame }: Panel, { x, y }: Point): readonly Shape[] {
  const parts = [Float64Array.of(x, frame.y, x, frame.y + frame.height), Float64Array.of(frame.x, y, frame.x + frame.width, y)];
  return [{ kind: "path", parts, stroke: { ink: "soft", width: 1, dash: [2, 3], cap: "butt" } }, circle({ x, y }, 5, "text", 1.5)];
}
