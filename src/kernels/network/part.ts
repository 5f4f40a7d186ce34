/** A run of blocks with its memory: states, connections onto them, and what is on its way. */
import { stream } from "../../base/index.ts";
import { Delivery, type DeliveryPlan, type DeliveryState, type Refusal } from "../delivery/index.ts";
import { closeMemory, openMemory } from "../memories.ts";
import { blockLength, ownParameters, strideOf } from "../population/model.ts";
import { type Arrivals, PopulationRun, type PopulationState } from "../population/run.ts";
import { Space } from "../population/space.ts";
import { SpikeInput } from "../population/spike-input.ts";
import type { Workspace } from "../population/workspace.ts";
import { DoesNotFit } from "../region.ts";
import { constantsOfAll } from "../values.ts";
import { Gathers } from "./gathers.ts";
import type { Network, NetworkPopulation } from "./network.ts";
import type { Spikes } from "./spikes.ts";

/** Blocks [from, to) of a network, counted through all populations. */
export interface Cut {
  readonly from: number;
  readonly to: number;
}

/** The neurons of a population that a partition computes; ids are `offset` + index. */
export interface Members {
  readonly run: PopulationRun;
  readonly offset: number;
}

/** What is kept of a part, to go on from. */
export interface PartState {
  readonly populations: readonly PopulationState[];
  readonly delivery: DeliveryState;
  readonly gathers: readonly Float64Array[];
}

/** Hears of a spike: the neuron's id, its index, and its population. */
export type Fired = (id: number, neuron: number, run: PopulationRun) => void;

export class NetworkPart {
  readonly members: readonly Members[];
  readonly #network: Network;
  readonly #space = new Space();
  readonly #plan: DeliveryPlan;
  #delivery!: Delivery;
  #gathers!: Gathers;
  #memory: WebAssembly.Memory | undefined;
  #arrivals: readonly Arrivals[] = [];

  /** @param plan  of the deliveries to the neurons of the cut */
  constructor(network: Network, cut: Cut, plan: DeliveryPlan) {
    this.#network = network;
    this.#plan = plan;
    const workspace = this.#workspace();
    let first = 0;
    this.members = network.populations.flatMap((population) => {
      const own = population.extents.filter((_, k) => first + k >= cut.from && first + k < cut.to);
      first += population.extents.length;
      const { model, offset } = population;
      if (own.length === 0) return [];
      return [{ run: new PopulationRun(model, own, this.#inputs(population), workspace, this.#space), offset }];
    });
  }

  #inputs({ model, sources }: NetworkPopulation): readonly SpikeInput[] {
    const { seed, experiment, step } = this.#network;
    const { flow, population } = model;
    const constants = constantsOfAll(flow, population.size);
    const lookup = (neuron: number) => constants(neuron, (what) => stream(seed, `${population.name} ${what}`, neuron)).lookup;
    const targets = { lookup, own: new Set([...ownParameters(flow), "index"]) };
    return sources.map(({ source, arrival }) => new SpikeInput(source, arrival, experiment.assets, step, seed, targets, this.#space));
  }

  #workspace(): Workspace {
    const { populations } = this.#network;
    const most = (count: (one: NetworkPopulation) => number) =>
      Math.max(...populations.map((one) => count(one) * strideOf(one.model.precision)));
    const inputs = this.#space.take(most(({ model }) => model.inputs.length));
    const signals = this.#space.take(most(({ model }) => Math.max(1, model.program.signals.length, model.assembly.sends.length)));
    // A count, the neurons of a block, and the vector that is written beyond the last.
    const list = this.#space.take(4 * (blockLength + 8));
    const uniforms = this.#space.take(most(() => 1));
    return { inputs, signals, uniforms, list };
  }

  /** Draws the connections and puts the initial values in place; yields the number of connections, from time to time. */
  *open(): Generator<number, Refusal | undefined> {
    const memory = openMemory(this.#space.bytes);
    if (memory === undefined) return { kind: "does-not-fit", bytes: this.#space.bytes };
    this.#memory = memory;
    this.#delivery = new Delivery(this.#plan, memory, this.#space.bytes);
    const refusal = (yield* this.#delivery.building()) ?? this.#gather(memory);
    if (refusal !== undefined) return refusal;
    for (const { run } of this.members) for (const _ of run.open(memory, this.#network.seed)) yield this.#delivery.connections;
    this.#arrivals = this.members.map(({ run }) => this.#arrivalsOf(run));
    return undefined;
  }

  /** Stores what acts all the time, behind what spikes act over. */
  #gather(memory: WebAssembly.Memory): Refusal | undefined {
    const runs = this.members.map(({ run }) => run);
    try {
      this.#gathers = new Gathers(this.#network, this.#plan.partition, runs, memory, this.#delivery.end);
      return undefined;
    } catch (error) {
      if (error instanceof DoesNotFit) return { kind: "does-not-fit", bytes: error.bytes };
      throw error;
    }
  }

  #arrivalsOf(run: PopulationRun): Arrivals {
    const { name } = run.model.population;
    const cell = this.#plan.arithmetic === "fast" ? 4 : 8;
    const { rings } = this.#plan;
    const quanta = this.#plan.quanta[name] ?? [];
    const shares = this.#plan.partition.shares.filter((share) => share.population === name);
    const offsets = new Map(
      run.blocks.map(({ from }) => {
        const share = shares.find((one) => from >= one.from && from < one.to)!;
        return [from, cell * (share.local + from - share.from)];
      }),
    );
    return {
      row: (k, tick) => (k < rings ? this.#delivery.ringRow(k, tick) : undefined),
      offset: (neuron) => offsets.get(neuron)!,
      quantum: (k) => quanta[k] ?? 1,
    };
  }

  /** Moves all neurons to `tick`, and hears of those that fire then, in the order of their ids. */
  advance(tick: number, fired: Fired): void {
    this.#gathers.lead();
    for (const [i, { run, offset }] of this.members.entries())
      run.advance(tick, this.#arrivals[i]!, (neuron) => fired(offset + neuron, neuron, run));
  }

  /** Which neurons fire in the first instant. */
  begin(fired: Fired): void {
    for (const { run, offset } of this.members) run.begin((neuron) => fired(offset + neuron, neuron, run));
  }

  /** Sends the spikes of a tick, of all partitions, on their way, and gives what all neurons say at it. */
  deliver(tick: number, { ids, count, payloads, numbers }: Spikes): void {
    this.#delivery.deliver(tick, ids, count, payloads);
    this.#gathers.hear(tick, numbers);
  }

  /** Writes what drives the neurons from `time` on. */
  drive(time: number, tick: number): void {
    for (const { run } of this.members) run.drive(time, tick);
  }

  /** Everything that moves. */
  save(): PartState {
    return { populations: this.members.map(({ run }) => run.save()), delivery: this.#delivery.save(), gathers: this.#gathers.save() };
  }

  /** Goes on from what the same part saved. */
  restore({ populations, delivery, gathers }: PartState): void {
    for (const [i, { run }] of this.members.entries()) run.restore(populations[i]!);
    this.#delivery.restore(delivery);
    this.#gathers.restore(gathers);
  }

  /** Gives the memory back. Nothing of the part may be touched afterwards. */
  close(): void {
    if (this.#memory !== undefined) closeMemory(this.#memory);
    this.#memory = undefined;
  }
}
