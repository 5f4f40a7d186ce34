/** Neurons that act on one another, on a grid of time. */
import type { Exchange, Options, Outcome, Part, Plan, Reason, Scale, Simulation, Snapshot } from "../../contract/index.ts";
import {
  atomsOf,
  Broadcasts,
  type CascadeState,
  Cascades,
  type Fired,
  gridTime,
  type Network,
  type NetworkPart,
  needsOf,
  networkOf,
  type PartState,
  type PopulationRun,
  partsOf,
  payloadBound,
  type Refusal,
  type Spike,
  Spikes,
  samplingInterval,
  sharingOf,
} from "../../kernels/index.ts";
import type { Experiment } from "../../model/index.ts";
import { reasonsAgainst } from "./accepts.ts";
import { histogramsOf } from "./histograms.ts";
import { arithmeticOf } from "./options.ts";
import { channelList, Recorder } from "./recorder.ts";

/** Spiking networks: any document neuron, any synapse written as equations. */
export const network: Scale = {
  id: "network",
  accepts: reasonsAgainst,
  plan: makePlan,
  create: (plan, part, exchange) => new NetworkSimulation(plan, part, exchange),
};

function prepare(experiment: Experiment, options: Options): Network {
  return networkOf(experiment, { seed: options.seed, arithmetic: arithmeticOf(experiment, options), histograms: histogramsOf(experiment) });
}

function makePlan(experiment: Experiment, options: Options): Plan {
  const prepared = prepare(experiment, options);
  const { step } = prepared;
  const sharing = sharingOf(prepared);
  return {
    experiment,
    options,
    channels: channelList(prepared),
    atoms: atomsOf(prepared).length,
    needs: needsOf(prepared, sharing),
    sharing,
    clock: { kind: "grid", step },
    chosen: { method: experiment.run.method, step, every: samplingInterval(experiment), arithmetic: prepared.arithmetic },
  };
}

/** What a snapshot holds. */
interface State {
  readonly tick: number;
  /** Whether the first instant is past. */
  readonly hasBegun: boolean;
  readonly parts: readonly PartState[];
  readonly broadcasts: readonly Float64Array[];
  readonly bins: readonly (readonly number[])[];
  readonly cascades: CascadeState;
}

/** Ticks between two looks for numbers that are not finite. */
const checkEvery = 100;

/** A computation that pauses where the parts of a network talk: it yields whether this part cannot go on, and is told whether any cannot. */
type Course<T> = Generator<boolean, T, boolean>;

/** A part of a network in flight. */
export class NetworkSimulation implements Simulation {
  time = 0;
  /** What it says to the other parts, and what it has heard of all. */
  readonly spikes: Spikes;
  readonly #exchange: Exchange | undefined;
  /** What all parts need together. */
  readonly #needs: Plan["needs"];
  readonly #network: Network;
  readonly #parts: readonly NetworkPart[];
  readonly #runs: readonly PopulationRun[];
  readonly #recorders: ReadonlyMap<PopulationRun["model"], Recorder>;
  readonly #broadcasts: Broadcasts;
  readonly #cascades: Cascades;
  readonly #lastTick: number;
  #tick = 0;
  /** Whether means are recorded, by any part. */
  readonly #hasMeans: boolean;
  /** Whether neurons are counted by their potentials, by any part. */
  readonly #hasHistograms: boolean;
  #hasBegun = false;
  /** What is left of the building; absent once all stands, or nothing can. */
  #building: Generator<number, Refusal | undefined> | undefined;
  /** Why nothing can be computed, once that is known. */
  #refusal: Refusal | undefined;
  /** Whether every other part stands too; undefined before they have met. */
  #canGo: boolean | undefined;

