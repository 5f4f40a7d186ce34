/** What the scales `cell` and `rate` share: independent units, integrated one after the other. */
import { InternalError, LapicqueError, onceForEach } from "../base/index.ts";
import type { Channel, Options, Outcome, Part, Plan, Reason, Scale, Simulation } from "../contract/index.ts";
import {
  type Choice,
  choose,
  memoryOf,
  type Neuron,
  programOf,
  samplingInterval,
  signalsOf,
  stimulationOf,
  systemOf,
  tapsOf,
  Units,
} from "../kernels/index.ts";
import { suggest } from "../language/index.ts";
import type { Demand, Experiment, Population } from "../model/index.ts";

/** What distinguishes the two. */
export interface UnitScale {
  readonly id: string;
  populations(experiment: Experiment): readonly Population[];
  /** Why the scale does not fit, apart from methods and what is never there at a scale of single units. */
  refuse(experiment: Experiment): readonly Reason[];
}

/** Makes the scale. */
export function unitScale({ id, populations, refuse }: UnitScale): Scale {
  return {
    id,
    accepts(experiment): readonly Reason[] {
      const reasons = [
        ...experiment.demands.filter((demand) => !isServed(demand)).map((demand) => lacks(id, demand)),
        ...refuse(experiment),
      ];
      if (reasons.length > 0) return reasons;
      return populations(experiment).flatMap((population) => {
        const chosen = chooseFor(experiment, population);
        const reason = "code" in chosen ? chosen : tooMuch(experiment, population, chosen);
        return reason === undefined ? [] : [reason];
      });
    },
    plan: (experiment, options) => makePlan(experiment, populations(experiment), options),
    create: (plan, part) => new UnitSimulation(makeUnits(plan, populations(plan.experiment), part)),
    system: (experiment, name) => systemOf(experiment, populationNamed(populations(experiment), name)),
  };
}

/** The population of the name; the first without a name. */
export function populationNamed(populations: readonly Population[], name: string | undefined): Population {
  if (populations.length === 0) throw new LapicqueError("no-units", {});
  const found = name === undefined ? populations[0] : populations.find((one) => one.name === name);
  if (found !== undefined) return found;
  const known = populations.map((one) => one.name);
  throw new LapicqueError("unknown-population", { name: name ?? "", suggestions: suggest(name ?? "", known), known });
}

/** A hazard fires in continuous time here; everything else that a document may demand needs a later scale. */
function isServed(demand: Demand): boolean {
  return demand.feature === "hazard";
}

function lacks(scale: string, { feature, where }: Demand): Reason {
  return { code: "scale-lacks", data: { scale, feature, where } };
}

/** Recorded numbers that are held until the end of a run: 0.8 GB. */
const mostValues = 1e8;
/** Beyond it the times of neighbouring steps lie only some hundred spacings of doubles apart. */
const mostSteps = 1e13;

/** What no machine could finish. */
function tooMuch(experiment: Experiment, population: Population, { step = Number.POSITIVE_INFINITY }: Choice): Reason | undefined {
  const { run } = experiment;
  const steps = run.duration / step;
  if (steps > mostSteps) return { code: "step-too-small", data: { steps: Number(steps.toPrecision(2)), most: mostSteps } };
  const samples = (run.duration - run.transient) / samplingInterval(experiment);
  const count = samples * signalsOf(experiment, population).length * population.size;
  if (!(count > mostValues)) return undefined;
  return { code: "too-many-samples", data: { count: Number(count.toPrecision(2)), where: population.name, most: mostValues } };
}

/** What was chosen for an experiment, which is asked for three times: to accept it, to plan it and to make its units. */
const choicesOf = onceForEach((_: Experiment) => new Map<Population, Choice | Reason>());

function chooseFor(experiment: Experiment, population: Population): Choice | Reason {
  const known = choicesOf(experiment);
  const chosen = known.get(population) ?? choose(experiment, population, stimulationOf(experiment, population, experiment.run.seed).drives);
  known.set(population, chosen);
  return chosen;
}

