/** A run of densities. */
import { LapicqueError } from "../../base/index.ts";
import type { Options, Outcome, Reason, Simulation, Snapshot } from "../../contract/index.ts";
import {
  DensityNetwork,
  type DensityNetworkState,
  type DensityObservables,
  type DensityPlan,
  type DensityPopulation,
  DensityRecorder,
  type DensityTrouble,
  densityTaps,
  FrozenDensities,
  Medium,
  type Relay,
  relaysIn,
} from "../../kernels/index.ts";
import { evaluate } from "../../language/index.ts";
import { BlowUpSearch, type BlowUpTime } from "./blow-up.ts";
import { type Criterion, criterionOf, momentOf } from "./criterion.ts";
import type { ChosenOptions } from "./options.ts";
import { said, saidOfBlowUp, saidOfCriterion, saidOfFilters } from "./words.ts";

/** Part of the grid at its lower end in which nobody should be, and the part of the neurons that is too many. */
const [edge, tooMany] = [0.01, 1e-6];

/** Steps between two looks at it. */
const lookEvery = 100;

/** Part of the largest activity at a blow-up from which on another is of its order. */
const comparable = 0.1;

/** What a snapshot holds. */
interface Saved {
  readonly tick: number;
  readonly hasBegun: boolean;
  readonly wasChanged: boolean;
  readonly network: DensityNetworkState;
  readonly recorder: unknown;
  readonly atEdge: Float64Array;
}

export interface DensitySetting {
  readonly plan: DensityPlan;
  readonly chosen: ChosenOptions;
  readonly options: Options;
  /** The plan with as many steps in the place of one, and with one cell in the place of so many. */
  planOf(steps: number, cells: number): DensityPlan;
}

export class DensitySimulation implements Simulation {
  time = 0;
  readonly #setting: DensitySetting;
  readonly #network: DensityNetwork;
  readonly #recorder: DensityRecorder<DensityPopulation>;
  readonly #relays: readonly Relay[];
  readonly #criterion: Criterion | undefined;
  readonly #lacks: Reason[] = [];
  readonly #lastTick: number;
  #tick = 0;
  #hasBegun = false;
  /** Somebody has changed a value on the way: no other run repeats this one. */
  #wasChanged = false;
  #trouble: DensityTrouble | undefined;
  #search: BlowUpSearch | undefined;
  #ended: Outcome | undefined;
  readonly #atEdge: Float64Array;

  constructor(setting: DensitySetting) {
    const { plan, options } = setting;
    this.#setting = setting;
    this.#network = new DensityNetwork(plan);
    this.#criterion = criterionOf(plan);
    this.#relays = relaysIn(plan.experiment, plan.relays);
    this.#recorder = new DensityRecorder(plan, this.#network.populations, densityTaps(plan, this.#observables()), this.#relays);
    this.#lastTick = options.endless ? Number.POSITIVE_INFINITY : Math.round(plan.experiment.run.duration / plan.step);
    this.#atEdge = new Float64Array(plan.cells.length);
  }

