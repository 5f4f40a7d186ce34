/** Options of the scale in a document: `options: { voltage-conductance: { cells: [200, 100], v: [0, 1], g: [0, 3] } }`. */
import type { Reason } from "../../contract/index.ts";
import {
  conductanceRanges,
  coupledPlanes,
  densityGrid,
  lowestPotential,
  type PlaneGrid,
  type PlaneReading,
  planeGrid,
} from "../../kernels/index.ts";
import type { Experiment } from "../../model/index.ts";
import { endsOf } from "../density-options.ts";

/** The scale. */
export const id = "voltage-conductance";

/** What a document chooses, and the defaults. */
export interface ChosenOptions {
  /** Cells over potential and conductance. */
  readonly cells: readonly [number, number];
  /** By population. */
  readonly grids: ReadonlyMap<string, PlaneGrid>;
}

/** Cells of a grid that a document does not ask for; the fewest and the most along one state. */
const usualCells = [200, 100] as const;
const [fewestCells, mostCells] = [10, 10_000];

/** The options of a document, or what is wrong with them. */
export function optionsOf(experiment: Experiment, readings: ReadonlyMap<string, PlaneReading>): ChosenOptions | readonly Reason[] {
  const given = experiment.run.options?.[id] ?? {};
  const reasons: Reason[] = [];
  const states = [...readings.values()].flatMap(({ potential, conductance }) => [potential, conductance]);
  const known = ["cells", ...new Set(states)];
  for (const name of Object.keys(given))
    if (!known.includes(name)) reasons.push({ code: "scale-option", data: { scale: id, name, known } });
  const cells = cellsOf(given.cells);
  if (typeof cells === "string")
    reasons.push({ code: "density-option", data: { scale: id, name: "cells", given: JSON.stringify(given.cells), what: cells } });
  const grids = new Map<string, PlaneGrid>();
  const usual = usualRanges(experiment, readings);
  for (const [where, reading] of readings) {
    const grid = gridOf(reading, given, typeof cells === "string" ? usualCells : cells, usual.get(where));
    if ("v" in grid) grids.set(where, grid);
    else reasons.push({ code: "density-range", data: { scale: id, name: grid.name, where, what: grid.what } });
  }
  return reasons.length > 0 || typeof cells === "string" ? reasons : { cells, grids };
}

function cellsOf(given: unknown): readonly [number, number] | string {
  if (given === undefined) return usualCells;
  const isCount = (one: unknown) => typeof one === "number" && Number.isInteger(one) && one >= fewestCells && one <= mostCells;
  // Two numbers, once both have been looked at.
  if (Array.isArray(given) && given.length === 2 && given.every(isCount)) return given as unknown as readonly [number, number];
  return `two whole numbers from ${fewestCells} to ${mostCells} are needed, over potential and conductance`;
}

/** Ranges of conductances that follow from the equations, by population: of cells with others' inputs the widest. */
function usualRanges(experiment: Experiment, readings: ReadonlyMap<string, PlaneReading>) {
  const { cells, couplings } = coupledPlanes(experiment, readings);
  const found = conductanceRanges(
    cells.map(({ population }) => readings.get(population.name)!),
    couplings,
  );
  const widest = new Map<string, readonly [number, number] | undefined>();
  for (const [i, { population }] of cells.entries()) {
    const [range, before] = [found[i], widest.get(population.name)];
    if (!widest.has(population.name) || range === undefined) widest.set(population.name, range);
    else if (before !== undefined) widest.set(population.name, [Math.min(before[0], range[0]), Math.max(before[1], range[1])]);
  }
  return widest;
}

/** The grid of a population, or which of its ends are wrong. */
function gridOf(
  reading: PlaneReading,
  given: Readonly<Record<string, unknown>>,
  [overV, overG]: readonly [number, number],
  usual: readonly [number, number] | undefined,
): PlaneGrid | { readonly name: string; readonly what: string } {
  const { potential, conductance, threshold, reset, bounds, flow } = reading;
  const g = given[conductance] === undefined ? usual : endsOf(given[conductance], reading, conductance);
  if (g === undefined) return { name: conductance, what: "no drift keeps it within bounds, so the grid needs ends" };
  if (typeof g === "string") return { name: conductance, what: g };
  if (g[0] < bounds[0] || g[1] > bounds[1]) return { name: conductance, what: "it reaches beyond its `bounds`" };
  const lowest = () => lowestPotential(reading, g);
  const low = given[potential] === undefined ? lowest() : endsOf(given[potential], reading, potential);
  if (low === undefined) return { name: potential, what: "no drift keeps its neurons within bounds, so the grid needs ends" };
  if (typeof low === "string") return { name: potential, what: low };
  const [from, to] = typeof low === "number" ? [low, threshold] : low;
  const { factor } = flow.states.find(({ name }) => name === potential)!;
  if (Math.abs(to - threshold) > 1e-12 * (Math.abs(to) + Math.abs(threshold) + to - from))
    return { name: potential, what: `neurons fire at ${threshold / factor}, where the grid must end` };
  if (reset < from) return { name: potential, what: "the reset must lie within it" };
  return planeGrid(from, reset, threshold, overV, densityGrid(g[0], g[1], overG));
}
