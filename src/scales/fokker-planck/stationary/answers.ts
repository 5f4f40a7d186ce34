/** How the masses of one population move when what acts on it changes a little. */
import type { DensityOperator } from "../../../kernels/index.ts";
import type { Acting, Rest } from "./rest.ts";
import { meanWait } from "./signals.ts";
import { ShiftedExchange } from "./tridiagonal.ts";

/** What one signal does: to the masses, dm/dt = ... + push signal, and at once to the activity, A = out m + kick signal. */
export interface Answer {
  readonly push: Float64Array;
  readonly kick: number;
}

/** A population at rest. */
export interface Around {
  readonly exchange: Pick<DensityOperator, "up" | "down" | "out">;
  readonly entry: Float64Array;
  readonly masses: Float64Array;
  /** By its ways, and by the states that its neurons share. */
  readonly ways: readonly Answer[];
  readonly states: readonly Answer[];
  /** d rate_k/d state_l of those, and the rate of state k over the signal of way l, both row by row. */
  readonly stateSlopes: Float64Array;
  readonly stateInflow: Float64Array;
  /** How fast its potential forgets: diffusion over variance [1/ms]. */
  readonly relaxation: number;
}

/** Relative steps of differences: errors of 1e-8 by their length, of 1e-12 by rounding. */
const small = 1e-4;

/** A correction beyond these factors is none. */
const [least, most] = [0.5, 2];

/**
 * The population `i` at activities that are its own. Answers are differences of the discretised operator, scaled by a number next to 1 so that the rate follows
 * constant signals as the scalar equation has it: an eigenvalue is 0 exactly where two stationary states meet.
 */
export function around(rest: Rest, i: number, rates: ArrayLike<number>): Around {
  const cell = rest.plan.cells[i]!;
  const [medium, { grid, reading }] = [rest.media[i]!, cell];
  const acting = rest.settle(i, rates);
  const { up, down, out, entry } = rest.operatorUnder(i, acting);
  const exchange = { up: up.slice(), down: down.slice(), out: out.slice() };
  const atRest = new ShiftedExchange(exchange, 0);
  const dwelling = entry.map((part) => -part);
  atRest.solve(dwelling);
  const time = total(dwelling) + meanWait(cell);
  const masses = dwelling.map((one) => one / time);
  const { relaxation, spread, diffusion } = shapeOf(masses, medium.topDiffusion + acting.more, grid);
  /** @param move  moves the signal and says what acts then */
  const answer = (move: (by: number) => Acting, step: number): Answer => {
    const above = flowOf(rest.operatorUnder(i, move(step)), masses);
    const rateAbove = rest.rateUnder(i, move(step));
    const below = flowOf(rest.operatorUnder(i, move(-step)), masses);
    const rateBelow = rest.rateUnder(i, move(-step));
    move(0);
    const flux = above.flux.map((value, c) => (value - below.flux[c]!) / (2 * step));
    const fired = above.fired.map((value, c) => (value - below.fired[c]!) / (2 * step));
    // From fluxes, so that what leaves one cell arrives in the next to the last digit.
    const push = flux.map((value, c) => (c > 0 ? flux[c - 1]! : 0) - value - fired[c]!);
    const kick = total(fired);
    const settled = push.slice();
    atRest.solve(settled);
    // The masses settle at -(T^-1 push) and what the reset brings; together they are still 1.
    const ratio = (rateAbove - rateBelow) / (2 * step) / (total(settled) / time);
    const scale = ratio > least && ratio < most ? ratio : 1;
    return { push: push.map((value) => scale * value), kick: scale * kick };
  };
  const ways = rest.ways[i]!.map(({ source, drift, diffusion: more, slots }, k) => {
    const sizes = [
      drift === 0 ? Number.POSITIVE_INFINITY : diffusion / spread / Math.abs(drift),
      more === 0 ? Number.POSITIVE_INFINITY : diffusion / Math.abs(more),
      slots.size === 0 ? Number.POSITIVE_INFINITY : rates[source]! || 1 / time,
    ];
    const size = Math.min(...sizes);
    if (size === Number.POSITIVE_INFINITY) return { push: new Float64Array(grid.cells), kick: 0 };
    return answer((by) => rest.act(i, rates, k, by), small * size);
  });
  const states = reading.common.map((name) => {
    const place = medium.placeOf(name)!;
    const value = medium.read(place);
    const move = (by: number) => {
      medium.write(place, value + by);
      return acting;
    };
    return answer(move, small * (Math.abs(value) || 1));
  });
  const stateInflow = Float64Array.from(reading.common.flatMap((name) => rest.ways[i]!.map(({ states: into }) => into.get(name) ?? 0)));
  return { exchange, entry, masses, ways, states, stateSlopes: rest.commonSlopes(i), stateInflow, relaxation };
}

const total = (x: Float64Array) => x.reduce((sum, one) => sum + one, 0);

/** What an operator makes of masses: the flux from each cell to the next, and what leaves each at once {cells}. */
function flowOf({ up, down, out }: DensityOperator, masses: Float64Array): { readonly flux: Float64Array; readonly fired: Float64Array } {
  const last = masses.length - 1;
  const flux = masses.map((mass, c) => (c < last ? up[c]! * mass - down[c + 1]! * masses[c + 1]! : 0));
  return { flux, fired: masses.map((mass, c) => out[c]! * mass) };
}

function shapeOf(masses: Float64Array, diffusion: number, { low, width }: { readonly low: number; readonly width: number }) {
  let [sum, first, second] = [0, 0, 0];
  for (const [c, mass] of masses.entries()) {
    const v = low + (c + 0.5) * width;
    sum += mass;
    first += mass * v;
    second += mass * v * v;
  }
  const variance = Math.max(second / sum - (first / sum) * (first / sum), width * width);
  return { relaxation: diffusion / variance, spread: Math.sqrt(variance), diffusion };
}
