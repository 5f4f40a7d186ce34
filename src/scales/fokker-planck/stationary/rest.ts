/** Populations of densities at constant activities: their equations, and the rates at which they fire. */
import { type DensityGrid, DensityOperator, type DensityPlan, densityGrid, displacementOf, Medium } from "../../../kernels/index.ts";
import { evaluate, type Tree } from "../../../language/index.ts";
import { decompose, solveDecomposed } from "../../../numerics/index.ts";
import { siegertRate, stationaryPassage } from "../../../theory/index.ts";
import { meanWait, type Way, waysOnto } from "./signals.ts";
import { ShiftedExchange } from "./tridiagonal.ts";

/** What acts on a population: drift and diffusion that are added, and the slots and shared states as the medium holds them. */
export interface Acting {
  readonly shift: number;
  readonly more: number;
  /** The diffusion times the root of the time constant of its filter. */
  readonly colour: number;
}

/** Part of its largest value by which a drift may miss a straight line. */
const straight = 1e-12;

/** Part of the neurons that is none. */
const nobody = 1e-18;

/** Iterations from silence, and the part of the way that each goes. */
const [iterations, part] = [400, 0.2];

/** Rates that are kept for the same arguments. */
const mostKnown = 4096;

export class Rest {
  readonly plan: DensityPlan;
  readonly time: number;
  readonly media: readonly Medium[];
  readonly operators: readonly DensityOperator[];
  readonly ways: readonly (readonly Way[])[];
  /** What comes from outside at that time, by population. */
  readonly outside: readonly (readonly DensityPlan["outside"][number][])[];
  readonly #known = new Map<string, number>();

  /** @param time  at which what drives the populations is looked at */
  constructor(plan: DensityPlan, time: number) {
    this.plan = plan;
    this.time = time;
    this.media = plan.cells.map(({ reading, cell, grid }) => new Medium(reading, cell.from, grid, plan.step));
    for (const medium of this.media) medium.drive(time);
    this.operators = this.media.map((medium) => new DensityOperator(medium));
    this.ways = plan.cells.map((_, i) => waysOnto(plan, i));
    const isOn = ({ start, stop }: DensityPlan["outside"][number]) => start <= time && time < stop;
    this.outside = plan.cells.map((_, i) => plan.outside.filter((one) => one.target === i && isOn(one)));
  }

  /** Holds the slots of population `i` where activities keep them, its shared states as they are; one of its ways may carry more [1/ms]. */
  act(i: number, rates: ArrayLike<number>, way = -1, extra = 0): Acting {
    const sum = new Map<string, number>();
    let [shift, more, colour] = [0, 0, 0];
    for (const one of this.outside[i]!) {
      if (one.to.name === this.plan.cells[i]!.reading.potential) shift += one.factor;
      more += one.diffusion;
      colour += one.colour;
    }
    for (const [k, { source, slots, ...adds }] of this.ways[i]!.entries()) {
      const rate = rates[source]! + (way === k ? extra : 0);
      shift += adds.drift * rate;
      more += adds.diffusion * rate;
      colour += adds.colour * rate;
      for (const [name, factor] of slots) sum.set(name, (sum.get(name) ?? 0) + factor * rate);
    }
    for (const [name, value] of sum) this.media[i]!.put(name, value);
    return { shift, more, colour };
  }

  /** The same with the shared states, where constant activities keep them. */
  settle(i: number, rates: ArrayLike<number>): Acting {
    const inflow = new Map<string, number>();
    for (const { to, factor } of this.outside[i]!) inflow.set(to.name, (inflow.get(to.name) ?? 0) + factor);
    for (const { source, states } of this.ways[i]!)
      for (const [name, factor] of states) inflow.set(name, (inflow.get(name) ?? 0) + factor * rates[source]!);
    const acting = this.act(i, rates);
    this.#settleStates(i, inflow);
    return acting;
  }

