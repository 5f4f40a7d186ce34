/** Stationary states of densities: activities that make themselves, by the scalar equation of each population. */
import { exp, log } from "../../../base/index.ts";
import type { ActivityReading, Complex, StationaryProblem, SystemQuantity } from "../../../contract/index.ts";
import { type DensityPlan, reads, residualSystem } from "../../../kernels/index.ts";
import { Linearised } from "./linearised.ts";
import { poincareConstant } from "./poincare.ts";
import { Rest } from "./rest.ts";
import { crossingsOver, zerosAlong } from "./search.ts";
import { meanWait } from "./signals.ts";

/** Where nothing else bounds it, the activity is looked for up to so many times the rate at which a density relaxes. */
const mostPerRelaxation = 1e4;

/** log of the ratio of the highest activity to that which is small: the size of the unknowns. */
const span = 18;

/** log of the lowest activity: what is below the smallest double counts as that. */
const lowest = -690;

/** Places for each factor of e on a line, where a rate takes no time or much, and on each side of a rectangle. */
const [fine, coarse, plane] = [16, 3, 2.5];

/** Damped iterations from a guess, at most, and when Newton's method takes over. */
const [mostDamped, part, enough] = [60, 0.4, 0.03];

/**
 * The problem log F_i(A) - log A_i = 0 with the rate F_i of population i, told by log A_i: rates that differ by orders of magnitude are found alike, and a branch that
 * comes from infinity is followed far.
 */
export function densityProblem(plan: DensityPlan, notes: readonly string[]): StationaryProblem {
  const { experiment } = plan;
  const { duration, transient } = experiment.run;
  const rest = new Rest(plan, 0.5 * (duration + transient));
  const [unit, factor] = experiment.units === "physical" ? ["Hz", 0.001] : ["", 1];
  const count = plan.cells.length;
  const several = new Set(plan.cells.map(({ cell }) => cell.population.name)).size < count;
  const names = plan.cells.map(({ cell: { population, from, to } }) => (several ? `${population.name}[${from}:${to}]` : population.name));
  const highest = plan.cells.map((_, i) => highestRate(rest, i));
  const unknowns = names.map((name, i): SystemQuantity => {
    const most = log(highest[i]! / factor);
    return { name: `log(${name})`, unit: "", factor: 1, value: 0, range: [most - span, most] };
  });
  const ratesAt = (x: ArrayLike<number>) => Float64Array.from(x, (one) => factor * exp(one));
  const excess = (i: number, rates: Float64Array, x: number) => {
    const rate = rest.rate(i, rates) / factor;
    return log(rate < Number.MIN_VALUE ? exp(lowest) : rate) - x;
  };
  const system = residualSystem({
    name: experiment.populations.map(({ name }) => name).join(", "),
    units: experiment.units,
    unknowns,
    residual: (x, out) => {
      const rates = ratesAt(x);
      // Beyond its range a branch ends.
      for (let i = 0; i < count; i++) out[i] = x[i]! > unknowns[i]!.range![1] || x[i]! < lowest - 1 ? Number.NaN : excess(i, rates, x[i]!);
    },
    notes,
    close: () => rest.close(),
  });
  const told = experiment.populations.filter(({ name }) => !plan.relays.has(name));
  const activities = told.map(({ name, size }): ActivityReading => {
    const parts = plan.cells.flatMap(({ cell }, i) => (cell.population.name === name ? [{ i, share: (cell.to - cell.from) / size }] : []));
    return { name, unit, factor, of: (x) => parts.reduce((sum, { i, share }) => sum + share * factor * exp(x[i]!), 0) };
  });
  const spectrum = (x: Float64Array) => {
    const rates = ratesAt(x);
    const eigenvalues = eigenvaluesAt(rest, rates);
    if (count > 1) return { eigenvalues };
    return {
      eigenvalues,
      // It takes nearly as long, and along a branch nobody asks for it.
      get poincare() {
        return constantAt(rest, rates);
      },
    };
  };
  return { system, activities, spectrum, ...searchOver(rest, unknowns, factor, (i, x) => excess(i, ratesAt(x), x[i]!)) };
}

/** Of the densities at rest, on grids that end where strong drift leaves nobody: what happens at the threshold is then narrow. */
function eigenvaluesAt(rest: Rest, rates: Float64Array): readonly Complex[] {
  const cells = rest.plan.cells.map((cell, i) => ({ ...cell, grid: rest.inhabited(i, rates) }));
  if (cells.every(({ grid }, i) => grid === rest.plan.cells[i]!.grid)) return new Linearised(rest, rates).eigenvalues();
  const narrow = new Rest({ ...rest.plan, cells }, rest.time);
  const found = new Linearised(narrow, rates).eigenvalues();
  narrow.close();
  return found;
}

/** Of Poincare's inequality for the density of the one population, in the unit of its document. */
function constantAt(rest: Rest, rates: Float64Array): number {
  const { reading, grid } = rest.plan.cells[0]!;
  const { factor } = reading.flow.states.find(({ name }) => name === reading.potential)!;
  return poincareConstant(rest.dwelling(0, rates), grid.width) / (factor * factor);
}

