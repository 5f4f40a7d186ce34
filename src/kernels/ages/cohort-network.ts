/** Populations of cohorts that act on one another, on a grid of time. */
import { exp, expm1, InternalError, unreachable, Xoshiro } from "../../base/index.ts";
import { compileCohortModule } from "../../compiler/index.ts";
import { evaluate } from "../../language/index.ts";
import type { Experiment, Population } from "../../model/index.ts";
import { integrate } from "../../numerics/index.ts";
import { exportsOf } from "../exports.ts";
import { closeMemory, openMemory } from "../memories.ts";
import { type Assemblies, assemble, isCommon } from "../population/assemble.ts";
import type { Precision } from "../population/model.ts";
import { Space } from "../population/space.ts";
import { signalsOf } from "../taps.ts";
import { constantsOf, refuseDraws } from "../values.ts";
import { actsAtOnce, type Loop, loopsOf, solutionsOf } from "./at-once.ts";
import { CohortRun } from "./cohort-run.ts";
import type { CohortRunState } from "./cohort-state.ts";
import { drawSpikes, type Noise } from "./draws.ts";
import { intervalDeviation } from "./estimates.ts";
import { capacityOf, type GridShape } from "./grid.ts";
import { type CohortModel, cohortModel, widthOf } from "./model.ts";
import { covers, PastSpikes, sourcesOf } from "./past-spikes.ts";
import { poolAge } from "./pool-age.ts";
import { readAges } from "./reading.ts";
import { type Cell, cellsOf, type Way, waysOf } from "./ways.ts";

/**
 * How fast neurons fire whose last spike is not known, because more or fewer have fired than were expected.
 *
 * `survival`: at the rate at which the variance of the number of survivors is lost (2017, eq. 12). `interval-variance`: at one over the standard
 * deviation of the intervals, with which the power at frequency 0 is that of the neurons. `none`: not at all, so that populations die out.
 */
export type Correction = "survival" | "interval-variance" | "none";

/** What the scale chooses. */
export interface CohortOptions {
  readonly seed: number;
  readonly precision: Precision;
  readonly noise: Noise;
  readonly correction: Correction;
  readonly grid: GridShape["kind"];
}

/** A population of the network: cells that are one population of cohorts each. */
export interface CohortPopulation {
  readonly model: CohortModel;
  readonly cell: Cell;
  readonly shape: GridShape;
}

/** Prepared, before anything is compiled or allocated. */
export interface CohortPlan {
  readonly experiment: Experiment;
  readonly options: CohortOptions;
  readonly step: number;
  readonly populations: readonly CohortPopulation[];
  readonly ways: readonly Way[];
  /** Where nothing is drawn: activities that act on their own population at once, and those that act so on another. */
  readonly loops: readonly Loop[];
  readonly others: readonly Way[];
  /** Projections that count with a mean over connections that differ. */
  readonly means: readonly string[];
}

/** Steps between two looks at the deviation of intervals, which moves with the states and not with the noise. */
const deviationEvery = 8;

/** Prepares an experiment that the scale has accepted. */
export function planCohorts(experiment: Experiment, options: CohortOptions): CohortPlan {
  const { step } = experiment.run;
  if (step === undefined) throw new InternalError("cohorts were planned without a step");
  const assemblies = assemble(experiment);
  const ways = waysOf(experiment, assemblies, options.seed, step);
  const models = new Map(
    experiment.populations.map((population) => [population.name, modelOf(experiment, population, assemblies, ways, options, step)]),
  );
  const populations = cellsOf(experiment).map((cell) => {
    const model = models.get(cell.population.name)!;
    return { model, cell, shape: shapeOf(model, cell, options) };
  });
  return {
    experiment,
    options,
    step,
    populations,
    ways,
    ...(options.noise === "none" ? loopsOf(populations, ways) : { loops: [], others: [] }),
    means: experiment.projections
      .filter((one) => one.synapse.kind !== "activity" && !isCommon(one))
      .map(({ name }) => `projections.${name}`),
  };
}