  /** Newton's method for the shared states: rates of change and what arrives add up to 0. */
  #settleStates(i: number, inflow: ReadonlyMap<string, number>): void {
    const { common } = this.plan.cells[i]!.reading;
    const [medium, m] = [this.media[i]!, common.length];
    if (m === 0) return;
    const places = common.map((name) => medium.placeOf(name)!);
    const [change, pivots] = [new Float64Array(m), new Int32Array(m)];
    // What activities without a value have left is no start.
    for (const place of places) if (!Number.isFinite(medium.read(place))) medium.write(place, 0);
    for (let iteration = 0; iteration < 50; iteration++) {
      medium.rates(this.time, change);
      for (const [k, name] of common.entries()) change[k] = -(change[k]! + (inflow.get(name) ?? 0));
      const matrix = this.commonSlopes(i);
      if (!decompose(m, matrix, pivots)) return;
      solveDecomposed(m, matrix, pivots, change);
      let isSettled = true;
      for (const [k, place] of places.entries()) {
        const before = medium.read(place);
        medium.write(place, before + change[k]!);
        if (!(Math.abs(change[k]!) <= 1e-14 * (Math.abs(before) + Math.abs(change[k]!)))) isSettled = false;
      }
      if (isSettled) return;
    }
  }

  /** d rate_k/d state_l of the shared states, where they are {m, m}. */
  commonSlopes(i: number): Float64Array {
    const { common } = this.plan.cells[i]!.reading;
    const [medium, m] = [this.media[i]!, common.length];
    const [above, below, slopes] = [new Float64Array(m), new Float64Array(m), new Float64Array(m * m)];
    for (const [l, name] of common.entries()) {
      const place = medium.placeOf(name)!;
      const value = medium.read(place);
      const step = 1e-5 * (1 + Math.abs(value));
      medium.write(place, value + step);
      medium.rates(this.time, above);
      medium.write(place, value - step);
      medium.rates(this.time, below);
      medium.write(place, value);
      for (let k = 0; k < m; k++) slopes[k * m + l] = (above[k]! - below[k]!) / (2 * step);
    }
    return slopes;
  }

  /** Rate of population `i` when constant activities act on it [1/ms]: one over the mean interval; NaN where it cannot be told. */
  rate(i: number, rates: ArrayLike<number>): number {
    return this.rateUnder(i, this.settle(i, rates));
  }

  /** The same with slots and shared states as they are. */
  rateUnder(i: number, { shift, more, colour }: Acting): number {
    const medium = this.media[i]!;
    const { grid, reading } = this.plan.cells[i]!;
    const wait = meanWait(this.plan.cells[i]!);
    medium.update(this.time);
    if (medium.displace(displacementOf(medium.topDiffusion + more, colour))) medium.update(this.time);
    const slope = this.#leakOf(i);
    if (slope !== undefined && reading.firing.kind === "threshold") {
      const tau = -1 / slope;
      const target = grid.low + tau * (medium.drift[0]! + shift);
      const noise = Math.sqrt(Math.max(0, 2 * (medium.topDiffusion + more) * tau));
      return siegertRate({ tau, target, threshold: reading.firing.at, reset: reading.reset, refractory: wait, noise });
    }
    const { program, common } = reading;
    const held = [...program.slots, ...common].map((name) => medium.read(medium.placeOf(name)!));
    const key = `${i} ${shift} ${more} ${medium.displacement} ${held.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const passage = stationaryPassage({
      at: this.transportUnder(i, { shift, more }),
      reset: reading.reset,
      ...(reading.firing.kind === "threshold" ? { threshold: reading.firing.at } : {}),
      unit: (grid.high - grid.low) / 20,
    });
    const rate = passage.kind === "passage" ? 1 / (passage.mean + wait) : Number.NaN;
    if (this.#known.size >= mostKnown) this.#known.clear();
    this.#known.set(key, rate);
    return rate;
  }

  /** Where rates go from silence, each part of the way to what all make of it: to those that make themselves, if they come to rest [1/ms]. */
  fromSilence(): Float64Array {
    const rates = new Float64Array(this.plan.cells.length);
    for (let k = 0; k < iterations; k++) {
      const next = rates.map((_, i) => this.rate(i, rates));
      for (const [i, rate] of next.entries()) if (Number.isFinite(rate)) rates[i]! += part * (rate - rates[i]!);
    }
    return rates;
  }

  /** Whether population `i` is of leaky neurons with a threshold and even noise, whose rate is Siegert's. */
  isLeaky(i: number): boolean {
    this.media[i]!.update(this.time);
    return this.#leakOf(i) !== undefined;
  }

  /**
   * Whether the rate of population `i` only rises, or only falls, as all activities rise alike: they do nothing but move its potentials, so
   * that of two neurons with the same noise the one that is pushed more is never below the other, and is the first at the threshold.
   */
  isMonotone(i: number): boolean {
    const isPush = (way: Way) => way.diffusion === 0 && way.colour === 0 && way.slots.size + way.states.size === 0;
    return this.plan.cells[i]!.reading.firing.kind === "threshold" && this.ways[i]!.every(isPush);
  }

  /** The slope of its drift, where Siegert's equation holds. */
  #leakOf(i: number): number | undefined {
    const medium = this.media[i]!;
    const slope = straightSlope(medium);
    const isOne = this.plan.cells[i]!.reading.firing.kind === "threshold" && !medium.isUneven && slope !== undefined && slope < 0;
    return isOne ? slope : undefined;
  }

  /** Drift, diffusion and hazard at any potential. */
  transportUnder(i: number, { shift, more }: Pick<Acting, "shift" | "more">): (v: number, out: Float64Array) => void {
    const medium = this.media[i]!;
    const { program, potential, drift, diffusion, firing } = this.plan.cells[i]!.reading;
    const definitions = new Map<string, Tree>(program.definitions.map(({ name, tree }) => [name, tree]));
    let v = 0;
    const at = (name: string): number => {
      if (name === potential) return v;
      const tree = definitions.get(name);
      if (tree !== undefined) return evaluate(tree, at);
      const place = medium.placeOf(name);
      return place === undefined ? this.time : medium.read(place);
    };
    const hazard = firing.kind === "hazard" ? firing.hazard : undefined;
    return (potentialAt, out) => {
      v = potentialAt + medium.displacement;
      out[0] = evaluate(drift, at) + shift;
      out[1] = evaluate(diffusion, at) + more;
      out[2] = hazard ? Math.max(0, evaluate(hazard, at)) : 0;
    };
  }

  /** The operator of population `i`, with slots and shared states as they are. */
  operatorUnder(i: number, { shift, more, colour }: Acting): DensityOperator {
    const operator = this.operators[i]!;
    operator.update(this.time, shift, more, colour);
    return operator;
  }

  /** Mean times that neurons of population `i` spend in each cell between two spikes, at constant activities [ms] {cells}. */
  dwelling(i: number, rates: ArrayLike<number>): Float64Array {
    const { up, down, out, entry } = this.operatorUnder(i, this.settle(i, rates));
    const times = entry.map((part) => -part);
    new ShiftedExchange({ up, down, out }, 0).solve(times);
    return times;
  }

  /** The grid of population `i`, without the part at its lower end where nobody is at these activities, if that is much. */
  inhabited(i: number, rates: ArrayLike<number>): DensityGrid {
    const { grid } = this.plan.cells[i]!;
    const masses = this.dwelling(i, rates);
    const least = nobody * masses.reduce((sum, mass) => sum + mass, 0);
    const first = Math.max(0, masses.findIndex((mass) => mass > least) - 2);
    return first < 0.5 * grid.cells ? grid : densityGrid(grid.low + first * grid.width, grid.high, grid.cells);
  }

  close(): void {
    for (const medium of this.media) medium.close();
  }
}

/** The slope of a drift that is a straight line over the grid; undefined of any other. */
function straightSlope({ drift, topDrift, grid }: Medium): number | undefined {
  const [first, cells] = [drift[0]!, drift.length];
  const slope = (topDrift - first) / (grid.high - grid.low);
  const size = Math.abs(first) + Math.abs(topDrift);
  for (let k = 1; k < cells; k++) {
    if (!(Math.abs(drift[k]! - first - slope * grid.width * k) <= straight * size)) return undefined;
  }
  return slope;
}
