/** `run: { options: { event-driven: ... } }`. */
import type { Reason } from "../../contract/index.ts";
import type { Experiment } from "../../model/index.ts";
import { type ClosedForm, driveOf, riseOf } from "./closed-form.ts";
import { reachesAllAlike } from "./members.ts";

const known: readonly string[] = ["exponents"];

/** How many Lyapunov exponents are asked for. */
export function exponentsOf({ run }: Experiment): number {
  return Number(run.options?.["event-driven"]?.exponents ?? 0);
}

/** Whether the equations are the same at all times: then a shift in time neither grows nor decays, and its exponent is left out. */
export function isAutonomous({ stimuli, run }: Experiment): boolean {
  return stimuli.every(({ wave, start, stop }) => wave.kind === "step" && start <= 0 && stop >= run.duration);
}

/** What is wrong with the options. */
export function optionReasons(experiment: Experiment, forms: readonly ClosedForm[]): readonly Reason[] {
  const given = experiment.run.options?.["event-driven"] ?? {};
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) return [{ code: "scale-option", data: { scale: "event-driven", name: unknown, known } }];
  const count = exponentsOf(experiment);
  if (count === 0) return [];
  const variables = forms.reduce((sum, { population, variables: all, driven }) => {
    const outside = new Set(driven.flatMap((input) => [driveOf(input), riseOf(input)]));
    return sum + population.size - 2 + all.filter((name) => !outside.has(name)).length;
  }, 0);
  const most = variables - (isAutonomous(experiment) ? 1 : 0);
  if (!Number.isInteger(count) || count < 0 || count > most)
    return [{ code: "exponent-count", data: { given: `${given.exponents}`, most } }];
  const other = experiment.projections.find((projection) => {
    const { size } = forms.find(({ population }) => population.name === projection.to.population)!.population;
    return !reachesAllAlike(projection, size) || projection.delay !== undefined;
  });
  return other === undefined ? [] : [{ code: "exponents-of-crowds", data: { where: `projections.${other.name}` } }];
}
