/** Stationary states over a parameter: branches by pseudo-arclength, with folds and Hopf points located to rounding. */
import type { StationaryProblem, SteadyChange, SteadyOver } from "../../contract/index.ts";
import type { Branch } from "../continuation/branch.ts";
import { EquilibriumCurve } from "../continuation/curve.ts";
import { equilibriumBranches } from "../continuation/equilibria.ts";
import { unstableCount } from "../continuation/events.ts";
import { solutionsOf } from "./states.ts";

export interface SteadyOverOptions {
  /** Index of the parameter, and its range in internal units. */
  readonly parameter: number;
  readonly low: number;
  readonly high: number;
}

/**
 * All branches between two values of a parameter: from every stationary state that is found at nine values of it and lies on none yet.
 *
 * @param p  parameters in internal units {m}; not changed
 */
export function steadyOver(problem: StationaryProblem, p: ArrayLike<number>, { parameter, low, high }: SteadyOverOptions): SteadyOver {
  const { system } = problem;
  const values = Float64Array.from(p);
  const curve = new EquilibriumCurve(system, values, parameter, high - low, problem.spectrum?.bind(problem));
  const find = (value: number) => {
    values[parameter] = value;
    return solutionsOf(problem, values);
  };
  const branches = equilibriumBranches(curve, low, high, find);
  const { name, unit, factor } = system.parameters[parameter]!;
  const reading = new Reading(problem, curve);
  return {
    parameter: { name, unit, low: low / factor, high: high / factor },
    branches: branches.map((branch) => reading.branch(branch)),
    changes: branches.flatMap(({ events }) => events.flatMap((event) => reading.change(event))).sort((a, b) => a.parameter - b.parameter),
  };
}

/** Points of the curve in the units of the user. */
class Reading {
  readonly #problem: StationaryProblem;
  readonly #curve: EquilibriumCurve;
  readonly #factor: number;

  constructor(problem: StationaryProblem, curve: EquilibriumCurve) {
    this.#problem = problem;
    this.#curve = curve;
    this.#factor = curve.system.parameters[curve.parameter]!.factor;
  }

  branch({ points, events }: Branch): SteadyOver["branches"][number] {
    const curve = this.#curve;
    const special = new Set(events.map(({ index }) => index));
    const rests = points.map((point) => unstableCount(point) === 0);
    const activities = points.map(({ u }) => this.#activities(u));
    return {
      parameter: Float64Array.from(points, ({ u }) => curve.parameterAt(u) / this.#factor),
      states: this.#problem.activities.map((_, k) => Float64Array.from(activities, (all) => all[k]!)),
      // A special point belongs to the stable side.
      stable: Uint8Array.from(points, (_, k) => (rests[k] || (special.has(k) && (rests[k - 1] || rests[k + 1])) ? 1 : 0)),
    };
  }

  change({ type, point }: Branch["events"][number]): readonly SteadyChange[] {
    // Nothing here has a threshold.
    if (type === "grazing") return [];
    const { u, eigenvalues } = point;
    const parameter = this.#curve.parameterAt(u) / this.#factor;
    const { states } = this.#problem.system;
    const at = {
      parameter,
      activities: this.#activities(u),
      state: states.map(({ factor }, i) => (u[i]! * this.#curve.sizes[i]!) / factor),
    };
    if (type !== "Andronov-Hopf") return [{ type: type === "saddle-node" ? "fold" : type, ...at }];
    const pairs = eigenvalues.filter(([, im]) => im > 0);
    const [, omega] = pairs.reduce((nearest, one) => (Math.abs(one[0]) < Math.abs(nearest[0]) ? one : nearest));
    return [{ type: "Hopf", ...at, omega }];
  }

  #activities(u: Float64Array): number[] {
    const x = this.#curve.states(u);
    return this.#problem.activities.map((activity) => activity.of(x, this.#curve.p) / activity.factor);
  }
}