function chosenFor(experiment: Experiment, population: Population): Choice {
  const chosen = chooseFor(experiment, population);
  if ("code" in chosen) throw new InternalError(`${population.name} was planned although it is refused (${chosen.code})`);
  return chosen;
}

function makePlan(experiment: Experiment, populations: readonly Population[], options: Options): Plan {
  const channels: Channel[] = [];
  const chosen: Record<string, string | number> = { every: samplingInterval(experiment) };
  let bytes = 0;
  let atoms = 0;
  for (const population of populations) {
    const { method, step, tolerance, preparation } = chosenFor(experiment, population);
    const program = programOf(experiment, population, stimulationOf(experiment, population, options.seed), preparation);
    channels.push(...tapsOf(experiment, population, program).map((tap) => tap.channel));
    bytes += 8 * memoryOf(program).each * population.size;
    atoms += population.size;
    const prefix = populations.length > 1 ? `${population.name}.` : "";
    chosen[`${prefix}method`] = method;
    if (step !== undefined) chosen[`${prefix}step`] = step;
    else if (method !== "exact") chosen[`${prefix}tolerance`] = tolerance;
  }
  return { experiment, options, channels, atoms, needs: { neurons: atoms, connections: 0, bytes }, clock: { kind: "free" }, chosen };
}

/** Atoms are the neurons of all populations, one population after the other. */
function makeUnits({ experiment, options }: Plan, populations: readonly Population[], part: Part): ReadonlyMap<string, Units> {
  const units = new Map<string, Units>();
  let first = 0;
  for (const population of populations) {
    const [from, to] = [Math.max(part.from - first, 0), Math.min(part.to - first, population.size)];
    if (from < to) units.set(population.name, new Units(experiment, population, options, chosenFor(experiment, population), from, to));
    first += population.size;
  }
  return units;
}

/** Steps between two looks of the caller at the clock and at its user: some ten milliseconds of work. */
const stepsAtOnce = 10_000;

class UnitSimulation implements Simulation {
  time = 0;
  readonly #units: readonly Units[];
  readonly #populations: ReadonlyMap<string, Units>;
  /** Every neuron is at `time`. */
  #isReached = true;

  constructor(populations: ReadonlyMap<string, Units>) {
    this.#populations = populations;
    this.#units = [...populations.values()];
  }

  advance(until: number): Outcome {
    let failure: Exclude<Outcome, { kind: "reached" | "paused" }> | undefined;
    this.time = until;
    for (const one of this.#units) {
      one.advance(Math.min(until, failure?.t ?? until), stepsAtOnce / this.#units.length);
      if (one.failure !== undefined && (failure === undefined || one.failure.t < failure.t)) failure = one.failure;
    }
    // All others come as far as the one that failed, so that what was computed does not depend on how the run was split.
    for (const one of this.#units) this.time = Math.min(this.time, one.time);
    if (failure !== undefined && this.time >= failure.t) {
      this.time = failure.t;
      return failure;
    }
    this.#isReached = this.time >= until;
    return this.#isReached ? { kind: "reached" } : { kind: "paused", t: this.time };
  }

  set(path: string, value: number): void {
    this.#change(path, (neuron, name) => neuron.change(name, "set", value, this.time));
  }

  kick(path: string, by: number): void {
    this.#change(path, (neuron, name) => neuron.change(name, "add", by, this.time));
  }

  #change(path: string, apply: (neuron: Neuron, name: string) => void): void {
    const [, population = "", index, name = ""] = /^(\w+)(?:\[(\d+)\])?\.(.+)$/.exec(path) ?? [];
    const units = this.#populations.get(population);
    if (units === undefined) throw new InternalError(`${path} names no population of this part`);
    if (!this.#isReached) throw new InternalError(`${path} was changed while some neurons were behind others`);
    const [from, to] = index === undefined ? [0, Number.POSITIVE_INFINITY] : [Number(index), Number(index) + 1];
    units.change(from, to, (neuron) => apply(neuron, name));
  }

  drain(sink: Parameters<Simulation["drain"]>[0]): void {
    for (const one of this.#units) one.drain(this.time, sink);
  }

  close(): void {
    for (const one of this.#units) one.close();
  }
}
