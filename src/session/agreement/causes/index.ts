/** Why scales of one document may differ, as far as it can be told. Adding a cause is one file and one entry here. */
import type { Cause, ComparedQuantity } from "../../../contract/index.ts";
import type { CauseRule, Compared } from "./cause.ts";
import { finiteSize } from "./finite-size.ts";
import { randomInDegrees } from "./in-degrees.ts";
import { chosenLambda } from "./lambda.ts";
import { fewModes } from "./modes.ts";
import { quasiRenewal } from "./quasi-renewal.ts";
import { regularTrains } from "./regular-trains.ts";
import { step } from "./step.ts";
import { thresholdSteps } from "./threshold-steps.ts";

const rules: readonly CauseRule[] = [
  randomInDegrees,
  chosenLambda,
  quasiRenewal,
  fewModes,
  thresholdSteps,
  regularTrains,
  finiteSize,
  step,
];

/** All that is known of two scales, the largest first. */
export function causesOf(compared: Compared): readonly Cause[] {
  return rules.flatMap((rule) => rule(compared)).sort((a, b) => b.size - a.size);
}

/** What is known to move a quantity: the sentences of the causes. */
export function knownCauses(causes: readonly Cause[], { population, name }: ComparedQuantity): readonly string[] {
  return causes
    .filter((cause) => cause.population === population && cause.moves.some((word) => name.startsWith(word)))
    .map(({ words }) => words);
}
