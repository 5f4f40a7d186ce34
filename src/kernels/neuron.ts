/** One neuron in flight: the hybrid loop of continuous stretches and events. */
import type { Stream } from "../base/index.ts";
import { printText } from "../language/index.ts";
import type { Drive } from "./drive.ts";
import { areFinite } from "./explicit.ts";
import { type Circumstances, diverged, type Failure, noConvergence, resetDoesNotClear, storm } from "./failure.ts";
import { gridTime } from "./grid.ts";
import { evaluateLevels, levelSlope, levelValue } from "./level-reader.ts";
import type { Machine, Mode, Unit } from "./machine.ts";
import type { Body, Ends, Method } from "./method.ts";
import { hazardSlot, hazardState, originSlot, stepSlot } from "./program.ts";
import { Series } from "./series.ts";
import { type Constants, draw, evaluateValue } from "./values.ts";

/** What a neuron is made of. */
export interface NeuronSetup {
  readonly machine: Machine;
  readonly method: Method;
  /** Taken over for good when the method finds the problem stiff. */
  readonly stiffMethod?: () => Method;
  readonly constants: Constants;
  /** Values of further slots. */
  readonly values: ReadonlyMap<string, number>;
  readonly index: number;
  readonly size: number;
  readonly drive: Drive;
  /** Draws the thresholds of the hazard, and what else is drawn at each spike. */
  readonly hazardStream: Stream;
  readonly spikeStream: Stream;
  readonly tolerance: number;
  /** Recording: from `from` on, every `every`; the run ends at `end`. */
  readonly sampling: { readonly from: number; readonly every: number; readonly isOn: boolean };
  readonly end: number;
  /** Events within one unit of time that count as a storm. */
  readonly stormLimit: number;
  /** How messages name it: "cell", "cell[3]"; and what stands after a time. */
  readonly where: string;
  readonly timeUnit: string;
}

/**
 * Steps after which the progress is judged, and the average length, in spacings of doubles, below which there was none. A solution
 * that chatters about a singularity takes such steps for ever; a spike's upstroke takes some hundred of them.
 */
const stall = { steps: 100_000, spacings: 1000 } as const;
/** Samples within one step: closed forms make steps as long as a run, and a stretch of steps should be short work. */
const mostSamples = 100;
/** Newton iterations on the length of a step; two are usual. */
const maxPolish = 12;
/** Rounds in which switches may set one another after a jump. */
const maxSettling = 20;

/**
 * A neuron as the cell scale computes it. Between events a method integrates; a step ends at every edge of a stimulus, end of
 * refractoriness, switch and spike. Events at one instant are taken in the order: edge, end of refractoriness, switch, spike, and a spike
 * that its own reset or an edge causes follows at once. Results do not depend on where `advance` stops.
 */
export class Neuron implements Body {
  t = 0;
  /** Why it cannot go on. */
  failure: Failure | undefined;
  resolution = 0;
  unit!: Unit;
  readonly machine: Machine;
  readonly y: number;
  readonly p: number;
  readonly slope: number;
  readonly absolute: Float64Array;
  readonly relative: number;
  readonly ends: Ends;
  /** Times of spikes, and recorded values sample by sample; both taken by the scale. */
  readonly spikes = new Series();
  readonly samples = new Series();
  /** Number of the next sample. */
  #sample = 0;
  #low = 0;
  #method: Method;
  readonly #setup: NeuronSetup;
  readonly #numbers: Float64Array;
  readonly #places: { readonly origin: number; readonly hazard: number };
  readonly #signalCount: number;
  /** The spike condition has no consequence for the states: spikes are noted without ending the step. */
  readonly #isPassive: boolean;
  /** Fires when the condition becomes true, not while it holds. */
  readonly #onRise: boolean;
  readonly #hasSpike: boolean;
  #isAbove = false;
  #refractoryEnd = Number.POSITIVE_INFINITY;
  #isRefractory = false;
  #node = 1;
  #hasBegun = false;
  #hasMoved = false;
  /** Time given to a spike at this instant, where it is not the instant itself. */
  #stamp: number | undefined;
  #windowStart = 0;
  #windowCount = 0;
  #stallStart = 0;
  #stallCount = 0;

