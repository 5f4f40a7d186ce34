/** Densities over potential and conductance, as a run moves them. */
import { LapicqueError } from "../../base/index.ts";
import type { Reason } from "../../contract/index.ts";
import {
  DensityRecorder,
  gridTime,
  type PlaneNetwork,
  type PlaneNetworkState,
  type PlanePopulation,
  planeTaps,
} from "../../kernels/index.ts";
import type { Changed, Populations, Trouble } from "../population-simulation.ts";

/** Part of the conductances at each end of the grid at which few should be; parts of the neurons that are said, and that end the run. */
const [edge, worthSaying, tooMany] = [0.02, 1e-6, 0.01];

/** Steps between two looks at it. */
const lookEvery = 10;

/** What is kept to go on from. */
interface Saved {
  readonly network: PlaneNetworkState;
  readonly tick: number;
  readonly atEnds: Float64Array;
}

export class Planes implements Populations<Saved> {
  readonly recorder: DensityRecorder<PlanePopulation>;
  readonly #network: PlaneNetwork;
  /** Largest parts of the neurons near the lower and the upper end {populations, 2}. */
  readonly #atEnds: Float64Array;
  #tick = 0;

  constructor(network: PlaneNetwork) {
    this.#network = network;
    this.recorder = new DensityRecorder(network.plan, network.populations, planeTaps(network.plan));
    this.#atEnds = new Float64Array(2 * network.populations.length);
  }

  begin(): undefined {
    this.#network.begin();
  }

  advance(tick: number): Trouble | undefined {
    this.#network.advance(tick);
    this.#tick = tick;
    const lost = this.#network.populations.findIndex(({ activity, fired }) => !Number.isFinite(activity + fired));
    if (lost >= 0) {
      const { cell } = this.#network.plan.cells[lost]!;
      return { kind: "diverged", reason: { code: "density-not-finite", data: { where: cell.population.name, time: this.#time } } };
    }
    return tick % lookEvery === 0 ? this.#look() : undefined;
  }

  get #time(): string {
    const { step, experiment } = this.#network.plan;
    return `${gridTime(this.#tick, step)}${experiment.units === "physical" ? " ms" : ""}`;
  }

  /** Looks at the ends of the conductances, but at those where the equations reflect it. */
  #look(): Trouble | undefined {
    for (const [i, population] of this.#network.populations.entries()) {
      const { g } = population.medium.grid;
      const near = Math.ceil(edge * g.cells);
      const { bounds } = population.medium.reading;
      const shares = [
        g.low > bounds[0] ? population.massOf(0, near) : 0,
        g.high < bounds[1] ? population.massOf(g.cells - near, g.cells) : 0,
      ];
      for (const [k, share] of shares.entries()) {
        this.#atEnds[2 * i + k] = Math.max(this.#atEnds[2 * i + k]!, share);
        if (share > tooMany) return { kind: "diverged", reason: { code: "plane-leaves", data: { ...this.#said(i, k), time: this.#time } } };
      }
    }
    return undefined;
  }

  /** Who is near which end. */
  #said(i: number, k: number) {
    const { cell, grid, reading } = this.#network.plan.cells[i]!;
    const { unit, factor } = reading.flow.states.find(({ name }) => name === reading.conductance)!;
    const end = Number(((k === 0 ? grid.g.low : grid.g.high) / factor).toPrecision(6));
    const share = `${Number((100 * this.#atEnds[2 * i + k]!).toPrecision(2))} %`;
    return { where: cell.population.name, share, state: reading.conductance, end: `${end}${unit && ` ${unit}`}` };
  }

  drive(time: number): void {
    this.#network.drive(time);
  }

  set({ path, population, name }: Changed, value: number): void {
    const time = gridTime(this.#tick, this.#network.plan.step);
    for (const medium of this.#mediaOf(population)) {
      const { potential, conductance } = medium.reading;
      if (name === potential || name === conductance) throw new LapicqueError("density-set", { path, population, state: name });
      medium.set(name, value, time);
    }
    this.#network.jump(time);
  }

  kick({ path, population, name }: Changed): void {
    throw new LapicqueError("density-set", { path, population, state: name });
  }

  #mediaOf(population: string) {
    return this.#network.media.filter(({ reading }) => reading.population.name === population);
  }

  remarks(): readonly Reason[] {
    return [...this.#atEnds].flatMap((share, at): readonly Reason[] =>
      share > worthSaying ? [{ code: "plane-edge", data: this.#said(Math.floor(at / 2), at % 2) }] : [],
    );
  }

  save(): Saved {
    return { network: this.#network.save(), tick: this.#tick, atEnds: this.#atEnds.slice() };
  }

  restore({ network, tick, atEnds }: Saved): void {
    this.#tick = tick;
    this.#atEnds.set(atEnds);
    this.#network.restore(network, gridTime(Math.max(0, tick - 1), this.#network.plan.step));
  }

  close(): void {
    this.#network.close();
  }
}
