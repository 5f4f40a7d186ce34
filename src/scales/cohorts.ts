/** What the scales of populations whose neurons are told apart by their last spike share. */
import { LapicqueError } from "../base/index.ts";
import type { Options, Outcome, Plan, Reason, Scale, Simulation, Snapshot } from "../contract/index.ts";
import {
  CohortNetwork,
  type CohortOptions,
  type CohortPlan,
  CohortRecorder,
  type CohortState,
  cohortBytes,
  cohortChannels,
  cohortReasons,
  cohortWork,
  gridTime,
  planCohorts,
  quasiRenewalGap,
  samplingInterval,
} from "../kernels/index.ts";
import type { Experiment } from "../model/index.ts";

/** What distinguishes them. */
export interface CohortScale {
  readonly id: string;
  /** Options of the document with their values; the first is the default. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  options(chosen: Readonly<Record<string, string>>): Omit<CohortOptions, "seed">;
}

/** Makes the scale. */
export function cohortScale({ id, choices, options }: CohortScale): Scale {
  const chosenOf = (experiment: Experiment) => {
    const given = experiment.run.options?.[id] ?? {};
    return Object.fromEntries(Object.entries(choices).map(([name, values]) => [name, `${given[name] ?? values[0]!}`]));
  };
  const planOf = (experiment: Experiment, { seed }: Options) => planCohorts(experiment, { ...options(chosenOf(experiment)), seed });
  return {
    id,
    accepts: (experiment) => [...optionReasons(experiment, id, choices), ...cohortReasons(experiment, id)],
    plan(experiment, given): Plan {
      const plan = planOf(experiment, given);
      const { binned, sampled } = cohortChannels(plan);
      return {
        experiment,
        options: given,
        channels: [...binned, ...sampled].map(({ channel }) => channel),
        atoms: 1,
        needs: needsOf(plan),
        clock: { kind: "grid", step: plan.step },
        ...(options(chosenOf(experiment)).noise === "none" ? { isDeterministic: true } : {}),
        chosen: { method: experiment.run.method, step: plan.step, every: samplingInterval(experiment), ...chosenOf(experiment) },
      };
    },
    create: (plan) => new CohortSimulation(planOf(plan.experiment, plan.options), plan.options),
  };
}

function optionReasons({ run }: Experiment, scale: string, choices: CohortScale["choices"]): readonly Reason[] {
  return Object.entries(run.options?.[scale] ?? {}).flatMap(([name, given]): readonly Reason[] => {
    const known = choices[name];
    if (known === undefined) return [{ code: "scale-option", data: { scale, name, known: Object.keys(choices) } }];
    return known.includes(`${given}`) ? [] : [{ code: "scale-option-value", data: { scale, name, given: `${given}`, known: [...known] } }];
  });
}

function needsOf(plan: CohortPlan): Plan["needs"] {
  const { populations, experiment, step } = plan;
  return {
    neurons: populations.reduce((sum, { cell }) => sum + cell.to - cell.from, 0),
    connections: 0,
    bytes: cohortBytes(plan),
    seconds: 1e-9 * (experiment.run.duration / step) * cohortWork(plan),
  };
}

/** What a snapshot holds. */
interface State {
  readonly tick: number;
  readonly hasBegun: boolean;
  readonly network: CohortState;
  readonly recorder: unknown;
}

/** Steps between two looks for numbers that are not finite. */
const checkEvery = 100;

class CohortSimulation implements Simulation {
  time = 0;
  readonly #network: CohortNetwork | undefined;
  readonly #recorder: CohortRecorder | undefined;
  readonly #plan: CohortPlan;
  readonly #lastTick: number;
  #tick = 0;
  #hasBegun = false;

  constructor(plan: CohortPlan, { endless }: Options) {
    this.#plan = plan;
    this.#network = CohortNetwork.open(plan);
    this.#recorder = this.#network && new CohortRecorder(this.#network);
    this.#lastTick = endless ? Number.POSITIVE_INFINITY : Math.round(plan.experiment.run.duration / plan.step);
  }

  advance(until: number): Outcome {
    const [network, recorder] = [this.#network, this.#recorder];
    if (network === undefined || recorder === undefined) {
      const gigabytes = Number((cohortBytes(this.#plan) / 1e9).toPrecision(2));
      return { kind: "does-not-fit", t: 0, reason: { code: "does-not-fit", data: { gigabytes } } };
    }
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      network.begin();
      recorder.take(0);
    }
    const { step, experiment } = this.#plan;
    const target = Math.min(this.#lastTick, Math.floor(until / step + 1e-9));
    while (this.#tick < target) {
      network.advance(++this.#tick);
      recorder.take(this.#tick);
      const lost = this.#tick % checkEvery === 0 ? network.notFinite() : undefined;
      if (lost === undefined) continue;
      this.time = gridTime(this.#tick, step);
      const time = `${this.time}${experiment.units === "physical" ? " ms" : ""}`;
      return { kind: "diverged", t: this.time, reason: { code: "not-finite", data: { name: lost.name, where: lost.where, time } } };
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
    const adapting = this.#plan.populations.flatMap((population): readonly Reason[] => {
      const gap = quasiRenewalGap(population);
      if (gap === undefined) return [];
      return [{ code: "quasi-renewal", data: { where: population.cell.population.name, percent: Math.ceil(100 * gap) } }];
    });
    return [...this.#plan.means.map((where): Reason => ({ code: "mean-connections", data: { where } })), ...adapting];
  }

  set(path: string, value: number): void {
    const { population, name } = parsed(path);
    for (const run of this.#runs(population)) {
      if (run.model.flow.states.some((state) => state.name === name)) run.setState(name, value);
      else run.change(name, value);
    }
    this.#drive();
  }

  kick(path: string, by: number): void {
    const { population, name } = parsed(path);
    for (const run of this.#runs(population)) run.kick(name, by);
  }

  #runs(population: string) {
    return this.#network?.runs.filter(({ model }) => model.population.name === population) ?? [];
  }

  #drive(): void {
    for (const run of this.#network?.runs ?? []) run.drive(gridTime(this.#tick, this.#plan.step), this.#tick);
  }

  save(): Snapshot {
    const state: State = { tick: this.#tick, hasBegun: this.#hasBegun, network: this.#network!.save(), recorder: this.#recorder!.save() };
    return { time: this.time, state };
  }

  restore({ time, state }: Snapshot): void {
    // What `save` of the same plan has made.
    const { tick, hasBegun, network, recorder } = state as State;
    this.time = time;
    this.#tick = tick;
    this.#hasBegun = hasBegun;
    this.#network?.restore(network);
    this.#recorder?.restore(recorder);
    this.#drive();
  }

  close(): void {
    this.#network?.close();
  }
}

/** `POP.NAME`. */
function parsed(path: string): { readonly population: string; readonly name: string } {
  const [, population, index, name] = /^(\w+)(\[\d+\])?\.(.+)$/.exec(path) ?? [];
  if (index !== undefined || population === undefined || name === undefined) throw new LapicqueError("cohort-index", { path });
  return { population, name };
}