  #observables(): DensityObservables {
    const { plan, chosen } = this.#setting;
    const { recordings } = plan.experiment;
    const asked = (kind: "entropy" | "moment") => recordings.filter(({ what }) => what.kind === kind);
    const entropy = asked("entropy").length > 0 ? this.#entropy() : undefined;
    if (entropy === undefined)
      for (const { population: where } of asked("entropy")) this.#lacks.push({ code: "density-no-steady", data: { where } });
    const exponent = chosen.exponent ?? this.#criterion?.exponent;
    if (exponent === undefined)
      for (const { population: where } of asked("moment")) this.#lacks.push({ code: "density-no-moment", data: { where } });
    const moments = exponent === undefined ? undefined : plan.cells.map((cell) => momentOf(cell, exponent));
    return {
      ...(entropy ? { entropy } : {}),
      ...(moments ? { moment: (i) => moments[i]!(this.#network.populations[i]!.masses, this.#network.populations[i]!.waiting) } : {}),
    };
  }

  /**
   * The relative entropy, sum of P H(m/P) over cells and those that wait, against the stationary masses P under what drives the neurons at the end of the run.
   */
  #entropy(): ((i: number) => number) | undefined {
    const { plan, chosen } = this.#setting;
    const { step, experiment } = plan;
    const media = plan.cells.map(({ reading, cell, grid }) => new Medium(reading, cell.from, grid, step));
    for (const medium of media) medium.drive(experiment.run.duration - step);
    const frozen = new FrozenDensities(plan, media, experiment.run.duration);
    const activities = frozen.consistent();
    const steady = activities && plan.cells.map((_, i) => frozen.masses(i, activities));
    for (const medium of media) medium.close();
    if (steady === undefined) return undefined;
    const h = (x: number) => evaluate(chosen.entropy, () => x);
    const waiting = steady.map((masses) => 1 - masses.reduce((sum, mass) => sum + mass, 0));
    return (i) => {
      const { masses, waiting: now } = this.#network.populations[i]!;
      const there = steady[i]!;
      let sum = waiting[i]! > 1e-12 ? waiting[i]! * h(now / waiting[i]!) : 0;
      for (let k = 0; k < masses.length; k++) if (there[k]! > 0) sum += there[k]! * h(masses[k]! / there[k]!);
      return sum;
    };
  }

  advance(until: number): Outcome {
    if (this.#ended !== undefined) return this.#ended;
    if (this.#trouble !== undefined) return this.#conclude(this.#trouble);
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#network.drive(0);
      this.#recorder.take(0);
    }
    const { step } = this.#setting.plan;
    const target = Math.min(this.#lastTick, Math.floor(until / step + 1e-9));
    while (this.#tick < target) {
      const trouble = this.#network.advance(++this.#tick);
      if (trouble !== undefined) {
        this.#trouble = trouble;
        this.time = trouble.time;
        return this.#conclude(trouble);
      }
      for (const relay of this.#relays) relay.pass((this.#tick - 1) * step, this.#tick * step);
      this.#recorder.take(this.#tick);
      if (this.#tick % lookEvery === 0) this.#look();
    }
    this.time = until;
    return { kind: "reached" };
  }

  /** Ends the run; after a blow-up not before other runs have told how well its time is known. */
  #conclude(trouble: DensityTrouble): Outcome {
    const { plan, planOf } = this.#setting;
    const { experiment } = plan;
    const { time } = trouble;
    if (trouble.kind === "not-finite") {
      const where = plan.cells[trouble.cell]!.cell.population.name;
      return this.#end({
        kind: "diverged",
        t: time,
        reason: { code: "density-not-finite", data: { where, time: said(time, experiment) } },
      });
    }
    let found: BlowUpTime | undefined = { time, byStep: [time] };
    if (!this.#wasChanged) {
      this.#search ??= new BlowUpSearch(time, planOf);
      found = this.#search.advance();
      if (found === undefined) return { kind: "paused", t: Math.min(time, experiment.run.duration) };
    }
    this.#search?.close();
    const reason = saidOfBlowUp(plan, this.#fastest(), found, this.#criterion);
    return this.#end({ kind: "blow-up", t: found.time, ...(found.error === undefined ? {} : { error: found.error }), reason });
  }

  /** The populations whose activity is of the order of the largest. */
  #fastest(): readonly string[] {
    const { populations } = this.#network;
    const most = Math.max(...populations.map(({ activity }) => activity));
    const fast = this.#setting.plan.cells.filter((_, i) => populations[i]!.activity >= comparable * most);
    return [...new Set(fast.map(({ cell }) => cell.population.name))];
  }

  #end(outcome: Outcome): Outcome {
    this.#ended = outcome;
    return outcome;
  }

  #look(): void {
    for (const [i, { masses }] of this.#network.populations.entries()) {
      let sum = 0;
      for (let k = 0; k < edge * masses.length; k++) sum += masses[k]!;
      this.#atEdge[i] = Math.max(this.#atEdge[i]!, sum);
    }
  }

