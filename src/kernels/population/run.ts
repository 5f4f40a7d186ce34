/** The neurons of a population that one part of a network computes, one tick after another. */

import { stream } from "../../base/index.ts";
import { ticksOf } from "../grid.ts";
import { constantsOfAll, evaluateValue, type Lookup } from "../values.ts";
import { Aging } from "./aging-run.ts";
import { BlockMemory } from "./block-memory.ts";
import { Block, type Extent, generatorWords } from "./blocks.ts";
import { firedState } from "./cascade-scheme.ts";
import { farthest } from "./flow-step.ts";
import { compilePopulation, type PopulationKernels, type PopulationModel, strideOf } from "./model.ts";
import { type SharedLoops, type StepFunction, sharedLoops, stepOf } from "./modules.ts";
import { leftState, ticksState, wasState } from "./scheme.ts";
import type { Space } from "./space.ts";
import type { SpikeInput } from "./spike-input.ts";
import { Surroundings } from "./surroundings.ts";
import type { Workspace } from "./workspace.ts";

/** What arrives over the connections of a network. */
export interface Arrivals {
  /** Address of what arrives at `tick` over ring `k`; undefined without the ring. */
  row(k: number, tick: number): number | undefined;
  /** Bytes from there to what arrives at a block, whose first neuron is given. */
  offset(neuron: number): number;
  /** Value of one unit of the ring. */
  quantum(k: number): number;
}

/** What is kept of the neurons of a population, to go on from. */
export interface PopulationState {
  readonly blocks: readonly Uint32Array[];
  /** Parameters and inputs that were changed on the way. */
  readonly changed: readonly (readonly [string, number])[];
  readonly held: readonly (readonly (readonly [string, number])[])[];
}

export class PopulationRun {
  readonly model: PopulationModel;
  readonly blocks: readonly Block[];
  readonly #kernels: PopulationKernels;
  readonly #sources: readonly SpikeInput[];
  readonly #workspace: Workspace;
  readonly #stride: number;
  readonly #width: number;
  #seed = 0;
  #memory!: BlockMemory;
  /** Parameters that have been given another value than the document says. */
  readonly #changed = new Map<string, number>();
  #surroundings: readonly Surroundings[] = [];
  #step!: StepFunction;
  #start: StepFunction | undefined;
  #aging: Aging | undefined;
  #test: StepFunction | undefined;
  #settle: StepFunction | undefined;
  #observe!: StepFunction;
  #hazard: StepFunction | undefined;
  #send!: StepFunction;
  #loops!: SharedLoops;

  /** @param extents  the blocks of the population that the part computes */
  constructor(model: PopulationModel, extents: readonly Extent[], sources: readonly SpikeInput[], workspace: Workspace, space: Space) {
    this.model = model;
    this.#kernels = compilePopulation(model);
    this.#sources = sources;
    this.#workspace = workspace;
    this.#stride = strideOf(model.precision);
    this.#width = model.precision === "f32x4" ? 4 : 8;
    const numbers = model.slots.length + this.#kernels.constants.length;
    this.blocks = extents.map((extent) => new Block(extent, model, numbers, space));
  }