/**
 * Part of the adaptation of a population that random spikes leave out: regular ones lower the hazard by the integral of k x, random ones by
 * that of 1 - exp(-k x). Undefined without adaptation.
 */
export function quasiRenewalGap({ model, cell }: CohortPopulation): number | undefined {
  const { reading, flow, population } = model;
  if (reading.accumulating.length === 0) return undefined;
  const { lookup } = constantsOf(flow, cell.from, population.size, refuseDraws);
  const traces = reading.accumulating.map(({ sensitivity, jump, decay }) => ({
    size: evaluate(sensitivity, lookup) * evaluate(jump, lookup),
    decay: evaluate(decay, lookup),
  }));
  const trace = (age: number) => traces.reduce((sum, { size, decay }) => sum + size * exp(-decay * age), 0);
  const slowest = Math.min(...traces.map(({ decay }) => decay));
  const whole = traces.reduce((sum, { size, decay }) => sum + size / decay, 0);
  return 1 - integrate((age) => -expm1(-trace(age)), 0, faded / slowest) / whole;
}

/** Time constants after which a trace is nothing. */
const faded = 30;

/** Bytes that the run will take. */
export function cohortBytes({ populations }: CohortPlan): number {
  return populations.reduce((sum, { model, shape }) => {
    const { arrays, inputs, slots, precision } = model;
    return sum + capacityOf(shape) * ((arrays.length + inputs.length + 1) * widthOf(precision) + 5 * 8) + 8 * slots.length;
  }, 65536);
}

/** Most cohorts at a time, of all populations. */
export function cohortCount({ populations }: CohortPlan): number {
  return populations.reduce((sum, { shape }) => sum + capacityOf(shape), 0);
}

/** Time of one cohort, and of one population, in a step [ns], on the machine on which they were measured. */
const [cohortTime, populationTime] = [5, 600];

/** Time of a step [ns], to a factor of two. */
export function cohortWork({ populations }: CohortPlan): number {
  return populations.reduce(
    (sum, { model, shape }) => sum + populationTime + capacityOf(shape) * cohortTime * (model.precision === "f32x4" ? 1 : 2.5),
    0,
  );
}

function modelOf(
  experiment: Experiment,
  population: Population,
  { populations }: Assemblies,
  ways: readonly Way[],
  { precision, seed, noise }: CohortOptions,
  step: number,
): CohortModel {
  const assembly = populations.get(population.name)!;
  const { lookup } = constantsOf(assembly.flow, 0, population.size, refuseDraws);
  const reading = readAges(assembly.flow, assembly.terms, lookup);
  if (!("hazard" in reading)) throw new InternalError(`${population.name} cannot be read as cohorts`);
  const signals = signalsOf(experiment, population).map((signal) => signal.tree);
  const acts = (way: Way) => way.projection.to.population === population.name && actsAtOnce(way, reading);
  const watchesFiring = noise === "none" && ways.some(acts);
  const rest = restOf(population, step);
  return cohortModel({ experiment, population, assembly, reading, rest, signals, watchesFiring, step, precision, seed });
}

/** Steps of refractoriness. */
function restOf({ flow, size }: Population, step: number): number {
  const time = flow.refractory?.time;
  if (time === undefined) return 0;
  if (time.kind === "draw") throw new InternalError(`the refractoriness of ${flow.name} is drawn`);
  const { lookup } = constantsOf(flow, 0, size, refuseDraws);
  return Math.round(evaluate(time.tree, lookup) / step);
}

function shapeOf(model: CohortModel, { from }: Cell, { grid }: CohortOptions): GridShape {
  const young = model.waits === "within" ? model.rest : 0;
  return { oldest: young + poolAge(model, from), young, kind: grid };
}

/** Everything that moves. */
export interface CohortState {
  readonly tick: number;
  readonly memory: Uint8Array;
  readonly past: Float64Array;
  readonly generators: readonly Int32Array[];
  readonly rates: Float64Array;
  readonly owed: Float64Array;
  readonly runs: readonly CohortRunState[];
}

/** Of `compileCohortModule`: the step of all populations, from its middle and its end. */
type Advance = (middle: number, end: number) => void;

