/** One field in flight. */
import { LapicqueError, stream } from "../../base/index.ts";
import type { Chunk } from "../../contract/index.ts";
import type { Tree } from "../../language/index.ts";
import { Arena } from "../arena.ts";
import { Drive, type Driving, held } from "../drive.ts";
import { diverged, type Failure } from "../failure.ts";
import { gridTime } from "../grid.ts";
import { openMemory } from "../memories.ts";
import { incrementSlot, stepSlot, trialSlot } from "../program.ts";
import { type Constants, constantsOf, evaluateValue } from "../values.ts";
import { Operators, operatorsRead } from "./across.ts";
import { cellWidth, eachIndex, midpoints } from "./layout.ts";
import { before, type Stage, slope } from "./method.ts";
import { type FieldModel, fieldDoubles } from "./plan.ts";
import { Pointwise } from "./pointwise.ts";
import { FieldRecorder } from "./recorder.ts";
import { noiseRow, Rows } from "./rows.ts";

/** A field at rest: plain data. */
export interface FieldState {
  readonly states: readonly Float64Array[];
  readonly changed: readonly (readonly [string, number])[];
  readonly held: readonly (readonly [string, number])[];
}

/** A stage of the method, compiled. */
interface Move {
  readonly c: number;
  readonly next: Pointwise;
  readonly slopes: Pointwise | undefined;
  /** Place of the slopes. */
  readonly keep: number;
}

/** Doubles for the constants of compiled expressions, behind the slots of each. */
const constantsRoom = 4096;

/**
 * Equations over space on a grid of time. All cells make each stage of the method together: what acts across the field is computed of all
 * their states, then every cell by itself.
 */
export class FieldRun {
  readonly recorder: FieldRecorder;
  readonly #model: FieldModel;
  readonly #seed: number;
  readonly #arena: Arena;
  readonly #rows: Rows;
  readonly #operators: Operators;
  readonly #moves: readonly Move[];
  readonly #read: ReadonlySet<string>;
  /** Slots, once for each compiled expression, which has constants of its own behind them. */
  readonly #places: number[] = [];
  readonly #at = new Map<Pointwise, number>();
  readonly #changed = new Map<string, number>();
  readonly #held = new Map<string, number>();
  #constants: Constants;
  #driving: Driving;
  #drive: Drive;

  /** undefined: the machine has no memory for it. */
  static open(model: FieldModel, seed: number): FieldRun | undefined {
    const { rows, work, kept } = fieldDoubles(model);
    const expressions = model.scheme.stages.length * 2 + model.field.operators.length + 1;
    const doubles = rows + 2 * work + kept + expressions * (model.program.slots.length + 1) + constantsRoom;
    const memory = openMemory(8 * doubles);
    return memory && new FieldRun(model, seed, new Arena(doubles, memory));
  }

