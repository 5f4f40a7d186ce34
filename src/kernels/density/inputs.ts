/** What the activities of populations of densities bring to each of them: now, after delays, and by way of states that all neurons share. */
import type { Coupling } from "./couplings.ts";
import type { Loops } from "./loops.ts";
import type { DensityPlan } from "./plan.ts";
import type { Waiting } from "./reading.ts";

/** A population as activities reach it: the state that noise moves, those that all neurons share, and how long they wait after a spike. */
export interface Reached {
  readonly diffusing: string;
  readonly common: readonly string[];
  readonly waiting: Waiting;
}

/** A population as it acts: its activity [1/ms], and its spikes per neuron in the last step. */
export interface Acting {
  readonly activity: number;
  readonly fired: number;
}

/** A number that is factor times an activity, some steps ago. */
interface Part {
  readonly source: number;
  readonly delay: number;
  readonly factor: number;
  /** Factor for the diffusion. */
  readonly diffusion: number;
}

interface SlotParts {
  readonly place: number;
  readonly parts: readonly Part[];
}

/** A state that all neurons of a population share. */
interface Shared extends SlotParts {
  /** Its number among the states that the population shares. */
  readonly index: number;
}

export class Inputs {
  /** Drift and diffusion that activities add to each population {populations}. */
  readonly shift: Float64Array;
  readonly more: Float64Array;
  /** Whether an activity acts at the moment at which it is. */
  readonly isImplicit: boolean;
  readonly #media: readonly Loops[];
  readonly #noisy: readonly { readonly now: readonly Part[]; readonly later: readonly Part[] }[];
  readonly #slots: readonly (readonly SlotParts[])[];
  readonly #shared: readonly (readonly Shared[])[];
  readonly #waits: Int32Array;
  /** Drift and diffusion by what comes later {populations, 2}, and the delayed part of each slot. */
  readonly #later: Float64Array;
  /** Activities at the last ticks, and spikes per neuron in the steps to them, in a ring {steps, populations}. */
  readonly #activities: Float64Array;
  readonly #fired: Float64Array;
  readonly #ring: number;
  readonly #n: number;
  /** Part of the step at which the trial ends, and its tick. */
  #tick = 0;
  #to = 1;
  readonly #states: readonly { readonly start: Float64Array; readonly first: Float64Array; readonly second: Float64Array }[];

