/** Numbers that all targets of a projection share: the activity of its sources, or the sum of what they send. */
import { InternalError, stream } from "../../base/index.ts";
import type { Range } from "../../model/index.ts";
import type { Broadcast } from "../population/assemble.ts";
import type { Block } from "../population/blocks.ts";
import type { PopulationRun } from "../population/run.ts";
import { evaluateValue } from "../values.ts";
import type { Network } from "./network.ts";
import type { Spikes } from "./spikes.ts";

/** One broadcast on its way: the last values, as many as the delay asks for. */
interface Way {
  readonly broadcast: Broadcast;
  readonly weight: number;
  /** Ticks; 0: the value of a tick acts in the step that begins with it. */
  readonly delay: number;
  readonly past: Float64Array;
  /** Ids of the sources, half-open. */
  readonly from: number;
  readonly to: number;
}

/** A block of some partition of this part. */
interface Place {
  readonly run: PopulationRun;
  readonly block: Block;
}

export class Broadcasts {
  readonly #ways: readonly Way[];
  readonly #places: readonly Place[];
  readonly #step: number;
  /** Sums of a block, by send. */
  readonly #sums: Float64Array;

  constructor(network: Network, runs: readonly PopulationRun[]) {
    this.#step = network.step;
    this.#ways = network.broadcasts.map((broadcast) => wayOf(network, broadcast));
    this.#places = runs.flatMap((run) => run.blocks.map((block) => ({ run, block })));
    this.#sums = new Float64Array(Math.max(0, ...network.populations.map(({ model }) => model.assembly.sends.length)));
  }

  /** Values on their way, broadcast by broadcast. */
  save(): readonly Float64Array[] {
    return this.#ways.map(({ past }) => past.slice());
  }

  restore(saved: readonly Float64Array[]): void {
    for (const [i, { past }] of this.#ways.entries()) past.set(saved[i]!);
  }

  /** Takes what is sent at a tick and gives what is received in the step that begins with it. */
  pass(tick: number, time: number, { ids, count }: Spikes): void {
    if (this.#ways.length === 0) return;
    for (const { past } of this.#ways) past[tick % past.length] = 0;
    this.#addSends(tick, time);
    for (const way of this.#ways) {
      const { broadcast, past, from, to, weight, delay } = way;
      if (broadcast.send === undefined) {
        let spikes = 0;
        for (let k = 0; k < count; k++) if (ids[k]! >= from && ids[k]! < to) spikes++;
        past[tick % past.length] = spikes / ((to - from) * this.#step);
      }
      const value = tick < delay ? 0 : weight * past[(tick - delay) % past.length]!;
      this.#give(broadcast.projection.to, broadcast.slot, value);
    }
  }

  #addSends(tick: number, time: number): void {
    for (const { run, block } of this.#places) {
      const { name } = run.model.population;
      const ours = this.#ways.filter(({ broadcast }) => broadcast.send !== undefined && covers(broadcast.projection.from, name, block));
      if (ours.length === 0) continue;
      run.sendSums(block, time, this.#sums);
      for (const { broadcast, past } of ours) past[tick % past.length]! += this.#sums[broadcast.send!]!;
    }
  }

  #give(range: Range, slot: string, value: number): void {
    for (const { run, block } of this.#places) if (covers(range, run.model.population.name, block)) run.receive(block, slot, value);
  }
}

/** Blocks end where ranges do. */
function covers({ population, from, to }: Range, name: string, block: Block): boolean {
  return population === name && block.from >= from && block.to <= to;
}

function wayOf({ populations, seed, step }: Network, broadcast: Broadcast): Way {
  const { from, weight, delay, name } = broadcast.projection;
  const offset = populations.find(({ model }) => model.population.name === from.population)?.offset;
  if (offset === undefined) throw new InternalError(`the projection ${name} has no source`);
  const constant = (value: typeof weight, what: string) =>
    evaluateValue(
      value,
      (one) => {
        throw new InternalError(`the ${what} of ${name} depends on ${one}`);
      },
      stream(seed, `projection ${name} ${what}`, 0),
    );
  const ticks = delay === undefined ? 0 : Math.round(constant(delay, "delay") / step);
  return {
    broadcast,
    weight: constant(weight, "weight"),
    delay: ticks,
    past: new Float64Array(ticks + 1),
    from: offset + from.from,
    to: offset + from.to,
  };
}
