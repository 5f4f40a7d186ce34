/** One neuron in flight: the hybrid loop of continuous stretches and events. */
import type { Stream } from "../base/index.ts";
import { printText } from "../language/index.ts";
import { NeuronBody } from "./body.ts";
import type { Drive } from "./drive.ts";
import { type Circumstances, diverged, type Failure, noConvergence, resetDoesNotClear, storm } from "./failure.ts";
import { gridTime } from "./grid.ts";
import { StallGuard, StormGuard } from "./guards.ts";
import type { Machine, Mode } from "./machine.ts";
import { areFinite, limitOf, type Method, type Trouble } from "./method.ts";
import { polish } from "./polish.ts";
import { hazardSlot, hazardState, originSlot, stepSlot } from "./program.ts";
import { Recorder, type Sampling } from "./recorder.ts";
import { Series } from "./series.ts";
import { setSwitches } from "./settle-switches.ts";
import { SpikeRule } from "./spike-rule.ts";
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
  readonly sampling: Sampling;
  /** The time at which the run ends. */
  readonly end: number;
  /** Events within one unit of time that count as a storm. */
  readonly stormLimit: number;
  /** How messages name it: "cell", "cell[3]"; and what stands after a time. */
  readonly where: string;
  readonly timeUnit: string;
}

/** Work of taking a sample, in steps. */
const samplingWork = 0.01;
/** Rounds in which switches may set one another after a jump. */
const mostSettling = 20;
/** Crossings of a noted condition in one step; an interpolant of order 7 has no more. */
const mostNoted = 16;

/** What the compiled code of the present mode was made for. */
interface Entered {
  readonly method: Method | undefined;
  readonly isRefractory: boolean;
  readonly clamps: readonly number[];
}

/**
 * A neuron as the cell scale computes it. Between events a method integrates; a step ends at every edge of a stimulus, end of
 * refractoriness, switch and spike. Events at one instant are taken in the order: edge, end of refractoriness, switch, spike, and a spike
 * that its own reset or an edge causes follows at once. Results do not depend on where `advance` stops.
 */
export class Neuron {
  /** Why it cannot go on. */
  failure: Failure | undefined;
  /** Times of spikes; taken by the scale. */
  readonly spikes = new Series();
  readonly recorder: Recorder;
  readonly #setup: NeuronSetup;
  readonly #body: NeuronBody;
  #method: Method;
  readonly #places: { readonly origin: number; readonly hazard: number };
  readonly #rule: SpikeRule;
  readonly #storms: StormGuard;
  readonly #stalls = new StallGuard();
  #refractoryEnd = Number.POSITIVE_INFINITY;
  /** Number and time of the next node of a fixed step's grid. */
  #node = 0;
  #nodeTime = Number.POSITIVE_INFINITY;
  #hasBegun = false;
  #entered: Entered = { method: undefined, isRefractory: false, clamps: [] };
  /** Time given to a spike at this instant, where it is not the instant itself. */
  #stamp: number | undefined;
  /** Where in the trial step the event that was found first lies. */
  #eventTheta = 2;

