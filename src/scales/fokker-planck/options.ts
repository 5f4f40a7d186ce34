/** Options of the scale in a document: `options: { fokker-planck: { cells, V: [low, high], scheme, entropy, exponent, initial } }`. */
import type { Reason } from "../../contract/index.ts";
import { type DensityReading, densityRange, type TimeScheme } from "../../kernels/index.ts";
import { evaluate, type Tree } from "../../language/index.ts";
import { densityAsset, type Experiment } from "../../model/index.ts";
import { firstAfter } from "../../numerics/index.ts";
import { endsOf, parsed } from "../density-options.ts";
import { lowEnds } from "./ranges.ts";

/** The scale. */
export const id = "fokker-planck";

/** What a document chooses, and the defaults. */
export interface ChosenOptions {
  readonly cells: number;
  readonly scheme: TimeScheme;
  /** H of the relative entropy, over `x`, the density over the stationary one. */
  readonly entropy: Tree;
  /** Exponent mu of the recorded moment; absent: that of the theorem of blow-up. */
  readonly exponent?: number;
  /** Lower and upper end of the grid, by population. */
  readonly ranges: ReadonlyMap<string, readonly [number, number]>;
  /** Densities with which populations begin, over their potentials, in the place of initial values. */
  readonly initial: ReadonlyMap<string, (v: number) => number>;
}

const schemes: readonly TimeScheme[] = ["bdf2", "backward-euler"];

/** Cells of a grid that a document does not ask for; the fewest and the most. */
const [usualCells, fewestCells, mostCells] = [1000, 10, 1_000_000];

const usualEntropy = "(x - 1)^2";

/** The options of a document, or what is wrong with them. */
export function optionsOf(experiment: Experiment, readings: ReadonlyMap<string, DensityReading>): ChosenOptions | readonly Reason[] {
  const given = experiment.run.options?.[id] ?? {};
  const reasons: Reason[] = [];
  const refuse = (name: string, value: unknown, what: string) =>
    reasons.push({
      code: "density-option",
      data: { scale: id, name, given: typeof value === "object" ? JSON.stringify(value) : `${value}`, what },
    });
  const potentials = new Set([...readings.values()].map(({ potential }) => potential));
  const known = ["cells", "scheme", "entropy", "exponent", "initial", ...potentials];
  for (const name of Object.keys(given))
    if (!known.includes(name)) reasons.push({ code: "scale-option", data: { scale: id, name, known } });
  const cells = given.cells ?? usualCells;
  if (typeof cells !== "number" || !Number.isInteger(cells) || cells < fewestCells || cells > mostCells)
    refuse("cells", cells, `a whole number from ${fewestCells} to ${mostCells} is needed`);
  const scheme = schemes.find((one) => one === (given.scheme ?? schemes[0]));
  if (scheme === undefined)
    reasons.push({ code: "scale-option-value", data: { scale: id, name: "scheme", given: `${given.scheme}`, known: schemes } });
  const entropy = parsed(`${given.entropy ?? usualEntropy}`, new Set(["x"]));
  if (typeof entropy === "string") refuse("entropy", given.entropy, entropy);
  const { exponent } = given;
  if (exponent !== undefined && !(typeof exponent === "number" && exponent > 0))
    refuse("exponent", exponent, "a positive number is needed");
  const initial = new Map<string, (v: number) => number>();
  const isNoisy = [...readings.values()].every((one) => given[one.potential] !== undefined || densityRange(one) !== undefined);
  const lows = isNoisy ? new Map<string, undefined>() : lowEnds(experiment);
  const ranges = new Map<string, readonly [number, number]>();
  for (const [name, reading] of readings) {
    const range = rangeOf(given[reading.potential], reading, name, lows.get(name));
    if ("code" in range) reasons.push(range);
    else ranges.set(name, range as readonly [number, number]);
    const beginning = isMapping(given.initial) && !("file" in given.initial) ? given.initial[name] : given.initial;
    if (beginning === undefined) continue;
    const density = densityOf(beginning, reading, experiment);
    if (typeof density === "string") refuse("initial", beginning, density);
    else initial.set(name, density);
  }
  if (reasons.length > 0 || scheme === undefined || typeof entropy === "string") return reasons;
  return { cells: Number(cells), scheme, entropy, ...(typeof exponent === "number" ? { exponent } : {}), ranges, initial };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A density over the potential that an expression or a file says, or why it does not. */
function densityOf(given: unknown, { potential, flow, lookup }: DensityReading, { assets }: Experiment): ((v: number) => number) | string {
  if (isMapping(given)) {
    const columns = assets[densityAsset(`${given.file}`)]?.columns;
    return columns ? interpolated(columns.at!, columns.density!) : "an expression, or `{ file: FILE }` of a file that is there, is needed";
  }
  const tree = parsed(`${given}`, new Set([potential, ...flow.parameters.map((one) => one.name)]));
  return typeof tree === "string" ? tree : (v) => evaluate(tree, (name) => (name === potential ? v : lookup(name)));
}

/** Linear between points, 0 outside. */
function interpolated(at: Float64Array, values: Float64Array): (v: number) => number {
  return (v) => {
    const next = firstAfter(at, v);
    if (next === 0 || (next === at.length && v > at[next - 1]!)) return 0;
    const [low, high] = [Math.min(next, at.length - 1) - 1, Math.min(next, at.length - 1)];
    const part = (v - at[low]!) / (at[high]! - at[low]!);
    return (1 - part) * values[low]! + part * values[high]!;
  };
}

/** The ends of the grid of a population, in internal units. */
function rangeOf(given: unknown, reading: DensityReading, where: string, reached: number | undefined): readonly [number, number] | Reason {
  const { potential, firing, reset } = reading;
  const refuse = (what: string): Reason => ({ code: "density-range", data: { scale: id, name: potential, where, what } });
  if (given === undefined) {
    const range = densityRange(reading) ?? (reached !== undefined && firing.kind === "threshold" ? [reached, firing.at] : undefined);
    return range ?? refuse("no drift keeps its neurons within bounds, so the grid needs ends");
  }
  const ends = endsOf(given, reading, potential);
  if (typeof ends === "string") return refuse(ends);
  const [low, high] = ends;
  const { factor } = reading.flow.states.find(({ name }) => name === potential)!;
  if (firing.kind === "threshold" && Math.abs(high - firing.at) > 1e-12 * (Math.abs(high) + Math.abs(firing.at) + high - low))
    return refuse(`neurons fire at ${firing.at / factor}, where the grid must end`);
  return reset > low && reset < high ? [low, firing.kind === "threshold" ? firing.at : high] : refuse("the reset must lie within it");
}
