/** Transport along the potential: mass goes with the drift, leaves at the threshold, and enters at the reset with the conductance that it has. */
import type { PlaneGrid } from "./grid.ts";
import { below, crossing, origin } from "./trace.ts";

/**
 * Solves dp/dt + d(f p)/dv = 0 row by row of the conductance, over a time of any length, in conservation form: each cell gets what lay between the places from which
 * its faces are reached. Places that are reached by way of the reset get what lay below the threshold. Within cells the density is linear, with slopes that
 * are limited so that it is nowhere negative (van Leer 1977, doi 10.1016/0021-9991(77)90095-X). Second order in the width of the cells; exact in time for
 * speeds that are linear within cells.
 */
export class Carriage {
  readonly #rows: number;
  readonly #cells: number;
  readonly #entry: number;
  /** Origins of the faces, as cells and parts of them {rows, cells + 1}. */
  readonly #cell: Int32Array;
  readonly #part: Float64Array;
  /** Origins, below the threshold, of the faces from the reset up, and their numbers {rows, cells + 1}. */
  readonly #spikeCell: Int32Array;
  readonly #spikePart: Float64Array;
  readonly #spikeFaces: Int32Array;
  readonly #slopes: Float64Array;
  readonly #row: Float64Array;
  #speeds: Float64Array = new Float64Array(0);

  constructor({ v, g, entry }: PlaneGrid) {
    this.#rows = g.cells;
    this.#cells = v.cells;
    this.#entry = entry;
    const faces = g.cells * (v.cells + 1);
    this.#cell = new Int32Array(faces);
    this.#part = new Float64Array(faces);
    this.#spikeCell = new Int32Array(faces);
    this.#spikePart = new Float64Array(faces);
    this.#spikeFaces = new Int32Array(g.cells);
    this.#slopes = new Float64Array(v.cells);
    this.#row = new Float64Array(v.cells);
  }

  /**
   * Finds where neurons come from in a time [ms].
   *
   * @param speeds  at the faces [cells/ms] {rows, cells + 1}; kept, not copied
   */
  prepare(speeds: Float64Array, time: number): void {
    const n = this.#cells;
    this.#speeds = speeds;
    for (let j = 0; j < this.#rows; j++) {
      const first = j * (n + 1);
      const row = { speeds, first, cells: n };
      let from = 0;
      for (let k = 0; k <= n; k++) {
        // Nobody comes from beyond the ends; rounding lets nobody overtake.
        if (k === n && speeds[first + n]! <= 0) from = n;
        else if (k > 0) from = Math.max(from, origin(row, k, time));
        this.#put(this.#cell, this.#part, first + k, from);
      }
      this.#spikeFaces[j] = this.#prepareSpikes(row, time);
    }
  }

