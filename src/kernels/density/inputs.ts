/** What the activities of populations of densities, and spikes from outside, bring to each: now, after delays, and by way of states that all neurons share. */
import type { Coupling, Outside } from "./couplings.ts";
import { History, Inflow } from "./inflow.ts";
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

/** What acts on the state that diffuses, at the moment and later. */
interface Noisy {
  readonly now: Inflow;
  readonly later: Inflow;
  readonly outside: readonly Outside[];
}

/** A slot, or a state that all neurons of a population share: its number among those, and what comes to it. */
interface Reaching {
  readonly place: number;
  readonly index: number;
  readonly inflow: Inflow;
  readonly outside: readonly Outside[];
}

/** Part of a step by which an edge may miss a node of the grid. */
const edge = 1e-9;

export class Inputs {
  /** Drift and diffusion that spikes add to each population {populations}; diffusion times the root of the time constant of its filter. */
  readonly shift: Float64Array;
  readonly more: Float64Array;
  readonly colour: Float64Array;
  /** Whether an activity acts at the moment at which it is. */
  readonly isImplicit: boolean;
  readonly #media: readonly Loops[];
  readonly #noisy: readonly Noisy[];
  readonly #slots: readonly (readonly Reaching[])[];
  readonly #shared: readonly (readonly Reaching[])[];
  readonly #sources: readonly Outside[];
  readonly #waits: Int32Array;
  readonly #step: number;
  /** Shift, diffusion and colour by what comes later and from outside {populations, 3}. */
  readonly #later: Float64Array;
  /** Activities at the last ticks, and spikes per neuron in the steps to them. */
  readonly #activities: History;
  readonly #fired: History;
  readonly #n: number;
  /** Part of the step at which the trial ends, and its tick. */
  #tick = 0;
  #to = 1;
  readonly #current: Float64Array;
  readonly #states: readonly { readonly start: Float64Array; readonly first: Float64Array; readonly second: Float64Array }[];