  private constructor(model: FieldModel, seed: number, arena: Arena) {
    const { program, field, scheme } = model;
    this.#model = model;
    this.#seed = seed;
    this.#arena = arena;
    const { work } = fieldDoubles(model);
    const places = { from: arena.take(work), other: arena.take(work) };
    this.#rows = new Rows(model, arena);
    this.#constants = this.#constantsNow();
    const { driving, values } = this.#furnish();
    this.#driving = driving;
    this.#drive = new Drive(program, driving);
    const compile = (trees: readonly Tree[]) => this.#compile(trees);
    this.#operators = new Operators(model, this.#rows, arena, places, this.#parameters(), compile);
    this.#moves = scheme.stages.map((stage, i) => this.#moveOf(stage, i));
    this.#read = operatorsRead(
      scheme.stages.flatMap(({ next, slopes }) => [...next, ...slopes]),
      model,
    );
    this.recorder = new FieldRecorder(model, this.#rows, arena.numbers, program.signals.length > 0 ? compile(program.signals) : undefined);
    this.#write(values);
    field.axes.forEach((axis, k) => {
      const middles = midpoints(axis);
      const row = this.#rows.of(axis.name);
      eachIndex(this.#shape, (index, at) => {
        arena.numbers[row + at] = middles[index[k]!]!;
      });
    });
  }

  get #shape(): readonly number[] {
    return this.#model.field.axes.map(({ points }) => points);
  }

  #moveOf(stage: Stage, i: number): Move {
    const [first] = this.#model.program.states;
    const slopes = stage.slopes.length > 0 ? this.#compile(stage.slopes) : undefined;
    return { c: stage.c, next: this.#compile(stage.next), slopes, keep: slopes ? this.#rows.of(slope(i, first!)) : 0 };
  }

  #compile(trees: readonly Tree[]): Pointwise {
    const { program, scheme, cells } = this.#model;
    // Noise differs between cells: its increments are rows.
    const own = new Set(this.#model.field.flow.noises.map((_, j) => noiseRow(j)));
    const slots = program.slots.map((slot) => (own.has(slot) ? `${slot}.unused` : slot));
    const made = new Pointwise({ rows: this.#rows.names, slots, definitions: scheme.definitions }, trees, cells, this.#arena.memory);
    const place = this.#arena.take(slots.length + made.constants.length);
    this.#arena.numbers.set(made.constants, place + slots.length);
    this.#places.push(place);
    this.#at.set(made, place);
    return made;
  }

  #constantsNow(): Constants {
    const { field } = this.#model;
    const flow = { ...field.flow, states: [] };
    return constantsOf(flow, 0, 1, (what) => stream(this.#seed, `${field.name} ${what}`, 0), this.#changed);
  }

  #furnish() {
    return this.#model.stimulation.forNeuron(0, this.#constants.lookup);
  }

  #parameters(): ReadonlyMap<string, number> {
    return new Map(this.#model.field.flow.parameters.map(({ name }, k) => [name, this.#constants.parameters[k]!]));
  }

  /** Writes what does not change within a run. */
  #write(values: ReadonlyMap<string, number>): void {
    const { program, experiment } = this.#model;
    const { numbers } = this.#arena;
    for (const place of this.#places) {
      numbers.set(this.#constants.parameters, place);
      for (const [slot, value] of values) numbers[place + program.slots.indexOf(slot)] = value;
      for (const slot of [stepSlot, trialSlot]) numbers[place + program.slots.indexOf(slot)] = experiment.run.step!;
    }
  }

  /** Begins with the initial values of the document. */
  begin(): void {
    const { field, program } = this.#model;
    const { numbers } = this.#arena;
    const { lookup } = this.#constants;
    const middles = field.axes.map(midpoints);
    const axes = new Map(field.axes.map(({ name }, k) => [name, k]));
    const streams = new Map(field.flow.states.map(({ name }) => [name, stream(this.#seed, `${field.name} ${name}`, 0)]));
    const values = new Map(field.flow.states.map(({ name, initial }) => [name, initial]));
    eachIndex(this.#shape, (index, at) => {
      const known = new Map<string, number>();
      const find = (name: string): number => {
        const axis = axes.get(name);
        if (axis !== undefined) return middles[axis]![index[axis]!]!;
        const value = values.get(name);
        if (value === undefined) return lookup(name);
        const present = known.get(name) ?? evaluateValue(value, find, streams.get(name)!);
        known.set(name, present);
        return present;
      };
      for (const { name } of field.flow.states) numbers[this.#rows.of(name) + at] = find(name);
    });
    const bad = program.states.find((state) =>
      numbers.subarray(this.#rows.of(state), this.#rows.of(state) + this.#model.cells).some(Number.isNaN),
    );
    if (bad !== undefined) throw new LapicqueError("nothing-to-draw", { name: bad, flow: field.name });
    this.#drive.apply(0, numbers, this.#places[0]!);
    this.#spread();
  }

  /** The slots that a drive has written, to all places. */
  #spread(): void {
    const { slots, flow } = this.#model.program;
    const { numbers } = this.#arena;
    const [first, ...others] = this.#places;
    const from = first! + flow.parameters.length;
    for (const place of others) numbers.copyWithin(place + flow.parameters.length, from, first! + slots.length);
  }

  /** Makes the step that ends at `tick`. */
  advance(tick: number): Failure | undefined {
    const { program, experiment, cells } = this.#model;
    const { numbers } = this.#arena;
    const rows = this.#rows;
    const h = experiment.run.step!;
    const t = gridTime(tick - 1, h);
    const [first] = this.#places;
    this.#drive.apply(t, numbers, first!);
    this.#draw(tick);
    this.#spread();
    const [state, start] = [rows.of(program.states[0]!), rows.of(before(program.states[0]!))];
    const size = rows.of(program.states.at(-1)!) + cells - state;
    numbers.copyWithin(start, state, state + size);
    for (const { c, next, slopes, keep } of this.#moves) {
      const now = c === 0 ? t : t + c * h;
      this.#operators.compute(now, first!, this.#read);
      slopes?.run(now, keep, rows.first, this.#at.get(slopes)!, cells);
      next.run(now, rows.results, rows.first, this.#at.get(next)!, cells);
      numbers.copyWithin(state, rows.results, rows.results + size);
    }
    return this.#failure(tick);
  }

  /** Increments of the noise over a step: of each cell with the variance h/volume, of what is common to all with h. */
  #draw(tick: number): void {
    const { program, field, experiment, cells, stimulation } = this.#model;
    const { numbers } = this.#arena;
    const h = experiment.run.step!;
    const volume = field.axes.reduce((product, axis) => product * cellWidth(axis), 1);
    const own = field.flow.noises.length;
    field.flow.noises.forEach((noise, j) => {
      const rng = stream(this.#seed, `${field.name} ${noise} in space`, tick);
      const row = this.#rows.of(noiseRow(j));
      const size = Math.sqrt(h / volume);
      for (let k = 0; k < cells; k++) numbers[row + k] = size * rng.normal();
    });
    stimulation.noises.forEach((noise, j) => {
      const slot = this.#places[0]! + program.slots.indexOf(incrementSlot(own + j));
      numbers[slot] = Math.sqrt(h) * stream(this.#seed, `${field.name} ${noise.noise} in common`, tick).normal();
    });
  }

  #failure(tick: number): Failure | undefined {
    const { program, field, experiment, method, cells } = this.#model;
    const { numbers } = this.#arena;
    const rows = program.states.map((state) => this.#rows.of(state));
    let sum = 0;
    for (const row of rows) for (let k = 0; k < cells; k++) sum += 0 * numbers[row + k]!;
    if (sum === 0) return undefined;
    const at = Array.from({ length: cells }, (_, k) => k).find((k) => rows.some((row) => !Number.isFinite(numbers[row + k]!)))!;
    const evidence = rows.map((row) => numbers[row + at]!);
    const step = experiment.run.step!;
    const timeUnit = experiment.units === "physical" ? " ms" : "";
    const about = { t: gridTime(tick, step), where: field.name, states: program.states, timeUnit, method, step };
    // What overflows has grown from step to step; what is not a number has another cause.
    const grown = evidence.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value));
    return diverged(about, evidence.some(Number.isNaN) && !this.#hasGrown() ? evidence : grown.map(() => 1e300), "underflow", grown);
  }

  /** Whether the last finite states were so large that the step, or the equations, made them grow. */
  #hasGrown(): boolean {
    const { program, cells } = this.#model;
    const { numbers } = this.#arena;
    return program.states.some((state) => {
      const row = this.#rows.of(before(state));
      for (let k = 0; k < cells; k++) if (Math.abs(numbers[row + k]!) > 1e50) return true;
      return false;
    });
  }

  /** Records what is due at `tick`. */
  record(tick: number): void {
    const t = gridTime(tick, this.#model.experiment.run.step!);
    const { wanted, expressions } = this.recorder;
    if (!this.recorder.isDue(tick) || expressions === undefined) return;
    this.#operators.compute(t, this.#places[0]!, wanted);
    expressions.run(t, this.#rows.results, this.#rows.first, this.#at.get(expressions)!, this.#model.cells);
    this.recorder.take(tick, t);
  }

  drain(sink: (chunk: Chunk) => void): void {
    this.recorder.drain(sink);
  }

  /** Another value of a parameter or an input, or one for a state everywhere. Throws `field-set` for another name. */
  set(name: string, value: number, t: number): void {
    const { flow } = this.#model.field;
    if (flow.states.some((state) => state.name === name)) {
      const row = this.#rows.of(name);
      this.#arena.numbers.fill(value, row, row + this.#model.cells);
      return;
    }
    if (flow.inputs.some((input) => input.name === name)) this.#held.set(name, value);
    else if (flow.parameters.some((parameter) => parameter.name === name)) this.#changed.set(name, value);
    else throw new LapicqueError("field-set", { name, where: this.#model.field.name });
    this.#renew(t);
  }

  /** Adds to a state everywhere. */
  kick(name: string, by: number): void {
    if (!this.#model.program.states.includes(name)) throw new LapicqueError("field-set", { name, where: this.#model.field.name });
    const row = this.#rows.of(name);
    for (let k = 0; k < this.#model.cells; k++) this.#arena.numbers[row + k]! += by;
  }

  /** Takes everything anew that depends on parameters and inputs that were given other values. */
  #renew(t: number): void {
    const earlier = this.#parameters();
    this.#constants = this.#constantsNow();
    const { driving, values } = this.#furnish();
    this.#driving = driving;
    for (const [input, constant] of this.#held) this.#driving = held(this.#driving, input, constant);
    this.#drive = new Drive(this.#model.program, this.#driving);
    this.#write(values);
    const now = this.#parameters();
    this.#operators.setKernels(now, new Set([...now.keys()].filter((name) => now.get(name) !== earlier.get(name))));
    this.#drive.apply(t, this.#arena.numbers, this.#places[0]!);
    this.#spread();
  }

  save(): FieldState {
    const { program, cells } = this.#model;
    const states = program.states.map((state) => this.#arena.numbers.slice(this.#rows.of(state), this.#rows.of(state) + cells));
    return { states, changed: [...this.#changed], held: [...this.#held] };
  }

  restore({ states, changed, held: inputs }: FieldState, t: number): void {
    this.#model.program.states.forEach((state, k) => {
      this.#arena.numbers.set(states[k]!, this.#rows.of(state));
    });
    for (const [name, value] of changed) this.#changed.set(name, value);
    for (const [name, value] of inputs) this.#held.set(name, value);
    this.#renew(t);
  }

  close(): void {
    this.#arena.release();
  }
}
