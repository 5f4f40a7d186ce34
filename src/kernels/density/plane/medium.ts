/** The equations of a population on a grid of potential and conductance, as arrays. */
import { name } from "../../../language/index.ts";
import { exchangeUniform, exchangeVarying } from "../exchange.ts";
import { middleOf } from "../grid.ts";
import { type Loop, Loops } from "../loops.ts";
import { reads } from "../reading.ts";
import type { PlaneGrid } from "./grid.ts";
import type { PlaneReading } from "./reading.ts";

export class PlaneMedium extends Loops {
  readonly reading: PlaneReading;
  readonly grid: PlaneGrid;
  /** Speeds along the potential at its faces [cells/ms] {conductances, potentials + 1}. */
  readonly speeds: Float64Array;
  /** Rates at which mass moves to the next conductance, and to the one before [1/ms] {conductances}. */
  readonly up: Float64Array;
  readonly down: Float64Array;
  readonly #transport: Loop;
  readonly #speed: Loop;
  readonly #signals: Loop | undefined;
  readonly #isUneven: boolean;
  readonly #readsTime: boolean;
  #time = Number.NaN;
  #shift = Number.NaN;
  #more = Number.NaN;

  /** @param from  the neuron whose parameters all have */
  constructor(reading: PlaneReading, from: number, grid: PlaneGrid, step: number) {
    const { program, potential, conductance, speed, drift, diffusion } = reading;
    const { v, g } = grid;
    const { signals } = program;
    const isUneven = reads(program, diffusion, conductance);
    const points = g.cells + (isUneven ? g.cells : 0);
    const faces = g.cells * (v.cells + 1);
    const middles = signals.length > 0 ? g.cells * v.cells : 0;
    super(reading, [potential, conductance], from, step, 3 * points + 3 * faces + (2 + signals.length) * middles);
    this.reading = reading;
    this.grid = grid;
    this.#isUneven = isUneven;
    this.#readsTime = [speed, drift, diffusion].some((tree) => reads(program, tree, "t"));
    this.speeds = new Float64Array(faces);
    this.up = new Float64Array(g.cells);
    this.down = new Float64Array(g.cells);
    this.#transport = this.loop([conductance, "density.drift", "density.diffusion"], [name(conductance), drift, diffusion], points);
    const at = this.values(this.#transport, 0);
    for (let j = 0; j < g.cells; j++) at[j] = g.low + j * g.width;
    if (isUneven) for (let j = 0; j < g.cells; j++) at[g.cells + j] = middleOf(g, j);
    const both = [name(potential), name(conductance)];
    this.#speed = this.loop([potential, conductance, "density.speed"], [...both, speed], faces);
    this.#place(this.#speed, v.cells + 1, v.low);
    if (signals.length > 0) {
      this.#signals = this.loop([potential, conductance, ...signals.map((_, k) => `signal.${k}`)], [...both, ...signals], middles);
      this.#place(this.#signals, v.cells, middleOf(v, 0));
    }
  }

  /** Sets the potentials, from `low` on, and conductances of a loop {conductances, potentials}. */
  #place(loop: Loop, potentials: number, low: number): void {
    const { v, g } = this.grid;
    const [atV, atG] = [this.values(loop, 0), this.values(loop, 1)];
    for (let j = 0; j < g.cells; j++) {
      for (let i = 0; i < potentials; i++) {
        atV[j * potentials + i] = low + i * v.width;
        atG[j * potentials + i] = middleOf(g, j);
      }
    }
  }

  /** Brings what reads the time to it. */
  at(time: number): void {
    if (this.#readsTime && time !== this.#time) this.outdate();
    this.#time = time;
  }

  /** Brings the speeds to the slots as they are; true where they may have changed. */
  updateSpeeds(): boolean {
    if (!this.refresh(this.#speed, this.#time)) return false;
    const found = this.values(this.#speed, 2);
    const { width } = this.grid.v;
    for (let k = 0; k < found.length; k++) this.speeds[k] = found[k]! / width;
    return true;
  }

  /**
   * The same for the rates of exchange along the conductance.
   *
   * @param shift  is added to its drift
   * @param more   to its diffusion
   */
  updateExchange(shift: number, more: number): boolean {
    if (!this.refresh(this.#transport, this.#time) && shift === this.#shift && more === this.#more) return false;
    this.#shift = shift;
    this.#more = more;
    const { cells, width } = this.grid.g;
    const drift = this.values(this.#transport, 1).subarray(0, cells);
    const found = this.values(this.#transport, 2);
    if (this.#isUneven) {
      const [faceDiffusion, diffusion] = [found.subarray(0, cells), found.subarray(cells)];
      exchangeVarying({ drift, shift, diffusion, faceDiffusion, more, width }, this.up, this.down);
    } else exchangeUniform({ drift, shift, diffusion: found[0]! + more, width }, this.up, this.down);
    return true;
  }

  /** Recorded expression `k` at the middles of the cells {conductances, potentials}, after `observe`. */
  signal(k: number): Float64Array {
    return this.values(this.#signals!, k + 2);
  }

  observe(time: number): void {
    if (this.#signals !== undefined) this.compute(this.#signals, time);
  }
}
