/** The solutions of a stationary problem, with their stability. */
import type { StationaryProblem, SteadyState } from "../../contract/index.ts";
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
  const set = new FixedPointSet(system, p, [], sizesOf(system, p));
  for (const start of starts(p)) set.add(start, Number.POSITIVE_INFINITY, false);
  return set.take().map(({ at }) => Float64Array.from(at));
}

function describe(problem: StationaryProblem, p: Float64Array, x: Float64Array): SteadyState {
  const { system, activities } = problem;
  const eigenvalues = problem.spectrum?.(x, p) ?? eigenvaluesAt(system, p, x);
  return {
    activities: activities.map((activity) => activity.of(x, p) / activity.factor),
    state: system.states.map(({ factor }, i) => x[i]! / factor),
    stable: classify(eigenvalues).stable,
    eigenvalues,
  };
}