/** An activity that has several values at a moment [spikes per neuron and ms]. */
export interface Several {
  readonly where: string;
  readonly activities: readonly number[];
}

export class CohortNetwork {
  readonly plan: CohortPlan;
  readonly runs: readonly CohortRun[];
  readonly #past: PastSpikes;
  readonly #kicks: readonly Kick[];
  readonly #draws: readonly Xoshiro[];
  /** Of `interval-variance`. */
  readonly #rates: Float64Array;
  /** What draws below 0 have left to be taken from the next ones, so that the mean is kept: 0 or less. */
  readonly #owed: Float64Array;
  /** Probabilities with which neurons whose last spike is not known have fired in the last step. */
  readonly #corrections: Float64Array;
  /** States of the generators, by population. */
  readonly #generators: readonly Int32Array<ArrayBuffer>[];
  readonly #advance: Advance;
  readonly #memory: WebAssembly.Memory;
  /** All of the memory that is in use. */
  readonly #bytes: Uint8Array;
  #tick = 0;

  /** Throws nothing: undefined where the machine has no memory. */
  static open(plan: CohortPlan): CohortNetwork | undefined {
    const space = new Space();
    const runs = plan.populations.map(({ model, cell, shape }) => new CohortRun(model, cell.from, cell.to, shape, space));
    const memory = openMemory(space.bytes);
    if (memory === undefined) return undefined;
    const exports = exportsOf(compileCohortModule(runs.map((run) => run.steps)), memory);
    // The compiler fixes the signatures of what it exports.
    const compiled = exports as Readonly<Record<string, (time: number) => void>>;
    for (const [i, run] of runs.entries()) run.open(memory, { cohorts: compiled[`cohorts.${i}`]!, enter: compiled[`enter.${i}`]! });
    return new CohortNetwork(plan, runs, exports.advance as Advance, memory, space.bytes);
  }

