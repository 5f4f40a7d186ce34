/** The equations of a population on a grid of its potential: drift, diffusion and hazard as arrays, and what all its neurons share. */
import { name, withoutSingularities } from "../../language/index.ts";
import { type DensityGrid, middleOf } from "./grid.ts";
import { type Loop, Loops } from "./loops.ts";
import { type DensityReading, reads } from "./reading.ts";

/** Points at which a hazard is read in each cell: it may jump within one. */
const looks = 8;

export class Medium extends Loops {
  readonly reading: DensityReading;
  readonly grid: DensityGrid;
  /** Drift at the lower faces {cells}, and at the upper end. */
  readonly drift: Float64Array;
  topDrift = 0;
  /** Whether the diffusion depends on the potential. Then it stands at the middles {cells} and at the lower faces {cells}; else all are one number. */
  readonly isUneven: boolean;
  readonly diffusion: Float64Array;
  readonly faceDiffusion: Float64Array;
  /** At the upper end. */
  topDiffusion = 0;
  /** Mean over each cell {cells}; all 0 where neurons fire at a threshold. */
  readonly hazard: Float64Array;
  readonly #transport: Loop;
  readonly #hazardLoop: Loop | undefined;
  readonly #signals: Loop | undefined;
  readonly #readsTime: boolean;
  #time = Number.NaN;
  /** How much higher the neurons are than their cells. */
  #displacement = 0;

  /** @param from  the neuron whose parameters all have */
  constructor(reading: DensityReading, from: number, grid: DensityGrid, step: number) {
    const { program, potential, drift, diffusion, firing } = reading;
    const { cells } = grid;
    const { signals } = program;
    const isUneven = reads(program, diffusion, potential);
    const points = cells + 1 + (isUneven ? cells : 0);
    super(reading, [potential], from, step, 3 * points + 2 * looks * cells + (signals.length + 1) * cells);
    this.reading = reading;
    this.grid = grid;
    this.isUneven = isUneven;
    this.#readsTime = [drift, diffusion, ...(firing.kind === "hazard" ? [firing.hazard] : [])].some((tree) => reads(program, tree, "t"));
    this.#transport = this.loop([potential, "density.drift", "density.diffusion"], [name(potential), drift, diffusion], points);
    this.drift = this.values(this.#transport, 1).subarray(0, cells);
    const found = this.values(this.#transport, 2);
    this.faceDiffusion = found.subarray(0, cells);
    this.diffusion = isUneven ? found.subarray(cells + 1) : this.faceDiffusion;
    this.hazard = new Float64Array(cells);
    if (firing.kind === "hazard") {
      const hazard = withoutSingularities(firing.hazard, (one) => program.varies.has(one));
      this.#hazardLoop = this.loop([potential, "density.hazard"], [name(potential), hazard], looks * cells);
    }
    if (signals.length > 0) {
      this.#signals = this.loop([potential, ...signals.map((_, k) => `signal.${k}`)], [name(potential), ...signals], cells);
    }
    this.#place();
  }

  /** Sets the potentials at which everything is computed. */
  #place(): void {
    const { grid, isUneven } = this;
    const { low, width, cells } = grid;
    const by = this.#displacement;
    const at = this.values(this.#transport, 0);
    for (let i = 0; i < cells; i++) at[i] = low + i * width + by;
    at[cells] = grid.high + by;
    if (isUneven) for (let i = 0; i < cells; i++) at[cells + 1 + i] = middleOf(grid, i) + by;
    if (this.#hazardLoop) {
      const places = this.values(this.#hazardLoop, 0);
      for (let i = 0; i < looks * cells; i++) places[i] = low + ((i + 0.5) * width) / looks + by;
    }
    if (this.#signals) {
      const middles = this.values(this.#signals, 0);
      for (let i = 0; i < cells; i++) middles[i] = middleOf(grid, i) + by;
    }
  }

  /**
   * Threshold and reset are this much higher than they are: cells keep their places below them, and hold neurons whose potentials are so much higher. True where
   * that is new.
   */
  displace(by: number): boolean {
    if (by === this.#displacement) return false;
    this.#displacement = by;
    this.#place();
    this.forget();
    return true;
  }

  get displacement(): number {
    return this.#displacement;
  }

  /** Brings drift, diffusion and hazard to a time, with the slots as they are. True where any of them may have changed. */
  update(time: number): boolean {
    if (this.#readsTime && time !== this.#time) this.outdate();
    this.#time = time;
    const moved = this.refresh(this.#transport, time);
    if (moved) {
      this.topDrift = this.values(this.#transport, 1)[this.grid.cells]!;
      this.topDiffusion = this.values(this.#transport, 2)[this.grid.cells]!;
    }
    const loop = this.#hazardLoop;
    if (loop === undefined || !this.refresh(loop, time)) return moved;
    const rates = this.values(loop, 1);
    for (let i = 0; i < this.hazard.length; i++) {
      let sum = 0;
      for (let k = 0; k < looks; k++) sum += Math.max(0, rates[looks * i + k]!);
      this.hazard[i] = sum / looks;
    }
    return true;
  }

  /** Recorded expression `k` at the middles of the cells {cells}, after `observe`. */
  signal(k: number): Float64Array {
    return this.values(this.#signals!, k + 1);
  }

  observe(time: number): void {
    if (this.#signals !== undefined) this.compute(this.#signals, time);
  }
}