  /** Number of faces that neurons reach by way of the reset, that of the reset included; 0: nobody fires. */
  #prepareSpikes(row: { readonly speeds: Float64Array; readonly first: number; readonly cells: number }, time: number): number {
    const { speeds, first, cells: n } = row;
    if (!(speeds[first + n]! > 0)) return 0;
    let from = origin(row, n, time);
    let left = time;
    this.#put(this.#spikeCell, this.#spikePart, first, from);
    for (let k = 1; ; k++) {
      const [here, next] = [speeds[first + this.#entry + k - 1]!, speeds[first + this.#entry + k]!];
      left = here > 0 && next > 0 && this.#entry + k < n ? left - crossing(here, next) : 0;
      from = left > 0 ? Math.max(from, origin(row, n, left)) : n;
      this.#put(this.#spikeCell, this.#spikePart, first + k, from);
      if (!(left > 0)) return k + 1;
    }
  }

  #put(cells: Int32Array, parts: Float64Array, at: number, place: number): void {
    const cell = Math.min(Math.floor(place), this.#cells - 1);
    cells[at] = cell;
    parts[at] = place - cell;
  }

  /** Moves masses {rows, cells} over the prepared time. Returns the mass that has passed the threshold. */
  apply(masses: Float64Array): number {
    const n = this.#cells;
    const row = this.#row;
    let fired = 0;
    for (let j = 0; j < this.#rows; j++) {
      const from = j * n;
      for (let i = 0; i < n; i++) row[i] = masses[from + i]!;
      this.#limit(j);
      masses.fill(0, from, from + n);
      this.#collect(this.#cell, this.#part, j * (n + 1), n + 1, masses, from);
      const spikes = this.#spikeFaces[j]!;
      if (spikes === 0) continue;
      const isUp = this.#speeds[j * (n + 1) + this.#entry]! > 0;
      const into = from + (isUp || this.#entry === 0 ? this.#entry : this.#entry - 1);
      fired += this.#collect(this.#spikeCell, this.#spikePart, j * (n + 1), spikes, masses, into);
    }
    return fired;
  }

  /** Adds what lies between neighbouring places to cells from `into` on; returns all of it. */
  #collect(cells: Int32Array, parts: Float64Array, first: number, places: number, masses: Float64Array, into: number): number {
    const [row, slopes] = [this.#row, this.#slopes];
    let cell = cells[first]!;
    let under = below(row[cell]!, slopes[cell]!, parts[first]!);
    let all = 0;
    for (let k = 1; k < places; k++) {
      const next = cells[first + k]!;
      const part = below(row[next]!, slopes[next]!, parts[first + k]!);
      let mass = -under;
      for (; cell < next; cell++) mass += row[cell]!;
      mass = Math.max(0, mass + part);
      masses[into + k - 1]! += mass;
      all += mass;
      under = part;
    }
    return all;
  }

  /** Slopes of the density within the cells of a row. */
  #limit(j: number): void {
    const n = this.#cells;
    const [row, slopes] = [this.#row, this.#slopes];
    let before = row[1]! - row[0]!;
    slopes[0] = bounded(before, row[0]!);
    for (let i = 1; i < n - 1; i++) {
      const after = row[i + 1]! - row[i]!;
      slopes[i] = limited(before, after);
      before = after;
    }
    slopes[n - 1] = bounded(before, row[n - 1]!);
    const first = j * (n + 1);
    const speeds = this.#speeds;
    const k = this.#entry;
    const up = speeds[first + k]!;
    if (!(speeds[first + n]! > 0 && up > 0)) return;
    // The density jumps at the reset, where neurons come from the threshold: below, it goes on from below; above, from what enters.
    let entering = ((row[n - 1]! + 0.5 * slopes[n - 1]!) * speeds[first + n]!) / up;
    if (k > 0) {
      slopes[k - 1] = k > 1 ? bounded(row[k - 1]! - row[k - 2]!, row[k - 1]!) : 0;
      entering += row[k - 1]! + 0.5 * slopes[k - 1]!;
    }
    slopes[k] = bounded(limited(2 * (row[k]! - entering), row[k + 1]! - row[k]!), row[k]!);
  }

  /** Rate at which masses {rows, cells} pass the threshold [1/ms]. */
  passing(masses: Float64Array): number {
    const n = this.#cells;
    let sum = 0;
    for (let j = 0; j < this.#rows; j++) {
      const speed = this.#speeds[j * (n + 1) + n]!;
      const top = j * n + n - 1;
      if (speed > 0) sum += speed * (masses[top]! + 0.5 * bounded(masses[top]! - masses[top - 1]!, masses[top]!));
    }
    return sum;
  }

  /** Shortest time in which a neuron comes from the reset to the threshold at some conductance [ms]; infinity where none does. */
  quickest(speeds: Float64Array): number {
    const n = this.#cells;
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < this.#rows; j++) {
      let time = 0;
      for (let k = this.#entry; k < n; k++) {
        const [here, next] = [speeds[j * (n + 1) + k]!, speeds[j * (n + 1) + k + 1]!];
        time += here > 0 && next > 0 ? crossing(here, next) : Number.POSITIVE_INFINITY;
      }
      least = Math.min(least, time);
    }
    return least;
  }
}

/** The central slope, or less where the density would leave the range of its neighbours; 0 at an extremum. */
function limited(before: number, after: number): number {
  if (before * after <= 0) return 0;
  const size = Math.min(2 * Math.abs(before), 2 * Math.abs(after), 0.5 * Math.abs(before + after));
  return before > 0 ? size : -size;
}

/** A slope from one side, less where the density would be negative. */
function bounded(slope: number, mass: number): number {
  return Math.min(Math.max(slope, -2 * mass), 2 * mass);
}
