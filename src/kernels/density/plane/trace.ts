/** Where neurons come from that stand at a place now: characteristics of a speed that is linear within each cell. */
import { expm1, log1p } from "../../../base/index.ts";

/** Speeds at the faces of one row of cells [cells/ms] {cells + 1}, from `first` on in an array. */
export interface Speeds {
  readonly speeds: Float64Array;
  readonly first: number;
  readonly cells: number;
}

/** (1 - e^(-x))/x. */
function fading(x: number): number {
  return Math.abs(x) < 1e-12 ? 1 : -expm1(-x) / x;
}

/** Time from one face of a cell to the other, at speeds of one sign. */
export function crossing(from: number, to: number): number {
  const change = (to - from) / from;
  return Math.abs(change) < 1e-12 ? 1 / Math.abs(from) : log1p(change) / change / Math.abs(from);
}

/**
 * The place, in cells from the lower end, from which a neuron reaches face `face` in a time [ms]. One that would have come from beyond an end comes from there: nobody is
 * outside.
 */
export function origin({ speeds, first, cells }: Speeds, face: number, time: number): number {
  const here = speeds[first + face]!;
  if (here === 0) return face;
  const [step, end] = here > 0 ? [-1, 0] : [1, cells];
  let left = time;
  let speed = Math.abs(here);
  for (let at = face; at !== end; at += step) {
    const next = Math.abs(speeds[first + at + step]!) * (speeds[first + at + step]! * here > 0 ? 1 : -1);
    const slope = speed - next;
    if (next > 0) {
      const across = crossing(next, speed);
      if (across <= left) {
        left -= across;
        speed = next;
        continue;
      }
    }
    // Backwards the speed falls along the way: v' = speed - slope d.
    const way = Math.min(1, speed * left * fading(slope * left));
    return at + step * way;
  }
  return end;
}

/** Relative mass of a cell below a part of its width, of a linear density with a slope [mass/cell]. */
export function below(mass: number, slope: number, part: number): number {
  return part * (mass + 0.5 * slope * (part - 1));
}
