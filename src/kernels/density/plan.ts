/** What a run of densities will compute, before anything is compiled or allocated. */
import { InternalError } from "../../base/index.ts";
import type { Experiment } from "../../model/index.ts";
import { type Cell, cellsOf } from "../ages/ways.ts";
import { assemble } from "../population/assemble.ts";
import { lawOnGrid } from "./cell-laws.ts";
import { type Coupling, couplingsOf, type Outside, outsideOf } from "./couplings.ts";
import { type DensityGrid, spread } from "./grid.ts";
import type { TimeScheme } from "./population.ts";
import { type DensityReading, readDensities } from "./reading.ts";
import { type Relays, relaysOf } from "./relays.ts";

/** Masses with which a population begins {cells}, and the part of the neurons that fire at once and wait; their sum is 1. */
export interface Beginning {
  readonly masses: Float64Array;
  readonly waiting: number;
}

/** A population of the network: neurons that are told apart by nothing but their potential. */
export interface DensityCell {
  readonly cell: Cell;
  readonly reading: DensityReading;
  readonly grid: DensityGrid;
  /** Computed when a run begins: what is at rest begins nowhere. */
  readonly begin: () => Beginning;
}

/** What is chosen for a run. */
export interface DensityOptions {
  readonly scheme: TimeScheme;
  grid(reading: DensityReading): DensityGrid;
  /** Density with which a population begins, in any unit, in the place of its neurons' initial values. */
  initial?(reading: DensityReading): ((v: number) => number) | undefined;
}

export interface DensityPlan {
  readonly experiment: Experiment;
  readonly step: number;
  readonly scheme: TimeScheme;
  readonly cells: readonly DensityCell[];
  readonly couplings: readonly Coupling[];
  readonly outside: readonly Outside[];
  readonly relays: Relays;
}

/** Prepares an experiment that the scale has accepted. */
export function planDensities(experiment: Experiment, options: DensityOptions, step = experiment.run.step): DensityPlan {
  const readings = readDensities(experiment);
  if (!("get" in readings) || step === undefined) throw new InternalError("densities were planned of what cannot be one");
  const relays = relaysOf(experiment);
  const neurons = cellsOf(experiment).filter(({ population }) => !relays.has(population.name));
  const cells = neurons.map((cell): DensityCell => {
    const reading = readings.get(cell.population.name)!;
    const grid = options.grid(reading);
    return { cell, reading, grid, begin: () => beginning(reading, grid, options.initial?.(reading)) };
  });
  const receiving = new Map(
    [...readings].map(([name, { jumps, filters, potential }]) => [name, { jumps, filters, diffusing: potential }] as const),
  );
  const assemblies = assemble(experiment);
  const couplings = couplingsOf(experiment, neurons, receiving, assemblies, step);
  const outside = outsideOf(experiment, neurons, receiving, assemblies, { step, relays });
  return { experiment, step, scheme: options.scheme, cells, couplings, outside, relays };
}

/**
 * Neurons above the grid fire at once: they wait, or are at the reset. Those below it are put into the lowest cell. Of a density whose integral is less than 1
 * the rest waits, where neurons wait at all.
 */
function beginning(reading: DensityReading, grid: DensityGrid, density: ((v: number) => number) | undefined): Beginning {
  const { masses, below, above } = density ? integrated(grid, density) : lawOnGrid(reading.initial, grid, reading.lookup);
  masses[0]! += below;
  const waits = reading.waiting.kind !== "none";
  const found = masses.reduce((all, mass) => all + mass, above);
  const sum = density && waits ? Math.max(1, found) : found;
  const entry = waits ? undefined : spread(grid, reading.reset);
  return { masses: masses.map((mass, i) => (mass + above * (entry?.[i] ?? 0)) / sum), waiting: waits ? 1 - (found - above) / sum : 0 };
}

/** Masses of a density by Gauss's rule of three points in each cell. */
function integrated({ low, width, cells }: DensityGrid, density: (v: number) => number) {
  const masses = Float64Array.from({ length: cells }, (_, i) => {
    const middle = low + (i + 0.5) * width;
    const aside = (width / 2) * Math.sqrt(0.6);
    return (width / 18) * Math.max(0, 8 * density(middle) + 5 * (density(middle - aside) + density(middle + aside)));
  });
  return { masses, below: 0, above: 0 };
}