  /** Connects the population to its memory and puts the initial values there; yields after each block. */
  *open(memory: WebAssembly.Memory, seed: number): Generator<void, void> {
    const { model } = this;
    this.#seed = seed;
    this.#memory = new BlockMemory(memory, model);
    this.#step = stepOf(this.#kernels.step, memory);
    this.#start = this.#kernels.start && stepOf(this.#kernels.start, memory);
    this.#aging = Aging.open(model, this.#kernels, this.#memory, this.#workspace);
    this.#test = this.#kernels.test && stepOf(this.#kernels.test, memory);
    this.#settle = this.#kernels.settle && stepOf(this.#kernels.settle, memory);
    this.#observe = stepOf(this.#kernels.signals, memory);
    this.#send = stepOf(this.#kernels.sends, memory);
    this.#hazard = this.#kernels.hazard && stepOf(this.#kernels.hazard, memory);
    this.#loops = sharedLoops(model.precision, memory);
    for (const source of this.#sources) source.open(memory);
    const surroundings: Surroundings[] = [];
    for (const block of this.blocks) {
      const generator = stream(seed, `${model.population.name} block`, block.index);
      for (let word = 0; word < generatorWords; word++) this.#memory.words[block.generator / 4 + word] = generator.at(word).uint32();
      this.#memory.putConstants(block, model.slots.length, this.#kernels.constants);
      const lookups = this.#furnish(block, true);
      surroundings.push(new Surroundings(model, this.#memory, block, lookups));
      yield;
    }
    this.#surroundings = surroundings;
  }

  /**
   * Parameters and propagators of the neurons of a block and, at the beginning, their states. Returns their parameters: those of the first
   * neuron alone where all are driven alike.
   */
  #furnish(block: Block, isBeginning: boolean): readonly Lookup[] {
    const { population, flow, scheme, arrays, drivenApart } = this.model;
    const { name, size } = population;
    const constants = constantsOfAll(flow, size, this.#changed);
    const own = [...flow.parameters.entries()].filter(([, parameter]) => arrays.includes(parameter.name));
    const lookups: Lookup[] = [];
    for (let neuron = block.from; neuron < block.to; neuron++) {
      const streamOf = (what: string) => stream(this.#seed, `${name} ${what}`, neuron);
      const { parameters, initial, lookup } = constants(neuron, streamOf);
      const put = (of: string, value: number) => this.#put(block, neuron, of, value);
      for (const [i, parameter] of neuron === block.from ? flow.parameters.entries() : own) put(parameter.name, parameters[i]!);
      if (isBeginning) {
        for (const [i, state] of flow.states.entries()) put(state.name, initial[i]!);
        put("index", neuron);
        put("size", size);
        const { initialAge } = population;
        const age = initialAge && ticksOf(evaluateValue(initialAge, lookup, streamOf("initial-age")), this.model.step);
        if (age !== undefined) this.#aging?.note(block, neuron, age);
        put(ticksState, age ?? Number.POSITIVE_INFINITY);
        put(leftState, 0);
        // What holds from the beginning does not become true.
        put(wasState, 1);
      }
      if (scheme.block !== undefined && (scheme.block.isDrawn || neuron === block.from)) {
        const entries = scheme.block.compute(lookup);
        for (const [k, entry] of scheme.block.entries.entries()) put(entry, entries[k]!);
      }
      if (neuron === block.from || drivenApart.size > 0) lookups.push(lookup);
    }
    return lookups;
  }

  /** A number of a neuron where it is each neuron's own, else of the block, which its first neuron stands for. */
  #put(block: Block, neuron: number, of: string, value: number): void {
    this.#memory.put(block, of, neuron, value);
    if (neuron === block.from) this.#memory.putSlot(block, of, value);
  }

  /** Gives a parameter or an input another value in all neurons: the value takes the place of all that drives the input. */
  change(name: string, value: number): void {
    const isInput = this.model.flow.inputs.some((input) => input.name === name);
    if (!isInput) this.#changed.set(name, value);
    for (const [i, block] of this.blocks.entries()) {
      if (isInput) this.#surroundings[i]!.hold(name, value);
      else this.#surroundings[i]!.furnish(this.#furnish(block, false), this.#surroundings[i]!.held);
    }
  }

  /** Gives a state of neurons [from, to) another value, or adds to it. */
  changeState(state: string, value: number, isAdded: boolean, from: number, to: number): void {
    for (const block of this.blocks) {
      for (let neuron = Math.max(from, block.from); neuron < Math.min(to, block.to); neuron++) {
        const before = isAdded ? this.#memory.get(block, state, neuron)! : 0;
        this.#memory.put(block, state, neuron, before + value);
      }
    }
  }

  /** Writes what drives the neurons from `time` on, the beginning of tick number `tick`. */
  drive(time: number, tick: number): void {
    for (const one of this.#surroundings) one.apply(time, tick);
  }

  /** Which neurons fire in the first instant. */
  begin(fired: (neuron: number) => void): void {
    if (this.#aging !== undefined)
      for (const block of this.blocks) {
        this.#draw(block, this.#aging.uniforms);
        this.#aging.run(block);
      }
    if (this.#start === undefined) return;
    for (const block of this.blocks) {
      this.#draw(block, this.model.scheme.uniforms);
      this.#apply(this.#start, block, -this.model.step / 2, fired);
    }
  }

  /** Moves all neurons from tick - 1 to tick and says which fire then. */
  advance(tick: number, arrivals: Arrivals, fired: (neuron: number) => void): void {
    const middle = (tick - 0.5) * this.model.step;
    const rows = this.model.assembly.arrivals.map((_, k) => arrivals.row(k, tick));
    for (const source of this.#sources) source.prepare(tick);
    for (const block of this.blocks) {
      this.#arrive(block, rows, arrivals);
      this.#draw(block, this.model.scheme.uniforms);
      this.#apply(this.#step, block, middle, fired);
    }
  }

  /** Notes that a neuron has fired at this tick. */
  markFired(neuron: number): void {
    const block = this.blocks.find((one) => neuron >= one.from && neuron < one.to);
    if (block !== undefined) this.#memory.put(block, firedState, neuron, 1);
  }

  /** Who fires because of what is in the slots of kicks, and has not yet fired at this tick. */
  testKicks(time: number, fired: (neuron: number) => void): void {
    if (this.#test === undefined) return;
    for (const block of this.blocks) this.#apply(this.#test, block, time, fired);
  }

  /** Lets the kicks act and resets who fired because of them. Hears of neurons that have fired at this tick and would fire again. */
  settle(time: number, again: (neuron: number) => void): void {
    if (this.#settle === undefined) return;
    for (const block of this.blocks) {
      this.#draw(block, this.model.cascade!.settle.uniforms);
      this.#apply(this.#settle, block, time, again);
    }
  }

  #arrive(block: Block, rows: readonly (number | undefined)[], arrivals: Arrivals): void {
    const { inputs, uniforms } = this.#workspace;
    for (let k = 0; k < rows.length; k++) {
      const out = inputs + k * this.#stride;
      const row = rows[k];
      if (row === undefined) this.#memory.values.fill(0, out / this.#width, out / this.#width + block.padded);
      else this.#loops.collect(row + arrivals.offset(block.from), out, block.padded, arrivals.quantum(k));
    }
    for (const source of this.#sources) {
      const { from, to } = source.source.to;
      if (block.to <= from || block.from >= to) continue;
      const out = inputs + source.arrival * this.#stride;
      const { counts } = source;
      if (counts !== undefined) {
        for (let k = 0; k < counts.times; k++) this.#loops.poisson(block.generator, counts.table, out, block.padded, source.weight);
      } else if (source.hasOwn) {
        const draw = () => this.#loops.uniform(block.generator, uniforms, block.padded);
        source.addOwn(block, draw, this.#arrayAt(uniforms), this.#arrayAt(out));
      } else source.eachArrival((neuron) => this.#addAt(block, out, neuron < 0 ? undefined : from + neuron, source));
    }
  }

  /** Numbers of the population's precision from an address on, as many as an array has. */
  #arrayAt(address: number): Float32Array | Float64Array {
    return this.#memory.from(address, this.#stride / this.#width);
  }

  /** Adds to the arrivals of one neuron of a block, or of all. */
  #addAt(block: Block, out: number, neuron: number | undefined, source: SpikeInput): void {
    const [from, to] = neuron === undefined ? [block.from, block.to] : [neuron, neuron + 1];
    for (let one = Math.max(from, block.from); one < Math.min(to, block.to); one++) {
      this.#memory.values[out / this.#width + one - block.from]! += source.weightOf(one);
    }
  }

  /** Every neuron of a block draws so many uniform numbers. */
  #draw(block: Block, uniforms: number): void {
    const first = this.model.assembly.arrivals.length;
    for (let k = 0; k < uniforms; k++) {
      this.#loops.uniform(block.generator, this.#workspace.inputs + (first + k) * this.#stride, block.padded);
    }
  }

  #apply(step: StepFunction, block: Block, time: number, fired: (neuron: number) => void): void {
    const { inputs, list } = this.#workspace;
    const { words } = this.#memory;
    words[list / 4] = 0;
    step(time, block.arrays, inputs, block.slots, block.padded, block.from, list);
    const count = words[list / 4]!;
    for (let k = 1; k <= count; k++) {
      const neuron = words[list / 4 + k]!;
      // Beyond the block there are only lanes that fill a vector.
      if (neuron < block.to) fired(neuron);
    }
  }

  /** Everything that moves, block by block. */
  save(): PopulationState {
    const { words } = this.#memory;
    return {
      blocks: this.blocks.map(({ arrays, end }) => words.slice(arrays / 4, end / 4)),
      changed: [...this.#changed],
      held: this.#surroundings.map((one) => one.held),
    };
  }

  /** Goes on from what the same blocks saved. */
  restore({ blocks, changed, held }: PopulationState): void {
    this.#changed.clear();
    for (const [name, value] of changed) this.#changed.set(name, value);
    for (const [i, block] of this.blocks.entries()) {
      this.#surroundings[i]!.furnish(this.#furnish(block, false), held[i]!);
      this.#memory.words.set(blocks[i]!, block.arrays / 4);
    }
  }

  /** Value of a state of one neuron. */
  read(neuron: number, array: string): number {
    const block = this.blocks.find((one) => neuron >= one.from && neuron < one.to);
    return (block && this.#memory.get(block, array, neuron)) ?? Number.NaN;
  }

  /** Computes the recorded expressions of the block at a tick; expression k of the neurons is then at `signal(k)`. */
  observe(block: Block, time: number): void {
    const { signals, list } = this.#workspace;
    this.#observe(time, signals, block.arrays, block.slots, block.padded, 0, list);
  }

  /** Values of a recorded expression of the block that was observed last, neuron by neuron. */
  signal(k: number, block: Extent): Float32Array | Float64Array {
    const first = (this.#workspace.signals + k * this.#stride) / this.#width;
    return this.#memory.values.subarray(first, first + block.to - block.from);
  }

  /** What the neurons of a block send at a tick: the sums {sends}, and the values where targets read them one by one {said}{neurons}. */
  send(block: Block, time: number, sums: Float64Array, values: Float64Array): void {
    const { signals, list } = this.#workspace;
    const { sends, said } = this.model.assembly;
    this.#send(time, signals, block.arrays, block.slots, block.padded, 0, list);
    for (let k = 0; k < sends.length; k++) {
      let sum = 0;
      for (const value of this.signal(k, block)) sum += value;
      sums[k] = sum;
    }
    for (const [j, send] of said.entries()) values.set(this.signal(send, block), j * (block.to - block.from));
  }

  /** Gives all neurons of a block a number. */
  receive(block: Block, slot: string, value: number): void {
    this.#memory.putSlot(block, slot, value);
  }

  /** Gives the neurons from number `first` on a number each: values times a factor. */
  receiveEach(slot: string, first: number, values: Float64Array, factor: number): void {
    for (const block of this.blocks) {
      const [from, to] = [Math.max(first, block.from), Math.min(first + values.length, block.to)];
      if (from < to) this.#memory.putAll(block, slot, from, values.subarray(from - first, to - first), factor);
    }
  }

  /**
   * The first state of a neuron that is not finite, or without a spike where only a spike would bring it back, or a hazard that is not a number, if
   * there is one.
   */
  notFinite(time: number): { readonly neuron: number; readonly state: string } | undefined {
    const { values } = this.#memory;
    for (const block of this.blocks) {
      for (const [i, state] of this.model.program.states.entries()) {
        const first = (block.arrays + i * this.#stride) / this.#width;
        const isLimited = this.model.scheme.limited.includes(state);
        for (let k = 0; k < block.to - block.from; k++) {
          const size = Math.abs(values[first + k]!);
          if (!Number.isFinite(size) || (isLimited && size >= farthest)) return { neuron: block.from + k, state };
        }
      }
      const neuron = this.#withoutHazard(block, time);
      if (neuron !== undefined) return { neuron, state: "hazard" };
    }
    return undefined;
  }

  /** The first neuron of a block that may fire and whose hazard is not a number: it would be silent without a word. */
  #withoutHazard(block: Block, time: number): number | undefined {
    if (this.#hazard === undefined) return undefined;
    const { signals, list } = this.#workspace;
    this.#hazard(time, signals, block.arrays, block.slots, block.padded, 0, list);
    const k = this.signal(0, block).findIndex((hazard, i) => Number.isNaN(hazard) && !this.isRefractory(block.from + i));
    return k < 0 ? undefined : block.from + k;
  }

  /** Whether a neuron waits after a spike. */
  isRefractory(neuron: number): boolean {
    return this.model.arrays.includes(leftState) && this.read(neuron, leftState) >= 0.5;
  }
}
