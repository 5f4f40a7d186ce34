/** Where a density over a potential and a conductance lives: a rectangle of equal cells. */
import { type DensityGrid, densityGrid } from "../grid.ts";

/** Cells over the potential, between whose faces the reset is one, and over the conductance. Masses are {conductances, potentials}. */
export interface PlaneGrid {
  readonly v: DensityGrid;
  readonly g: DensityGrid;
  /** Lower face of the cell that neurons enter at the reset. */
  readonly entry: number;
}

/**
 * A grid of about as many cells over the potential as asked for, and exactly as many where the reset is its lower end. The lower end is moved down until a
 * whole number of cells lies below the reset.
 */
export function planeGrid(low: number, reset: number, threshold: number, cells: number, g: DensityGrid): PlaneGrid {
  const above = Math.max(2, Math.round((cells * (threshold - reset)) / (threshold - low)));
  const width = (threshold - reset) / above;
  const below = Math.ceil((reset - low) / width - 1e-9);
  return { v: densityGrid(reset - below * width, threshold, above + below), g, entry: below };
}