  private constructor(plan: CohortPlan, runs: readonly CohortRun[], advance: Advance, memory: WebAssembly.Memory, bytes: number) {
    this.plan = plan;
    this.#advance = advance;
    this.#memory = memory;
    this.#bytes = new Uint8Array(memory.buffer, 0, bytes);
    this.runs = runs;
    this.#past = new PastSpikes(plan.ways, runs, new Float64Array(memory.buffer));
    this.#kicks = plan.ways.flatMap((way) =>
      way.kind === "kick"
        ? runs.filter((run) => covers(way.projection.to, run)).map((target) => ({ way, target, sources: sourcesOf(way, runs) }))
        : [],
    );
    this.#rates = new Float64Array(runs.length);
    this.#owed = new Float64Array(runs.length);
    this.#corrections = new Float64Array(runs.length);
    this.#generators = runs.map(() => Int32Array.of(1, 2, 3, 4));
    this.#draws = runs.map(({ model, from }, i) =>
      new Xoshiro(plan.options.seed, `${model.population.name} spikes`, this.#generators[i]).start(from, 0, 0),
    );
  }

  /** Writes what holds at the beginning. */
  begin(): void {
    for (const run of this.runs) {
      run.drive(0, 0);
      run.begin(0);
    }
  }

  /** Spikes of a population in the last step. */
  spikes(run: number): number {
    return this.#past.at(this.#tick, run);
  }

  /**
   * Power of the activity of a population at low frequencies over that of its neurons, where they do not act on one another: (1/(sigma
   * Lambda))^2, with the standard deviation sigma of the intervals as hazards are now. Undefined without a correction, and where intervals
   * depend on those before.
   */
  lowFrequencyPower(run: number): number | undefined {
    const lambda = this.#corrections[run]! / this.plan.step;
    const { accumulating } = this.runs[run]!.model.reading;
    if (this.plan.options.correction === "none" || lambda === 0 || accumulating.length > 0) return undefined;
    const steps = lambda * intervalDeviation(this.runs[run]!.portrait, this.#tick);
    return 1 / (steps * steps);
  }

  /** Makes the step that ends at `tick`, the next one; not where an activity that acts at once has several values. */
  advance(tick: number): Several | undefined {
    const { noise } = this.plan.options;
    const { step } = this.plan;
    this.#tick = tick;
    this.#past.bring(tick);
    for (const loop of this.plan.loops) {
      const several = this.#settle(loop, tick);
      if (several !== undefined) return several;
    }
    for (const run of this.runs) run.prepare(tick);
    this.#advance((tick - 0.5) * step, tick * step);
    for (let i = 0; i < this.runs.length; i++) {
      const run = this.runs[i]!;
      run.finish(tick);
      this.#corrections[i] = this.#correctionOf(i, tick);
      const unknown = this.#corrections[i]! * (run.size - run.known);
      const { forgets } = run.model;
      const expected = Math.min(forgets ? Number.POSITIVE_INFINITY : run.size, Math.max(0, run.expected + unknown));
      // Neurons that may fire several times in a step are Poisson processes.
      const law = forgets && noise === "binomial" ? "poisson" : noise;
      const drawn = drawSpikes(law, expected, run.size, this.#draws[i]!) + this.#owed[i]!;
      const spikes = drawn < 0 ? 0 : drawn;
      this.#owed[i] = drawn - spikes;
      run.fire(tick, spikes);
      this.#past.note(tick, i, spikes);
    }
    for (const { sources, target, way } of this.#kicks)
      target.kick(
        way.slot,
        sources.reduce((sum, source) => sum + way.factor * this.#past.at(tick, source), 0),
      );
    for (const run of this.runs) run.drive(tick * step, tick);
    return undefined;
  }

  /** Finds the activity of a step in which it acts already: what there is of it in the step before is taken back. */
  #settle({ run: i, way }: Loop, tick: number): Several | undefined {
    const run = this.runs[i]!;
    const place = run.placeOf(way.slot);
    const watched = run.model.program.signals.length - 1;
    const others = run.read(place) - way.factor * this.#past.at(tick - 1, i);
    const give = (spikes: number) => run.give(place, others + way.factor * spikes);
    const solutions = solutionsOf((part) => {
      give(part * run.size);
      run.observe((tick - 1) * this.plan.step);
      return run.sumOf(watched, false) / run.size;
    });
    give(solutions[0]! * run.size);
    if (solutions.length === 1) return undefined;
    return { where: run.model.population.name, activities: solutions.map((part) => part / this.plan.step) };
  }

  /** Probability that a neuron whose last spike is not known fires in a step. */
  #correctionOf(i: number, tick: number): number {
    const run = this.runs[i]!;
    switch (this.plan.options.correction) {
      case "survival":
        return run.variance > 0 ? run.firedVariance / run.variance : 0;
      case "interval-variance":
        if (tick % deviationEvery === 1) this.#rates[i] = -expm1(-this.plan.step / intervalDeviation(run.portrait, tick));
        return this.#rates[i]!;
      case "none":
        return 0;
      default:
        return unreachable(this.plan.options.correction);
    }
  }

  /** What is not finite. */
  notFinite(): { readonly name: string; readonly where: string } | undefined {
    for (const run of this.runs) {
      const name = run.notFinite();
      if (name !== undefined) return { name, where: run.model.population.name };
    }
    return undefined;
  }

  save(): CohortState {
    return {
      tick: this.#tick,
      memory: this.#bytes.slice(),
      past: this.#past.save(),
      generators: this.#generators.map((state) => state.slice()),
      rates: this.#rates.slice(),
      owed: this.#owed.slice(),
      runs: this.runs.map((run) => run.save()),
    };
  }

  restore({ tick, memory, past, generators, rates, owed, runs }: CohortState): void {
    this.#tick = tick;
    this.#bytes.set(memory);
    this.#past.restore(past);
    this.#rates.set(rates);
    this.#owed.set(owed);
    for (const [i, state] of generators.entries()) this.#generators[i]!.set(state);
    for (const [i, run] of this.runs.entries()) run.restore(runs[i]!);
  }

  close(): void {
    closeMemory(this.#memory);
  }
}

/** Spikes that act at the moment at which they are sent. */
interface Kick {
  readonly way: Way;
  readonly target: CohortRun;
  readonly sources: readonly number[];
}
