/** The discretised Fokker-Planck operator of a population: how its mass moves at given activities. */
import { exchangeUniform, exchangeVarying, weight } from "./exchange.ts";
import { type DensityGrid, spread } from "./grid.ts";
import { displacementOf } from "./jump-noise.ts";
import type { Medium } from "./medium.ts";

/**
 * Rates of all changes of the masses m at fixed activities: dm_i/dt = up_(i-1) m_(i-1) + down_(i+1) m_(i+1) - (up_i + down_i + out_i) m_i + entry_i E,
 * with the activity A = sum of out_i m_i and what enters at the reset, E = A without refractoriness.
 */
export class DensityOperator {
  readonly medium: Medium;
  readonly grid: DensityGrid;
  readonly up: Float64Array;
  readonly down: Float64Array;
  readonly out: Float64Array;
  readonly entry: Float64Array;
  readonly #uniform;
  readonly #varying;
  #shift = Number.NaN;
  #more = Number.NaN;

  constructor(medium: Medium) {
    const { grid, reading, drift, diffusion, faceDiffusion } = medium;
    this.medium = medium;
    this.grid = grid;
    this.up = new Float64Array(grid.cells);
    this.down = new Float64Array(grid.cells);
    this.out = new Float64Array(grid.cells);
    this.entry = spread(grid, reading.reset);
    this.#uniform = { drift, shift: 0, diffusion: 0, width: grid.width };
    this.#varying = { drift, shift: 0, diffusion, faceDiffusion, more: 0, width: grid.width };
  }

  /**
   * Brings the rates to a time.
   *
   * @param shift  is added to the drift [unit of the potential/ms]
   * @param more   to the diffusion
   * @param colour sum of diffusion times root of time constant of what has been filtered {displacementOf}
   */
  update(time: number, shift: number, more: number, colour: number): void {
    const { medium, up, down, out } = this;
    const isNew = medium.update(time);
    const isDisplaced = medium.displace(displacementOf(medium.topDiffusion + more, colour)) && medium.update(time);
    if (!isNew && !isDisplaced && shift === this.#shift && more === this.#more) return;
    this.#shift = shift;
    this.#more = more;
    if (medium.isUneven) {
      const all = this.#varying;
      all.shift = shift;
      all.more = more;
      exchangeVarying(all, up, down);
    } else {
      const all = this.#uniform;
      all.shift = shift;
      all.diffusion = medium.topDiffusion + more;
      exchangeUniform(all, up, down);
    }
    out.set(medium.hazard);
    if (medium.reading.firing.kind === "threshold") out[out.length - 1]! += this.#passing(shift, more);
  }

  /** Rate at which the last cell empties through a threshold: half a cell away the density is 0. */
  #passing(shift: number, more: number): number {
    const { medium, grid } = this;
    const diffusion = medium.topDiffusion + more;
    const within = medium.isUneven ? medium.diffusion[grid.cells - 1]! + more : diffusion;
    const half = grid.width / 2;
    if (!(diffusion > 0)) return Math.max(0, medium.topDrift + shift) / grid.width;
    return (within / (half * grid.width)) * weight((-(medium.topDrift + shift) * half) / (2 * diffusion));
  }
}
