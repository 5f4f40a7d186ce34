/** One population of cohorts in flight. */
import type { Stream } from "../../base/index.ts";
import type { CohortSteps } from "../../compiler/index.ts";
import { Drive, type Driving, held } from "../drive.ts";
import { commonNoiseSlot } from "../population/model.ts";
import { type StepFunction, stepOf } from "../population/modules.ts";
import { leftState, ticksState } from "../population/scheme.ts";
import type { Space } from "../population/space.ts";
import { type Constants, constantsOf, refuseDraws } from "../values.ts";
import { type Cells, CohortMemory } from "./cohort-memory.ts";
import type { CohortRunState } from "./cohort-state.ts";
import { EarlierSpikes } from "./earlier.ts";
import { type CohortPortrait, gridError, hasEscaped } from "./estimates.ts";
import { AgeGrid, capacityOf, type GridShape, pool } from "./grid.ts";
import { GridWatch } from "./grid-watch.ts";
import { initialAges } from "./initial-ages.ts";
import { type CohortKernels, type CohortModel, type CohortStepper, compileCohortModel } from "./model.ts";
import { earlierInput } from "./reading.ts";
import { hazardBefore, seenState } from "./scheme.ts";
import { Waiting } from "./waiting.ts";

/** Cohorts of a vector, and steps between two sums over all cohorts. */
const [lanes, countInterval] = [4, 256] as const;

export class CohortRun {
  readonly model: CohortModel;
  /** Neurons of the population that these cohorts are: from number `from` on, so many. */
  readonly from: number;
  readonly size: number;
  /**
   * What the last step said: spikes expected of the cohorts, neurons that were in them before, refractory ones included, and the sums of P v
   * and v, see `CohortCode`.
   */
  expected = 0;
  known = 0;
  firedVariance = 0;
  variance = 0;
  readonly #kernels: CohortKernels;
  readonly #shape: GridShape;
  readonly #length: number;
  readonly #memory: CohortMemory;
  #states: readonly Cells[] = [];
  #masses: Float64Array = new Float64Array(0);
  #reciprocals: Float64Array = new Float64Array(0);
  #born: Float64Array = new Float64Array(0);
  #sums: Float64Array = new Float64Array(0);
  #single: Float64Array = new Float64Array(0);
  #earlierInput: Cells = new Float64Array(0);
  /** Arrays that every step needs, if there are such: hazards, what is seen of spikes, ages, refractoriness left; and those that a spike sets. */
  #hazards: Cells | undefined;
  #seen: Cells | undefined;
  #ticks: Cells | undefined;
  #left: Cells | undefined;
  #afterSpike: readonly Cells[] = [];
  /** Spikes that a neuron of each cohort was expected to fire in the last step. */
  #expected: Cells = new Float64Array(0);
  #grid!: AgeGrid;
  #earlier: EarlierSpikes | undefined;
  /** See `CohortAddresses`. */
  #filled = new Int32Array(1);
  #stepper!: CohortStepper;
  #hazard!: StepFunction;
  #observe!: StepFunction;
  #observeOne!: StepFunction;
  /** Refractory neurons, where they wait apart. */
  readonly #waiting: Waiting | undefined;
  readonly #watch = new GridWatch();
  /** Neurons in the cohorts. */
  #present = 0;
  /** Parameters that have been given another value than the document says; inputs held at a constant. */
  readonly #changed = new Map<string, number>();
  readonly #held = new Map<string, number>();
  #drive!: Drive;
  readonly #driven: readonly { readonly slot: string; readonly place: number }[];
  readonly #drivenValues: Float64Array;
  readonly #noises: readonly { readonly slot: string; readonly stream: Stream }[];