/** The highest rate of population `i` [1/ms]. */
function highestRate(rest: Rest, i: number): number {
  const cell = rest.plan.cells[i]!;
  const wait = meanWait(cell);
  if (wait > 0) return 1 / wait;
  const { grid } = cell;
  const { shift, more } = rest.settle(i, new Float64Array(rest.plan.cells.length));
  const medium = rest.media[i]!;
  medium.update(rest.time);
  // A cell must not be wide beside the layer at the threshold that the drift of its own activity makes, D/f.
  const own = rest.ways[i]!.reduce((sum, { source, drift }) => sum + (source === i ? Math.abs(drift) : 0), 0);
  const resolved = (3 * (medium.topDiffusion + more) * grid.cells) / (own * (grid.high - rest.plan.cells[i]!.reading.reset));
  const across = (Math.abs(medium.topDrift + shift) + Math.abs(medium.drift[0]! + shift)) / (grid.high - grid.low);
  const relaxation = Math.max(across, (medium.topDiffusion + more) / ((grid.high - grid.low) * (grid.high - grid.low)));
  return Math.max(100 * relaxation, Math.min(mostPerRelaxation * relaxation, resolved));
}

/** How solutions are looked for: everywhere, as long as at most two populations differ. */
function searchOver(
  rest: Rest,
  unknowns: readonly SystemQuantity[],
  factor: number,
  excess: (i: number, x: Float64Array) => number,
): Pick<StationaryProblem, "starts" | "complete"> {
  const keys = unknowns.map((_, i) => keyOf(rest, i));
  const classes = [...new Set(keys)].map((key) => keys.flatMap((one, i) => (one === key ? [i] : [])));
  const first = classes.map(([i]) => i!);
  const expand = (values: readonly number[]) => {
    const x = new Float64Array(unknowns.length);
    for (const [k, one] of classes.entries()) for (const i of one) x[i] = values[k]!;
    return x;
  };
  const top = first.map((i) => unknowns[i]!.range![1]);
  const isQuick = first.every((i) => rest.isLeaky(i));
  if (classes.length === 1) {
    const f = (x: number) => excess(first[0]!, expand([x]));
    const turns = first.every((i) => rest.isMonotone(i)) ? "none" : "somewhere";
    const starts = () => zerosAlong(f, placesBelow(f, top[0]!, isQuick ? fine : coarse), turns);
    return { complete: true, starts: () => starts().map((x) => expand([x])) };
  }
  if (classes.length === 2 && isQuick) {
    const along = (k: number) =>
      Array.from({ length: Math.ceil(2 * span * plane) + 1 }, (_, j) => top[k]! - (2 * span * plane - j) / plane);
    const both = (x: number, y: number) => first.map((i) => excess(i, expand([x, y]))) as [number, number];
    return { complete: true, starts: () => crossingsOver(along(0), along(1), both).map((one) => expand(one)) };
  }
  const settle = (x: Float64Array) => {
    for (let [k, largest] = [0, 1]; k < mostDamped && largest > enough; k++) {
      largest = 0;
      for (let i = 0; i < x.length; i++) {
        const miss = excess(i, x);
        largest = Math.max(largest, Math.abs(miss));
        x[i] = Math.min(unknowns[i]!.range![1], x[i]! + part * miss);
      }
    }
    return x;
  };
  // Strong inhibition throws the logarithms too far; rates themselves come to rest.
  const risen = () =>
    Float64Array.from(rest.fromSilence(), (rate, i) => Math.min(unknowns[i]!.range![1], log(Math.max(rate / factor, exp(lowest)))));
  const levels = [0.97, 0.8, 0.6, 0.3];
  const alike = levels.map((level) => classes.map((_, k) => top[k]! - span * (1 - level)));
  const one = classes.flatMap((_, k) => [0.97, 0.7].map((level) => alike[3]!.with(k, top[k]! - span * (1 - level))));
  return { complete: false, starts: () => [risen(), ...[...alike, ...one].map((guess) => settle(expand(guess)))] };
}

/** Ascending places from below all solutions, where the rate is greater than the activity, to the highest. */
function placesBelow(f: (x: number) => number, top: number, density: number): readonly number[] {
  let low = top - 2 * span;
  while (low > lowest && !(f(low) > 0)) low -= 2 * span;
  const count = Math.ceil((top - low) * density);
  return Array.from({ length: count + 1 }, (_, k) => low + ((top - low) * k) / count);
}

/** The same for populations that are alike: their equations, parameters and inputs. */
function keyOf(rest: Rest, i: number): string {
  const { reading, grid } = rest.plan.cells[i]!;
  const { program, drift, diffusion, firing, commonRates } = reading;
  const trees = [drift, diffusion, ...commonRates, ...(firing.kind === "hazard" ? [firing.hazard] : [])];
  const medium = rest.media[i]!;
  const values = program.slots
    .filter((slot) => trees.some((tree) => reads(program, tree, slot)))
    .map((slot) => [slot, medium.read(medium.placeOf(slot)!)]);
  const ways = rest.ways[i]!.map(({ slots, states, ...way }) => ({ ...way, slots: [...slots], states: [...states] }));
  const outside = rest.outside[i]!.map(({ target: _, ...one }) => one);
  return JSON.stringify([outside, trees, program.definitions, values, ways, grid, reading.firing, reading.reset, reading.waiting]);
}
