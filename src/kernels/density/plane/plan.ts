/** What a run of densities over potential and conductance will compute. */
import { InternalError } from "../../../base/index.ts";
import type { Experiment } from "../../../model/index.ts";
import { type Cell, cellsOf } from "../../ages/ways.ts";
import { assemble } from "../../population/assemble.ts";
import { lawOnGrid } from "../cell-laws.ts";
import { type Coupling, couplingsOf, type Receiving } from "../couplings.ts";
import { direct } from "../filters.ts";
import { spread } from "../grid.ts";
import type { PlaneGrid } from "./grid.ts";
import { type PlaneReading, readPlanes } from "./reading.ts";

/** Neurons that are told apart by nothing but their potential and conductance. */
export interface PlaneCell {
  readonly cell: Cell;
  readonly reading: PlaneReading;
  readonly grid: PlaneGrid;
}

export interface PlanePlan {
  readonly experiment: Experiment;
  readonly step: number;
  readonly cells: readonly PlaneCell[];
  readonly couplings: readonly Coupling[];
}

/** Populations and how they act on one another, before grids are chosen. */
export function coupledPlanes(experiment: Experiment, readings: ReadonlyMap<string, PlaneReading>) {
  const { step } = experiment.run;
  if (step === undefined) throw new InternalError("densities were planned without a step");
  const cells = cellsOf(experiment);
  const receiving = new Map([...readings].map(([name, one]) => [name, receivingOf(one)]));
  return { step, cells, couplings: couplingsOf(experiment, cells, receiving, assemble(experiment), step) };
}

/** Spikes act on the conductance. */
const receivingOf = ({ jumps, conductance }: PlaneReading): Receiving => ({
  jumps,
  diffusing: conductance,
  filters: new Map([[conductance, direct]]),
});

/** Prepares an experiment that the scale has accepted. */
export function planPlanes(experiment: Experiment, scale: string, gridOf: (reading: PlaneReading) => PlaneGrid): PlanePlan {
  const readings = readPlanes(experiment, scale);
  if (!("get" in readings)) throw new InternalError("densities were planned of what cannot be one");
  const { step, cells, couplings } = coupledPlanes(experiment, readings);
  return {
    experiment,
    step,
    couplings,
    cells: cells.map((cell) => {
      const reading = readings.get(cell.population.name)!;
      return { cell, reading, grid: gridOf(reading) };
    }),
  };
}

/** Masses with which a population begins {conductances, potentials}. Those above the threshold fire at once; those beyond other ends are put into the cells there. */
export function beginningOf({ reading, grid }: PlaneCell): Float64Array {
  const { initial, lookup, reset } = reading;
  const overV = lawOnGrid(initial.potential, grid.v, lookup);
  const overG = lawOnGrid(initial.conductance, grid.g, lookup);
  const entry = spread(grid.v, reset);
  const v = overV.masses.map((mass, i) => mass + overV.above * entry[i]! + (i === 0 ? overV.below : 0));
  const last = grid.g.cells - 1;
  const g = overG.masses.map((mass, j) => mass + (j === 0 ? overG.below : 0) + (j === last ? overG.above : 0));
  const [allV, allG] = [sumOf(v), sumOf(g)];
  return Float64Array.from({ length: v.length * g.length }, (_, k) => {
    const j = Math.floor(k / v.length);
    return (g[j]! / allG) * (v[k - j * v.length]! / allV);
  });
}

const sumOf = (masses: Float64Array) => masses.reduce((sum, mass) => sum + mass, 0);