  constructor({ experiment, options, needs }: Plan, part: Part, exchange?: Exchange) {
    this.#exchange = exchange;
    this.#needs = needs;
    this.#network = prepare(experiment, options);
    this.#parts = partsOf(this.#network, part);
    this.#building = this.#openParts();
    this.spikes = new Spikes(this.#network);
    this.#runs = this.#parts.flatMap(({ members }) => members.map(({ run }) => run));
    this.#broadcasts = new Broadcasts(this.#network, this.#runs);
    this.#cascades = new Cascades(
      this.#network,
      this.#parts.flatMap(({ members }) => members),
    );
    this.#lastTick = options.endless ? Number.POSITIVE_INFINITY : Math.round(experiment.run.duration / this.#network.step);
    this.#recorders = new Map(
      this.#network.populations.map((population) => {
        const runs = this.#runs.filter(({ model }) => model === population.model);
        return [population.model, new Recorder(this.#network, population, runs)];
      }),
    );
    this.#hasMeans = [...this.#recorders.values()].some(({ hasMeans }) => hasMeans);
    this.#hasHistograms = this.#network.populations.some(({ histogram }) => histogram !== undefined);
  }

  build(): number {
    const turn = this.#building?.next();
    if (turn?.done === false) return turn.value;
    if (turn?.done) this.#refusal = turn.value;
    this.#building = undefined;
    return 1;
  }

  *#openParts(): Generator<number, Refusal | undefined> {
    let before = 0;
    for (const part of this.#parts) {
      let connections = 0;
      const opening = part.open();
      let turn = opening.next();
      for (; !turn.done; turn = opening.next()) {
        connections = turn.value;
        // What is expected is not what is drawn.
        yield Math.min(0.99, (before + connections) / Math.max(1, this.#needs.connections));
      }
      if (turn.value !== undefined) return turn.value;
      before += connections;
    }
    return undefined;
  }

  #finishBuilding(): void {
    while (this.#building !== undefined) this.build();
  }

  advance(until: number): Outcome {
    return this.#talk(this.course(until));
  }

  /** Runs a computation, in step with those of all other parts. */
  #talk<T>(course: Course<T>): T {
    let turn = course.next();
    while (!turn.done) turn = course.next(this.#exchange?.share(this.spikes, turn.value) ?? turn.value);
    return turn.value;
  }

  /** `advance`, as whoever brings the parts together sees it. Between two turns `spikes` becomes what all parts have said. */
  *course(until: number): Course<Outcome> {
    if (!(yield* this.#meet())) {
      if (this.#refusal === undefined) return { kind: "paused", t: this.time };
      return { kind: "does-not-fit", t: 0, reason: this.#reason(this.#refusal) };
    }
    const early = this.#hasBegun ? undefined : yield* this.#begin();
    if (early !== undefined) return early;
    const target = Math.min(this.#lastTick, Math.floor(until / this.#network.step + 1e-9));
    while (this.#tick < target) {
      this.#broadcasts.lead(this.#tick);
      this.#tick++;
      this.spikes.count = 0;
      const endless = this.#move((part, fired) => part.advance(this.#tick, fired));
      const failure = endless ?? this.#carriesTooMuch() ?? (this.#tick % checkEvery === 0 ? this.#notFinite() : undefined);
      const isOver = yield* this.#finishTick(failure !== undefined);
      if (failure !== undefined) return failure;
      if (isOver) return { kind: "paused", t: gridTime(this.#tick, this.#network.step) };
    }
    this.time = until;
    return { kind: "reached" };
  }

  /** Whether all parts stand: asked once, before any of them waits for another at a tick. */
  *#meet(): Course<boolean> {
    this.#finishBuilding();
    this.#canGo ??= !(yield this.#refusal !== undefined);
    return this.#canGo;
  }

  #reason(refusal: Refusal): Reason {
    if (refusal.kind === "overflow") return { code: "weights-overflow", data: { population: refusal.population } };
    return { code: "does-not-fit", data: { gigabytes: Number((this.#needs.bytes / 1e9).toPrecision(2)) } };
  }

  /** The first instant. */
  *#begin(): Course<Outcome | undefined> {
    this.#hasBegun = true;
    for (const part of this.#parts) part.drive(0, 0);
    const endless = this.#move((part, fired) => part.begin(fired));
    yield* this.#finishTick(endless !== undefined);
    return endless;
  }

  /** Has all parts say which neurons fire by themselves, and hears of those and of all that fire because of them at once. */
  #move(move: (part: NetworkPart, fired: Fired) => void): Outcome | undefined {
    if (this.#cascades.isEmpty) {
      for (const part of this.#parts) move(part, this.#fire);
      return undefined;
    }
    const first: Spike[] = [];
    for (const part of this.#parts) move(part, (id, neuron, run) => first.push({ id, neuron, run }));
    const t = gridTime(this.#tick, this.#network.step);
    const { spikes, endless } = this.#cascades.follow(t, first);
    for (const { id, neuron, run } of spikes) this.#fire(id, neuron, run);
    if (endless === undefined) return undefined;
    this.time = t;
    const where = `${endless.run.model.population.name}[${endless.neuron}]`;
    return { kind: "blow-up", t, reason: { code: "cascade-endless", data: { where, time: this.#said(t), count: spikes.length } } };
  }

  /** A time in words. */
  #said(t: number): string {
    return `${t}${this.#network.experiment.units === "physical" ? " ms" : ""}`;
  }

  remarks(): readonly Reason[] {
    const { count, time } = this.#cascades.state.whole;
    return count === 0 ? [] : [{ code: "cascade-whole", data: { count, time: this.#said(time) } }];
  }

  /** Spikes are heard of and leave, samples are taken of what holds from the tick on. Returns whether it was the last. */
  *#finishTick(ends: boolean): Course<boolean> {
    const time = gridTime(this.#tick, this.#network.step);
    for (const part of this.#parts) part.drive(time, this.#tick);
    this.#broadcasts.say(time, this.spikes);
    const isOver = yield ends;
    for (const part of this.#parts) part.deliver(this.#tick, this.spikes);
    this.#broadcasts.hear(this.#tick, this.spikes);
    for (const recorder of this.#recorders.values()) recorder.count(this.#tick, this.spikes);
    yield* this.#sample();
    return isOver;
  }

  *#sample(): Course<void> {
    // All populations are sampled at the same ticks, and counted at some of them or at others.
    const first = this.#recorders.values().next().value!;
    const [isDue, isCounted] = [first.isDue(this.#tick), this.#hasHistograms && first.isCounted(this.#tick)];
    if (!isDue && !isCounted) return;
    for (const recorder of this.#recorders.values()) {
      if (isDue) recorder.sample(this.#tick, this.spikes);
      if (isCounted) recorder.countPotentials(this.#tick, this.spikes);
    }
    if (!(isDue && this.#hasMeans) && !isCounted) return;
    this.spikes.count = 0;
    yield false;
    for (const recorder of this.#recorders.values()) {
      if (isDue) recorder.average(this.#tick, this.spikes);
      if (isCounted) recorder.gatherPotentials(this.#tick, this.spikes);
    }
  }

  readonly #fire: Fired = (id, neuron, run) => {
    this.spikes.add(id, neuron, run);
    this.#recorders.get(run.model)!.spike(neuron, this.#tick);
  };

  #carriesTooMuch(): Outcome | undefined {
    const { excess } = this.spikes;
    if (excess === undefined) return undefined;
    const t = gridTime(this.#tick, this.#network.step);
    this.time = t;
    const where = `${excess.run.model.population.name}[${excess.neuron}]`;
    const data = { name: excess.state, where, value: excess.value, most: payloadBound };
    return { kind: "diverged", t, reason: { code: "payload-too-large", data } };
  }

  #notFinite(): Outcome | undefined {
    for (const { members } of this.#parts) {
      for (const { run } of members) {
        const t = gridTime(this.#tick, this.#network.step);
        const found = run.notFinite(t);
        if (found === undefined) continue;
        this.time = t;
        const where = `${run.model.population.name}[${found.neuron}]`;
        return { kind: "diverged", t, reason: { code: "not-finite", data: { name: found.state, where, time: this.#said(t) } } };
      }
    }
    return undefined;
  }

  drain(sink: Parameters<Simulation["drain"]>[0]): void {
    for (const recorder of this.#recorders.values()) recorder.drain(sink);
  }

  set(path: string, value: number): void {
    this.#change(path, value, false);
  }

  kick(path: string, by: number): void {
    this.#change(path, by, true);
  }

  #change(path: string, value: number, isAdded: boolean): void {
    if (!this.#talk(this.#meet())) return;
    if (!this.#hasBegun) this.#talk(this.#begin());
    const [, population = "", index, name = ""] = /^(\w+)(?:\[(\d+)\])?\.(.+)$/.exec(path) ?? [];
    for (const run of this.#runs) {
      const { flow, population: ours } = run.model;
      if (ours.name !== population) continue;
      const [from, to] = index === undefined ? [0, ours.size] : [Number(index), Number(index) + 1];
      if (flow.states.some((state) => state.name === name)) run.changeState(name, value, isAdded, from, to);
      else run.change(name, value);
    }
    for (const part of this.#parts) part.drive(gridTime(this.#tick, this.#network.step), this.#tick);
  }

  save(): Snapshot {
    const state: State = {
      tick: this.#tick,
      hasBegun: this.#hasBegun,
      parts: this.#parts.map((part) => part.save()),
      broadcasts: this.#broadcasts.save(),
      bins: [...this.#recorders.values()].map((recorder) => recorder.save()),
      cascades: this.#cascades.state,
    };
    return { time: this.time, state };
  }

  restore({ time, state }: Snapshot): void {
    // What `save` of the same plan and part has made.
    const { tick, hasBegun, parts, broadcasts, bins, cascades } = state as State;
    this.time = time;
    this.#tick = tick;
    this.#hasBegun = hasBegun;
    this.#finishBuilding();
    // `advance` will say so.
    if (this.#refusal !== undefined) return;
    this.#cascades.restore(cascades);
    for (const [i, part] of this.#parts.entries()) {
      part.restore(parts[i]!);
      part.drive(gridTime(tick, this.#network.step), tick);
    }
    this.#broadcasts.restore(broadcasts);
    for (const [i, recorder] of [...this.#recorders.values()].entries()) recorder.restore(bins[i]!);
  }

  close(): void {
    for (const part of this.#parts) part.close();
  }
}
