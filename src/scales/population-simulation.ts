/** Populations in flight, of cohorts, of modes or of densities: a run of them on a grid of time. */
import { LapicqueError } from "../base/index.ts";
import type { ActivityMeasures, Chunk, Options, Outcome, Reason, Simulation, Snapshot } from "../contract/index.ts";
import { gridTime } from "../kernels/index.ts";
import type { Experiment } from "../model/index.ts";

/** Why populations cannot go on. */
export interface Trouble {
  readonly kind: "diverged" | "no-convergence" | "not-unique";
  readonly reason: Reason;
}

/** A value or a state of a population that is changed while it runs. */
export interface Changed {
  readonly path: string;
  readonly population: string;
  readonly name: string;
}

/** Keeps what is recorded. `save` gives plain data. */
export interface Recorder {
  readonly activities: Readonly<Record<string, ActivityMeasures>>;
  /** What the step to a tick has brought. */
  take(tick: number): void;
  drain(sink: (chunk: Chunk) => void): void;
  save(): unknown;
  restore(saved: unknown): void;
}

/** What moves in a run, one step of the grid after another. `State` is plain data. */
export interface Populations<State> {
  readonly recorder: Recorder;
  /** Takes what the document begins with. */
  begin(): Trouble | undefined;
  /** Makes the step that ends at `tick`, the next one. */
  advance(tick: number): Trouble | undefined;
  /** Writes what drives all populations from `time` on, the beginning of the step after `tick`. */
  drive(time: number, tick: number): void;
  set(changed: Changed, value: number): void;
  kick(changed: Changed, by: number): void;
  remarks(activities: Readonly<Record<string, ActivityMeasures>>): readonly Reason[];
  save(): State;
  restore(state: State): void;
  close(): void;
}

/** What a snapshot holds. */
interface Saved<State> {
  readonly tick: number;
  readonly hasBegun: boolean;
  readonly network: State;
  readonly recorder: unknown;
}

/** What a run needs of a plan. */
export interface GridPlan {
  readonly experiment: Experiment;
  readonly step: number;
}

export class PopulationSimulation<State> implements Simulation {
  time = 0;
  readonly #populations: Populations<State> | undefined;
  readonly #recorder: Recorder | undefined;
  readonly #bytes: number;
  readonly #step: number;
  readonly #lastTick: number;
  #tick = 0;
  #hasBegun = false;

  /**
   * @param populations  undefined: the machine has no memory for them
   * @param bytes        that they need
   */
  constructor(populations: Populations<State> | undefined, bytes: number, { experiment, step }: GridPlan, { endless }: Options) {
    this.#populations = populations;
    this.#recorder = populations?.recorder;
    this.#bytes = bytes;
    this.#step = step;
    this.#lastTick = endless ? Number.POSITIVE_INFINITY : Math.round(experiment.run.duration / step);
  }

  advance(until: number): Outcome {
    const [populations, recorder] = [this.#populations, this.#recorder];
    if (populations === undefined || recorder === undefined) {
      const gigabytes = Number((this.#bytes / 1e9).toPrecision(2));
      return { kind: "does-not-fit", t: 0, reason: { code: "does-not-fit", data: { gigabytes } } };
    }
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      const trouble = populations.begin();
      if (trouble !== undefined) return { ...trouble, t: 0 };
      recorder.take(0);
    }
    const target = Math.min(this.#lastTick, Math.floor(until / this.#step + 1e-9));
    while (this.#tick < target) {
      const trouble = populations.advance(++this.#tick);
      if (trouble !== undefined) {
        this.time = gridTime(this.#tick, this.#step);
        return { ...trouble, t: this.time };
      }
      recorder.take(this.#tick);
    }
    this.time = until;
    return { kind: "reached" };
  }

  drain(sink: Parameters<Simulation["drain"]>[0]): void {
    this.#recorder?.drain(sink);
  }

  activities() {
    return this.#recorder?.activities ?? {};
  }

  remarks(): readonly Reason[] {
    return this.#populations?.remarks(this.activities()) ?? [];
  }

  set(path: string, value: number): void {
    this.#populations?.set(changedAt(path), value);
    this.#drive();
  }

  kick(path: string, by: number): void {
    this.#populations?.kick(changedAt(path), by);
  }

  #drive(): void {
    this.#populations?.drive(gridTime(this.#tick, this.#step), this.#tick);
  }

  save(): Snapshot {
    const state: Saved<State> = {
      tick: this.#tick,
      hasBegun: this.#hasBegun,
      network: this.#populations!.save(),
      recorder: this.#recorder!.save(),
    };
    return { time: this.time, state };
  }

  restore({ time, state }: Snapshot): void {
    // What `save` of the same plan has made.
    const { tick, hasBegun, network, recorder } = state as Saved<State>;
    this.time = time;
    this.#tick = tick;
    this.#hasBegun = hasBegun;
    this.#populations?.restore(network);
    this.#recorder?.restore(recorder);
    this.#drive();
  }

  close(): void {
    this.#populations?.close();
  }
}

/** What `POP.NAME` is about. Throws `cohort-index` for another path, such as that of a single neuron. */
function changedAt(path: string): Changed {
  const [, population, index, name] = /^(\w+)(\[\d+\])?\.(.+)$/.exec(path) ?? [];
  if (index !== undefined || population === undefined || name === undefined) throw new LapicqueError("cohort-index", { path });
  return { path, population, name };
}
