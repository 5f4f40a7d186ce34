/** Populations of densities that act on one another, on a grid of time. Each step is implicit, the activities at its end included. */
import { gridTime } from "../grid.ts";
import { ImplicitActivities } from "./activities.ts";
import { type Inputs, inputsOf } from "./inputs.ts";
import type { MediumState } from "./loops.ts";
import { Medium } from "./medium.ts";
import type { DensityPlan } from "./plan.ts";
import { DensityPopulation, type DensityState, type TimeScheme } from "./population.ts";

/** Why a step could not be made. */
export type DensityTrouble =
  /** The implicit equation for the activities has no solution, however short the step. */
  | { readonly kind: "blow-up"; readonly time: number; readonly error: number }
  /** Something is no number. */
  | { readonly kind: "not-finite"; readonly time: number; readonly cell: number };

/** Everything that moves. */
export interface DensityNetworkState {
  readonly tick: number;
  readonly populations: readonly DensityState[];
  readonly media: readonly MediumState[];
  readonly inputs: readonly Float64Array[];
}

/**
 * A step for whose activities there is no solution, or across which they move too much, is made of two halves, and so on. After `deepest` halvings there is
 * none at all; halvings for accuracy end sooner.
 */
const [deepest, finest] = [16, 8];

/** Part of the neurons that may fire in a step: a solution beyond it is that of the discrete equation alone, in which all neurons near the threshold fire at once. */
const mostFired = 0.05;

/**
 * How far the drift that the activities make may move the neurons more than in the step before, over what the noise moves them in a step, sqrt(2 D h). As
 * activities grow like (t* - t)^(-1/2), steps keep a constant ratio to the time that is left.
 */
const mostShift = 0.02;

/** Most by which the diffusion may grow in a step. */
const mostGrowth = 1.25;

export class DensityNetwork {
  readonly plan: DensityPlan;
  readonly populations: readonly DensityPopulation[];
  readonly media: readonly Medium[];
  readonly #inputs: Inputs;
  readonly #solver: ImplicitActivities;
  readonly #last: Float64Array;
  readonly #canBlowUp: boolean;
  #tick = 0;
  /** Full steps since the beginning, or since something jumped. */
  #history = 0;
  #time = 0;
  readonly #respond: (activities: Float64Array, out: Float64Array) => void;

  constructor(plan: DensityPlan) {
    this.plan = plan;
    this.media = plan.cells.map(({ reading, cell, grid }) => new Medium(reading, cell.from, grid, plan.step));
    this.populations = plan.cells.map(({ cell, begin }, i) => {
      const population = new DensityPopulation(this.media[i]!, cell.to - cell.from);
      const { masses, waiting } = begin();
      population.masses.set(masses);
      population.waiting = waiting;
      population.fired = waiting;
      return population;
    });
    const n = plan.cells.length;
    this.#inputs = inputsOf(plan, this.media);
    // Whoever fires at once does so in a step before the first.
    this.#inputs.note(0, this.populations);
    this.#solver = new ImplicitActivities(n, 1e-14 / plan.step);
    this.#last = new Float64Array(2 * n).fill(Number.NaN);
    this.#canBlowUp = this.#inputs.isImplicit && plan.cells.some(({ reading }) => reading.firing.kind === "threshold");
    this.#respond = (activities, out) => {
      for (let i = 0; i < n; i++) {
        this.#inputs.act(i, activities);
        const { shift, more, colour } = this.#inputs;
        out[i] = this.populations[i]!.solve(this.#time, shift[i]!, more[i]!, colour[i]!);
      }
    };
  }

