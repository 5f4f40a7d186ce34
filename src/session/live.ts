/** A simulation that goes on for as long as it is asked to, and whose parameters, inputs and states may be changed on the way. */
import { InternalError, LapicqueError } from "../base/index.ts";
import type { Channel, Ending, Plan, Profile, Signal, Simulation, Spikes } from "../contract/index.ts";
import { applyOverride, bind, type Experiment } from "../model/index.ts";
import { chooseScales } from "./choose.ts";
import { Collector } from "./collector.ts";
import { failed } from "./drive.ts";
import { differences } from "./live-changes.ts";
import { findState, readAmount, unitAt } from "./live-names.ts";
import { type Opened, obstacles } from "./open.ts";

/** What was recorded since the last `advance`. */
export interface Stretch {
  /** Time that was reached [ms]. */
  readonly time: number;
  /** Samples since then, values in the unit of their channel. */
  readonly signals: readonly Signal[];
  /** Spikes since then, by population. */
  readonly spikes: Readonly<Record<string, Spikes>>;
  /** Profiles since then. Absent: none are recorded, or it is a simulation that goes on for ever. */
  readonly profiles?: readonly Profile[];
  /** Why it cannot go on; absent while it can. */
  readonly ending?: Ending;
}

/** A running simulation. Nothing of what it has handed out is kept, so that it may run for ever. */
export interface Live {
  /** Present time [ms]. */
  readonly time: number;
  /** What is recorded. */
  readonly channels: readonly Channel[];
  /** Method, tolerance and sampling interval. */
  readonly chosen: Plan["chosen"];
  /** Goes on for `dt` [ms]. However it is cut into pieces, it makes the same steps, as long as nothing is changed. */
  advance(dt: number): Stretch;
  /**
   * Gives a parameter or an input another value from now on, by the paths of `--set`, or a state by its name (`V`, `cell.V`,
   * `cell[3].V`). An input's value takes the place of all that drives it. A number is in the unit of what it is for. Throws a
   * LapicqueError as `--set` does, or `live-unchangeable` where the change is one of the equations or of the run; then all is as it was.
   */
  set(path: string, value: number | string): void;
  /** Adds to a state: `kick("V", "10 mV")`. Throws as `set`. */
  kick(state: string, by: number | string): void;
  /** Gives the memory back. */
  close(): void;
}

/**
 * Starts the simulation of a document, on the first of its scales. `run.duration` is the length of nothing here but of ramps without an end,
 * and sampling is as fine as in a run of that length. Throws a LapicqueError if the document cannot run.
 */
export async function live(opened: Opened): Promise<Live> {
  const [obstacle] = obstacles(opened);
  if (obstacle) throw obstacle;
  const { experiment } = opened;
  if (!experiment) throw new InternalError("a document without errors has no experiment");
  const [scale] = await chooseScales(experiment, opened.document);
  const plan = scale!.plan(experiment, { seed: experiment.run.seed, endless: true });
  const simulation = scale!.create(plan, { from: 0, to: plan.atoms });
  let built = 0;
  while (built < 1) built = simulation.build?.() ?? 1;
  return new LiveRun(opened, experiment, plan, simulation);
}

class LiveRun implements Live {
  readonly channels: readonly Channel[];
  readonly chosen: Plan["chosen"];
  #time = 0;
  #ending: Ending | undefined;
  #isClosed = false;
  #document: Opened["document"];
  #experiment: Experiment;
  readonly #opened: Opened;
  readonly #simulation: Simulation;

  constructor(opened: Opened, experiment: Experiment, plan: Plan, simulation: Simulation) {
    this.channels = plan.channels;
    this.chosen = plan.chosen;
    this.#document = opened.document;
    this.#experiment = experiment;
    this.#opened = opened;
    this.#simulation = simulation;
  }

  get time(): number {
    return this.#time;
  }

  advance(dt: number): Stretch {
    if (this.#isClosed) throw new LapicqueError("live-ended", { time: this.#time, reason: "it was closed" });
    if (!(dt >= 0 && dt < Number.POSITIVE_INFINITY)) throw new LapicqueError("live-time", { given: dt });
    const collector = new Collector(this.channels);
    const until = this.#time + dt;
    while (this.#ending === undefined && this.#time < until) {
      const outcome = this.#simulation.advance(until);
      this.#simulation.drain((chunk) => collector.add(chunk));
      if (outcome.kind !== "reached" && outcome.kind !== "paused") this.#ending = failed(outcome);
      this.#time = outcome.kind === "reached" ? until : outcome.t;
    }
    const common = { time: this.#time, signals: collector.signals(), spikes: collector.spikes() };
    return this.#ending ? { ...common, ending: this.#ending } : common;
  }

  set(path: string, value: number | string): void {
    this.#checkGoingOn();
    const state = findState(this.#experiment, path);
    if (state) {
      this.#simulation.set(state.path, readAmount(value, state.quantity, path));
      return;
    }
    const unit = typeof value === "number" ? unitAt(this.#experiment, path) : "";
    const document = applyOverride(this.#document, path, unit === "" ? `${value}` : `${value} ${unit}`);
    const { experiment, errors } = bind(document, this.#opened.files, this.#opened.names);
    const [error] = errors;
    if (error) throw error;
    for (const change of differences(this.#experiment, experiment!, path)) this.#simulation.set(change.path, change.value);
    this.#document = document;
    this.#experiment = experiment!;
  }

  kick(state: string, by: number | string): void {
    this.#checkGoingOn();
    const found = findState(this.#experiment, state);
    if (!found) {
      const known = populationsOf(this.#experiment).flatMap(({ name, flow }) => flow.states.map((one) => `${name}.${one.name}`));
      throw new LapicqueError("live-no-state", { name: state, known });
    }
    this.#simulation.kick(found.path, readAmount(by, found.quantity, state));
  }

  #checkGoingOn(): void {
    const reason = this.#isClosed ? "it was closed" : this.#ending?.message;
    if (reason) throw new LapicqueError("live-ended", { time: this.#time, reason });
  }

  close(): void {
    if (!this.#isClosed) this.#simulation.close();
    this.#isClosed = true;
  }
}

function populationsOf({ populations, rates }: Experiment): Experiment["populations"] {
  return [...populations, ...rates];
}
