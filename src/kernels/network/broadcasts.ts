/** Numbers that all targets of a projection share: the activity of its sources, or the sum of what they send. */
import { InternalError, stream } from "../../base/index.ts";
import type { Range } from "../../model/index.ts";
import type { Broadcast } from "../population/assemble.ts";
import type { Block, Extent } from "../population/blocks.ts";
import type { PopulationRun } from "../population/run.ts";
import { evaluateValue } from "../values.ts";
import { movesSmoothly, type Network, saidPlace, sendPlace } from "./network.ts";
import type { Spikes } from "./spikes.ts";

/** One broadcast on its way: the last values, as many as the delay asks for and one more. */
interface Way {
  readonly broadcast: Broadcast;
  readonly weight: number;
  /** Ticks; 0: the value of a tick acts in the step that begins with it. */
  readonly delay: number;
  readonly past: Float64Array;
  /** Ids of the sources, half-open. */
  readonly from: number;
  readonly to: number;
  /** Where the blocks of the sources say what they send, in their order. */
  readonly places: readonly number[];
  /** What is sent has no jumps. */
  readonly isSmooth: boolean;
}

/** A block of some partition of this part. */
interface Place {
  readonly run: PopulationRun;
  readonly block: Block;
  /** Where it says what it sends: sums, one place after the other, and then what single neurons send. */
  readonly says: number;
  readonly saysEach: number;
  /** Whether somebody listens. */
  readonly isHeard: boolean;
}

export class Broadcasts {
  readonly #ways: readonly Way[];
  readonly #places: readonly Place[];
  readonly #step: number;

  constructor(network: Network, runs: readonly PopulationRun[]) {
    this.#step = network.step;
    this.#ways = network.broadcasts.map((broadcast) => wayOf(network, broadcast));
    const sending = [...network.broadcasts.filter(({ send }) => send !== undefined), ...network.graded];
    this.#places = runs.flatMap((run) => {
      const population = network.populations.find(({ model }) => model === run.model)!;
      const { name } = run.model.population;
      return run.blocks.map((block) => ({
        run,
        block,
        says: sendPlace(population, block, 0),
        saysEach: saidPlace(population, block, 0),
        isHeard: sending.some(({ projection: { from } }) => from.population === name && block.from < from.to && block.to > from.from),
      }));
    });
  }

  /** Values on their way, broadcast by broadcast. */
  save(): readonly Float64Array[] {
    return this.#ways.map(({ past }) => past.slice());
  }

  restore(saved: readonly Float64Array[]): void {
    for (const [i, { past }] of this.#ways.entries()) past.set(saved[i]!);
  }

  /** Says what the blocks of this part send at a tick. */
  say(time: number, { numbers }: Spikes): void {
    for (const { run, block, says, saysEach, isHeard } of this.#places) {
      if (isHeard) run.send(block, time, numbers.subarray(says), numbers.subarray(saysEach));
    }
  }

  /** Gives what is received in the step that begins with a tick, from what all parts have said. */
  hear(tick: number, spikes: Spikes): void {
    for (const { broadcast, past, from, to, weight, delay, places } of this.#ways) {
      // Always in the order of the blocks: sums do not depend on the cut.
      const now =
        broadcast.send === undefined
          ? spikes.within(from, to) / ((to - from) * this.#step)
          : places.reduce((sum, place) => sum + spikes.numbers[place]!, 0);
      past[tick % past.length] = now;
      const value = tick < delay ? 0 : weight * past[(tick - delay) % past.length]!;
      this.#give(broadcast.projection.to, broadcast.slot, value);
    }
  }

  /** What is received in the middle of the step after a tick: of what moves smoothly, where it is then, by the line through the last two ticks. */
  lead(tick: number): void {
    for (const { broadcast, past, weight, delay, isSmooth } of this.#ways) {
      if (!isSmooth || tick < delay) continue;
      const [now, before] = [tick - delay, Math.max(tick - delay - 1, 0)].map((at) => past[at % past.length]!) as [number, number];
      this.#give(broadcast.projection.to, broadcast.slot, weight * (1.5 * now - 0.5 * before));
    }
  }

  #give(range: Range, slot: string, value: number): void {
    for (const { run, block } of this.#places) if (covers(range, run.model.population.name, block)) run.receive(block, slot, value);
  }
}

/** Blocks end where ranges do. */
function covers({ population, from, to }: Range, name: string, block: Extent): boolean {
  return population === name && block.from >= from && block.to <= to;
}

function wayOf({ populations, seed, step }: Network, broadcast: Broadcast): Way {
  const { from, weight, delay, name } = broadcast.projection;
  const source = populations.find(({ model }) => model.population.name === from.population);
  if (source === undefined) throw new InternalError(`the projection ${name} has no source`);
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
    past: new Float64Array(ticks + 2),
    from: source.offset + from.from,
    to: source.offset + from.to,
    isSmooth: broadcast.send !== undefined && movesSmoothly(source.model.flow),
    places: source.extents
      .filter((block) => covers(from, from.population, block))
      .map((block) => sendPlace(source, block, broadcast.send ?? 0)),
  };
}
