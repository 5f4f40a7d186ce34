/** Populations of few modes that act on one another, on a grid of time. */
import { normalQuantile, Xoshiro } from "../../base/index.ts";
import type { Reason } from "../../contract/index.ts";
import {
  type CohortPlan,
  initialAges,
  MeanField,
  planCohorts,
  type RecordedNetwork,
  type RecordedRun,
  SharedNetwork,
  type SharedNetworkState,
  withInputPotentials,
} from "../../kernels/index.ts";
import type { Experiment } from "../../model/index.ts";
import { amplitudeOfAges, type InputNeuron, type NoCoefficients, renewalLaw, withHeights } from "../../theory/index.ts";
import { type Limits, limitsAt } from "./limits.ts";
import { type Beginning, ModePopulation, type ModesState } from "./mode-population.ts";
import { type ModeKind, type ModeOptions, optionsOf } from "./options.ts";

/** Prepared, before the coefficients are known. */
export interface ModePlan {
  readonly experiment: Experiment;
  readonly options: ModeOptions;
  readonly seed: number;
  readonly step: number;
  /** The populations with their input potentials. */
  readonly cohorts: CohortPlan;
  /** The states that are the input potentials, by population of the document. */
  readonly potentials: ReadonlyMap<string, { readonly state: string; readonly isMembrane: boolean }>;
  readonly populations: CohortPlan["populations"];
  readonly knowsSharedOnly: true;
}

/** Prepares an experiment that the scale has accepted. */
export function planModes(experiment: Experiment, seed: number, kind: ModeKind): ModePlan {
  const { experiment: extended, potentials } = withInputPotentials(experiment, kind.id);
  const cohorts = planCohorts(extended, { seed, precision: "f64x2", noise: "none", correction: "none", grid: "coarse" });
  return {
    experiment,
    options: optionsOf(experiment, kind),
    seed,
    step: cohorts.step,
    cohorts,
    potentials,
    populations: cohorts.populations,
    knowsSharedOnly: true,
  };
}

/** Everything that moves. */
export interface ModeNetworkState {
  readonly tick: number;
  readonly shared: SharedNetworkState;
  readonly generators: readonly Int32Array[];
  readonly populations: readonly ModesState[];
}

export class ModeNetwork implements RecordedNetwork {
  readonly plan: ModePlan;
  readonly shared: SharedNetwork;
  readonly populations: readonly ModePopulation[];
  readonly runs: readonly RecordedRun[];
  readonly #field: MeanField;
  /** Places of the input potentials. */
  readonly #places: Int32Array;
  readonly #sizes: Float64Array;
  readonly #draws: readonly Xoshiro[];
  readonly #generators: readonly Int32Array<ArrayBuffer>[];
  #tick = 0;

  /** Undefined: the machine has no memory. */
  static open(plan: ModePlan): ModeNetwork | undefined {
    const shared = SharedNetwork.open(plan.cohorts);
    return shared && new ModeNetwork(plan, shared);
  }

