/** When a solution ceases to be, and how well that is known: the same run at smaller steps, and on a coarser grid. */
import { log } from "../../base/index.ts";
import { DensityNetwork, type DensityPlan } from "../../kernels/index.ts";

/** What is known of the time. */
export interface BlowUpTime {
  readonly time: number;
  /** Absent: the runs do not agree that there is a blow-up. */
  readonly error?: number;
  /** Times of the runs at the step, its half and its quarter, and on half as many cells at the step; the order in time that the first three show. */
  readonly byStep: readonly number[];
  readonly onCoarse?: number;
  readonly order?: number;
}

/** Orders in time that a scheme may show; beyond, the runs are not yet in the range where an order means anything. */
const orders = [0.5, 3] as const;

/** Steps that are made in one go. */
const stretch = 200;

/** How much longer a run may go on without blow-up until it is taken to have none. */
const patience = 1.25;

/** Runs that are made one after the other, a few steps at a time. */
export class BlowUpSearch {
  readonly #plans: readonly (() => DensityPlan)[];
  readonly #first: number;
  readonly #found: (number | undefined)[] = [];
  #network: DensityNetwork | undefined;
  #tick = 0;

  /** @param planOf  the plan with as many steps in the place of one, and with one cell in the place of so many */
  constructor(first: number, planOf: (steps: number, cells: number) => DensityPlan) {
    this.#first = first;
    this.#plans = [() => planOf(2, 1), () => planOf(4, 1), () => planOf(1, 2)];
  }

  /** Goes on for a while. The answer, when it is known. */
  advance(): BlowUpTime | undefined {
    const plan = this.#plans[this.#found.length];
    if (plan === undefined) return this.#answer();
    this.#network ??= new DensityNetwork(plan());
    const network = this.#network;
    const { step } = network.plan;
    for (let k = 0; k < stretch; k++) {
      const trouble = network.advance(++this.#tick);
      const isOver = this.#tick * step > patience * this.#first + 4 * step;
      if (trouble === undefined && !isOver) continue;
      this.#found.push(trouble?.kind === "blow-up" ? trouble.time : undefined);
      network.close();
      this.#network = undefined;
      this.#tick = 0;
      break;
    }
    return undefined;
  }

  #answer(): BlowUpTime {
    const [half, quarter, coarse] = this.#found;
    const whole = this.#first;
    if (half === undefined || quarter === undefined) return { time: whole, byStep: [whole] };
    const byStep = [whole, half, quarter];
    const [before, last] = [half - whole, quarter - half];
    const shown = before * last > 0 ? log(before / last) / Math.LN2 : Number.NaN;
    const order = shown >= orders[0] && shown <= orders[1] ? shown : undefined;
    // Without an order, the last halving alone says how well the time is known.
    const rest = order === undefined ? 0 : last / (before / last - 1);
    // Fluxes are of second order in the width of the cells.
    const byGrid = coarse === undefined ? 0 : (whole - coarse) / 3;
    return {
      time: quarter + rest + byGrid,
      // As far as extrapolation has moved the time of the run itself.
      ...(coarse === undefined
        ? {}
        : { error: Math.max(Math.abs(last), Math.abs(rest + quarter - whole)) + Math.abs(byGrid), onCoarse: coarse }),
      byStep,
      ...(order === undefined ? {} : { order }),
    };
  }

  close(): void {
    this.#network?.close();
  }
}
