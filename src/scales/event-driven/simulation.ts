/** A network that goes from event to event. */
import { InternalError } from "../../base/index.ts";
import type { Chunk, Measures, Outcome, Plan, Simulation } from "../../contract/index.ts";
import { type Failure, samplingInterval } from "../../kernels/index.ts";
import { number } from "../../language/index.ts";
import type { Experiment, Stimulus } from "../../model/index.ts";
import { type ClosedForm, closedFormOf, driveOf, riseOf } from "./closed-form.ts";
import { type Bundle, Connections, type Placed } from "./connections.ts";
import { Exponents } from "./exponents.ts";
import { makeMembers, type Standing } from "./members.ts";
import { exponentsOf } from "./options.ts";
import { Recorder } from "./recorder.ts";
import { Queue, Schedule } from "./schedule.ts";
import type { Unit } from "./unit.ts";

/** Events between two looks of the caller at the clock and at its user: some ten milliseconds of work. */
const eventsAtOnce = 4_000;
/** Spikes of each neuron at one instant, on average, beyond which they will not end. */
const stormLimit = 100;

const atRest: Standing = { time: 0, mayCrowd: true, variable: () => undefined, release: () => Number.POSITIVE_INFINITY };

/** Makes the units of all populations, one population after the other. */
function place(experiment: Experiment, seed: number, standing: (population: string) => Standing, changed: Changed): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  let first = 0;
  for (const population of experiment.populations) {
    const { name } = population;
    const form = closedFormOf(experiment, population);
    if (!isClosedForm(form)) throw new InternalError(`${name} was planned although it is refused (${form[0]?.code})`);
    const members = makeMembers(experiment, form, seed, standing(name), changed.get(name) ?? new Map());
    placed.set(name, { ...members, first });
    first += members.units.length;
  }
  return placed;
}

/** Parameters that were given another value, by population and name. */
type Changed = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Whether there is one. */
export function isClosedForm(form: ReturnType<typeof closedFormOf>): form is ClosedForm {
  return !Array.isArray(form);
}

/** Where a unit is: its population, and the first of its neurons. */
interface Home {
  readonly unit: Unit;
  readonly placed: Placed;
  readonly recorder: Recorder;
}

/**
 * The event loop. What is due first happens first: arrivals before spikes at the same time, units in their order. A spike without delay
 * arrives at once, everywhere, before the next event.
 */
export class Network implements Simulation {
  time = 0;
  readonly #end: number;
  readonly #seed: number;
  readonly #units: number;
  #experiment: Experiment;
  #changed: Changed = new Map();
  #placed: ReadonlyMap<string, Placed>;
  readonly #recorders: ReadonlyMap<string, Recorder>;
  #homes: readonly Home[];
  #connections: Connections;
  #schedule: Schedule;
  readonly #arrivals = new Queue<Bundle>();
  /** The instant of the last spike, and the spikes in it. */
  #instant = Number.NEGATIVE_INFINITY;
  #together = 0;
  readonly #exponents: Exponents | undefined;
  /** How much later each deviation that is followed makes the last spike. */
  readonly #shifts: Float64Array;

  constructor({ experiment, options }: Plan) {
    const { seed } = options;
    this.#experiment = experiment;
    this.#seed = seed;
    this.#end = options.endless ? Number.POSITIVE_INFINITY : experiment.run.duration;
    this.#placed = place(experiment, seed, () => atRest, this.#changed);
    const every = samplingInterval(experiment);
    this.#recorders = new Map(
      [...this.#placed].map(([name, placed]) => [name, new Recorder(experiment, placed, every, this.#end)] as const),
    );
    this.#units = experiment.populations.reduce((sum, { size }) => sum + size, 0);
    this.#homes = this.#homesOf();
    this.#connections = new Connections(experiment, this.#placed, seed);
    this.#schedule = new Schedule(this.#homes.map(({ unit }) => unit.next));
    const count = exponentsOf(experiment);
    this.#exponents = count === 0 ? undefined : new Exponents(experiment, [...this.#placed.values()], count, seed);
    this.#shifts = new Float64Array(this.#exponents?.columns ?? 0);
  }

