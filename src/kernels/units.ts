/** Neurons of one population, or one entry of `rates`, ready to run: what the scales `cell` and `rate` have in common. */
import { stream } from "../base/index.ts";
import type { Channel, Chunk, Options } from "../contract/index.ts";
import type { Experiment, Population } from "../model/index.ts";
import { Arena } from "./arena.ts";
import { NeuronBody } from "./body.ts";
import { type Choice, type MethodStreams, makeMethod } from "./choice.ts";
import type { Failure } from "./failure.ts";
import { Grid, roundDown125 } from "./grid.ts";
import { Machine, signalCount } from "./machine.ts";
import { Neuron } from "./neuron.ts";
import { makeProgram, type Preparation, type Program } from "./program.ts";
import { type Stimulation, stimulationOf } from "./stimuli.ts";
import { signalsOf, type Tap, tapsOf } from "./taps.ts";
import { constantsOf } from "./values.ts";

/** Spikes (and other events) of one neuron within one unit of time beyond which something runs away. */
const stormLimits = { physical: 1_000, none: 10_000 } as const;

/** Samples of each signal that a run without `every` records: about the fewest, and the most. */
const fewestSamples = 10_000;
const mostSamples = 1_000_000;

/** Sampling that shows the shape of an action potential [ms]. */
export const fineSampling = 0.1;

/**
 * Sampling interval of a run: as asked, else the fixed step, else a round number: ten thousand samples, but 0.1 ms wherever a million
 * samples are enough for that, because a coarser one misses the peaks of spikes.
 */
export function samplingInterval({ run, units }: Experiment): number {
  if (run.every !== undefined || run.step !== undefined) return run.every ?? run.step!;
  const recorded = run.duration - run.transient;
  const usual = roundDown125(recorded / fewestSamples);
  return units === "physical" && usual > fineSampling ? Math.max(fineSampling, roundDown125(recorded / mostSamples)) : usual;
}

/** Steps that a neuron makes in its turn at least, so that taking turns costs nothing. */
const fewestSteps = 50;

/** Equations of a population as its method wants them. */
export function programOf(experiment: Experiment, population: Population, stimulation: Stimulation, preparation: Preparation): Program {
  const trees = signalsOf(experiment, population).map((signal) => signal.tree);
  return makeProgram(population.flow, stimulation.drives, trees, preparation);
}

/** Doubles that the compiled code of a population and each of its neurons take. */
export function memoryOf(program: Program): { readonly shared: number; readonly each: number } {
  return { shared: Machine.doubles(program), each: NeuronBody.doubles(program) };
}

/** Neurons [from, to) of a population, integrated one after the other. */
export class Units {
  readonly #experiment: Experiment;
  readonly #taps: readonly Tap[];
  readonly #neurons: readonly Neuron[];
  readonly #from: number;
  readonly #to: number;
  readonly #arena: Arena;
  readonly #every: number;
  readonly #grid: Grid;
  readonly #columns: number;
  readonly #end: number;
  #drained = 0;

  constructor(experiment: Experiment, population: Population, options: Options, choice: Choice, from: number, to: number) {
    const stimulation = stimulationOf(experiment, population, options.seed);
    const program = programOf(experiment, population, stimulation, choice.preparation);
    const { shared, each } = memoryOf(program);
    this.#experiment = experiment;
    this.#taps = tapsOf(experiment, population, program);
    this.#from = from;
    this.#to = to;
    this.#arena = new Arena(shared + (to - from) * each);
    this.#every = samplingInterval(experiment);
    this.#grid = new Grid(experiment.run.transient, this.#every);
    this.#columns = signalCount(program);
    this.#end = options.endless ? Number.POSITIVE_INFINITY : experiment.run.duration;
    const machine = new Machine(program, this.#arena);
    this.#neurons = Array.from({ length: to - from }, (_, k) =>
      this.#makeNeuron(machine, population, stimulation, options, choice, from + k),
    );
  }

  #makeNeuron(machine: Machine, population: Population, stimulation: Stimulation, options: Options, choice: Choice, index: number): Neuron {
    const { run, units } = this.#experiment;
    const { name, flow, size } = population;
    const streamOf = (what: string) => stream(options.seed, `${name} ${what}`, index);
    const furnish = (changed: ReadonlyMap<string, number>) => {
      const constants = constantsOf(flow, index, size, streamOf, changed);
      return { constants, ...stimulation.forNeuron(index, constants.lookup) };
    };
    const sources = [...flow.noises.map(streamOf), ...stimulation.noises.map((noise) => noise.streamOf(index))];
    const streams: MethodStreams = { sources, parts: streamOf("parts of steps"), bridge: streamOf("crossings") };
    const { stiff } = choice;
    return new Neuron({
      machine,
      method: makeMethod(choice, streams),
      ...(stiff === undefined ? {} : { stiffMethod: () => makeMethod(stiff, streams) }),
      furnish,
      stimuliReadParameters: stimulation.readsParameters,
      index,
      size,
      hazardStream: streamOf("hazard"),
      spikeStream: streamOf("at each spike"),
      tolerance: choice.tolerance,
      sampling: { from: run.transient, every: this.#every, isOn: this.#columns > 0 },
      end: this.#end,
      duration: run.duration,
      stormLimit: stormLimits[units],
      where: size === 1 ? name : `${name}[${index}]`,
      timeUnit: units === "physical" ? " ms" : "",
    });
  }

