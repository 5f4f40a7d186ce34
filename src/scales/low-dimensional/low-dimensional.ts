/** The scale of few modes. */
import { LapicqueError } from "../../base/index.ts";
import type { Plan, Reason, Scale } from "../../contract/index.ts";
import { CohortRecorder, cohortChannels, cohortReasons, potentialReasons, samplingInterval } from "../../kernels/index.ts";
import { type Changed, PopulationSimulation, type Populations, type Trouble } from "../population-simulation.ts";
import type { Limits } from "./limits.ts";
import { ModeNetwork, type ModeNetworkState, type ModePlan, planModes } from "./mode-network.ts";
import { type ModeKind, optionReasons } from "./options.ts";

/**
 * The eigenmode expansion of the refractory density equation, with noise of finitely many neurons (Pietras, Gallice & Schwalger 2020,
 * doi 10.1103/PhysRevE.102.022407).
 */
export const lowDimensional: Scale = modeScale({
  id: "low-dimensional",
  hasModes: true,
  choices: { noise: ["gaussian", "none"], lambda: ["interval-variance", "survival"], remainder: ["relaxation", "none"] },
});

/** The same without modes: A = F_0(h), the rate equation of neurons that forget their last spike fast beside their input. */
export const transferRate: Scale = modeScale({
  id: "rate",
  hasModes: false,
  choices: { noise: ["none", "gaussian"], lambda: ["interval-variance", "survival"], remainder: ["none"] },
});

function modeScale(kind: ModeKind): Scale {
  return {
    id: kind.id,
    accepts(experiment) {
      const reasons = [...optionReasons(experiment, kind), ...cohortReasons(experiment, kind.id)];
      return reasons.length > 0 ? reasons : potentialReasons(experiment, kind.id, kind.hasModes);
    },
    plan(experiment, options): Plan {
      const plan = planModes(experiment, options.seed, kind);
      const { noise, lambda, remainder } = plan.options;
      const { binned, sampled } = cohortChannels(plan);
      return {
        experiment,
        options,
        channels: [...binned, ...sampled].map(({ channel }) => channel),
        atoms: 1,
        needs: needsOf(plan),
        clock: { kind: "grid", step: plan.step },
        ...(noise === "none" ? { isDeterministic: true } : {}),
        chosen: {
          method: experiment.run.method,
          step: plan.step,
          every: samplingInterval(experiment),
          noise,
          lambda,
          ...(kind.hasModes ? { modes: modesOf(plan), remainder } : {}),
        },
      };
    },
    create({ experiment, options }) {
      const plan = planModes(experiment, options.seed, kind);
      const network = ModeNetwork.open(plan);
      return new PopulationSimulation(network && new Modes(network), bytesOf(plan), plan, options);
    },
  };
}

/** The number of modes of all, or by population. */
function modesOf({ experiment, options }: ModePlan): number | string {
  const counts = new Set(experiment.populations.map(({ name }) => options.modes(name)));
  return counts.size === 1 ? [...counts][0]! : experiment.populations.map(({ name }) => `${name} ${options.modes(name)}`).join(", ");
}

/** Time of a step of one population with no modes, and of each pair of modes, and of one set of coefficients [ns]. */
const [populationTime, pairTime, chartTime] = [1500, 150, 2e9];

function needsOf(plan: ModePlan): Plan["needs"] {
  const { cohorts, experiment, options, step } = plan;
  const { populations } = cohorts;
  const nanoseconds = populations.reduce((sum, { cell }) => {
    const modes = options.modes(cell.population.name);
    return sum + (experiment.run.duration / step) * (populationTime + pairTime * modes * modes) + chartTime;
  }, 0);
  const modes = populations.reduce((sum, { cell }) => sum + options.modes(cell.population.name), 0);
  return {
    neurons: populations.reduce((sum, { cell }) => sum + cell.to - cell.from, 0),
    // Without modes each population is one rate.
    instead: modes > 0 ? { kind: "modes", count: modes } : { kind: "units", count: populations.length },
    connections: 0,
    bytes: bytesOf(plan),
    seconds: 1e-9 * nanoseconds,
  };
}

/** Bytes of a population: what all neurons share, and the coefficients along its input. */
const bytesOf = ({ cohorts }: ModePlan) => 65536 * cohorts.populations.length;

/** Populations of modes, as a run moves them. */
class Modes implements Populations<ModeNetworkState> {
  readonly network: ModeNetwork;
  readonly recorder: CohortRecorder;

  constructor(network: ModeNetwork) {
    this.network = network;
    this.recorder = new CohortRecorder(network);
  }

  begin(): Trouble | undefined {
    return troubleOf(this.network.begin());
  }

  advance(tick: number): Trouble | undefined {
    return troubleOf(this.network.advance(tick));
  }

  drive(time: number, tick: number): void {
    for (const run of this.network.shared.runs) run.drive(time, tick);
  }

  /** An input takes a value; the parameters are those that the modes were computed with. */
  set({ path, population, name }: Changed, value: number): void {
    const { shared } = this.network;
    for (const run of this.#runs(population)) {
      const { flow } = run.model.population;
      if (flow.inputs.some((input) => input.name === name)) run.hold(name, value);
      else if (run.model.reading.common.includes(name)) shared.write(run.placeOf(name), value);
      else throw new LapicqueError("modes-set", { path });
    }
  }

  kick({ population, name }: Changed, by: number): void {
    const { shared, plan } = this.network;
    for (const run of this.#runs(population)) {
      const state = run.model.reading.common.includes(name) ? name : plan.potentials.get(population)!.state;
      const place = run.placeOf(state);
      shared.write(place, shared.read(place) + by);
    }
  }

  #runs(population: string) {
    return this.network.shared.runs.filter(({ model }) => model.population.name === population);
  }

  remarks(): readonly Reason[] {
    const { plan } = this.network;
    return [
      ...plan.cohorts.means.map((where): Reason => ({ code: "mean-connections", data: { where } })),
      ...[...this.network.limits()].flatMap(([where, limits]) => remarksOn(limits, plan, where)),
    ];
  }

  save(): ModeNetworkState {
    return this.network.save();
  }

  restore(state: ModeNetworkState): void {
    this.network.restore(state);
  }

  close(): void {
    this.network.close();
  }
}

/** Errors of less are not worth saying. */
const worthSaying = 0.01;

function remarksOn({ frequency, response, power, membrane }: Limits, { experiment, options }: ModePlan, where: string): readonly Reason[] {
  const rounded = (value: number) => Number(value.toPrecision(2));
  const at = experiment.units === "physical" ? `${rounded(1000 * frequency)} Hz` : `a frequency of ${rounded(frequency)}`;
  const isNoisy = options.noise !== "none";
  const left: Reason = {
    code: "modes-left-out",
    data: { where, modes: options.modes(where), at, response: rounded(100 * response), power: isNoisy ? rounded(100 * power) : 0 },
  };
  const still: Reason = { code: "modes-still-input", data: { where, at, percent: rounded(100 * membrane) } };
  return [...(Math.max(response, isNoisy ? power : 0) >= worthSaying ? [left] : []), ...(membrane >= worthSaying ? [still] : [])];
}

function troubleOf(reason: Reason | undefined): Trouble | undefined {
  return reason && { kind: "no-convergence", reason };
}