  constructor(cells: readonly Reached[], couplings: readonly Coupling[], step: number, media: readonly Loops[]) {
    const n = cells.length;
    this.#n = n;
    this.#media = media;
    this.shift = new Float64Array(n);
    this.more = new Float64Array(n);
    this.#later = new Float64Array(2 * n);
    const onto = (target: number, what: string) =>
      couplings.filter((one) => one.target === target && one.to.name === what && (one.to.kind === "slot" || one.to.kind === "state"));
    this.#noisy = cells.map(({ diffusing }, i) => {
      const all = onto(i, diffusing);
      return { now: all.filter(({ delay }) => delay === 0), later: all.filter(({ delay }) => delay > 0) };
    });
    const groups = (i: number, names: readonly string[]) =>
      names.map((what) => ({ place: media[i]!.placeOf(what)!, parts: onto(i, what) as readonly Part[] }));
    this.#slots = cells.map((_, i) =>
      groups(i, [...new Set(couplings.filter(({ target, to }) => target === i && to.kind === "slot").map(({ to }) => to.name))]),
    );
    this.#shared = cells.map(({ common }, i) => groups(i, common).map((group, index) => ({ ...group, index })));
    this.#states = cells.map(({ common }) => ({
      start: new Float64Array(common.length),
      first: new Float64Array(common.length),
      second: new Float64Array(common.length),
    }));
    this.isImplicit = [...this.#noisy.map(({ now }) => now), ...this.#slots.flat().map(({ parts }) => parts)].some((parts) =>
      parts.some(({ delay }) => delay === 0),
    );
    this.#waits = Int32Array.from(cells, ({ waiting }) => (waiting.kind === "constant" ? Math.round(waiting.time / step) : 0));
    const longest = Math.max(3, ...couplings.map(({ delay }) => delay + 1), ...[...this.#waits].map((wait) => wait + 2));
    this.#ring = 1 << (32 - Math.clz32(longest));
    this.#activities = new Float64Array(this.#ring * n);
    this.#fired = new Float64Array(this.#ring * n);
  }

  /** Activity of a population at a tick of the last ones; before the first there was none. */
  #at(tick: number, source: number): number {
    return tick < 0 ? 0 : this.#activities[(tick & (this.#ring - 1)) * this.#n + source]!;
  }

  /** The same a delay before a moment of the step to `tick`. */
  #ago(tick: number, to: number, { source, delay }: Part): number {
    const after = this.#at(tick - delay, source);
    return to === 1 ? after : (1 - to) * this.#at(tick - 1 - delay, source) + to * after;
  }

  /** Mass that ends a constant refractoriness in a part of the step to `tick`, and in the whole step before. */
  released(tick: number, i: number, part: number): readonly [number, number] {
    const wait = this.#waits[i]!;
    if (wait === 0) return none;
    const firedAt = (at: number) => (at < 0 ? 0 : this.#fired[(at & (this.#ring - 1)) * this.#n + i]!);
    return [part * firedAt(tick - wait), firedAt(tick - 1 - wait)];
  }

  /** Guesses the activities at the end of a step, or of a part of it. */
  predict(tick: number, history: number, from: number, populations: readonly Acting[], out: Float64Array): void {
    for (let i = 0; i < out.length; i++) {
      const last = populations[i]!.activity;
      if (from > 0 || history < 3) out[i] = last;
      else out[i] = Math.max(0, 3 * last - 3 * this.#at(tick - 2, i) + this.#at(tick - 3, i));
    }
  }

  /** Moves the shared states to the end of the step, or of a part of it, by Heun's rule, and gathers what arrives after delays. */
  approach(
    tick: number,
    time: number,
    length: number,
    from: number,
    to: number,
    populations: readonly Acting[],
    expected: Float64Array,
  ): void {
    this.#tick = tick;
    this.#to = to;
    for (let i = 0; i < this.#n; i++) {
      let [shift, more] = [0, 0];
      for (const part of this.#noisy[i]!.later) {
        const activity = this.#ago(tick, to, part);
        shift += part.factor * activity;
        more += part.diffusion * activity;
      }
      this.#later[2 * i] = shift;
      this.#later[2 * i + 1] = more;
      if (this.#shared[i]!.length > 0) this.#moveShared(i, time, length, from, to, populations, expected);
    }
  }

  #moveShared(
    i: number,
    time: number,
    length: number,
    from: number,
    to: number,
    populations: readonly Acting[],
    expected: Float64Array,
  ): void {
    const medium = this.#media[i]!;
    const { start, first, second } = this.#states[i]!;
    const tick = this.#tick;
    const arriving = (parts: readonly Part[], at: number, now: (source: number) => number) => {
      let sum = 0;
      for (const part of parts) sum += part.factor * (part.delay === 0 ? now(part.source) : this.#ago(tick, at, part));
      return sum;
    };
    for (const { place, index } of this.#shared[i]!) start[index] = medium.read(place);
    medium.rates(time, first);
    for (const { parts, index, place } of this.#shared[i]!) {
      first[index]! += arriving(parts, from, (source) => populations[source]!.activity);
      medium.write(place, start[index]! + length * first[index]!);
    }
    medium.rates(time + length, second);
    for (const { parts, index, place } of this.#shared[i]!) {
      second[index]! += arriving(parts, to, (source) => expected[source]!);
      medium.write(place, start[index]! + 0.5 * length * (first[index]! + second[index]!));
    }
  }

  /** Puts the shared states back to where they were before `approach`. */
  retreat(): void {
    for (let i = 0; i < this.#n; i++) {
      for (const { place, index } of this.#shared[i]!) this.#media[i]!.write(place, this.#states[i]!.start[index]!);
    }
  }

  /** Sets shift, diffusion and slots of a population for activities at the end of the step. */
  act(i: number, activities: Float64Array): void {
    let [shift, more] = [this.#later[2 * i]!, this.#later[2 * i + 1]!];
    for (const { source, factor, diffusion } of this.#noisy[i]!.now) {
      shift += factor * activities[source]!;
      more += diffusion * activities[source]!;
    }
    this.shift[i] = shift;
    this.more[i] = more;
    for (const { place, parts } of this.#slots[i]!) {
      let sum = 0;
      for (const part of parts) sum += part.factor * (part.delay === 0 ? activities[part.source]! : this.#ago(this.#tick, this.#to, part));
      this.#media[i]!.write(place, sum);
    }
  }

  /** Sets shift, diffusion and slots of a population for activities that have been the same for ever. */
  hold(i: number, activities: ArrayLike<number>): void {
    let [shift, more] = [0, 0];
    const { now, later } = this.#noisy[i]!;
    for (const { source, factor, diffusion } of [...now, ...later]) {
      shift += factor * activities[source]!;
      more += diffusion * activities[source]!;
    }
    this.shift[i] = shift;
    this.more[i] = more;
    for (const { place, parts } of this.#slots[i]!)
      this.#media[i]!.write(
        place,
        parts.reduce((sum, { source, factor }) => sum + factor * activities[source]!, 0),
      );
  }

  /** Notes what the step to `tick` has brought. */
  note(tick: number, populations: readonly Acting[]): void {
    const row = (tick & (this.#ring - 1)) * this.#n;
    for (let i = 0; i < this.#n; i++) {
      this.#activities[row + i] = populations[i]!.activity;
      this.#fired[row + i] = populations[i]!.fired;
    }
  }

  save(): readonly Float64Array[] {
    return [this.#activities.slice(), this.#fired.slice()];
  }

  restore(activities: Float64Array, fired: Float64Array): void {
    this.#activities.set(activities);
    this.#fired.set(fired);
  }
}

/** The inputs of populations over one potential. */
export function inputsOf({ cells, couplings, step }: DensityPlan, media: readonly Loops[]): Inputs {
  const reached = cells.map(({ reading: { potential, common, waiting } }) => ({ diffusing: potential, common, waiting }));
  return new Inputs(reached, couplings, step, media);
}

const none = [0, 0] as const;