  constructor(setup: NeuronSetup) {
    const { machine, constants, tolerance } = setup;
    const { program, arena, n } = machine;
    const { flow } = program;
    this.#setup = setup;
    this.machine = machine;
    this.#method = setup.method;
    this.#numbers = machine.numbers;
    this.y = arena.take(n);
    this.slope = arena.take(n);
    this.p = arena.take(program.slots.length);
    this.relative = tolerance;
    this.absolute = Float64Array.from(program.states, (_, i) => tolerance * Math.min(1, flow.states[i]?.factor ?? 1));
    const m = machine.levels.length;
    this.ends = { value0: new Float64Array(m), flow0: new Float64Array(m), value1: new Float64Array(m), flow1: new Float64Array(m) };
    this.#places = { origin: this.p + program.slots.indexOf(originSlot), hazard: this.p + program.slots.indexOf(hazardSlot) };
    this.#signalCount = machine.signalCount;
    this.#hasSpike = program.spike !== undefined;
    this.#onRise = this.#hasSpike && flow.reset === undefined && flow.hazard === undefined;
    this.#isPassive = this.#onRise && flow.refractory === undefined && !program.readsAge;
    this.#numbers.set(constants.parameters, this.p);
    this.#numbers.set(constants.initial, this.y);
    for (const [slot, value] of setup.values) this.#write(slot, value);
    this.#write("index", setup.index);
    this.#write("size", setup.size);
    this.#write(stepSlot, setup.method.step ?? 0);
    this.#numbers[this.#places.origin] = Number.NEGATIVE_INFINITY;
    this.#numbers[this.#places.hazard] = setup.hazardStream.exponential();
  }

  /** Doubles that a neuron takes from the arena. */
  static doubles(machine: { readonly states: readonly string[]; readonly slots: readonly string[] }): number {
    return 2 * machine.states.length + machine.slots.length;
  }

  /** Integrates to `until` or a little beyond (the last step is not shortened for it), but makes at most so many steps. */
  advance(until: number, mostSteps: number): Failure | undefined {
    const end = Math.min(until, this.#setup.end);
    if (!this.#hasBegun) this.failure = this.#begin();
    for (let count = 0; count < mostSteps && this.t < end && this.failure === undefined; count++) this.failure = this.#step();
    if (this.failure === undefined && this.t >= this.#setup.end) this.#recordLast();
    return this.failure;
  }

  /** Samples taken so far (each has `signalCount` values). */
  get sampleCount(): number {
    return this.#sample;
  }

  /** Values by name at this instant, for what is drawn at a spike. */
  readonly #present = (name: string): number => {
    const state = this.machine.program.states.indexOf(name);
    return state >= 0 ? this.#numbers[this.y + state]! : this.#setup.constants.lookup(name);
  };

  #write(slot: string, value: number): void {
    this.#numbers[this.p + this.machine.program.slots.indexOf(slot)] = value;
  }

  #begin(): Failure | undefined {
    this.#hasBegun = true;
    this.#updateResolution();
    this.#setup.drive.apply(0, this.#numbers, this.p);
    const failure = this.#settle("jump");
    this.#hasMoved = true;
    return failure;
  }

