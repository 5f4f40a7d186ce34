/** Populations over potential and conductance that act on one another, on a grid of time. */
import { gridTime } from "../../grid.ts";
import { Inputs } from "../inputs.ts";
import type { MediumState } from "../loops.ts";
import { PlaneMedium } from "./medium.ts";
import { beginningOf, type PlanePlan } from "./plan.ts";
import { PlanePopulation, type PlaneState } from "./population.ts";

/** Everything that moves. */
export interface PlaneNetworkState {
  readonly populations: readonly PlaneState[];
  readonly media: readonly MediumState[];
  readonly inputs: readonly Float64Array[];
  readonly history: number;
}

/**
 * An activity acts on the conductance, and that on the next spikes: unlike in a density over the potential alone, it does not move itself at the moment at which it is.
 * So a step takes the inputs of its middle, extrapolated from the last steps, and no equation is solved.
 */
export class PlaneNetwork {
  readonly plan: PlanePlan;
  readonly populations: readonly PlanePopulation[];
  readonly media: readonly PlaneMedium[];
  readonly #inputs: Inputs;
  /** Activities that are expected at the end of the step, then in its middle. */
  readonly #expected: Float64Array;
  /** Steps since the beginning, or since something jumped. */
  #history = 0;

  constructor(plan: PlanePlan) {
    const { cells, couplings, step } = plan;
    this.plan = plan;
    this.media = cells.map(({ reading, cell, grid }) => new PlaneMedium(reading, cell.from, grid, step));
    this.populations = cells.map((cell, i) => {
      return new PlanePopulation(this.media[i]!, cell.cell.to - cell.cell.from, step, beginningOf(cell));
    });
    const reached = cells.map(({ reading: { conductance } }) => ({
      diffusing: conductance,
      common: [],
      waiting: { kind: "none" } as const,
    }));
    this.#inputs = new Inputs(reached, { couplings }, step, this.media);
    this.#expected = new Float64Array(cells.length);
  }

  begin(): void {
    for (const medium of this.media) medium.drive(0);
    this.jump(0);
    this.#inputs.note(0, this.populations);
  }

  /** Makes the step that ends at `tick`, the next one. */
  advance(tick: number): void {
    const { step } = this.plan;
    const { populations } = this;
    const expected = this.#expected;
    const begin = gridTime(tick - 1, step);
    this.drive(begin);
    this.#inputs.predict(tick, this.#history, 0, populations, expected);
    for (let i = 0; i < expected.length; i++) expected[i] = 0.5 * (populations[i]!.activity + expected[i]!);
    this.#inputs.approach(tick, begin, step / 2, 0, 0.5, populations, expected);
    for (const [i, population] of populations.entries()) {
      this.#inputs.act(i, expected);
      population.advance(begin + step / 2, this.#inputs.shift[i]!, this.#inputs.more[i]!);
    }
    this.#history++;
    this.#inputs.note(tick, populations);
  }

  /** Writes what drives all populations from `time` on. */
  drive(time: number): void {
    if (this.media.map((medium) => medium.drive(time)).some((isNew) => isNew)) this.jump(time);
  }

  /** Speeds, and with them activities, may be others from `time` on. */
  jump(time: number): void {
    for (const population of this.populations) population.begin(time);
    this.#history = 0;
  }

  save(): PlaneNetworkState {
    return {
      populations: this.populations.map((population) => population.save()),
      media: this.media.map((medium) => medium.save()),
      inputs: this.#inputs.save(),
      history: this.#history,
    };
  }

  /** @param time  at which the last step began: what begins at its end has not been met */
  restore({ populations, media, inputs, history }: PlaneNetworkState, time: number): void {
    for (const [i, population] of this.populations.entries()) population.restore(populations[i]!);
    for (const [i, medium] of this.media.entries()) medium.restore(media[i]!, time);
    const [activities, fired] = inputs as [Float64Array, Float64Array];
    this.#inputs.restore(activities, fired);
    this.#history = history;
  }

  close(): void {
    for (const medium of this.media) medium.close();
  }
}