  constructor(
    cells: readonly Reached[],
    { couplings, outside = [] }: { readonly couplings: readonly Coupling[]; readonly outside?: readonly Outside[] },
    step: number,
    media: readonly Loops[],
  ) {
    const n = cells.length;
    this.#n = n;
    this.#step = step;
    this.#sources = outside;
    this.#media = media;
    this.shift = new Float64Array(n);
    this.more = new Float64Array(n);
    this.colour = new Float64Array(n);
    this.#later = new Float64Array(3 * n);
    this.#current = new Float64Array(n);
    const onto = (target: number, what: string) =>
      couplings.filter((one) => one.target === target && one.to.name === what && (one.to.kind === "slot" || one.to.kind === "state"));
    const from = (target: number, what: string) => outside.filter((one) => one.target === target && one.to.name === what);
    this.#noisy = cells.map(({ diffusing }, i): Noisy => {
      const all = onto(i, diffusing);
      const [now, later] = [all.filter(({ delay }) => delay === 0), all.filter(({ delay }) => delay > 0)];
      return { now: new Inflow(now), later: new Inflow(later), outside: from(i, diffusing) };
    });
    const reaching = (i: number, names: readonly string[]) =>
      names.map((what, index): Reaching => {
        return { place: media[i]!.placeOf(what)!, index, inflow: new Inflow(onto(i, what)), outside: from(i, what) };
      });
    const slotsOf = (i: number) => couplings.flatMap(({ target, to }) => (target === i && to.kind === "slot" ? [to.name] : []));
    this.#slots = cells.map((_, i) => reaching(i, [...new Set(slotsOf(i))]));
    this.#shared = cells.map(({ common }, i) => reaching(i, common));
    this.#states = cells.map(({ common }) => ({
      start: new Float64Array(common.length),
      first: new Float64Array(common.length),
      second: new Float64Array(common.length),
    }));
    this.isImplicit = couplings.some(
      ({ delay, to, target }) => delay === 0 && (to.kind === "slot" || to.name === cells[target]!.diffusing),
    );
    this.#waits = Int32Array.from(cells, ({ waiting }) => (waiting.kind === "constant" ? Math.round(waiting.time / step) : 0));
    const longest = couplings.reduce(
      (most, { delay }) => Math.max(most, delay + 1),
      Math.max(3, ...[...this.#waits].map((wait) => wait + 2)),
    );
    this.#activities = new History(longest, n);
    this.#fired = new History(longest, n);
  }

  /** Whether a source acts in a step that begins at a time. */
  #isOn({ start, stop }: Outside, time: number): boolean {
    const soon = time + edge * this.#step;
    return start <= soon && soon < stop;
  }

  /** Whether a source begins or ends with a step. */
  changesAt(begin: number): boolean {
    return this.#sources.some((one) => this.#isOn(one, begin) !== this.#isOn(one, begin - this.#step));
  }

  /** Mass that ends a constant refractoriness in a part of the step to `tick`, and in the whole step before. */
  released(tick: number, i: number, part: number): readonly [number, number] {
    const wait = this.#waits[i]!;
    return wait === 0 ? none : [part * this.#fired.at(tick - wait, i), this.#fired.at(tick - 1 - wait, i)];
  }

  /** Guesses the activities at the end of a step, or of a part of it. */
  predict(tick: number, history: number, from: number, populations: readonly Acting[], out: Float64Array): void {
    for (let i = 0; i < out.length; i++) {
      const last = populations[i]!.activity;
      if (from > 0 || history < 3) out[i] = last;
      else out[i] = Math.max(0, 3 * last - 3 * this.#activities.at(tick - 2, i) + this.#activities.at(tick - 3, i));
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
    for (let i = 0; i < this.#n; i++) this.#current[i] = populations[i]!.activity;
    for (let i = 0; i < this.#n; i++) {
      const { later, outside } = this.#noisy[i]!;
      later.gather(this.#activities, tick, to, expected);
      let [shift, more, colour] = [later.factor, later.diffusion, later.colour];
      for (const one of outside) {
        if (!this.#isOn(one, time)) continue;
        shift += one.factor;
        more += one.diffusion;
        colour += one.colour;
      }
      this.#later[3 * i] = shift;
      this.#later[3 * i + 1] = more;
      this.#later[3 * i + 2] = colour;
      if (this.#shared[i]!.length > 0) this.#moveShared(i, time, length, from, to, expected);
    }
  }

  #moveShared(i: number, time: number, length: number, from: number, to: number, expected: Float64Array): void {
    const medium = this.#media[i]!;
    const { start, first, second } = this.#states[i]!;
    const arriving = ({ inflow, outside }: Reaching, at: number, now: Float64Array) => {
      inflow.gather(this.#activities, this.#tick, at, now);
      let sum = inflow.factor;
      for (const one of outside) if (this.#isOn(one, time)) sum += one.factor;
      return sum;
    };
    for (const { place, index } of this.#shared[i]!) start[index] = medium.read(place);
    medium.rates(time, first);
    for (const one of this.#shared[i]!) {
      first[one.index]! += arriving(one, from, this.#current);
      medium.write(one.place, start[one.index]! + length * first[one.index]!);
    }
    medium.rates(time + length, second);
    for (const one of this.#shared[i]!) {
      const { index, place } = one;
      second[index]! += arriving(one, to, expected);
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
    const { now } = this.#noisy[i]!;
    now.gather(this.#activities, this.#tick, this.#to, activities);
    this.shift[i] = this.#later[3 * i]! + now.factor;
    this.more[i] = this.#later[3 * i + 1]! + now.diffusion;
    this.colour[i] = this.#later[3 * i + 2]! + now.colour;
    for (const { place, inflow } of this.#slots[i]!) {
      inflow.gather(this.#activities, this.#tick, this.#to, activities);
      this.#media[i]!.write(place, inflow.factor);
    }
  }

  /** Sets shift, diffusion and slots of a population for activities that have been the same for ever, at a time. */
  hold(i: number, activities: ArrayLike<number>, time: number): void {
    const { now, later, outside } = this.#noisy[i]!;
    const on = outside.filter((one) => this.#isOn(one, time));
    for (const inflow of [now, later]) inflow.hold(activities);
    const sum = (what: "factor" | "diffusion" | "colour") => [now, later, ...on].reduce((all, one) => all + one[what], 0);
    this.shift[i] = sum("factor");
    this.more[i] = sum("diffusion");
    this.colour[i] = sum("colour");
    for (const { place, inflow } of this.#slots[i]!) {
      inflow.hold(activities);
      this.#media[i]!.write(place, inflow.factor);
    }
  }

  /** Notes what the step to `tick` has brought. */
  note(tick: number, populations: readonly Acting[]): void {
    for (const [i, { activity, fired }] of populations.entries()) {
      this.#activities.note(tick, i, activity);
      this.#fired.note(tick, i, fired);
    }
  }

  save(): readonly Float64Array[] {
    return [this.#activities.values.slice(), this.#fired.values.slice()];
  }

  restore(activities: Float64Array, fired: Float64Array): void {
    this.#activities.values.set(activities);
    this.#fired.values.set(fired);
  }
}

/** The inputs of populations over one potential. */
export function inputsOf(plan: DensityPlan, media: readonly Loops[]): Inputs {
  const { cells, step } = plan;
  const reached = cells.map(({ reading: { potential, common, waiting } }) => ({ diffusing: potential, common, waiting }));
  return new Inputs(reached, plan, step, media);
}

const none = [0, 0] as const;
