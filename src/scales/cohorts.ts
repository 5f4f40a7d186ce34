/** What the scales of populations whose neurons are told apart by their last spike share. */
import type { ActivityMeasures, Options, Plan, Reason, Scale } from "../contract/index.ts";
import {
  CohortNetwork,
  type CohortOptions,
  type CohortPlan,
  CohortRecorder,
  type CohortState,
  cohortBytes,
  cohortChannels,
  cohortCount,
  cohortReasons,
  cohortWork,
  gridTime,
  isBelowZero,
  planCohorts,
  quasiRenewalGap,
  type Several,
  samplingInterval,
} from "../kernels/index.ts";
import type { Experiment } from "../model/index.ts";
import { type Changed, PopulationSimulation, type Populations, type Trouble } from "./population-simulation.ts";

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
  /** Asked for three times, to accept an experiment, to plan its run and to begin it. */
  const plans = new WeakMap<Experiment, CohortPlan>();
  const planOf = (experiment: Experiment, { seed }: Options) => {
    const known = plans.get(experiment);
    if (known?.options.seed === seed) return known;
    const plan = planCohorts(experiment, { ...options(chosenOf(experiment)), seed });
    plans.set(experiment, plan);
    return plan;
  };
  return {
    id,
    accepts(experiment) {
      const reasons = [...optionReasons(experiment, id, choices), ...cohortReasons(experiment, id)];
      if (reasons.length > 0) return reasons;
      const { others } = planOf(experiment, { seed: experiment.run.seed });
      return others.map(
        ({ projection }): Reason => ({ code: "cohorts-at-once", data: { scale: id, where: `projections.${projection.name}` } }),
      );
    },
    plan(experiment, given): Plan {
      const plan = planOf(experiment, given);
      const { binned, sampled, profiled } = cohortChannels(plan);
      return {
        experiment,
        options: given,
        channels: [...binned, ...sampled, ...profiled].map(({ channel }) => channel),
        atoms: 1,
        needs: needsOf(plan),
        clock: { kind: "grid", step: plan.step },
        ...(options(chosenOf(experiment)).noise === "none" ? { isDeterministic: true } : {}),
        chosen: { method: experiment.run.method, step: plan.step, every: samplingInterval(experiment), ...chosenOf(experiment) },
      };
    },
    create({ experiment, options: chosen }) {
      const plan = planOf(experiment, chosen);
      const network = CohortNetwork.open(plan);
      return new PopulationSimulation(network && new Cohorts(network), cohortBytes(plan), plan, chosen);
    },
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
    instead: { kind: "cohorts", count: cohortCount(plan) },
    connections: 0,
    bytes: cohortBytes(plan),
    seconds: 1e-9 * (experiment.run.duration / step) * cohortWork(plan),
  };
}

/** Estimated error of an activity, relative, from which on a run says so. */
const worthSaying = 0.01;

/** Steps between two looks for numbers that are not finite, and hazards below 0. */
const checkEvery = 100;

interface CohortsState {
  readonly network: CohortState;
  readonly negative: readonly string[];
}

/** Populations of cohorts, as a run moves them. */
class Cohorts implements Populations<CohortsState> {
  readonly network: CohortNetwork;
  readonly recorder: CohortRecorder;
  /** Populations whose hazard has been below 0 where it was looked at. */
  readonly #negative = new Set<string>();

  constructor(network: CohortNetwork) {
    this.network = network;
    this.recorder = new CohortRecorder(network);
  }

  begin(): undefined {
    this.network.begin();
  }

  advance(tick: number): Trouble | undefined {
    const several = this.network.advance(tick);
    if (several !== undefined) return this.#notUnique(several, tick);
    if (tick % checkEvery !== 0) return undefined;
    for (const { model, portrait } of this.network.runs) if (isBelowZero(portrait)) this.#negative.add(model.population.name);
    const lost = this.network.notFinite();
    if (lost === undefined) return undefined;
    return { kind: "diverged", reason: { code: "not-finite", data: { ...lost, time: this.#timeOf(tick) } } };
  }

  #notUnique({ where, activities }: Several, tick: number): Trouble {
    const { units } = this.network.plan.experiment;
    const [unit, per] = units === "physical" ? [" Hz", 1000] : ["", 1];
    const values = activities.map((one) => `${Number((one * per).toPrecision(3))}${unit}`);
    return { kind: "not-unique", reason: { code: "not-unique", data: { where, time: this.#timeOf(tick), values } } };
  }

  #timeOf(tick: number): string {
    const { step, experiment } = this.network.plan;
    return `${gridTime(tick, step)}${experiment.units === "physical" ? " ms" : ""}`;
  }

  drive(time: number, tick: number): void {
    for (const run of this.network.runs) run.drive(time, tick);
  }

  set({ population, name }: Changed, value: number): void {
    for (const run of this.#runs(population)) {
      if (run.model.flow.states.some((state) => state.name === name)) run.setState(name, value);
      else run.change(name, value);
    }
  }

  kick({ population, name }: Changed, by: number): void {
    for (const run of this.#runs(population)) run.kick(name, by);
  }

  #runs(population: string) {
    return this.network.runs.filter(({ model }) => model.population.name === population);
  }

  remarks(activities: Readonly<Record<string, ActivityMeasures>>): readonly Reason[] {
    const { populations, means } = this.network.plan;
    const adapting = populations.flatMap((population): readonly Reason[] => {
      const gap = quasiRenewalGap(population);
      if (gap === undefined) return [];
      return [{ code: "quasi-renewal", data: { where: population.cell.population.name, percent: Math.ceil(100 * gap) } }];
    });
    const coarse = Object.entries(activities).flatMap(([where, { gridError }]): readonly Reason[] =>
      gridError > worthSaying ? [{ code: "coarse-grid", data: { where, percent: Number((100 * gridError).toPrecision(2)) } }] : [],
    );
    const negative = [...this.#negative].map((where): Reason => ({ code: "hazard-negative", data: { where } }));
    return [...negative, ...means.map((where): Reason => ({ code: "mean-connections", data: { where } })), ...adapting, ...coarse];
  }

  save(): CohortsState {
    return { network: this.network.save(), negative: [...this.#negative] };
  }

  restore({ network, negative }: CohortsState): void {
    this.network.restore(network);
    for (const where of negative) this.#negative.add(where);
  }

  close(): void {
    this.network.close();
  }
}
