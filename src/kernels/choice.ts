/** Which method integrates a population, and with what step or tolerance. */

import type { Stream } from "../base/index.ts";
import type { Reason } from "../contract/index.ts";
import type { Experiment, Population } from "../model/index.ts";
import { dormandPrince8, euler, heun, rk4, type Tableau, tsitouras5 } from "../numerics/index.ts";
import { ExplicitMethod } from "./explicit.ts";
import type { Method } from "./method.ts";
import type { Preparation, Program } from "./program.ts";

export interface Choice {
  readonly method: string;
  readonly step?: number;
  readonly tolerance: number;
  readonly preparation: Preparation;
  /** What takes over where the problem is found stiff. */
  readonly stiff?: Choice;
}
const adaptive: readonly Tableau[] = [tsitouras5, dormandPrince8];
const fixed: readonly Tableau[] = [euler, heun, rk4];
export const defaultTolerance = 1e-8;

export function choose(experiment: Experiment, population: Population): Choice | Reason {
  const { run } = experiment;
  const method = run.method === "auto" ? "dormand-prince8" : run.method;
  return {
    method,
    tolerance: run.tolerance ?? defaultTolerance,
    preparation: "smooth",
    ...(run.step === undefined ? {} : { step: run.step }),
  };
}

export function makeMethod(choice: Choice, program: Program, noise: readonly Stream[], bridge: Stream): Method {
  const t = [...adaptive, ...fixed].find((one) => one.id === choice.method)!;
  return new ExplicitMethod(t, fixed.includes(t) ? choice.step : undefined);
}