  /** One trial step, cut at the first event in it, and what happens there. */
  #step(): Failure | undefined {
    const stop = this.#nextStop();
    const method = this.#method;
    const h = method.attempt(this, stop - this.t - this.#low);
    if (h === 0) return this.#rescue();
    if (this.#isStalled()) return diverged(this.#circumstances(), this.#block(this.slope), "underflow");
    this.#levelsAtEnd(h);
    const event = this.#firstEvent();
    let taken = h;
    let next = method.next;
    if (event >= 0) {
      taken = this.#eventTheta * h;
      next = taken === 0 ? this.y : method.isPolished ? this.#polish(event, h) : method.shorten(this, taken);
      if (method.isPolished && taken > 0) taken = this.#polished;
    }
    if (this.#isPassive) this.#notePassive(h, taken / h);
    this.#recordUntil(this.t + taken, h);
    const reachedStop = taken === h && h >= stop - this.t - this.#low;
    this.#stamp = method.isOnGrid === true ? this.t : undefined;
    this.#moveTo(reachedStop ? stop : undefined, taken, next);
    if (event < 0) this.#carryOver();
    const failure = this.#handle(event);
    if (failure === undefined && method.isStiff) this.#becomeStiff();
    return failure;
  }

  /** Whether the last many steps were, on average, near the spacing of doubles: the run would go on for ages and get nowhere. */
  #isStalled(): boolean {
    if (++this.#stallCount < stall.steps) return false;
    const isStalled = this.t - this.#stallStart < stall.steps * stall.spacings * this.resolution;
    this.#stallCount = 0;
    this.#stallStart = this.t;
    return isStalled;
  }

  #nextStop(): number {
    const { drive, end, sampling } = this.#setup;
    const { step } = this.#method;
    if (this.#method.isOnGrid === true) return gridTime(this.#node, step!);
    const full = sampling.isOn ? sampling.from + gridTime(this.#sample + mostSamples, sampling.every) : end;
    const stop = Math.min(drive.next, this.#refractoryEnd, end, full);
    return step === undefined ? stop : Math.min(stop, gridTime(this.#node, step));
  }

  #moveTo(stop: number | undefined, taken: number, next: number): void {
    const { n } = this.machine;
    const numbers = this.#numbers;
    if (next !== this.y) for (let i = 0; i < n; i++) numbers[this.y + i] = numbers[next + i]!;
    if (stop !== undefined) {
      this.t = stop;
      this.#low = 0;
    } else {
      const sum = this.#low + taken;
      const t = this.t + sum;
      this.#low = sum - (t - this.t);
      this.t = t;
    }
    const { step } = this.#method;
    if (step !== undefined) while (gridTime(this.#node, step) <= this.t) this.#node++;
    this.#updateResolution();
  }

  #updateResolution(): void {
    this.resolution = Number.EPSILON * Math.max(this.t, 1e-6 * this.#setup.end);
  }

  /** The end of a step without event is the beginning of the next. */
  #carryOver(): void {
    const { n, levels } = this.machine;
    const { ends } = this;
    const numbers = this.#numbers;
    const from = this.#method.nextSlope;
    for (let i = 0; i < n; i++) numbers[this.slope + i] = numbers[from + i]!;
    for (let j = 0; j < levels.length; j++) {
      ends.value0[j] = ends.value1[j]!;
      ends.flow0[j] = ends.flow1[j]!;
    }
  }

  #levelsAtEnd(h: number): void {
    const { levels } = this.machine;
    if (levels.length === 0) return;
    const { value1, flow1 } = this.ends;
    evaluateLevels(this, this.t + h, this.#method.next);
    for (let j = 0; j < levels.length; j++) {
      value1[j] = levelValue(this, j);
      flow1[j] = levelSlope(this, j, this.#method.nextSlope);
    }
  }

  #levelsAtStart(): void {
    const { levels } = this.machine;
    const { value0, flow0 } = this.ends;
    if (levels.length > 0) evaluateLevels(this, this.t, this.y);
    for (let j = 0; j < levels.length; j++) {
      value0[j] = levelValue(this, j);
      flow0[j] = levelSlope(this, j, this.slope);
    }
  }

  /** +1 or -1: the level is watched for becoming positive or negative; 0: not watched. */
  #direction(j: number): number {
    const { effect } = this.machine.levels[j]!;
    switch (effect.kind) {
      case "spike":
        if (this.#isPassive) return 0;
        if (this.#onRise) return this.#isAbove ? -1 : 1;
        return this.#isRefractory ? 0 : 1;
      case "truth":
        return this.#numbers[this.p + effect.slot] === 0 ? 1 : -1;
      case "count":
        return 1;
    }
  }

  /** What `unit` was compiled for. */
  #entered: { readonly method: Method | undefined; readonly isRefractory: boolean; readonly clamps: readonly number[] } = {
    method: undefined,
    isRefractory: false,
    clamps: [],
  };
  #eventTheta = 2;
  #polished = 0;

  /** The first level that is crossed in the trial step, or -1; `#eventTheta` is where. */
  #firstEvent(): number {
    const count = this.machine.levels.length;
    this.#eventTheta = 2;
    let first = -1;
    for (let j = 0; j < count; j++) {
      const sign = this.#direction(j);
      if (sign === 0) continue;
      const theta = this.#method.crossing(this, j, sign, 0, Math.min(1, this.#eventTheta));
      if (theta >= this.#eventTheta) continue;
      this.#eventTheta = theta;
      first = j;
    }
    return first;
  }

  /**
   * Steps again from the beginning of the trial step until level j vanishes at the end, by Newton's method on the length of the step;
   * the interpolant, of lower order, gave the first guess. Returns the place of the state there; `#polished` is the length.
   */
  #polish(j: number, h: number): number {
    const sign = this.#direction(j) || (this.#isAbove ? -1 : 1);
    return this.#polishFrom(j, sign, this.#eventTheta * h, h);
  }

  #polishFrom(j: number, sign: number, guess: number, h: number): number {
    const { machine, unit, t, p } = this;
    const { spareSlope, n } = machine;
    const numbers = this.#numbers;
    let [low, high, x] = [0, h, guess];
    let place = this.y;
    for (let iteration = 0; iteration < maxPolish; iteration++) {
      place = this.#method.shorten(this, x);
      unit.rate(t + x, 8 * place, 8 * p, 8 * spareSlope);
      evaluateLevels(this, t + x, place);
      const value = sign * levelValue(this, j);
      const correction = value / (sign * levelSlope(this, j, spareSlope));
      if (value > 0) high = x;
      else low = x;
      if (Math.abs(correction) <= this.resolution) {
        for (let i = 0; i < n; i++) numbers[place + i]! -= correction * numbers[spareSlope + i]!;
        x -= correction;
        break;
      }
      const newton = x - correction;
      x = newton > low && newton < high ? newton : 0.5 * (low + high);
    }
    this.#polished = Math.max(x, 0);
    return place;
  }

  /** Notes the spikes of a neuron that nothing happens to, up to `to` of the trial step. */
  #notePassive(h: number, to: number): void {
    let from = 0;
    for (;;) {
      const sign = this.#isAbove ? -1 : 1;
      const theta = this.#method.crossing(this, 0, sign, from, to);
      if (theta > to) return;
      this.#isAbove = !this.#isAbove;
      if (sign > 0) {
        if (this.#method.isPolished && theta > 0) this.#polishFrom(0, sign, theta * h, h);
        else this.#polished = theta * h;
        this.#noteSpike(this.t + (this.#low + this.#polished));
      }
      from = theta;
    }
  }

  #noteSpike(time: number): void {
    if (time >= this.#setup.sampling.from) this.spikes.push(time);
  }

  /** Samples in [t, until) from the trial step of length h. */
  #recordUntil(until: number, h: number): void {
    const { sampling } = this.#setup;
    if (!sampling.isOn) return;
    for (;;) {
      const time = sampling.from + gridTime(this.#sample, sampling.every);
      if (time >= until) return;
      const theta = (time - this.t - this.#low) / h;
      let place = this.y;
      if (theta > 0) {
        place = this.machine.sampleState;
        this.#method.interpolate(this, theta, place);
      }
      this.#recordAt(time, place);
    }
  }

  #recordLast(): void {
    const { sampling, end } = this.#setup;
    if (sampling.isOn && sampling.from + gridTime(this.#sample, sampling.every) <= end) this.#recordAt(end, this.y);
  }

  #recordAt(time: number, place: number): void {
    const { signalsAt } = this.machine;
    this.unit.signals(time, 8 * place, 8 * this.p, 8 * signalsAt);
    for (let k = 0; k < this.#signalCount; k++) this.samples.push(this.#numbers[signalsAt + k]!);
    this.#sample++;
  }

  /** Everything that happens at the present time; `event` is the level that was crossed, or -1. */
  #handle(event: number): Failure | undefined {
    const { drive } = this.#setup;
    let hasJumped = false;
    if (this.t >= drive.next) {
      drive.apply(this.t, this.#numbers, this.p);
      hasJumped = true;
    }
    if (this.t >= this.#refractoryEnd) {
      this.#isRefractory = false;
      this.#refractoryEnd = Number.POSITIVE_INFINITY;
      hasJumped = true;
    }
    if (event < 0) return hasJumped ? this.#settle("jump") : undefined;
    if (this.#isStorm()) return this.#storm(event);
    const isSpike = this.machine.levels[event]!.effect.kind === "spike";
    return this.#applyEvent(event) ?? this.#settle(isSpike ? "spike" : hasJumped ? "jump" : "switch");
  }

  #storm(event: number): Failure {
    const { effect, tree } = this.machine.levels[event]!;
    const what = effect.kind === "spike" ? "spikes" : `a condition on ${printText(tree)}`;
    return storm(this.#circumstances(), this.#setup.stormLimit, what);
  }

  #circumstances(): Circumstances {
    const { where, timeUnit } = this.#setup;
    const method = this.#method;
    return { t: this.t, where, timeUnit, states: this.machine.program.states, method: method.id, step: method.step ?? 0 };
  }

  #block(place: number): Float64Array {
    return this.#numbers.subarray(place, place + this.machine.n);
  }

  #applyEvent(event: number): Failure | undefined {
    const { effect } = this.machine.levels[event]!;
    switch (effect.kind) {
      case "spike":
        if (this.#onRise) {
          this.#isAbove = !this.#isAbove;
          return this.#isAbove && !this.#isRefractory ? this.#fire() : undefined;
        }
        return this.#fire();
      case "truth":
        this.#numbers[this.p + effect.slot] = this.#numbers[this.p + effect.slot] === 0 ? 1 : 0;
        return undefined;
      case "count":
        this.#numbers[this.p + effect.slot]! += effect.by;
        return undefined;
    }
  }

  #isStorm(): boolean {
    if (this.t > this.#windowStart + 1) {
      this.#windowStart = this.t;
      this.#windowCount = 0;
    }
    return ++this.#windowCount > this.#setup.stormLimit;
  }

  /** A spike now: noted, states reset, refractoriness begun. */
  #fire(): Failure | undefined {
    const { machine, unit, p } = this;
    const { program, n, state } = machine;
    const numbers = this.#numbers;
    this.#noteSpike(this.#stamp ?? this.t);
    for (const { slot, draw: law } of program.resetDraws) this.#write(slot, draw(law, this.#present, this.#setup.spikeStream));
    if (program.reset.length > 0) {
      unit.reset(this.t, 8 * this.y, 8 * p, 8 * state);
      for (let i = 0; i < n; i++) numbers[this.y + i] = numbers[state + i]!;
    }
    numbers[this.#places.origin] = this.t;
    if (program.flow.hazard !== undefined) numbers[this.#places.hazard] = this.#setup.hazardStream.exponential();
    const { refractory } = program.flow;
    const rest = refractory === undefined ? 0 : evaluateValue(refractory.time, this.#present, this.#setup.spikeStream);
    if (rest > 0) {
      this.#isRefractory = true;
      this.#refractoryEnd = this.t + rest;
    }
    if (!areFinite(numbers, this.y, n)) return diverged(this.#circumstances(), this.#block(this.y), "not-finite");
    return undefined;
  }

  /**
   * Makes everything agree after an event: mode, clamped states, switches (after a jump), rates, levels; and fires where the spike
   * condition holds. After a spike it must not hold any more.
   */
  #settle(cause: "jump" | "spike" | "switch"): Failure | undefined {
    let after = cause;
    for (;;) {
      this.#enterMode();
      this.#refresh();
      for (let round = 0; after !== "switch" && this.#setSwitches(); round++) {
        if (round > maxSettling) return this.#storm(this.#hasSpike ? 1 : 0);
        this.#refresh();
      }
      if (!areFinite(this.#numbers, this.slope, this.machine.n)) {
        return diverged(this.#circumstances(), this.#block(this.slope), "not-finite");
      }
      this.#levelsAtStart();
      if (!this.#mustFire()) break;
      if (after === "spike") return resetDoesNotClear(this.#circumstances(), this.#block(this.y));
      if (this.#isStorm()) return this.#storm(0);
      const failure = this.#fire();
      if (failure !== undefined) return failure;
      after = "spike";
    }
    this.#method.restart(this, after !== "jump" || !this.#hasMoved);
    return undefined;
  }

  /** Whether a spike is due at once, because its condition holds here and now. */
  #mustFire(): boolean {
    if (!this.#hasSpike) return false;
    const value = this.ends.value0[0]!;
    const holds = value > 0 || (value === 0 && this.machine.program.spike!.atZero);
    if (!this.#onRise) return holds && !this.#isRefractory;
    // A switch that coincides with the condition leaves the level a rounding from zero, on either side: there its slope decides.
    const flow = this.ends.flow0[0]!;
    const isAtZero = this.t > 0 && flow !== 0 && Math.abs(value) <= 2 * this.resolution * Math.abs(flow);
    const isAbove = isAtZero ? flow > 0 : holds;
    const rises = isAbove && !this.#isAbove;
    this.#isAbove = isAbove;
    return rises && this.t > 0 && !this.#isRefractory;
  }

  #enterMode(): void {
    const { machine } = this;
    const key = this.#entered;
    if (key.method === this.#method && key.isRefractory === this.#isRefractory && key.clamps === this.#setup.drive.clamps) return;
    this.#entered = { method: this.#method, isRefractory: this.#isRefractory, clamps: this.#setup.drive.clamps };
    const { flow } = machine.program;
    const mode: Mode = {
      held: this.#isRefractory ? [...(flow.refractory?.hold ?? []), hazardState] : [],
      clamps: this.#setup.drive.clamps,
    };
    this.unit = machine.unit(mode, this.#method);
  }

  #refresh(): void {
    const { machine, unit, p } = this;
    if (unit.mode.clamps.length > 0) {
      unit.clamped(this.t, 8 * this.y, 8 * p, 8 * machine.state);
      for (let i = 0; i < machine.n; i++) this.#numbers[this.y + i] = this.#numbers[machine.state + i]!;
    }
    unit.rate(this.t, 8 * this.y, 8 * p, 8 * this.slope);
  }

  /** Sets every switch to what holds just after t; returns whether one changed. A level at zero counts by where it is going. */
  #setSwitches(): boolean {
    const { machine, p } = this;
    const { levels, program } = machine;
    if (program.switches.length === 0) return false;
    evaluateLevels(this, this.t, this.y);
    let hasChanged = false;
    let truth = 0;
    for (let j = 0; j < levels.length; j++) {
      const { effect } = levels[j]!;
      if (effect.kind === "spike" || (effect.kind === "count" && effect.by < 0)) continue;
      const value = levelValue(this, j);
      const flow = levelSlope(this, j, this.slope);
      const present = this.#numbers[p + effect.slot]!;
      let wanted: number;
      if (effect.kind === "truth") {
        const { atZero } = machine.truths[truth++]!;
        wanted = value > 0 || (value === 0 && (flow > 0 || (flow === 0 && atZero))) ? 1 : 0;
      } else {
        // value is x - (present + 1).
        const whole = Math.floor(value);
        wanted = present + 1 + (value === whole && flow < 0 ? whole - 1 : whole);
      }
      if (wanted === present || Number.isNaN(wanted)) continue;
      this.#numbers[p + effect.slot] = wanted;
      hasChanged = true;
    }
    return hasChanged;
  }

  /**
   * No step could be made. Where the spike level rises so steeply that it is reached before the next number that time can be (an
   * exponential that runs away towards a distant peak), the spike is now; else the run ends here.
   */
  #rescue(): Failure | undefined {
    const { n } = this.machine;
    const numbers = this.#numbers;
    const { trouble, next } = this.#method;
    if (trouble === "no-convergence") return noConvergence(this.#circumstances());
    const [value, flow] = [this.ends.value0[0] ?? 0, this.ends.flow0[0] ?? 0];
    const mayFire = this.#hasSpike && !this.#isPassive && this.#direction(0) === 1;
    if (trouble === "underflow" && mayFire && flow > 0 && -value <= 2 * this.resolution * flow) {
      for (let i = 0; i < n; i++) numbers[this.y + i]! += (-value / flow) * numbers[this.slope + i]!;
      return this.#handle(0);
    }
    const evidence = trouble === "not-finite" ? next : this.slope;
    return diverged(this.#circumstances(), this.#block(evidence), trouble);
  }

  #becomeStiff(): void {
    const { stiffMethod } = this.#setup;
    if (stiffMethod === undefined || this.#method !== this.#setup.method) return;
    this.#method = stiffMethod();
    this.#enterMode();
    this.#method.restart(this, false);
  }
}