  #homesOf(): Home[] {
    return [...this.#placed].flatMap(([name, placed]) =>
      placed.units.map((unit): Home => ({ unit, placed, recorder: this.#recorders.get(name)! })),
    );
  }

  advance(until: number): Outcome {
    for (let event = 0; event < eventsAtOnce; event++) {
      const spike = this.#schedule.time;
      const arrival = this.#arrivals.time;
      const t = Math.min(spike, arrival);
      this.#sampleBefore(t, until);
      if (t > until) {
        this.time = until;
        return { kind: "reached" };
      }
      this.time = t;
      if (arrival <= spike) this.#deliver(this.#arrivals.take()!, t);
      else {
        const failure = this.#act(t);
        if (failure !== undefined) return failure;
      }
    }
    return { kind: "paused", t: this.time };
  }

  /** Samples up to `until` that are before the next event. */
  #sampleBefore(t: number, until: number): void {
    for (const recorder of this.#recorders.values()) while (recorder.next < t && recorder.next <= until) recorder.sample();
  }

  #act(t: number): Failure | undefined {
    const number = this.#schedule.first;
    const { unit, placed, recorder } = this.#homes[number]!;
    const neuron = unit.act(this.#shifts);
    if (neuron < 0) {
      this.#schedule.set(number, unit.next);
      return undefined;
    }
    recorder.spike(t, neuron);
    const { name } = placed.population;
    for (const bundle of this.#connections.of(name, neuron)) {
      if (bundle.delay > 0) this.#arrivals.add(t + bundle.delay, bundle);
      else this.#deliver(bundle, t);
    }
    this.#schedule.set(number, unit.next);
    this.#exponents?.spike(t);
    return this.#storm(t, name);
  }

  #deliver({ projection, targets, weights }: Bundle, t: number): void {
    for (let k = 0; k < targets.length; k++) {
      const { unit, placed } = this.#homes[targets[k]!]!;
      const jump = placed.law(placed.isCrowd ? 0 : targets[k]! - placed.first).jumps.get(projection)!;
      unit.receive(t, jump, typeof weights === "number" ? weights : weights[k]!, this.#shifts);
      this.#schedule.set(targets[k]!, unit.next);
    }
  }

  #storm(t: number, where: string): Failure | undefined {
    this.#together = t === this.#instant ? this.#together + 1 : 1;
    this.#instant = t;
    if (this.#together <= stormLimit * this.#units) return undefined;
    const time = `${Number(t.toPrecision(12))}${this.#experiment.units === "physical" ? " ms" : ""}`;
    return { kind: "event-storm", t, reason: { code: "spikes-without-end", data: { where, time, count: this.#together } } };
  }

  set(path: string, value: number): void {
    const { name, neuron, variable } = this.#targetOf(path);
    const { states, inputs } = this.#placed.get(name)!.population.flow;
    if (states.some((one) => one.name === variable)) this.#change(name, neuron, variable, () => value);
    else if (inputs.some((one) => one.name === variable)) this.#rebuild(holding(this.#experiment, name, variable, value), this.#changed);
    else
      this.#rebuild(
        this.#experiment,
        new Map([...this.#changed, [name, new Map([...(this.#changed.get(name) ?? []), [variable, value]])]]),
      );
  }

  kick(path: string, by: number): void {
    const { name, neuron, variable } = this.#targetOf(path);
    this.#change(name, neuron, variable, (present) => present + by);
  }

  #change(name: string, neuron: number, variable: string, to: (present: number) => number): void {
    const { units, isCrowd, form, first } = this.#placed.get(name)!;
    for (const [k, unit] of units.entries()) {
      if (!isCrowd && neuron >= 0 && k !== neuron) continue;
      unit.change(this.time, neuron, form.variables.indexOf(variable), to);
      this.#schedule.set(first + k, unit.next);
    }
  }

  #targetOf(path: string): { readonly name: string; readonly neuron: number; readonly variable: string } {
    const [, name = "", index, variable = ""] = /^(\w+)(?:\[(\d+)\])?\.(.+)$/.exec(path) ?? [];
    if (!this.#placed.has(name)) throw new InternalError(`${path} names no population`);
    return { name, neuron: index === undefined ? -1 : Number(index), variable };
  }

  /** Makes everything anew from where it stands. What is on its way goes on. */
  #rebuild(experiment: Experiment, changed: Changed): void {
    const before = this.#placed;
    const t = this.time;
    const standing = (name: string): Standing => {
      const { units, isCrowd, form } = before.get(name)!;
      const isOutside = new Set(form.driven.flatMap((input) => [driveOf(input), riseOf(input)]));
      const unitOf = (neuron: number) => units[isCrowd ? 0 : neuron]!;
      for (const unit of units) unit.look(t);
      return {
        time: t,
        mayCrowd: isCrowd,
        variable(neuron, variable) {
          const place = isOutside.has(variable) ? -1 : form.variables.indexOf(variable);
          return place < 0 ? undefined : unitOf(neuron).read(neuron, place);
        },
        release: (neuron) => unitOf(neuron).releaseOf(neuron),
      };
    };
    this.#placed = place(experiment, this.#seed, standing, changed);
    this.#experiment = experiment;
    this.#changed = changed;
    this.#connections = new Connections(experiment, this.#placed, this.#seed);
    for (const [name, recorder] of this.#recorders) recorder.follow(this.#placed.get(name)!);
    this.#homes = this.#homesOf();
    this.#schedule = new Schedule(this.#homes.map(({ unit }) => unit.next));
  }

  measures(): Measures {
    return this.#exponents === undefined ? {} : { lyapunov_exponents: this.#exponents.values() };
  }

  drain(sink: (chunk: Chunk) => void): void {
    for (const recorder of this.#recorders.values()) recorder.drain(sink);
  }

  close(): void {
    // Its memory is the garbage collector's.
  }
}

/** The experiment with a constant in place of the stimuli of an input. */
function holding(experiment: Experiment, population: string, input: string, value: number): Experiment {
  const { stimuli, populations } = experiment;
  const size = populations.find(({ name }) => name === population)!.size;
  const others = stimuli.flatMap((stimulus) => {
    const targets = stimulus.targets.filter((target) => target.population !== population || target.input !== input);
    return targets.length > 0 ? [{ ...stimulus, targets }] : [];
  });
  const constant: Stimulus = {
    name: `${population}.${input}`,
    targets: [{ population, from: 0, to: size, input }],
    start: 0,
    stop: Number.POSITIVE_INFINITY,
    each: "stimulus",
    wave: { kind: "step", amplitude: { kind: "expression", tree: number(value) } },
  };
  return { ...experiment, stimuli: [...others, constant] };
}