  drain(sink: Parameters<Simulation["drain"]>[0]): void {
    this.#recorder.drain(sink);
  }

  activities() {
    return this.#recorder.activities;
  }

  remarks(): readonly Reason[] {
    const { cells, experiment } = this.#setting.plan;
    const near = cells.flatMap(({ cell, grid }, i): readonly Reason[] => {
      const share = this.#atEdge[i]!;
      if (share <= tooMany) return [];
      const { unit, factor } = cell.population.flow.states.find(({ name }) => name === cells[i]!.reading.potential)!;
      const low = `${Number((grid.low / factor).toPrecision(6))}${unit && ` ${unit}`}`;
      return [{ code: "density-edge", data: { where: cell.population.name, share: Number(share.toPrecision(2)), low } }];
    });
    const asks = experiment.recordings.some(({ what }) => what.kind === "moment");
    const criterion =
      asks && this.#criterion && this.#ended === undefined ? [saidOfCriterion(cells[0]!.cell.population.name, this.#criterion)] : [];
    const displacements = this.#network.media.map(({ displacement }) => displacement);
    return [...this.#lacks, ...near, ...criterion, ...saidOfFilters(this.#setting.plan, displacements)];
  }

  set(path: string, value: number): void {
    const { population, name } = changedAt(path);
    this.#wasChanged = true;
    for (const medium of this.#mediaOf(population)) {
      if (medium.reading.potential === name) throw new LapicqueError("density-set", { path, population, state: name });
      if (medium.reading.common.includes(name)) medium.put(name, value);
      else medium.set(name, value, this.time);
    }
    this.#network.drive(this.time);
  }

  kick(path: string, by: number): void {
    const { population, name } = changedAt(path);
    this.#wasChanged = true;
    for (const medium of this.#mediaOf(population)) {
      const place = medium.reading.common.includes(name) ? medium.placeOf(name) : undefined;
      if (place === undefined) throw new LapicqueError("density-set", { path, population, state: name });
      medium.write(place, medium.read(place) + by);
    }
    this.#network.drive(this.time);
  }

  #mediaOf(population: string): readonly Medium[] {
    return this.#network.media.filter((_, i) => this.#setting.plan.cells[i]!.cell.population.name === population);
  }

  save(): Snapshot {
    const state: Saved = {
      tick: this.#tick,
      hasBegun: this.#hasBegun,
      wasChanged: this.#wasChanged,
      network: this.#network.save(),
      recorder: this.#recorder.save(),
      atEdge: this.#atEdge.slice(),
    };
    return { time: this.time, state };
  }

  restore({ time, state }: Snapshot): void {
    // What `save` of the same plan has made.
    const { tick, hasBegun, wasChanged, network, recorder, atEdge } = state as Saved;
    this.time = time;
    this.#tick = tick;
    this.#hasBegun = hasBegun;
    this.#wasChanged = wasChanged;
    this.#network.restore(network);
    this.#recorder.restore(recorder);
    const { step } = this.#setting.plan;
    for (const relay of this.#relays) relay.pass((tick - 1) * step, tick * step);
    this.#atEdge.set(atEdge);
  }

  close(): void {
    this.#search?.close();
    this.#network.close();
  }
}

/** What `POP.NAME` is about. Throws `cohort-index` for another path, such as that of a single neuron. */
function changedAt(path: string): { readonly population: string; readonly name: string } {
  const [, population, index, name] = /^(\w+)(\[\d+\])?\.(.+)$/.exec(path) ?? [];
  if (index !== undefined || population === undefined || name === undefined) throw new LapicqueError("cohort-index", { path });
  return { population, name };
}
