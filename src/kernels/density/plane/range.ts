/** Where a density over potential and conductance can be cut off. */
import { evaluate } from "../../../language/index.ts";
import type { Coupling } from "../couplings.ts";
import { reach, undrivenNames } from "../range.ts";
import type { PlaneReading } from "./reading.ts";

/** Parts of a length at which a drift is looked at; most steps beyond it; rounds in which activities are guessed. */
const [parts, most, rounds] = [20, 4000, 60];

/** Relative change of a guess that ends the rounds. */
const settled = 0.01;

/** Where guesses do not settle, as many times the range without activity: a run tells when it leaves it. */
const unsettled = 4;

/** Values of slots while populations fire at rates [1/ms] {cells}; what acts on the conductance itself stands under its name. */
function slotsAt(target: number, couplings: readonly Coupling[], rates: readonly number[]): Map<string, number> {
  const slots = new Map<string, number>();
  for (const { target: to, source, factor, to: what } of couplings)
    if (to === target) slots.set(what.name, (slots.get(what.name) ?? 0) + factor * rates[source]!);
  return slots;
}

/** Drift and diffusion of the conductance, with what activities bring. */
function transportAt(reading: PlaneReading, slots: ReadonlyMap<string, number>) {
  const { conductance, drift, diffusion } = reading;
  return (g: number) => {
    const at = undrivenNames(reading, new Map([...slots, [conductance, g]]));
    return { drift: evaluate(drift, at) + (slots.get(conductance) ?? 0), diffusion: evaluate(diffusion, at) };
  };
}

/** Rate of neurons whose conductance stays where it is [1/ms]. */
function rateAt(reading: PlaneReading, slots: ReadonlyMap<string, number>, g: number): number {
  const { potential, conductance, reset, threshold, speed } = reading;
  let time = 0;
  for (let k = 0; k < 10 * parts; k++) {
    const v = reset + ((k + 0.5) / (10 * parts)) * (threshold - reset);
    const at = undrivenNames(reading, new Map([...slots, [potential, v], [conductance, g]]));
    const here = evaluate(speed, at);
    if (!(here > 0)) return 0;
    time += (threshold - reset) / (10 * parts) / here;
  }
  return 1 / time;
}

/** A length over which the conductance differs noticeably, and where it begins. */
function beginningOf(reading: PlaneReading): { readonly from: number; readonly unit: number } {
  const [low, high] = reading.bounds;
  const from = Number.isFinite(low) ? low : Number.isFinite(high) ? high : 0;
  const { drift, diffusion } = transportAt(reading, new Map())(from);
  return { from, unit: Math.abs(drift) > 0 ? Math.max(Math.abs(diffusion / drift), 1e-3 * Math.abs(from)) : Math.sqrt(diffusion) };
}

/** Where the drift of the conductance ends, from `from` on. */
function restOf(transport: (g: number) => { readonly drift: number }, from: number, step: number): number {
  const way = transport(from).drift >= 0 ? step : -step;
  for (let k = 1; k < most; k++) if (transport(from + k * way).drift * way <= 0) return from + (k - 0.5) * way;
  return Number.NaN;
}

/** Rates at which the populations fire where neurons have no noise [1/ms] {cells}; undefined where they raise one another without end. */
function settledRates(readings: readonly PlaneReading[], couplings: readonly Coupling[]): readonly number[] | undefined {
  let rates = readings.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    const next = readings.map((reading, i) => {
      const slots = slotsAt(i, couplings, rates);
      const { from, unit } = beginningOf(reading);
      return rateAt(reading, slots, restOf(transportAt(reading, slots), from, unit / parts));
    });
    if (next.every((rate, i) => Math.abs(rate - rates[i]!) <= settled * rate)) return next;
    rates = next;
  }
  return undefined;
}

/** Ends of the conductance of each population {cells}: as far as noise gets, which activity moves. Undefined where no drift keeps the conductance. */
export function conductanceRanges(
  readings: readonly PlaneReading[],
  couplings: readonly Coupling[],
): readonly (readonly [number, number] | undefined)[] {
  const rates = settledRates(readings, couplings);
  return readings.map((reading, i) => {
    const transport = transportAt(reading, rates === undefined ? new Map() : slotsAt(i, couplings, rates));
    const { from, unit } = beginningOf(reading);
    const wide = rates === undefined ? unsettled : 1;
    const endOf = (bound: number, step: number) => {
      if (Number.isFinite(bound)) return bound;
      const end = reach(transport, from, step);
      return end === undefined ? undefined : from + wide * (end - from);
    };
    const [low, high] = [endOf(reading.bounds[0], -unit / 2), endOf(reading.bounds[1], unit / 2)];
    return low !== undefined && high !== undefined && low < high ? [low, high] : undefined;
  });
}

/** The lowest potential that neurons come to from the reset, at conductances within a range; undefined where no drift stops them. */
export function lowestPotential(reading: PlaneReading, [low, high]: readonly [number, number]): number | undefined {
  const { potential, conductance, reset, threshold, speed } = reading;
  for (let k = 0; k < most; k++) {
    const v = reset - (k * (threshold - reset)) / parts;
    const rises = Array.from({ length: parts + 1 }, (_, j) => {
      const g = low + (j / parts) * (high - low);
      return (
        evaluate(
          speed,
          undrivenNames(
            reading,
            new Map([
              [potential, v],
              [conductance, g],
            ]),
          ),
        ) >= 0
      );
    });
    if (rises.every((one) => one)) return v;
  }
  return undefined;
}