  /** The first failure in time, if there is any. */
  failure: Failure | undefined;
  /** How far all neurons are that have not failed. */
  time = 0;

  /** Integrates every neuron to `until` or, beforehand, to the first failure; each makes at most its share of `mostSteps`. */
  advance(until: number, mostSteps: number): void {
    const share = Math.max(fewestSteps, mostSteps / this.#neurons.length);
    this.time = until;
    for (const neuron of this.#neurons) {
      if (neuron.failure !== undefined) continue;
      const failure = neuron.advance(Math.min(until, this.failure?.t ?? until), share);
      if (failure === undefined) this.time = Math.min(this.time, neuron.t);
      this.#note(failure);
    }
  }

  /** Changes neurons [from, to) of the whole population at `time`, which all have reached. */
  change(from: number, to: number, apply: (neuron: Neuron) => void): void {
    for (let index = Math.max(from, this.#from); index < Math.min(to, this.#to); index++) {
      const neuron = this.#neurons[index - this.#from]!;
      if (neuron.failure !== undefined) continue;
      apply(neuron);
      this.#note(neuron.failure);
    }
  }

  #note(failure: Failure | undefined): void {
    if (failure !== undefined && (this.failure === undefined || failure.t < this.failure.t)) this.failure = failure;
  }

  /** Hands over events and samples up to `until` (or all, at the end of a run). */
  drain(until: number, sink: (chunk: Chunk) => void): void {
    const isLast = until >= this.#end;
    const upTo = this.#samplesBefore(until, isLast);
    const count = upTo - this.#drained;
    // Loops: `from` with a function takes ten times as long, and a run of a second has ten thousand samples.
    const times = new Float64Array(count);
    for (let k = 0; k < count; k++) times[k] = this.#grid.at(this.#drained + k);
    const values = this.#neurons.map((neuron) => neuron.recorder.samples.shift(count * this.#columns));
    for (const { channel, column, mean } of this.#taps) {
      if (column === undefined) this.#drainEvents(channel, isLast ? Number.POSITIVE_INFINITY : until, sink);
      else if (count > 0) {
        const pick = (neuron: number) => values[neuron - this.#from];
        const data = mean === undefined ? this.#column(pick(channel.neuron!), column, count) : this.#mean(pick, mean, column, count);
        if (data !== undefined) sink({ channel: channel.id, times, data });
      }
    }
    this.#drained = upTo;
  }

  /** Samples that every neuron has, none of them after `until`. */
  #samplesBefore(until: number, isLast: boolean): number {
    let count = Math.min(...this.#neurons.map((neuron) => neuron.recorder.count));
    while (!isLast && count > this.#drained && this.#grid.at(count - 1) > until) count--;
    return count;
  }

  #column(values: Float64Array | undefined, column: number, count: number): Float64Array | undefined {
    if (values === undefined) return undefined;
    const picked = new Float64Array(count);
    for (let k = 0, at = column; k < count; k++, at += this.#columns) picked[k] = values[at]!;
    return picked;
  }

  /** Mean over those of the neurons that this part has; parts add up, since each divides by the whole number. */
  #mean(
    pick: (neuron: number) => Float64Array | undefined,
    { from, to }: { from: number; to: number },
    column: number,
    count: number,
  ): Float64Array {
    const mean = new Float64Array(count);
    for (let neuron = Math.max(from, this.#from); neuron < Math.min(to, this.#to); neuron++) {
      const values = pick(neuron)!;
      for (let k = 0; k < count; k++) mean[k]! += values[k * this.#columns + column]! / (to - from);
    }
    return mean;
  }

  #drainEvents(channel: Channel, until: number, sink: (chunk: Chunk) => void): void {
    const events: (readonly [number, number])[] = [];
    for (const [k, neuron] of this.#neurons.entries()) {
      let count = 0;
      while (count < neuron.spikes.length && neuron.spikes.at(count) <= until) count++;
      for (const time of neuron.spikes.shift(count)) events.push([time, this.#from + k]);
    }
    if (events.length === 0) return;
    events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    sink({
      channel: channel.id,
      times: Float64Array.from(events, ([time]) => time),
      data: Uint32Array.from(events, ([, neuron]) => neuron),
    });
  }

  close(): void {
    this.#arena.release();
  }
}
