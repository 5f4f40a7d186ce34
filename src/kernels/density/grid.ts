/** Where a density over the membrane potential lives: equal cells between two potentials. */

/** Cells of equal width from `low` to `high`. Cell i has its middle at low + (i + 1/2) width and its lower face at low + i width. */
export interface DensityGrid {
  readonly low: number;
  readonly high: number;
  readonly cells: number;
  readonly width: number;
}

export function densityGrid(low: number, high: number, cells: number): DensityGrid {
  return { low, high, cells, width: (high - low) / cells };
}

/** The middle of cell `i`. */
export function middleOf({ low, width }: DensityGrid, i: number): number {
  return low + (i + 0.5) * width;
}

/**
 * Parts of a mass at one potential, by cell {cells}: a quadratic B-spline over the three nearest cells. Its mean is the potential and its variance
 * width^2/4 wherever the potential stands within its cell, so that errors shrink with the width evenly. Nearer than a cell and a half to an end, the two last cells share it.
 */
export function spread({ low, width, cells }: DensityGrid, potential: number): Float64Array {
  const parts = new Float64Array(cells);
  const at = (potential - low) / width - 0.5;
  const nearest = Math.round(at);
  if (nearest >= 1 && nearest <= cells - 2) {
    const s = at - nearest;
    parts[nearest - 1] = 0.5 * (0.5 - s) * (0.5 - s);
    parts[nearest] = 0.75 - s * s;
    parts[nearest + 1] = 0.5 * (0.5 + s) * (0.5 + s);
    return parts;
  }
  const cell = Math.min(Math.max(Math.floor(at), 0), cells - 2);
  const upper = Math.min(Math.max(at - cell, 0), 1);
  parts[cell] = 1 - upper;
  parts[cell + 1] = upper;
  return parts;
}