  constructor(model: CohortModel, from: number, to: number, shape: GridShape, space: Space) {
    this.model = model;
    this.from = from;
    this.size = to - from;
    this.#shape = shape;
    this.#length = Math.ceil(capacityOf(shape) / lanes) * lanes;
    this.#kernels = compileCohortModel(model, this.#length);
    this.#memory = new CohortMemory(model, this.#kernels, this.#length, space);
    this.#waiting = model.waits === "apart" ? new Waiting(model.rest) : undefined;
    const { program, stimulation } = model;
    this.#drivenValues = new Float64Array(program.slots.length);
    this.#driven = stimulation.drivenSlots.flatMap((slot) => {
      const place = program.slots.indexOf(slot);
      return place < 0 ? [] : [{ slot, place }];
    });
    this.#noises = stimulation.noises.map(({ noise, streamOf }) => ({ slot: commonNoiseSlot(noise), stream: streamOf(from) }));
  }

  get steps(): CohortSteps {
    return { ...this.#kernels, at: this.#memory };
  }

  /** Connects the population to its memory, and puts there what the document begins with. */
  open(memory: WebAssembly.Memory, stepper: CohortStepper): void {
    const { arrays, reading } = this.model;
    const kernels = this.#kernels;
    const places = this.#memory;
    places.open(memory, kernels);
    this.#states = arrays.map((_, k) => places.cells(places.arrays, k));
    [this.#masses, this.#reciprocals, this.#born] = places.byCohort;
    [this.#hazards, this.#seen] = [this.#array(hazardBefore), this.#array(seenState)];
    [this.#ticks, this.#left] = [this.#array(ticksState), this.#array(leftState)];
    this.#afterSpike = [...this.model.after.states.keys()].map((state) => this.#array(state)!);
    this.#sums = places.doubles(places.sums, 3);
    this.#expected = places.cells(places.arrays, arrays.length);
    this.#single = places.doubles(places.single, arrays.length + 1);
    this.#filled = new Int32Array(memory.buffer, places.count, 1);
    this.#stepper = stepper;
    this.#hazard = stepOf(kernels.hazard, memory);
    this.#observe = stepOf(kernels.signals, memory);
    this.#observeOne = stepOf(kernels.signalsOfOne, memory);
    const constants = this.#furnish();
    const { accumulating } = reading;
    const owns = accumulating.map(({ own }) => this.#array(own)!);
    if (accumulating.length > 0) {
      this.#earlierInput = places.cells(places.inputs, 0);
      this.#earlier = new EarlierSpikes(accumulating, constants.lookup, owns, this.#born, this.size, this.model.step);
    }
    const cohorts = {
      states: [...this.#states, this.#expected],
      // What is left of a spike matters to those that have fired since as well.
      ofAll: new Set(accumulating.map(({ own }) => arrays.indexOf(own))),
      ticks: arrays.indexOf(ticksState),
      masses: this.#masses,
      reciprocals: this.#reciprocals,
      born: this.#born,
    };
    this.#grid = new AgeGrid(this.#shape, cohorts, (place) => this.#earlier?.leave(place));
    this.#begin(constants);
  }

  /** Places of the cohorts, the last vector with all its lanes. */
  get #wholeVectors(): number {
    return Math.ceil(this.#grid.count / lanes) * lanes;
  }

  #array(of: string): Cells | undefined {
    return this.#states[this.model.arrays.indexOf(of)];
  }

  /** Parameters, propagators and what drives the population, from the parameters as they are now. */
  #furnish(): Constants {
    const { flow, scheme, stimulation, population, program } = this.model;
    const memory = this.#memory;
    const constants = constantsOf(flow, this.from, population.size, refuseDraws, this.#changed);
    for (const [i, { name }] of flow.parameters.entries()) memory.put(name, constants.parameters[i]!);
    memory.put("index", this.from);
    memory.put("size", population.size);
    if (scheme.block !== undefined) {
      const entries = scheme.block.compute(constants.lookup);
      for (const [k, entry] of scheme.block.entries.entries()) memory.put(entry, entries[k]!);
    }
    const { driving, values } = stimulation.forNeuron(this.from, constants.lookup);
    for (const [slot, value] of values) memory.put(slot, value);
    let kept: Driving = driving;
    for (const [input, value] of this.#held) kept = held(kept, input, value);
    this.#drive = new Drive(program, kept);
    return constants;
  }

  /** Neurons that have not fired yet are in the pool, with the states that the document begins with. */
  #begin({ initial }: Constants): void {
    for (const [i, { name }] of this.model.flow.states.entries()) {
      const array = this.#array(name);
      if (array === undefined) this.#memory.put(name, initial[i]!);
      else array[pool] = initial[i]!;
    }
    if (this.#ticks !== undefined) this.#ticks[pool] = Number.POSITIVE_INFINITY;
    this.#masses[pool] = this.size;
    this.#reciprocals[pool] = 1 / this.size;
    this.#present = this.size;
  }

  /** Makes cohorts of neurons that have fired before the run began, at the ages that the document gives, driven as at the beginning. */
  #age(): void {
    const { population, step, waits, rest, forgets } = this.model;
    if (forgets) return;
    // Refractory neurons that wait apart are not among the cohorts yet.
    const oldest = this.#shape.oldest + (waits === "apart" ? rest : 0);
    const ages = initialAges(population, this.from, step, oldest);
    if (ages === undefined) return;
    this.#masses.fill(0);
    for (let tick = -oldest; tick <= 0; tick++) {
      this.#filled[0] = this.#wholeVectors;
      this.#stepper.cohorts(-0.5 * step);
      this.#grid.age(tick, true);
      this.#stepper.enter(tick * step);
      this.fire(tick, ages[-tick]! * this.size);
      // Nobody fires meanwhile: where they are is known from the numbers that there were.
      this.#masses.fill(0);
    }
    if (this.#ticks !== undefined && this.#born[pool]! > 0) this.#ticks[pool] = oldest;
    for (let place = 0; place < this.#grid.count; place++) {
      const born = this.#born[place]!;
      this.#masses[place] = born;
      this.#reciprocals[place] = born > 0 ? 1 / born : 0;
    }
    this.#count();
  }

  /** Writes what drives the population from `time` on, the beginning of the step after a tick. */
  drive(time: number, tick: number): void {
    if (this.#drive.next <= time) {
      this.#drive.apply(time, this.#drivenValues, 0);
      for (const { slot, place } of this.#driven) this.#memory.put(slot, this.#drivenValues[place]!);
    }
    for (const { slot, stream } of this.#noises) this.#memory.put(slot, stream.at(tick).normal());
  }

  /** Place of a slot, for `give`. */
  placeOf(slot: string): number {
    return this.#memory.placeOf(slot);
  }

  /** The number at a place. */
  read(place: number): number {
    return this.#memory.read(place);
  }

  /** Gives all neurons a number. */
  give(place: number, value: number): void {
    this.#memory.write(place, value);
  }

  /** Adds to a state of all neurons that are not refractory, at the moment. */
  kick(state: string, by: number): void {
    const values = this.#array(state);
    if (values === undefined) {
      this.give(this.placeOf(state), this.read(this.placeOf(state)) + by);
      return;
    }
    const left = this.#left;
    for (let place = 0; place < this.#grid.count; place++) if (left === undefined || left[place]! < 0.5) values[place]! += by;
  }

  /** Gives a state of all neurons another value. */
  setState(state: string, value: number): void {
    const values = this.#array(state);
    if (values === undefined) this.give(this.placeOf(state), value);
    else values.fill(value);
  }

  /** Gives a parameter or an input another value: it takes the place of all that drives the input. */
  change(name: string, value: number): void {
    if (this.model.flow.inputs.some((input) => input.name === name)) this.#held.set(name, value);
    else this.#changed.set(name, value);
    this.#furnish();
  }

  /** Finds the hazards that the first step begins with. */
  begin(time: number): void {
    this.#age();
    if (this.#hazards !== undefined) this.#hazards[pool] = this.#hazardAt(time, pool);
  }

  /** The hazard of one cohort as its states are. */
  #hazardAt(time: number, cohort: number): number {
    const { single, slots } = this.#memory;
    const count = this.#states.length;
    for (let k = 0; k < count; k++) this.#single[k] = this.#states[k]![cohort]!;
    this.#hazard(time, single + 8 * count, single, slots, 1, 0, 0);
    return this.#single[count]!;
  }

  /** Neurons that are known since their last spike, refractory ones included. */
  get present(): number {
    return this.#present + (this.#waiting?.sum ?? 0);
  }

  /** Computes the recorded expressions at a time, of every cohort. */
  observe(time: number): void {
    const { outputs, arrays, slots, single } = this.#memory;
    if (this.model.program.signals.length === 0) return;
    this.#observe(time, outputs, arrays, slots, this.#wholeVectors, 0, 0);
    this.#stepper.enter(time);
    this.#observeOne(time, this.#memory.ofOne, single, slots, 1, 0, 0);
  }

  /** Sum over the neurons of expression `k`, as it was observed last; those that wait apart may be left out. */
  sumOf(k: number, withWaiting = true): number {
    const { outputs, ofOne } = this.#memory;
    const values = this.#memory.cells(outputs, k);
    let sum = (withWaiting ? (this.#waiting?.sum ?? 0) : 0) * this.#memory.doubles(ofOne, k + 1)[k]!;
    for (let place = 0; place < this.#grid.count; place++) if (this.#masses[place]! > 0) sum += this.#masses[place]! * values[place]!;
    return sum;
  }

  /** Writes what the step that ends at `tick` needs to know. */
  prepare(tick: number): void {
    this.#filled[0] = this.#wholeVectors;
    if (this.#earlier === undefined) return;
    this.#memory.put(earlierInput, this.#earlier.write(this.#grid, tick, this.#seen!, this.#earlierInput));
  }

  /** Takes what the step has brought, to `expected`, `known`, `firedVariance` and `variance`, and those who fire from the cohorts. */
  finish(tick: number): void {
    this.expected = this.#sums[0]!;
    this.known = this.present;
    this.firedVariance = this.#sums[1]!;
    this.variance = this.#sums[2]!;
    if (this.model.forgets) this.#forget();
    else this.#lose(tick);
  }

  /** Who has fired is in the cohorts no longer. */
  #lose(tick: number): void {
    this.#present -= this.expected;
    this.#grid.age(tick);
    if (tick % countInterval === 0) this.#count();
    if (!this.#watch.isDue(this.expected)) return;
    this.#watch.error = gridError(this.portrait);
    this.#grid.refine(this.gridError);
  }

  /** Relative error of the activity for cohorts wider than a step, by the last look. */
  get gridError(): number {
    return this.#watch.error;
  }

  /** All are where they were, whoever has fired, and fire as often as their hazard says. */
  #forget(): void {
    this.expected = this.size * this.#expected[pool]!;
    this.#masses[pool] = this.size;
  }

  /** Adds up anew what has been carried on from step to step, with its rounding. */
  #count(): void {
    this.#present = 0;
    for (let place = 0; place < this.#grid.count; place++) this.#present += this.#masses[place]!;
    this.#waiting?.count();
  }

  /** What the cohorts look like after a step. */
  get portrait(): CohortPortrait {
    const { waits, rest, step } = this.model;
    const [grid, masses, expected, waiting] = [this.#grid, this.#masses, this.#expected, this.#waiting];
    return { grid, masses, expected, hazards: this.#hazards, left: this.#left, rest: waits === "apart" ? rest : 0, step, waiting };
  }

  /** The first number that is not finite, or of neurons without a spike where only a spike would bring it back, if there is one. */
  notFinite(): string | undefined {
    if (!Number.isFinite(this.expected)) return "hazard";
    const escaped = this.model.scheme.limited.find((state) => hasEscaped(this.portrait, this.#array(state)!));
    return escaped ?? this.model.reading.common.find((state) => !Number.isFinite(this.#memory.read(this.placeOf(state))));
  }

  /** Neurons that fired at a tick begin anew, as the step to it has said. */
  fire(tick: number, spikes: number): void {
    if (this.model.forgets) return;
    this.#admit(tick, this.#waiting === undefined ? spikes : this.#waiting.pass(spikes));
  }

  /** Makes a cohort of neurons that are as a spike has left them. Nobody is none. */
  #admit(tick: number, count: number): void {
    if (count === 0) return;
    const { waits, rest, step } = this.model;
    const place = this.#grid.add(tick);
    const states = this.#afterSpike;
    for (let k = 0; k < states.length; k++) states[k]![place] = this.#single[k]!;
    if (this.#hazards !== undefined) this.#hazards[place] = this.#single[states.length]!;
    this.#expected[place] = waits === "within" ? 0 : this.#single[states.length]! * step;
    if (this.#ticks !== undefined) this.#ticks[place] = waits === "apart" ? rest : 0;
    if (this.#left !== undefined) this.#left[place] = rest;
    this.#masses[place] = count;
    this.#reciprocals[place] = 1 / count;
    this.#born[place] = count;
    this.#present += count;
  }

  save(): CohortRunState {
    return {
      waiting: this.#waiting?.save(),
      present: this.#present,
      watch: this.#watch.save(),
      grid: this.#grid.save(),
      earlier: this.#earlier?.save() ?? [],
      changed: [...this.#changed],
      held: [...this.#held],
    };
  }

  /** Goes on from what was saved; the memory is that of then. */
  restore({ waiting, present, watch, grid, earlier, changed, held: inputs }: CohortRunState): void {
    if (waiting !== undefined) this.#waiting?.restore(waiting);
    this.#present = present;
    this.#watch.restore(watch);
    this.#grid.restore(grid);
    this.#earlier?.restore(earlier);
    for (const [name, value] of changed) this.#changed.set(name, value);
    for (const [name, value] of inputs) this.#held.set(name, value);
    this.#furnish();
  }
}
