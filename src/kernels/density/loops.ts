/** Compiled loops over points, and the slots that all of them read: parameters, what drives the population, what all its neurons share. */
import { compileMap, type MapKernel } from "../../compiler/index.ts";
import type { Tree } from "../../language/index.ts";
import type { Flow, Population } from "../../model/index.ts";
import { Arena } from "../arena.ts";
import { Drive, type Driving, held } from "../drive.ts";
import { type StepFunction, stepOf } from "../population/modules.ts";
import { type Program, stepSlot } from "../program.ts";
import type { Stimulation } from "../stimuli.ts";
import { type Constants, constantsOf, refuseDraws } from "../values.ts";
import { reads, withoutBeginning } from "./reading.ts";

/** The equations of a population whose neurons differ in the states that a density is over, and in no other. */
export interface LoopSource {
  readonly population: Population;
  readonly flow: Flow;
  readonly program: Program;
  readonly stimulation: Stimulation;
  /** States that all neurons share, and their rates. */
  readonly common: readonly string[];
  readonly commonRates: readonly Tree[];
}

/** What is kept to go on from. */
export interface MediumState {
  readonly slots: Float64Array;
  readonly held: readonly (readonly [string, number])[];
  readonly changed: readonly (readonly [string, number])[];
}

/** A compiled loop over points, with the arrays that it writes: the states that it reads come first. */
export interface Loop {
  readonly run: StepFunction;
  readonly place: number;
  readonly count: number;
  /** Whether it depends on anything that changes. */
  readonly varies: boolean;
  /** The version of the slots that it was computed from. */
  version: number;
}

/** Numbers that are kept for the constants of loops. */
const constantsRoom = 4096;

export class Loops {
  readonly #source: LoopSource;
  /** States that the density is over. */
  readonly #over: readonly string[];
  readonly #arena: Arena;
  readonly #slots: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #firstSlot: number;
  readonly #from: number;
  readonly #constants: number[] = [];
  readonly #loops: Loop[] = [];
  readonly #dynamic: readonly string[];
  readonly #rates: Loop | undefined;
  readonly #driven: readonly { readonly slot: string; readonly from: number }[];
  readonly #drivenValues: Float64Array;
  readonly #held = new Map<string, number>();
  readonly #changed = new Map<string, number>();
  // Set by `#furnish`.
  #drive!: Drive;
  #version = 1;