  private constructor(plan: ModePlan, shared: SharedNetwork) {
    const { cohorts, potentials, options, step, seed } = plan;
    this.plan = plan;
    this.shared = shared;
    this.#field = new MeanField(cohorts.experiment);
    shared.begin();
    this.#places = Int32Array.from(shared.runs, (run) => run.placeOf(potentials.get(run.model.population.name)!.state));
    this.#sizes = Float64Array.from(shared.runs, ({ size }) => size);
    this.populations = shared.runs.map((run, i) => {
      const { state, isMembrane } = potentials.get(run.model.population.name)!;
      if (isMembrane) shared.write(this.#places[i]!, this.#restOf(i, state));
      return new ModePopulation(
        this.#neuronOf(i, state),
        shared.read(this.#places[i]!),
        run.size,
        step,
        options.modes(run.model.population.name),
        options,
      );
    });
    this.runs = shared.runs.map((run, i) => recordedRun(run, this.populations[i]!));
    this.#generators = shared.runs.map(() => Int32Array.of(1, 2, 3, 4));
    this.#draws = shared.runs.map(({ model, from }, i) =>
      new Xoshiro(seed, `${model.population.name} spikes`, this.#generators[i]).start(from, 0, 0),
    );
  }

  #neuronOf(i: number, state: string): InputNeuron {
    const at = (value: number) => this.#field.neuronAt(i, state, value);
    return {
      at,
      slopes: (value, law) => withHeights(this.#field.slopesAt(i, state, value), at(value), law),
      column: this.plan.cohorts.populations[i]!.model.reading.common.indexOf(state),
    };
  }

  /** Where the input potential of a membrane settles without spikes: populations begin as if they had not been connected before. */
  #restOf(i: number, state: string): number {
    const { populations } = this.plan.cohorts;
    const silence = new Float64Array(populations.length);
    return this.#field.shared(i, silence)[populations[i]!.model.reading.common.indexOf(state)]!;
  }

  /** Begins as the document says: with neurons that have not fired, or at their ages. */
  begin(): Reason | undefined {
    for (const [i, population] of this.populations.entries()) {
      const trouble = population.begin(this.#beginning(i));
      if (trouble !== undefined) return this.#reason(i, trouble);
    }
    return undefined;
  }

  /** The amplitudes of a population as functions of the eigenvalue. */
  #beginning(i: number): Beginning {
    const { model, cell, shape } = this.plan.cohorts.populations[i]!;
    const { state } = this.plan.potentials.get(cell.population.name)!;
    const input = this.shared.read(this.#places[i]!);
    const parts = initialAges(cell.population, cell.from, model.step, shape.oldest + model.rest);
    const law = renewalLaw(parts ? this.#field.neuronAt(i, state, input) : this.#field.unfiredAt(i, state, input));
    if (law.kind !== "law") return { kind: law.kind, input, found: 0 };
    if (parts === undefined) return { kind: "amplitudes", at: law.laplace };
    const ages = parts.map((_, k) => k * model.step);
    return { kind: "amplitudes", at: (lambda) => amplitudeOfAges(law, lambda, ages, parts) };
  }

  /** Makes the step that ends at `tick`, the next one. */
  advance(tick: number): Reason | undefined {
    const isNoisy = this.plan.options.noise === "gaussian";
    this.#tick = tick;
    this.shared.advance(tick);
    for (let i = 0; i < this.populations.length; i++) {
      const population = this.populations[i]!;
      const normal = isNoisy ? normalQuantile(this.#draws[i]!.uniform()) : 0;
      const trouble = population.advance(this.shared.read(this.#places[i]!), normal);
      if (trouble !== undefined) return this.#reason(i, trouble);
      this.shared.note(tick, i, population.spikes * this.#sizes[i]!);
    }
    this.shared.finish(tick);
    return undefined;
  }

  /** Spikes of a population in the last step. */
  spikes(i: number): number {
    return this.populations[i]!.spikes * this.#sizes[i]!;
  }

  lowFrequencyPower(i: number): number | undefined {
    return this.plan.options.noise === "none" ? undefined : this.populations[i]!.lowFrequencyPower;
  }

  /** How far the modes of each population, the first part of it, are from all ages at the input that it is at; of those whose modes are known there. */
  limits(): ReadonlyMap<string, Limits> {
    const { potentials, options } = this.plan;
    const found = new Map<string, Limits>();
    for (const [i, { model }] of this.shared.runs.entries()) {
      const where = model.population.name;
      if (found.has(where)) continue;
      const { state, isMembrane } = potentials.get(where)!;
      const { chart, potential } = this.populations[i]!;
      const hasRemainder = options.remainder !== "none";
      const limits = limitsAt({ neuron: this.#neuronOf(i, state), chart, input: potential, hasRemainder, isMembrane });
      if (limits !== undefined) found.set(where, limits);
    }
    return found;
  }

  #reason(i: number, { kind, input, found }: NoCoefficients): Reason {
    const { cohorts, potentials, options } = this.plan;
    const { population } = cohorts.populations[i]!.cell;
    const where = population.name;
    const { unit, factor } = cohorts.experiment.populations
      .find((one) => one.name === where)!
      .flow.states.find(({ name }) => name === potentials.get(where)!.state)!;
    const at = `${Number((input / factor).toPrecision(6))}${unit === "" ? "" : ` ${unit}`}`;
    switch (kind) {
      case "few":
        return { code: "modes-few", data: { where, input: at, found, asked: options.modes(where) } };
      case "silent":
        return { code: "modes-silent", data: { where, input: at } };
      case "unresolved":
        return { code: "modes-unresolved", data: { where, input: at } };
      default:
        return { code: "modes-meeting", data: { where, input: at } };
    }
  }

  save(): ModeNetworkState {
    return {
      tick: this.#tick,
      shared: this.shared.save(),
      generators: this.#generators.map((state) => state.slice()),
      populations: this.populations.map((one) => one.save()),
    };
  }

  restore({ tick, shared, generators, populations }: ModeNetworkState): void {
    this.#tick = tick;
    this.shared.restore(shared);
    for (const [i, state] of generators.entries()) this.#generators[i]!.set(state);
    for (const [i, one] of this.populations.entries()) one.restore(populations[i]!);
  }

  close(): void {
    this.shared.close();
    this.#field.close();
  }
}

/** A population of modes as it is recorded: what all neurons share is the same for those that are known. */
function recordedRun(run: SharedNetwork["runs"][number], population: ModePopulation): RecordedRun {
  let observed: ArrayLike<number> = [];
  return {
    model: run.model,
    from: run.from,
    size: run.size,
    gridError: 0,
    get present() {
      return population.mass * run.size;
    },
    observe(time) {
      observed = run.observe(time);
    },
    sumOf: (k) => population.mass * run.size * observed[k]!,
  };
}