  constructor(setup: NeuronSetup) {
    const { machine, constants, tolerance, method, end } = setup;
    const body = new NeuronBody(machine, constants, tolerance, end);
    this.#setup = setup;
    this.#body = body;
    this.#method = method;
    this.recorder = new Recorder(setup.sampling);
    this.#places = { origin: body.placeOf(originSlot), hazard: body.placeOf(hazardSlot) };
    this.#rule = new SpikeRule(machine.program);
    this.#storms = new StormGuard(setup.stormLimit);
    for (const [slot, value] of setup.values) body.numbers[body.placeOf(slot)] = value;
    body.numbers[body.placeOf("index")] = setup.index;
    body.numbers[body.placeOf("size")] = setup.size;
    body.numbers[body.placeOf(stepSlot)] = method.step ?? 0;
    body.numbers[this.#places.origin] = Number.NEGATIVE_INFINITY;
    body.numbers[this.#places.hazard] = setup.hazardStream.exponential();
    // What every run needs is compiled when it is made, the rest (clamps, another method) when it comes.
    this.#enterMode();
    if (machine.program.flow.refractory !== undefined) machine.unit(this.#modeOf(true), method);
  }

  /** Present time. */
  get t(): number {
    return this.#body.t;
  }

  /**
   * Integrates to `until` or a little beyond (the last step is not shortened for it), but makes at most so many steps; a sample is some
   * hundredth of a step's work.
   */
  advance(until: number, mostSteps: number): Failure | undefined {
    const { end } = this.#setup;
    const goal = Math.min(until, end);
    if (!this.#hasBegun) this.failure = this.#begin();
    const body = this.#body;
    for (let work = 0; work < mostSteps && body.t < goal && this.failure === undefined; ) {
      body.look = Math.min(goal, this.recorder.next);
      const samples = this.recorder.count;
      this.failure = this.#step();
      work += this.#method.made + samplingWork * (this.recorder.count - samples);
    }
    if (this.failure === undefined && body.t >= end) this.recorder.recordLast(body, end);
    return this.failure;
  }

  /** Values by name at this instant, for what is drawn at a spike. */
  readonly #present = (name: string): number => {
    const { machine, numbers, y } = this.#body;
    const state = machine.program.states.indexOf(name);
    return state >= 0 ? numbers[y + state]! : this.#setup.constants.lookup(name);
  };

  #begin(): Failure | undefined {
    this.#hasBegun = true;
    this.#findNode();
    this.#setup.drive.apply(0, this.#body.numbers, this.#body.p);
    return this.#settle("start");
  }

  /** A trial step, cut at the first event in it, and what happens there. */
  #step(): Failure | undefined {
    const body = this.#body;
    const method = this.#method;
    body.stop = this.#nextStop();
    this.#watch();
    const h = method.attempt(body);
    if (h === 0) return this.#rescue();
    if (this.#stalls.count(method.made, body.t, body.resolution)) {
      return this.#diverge(body.slope, "underflow");
    }
    if (method.marches !== true) body.readLevelsAtEnd(method, h);
    const event = this.#firstEvent();
    let taken = h;
    let next = method.next;
    if (event >= 0) {
      taken = this.#eventTheta * h;
      if (taken === 0) next = body.y;
      else if (method.isPolished) ({ length: taken, place: next } = polish(body, method, event, body.signs[event]!, taken, h));
      else next = method.shorten(body, taken);
    }
    if (this.#rule.kind === "noted") this.#noteCrossings(h, taken / h);
    this.recorder.recordBefore(body.t + taken, body, method, h);
    this.#stamp = method.isOnGrid === true ? body.t : undefined;
    body.take(taken, next, taken === h && h >= limitOf(body));
    if (body.t >= this.#nodeTime) this.#findNode();
    if (event < 0) body.carryOver(method);
    const failure = this.#handle(event);
    if (failure === undefined && method.isStiff) this.#becomeStiff();
    return failure;
  }

  #nextStop(): number {
    const { drive, end } = this.#setup;
    if (this.#method.isOnGrid === true) return this.#nodeTime;
    return Math.min(drive.next, this.#refractoryEnd, end, this.recorder.full, this.#nodeTime);
  }

  /** The first node of the grid after now. */
  #findNode(): void {
    const { step } = this.#method;
    if (step === undefined) this.#nodeTime = Number.POSITIVE_INFINITY;
    else {
      do this.#nodeTime = gridTime(++this.#node, step);
      while (this.#nodeTime <= this.#body.t);
    }
  }

  /** In which sign each level is watched for becoming positive. */
  #watch(): void {
    const { machine, signs, numbers, p } = this.#body;
    const { levels } = machine;
    for (let j = 0; j < levels.length; j++) {
      const { effect } = levels[j]!;
      switch (effect.kind) {
        case "spike":
          signs[j] = this.#rule.sign;
          break;
        case "truth":
          signs[j] = numbers[p + effect.slot] === 0 ? 1 : -1;
          break;
        case "count":
          signs[j] = 1;
      }
    }
  }

  /** The first level that is crossed in the trial step, or -1; `#eventTheta` is where. */
  #firstEvent(): number {
    const { signs } = this.#body;
    this.#eventTheta = 2;
    let first = -1;
    for (let j = this.#rule.kind === "noted" ? 1 : 0; j < signs.length; j++) {
      const sign = signs[j]!;
      if (sign === 0) continue;
      const theta = this.#method.crossing(this.#body, j, sign, 0, Math.min(1, this.#eventTheta), "fine");
      if (theta >= this.#eventTheta) continue;
      this.#eventTheta = theta;
      first = j;
    }
    return first;
  }

  /** Notes the spikes of a neuron that nothing happens to, up to `to` of the trial step. */
  #noteCrossings(h: number, to: number): void {
    const body = this.#body;
    const method = this.#method;
    let from = 0;
    for (let count = 0; count < mostNoted; count++) {
      const { sign } = this.#rule;
      const theta = method.crossing(body, 0, sign, from, to, "rough");
      if (theta > to) return;
      const isSpike = this.#rule.cross();
      if (isSpike) {
        const length = method.isPolished && theta > 0 ? polish(body, method, 0, sign, theta * h, h).length : theta * h;
        this.#noteSpike(body.t + (body.rest + length));
      }
      from = theta;
    }
  }

  #noteSpike(time: number): void {
    if (time >= this.#setup.sampling.from) this.spikes.push(time);
  }

  /** Everything that happens at the present time; `event` is the level that was crossed, or -1. */
  #handle(event: number): Failure | undefined {
    const { drive } = this.#setup;
    const { t, numbers, p, machine } = this.#body;
    let hasJumped = false;
    if (t >= drive.next) {
      drive.apply(t, numbers, p);
      hasJumped = true;
    }
    if (t >= this.#refractoryEnd) {
      this.#rule.isRefractory = false;
      this.#refractoryEnd = Number.POSITIVE_INFINITY;
      hasJumped = true;
    }
    if (event < 0) return hasJumped ? this.#settle("jump") : undefined;
    if (this.#storms.count(t)) return this.#storm(event);
    const { effect } = machine.levels[event]!;
    switch (effect.kind) {
      case "spike": {
        const fires = this.#rule.cross();
        return (fires ? this.#fire() : undefined) ?? this.#settle(fires ? "spike" : hasJumped ? "jump" : "switch");
      }
      case "truth":
        numbers[p + effect.slot] = numbers[p + effect.slot] === 0 ? 1 : 0;
        break;
      case "count":
        numbers[p + effect.slot]! += effect.by;
    }
    return this.#settle(hasJumped ? "jump" : "switch");
  }

  #storm(event: number): Failure {
    const { effect, tree } = this.#body.machine.levels[event]!;
    const what = effect.kind === "spike" ? "spikes" : `a condition on ${printText(tree)}`;
    return storm(this.#circumstances(), this.#setup.stormLimit, what);
  }

  #circumstances(): Circumstances {
    const { where, timeUnit } = this.#setup;
    const method = this.#method;
    return { t: this.t, where, timeUnit, states: this.#body.machine.program.states, method: method.id, step: method.step ?? 0 };
  }

  /** A spike now: noted, states reset, refractoriness begun. */
  #fire(): Failure | undefined {
    const body = this.#body;
    const { machine, unit, numbers, p, t } = body;
    const { flow, resetDraws, reset } = machine.program;
    const { spikeStream, hazardStream } = this.#setup;
    this.#noteSpike(this.#stamp ?? t);
    for (const { slot, draw: law } of resetDraws) numbers[body.placeOf(slot)] = draw(law, this.#present, spikeStream);
    if (reset.length > 0) {
      unit.reset(t, 8 * body.y, 8 * p, 8 * machine.state);
      body.putState(machine.state);
    }
    numbers[this.#places.origin] = t;
    if (flow.hazard !== undefined) numbers[this.#places.hazard] = hazardStream.exponential();
    const duration = flow.refractory === undefined ? 0 : evaluateValue(flow.refractory.time, this.#present, spikeStream);
    if (duration > 0) {
      this.#rule.isRefractory = true;
      this.#refractoryEnd = t + duration;
    }
    if (!areFinite(numbers, body.y, machine.n)) return this.#diverge(body.y, "not-finite");
    return undefined;
  }

  /**
   * Makes everything agree after an event: mode, clamped states, switches (after a jump), rates, levels; and fires where the spike
   * condition holds. After a spike it must not hold any more.
   */
  #settle(cause: "start" | "jump" | "spike" | "switch"): Failure | undefined {
    const body = this.#body;
    const rule = this.#rule;
    let after = cause;
    for (;;) {
      this.#enterMode();
      body.refresh();
      for (let round = 0; after !== "switch" && setSwitches(body); round++) {
        if (round > mostSettling) return this.#storm(rule.kind === "none" ? 0 : 1);
        body.refresh();
      }
      if (!areFinite(body.numbers, body.slope, body.machine.n)) {
        return this.#diverge(body.slope, "not-finite");
      }
      body.readLevelsAtStart();
      const { value0, flow0 } = body.ends;
      const [value, flow] = [value0[0] ?? 0, flow0[0] ?? 0];
      if (after === "spike" && rule.isStuck(value, flow, body.resolution)) {
        return resetDoesNotClear(this.#circumstances(), body.block(body.y));
      }
      if (!(after === "start" ? rule.begin(value) : rule.look(value, flow, body.resolution))) break;
      if (this.#storms.count(body.t)) return this.#storm(0);
      const failure = this.#fire();
      if (failure !== undefined) return failure;
      after = "spike";
    }
    this.#method.restart(body, after !== "jump");
    return undefined;
  }

  #enterMode(): void {
    const { machine } = this.#body;
    const { isRefractory } = this.#rule;
    const { clamps } = this.#setup.drive;
    const { method, isRefractory: was, clamps: before } = this.#entered;
    if (method === this.#method && was === isRefractory && before === clamps) return;
    this.#entered = { method: this.#method, isRefractory, clamps };
    this.#body.unit = machine.unit(this.#modeOf(isRefractory), this.#method);
  }

  #modeOf(isRefractory: boolean): Mode {
    const { refractory } = this.#body.machine.program.flow;
    return { held: isRefractory ? [...(refractory?.hold ?? []), hazardState] : [], clamps: this.#setup.drive.clamps };
  }

  /**
   * No step could be made. Where the spike level rises so steeply that it is reached before the next number that time can be (an
   * exponential that runs away towards a distant peak), the spike is now; else the run ends here.
   */
  #rescue(): Failure | undefined {
    const body = this.#body;
    const { machine, numbers, y, slope, ends, resolution } = body;
    const { trouble, next } = this.#method;
    if (trouble === "no-convergence") return noConvergence(this.#circumstances());
    const [value, flow] = [ends.value0[0] ?? 0, ends.flow0[0] ?? 0];
    const mayFire = this.#rule.kind !== "noted" && this.#rule.sign === 1;
    if (trouble === "underflow" && mayFire && flow > 0 && -value <= 2 * resolution * flow) {
      for (let i = 0; i < machine.n; i++) numbers[y + i]! += (-value / flow) * numbers[slope + i]!;
      return this.#handle(0);
    }
    return this.#diverge(trouble === "not-finite" ? next : slope, trouble);
  }

  /** `evidence` is where the numbers stand that tell which state it was. */
  #diverge(evidence: number, trouble: Trouble): Failure {
    const body = this.#body;
    return diverged(this.#circumstances(), body.block(evidence), trouble, body.block(body.y));
  }

  #becomeStiff(): void {
    const { stiffMethod } = this.#setup;
    if (stiffMethod === undefined || this.#method !== this.#setup.method) return;
    this.#method = stiffMethod();
    this.#findNode();
    this.#enterMode();
    this.#method.restart(this.#body, false);
  }
}
