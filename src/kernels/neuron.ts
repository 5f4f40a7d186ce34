/** One neuron in flight: the hybrid loop of continuous stretches and events. */
import { printText } from "../language/index.ts";
import { NeuronBody } from "./body.ts";
import { type Circumstances, diverged, type Failure, noConvergence, resetDoesNotClear, storm } from "./failure.ts";
import { Nodes, nextMultiple } from "./grid.ts";
import { StallGuard, StormGuard } from "./guards.ts";
import type { Mode } from "./machine.ts";
import { areFinite, limitOf, type Method, type Trouble } from "./method.ts";
import type { NeuronSetup } from "./neuron-setup.ts";
import { polish } from "./polish.ts";
import { hazardSlot, hazardState, originSlot, stepSlot } from "./program.ts";
import { Recorder } from "./recorder.ts";
import { Series } from "./series.ts";
import { setSwitches } from "./settle-switches.ts";
import { SpikeRule } from "./spike-rule.ts";
import { Surroundings } from "./surroundings.ts";
import { Trial } from "./trial.ts";
import { draw, evaluateValue } from "./values.ts";
import { Lookout, watch } from "./watch.ts";

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
 * that its own reset or an edge causes follows at once. Results do not depend on where `advance` stops: a step that leads beyond waits,
 * and is made again, up to there, if something is changed.
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
  readonly #nodes = new Nodes();
  #hasBegun = false;
  #entered: Entered = { method: undefined, isRefractory: false, clamps: [] };
  /** Time given to a spike at this instant, where it is not the instant itself. */
  #stamp: number | undefined;
  readonly #lookout = new Lookout();
  readonly #trial: Trial;
  readonly #surroundings: Surroundings;

  constructor(setup: NeuronSetup) {
    const { machine, tolerance, method, duration } = setup;
    this.#surroundings = new Surroundings(setup);
    const body = new NeuronBody(machine, this.#surroundings.constants, tolerance, duration);
    this.#setup = setup;
    this.#body = body;
    this.#method = method;
    this.recorder = new Recorder(setup.sampling);
    this.#places = { origin: body.placeOf(originSlot), hazard: body.placeOf(hazardSlot) };
    this.#rule = new SpikeRule(machine.program);
    this.#storms = new StormGuard(setup.stormLimit);
    this.#trial = new Trial(machine.n);
    this.#surroundings.write(body);
    body.numbers[body.placeOf("index")] = setup.index;
    body.numbers[body.placeOf("size")] = setup.size;
    body.numbers[body.placeOf(stepSlot)] = method.step ?? 0;
    body.numbers[this.#places.origin] = Number.NEGATIVE_INFINITY;
    body.numbers[this.#places.hazard] = setup.hazardStream.exponential();
    // What every run needs is compiled when it is made, the rest (clamps, another method) when it comes.
    this.#enterMode();
    if (machine.program.flow.refractory !== undefined) machine.unit(this.#modeOf(true), method);
  }

  /** Time up to which everything is known. */
  get t(): number {
    const { isWaiting, end } = this.#trial;
    return isWaiting ? end : this.#body.t;
  }

  /**
   * Integrates to `until`, but makes at most so many steps; a sample is some hundredth of a step's work. The last step is not shortened:
   * it is made, recorded, and waits to be taken until somebody asks for a time that it does not pass.
   */
  advance(until: number, mostSteps: number): Failure | undefined {
    const { end } = this.#setup;
    const goal = Math.min(until, end);
    if (!this.#hasBegun) this.failure = this.#begin();
    const body = this.#body;
    for (let work = 0; work < mostSteps && body.t < goal && this.failure === undefined; ) {
      const samples = this.recorder.count;
      const failure = this.#try(goal);
      work += this.#method.made + samplingWork * (this.recorder.count - samples);
      if (failure === undefined && this.#trial.passes(goal)) {
        this.#trial.keep(body);
        break;
      }
      this.failure = failure ?? this.#take();
    }
    if (this.failure === undefined && body.t >= end) this.recorder.recordLast(body, end);
    return this.failure;
  }

  /**
   * Gives a parameter, an input or a state another value (`add`: adds to a state) at `time`, which was reached; a fixed step first ends at
   * its node.
   */
  change(name: string, how: "set" | "add", value: number, time: number): void {
    if (!this.#hasBegun) this.failure = this.#begin();
    this.failure ??= this.#returnTo(time);
    if (this.failure !== undefined) return;
    const body = this.#body;
    const { t, numbers, machine, y, p } = body;
    const state = machine.program.states.indexOf(name);
    if (state >= 0) numbers[y + state] = (how === "add" ? numbers[y + state]! : 0) + value;
    else this.#surroundings.set(name, value);
    this.#surroundings.write(body);
    this.#surroundings.drive.apply(t, numbers, p);
    this.#stamp = undefined;
    this.failure = this.#settle("change");
  }

  /** Makes the step that waits again, up to a time within it. No event lies before its end. */
  #returnTo(time: number): Failure | undefined {
    const body = this.#body;
    const method = this.#method;
    if (!this.#trial.isWaiting) return undefined;
    if (method.step !== undefined) return this.#take();
    this.#trial.isWaiting = false;
    this.recorder.forgetAfter(time, body);
    this.spikes.forgetAfter(time);
    body.stop = time;
    body.look = time;
    while (body.t < time) {
      const h = method.attempt(body);
      if (h === 0) return this.#rescue();
      body.take(h, method.next, h >= limitOf(body));
      body.carryOver(method.nextSlope);
    }
    if (this.#rule.kind === "noted") {
      body.readLevelsAtStart();
      this.#rule.recall(body.ends.value0[0]!, body.ends.flow0[0]!, body.resolution);
    }
    return undefined;
  }

  /** Values by name at this instant, for what is drawn at a spike. */
  readonly #present = (name: string): number => {
    const { machine, numbers, y } = this.#body;
    const state = machine.program.states.indexOf(name);
    return state >= 0 ? numbers[y + state]! : this.#surroundings.constants.lookup(name);
  };

  #begin(): Failure | undefined {
    this.#hasBegun = true;
    this.#nodes.find(this.#method.step, this.#body.t);
    this.#surroundings.drive.apply(0, this.#body.numbers, this.#body.p);
    return this.#settle("start");
  }

  /** Makes a trial step, cut at the first event in it, unless one waits; what is due within it is recorded. */
  #try(goal: number): Failure | undefined {
    const body = this.#body;
    const method = this.#method;
    const trial = this.#trial;
    if (trial.isWaiting) return undefined;
    body.look = Math.min(goal, this.recorder.next);
    body.stop = this.#nextStop();
    watch(body, this.#rule);
    const h = method.attempt(body);
    trial.isRescue = h === 0;
    if (h === 0) {
      trial.set(body, 0, body.y, method.nextSlope, false, -1);
      return undefined;
    }
    if (this.#stalls.count(method.made, body.t, body.resolution)) {
      return this.#diverge(body.slope, "underflow");
    }
    if (method.marches !== true) body.readLevelsAtEnd(method, h);
    this.#lookout.find(body, method, this.#rule);
    const { level: event, theta } = this.#lookout;
    let taken = h;
    let next = method.next;
    if (event >= 0) {
      taken = theta * h;
      if (taken === 0) next = body.y;
      else if (method.isPolished) ({ length: taken, place: next } = polish(body, method, event, body.signs[event]!, taken, h));
      else next = method.shorten(body, taken);
    }
    if (this.#rule.kind === "noted") this.#noteCrossings(h, taken / h);
    this.recorder.recordBefore(body.t + taken, body, method, h);
    trial.set(body, taken, next, method.nextSlope, taken === h && h >= limitOf(body), event);
    return undefined;
  }

  /** Takes the trial step: what happens at its end. */
  #take(): Failure | undefined {
    const body = this.#body;
    const method = this.#method;
    const trial = this.#trial;
    if (trial.isRescue) return this.#rescue();
    this.#stamp = method.isOnGrid === true ? body.t : undefined;
    trial.take(body);
    if (body.t >= this.#nodes.next) this.#nodes.find(this.#method.step, this.#body.t);
    const failure = this.#handle(trial.event);
    if (failure === undefined && method.isStiff) this.#becomeStiff();
    return failure;
  }

  #nextStop(): number {
    const { end, duration } = this.#setup;
    if (this.#method.isOnGrid === true) return this.#nodes.next;
    const stop = Math.min(this.#surroundings.drive.next, this.#refractoryEnd, end, this.recorder.full, this.#nodes.next);
    // A closed form goes as far as it may.
    return stop < Number.POSITIVE_INFINITY ? stop : nextMultiple(this.#body.t, duration);
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
    const { drive } = this.#surroundings;
    const { t, numbers, p, machine } = this.#body;
    let hasJumped = false;
    // What a stimulus does at the end of the run is seen by nobody but the last sample, which shows how it was.
    if (t >= drive.next && t < this.#setup.end) {
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
  #settle(cause: "start" | "jump" | "spike" | "switch" | "change"): Failure | undefined {
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
      if (!(after === "start" ? rule.begin(value) : rule.look(value, flow, body.resolution, after === "change"))) break;
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
    const { clamps } = this.#surroundings.drive;
    const { method, isRefractory: was, clamps: before } = this.#entered;
    if (method === this.#method && was === isRefractory && before === clamps) return;
    this.#entered = { method: this.#method, isRefractory, clamps };
    this.#body.unit = machine.unit(this.#modeOf(isRefractory), this.#method);
  }

  #modeOf(isRefractory: boolean): Mode {
    const { refractory } = this.#body.machine.program.flow;
    return { held: isRefractory ? [...(refractory?.hold ?? []), hazardState] : [], clamps: this.#surroundings.drive.clamps };
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
    this.#nodes.find(this.#method.step, this.#body.t);
    this.#enterMode();
    this.#method.restart(this.#body, false);
  }
}
