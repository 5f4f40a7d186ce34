/** Where a neuron fires, and where it lands. */
import type { Curve } from "../../contract/index.ts";
import { branchesOf, coordinate } from "./nullclines.ts";
import type { Plane } from "./plane.ts";
import { LevelField, type Rectangle } from "./scalar-field.ts";

/** Points of the grid on which a level is sampled: thresholds are straight or nearly so. */
const grid = { columns: 25, rows: 19 } as const;

/** Threshold and reset as curves in internal units. The curve after the reset is the image of the threshold within the window. */
export function jumpCurves(plane: Plane, window: Rectangle): { readonly threshold: readonly Curve[]; readonly reset: readonly Curve[] } {
  const { jump } = plane.system;
  if (jump === undefined || !jump.resets) return { threshold: [], reset: [] };
  const threshold = levelCurves(plane, window);
  // A reset that adds to a state moves the curve along: it is taken from more than the window.
  const height = window.top - window.bottom;
  const wider = { ...window, bottom: window.bottom - height, top: window.top + height };
  const reset = levelCurves(plane, wider).map((curve) => landing(plane, curve));
  return { threshold, reset };
}

function levelCurves(plane: Plane, window: Rectangle): readonly Curve[] {
  const field = new LevelField(plane, plane.system.jump!, window);
  const { columns, rows } = grid;
  const values = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      values[row * columns + column] = field.value(coordinate(column, columns), coordinate(row, rows));
  return branchesOf(field, { columns, rows, values }).map((branch) => inWindow(branch, window));
}

/** Coordinates of the unit square as states in internal units. */
export function inWindow({ s, t }: { readonly s: readonly number[]; readonly t: readonly number[] }, window: Rectangle): Curve {
  const { left, right, bottom, top } = window;
  return {
    x: Float64Array.from(s, (one) => left + one * (right - left)),
    y: Float64Array.from(t, (one) => bottom + one * (top - bottom)),
  };
}

function landing(plane: Plane, { x, y }: Curve): Curve {
  const [a, b] = plane.axes as readonly [number, number];
  const after = new Float64Array(plane.y.length);
  const curve = { x: new Float64Array(x.length), y: new Float64Array(y.length) };
  x.forEach((_, k) => {
    plane.y[a] = x[k]!;
    plane.y[b] = y[k]!;
    plane.system.jump!.reset(plane.y, plane.p, after);
    curve.x[k] = after[a]!;
    curve.y[k] = after[b]!;
  });
  return curve;
}
