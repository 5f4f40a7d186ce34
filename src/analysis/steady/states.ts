/** The solutions of a stationary problem, with their stability. */
import type { Spectrum, StationaryProblem, SteadyState, System } from "../../contract/index.ts";
import { fixedPointsOf } from "../continuation/equilibria.ts";
import { eigenvaluesAt } from "../equilibrium.ts";
import { classify } from "../phase/classify.ts";
import { FixedPointSet } from "../phase/fixed-points.ts";
import { sizesOf } from "../phase/sizes.ts";

/**
 * Stationary states at the parameters p, by the first activity: those that Newton's method reaches from the starts of the problem, or those
 * in the range of its unknowns.
 *
 * @param p  parameters in internal units {m}; not changed
 */
export function steadyStates(problem: StationaryProblem, p: ArrayLike<number>): readonly SteadyState[] {
  const values = Float64Array.from(p);
  const found = solutionsOf(problem, values).map((x) => describe(problem, values, x));
  return found.sort((a, b) => a.activities[0]! - b.activities[0]!);
}

/** Unknowns of all solutions, in internal units. */
export function solutionsOf({ system, starts }: StationaryProblem, p: Float64Array): readonly Float64Array[] {
  if (!starts) return fixedPointsOf(system, p).map(({ at }) => Float64Array.from(at));
  const sizes = sizesOf(system, p);
  const set = new FixedPointSet(system, p, [], sizes);
  for (const start of starts(p)) set.add(start, Number.POSITIVE_INFINITY, isSolved(system, p, start, sizes));
  return set.positions();
}

/** Part of the fastest rate below which a rate counts as 0: some roundings. */
const still = 1e-12;

/** Whether a start is a solution already. Where solutions form a line Newton's method finds none, because the Jacobian is singular. */
function isSolved(system: System, p: Float64Array, x: Float64Array, sizes: Float64Array): boolean {
  const n = x.length;
  const [rates, jacobian] = [new Float64Array(n), new Float64Array(n * n)];
  system.rhs(x, p, rates);
  system.jacobian(x, p, jacobian);
  return rates.every((rate, i) => Math.abs(rate) <= still * Math.abs(jacobian[i * n + i]!) * Math.max(sizes[i]!, Math.abs(x[i]!)));
}

function describe(problem: StationaryProblem, p: Float64Array, x: Float64Array): SteadyState {
  const { system, activities } = problem;
  const { eigenvalues, isBound, poincare }: Spectrum = problem.spectrum?.(x, p) ?? { eigenvalues: eigenvaluesAt(system, p, x) };
  return {
    activities: activities.map((activity) => activity.of(x, p) / activity.factor),
    state: system.states.map(({ factor }, i) => x[i]! / factor),
    stable: classify(eigenvalues).stable,
    eigenvalues,
    ...(isBound ? { isBound } : {}),
    ...(poincare === undefined ? {} : { poincare }),
    ...(problem.dispersion ? { dispersion: problem.dispersion(x, p) } : {}),
  };
}
