/** The script as it grows: objects with names of their own, helpers that are needed, remarks and refusals. */
import { LapicqueError } from "../../base/index.ts";
import { base64 } from "../../figures/index.ts";
import { type Experiment, type Population, placeOf, type Range } from "../../model/index.ts";
import type { Opened } from "../../session/index.ts";
import { Group } from "./group.ts";
import { ObjectNames } from "./names.ts";

/** Step of documents that give none, which are computed with adaptive steps [ms]. */
export const stepOfCells = 0.01;

/** Everything that is gathered while a document is written. */
export class Script {
  readonly experiment: Experiment;
  readonly names = new ObjectNames();
  readonly groups = new Map<string, Group>();
  /** Arrays and the like before the groups. */
  readonly before: string[] = [];
  /** Synapses, generators and their connections. */
  readonly connections: string[] = [];
  readonly monitors: string[] = [];
  readonly notes = new Set<string>();
  readonly errors: LapicqueError[] = [];
  private readonly opened: Opened;

  constructor(opened: Opened, experiment: Experiment) {
    this.opened = opened;
    this.experiment = experiment;
    for (const population of [...experiment.populations, ...experiment.rates]) this.groups.set(population.name, this.groupOf(population));
  }

  private groupOf(population: Population): Group {
    return new Group(population, this.names.take(population.name, "group"), this.experiment.units);
  }

  /** Runs `body`; a refusal gets the place that a path of the document has, and the rest is still looked at. */
  attempt(path: string, body: () => void): void {
    try {
      body();
    } catch (error) {
      if (!(error instanceof LapicqueError)) throw error;
      const where = error.span ?? placeOf(this.opened.document, path);
      this.errors.push(new LapicqueError("export-brian2", { where: path, reason: error.message, remedy: error.hint }, where));
    }
  }

  group(name: string): Group {
    return this.groups.get(name)!;
  }

  /** The neurons of a range: the group, or a part of it. */
  part({ population, from, to }: Range): string {
    const group = this.group(population);
    return from === 0 && to === group.population.size ? group.object : `${group.object}[${from}:${to}]`;
  }

  /** A condition on the neuron's number; undefined for all of them. */
  within({ population, from, to }: Range): string | undefined {
    const { size } = this.group(population).population;
    if (from === 0 && to === size) return undefined;
    if (to - from === 1) return `i == ${from}`;
    return [...(from > 0 ? [`i >= ${from}`] : []), ...(to < size ? [`i < ${to}`] : [])].join(" and ");
  }
}

/** A time of the experiment; under `units: none` a unit of time is a millisecond. */
export function timeText(value: number): string {
  return value === 0 ? "0*ms" : `${Number(value.toPrecision(15))}*ms`;
}

/** When something acts, as a condition; undefined for the whole run. */
export function during(start: number, stop: number): string | undefined {
  const parts = [...(start > 0 ? [`t >= ${timeText(start)}`] : []), ...(stop < Number.POSITIVE_INFINITY ? [`t < ${timeText(stop)}`] : [])];
  return parts.length === 0 ? undefined : parts.join(" and ");
}

/** Doubles as an expression of the script: a list, or packed where they are many. */
export function arrayText(values: Float64Array): string {
  if (values.length <= 24) return `np.array([${[...values].join(", ")}])`;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return `numbers('${base64(bytes)}')`;
}