  /** Makes the step that ends at `tick`, the next one. */
  advance(tick: number): DensityTrouble | undefined {
    const { step, scheme } = this.plan;
    const begin = gridTime(tick - 1, step);
    this.#tick = tick;
    // A step over which the drift jumps at its beginning knows nothing from the one before.
    if (this.media.map((medium) => medium.drive(begin)).some((isNew) => isNew) || this.#inputs.changesAt(begin)) this.#history = 0;
    const chosen = scheme === "bdf2" && this.#history > 0 ? scheme : "backward-euler";
    const isWhole =
      (chosen === "bdf2" && this.#attempt(begin, step, 0, 1, "bdf2") && this.#isFine(step, 0)) ||
      (this.#attempt(begin, step, 0, 1, "backward-euler") && this.#isFine(step, 0));
    if (isWhole) this.#take(false);
    else {
      for (const population of this.populations) population.beginParts();
      const trouble = this.#parts(begin, 0, 1, 0);
      for (const population of this.populations) population.endParts();
      if (trouble !== undefined) return trouble;
    }
    this.#history++;
    this.#inputs.note(tick, this.populations);
    return undefined;
  }

  /** Makes the part of a step from `from` to `to` [parts of the step] in two halves. */
  #parts(begin: number, from: number, to: number, level: number): DensityTrouble | undefined {
    const { step } = this.plan;
    const middle = (from + to) / 2;
    for (const [a, b] of [
      [from, middle],
      [middle, to],
    ] as const) {
      const length = (b - a) * step;
      const time = begin + a * step;
      if (this.#attempt(time, length, a, b, "backward-euler") && this.#isFine(length, level + 1)) {
        this.#take(true);
        continue;
      }
      if (level + 1 >= deepest) return this.#troubleAt(time, length);
      const trouble = this.#parts(begin, a, b, level + 1);
      if (trouble !== undefined) return trouble;
    }
    return undefined;
  }

  #troubleAt(time: number, length: number): DensityTrouble {
    const cell = this.populations.findIndex(({ activity, mass }) => !Number.isFinite(activity + mass));
    const lost =
      cell >= 0 ? cell : this.media.findIndex(({ drift, hazard }) => [...drift, ...hazard].some((value) => !Number.isFinite(value)));
    return lost >= 0 ? { kind: "not-finite", time, cell: lost } : { kind: "blow-up", time: time + length / 2, error: length / 2 };
  }

  /** Solves for the end of a step, or of a part of one. False: there is no solution; then nothing has moved. */
  #attempt(time: number, length: number, from: number, to: number, scheme: TimeScheme): boolean {
    const { populations } = this;
    const solver = this.#solver;
    this.#time = time + length;
    let isPositive = true;
    for (const [i, population] of populations.entries()) {
      if (!population.begin(length, scheme, this.#inputs.released(this.#tick, i, to - from))) isPositive = false;
    }
    if (!isPositive) return false;
    this.#inputs.predict(this.#tick, this.#history, from, populations, solver.values);
    this.#inputs.approach(this.#tick, time, length, from, to, populations, solver.values);
    const isSolved = this.#inputs.isImplicit ? solver.solve(this.#respond) : this.#solveOnce();
    if (!isSolved) {
      solver.forget();
      this.#inputs.retreat();
    }
    return isSolved;
  }

  #solveOnce(): boolean {
    const { values } = this.#solver;
    this.#respond(values, values);
    return values.every((value) => Number.isFinite(value));
  }

  /** Whether the solution is one that a shorter step would have, too. If not, nothing has moved. */
  #isFine(length: number, level: number): boolean {
    if (!this.#canBlowUp) return true;
    const { shift, more } = this.#inputs;
    const n = this.populations.length;
    for (let i = 0; i < n; i++) {
      const { medium, tried } = this.populations[i]!;
      if (medium.reading.firing.kind !== "threshold") continue;
      const diffusion = medium.topDiffusion + more[i]!;
      const [shiftBefore, diffusionBefore] = [this.#last[i]!, this.#last[n + i]!];
      const isCoarse =
        Math.abs(shift[i]! - shiftBefore) * length > mostShift * Math.sqrt(2 * diffusion * length) ||
        diffusion > mostGrowth * diffusionBefore;
      if (tried * length > mostFired || (isCoarse && level < finest)) {
        this.#inputs.retreat();
        return false;
      }
    }
    return true;
  }

  #take(isPart: boolean): void {
    const n = this.populations.length;
    for (const [i, population] of this.populations.entries()) {
      population.take(isPart);
      this.#last[i] = this.#inputs.shift[i]!;
      this.#last[n + i] = population.medium.topDiffusion + this.#inputs.more[i]!;
    }
  }

  /** Writes what drives all populations from `time` on. */
  drive(time: number): void {
    for (const medium of this.media) medium.drive(time);
    this.#history = 0;
  }

  save(): DensityNetworkState {
    return {
      tick: this.#tick,
      populations: this.populations.map((population) => population.save()),
      media: this.media.map((medium) => medium.save()),
      inputs: [...this.#inputs.save(), this.#last.slice(), Float64Array.of(this.#history), this.#solver.save()],
    };
  }

  restore({ tick, populations, media, inputs }: DensityNetworkState): void {
    this.#tick = tick;
    for (const [i, population] of this.populations.entries()) population.restore(populations[i]!);
    for (const [i, medium] of this.media.entries()) medium.restore(media[i]!, gridTime(tick, this.plan.step));
    const [activities, fired, last, history, solver] = inputs as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
    this.#inputs.restore(activities, fired);
    this.#last.set(last);
    this.#history = history[0]!;
    this.#solver.restore(solver);
  }

  close(): void {
    for (const medium of this.media) medium.close();
  }
}
