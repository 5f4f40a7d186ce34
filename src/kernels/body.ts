/** The memory and the time of one neuron. */
import { evaluateLevels, levelSlope, levelValue } from "./level-reader.ts";
import { Machine, type Unit } from "./machine.ts";
import type { Body, Ends, Method } from "./method.ts";
import type { Program } from "./program.ts";
import { absoluteTolerances } from "./tolerance.ts";
import type { Constants } from "./values.ts";

/** Times below this part of a run count as if they were it, as far as their spacing is concerned. */
const floorOfRun = 1e-6;

/** What a method integrates, and what moves it on. */
export class NeuronBody implements Body {
  t = 0;
  rest = 0;
  stop = 0;
  look = 0;
  resolution = 0;
  unit!: Unit;
  readonly machine: Machine;
  readonly y: number;
  readonly p: number;
  readonly slope: number;
  readonly march: number;
  readonly absolute: Float64Array;
  readonly relative: number;
  readonly ends: Ends;
  /** By level: the sign in which it is watched for becoming positive, or 0. */
  readonly signs: Float64Array;
  readonly numbers: Float64Array;
  readonly #floor: number;

  /** @param end  time at which the run ends */
  constructor(machine: Machine, constants: Constants, tolerance: number, end: number) {
    const { program, arena, n, march: at, numbers } = machine;
    this.machine = machine;
    this.numbers = numbers;
    this.y = arena.take(n);
    this.slope = arena.take(n);
    this.march = arena.take(at.size);
    this.p = arena.take(program.slots.length);
    const part = (offset: number, length: number) => numbers.subarray(this.march + offset, this.march + offset + length);
    const m = machine.levels.length;
    this.relative = numbers[this.march + at.relative] = tolerance;
    this.absolute = part(at.absolute, n);
    this.absolute.set(absoluteTolerances(program, tolerance));
    this.signs = part(at.signs, m);
    this.ends = { value0: part(at.value0, m), flow0: part(at.flow0, m), value1: part(at.value1, m), flow1: part(at.flow1, m) };
    this.#floor = floorOfRun * end;
    numbers[this.march + at.floor] = this.#floor;
    numbers.set(constants.parameters, this.p);
    numbers.set(constants.initial, this.y);
    this.moveTo(0, 0);
  }

  /** Doubles that a body takes from the arena. */
  static doubles(program: Program): number {
    return 2 * program.states.length + program.slots.length + Machine.marchOf(program).size;
  }

  /** Place of a slot of the program, -1 if it has no such slot. */
  placeOf(slot: string): number {
    const index = this.machine.program.slots.indexOf(slot);
    return index < 0 ? -1 : this.p + index;
  }

  moveTo(t: number, rest: number): void {
    this.t = t;
    this.rest = rest;
    this.resolution = Number.EPSILON * Math.max(t, this.#floor);
  }

  /** Ends a step `taken` later with the state at `next`; at the stop itself where that is reached. */
  take(taken: number, next: number, isAtStop: boolean): void {
    this.putState(next);
    if (isAtStop) {
      this.moveTo(this.stop, 0);
      return;
    }
    const sum = this.rest + taken;
    const t = this.t + sum;
    this.moveTo(t, sum - (t - this.t));
  }

  /** The state becomes what stands at another place. */
  putState(place: number): void {
    if (place === this.y) return;
    for (let i = 0; i < this.machine.n; i++) this.numbers[this.y + i] = this.numbers[place + i]!;
  }

  /** The end of a step without event is the beginning of the next. */
  carryOver(nextSlope: number): void {
    const { value0, flow0, value1, flow1 } = this.ends;
    for (let i = 0; i < this.machine.n; i++) this.numbers[this.slope + i] = this.numbers[nextSlope + i]!;
    // A loop, because TypedArray.set takes longer than a short loop.
    for (let j = 0; j < value0.length; j++) {
      value0[j] = value1[j]!;
      flow0[j] = flow1[j]!;
    }
  }

  readLevelsAtStart(): void {
    this.#readLevels(this.t, this.y, this.slope, this.ends.value0, this.ends.flow0);
  }

  /** Of the trial step of h. */
  readLevelsAtEnd({ next, nextSlope }: Method, h: number): void {
    this.#readLevels(this.t + h, next, nextSlope, this.ends.value1, this.ends.flow1);
  }

  #readLevels(t: number, y: number, slope: number, values: Float64Array, flows: Float64Array): void {
    if (values.length > 0) evaluateLevels(this, t, y);
    for (let j = 0; j < values.length; j++) {
      values[j] = levelValue(this, j);
      flows[j] = levelSlope(this, j, slope);
    }
  }

  /** Values that hold now: clamped states follow their command, and the rates follow all. */
  refresh(): void {
    const { machine, unit, p, y } = this;
    if (unit.mode.clamps.length > 0) {
      unit.clamped(this.t, 8 * y, 8 * p, 8 * machine.state);
      this.putState(machine.state);
    }
    unit.rate(this.t, 8 * y, 8 * p, 8 * this.slope);
  }

  /** The numbers of all states at a place. */
  block(place: number): Float64Array {
    return this.numbers.subarray(place, place + this.machine.n);
  }
}