  /**
   * @param over  states that the density is over
   * @param from  the neuron whose parameters all have
   * @param room  numbers that loops will take
   */
  constructor(source: LoopSource, over: readonly string[], from: number, step: number, room: number) {
    const { program, flow, common, commonRates, stimulation } = source;
    this.#source = source;
    this.#over = over;
    this.#from = from;
    this.#slots = [...program.slots, ...common];
    this.#arena = new Arena(this.#slots.length + constantsRoom + room + 2 * common.length + 64);
    this.#firstSlot = this.#arena.take(this.#slots.length + constantsRoom);
    this.#places = new Map(this.#slots.map((slot, i) => [slot, this.#firstSlot + i]));
    const parameters = new Set(["index", "size", ...flow.parameters.map((one) => one.name)]);
    this.#dynamic = ["t", ...this.#slots.filter((slot) => !parameters.has(slot))];
    if (common.length > 0)
      this.#rates = this.loop(
        common.map((_, i) => `rate.${i}`),
        commonRates,
        1,
      );
    this.#drivenValues = new Float64Array(program.slots.length);
    this.#driven = stimulation.drivenSlots.flatMap((slot) => {
      const from = program.slots.indexOf(slot);
      return from < 0 ? [] : [{ slot, from }];
    });
    const { initial } = this.#furnish();
    this.put(stepSlot, step);
    for (const [i, state] of flow.states.entries()) if (common.includes(state.name)) this.put(state.name, initial[i]!);
  }

  /** Compiles a loop over so many points: `step` gives the arrays of `states`, the first of which are set once to what the others read. */
  protected loop(states: readonly string[], step: readonly Tree[], count: number): Loop {
    const { program } = this.#source;
    const slots = [...this.#slots, ...Array.from({ length: this.#constants.length }, (_, k) => `reserved.${k}`)];
    const { definitions } = program;
    const kernel: MapKernel = compileMap({ states, inputs: [], slots, definitions, step, format: "f64", stride: 8 * count });
    this.#arena.numbers.set(kernel.constants, this.#firstSlot + this.#slots.length + this.#constants.length);
    this.#constants.push(...kernel.constants);
    const varies = step.some((tree) => this.#dynamic.some((one) => reads(program, tree, one)));
    const made: Loop = {
      run: stepOf(kernel, this.#arena.memory),
      place: this.#arena.take(states.length * count),
      count,
      varies,
      version: 0,
    };
    this.#loops.push(made);
    return made;
  }

  /** Array `k` of a loop {points}. */
  protected values({ place, count }: Loop, k: number): Float64Array {
    return this.#arena.numbers.subarray(place + k * count, place + (k + 1) * count);
  }

  /** Computes a loop at a time. */
  protected compute(loop: Loop, time: number): void {
    loop.run(time, 8 * loop.place, 0, 8 * this.#firstSlot, loop.count, 0, 0);
  }

  /** The same, unless nothing that it reads has changed; true where it was computed. */
  protected refresh(loop: Loop, time: number): boolean {
    if (loop.version === this.#version || (loop.version > 0 && !loop.varies)) return false;
    this.compute(loop, time);
    loop.version = this.#version;
    return true;
  }

  /** Parameters have changed: even what depends on nothing else is no longer known. */
  protected forget(): void {
    for (const loop of this.#loops) loop.version = 0;
  }

  /** What reads the time has changed. */
  protected outdate(): void {
    this.#version++;
  }

  #furnish(): Constants {
    const { flow, stimulation, program, population } = this.#source;
    const constants = constantsOf(withoutBeginning(flow, this.#over), this.#from, population.size, refuseDraws, this.#changed);
    for (const [i, parameter] of flow.parameters.entries()) this.put(parameter.name, constants.parameters[i]!);
    this.put("index", this.#from);
    this.put("size", population.size);
    const { driving, values } = stimulation.forNeuron(this.#from, constants.lookup);
    for (const [slot, value] of values) this.put(slot, value);
    let kept: Driving = driving;
    for (const [input, value] of this.#held) kept = held(kept, input, value);
    this.#drive = new Drive(program, kept);
    return constants;
  }

  /** Writes a slot or a common state. */
  put(slot: string, value: number): void {
    const place = this.#places.get(slot);
    if (place !== undefined) this.write(place, value);
  }

  /** Place of a slot or common state, for `read` and `write`; undefined where it has none. */
  placeOf(slot: string): number | undefined {
    return this.#places.get(slot);
  }

  read(place: number): number {
    return this.#arena.numbers[place]!;
  }

  write(place: number, value: number): void {
    if (this.#arena.numbers[place] === value) return;
    this.#arena.numbers[place] = value;
    this.#version++;
  }

  /** Writes what drives the population from `time` on; true where that is something else than before. */
  drive(time: number): boolean {
    if (this.#drive.next > time) return false;
    this.#drive.apply(time, this.#drivenValues, 0);
    for (const { slot, from } of this.#driven) this.put(slot, this.#drivenValues[from]!);
    return true;
  }

  /** Rates of the common states at a time, as they and the slots are, in their order. */
  rates(time: number, out: Float64Array): void {
    const loop = this.#rates;
    if (loop === undefined) return;
    this.compute(loop, time);
    // Number i of one point stands in array i.
    for (let i = 0; i < out.length; i++) out[i] = this.#arena.numbers[loop.place + i]!;
  }

  /** Gives a parameter another value, or an input in place of all that drives it, from `time` on. */
  set(what: string, value: number, time: number): void {
    const isInput = this.#source.population.flow.inputs.some((input) => input.name === what);
    (isInput ? this.#held : this.#changed).set(what, value);
    this.#furnish();
    this.forget();
    this.drive(time);
  }

  save(): MediumState {
    const slots = this.#arena.numbers.slice(this.#firstSlot, this.#firstSlot + this.#slots.length);
    return { slots, held: [...this.#held], changed: [...this.#changed] };
  }

  restore({ slots, held: inputs, changed }: MediumState, time: number): void {
    for (const [one, value] of inputs) this.#held.set(one, value);
    for (const [one, value] of changed) this.#changed.set(one, value);
    this.#furnish();
    this.#arena.numbers.set(slots, this.#firstSlot);
    // An edge at this very time has not been met by whoever made the snapshot.
    this.drive(time);
    this.#version++;
    this.forget();
  }

  close(): void {
    this.#arena.release();
  }
}
